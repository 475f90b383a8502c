//! The hours of an event that its programme tells: it begins with the first slot that is no break, and ends with the last.

use crate::annotate::Mention;
use crate::dates::{ClockTime, Expression};
use crate::fact::{Fact, Support};
use crate::relate::draft::Draft;
use crate::relate::events::groups::Entry;
use crate::relate::talks::slot::Slot;

/// Gives the one event of the page its hours.
pub(super) fn read(draft: &mut Draft<'_>, slots: &[Entry]) {
    let [event] = &draft.events.list[..] else { return };
    if event.start.is_none() {
        return;
    }
    if event.start_time.is_none() {
        begins(draft, slots);
    }
    ends(draft, slots);
}

/// An event whose hours nothing else tells.
fn begins(draft: &mut Draft<'_>, slots: &[Entry]) {
    let opens = |slot: &&Entry| time(draft, slot).is_some() && !Slot::read(draft, slot).is_break();
    let first = slots.iter().find(opens).and_then(|slot| time(draft, slot)).and_then(Mention::date).cloned();
    if let Some(first) = first {
        let only = Expression { end_time: None, ..first };
        draft.events.list[0].times(&only, "event.programme", 0.65);
    }
}

/// The first slot does not say when all is over: the last one does, where its end is told.
fn ends(draft: &mut Draft<'_>, slots: &[Entry]) {
    let event = &draft.events.list[0];
    let one_day = event
        .end
        .as_ref()
        .is_none_or(|end| event.start.as_ref().is_some_and(|start| start.value == end.value));
    let day = event.start.as_ref().map(|start| start.value);
    let of_day =
        |mention: &&Mention| mention.date().is_some_and(|date| date.start.is_none() || date.start == day);
    let times: Vec<&Mention> = slots.iter().filter_map(|slot| time(draft, slot)).filter(of_day).collect();
    let start = |mention: &&Mention| mention.date().and_then(|date| date.start_time);
    let end = |mention: &Mention| mention.date().and_then(|date| date.end_time);
    let (Some(first), Some(last)) =
        (times.iter().copied().min_by_key(start), times.iter().copied().max_by_key(start))
    else {
        return;
    };
    // Slots of several days begin anew.
    let rising = times.windows(2).all(|pair| start(&pair[0]) <= start(&pair[1]));
    if !one_day
        || !rising
        || start(&first) == start(&last)
        || event.start_time.as_ref().map(|time| time.value) != start(&first)
    {
        return;
    }
    let known = event.end_time.as_ref().map(|time| time.value);
    let earlier = |time: ClockTime| end(last).is_some_and(|end| time < end) || Some(time) == end(first);
    if known.is_none_or(earlier) {
        draft.events.list[0].end_time =
            end(last).map(|time| Fact::new(time, Support::text(last.span, "event.programme", 0.65)));
    }
}

/// The time that opens a slot.
fn time<'a>(draft: &Draft<'a>, slot: &Entry) -> Option<&'a Mention> {
    let mut near = draft.mentions_in(slot.from, slot.to.min(slot.from + 4)).map(|(_, mention)| mention);
    near.find(|mention| mention.date().is_some_and(|date| date.start_time.is_some()))
}
