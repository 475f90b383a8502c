//! Two different times for one event: a page that gives its day twice with another hour contradicts itself, and keeps both readings.

use crate::annotate::Mention;
use crate::dates::{ClockTime, MACHINE};
use crate::parse::BlockKind;
use crate::records::Severity;
use crate::relate::draft::Draft;
use crate::relate::events::score::score;
use crate::relate::grammar::items::Reading;

/// How well a date must fit as the event's own, to contradict it.
const OWN: f32 = 3.0;

/// Notes the other time of the one event of a page. A day with three times is a programme.
pub(crate) fn times(draft: &mut Draft<'_>) {
    let [event] = draft.events.list.as_slice() else { return };
    let Some(known) = event.start_time.as_ref() else { return };
    let mut rivals: Vec<(ClockTime, &Mention)> = Vec::new();
    for (reading, mention) in dated(draft) {
        let time = mention.date().and_then(|date| date.start_time).filter(|time| *time != known.value);
        let new = time.filter(|time| rivals.iter().all(|(rival, _)| rival != time));
        if let Some(time) = new.filter(|_| score(draft, reading, mention) >= OWN) {
            rivals.push((time, mention));
        }
    }
    let [(rival, mention)] = rivals.as_slice() else { return };
    let quote = crate::normalize::collapse(mention.span.of(draft.text()));
    let message = format!(
        "the event starts at {} by one place of the page and at {rival} by another (`{quote}`); check the time with the organiser",
        known.value
    );
    let span = mention.span;
    draft.note(Severity::Warning, "times_differ", message, Some(span));
}

/// Dates with a time on the event's one day, in the zone of its times and within them.
fn dated<'d>(draft: &'d Draft<'_>) -> impl Iterator<Item = (&'d Reading, &'d Mention)> {
    let event = &draft.events.list[0];
    let (day, zone) = (event.start.as_ref().map(|day| day.value), event.timezone.as_ref());
    let last = event.end.as_ref().map(|day| day.value).filter(|last| Some(*last) == day);
    let over = event.end_time.as_ref().map(|time| time.value);
    let fits = move |mention: &Mention| {
        mention.date().is_some_and(|date| {
            last.is_some()
                && date.start == day
                && date.rule != MACHINE
                && date.start_time.is_some_and(|time| over.is_none_or(|over| time < over))
                && date.timezone.as_ref().is_none_or(|other| zone.is_none_or(|zone| zone.value == *other))
        })
    };
    draft.readings.iter().filter(|reading| speaks_of_it(draft, reading)).flat_map(move |reading| {
        let indices = reading.mentions((0, reading.items.len()), b"D").into_iter();
        let mentions = indices.map(|index| &draft.annotations.mentions[index]);
        mentions.filter(move |mention| fits(mention)).map(move |mention| (reading, mention))
    })
}

/// A heading, or a sentence that names the event's kind: a dinner or a registration desk on the same day is something else.
fn speaks_of_it(draft: &Draft<'_>, reading: &Reading) -> bool {
    let kind = draft.events.list[0].kind.as_ref().map(|kind| kind.value);
    let events = reading.mentions((0, reading.items.len()), b"E").into_iter();
    let mut kinds =
        events.filter_map(|index| draft.annotations.mentions[index].event()).map(|event| event.kind);
    matches!(draft.document.blocks[reading.block].kind, BlockKind::Heading(_))
        || kinds.any(|other| Some(other) == kind)
}
