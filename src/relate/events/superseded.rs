//! Days that no longer hold: struck out, called the old ones, or followed by the day to which they were put off.

use crate::annotate::Mention;
use crate::parse::MarkKind;
use crate::relate::draft::Draft;
use crate::relate::events::beside::next_on_line;

/// How many tokens before a day, or after it, tell of the change.
const NEAR: usize = 4;

/// The page gives another day instead.
pub(crate) fn is_superseded(draft: &Draft<'_>, mention: &Mention) -> bool {
    struck(draft, mention) || called_old(draft, mention) || put_off(draft, mention)
}

fn struck(draft: &Draft<'_>, mention: &Mention) -> bool {
    let marks = draft.document.marks.iter();
    marks.filter(|mark| mark.kind == MarkKind::Struck).any(|mark| mark.span.contains(mention.span))
}

/// `7 June (originally 24 May)`, in parentheses.
fn called_old(draft: &Draft<'_>, mention: &Mention) -> bool {
    let tokens = &draft.annotations.tokens;
    let opens = |at: usize| tokens.tokens[at].is('(') || tokens.tokens[at].is('[');
    let mut near = mention.from.saturating_sub(NEAR)..mention.from;
    near.any(|at| opens(at) && tokens.cues(at + 1).any(|class| class == "superseded"))
}

/// `24 May, extended to 7 June`, `24 May 7 June (extended)`.
fn put_off(draft: &Draft<'_>, mention: &Mention) -> bool {
    let tokens = &draft.annotations.tokens;
    let Some((from, to)) = next_on_line(draft, mention) else { return false };
    let extends = |at: usize| tokens.cues(at).any(|class| class == "extended");
    let adjacent = (from..to).all(|at| !tokens.tokens[at].is_word());
    let (_, day) = draft.mentions_in(to, to + 1).next().unzip();
    let after = day.map_or(to, |day: &Mention| day.to);
    (from..to).any(extends) || adjacent && (after..after + NEAR).any(extends)
}
