//! Where an event takes place: venue, city and country, by a label, else from the words around its day.

use crate::annotate::token::Shape;
use crate::annotate::{File, Kind, Mention, PlaceClass};
use crate::normalize::collapse;
use crate::records::EventFormat;
use crate::relate::draft::Draft;
use crate::relate::events::set;
use crate::relate::fact::Support;
use crate::relate::fields::Field;

/// Venue, city and country: by a label, else from the words after the day.
pub(crate) fn place(draft: &mut Draft<'_>, event: usize, within: Option<(usize, usize)>) {
    let inside = |at: usize| within.is_none_or(|(from, to)| from <= at && at < to);
    let field = draft.fields.iter().find(|field| field.class == "venue" && inside(field.from)).cloned();
    match field {
        Some(field) => venue_field(draft, event, &field),
        None => venue_near(draft, event, within),
    }
    let city = draft.fields.iter().find(|field| field.class == "city" && inside(field.from)).cloned();
    if let Some(city) = city {
        let support = Support::text(city.span(draft.annotations), city.rule, 0.85);
        let text = collapse(city.text(draft.annotations));
        set(&mut draft.events.list[event].city, text, support);
    }
}

/// `Venue: Foresight Hall, Leeds, UK`: towns and countries at the end are cut off.
fn venue_field(draft: &mut Draft<'_>, event: usize, field: &Field) {
    let tokens = &draft.annotations.tokens;
    let end = (field.from..field.to)
        .find(|&at| tokens.tokens[at].is('\n') || tokens.tokens[at].is(';'))
        .unwrap_or(field.to);
    place_in(draft, event, field.from, end, field.rule, 0.85);
    if online(draft, field.from, field.to) {
        set(
            &mut draft.events.list[event].format,
            EventFormat::Online,
            Support::text(field.span(draft.annotations), "format.venue", 0.85),
        );
    }
}

fn online(draft: &Draft<'_>, from: usize, to: usize) -> bool {
    (from..to).any(|at| draft.annotations.tokens.longest(at, File::Cues, "online").is_some())
}

/// Reads a venue with the town and the country behind it.
fn place_in(
    draft: &mut Draft<'_>,
    event: usize,
    from: usize,
    to: usize,
    rule: &'static str,
    confidence: f32,
) {
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

/// `at the Hunter Hall, Leeds` in the sentence of the day, or the line below it.
fn venue_near(draft: &mut Draft<'_>, event: usize, within: Option<(usize, usize)>) {
    let tokens = &draft.annotations.tokens;
    let span = draft.events.list[event]
        .start
        .as_ref()
        .and_then(|start| start.support.first())
        .and_then(|support| support.span);
    let Some(span) = span else { return };
    let (at, _) = tokens.range_of(span);
    let here = tokens.sentence_of(at);
    let first = here.saturating_sub(2);
    let last = (here + 4).min(tokens.sentences.len());
    let order = std::iter::once(here).chain(here + 1..last).chain((first..here).rev());
    for index in order {
        let Some(sentence) = tokens.sentences.get(index) else { continue };
        if within.is_some_and(|(from, to)| sentence.from < from || sentence.from >= to) {
            continue;
        }
        if let Some((from, to)) = venue_span(draft, sentence.from, sentence.to) {
            place_in(draft, event, from, to, "event.venue", 0.7);
            return;
        }
        if index == here && towns(draft, event, sentence.from, sentence.to) {
            return;
        }
    }
}

/// A town or a country after the day, where no building is named.
fn towns(draft: &mut Draft<'_>, event: usize, from: usize, to: usize) -> bool {
    let place = draft.mentions_in(from, to).find_map(|(_, mention)| match mention.kind {
        Kind::Place { class: PlaceClass::City, .. } => Some((mention.from, mention.to)),
        _ => None,
    });
    if let Some((start, end)) = place {
        let country = draft
            .mentions_in(end, to.min(end + 3))
            .find(|(_, mention)| matches!(mention.kind, Kind::Place { class: PlaceClass::Country, .. }))
            .map_or(end, |(_, mention)| mention.to);
        place_in(draft, event, start, country, "event.city", 0.65);
    }
    place.is_some()
}

/// The stretch that names a building or a room: capitalised words with a venue noun among them.
fn venue_span(draft: &Draft<'_>, from: usize, to: usize) -> Option<(usize, usize)> {
    let tokens = &draft.annotations.tokens;
    let noun = (from..to).find(|&at| {
        tokens.longest(at, File::Institutions, "venue").is_some() && tokens.tokens[at].is_capitalised()
    })?;
    let mut start = noun;
    while start > from && part_of_place(draft, start - 1) {
        start -= 1;
    }
    while start < noun
        && (matches!(tokens.tokens[start].shape, Shape::Mark(_))
            || tokens.word_is(start, File::Common, "function")
            || tokens.word_is(start, File::Institutions, "link"))
    {
        start += 1;
    }
    let mut end = noun + 1;
    while end < to && (part_of_place(draft, end) || tokens.tokens[end].shape == Shape::Number) {
        end += 1;
    }
    while end > noun + 1
        && (matches!(tokens.tokens[end - 1].shape, Shape::Mark(',' | '-' | '–'))
            || tokens.word_is(end - 1, File::Institutions, "link"))
    {
        end -= 1;
    }
    (end - start >= 2).then_some((start, end))
}

fn part_of_place(draft: &Draft<'_>, at: usize) -> bool {
    let tokens = &draft.annotations.tokens;
    let token = tokens.tokens[at];
    let date = draft
        .annotations
        .mentions
        .iter()
        .any(|mention| mention.from <= at && at < mention.to && mention.date().is_some());
    let person = tokens.longest(at, File::Honorifics, "before").is_some();
    !date
        && !person
        && (token.is_capitalised() && !tokens.word_is(at, File::Common, "function")
            || token.is(',')
            || tokens.word_is(at, File::Institutions, "link")
            || tokens.word_is(at, File::Institutions, "article"))
}
