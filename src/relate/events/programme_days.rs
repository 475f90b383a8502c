//! The days of a programme: entries on days that follow each other, each with hours of its own, are one event from the first day to the last.

use crate::annotate::Mention;
use crate::dates::PartialDate;
use crate::relate::draft::Draft;
use crate::relate::events::entries::best_day;
use crate::relate::events::groups::Entry;

/// Fewest slots of a day.
const SLOTS: usize = 3;

/// Most days of one event.
const DAYS: usize = 8;

/// The entries are the days of one programme.
pub(crate) fn are_days(draft: &Draft<'_>, entries: &[Entry]) -> bool {
    (2..=DAYS).contains(&entries.len()) && span(draft, entries).is_some()
}

/// The last day of the programme that begins on a day.
pub(crate) fn last<'d>(draft: &'d Draft<'_>, first: PartialDate) -> Option<(PartialDate, &'d Mention)> {
    if draft.slots.len() < 2 * SLOTS {
        return None;
    }
    draft
        .groups
        .iter()
        .filter(|group| (2..=DAYS).contains(&group.entries.len()))
        .filter_map(|group| span(draft, &group.entries))
        .find(|(start, ..)| *start == first)
        .map(|(_, end, mention)| (end, mention))
}

/// First and last day, where each entry is on the day after the one before and holds hours.
fn span<'d>(draft: &'d Draft<'_>, entries: &[Entry]) -> Option<(PartialDate, PartialDate, &'d Mention)> {
    let told = |entry: &Entry| {
        let mention = &draft.annotations.mentions[best_day(draft, entry)?];
        Some((mention.date()?.start?, mention))
    };
    let days: Vec<(PartialDate, &Mention)> = entries.iter().map(told).collect::<Option<_>>()?;
    let follows = |pair: &[(PartialDate, &Mention)]| {
        let (one, next) = (pair[0].0.civil(), pair[1].0.civil());
        one.zip(next).is_some_and(|(one, next)| one.tomorrow().ok() == Some(next))
    };
    let hours = |entry: &Entry| {
        draft.slots.iter().filter(|slot| entry.from <= slot.from && slot.from < entry.to).count() >= SLOTS
    };
    let ((first, _), (last, mention)) = (days.first()?, days.last()?);
    (days.windows(2).all(follows) && entries.iter().all(hours)).then_some((*first, *last, *mention))
}
