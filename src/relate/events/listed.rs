//! The events of a list: each entry's day, hour, kind and place.

use crate::annotate::{Kind, Mention};
use crate::fact::{Fact, Support};
use crate::records::EventKind;
use crate::relate::draft::Draft;
use crate::relate::events::entries::best_day;
use crate::relate::events::groups::{Entry, is_abstract, is_quoted};
use crate::relate::events::kind::{frequent_kind, in_title};
use crate::relate::events::{Event, common, entry_name, governed, papers, set, venue};
use crate::span::Span;

/// Makes an event of each entry.
pub(crate) fn events(draft: &mut Draft<'_>, entries: &[Entry]) {
    for entry in entries {
        let event = Event {
            entry: Some((entry.from, entry.to)),
            heading: entry.heading,
            name: entry_name::name(draft, entry),
            theme: entry_name::theme(draft, entry),
            ..Event::default()
        };
        draft.events.list.push(event);
        let id = draft.events.list.len() - 1;
        date_entry(draft, id, entry);
        entry_kind(draft, id, entry);
        venue::place(draft, id, Some((entry.from, entry.to)));
        house_beside_day(draft, id, entry);
        heading_kind(draft, id, entry);
    }
    if let Some(first) = entries.first() {
        share_kind(draft, first.from);
        of_no_kind(draft);
        common::share(draft, first);
    }
}

/// Entries under `Upcoming seminars` are seminars, where the title names nothing else.
fn heading_kind(draft: &mut Draft<'_>, id: usize, entry: &Entry) {
    if draft.events.list[id].kind.is_some() || in_title(draft).is_some() {
        return;
    }
    if let Some((mention, event)) = governed::over(draft, entry) {
        let support = Support::text(mention.span, "event.heading_kind", 0.7);
        draft.events.list[id].kind = Some(Fact::new(event.kind, support));
    }
}

fn date_entry(draft: &mut Draft<'_>, id: usize, entry: &Entry) {
    let Some(index) = best_day(draft, entry) else { return };
    let annotations = draft.annotations;
    if let Some(date) = annotations.mentions[index].date() {
        draft.events.list[id].happens(date, "event.entry", 0.85);
    }
    if draft.events.list[id].start_time.is_none() {
        let time = draft.mentions_in(entry.from, entry.to).find_map(|(_, mention)| {
            mention.date().filter(|date| date.start_time.is_some() && date.start.is_none())
        });
        if let Some(time) = time {
            draft.events.list[id].times(time, "event.entry", 0.8);
        }
    }
}

/// `Jan 19 (NRIF)`: what stands in parentheses right behind the day, where the entry names no other place.
fn house_beside_day(draft: &mut Draft<'_>, id: usize, entry: &Entry) {
    let tokens = &draft.annotations.tokens;
    let free = draft.events.list[id].venue.is_none() && draft.events.list[id].city.is_none();
    let Some(day) = best_day(draft, entry).filter(|_| free) else { return };
    let open = draft.annotations.mentions[day].to;
    let closed = |mention: &Mention| tokens.get(mention.to, entry.to).is_some_and(|mark| mark.is(')'));
    let house = tokens.get(open, entry.to).filter(|mark| mark.is('(')).and_then(|_| {
        draft.mentions_in(open + 1, open + 2).map(|(_, mention)| mention).find(|mention| {
            matches!(mention.kind, Kind::Acronym | Kind::Institution(_) | Kind::Venue) && closed(mention)
        })
    });
    if let Some(house) = house {
        venue::place_in(draft, id, (house.from, house.to), "event.beside_day", 0.65);
    }
}

/// The kind that the name of an entry tells, or else its text.
fn entry_kind(draft: &mut Draft<'_>, id: usize, entry: &Entry) {
    let name = draft.events.list[id].name.as_ref().and_then(|name| name.support.first()?.span);
    let named = name.map(|name| draft.annotations.tokens.range_of(name));
    let inside = || {
        draft.mentions_in(entry.from, entry.to).find_map(|(_, mention)| {
            let kind = mention.event().map(|event| event.kind).filter(|kind| *kind != EventKind::Other)?;
            (!is_quoted(draft, entry, mention)).then_some((kind, mention.span))
        })
    };
    let titled = in_title(draft).is_some();
    let said = |(_, span): &(EventKind, Span)| {
        !titled || !is_abstract(draft, draft.annotations.tokens.range_of(*span).0)
    };
    let own = named.and_then(|range| kind_in(draft, range)).or_else(|| inside().filter(said));
    if let Some((kind, span)) = own {
        set(&mut draft.events.list[id].kind, kind, Support::text(span, "event.entry_kind", 0.8));
    } else if let Some(body) = papers::body(draft, entry) {
        papers::meet(draft, id, entry, body);
    }
}

/// The first kind that a stretch of tokens names, with its place.
pub(super) fn kind_in(draft: &Draft<'_>, (from, to): (usize, usize)) -> Option<(EventKind, Span)> {
    draft.mentions_in(from, to).find_map(|(_, mention)| {
        mention.event().filter(|event| event.kind != EventKind::Other).map(|event| (event.kind, mention.span))
    })
}

/// Entries that name no kind are of the one that the title or the words over the list name, or that most other entries name.
fn share_kind(draft: &mut Draft<'_>, first: usize) {
    let above =
        kind_in(draft, (0, first)).map(|(kind, span)| (kind, Support::text(span, "event.entry_kind", 0.65)));
    let frequent = || frequent_kind(draft).filter(|(kind, _)| prevails(draft, *kind));
    let Some((kind, support)) = most_kind(draft).or_else(|| in_title(draft)).or(above).or_else(frequent)
    else {
        return;
    };
    let support = Support { rule: "event.list_kind", confidence: 0.65, ..support };
    for event in &mut draft.events.list {
        event.kind.get_or_insert_with(|| Fact::new(kind, support.clone()));
    }
}

/// Among entries that name their kinds, one that has a name and none is of another.
fn of_no_kind(draft: &mut Draft<'_>) {
    if draft.events.list.iter().all(|event| event.kind.is_none()) {
        return;
    }
    for event in &mut draft.events.list {
        let name = event.name.as_ref().and_then(|name| name.support.first()?.span);
        if let (None, Some(span)) = (&event.kind, name) {
            event.kind = Some(Fact::new(EventKind::Other, Support::inferred(span, "event.no_kind", 0.4)));
        }
    }
}

/// Whether no entry names another kind.
fn prevails(draft: &Draft<'_>, kind: EventKind) -> bool {
    draft.events.list.iter().filter_map(|event| event.kind.as_ref()).all(|named| named.value == kind)
}

/// The kind that more than half of the entries name.
fn most_kind(draft: &Draft<'_>) -> Option<(EventKind, Support)> {
    let kinds = || draft.events.list.iter().filter_map(|event| event.kind.as_ref());
    let count = |kind: EventKind| kinds().filter(|other| other.value == kind).count();
    let best = kinds().max_by_key(|kind| count(kind.value))?;
    (count(best.value) * 2 > draft.events.list.len()).then(|| (best.value, best.support[0].clone()))
}
