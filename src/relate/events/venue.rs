//! Where an event takes place: venue, city and country, by a label, else from the words around its day.

use crate::annotate::token::Shape;
use crate::annotate::{File, Kind, Mention, PlaceClass};
use crate::fact::Support;
use crate::normalize::collapse;
use crate::records::EventFormat;
use crate::relate::draft::Draft;
use crate::relate::events::near::LINE;
use crate::relate::events::{near, set, town};
use crate::relate::fields::Field;

/// Venue, city and country: by a label, else from the words after the day.
pub(crate) fn place(draft: &mut Draft<'_>, event: usize, within: Option<(usize, usize)>) {
    let field = draft.fields.within(within).find(|field| field.class == "venue").cloned();
    if let Some(field) = field {
        venue_field(draft, event, &field);
    } else {
        behind_day(draft, event, within);
        near::venue_near(draft, event, within);
    }
    let city = draft.fields.within(within).find(|field| field.class == "city").cloned();
    if let Some(city) = city {
        let support = Support::text(city.span(draft.annotations), city.rule, 0.85);
        let text = collapse(city.text(draft.annotations));
        set(&mut draft.events.list[event].city, text, support);
    }
    if within.is_none() {
        town::town(draft, event);
    }
}

/// Longest labelled venue, in tokens: what is longer is prose, and the venue is named in it.
const LONGEST: usize = 25;

/// `Venue: Foresight Hall, Leeds, UK`: towns and countries at the end are cut off.
fn venue_field(draft: &mut Draft<'_>, event: usize, field: &Field) {
    let tokens = &draft.annotations.tokens;
    // `📌 Inscription ici`
    if tokens.cues(field.from).any(|class| class == "registration") {
        return;
    }
    let timed = |at: usize| draft.mentions_in(at, at + 1).any(|(_, mention)| mention.date().is_some());
    let end = (field.from..field.to)
        .find(|&at| tokens.tokens[at].is('\n') || tokens.tokens[at].is(';') || at > field.from && timed(at))
        .unwrap_or(field.to);
    let end = wrapped(draft, field, end);
    let online = online(draft, field.from, field.to);
    let place = (field.from..end)
        .any(|at| draft.annotations.tokens.longest(at, File::Institutions, "venue").is_some());
    let named =
        draft.mentions_in(field.from, field.to).find(|(_, mention)| matches!(mention.kind, Kind::Venue));
    match named {
        Some((_, venue)) if end - field.from > LONGEST || says_held(draft, field.from, venue.from) => {
            place_in(draft, event, (venue.from, venue.to), field.rule, 0.75);
        }
        None if end - field.from > LONGEST => {}
        _ if place || !online => place_in(draft, event, (field.from, end), field.rule, 0.85),
        _ => {}
    }
    if online {
        set(
            &mut draft.events.list[event].format,
            EventFormat::Online,
            Support::text(field.span(draft.annotations), "format.venue", 0.85),
        );
    }
}

/// `Location: The workshop will be held at Mill Hall`: a sentence, in which the house is named.
fn says_held(draft: &Draft<'_>, from: usize, to: usize) -> bool {
    (from..to).any(|at| draft.annotations.tokens.cues(at).any(|class| class == "held"))
}

/// `Oak Auditorium` over `in Mill Hall`: the next line of a value goes on where a word of place or a house begins it.
fn wrapped(draft: &Draft<'_>, field: &Field, end: usize) -> usize {
    let tokens = &draft.annotations.tokens;
    let next = end + 1;
    if next >= field.to || !tokens.tokens[end].is('\n') {
        return end;
    }
    let line = (next..field.to).find(|&at| tokens.tokens[at].is('\n')).unwrap_or(field.to);
    let small = ["locative", "link"].iter().any(|class| tokens.word_is(next, File::Institutions, class));
    let house = |mention: &Mention| {
        matches!(mention.kind, Kind::Venue | Kind::Institution(_))
            && mention.from == next
            && mention.to + 1 >= line
    };
    let goes_on = small || draft.mentions_in(next, next + 1).any(|(_, mention)| house(mention));
    if goes_on && line - next <= LINE { line } else { end }
}

/// `When and where: 9 May 2024, Fenwick College, Room 204`: what stands behind the day and its hours in a field that tells when, in their line or below
/// it, where it names a room or a house.
fn behind_day(draft: &mut Draft<'_>, event: usize, within: Option<(usize, usize)>) {
    let Some(field) = draft.fields.within(within).find(|field| field.class == "datetime").cloned() else {
        return;
    };
    let tokens = &draft.annotations.tokens;
    let line = |from: usize| (from..field.to).find(|&at| tokens.tokens[at].is('\n')).unwrap_or(field.to);
    let first = line(field.from);
    let days = draft.mentions_in(field.from, first).filter(|(_, mention)| mention.date().is_some());
    let Some(behind) = days.map(|(_, mention)| mention.to).max() else { return };
    let mark = |at: &usize| !tokens.tokens[*at].is_word() && tokens.tokens[*at].shape != Shape::Number;
    let from = behind + (behind..first).take_while(mark).count();
    let (from, to) = if from < first { (from, first) } else { ((first + 1).min(field.to), line(first + 1)) };
    let (mut house, mut other) = (false, to <= from || to - from > LINE);
    for (_, mention) in draft.mentions_in(from, to) {
        house |= matches!(mention.kind, Kind::Venue | Kind::Institution(_) | Kind::Unit);
        other |= mention.person().is_some() || mention.date().is_some() || mention.event().is_some();
    }
    if house && !other {
        place_in(draft, event, (from, to), field.rule, 0.75);
    }
}

