//! What is said once for all events of a list: `Tuesdays at 18:00 in Room 204`, over the list, under a label, or below it.

use crate::annotate::token::Shape;
use crate::annotate::{File, Kind, Mention, PlaceClass};
use crate::dates::{ClockTime, Expression};
use crate::records::EventKind;
use crate::relate::draft::Draft;
use crate::relate::events::groups::Entry;
use crate::relate::events::{format, venue};
use crate::relate::fields::Field;
use crate::span::Span;

/// `Tuesdays at 18:00 in Room 204` before the list, or below it where nothing is said before, holds for every entry that says nothing else.
pub(super) fn share(draft: &mut Draft<'_>, first: &Entry) {
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
        (first..mention.from).filter(|&at| tokens.tokens[at].is_word()).count() <= 1
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
