//! What the words of a page say of the announcement as a whole: that it calls for papers, or that it tells of something past.

use crate::annotate::File;
use crate::relate::draft::Draft;
use crate::relate::fact::Support;

/// The first place that calls for contributions.
pub(crate) fn call_cue(draft: &Draft<'_>) -> Option<Support> {
    let tokens = &draft.annotations.tokens;
    (0..tokens.tokens.len()).find_map(|at| {
        tokens
            .longest(at, File::Cues, "call")
            .map(|(hit, _)| draft.support(at, hit.to, "announcement.call", 0.8))
    })
}

/// True where the page says `took place`, `was held`, and nothing of what will be.
pub(crate) fn told_in_past(draft: &Draft<'_>) -> bool {
    let tokens = &draft.annotations.tokens;
    let count = |class: &str| {
        (0..tokens.tokens.len()).filter(|&at| tokens.longest(at, File::Cues, class).is_some()).count()
    };
    count("held_past") > count("held_future")
}
