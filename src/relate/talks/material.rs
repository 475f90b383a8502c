//! Words that are no title: what is still open (`TBA`), and what there is of a talk to read or to see (`Slides`, `Video`).

use crate::annotate::File;
use crate::annotate::token::Shape;
use crate::relate::draft::Draft;
use crate::span::Span;

/// Words that are no name of anything: `TBA`, `Agenda – Minutes – Slides`.
pub(crate) fn says_nothing(draft: &Draft<'_>, span: Span) -> bool {
    is_open(draft, span) || is_material(draft, span)
}

/// The end of a title without what there is to read or to see behind it: `Whales at Sea [Video]`, `Whales at Sea. Abstract`.
pub(super) fn without_material(draft: &Draft<'_>, (from, to): (usize, usize)) -> usize {
    let tokens = &draft.annotations.tokens;
    let mark = |at: usize| !tokens.tokens[at].is_word() && tokens.tokens[at].shape != Shape::Number;
    let mut end = to;
    while end > from + 2 {
        let last = (from + 1..end).rev().find(|&at| !mark(at)).unwrap_or(from);
        let hit = tokens.longest(last, File::Cues, "material").filter(|(hit, _)| hit.to == last + 1);
        // `Life of a video` goes on; what is set off does not.
        if hit.is_none() || !mark(last - 1) || tokens.tokens[last - 1].is(',') {
            break;
        }
        end = (from..last).rev().find(|&at| !mark(at) || tokens.tokens[at].is('?')).map_or(from, |at| at + 1);
    }
    end
}

/// Nothing but names of what there is of an event to read or to see.
fn is_material(draft: &Draft<'_>, span: Span) -> bool {
    let tokens = &draft.annotations.tokens;
    let (mut at, to) = tokens.range_of(span);
    let mut any = false;
    while at < to {
        let end = tokens.longest(at, File::Cues, "material").map(|(hit, _)| hit.to);
        any |= end.is_some();
        match end {
            Some(end) => at = end,
            None if tokens.tokens[at].is_word() => return false,
            None => at += 1,
        }
    }
    any
}

/// `TBA`, `Title to be announced`.
fn is_open(draft: &Draft<'_>, span: Span) -> bool {
    let tokens = &draft.annotations.tokens;
    let (from, to) = tokens.range_of(span);
    let all = |at: usize| {
        tokens.longest(at, File::Cues, "to_be_announced").is_some_and(|(hit, _)| hit.to + 1 >= to)
    };
    (from..to).any(all)
}