fn online(draft: &Draft<'_>, from: usize, to: usize) -> bool {
    (from..to).any(|at| draft.annotations.tokens.longest(at, File::Cues, "online").is_some())
}

/// Reads a venue with the town and the country behind it.
pub(crate) fn place_in(
    draft: &mut Draft<'_>,
    event: usize,
    tokens: (usize, usize),
    rule: &'static str,
    confidence: f32,
) {
    let (from, to) = tokens;
    let mut end = to;
    let annotations = draft.annotations;
    let found: Vec<&Mention> = draft
        .mentions_in(from, to)
        .map(|(_, mention)| mention)
        .filter(|mention| matches!(mention.kind, Kind::Place { .. }))
        .collect();
    for mention in found.iter().rev() {
        let Kind::Place { country, class } = mention.kind else { continue };
        let support = || Support::text(mention.span, rule, confidence);
        match class {
            PlaceClass::Country => set(&mut draft.events.list[event].country, country.to_owned(), support()),
            PlaceClass::City => {
                set(
                    &mut draft.events.list[event].city,
                    collapse(mention.span.of(&draft.document.text)),
                    support(),
                );
                let inferred = Support::inferred(mention.span, "country.of_city", 0.7);
                set(&mut draft.events.list[event].country, country.to_owned(), inferred);
            }
            PlaceClass::State => set(
                &mut draft.events.list[event].country,
                country.to_owned(),
                Support::inferred(mention.span, "country.of_state", 0.7),
            ),
            PlaceClass::Adjective => continue,
        }
        if mention.to == end && mention.from > from && annotations.tokens.tokens[mention.from - 1].is(',') {
            end = mention.from - 1;
        }
    }
    end = without_remark(draft, from, end);
    end = without_town(draft, event, (from, end), end < to, rule);
    let whole = found.iter().any(|mention| {
        mention.from == from && mention.to >= end && matches!(mention.kind, Kind::Place { .. })
    });
    if end > from && !whole {
        let span = annotations.tokens.span(from, end).trim_matches(&draft.document.text, |c| {
            c.is_whitespace() || matches!(c, ',' | '.' | ';' | '(' | '-' | '–')
        });
        if span.len() > 2 {
            set(
                &mut draft.events.list[event].venue,
                collapse(span.of(&draft.document.text)),
                Support::text(span, rule, confidence),
            );
        }
    }
}

/// `Great Hall, Mill Lane, Fenwick`: the last part of an address, one to three capitalised words that name no room, house or street, is the town,
/// where a room or a house stands before it, or a country behind it.
fn without_town(
    draft: &mut Draft<'_>,
    event: usize,
    (from, end): (usize, usize),
    abroad: bool,
    rule: &'static str,
) -> usize {
    let tokens = &draft.annotations.tokens;
    let comma = (from..end).rev().find(|&at| tokens.tokens[at].is(','));
    let Some(comma) = comma.filter(|&comma| (1..=TOWN).contains(&(end - comma - 1))) else { return end };
    let words = comma + 1..end;
    let plain = |at: usize| {
        let token = tokens.tokens[at];
        (matches!(token.shape, Shape::Title) || token.is('-') || at > comma + 1 && tokens.is_connective(at))
            && !tokens.lists_any(
                at,
                &[File::Institutions, File::Labels, File::Events, File::Cues, File::Positions, File::Numbers],
            )
    };
    let house = |at: usize| {
        tokens.longest(at, File::Institutions, "venue").is_some()
            || tokens.longest(at, File::Institutions, "head").is_some()
    };
    let named = |mention: &Mention| {
        matches!(
            mention.kind,
            Kind::Person(_) | Kind::Institution(_) | Kind::Unit | Kind::Date(_) | Kind::Venue
        )
    };
    let free = draft.events.list[event].city.is_none()
        && tokens.tokens[comma + 1].shape == Shape::Title
        && words.clone().all(plain)
        && !draft.mentions_in(comma + 1, end).any(|(_, mention)| named(mention));
    if !free || !(abroad || (from..comma).any(house)) {
        return end;
    }
    let span = tokens.span(comma + 1, end);
    let town = collapse(span.of(draft.text()));
    set(&mut draft.events.list[event].city, town, Support::text(span, rule, 0.6));
    comma
}

/// Most tokens of the name of a town.
const TOWN: usize = 3;

/// The end of a venue without a remark in parentheses behind it: `(note the change)` says neither room nor building.
fn without_remark(draft: &Draft<'_>, from: usize, end: usize) -> usize {
    let tokens = &draft.annotations.tokens;
    let closed = end > from && tokens.tokens[end - 1].is(')');
    let open = (from + 1..end).rev().find(|&at| tokens.tokens[at].is('(')).filter(|_| closed);
    let tells = |at: usize| {
        tokens.tokens[at].shape == Shape::Number || tokens.longest(at, File::Institutions, "venue").is_some()
    };
    // `(NOTE ROOM)` tells nothing but that it is another one.
    let label = |at: usize| tokens.longest(at, File::Labels, "venue").is_some_and(|(hit, _)| hit.to > at + 1);
    let end = open.filter(|&open| !(open..end).any(tells) || (open..end).any(label)).unwrap_or(end);
    // `Mill Hall 204, our lab`: whose it is says no more of where it is.
    let whose = |comma: usize| {
        let possessive = ["as", "possessive_person"]
            .iter()
            .any(|class| tokens.longest(comma + 1, File::Cues, class).is_some());
        possessive && (comma + 1..end).all(|at| tokens.tokens[at].shape == Shape::Lower)
    };
    let comma = (from + 1..end).rev().find(|&at| tokens.tokens[at].is(','));
    comma.filter(|&comma| whose(comma)).unwrap_or(end)
}
