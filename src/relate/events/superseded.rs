//! Days that no longer hold: struck out, called the old ones, or followed by the day to which they were put off.

use crate::annotate::Mention;
use crate::parse::MarkKind;
use crate::relate::draft::Draft;
use crate::relate::events::beside::next_on_line;
use crate::span::Span;

/// How many tokens before a day, or after it, tell of the change.
const NEAR: usize = 4;

/// Finds them, once for all that asks.
pub(crate) fn read(draft: &mut Draft<'_>) {
    let struck = Struck::of(draft);
    let days = draft.annotations.mentions.iter().filter(|mention| mention.date().is_some());
    let old = days.filter(|day| struck.hold(day.span) || called_old(draft, day) || put_off(draft, day));
    draft.superseded = old.map(|day| day.span).collect();
}

/// The page gives another day instead.
pub(crate) fn is_superseded(draft: &Draft<'_>, mention: &Mention) -> bool {
    draft.superseded.contains(&mention.span)
}

/// What is struck out, in text order, each with how far those up to it reach.
struct Struck(Vec<(u32, u32)>);

impl Struck {
    fn of(draft: &Draft<'_>) -> Self {
        let marks = draft.document.marks.iter().filter(|mark| mark.kind == MarkKind::Struck);
        let mut spans: Vec<(u32, u32)> = marks.map(|mark| (mark.span.start, mark.span.end)).collect();
        spans.sort_unstable();
        let mut reach = 0;
        spans.iter_mut().for_each(|(_, end)| {
            reach = reach.max(*end);
            *end = reach;
        });
        Self(spans)
    }

    fn hold(&self, span: Span) -> bool {
        let last = self.0[..self.0.partition_point(|(start, _)| *start <= span.start)].last();
        last.is_some_and(|(_, reach)| *reach >= span.end)
    }
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
