//! The day that prose alone tells: `Ann Lee will speak on 12 May 2024`. No label, line or noun says what such a day is, so that it is asked
//! for only where nothing else dates the event of the page.

use crate::annotate::Mention;
use crate::dates::PartialDate;
use crate::parse::BlockKind;
use crate::relate::draft::Draft;
use crate::relate::events::kind::{events_in, title_span};

/// The day of a sentence that says what will be done, or what was; else the only day of the page besides that of publication.
pub(crate) fn told(draft: &Draft<'_>, days: &[(f32, usize)]) -> Option<usize> {
    if draft.tells_of_change() {
        return None;
    }
    let free: Vec<usize> = days
        .iter()
        .filter(|(score, index)| is_free(draft, *score, *index))
        .map(|(_, index)| *index)
        .collect();
    let said = |index: &usize| says(draft, &draft.annotations.mentions[*index]);
    free.iter().copied().find(said).or_else(|| only(draft, days, &free))
}

/// What a sentence says in which a day is that of the event.
const SAYS: [&str; 9] = [
    "present",
    "held",
    "held_past",
    "keynote",
    "host_active",
    "organize_active",
    "invite",
    "speaker_noun",
    "open",
];

/// Below this, something speaks against a day: that it is due, past, printed by a machine, or the day of publication.
const AGAINST: f32 = -0.9;

/// Nothing speaks against a day of the running text, and it does not lie far before the page.
fn is_free(draft: &Draft<'_>, score: f32, index: usize) -> bool {
    let mention = &draft.annotations.mentions[index];
    let block = draft.annotations.tokens.block_of(mention.from);
    let prose = !matches!(draft.document.blocks[block].kind, BlockKind::Byline | BlockKind::Caption);
    // What a day far down the page is worth less says nothing against it.
    let depth = (block as f32 * 0.04).min(2.0);
    let day = mention.date().and_then(|date| date.start);
    prose
        && score + depth > AGAINST
        && !draft.is_aside(mention.from)
        && day.is_some_and(|day| is_near(draft, day))
}

/// Reports tell of what was some weeks ago; what was long before is the past of somebody.
fn is_near(draft: &Draft<'_>, day: PartialDate) -> bool {
    let month = |date: PartialDate| i32::from(date.year) * 12 + i32::from(date.month.unwrap_or(1));
    draft.head.published.as_ref().is_none_or(|published| month(day) + WEEKS >= month(published.value))
}

/// So many months at most lie between an event and a report of it.
const WEEKS: i32 = 3;

fn says(draft: &Draft<'_>, mention: &Mention) -> bool {
    let tokens = &draft.annotations.tokens;
    let Some(sentence) = tokens.sentences.get(tokens.sentence_of(mention.from)) else { return false };
    let from = sentence.from.max(mention.from.saturating_sub(REACH));
    (from..sentence.to.min(mention.to + REACH)).any(|at| tokens.cues(at).any(|class| SAYS.contains(&class)))
}

/// Words farther from a day say something else.
const REACH: usize = 30;

/// The one day that stands on the page besides that of publication, and not before it, where the title names an event: a policy is in force
/// from its only day on.
fn only(draft: &Draft<'_>, days: &[(f32, usize)], free: &[usize]) -> Option<usize> {
    let day = |index: usize| draft.annotations.mentions[index].date()?.start.filter(|day| day.day.is_some());
    let (published, modified) = (&draft.head.published, &draft.head.modified);
    let of_page =
        |day: &PartialDate| [published, modified].into_iter().flatten().any(|known| known.value == *day);
    let mut all: Vec<PartialDate> =
        days.iter().filter_map(|(_, index)| day(*index)).filter(|day| !of_page(day)).collect();
    all.sort_unstable();
    all.dedup();
    let named = title_span(draft).is_some_and(|title| events_in(draft, title).next().is_some());
    let [one] = all[..] else { return None };
    let later = published.as_ref().is_none_or(|published| published.value < one);
    free.iter().copied().find(|index| named && later && day(*index) == Some(one))
}
