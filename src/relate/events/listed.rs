//! The events of a list: each entry's day, hour, kind and place, and what is said once for all of them, over the list or under a label.

use crate::annotate::token::Shape;
use crate::annotate::{File, Kind, Mention, PlaceClass};
use crate::dates::{ClockTime, Expression};
use crate::fact::{Fact, Support};
use crate::records::EventKind;
use crate::relate::draft::Draft;
use crate::relate::events::entries::best_day;
use crate::relate::events::groups::{Entry, is_abstract, is_quoted};
use crate::relate::events::kind::{frequent_kind, in_title};
use crate::relate::events::{Event, entry_name, format, governed, set, venue};
use crate::relate::fields::Field;
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
        share_introduction(draft, first);
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

/// `Tuesdays at 18:00 in Room 204` before the list, or below it where nothing is said before, holds for every entry that says nothing else.
fn share_introduction(draft: &mut Draft<'_>, first: &Entry) {
    let below = time_below(draft, first.to);
    let time = common_time(draft, first.from).or_else(|| below.and_then(Mention::date).cloned());
    let place = common_place(draft, first.from).or_else(|| place_beside(draft, below?));
    let city = place.and_then(|place| common_city(draft, place));
    for id in 0..draft.events.list.len() {
        format::own_format(draft, id);
        let event = &draft.events.list[id];
        let elsewhere = event.venue.is_some() || event.city.is_some() || event.format.is_some();
        let timeless = event.start_time.is_none();
        if let Some(time) = time.as_ref().filter(|_| timeless) {
            draft.events.list[id].times(time, "event.introduction", 0.7);
        }
        let webinar =
            draft.events.list[id].kind.as_ref().is_some_and(|kind| kind.value == EventKind::Webinar);
        let Some(place) = place.filter(|_| !elsewhere && !webinar) else { continue };
        venue::place_in(draft, id, place, "event.introduction", 0.65);
        if let Some(city) = city.filter(|_| draft.events.list[id].city.is_none()) {
            venue::place_in(draft, id, city, "event.introduction", 0.6);
        }
    }
}

/// The time that the words nearest before the list say, without a day but a weekday.
fn common_time(draft: &Draft<'_>, end: usize) -> Option<Expression> {
    let before = draft.annotations.mentions.iter().filter(|mention| mention.to <= end);
    // The first of its block: `Fridays at 3:40, coffee at 3:20`.
    let timed = |mention: &&Mention| {
        mention.date().is_some_and(|date| is_weekly(draft, date)) && !is_of_break(draft, mention)
    };
    let block = |mention: &Mention| draft.annotations.tokens.block_of(mention.from);
    let last = before.clone().rfind(timed).map(block)?;
    before.filter(timed).find(|mention| block(mention) == last).and_then(Mention::date).cloned()
}

/// `Tuesdays at 14:00`, `14:00`: a time that names no day but a weekday.
fn is_weekly(draft: &Draft<'_>, date: &Expression) -> bool {
    let named = |day: Span| !day.of(draft.text()).contains(|c: char| c.is_numeric());
    date.start_time.is_some() && (date.start.is_none() || date.parts.0.is_some_and(named))
}

/// `Tea at 4:00`: what is served then is no talk.
fn is_of_break(draft: &Draft<'_>, time: &Mention) -> bool {
    let tokens = &draft.annotations.tokens;
    let near = time.from.saturating_sub(SERVED).max(tokens.blocks[tokens.block_of(time.from)].0);
    let parts = |at: &usize| matches!(tokens.tokens[*at].shape, Shape::Mark('.' | ';' | '\n'));
    let from = (near..time.from).rev().find(parts).map_or(near, |at| at + 1);
    (from..time.from).any(|at| tokens.longest(at, File::Cues, "break_title").is_some())
}

/// As far before a time stands what is served then.
const SERVED: usize = 5;

/// `Time: Tuesdays, 16:00–17:00` below the list: a label says it, a line that begins with hours as short as a talk, or a sentence on the talks of all.
fn time_below<'d>(draft: &'d Draft<'_>, below: usize) -> Option<&'d Mention> {
    let tokens = &draft.annotations.tokens;
    let labelled = |mention: &Mention| {
        draft.fields.holding(mention).any(|field| matches!(field.class, "time" | "datetime" | "date"))
    };
    let opens = |mention: &Mention| {
        let first = tokens.blocks[tokens.block_of(mention.from)].0;
        (first..mention.from).filter(|&at| tokens.tokens[at].is_word()).count()
            <= usize::from(mention.from > first)
    };
    let of_all = |mention: &Mention| {
        let sentence = tokens.sentences.get(tokens.sentence_of(mention.from));
        sentence.is_some_and(|sentence| speaks_of_all(draft, (sentence.from, sentence.to)))
    };
    // Between two lists as well: what is said in no entry.
    let outside = |mention: &&Mention| draft.events.at_token(mention.from).is_none();
    let after = draft.mentions_in(below, tokens.tokens.len()).map(|(_, mention)| mention).filter(outside);
    let weekly = |mention: &&Mention| {
        let date = mention.date();
        date.is_some_and(|date| is_weekly(draft, date))
            && !draft.is_aside(mention.from)
            && !is_of_break(draft, mention)
    };
    let fits = |mention: &&Mention| {
        labelled(mention) || of_all(mention) || opens(mention) && mention.date().is_some_and(is_short)
    };
    after.filter(weekly).take(BELOW).find(fits)
}

