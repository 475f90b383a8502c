//! The events that a profile gives. Rows of its own take the place of the events that were found, each with what else was found of it;
//! a block that says neither name nor day adds to all of them.

use std::collections::VecDeque;

use rustc_hash::FxHashMap;

use crate::fact::{Fact, Support};
use crate::normalize::fold;
use crate::profile::Row;
use crate::records::Origin;
use crate::relate::draft::Draft;
use crate::relate::events::Event;
use crate::relate::profile::{replace, value};

/// What tells one event from another.
const TELLING: [&str; 4] = ["name", "theme", "ordinal", "starts_on"];

/// Puts the rows into the draft; gives the event of each.
pub(super) fn apply(draft: &mut Draft<'_>, rows: &[&Row<'_>]) -> Vec<Option<usize>> {
    let (telling, adding): (Vec<usize>, Vec<usize>) = (0..rows.len()).partition(|&row| is_telling(rows[row]));
    let said: Vec<Event> = telling.iter().map(|&row| read(draft, rows[row])).collect();
    let mut events = vec![None; rows.len()];
    telling.iter().enumerate().for_each(|(place, row)| events[*row] = Some(place));
    if !said.is_empty() {
        exchange(draft, &said);
    }
    for row in adding {
        let said = read(draft, rows[row]);
        add(draft, &said);
        events[row] = (draft.events.list.len() == 1).then_some(0);
    }
    events
}

/// Puts the events that are said in the place of those that were found.
fn exchange(draft: &mut Draft<'_>, said: &[Event]) {
    let mut found = std::mem::take(&mut draft.events.list);
    let mut moved = vec![None; found.len()];
    for (place, (said, of)) in said.iter().zip(matches(said, &found)).enumerate() {
        let known = of.map(|of| std::mem::take(&mut found[of])).unwrap_or_default();
        draft.events.list.push(merge(known, said.clone()));
        if let Some(of) = of {
            moved[of] = Some(place);
        }
    }
    renumber(draft, &moved);
}

/// Adds what is said to all events that were found.
fn add(draft: &mut Draft<'_>, said: &Event) {
    if draft.events.list.is_empty() {
        draft.events.list.push(Event::default());
    }
    for event in &mut draft.events.list {
        *event = merge(std::mem::take(event), said.clone());
    }
}

fn is_telling(row: &Row<'_>) -> bool {
    row.repeated || TELLING.iter().any(|column| row.block.gives(column))
}

fn read(draft: &mut Draft<'_>, row: &Row<'_>) -> Event {
    Event {
        kind: value::event_kind(draft, row),
        ordinal: value::number(draft, row, "ordinal"),
        name: value::text(row, "name"),
        theme: value::text(row, "theme"),
        series: value::text(row, "series"),
        start: value::day(draft, row, "starts_on"),
        end: value::last_day(draft, row, "ends_on").or_else(|| value::range(draft, row, "starts_on")),
        start_time: value::time(draft, row, "start_time"),
        end_time: value::last_time(draft, row, "end_time"),
        timezone: value::zone(draft, row),
        format: value::word(draft, row, "format"),
        venue: value::text(row, "venue"),
        city: value::text(row, "city"),
        country: value::country(draft, row),
        url: value::address(draft, row),
        status: value::word(draft, row, "status"),
        ..Event::default()
    }
}

/// For each event that is said the one that was found, each once: of the same number, name or day; the only two are one.
fn matches(said: &[Event], found: &[Event]) -> Vec<Option<usize>> {
    if said.len() == 1 && found.len() == 1 {
        return vec![Some(0)];
    }
    let mut of = vec![None; said.len()];
    let mut taken = vec![false; found.len()];
    for keys in [numbers, names, days_of] {
        let mut known: FxHashMap<String, VecDeque<usize>> = FxHashMap::default();
        for (index, event) in found.iter().enumerate() {
            keys(event).into_iter().for_each(|key| known.entry(key).or_default().push_back(index));
        }
        for (place, event) in
            said.iter().enumerate().filter(|(place, _)| of[*place].is_none()).collect::<Vec<_>>()
        {
            of[place] = keys(event).iter().find_map(|key| free(known.get_mut(key)?, &mut taken));
        }
    }
    of
}

/// The first that is not taken, which is then.
fn free(queue: &mut VecDeque<usize>, taken: &mut [bool]) -> Option<usize> {
    let index = std::iter::from_fn(|| queue.pop_front()).find(|index| !taken[*index])?;
    taken[index] = true;
    Some(index)
}

fn numbers(event: &Event) -> Vec<String> {
    event.ordinal.iter().map(|fact| fact.value.to_string()).collect()
}

fn names(event: &Event) -> Vec<String> {
    event.name.iter().chain(&event.theme).map(|fact| fold(&fact.value)).collect()
}

fn days_of(event: &Event) -> Vec<String> {
    event.start.iter().map(|fact| fact.value.to_string()).collect()
}

/// What the profile says of an event outranks what was found of it.
fn merge(mut event: Event, said: Event) -> Event {
    days(&mut event, &said);
    replace(&mut event.kind, said.kind);
    replace(&mut event.ordinal, said.ordinal);
    replace(&mut event.name, said.name);
    replace(&mut event.theme, said.theme);
    replace(&mut event.series, said.series);
    replace(&mut event.start, said.start);
    replace(&mut event.end, said.end);
    replace(&mut event.start_time, said.start_time);
    replace(&mut event.end_time, said.end_time);
    replace(&mut event.timezone, said.timezone);
    replace(&mut event.format, said.format);
    replace(&mut event.venue, said.venue);
    replace(&mut event.city, said.city);
    replace(&mut event.country, said.country);
    replace(&mut event.url, said.url);
    replace(&mut event.status, said.status);
    event
}

/// Another first day makes what was found of the end, and an earlier end of the times, another event's.
fn days(event: &mut Event, said: &Event) {
    let known = event.start.as_ref().map(|start| start.value);
    if let Some(start) = said.start.as_ref().filter(|start| Some(start.value) != known) {
        let one_day = start.value.day.is_some();
        let support = Support {
            origin: Origin::Inferred,
            rule: "event.one_day",
            selector: None,
            ..start.support[0].clone()
        };
        event.end = one_day.then(|| Fact::new(start.value, support));
    }
    if let (Some(start), Some(end), None) = (&said.start_time, &event.end_time, &said.end_time)
        && end.value <= start.value
    {
        event.end_time = None;
    }
}

/// Roles and talks follow their events; those of events that are none are at the only one, if there is one.
fn renumber(draft: &mut Draft<'_>, moved: &[Option<usize>]) {
    let only = (draft.events.list.len() == 1).then_some(0);
    let place = |event: Option<usize>| event.and_then(|event| moved.get(event).copied().flatten().or(only));
    draft.talks.iter_mut().for_each(|talk| talk.event = place(talk.event));
    for person in &mut draft.people.list {
        let mut seen = Vec::new();
        for role in &mut person.roles {
            role.event = place(role.event);
        }
        person.roles.retain(|role| {
            let key = (role.role.value, role.event, role.talk);
            let fresh = !seen.contains(&key);
            seen.push(key);
            fresh
        });
    }
}