/// `All talks start at 4 pm`, `The seminar meets on Tuesdays`: a sentence begins with the talks or the seminar that a list is of.
fn speaks_of_all(draft: &Draft<'_>, (from, to): (usize, usize)) -> bool {
    let tokens = &draft.annotations.tokens;
    let named = |mention: &Mention| mention.event().is_some_and(|event| event.kind != EventKind::Other);
    let noun = |at: usize| {
        tokens.longest(at, File::Cues, "talk_noun").is_some()
            || draft.mentions_in(at, at + 1).any(|(_, mention)| named(mention))
    };
    to - from <= SENTENCE && (from..to.min(from + OPENING)).any(noun)
}

/// Most tokens of a sentence that says when and where all talks are, and as far from its beginning they are named.
const SENTENCE: usize = 40;
const OPENING: usize = 8;

/// The room of the block that tells the common time.
fn place_beside(draft: &Draft<'_>, time: &Mention) -> Option<(usize, usize)> {
    let tokens = &draft.annotations.tokens;
    let (from, to) = tokens.blocks[tokens.block_of(time.from)];
    let mut venues = draft.mentions_in(from, to).filter(|(_, mention)| matches!(mention.kind, Kind::Venue));
    venues.next().map(|(_, venue)| (venue.from, venue.to))
}

/// So many times without a day are looked at below a list.
const BELOW: usize = 8;

/// Hours of one talk, not those of an office.
fn is_short(date: &Expression) -> bool {
    let minutes = |time: ClockTime| i32::from(time.hour) * 60 + i32::from(time.minute);
    let length = date.start_time.zip(date.end_time).map(|(start, end)| minutes(end) - minutes(start));
    length.is_some_and(|length| (1..=TALK).contains(&length))
}

/// Longest talk with its discussion, in minutes.
const TALK: i32 = 180;

/// The room that a label gives outside of the entries, else the one named nearest before the list.
fn common_place(draft: &Draft<'_>, end: usize) -> Option<(usize, usize)> {
    let outside = |field: &&Field| {
        field.class == "venue"
            && draft.events.at_token(field.from).is_none()
            && !draft.is_aside(field.from)
            && field.to - field.from <= LABELLED
    };
    let labelled = draft.fields.iter().find(outside).map(|field| {
        let timed = |at: &usize| draft.mentions_in(*at, at + 1).any(|(_, mention)| mention.date().is_some());
        let to = (field.from + 1..field.to).find(timed).unwrap_or(field.to);
        (field.from, to)
    });
    let mut before = draft.annotations.mentions.iter().filter(|mention| mention.to <= end);
    let mut named = || before.rfind(|mention| matches!(mention.kind, Kind::Venue));
    labelled.or_else(|| named().map(|venue| (venue.from, venue.to)))
}

/// Longest labelled place of a list, in tokens.
const LABELLED: usize = 25;

/// The one town of the block that tells the common place, where it is no part of a name.
fn common_city(draft: &Draft<'_>, place: (usize, usize)) -> Option<(usize, usize)> {
    let tokens = &draft.annotations.tokens;
    let inside = |place: &Mention| {
        let named = |mention: &Mention| {
            matches!(mention.kind, Kind::Institution(_) | Kind::Person(_) | Kind::Unit | Kind::Event(_))
                && mention.span.contains(place.span)
        };
        draft.mentions_in(place.from.saturating_sub(NAME), place.to).any(|(_, mention)| named(mention))
    };
    let city = |mention: &&Mention| {
        matches!(mention.kind, Kind::Place { class: PlaceClass::City, .. }) && !inside(mention)
    };
    let (from, to) = tokens.blocks[tokens.block_of(place.0)];
    let mut cities = draft.mentions_in(from, to).map(|(_, mention)| mention).filter(city);
    let first = cities.next().filter(|_| cities.next().is_none())?;
    Some((first.from, first.to))
}

/// As far before a town a name may begin that it is a part of.
const NAME: usize = 10;

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
