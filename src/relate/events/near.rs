//! The venue that the text names nearest to the day of an event, the line below that day, else the town named there.

use crate::annotate::token::Shape;
use crate::annotate::{File, Kind, Mention, PlaceClass, Sentence};
use crate::dates::Expression;
use crate::fact::Support;
use crate::normalize::{collapse, is_year};
use crate::relate::draft::Draft;
use crate::relate::events::venue::place_in;
use crate::relate::events::{day_line, held, line_below, set};

/// How far a venue may stand from the day of an event that is one of several, in sentences.
const NEAR: usize = 4;

/// The venue that the text names nearest to the day; else the town named there.
pub(super) fn venue_near(draft: &mut Draft<'_>, event: usize, within: Option<(usize, usize)>) {
    let tokens = &draft.annotations.tokens;
    let days = day_sentences(draft, event, within);
    let Some(&here) = days.first() else { return };
    let inside = |at: usize| within.is_none_or(|(from, to)| from <= at && at < to);
    let (first, last) = within.unwrap_or((0, usize::MAX));
    let best = draft
        .mentions_in(first, last)
        .map(|(_, mention)| mention)
        .filter(|mention| matches!(mention.kind, Kind::Venue) && !is_edition(draft, mention))
        .map(|mention| (likelihood(draft, mention, &days), mention))
        .filter(|(score, _)| *score > 0.0)
        .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.from.cmp(&a.1.from)));
    if best.is_none_or(|(score, _)| score < BESIDE) {
        line_below::read(draft, event, within);
    }
    if best.is_none_or(|(score, _)| score < BESIDE) && draft.events.list[event].venue.is_none() {
        day_line::read(draft, event, within);
    }
    if draft.events.list[event].venue.is_some() {
        // The line of the day or the one below said it.
    } else if let Some((score, mention)) = best {
        let confidence = (0.55 + score * 0.05).min(0.8);
        let end = line_below::house(draft, (mention.from, mention.to)).unwrap_or(mention.to);
        place_in(draft, event, (mention.from, end), "event.venue", confidence);
    } else if let Some(sentence) = tokens.sentences.get(here).filter(|sentence| inside(sentence.from)) {
        held::at_institution(draft, event, *sentence);
    }
    let around = (here + 1..here + NEAR).chain((here.saturating_sub(2)..here).rev());
    for index in days.iter().copied().chain(around) {
        let Some(sentence) = tokens.sentences.get(index).filter(|sentence| inside(sentence.from)) else {
            continue;
        };
        if draft.events.list[event].city.is_none() && (index == here || is_line(draft, sentence)) {
            towns(draft, event, sentence.from, sentence.to);
        }
    }
}

/// `Harrow Summer School 2010`: an event with its year is no house.
fn is_edition(draft: &Draft<'_>, venue: &Mention) -> bool {
    let tokens = &draft.annotations.tokens;
    let event = |mention: &Mention| mention.event().is_some() && mention.span.overlaps(venue.span);
    (venue.from..venue.to).any(|at| is_year(tokens.str(at)))
        && draft.mentions_in(venue.from.saturating_sub(LINE), venue.to).any(|(_, mention)| event(mention))
}

/// A venue as likely as this stands in the sentence of the day.
const BESIDE: f32 = 4.0;

/// Most tokens of the line of a day and of the one below it that says where.
pub(super) const LINE: usize = 16;

/// `Ann Lee, Director at the Skills Centre`: where a person belongs, right behind the person or the post.
fn is_affiliation(draft: &Draft<'_>, venue: &Mention, sentence: &Sentence) -> bool {
    let tokens = &draft.annotations.tokens;
    let between = |at: usize| {
        matches!(tokens.tokens[at].shape, Shape::Mark(',' | '(' | '–' | '-')) || tokens.is_connective(at)
    };
    let mut at = venue.from;
    while at > sentence.from && (between(at - 1) || tokens.word_is(at - 1, File::Institutions, "locative")) {
        at -= 1;
    }
    draft.mentions_in(sentence.from, venue.from).any(|(_, mention)| {
        let behind = mention.to >= at && mention.to <= venue.from;
        behind && matches!(mention.kind, Kind::Person(_) | Kind::Position(_) | Kind::Unit)
    })
}

/// The sentences that tell the day or the time of an event, that of its day first.
fn day_sentences(draft: &Draft<'_>, event: usize, within: Option<(usize, usize)>) -> Vec<usize> {
    let tokens = &draft.annotations.tokens;
    let event = &draft.events.list[event];
    let Some(start) = event.start.as_ref() else { return Vec::new() };
    let first = start.support.first().and_then(|support| support.span);
    let time = event.start_time.as_ref().map(|time| time.value);
    let tells = |date: &Expression| {
        date.start == Some(start.value)
            || date.start.is_none() && date.start_time.is_some() && date.start_time == time
    };
    // Of an entry of many only its own sentences are asked.
    let (from, to) = within.unwrap_or((0, usize::MAX));
    let again = draft.mentions_in(from, to).filter(|(_, mention)| mention.date().is_some_and(tells));
    let spans = first.into_iter().chain(again.map(|(_, mention)| mention.span));
    spans.map(|span| tokens.sentence_of(tokens.range_of(span).0)).collect()
}

/// A short line without a verb: `Uppsala, Sweden`.
fn is_line(draft: &Draft<'_>, sentence: &Sentence) -> bool {
    let tokens = &draft.annotations.tokens;
    let named =
        |mention: &Mention| matches!(mention.kind, Kind::Person(_) | Kind::Institution(_) | Kind::Unit);
    sentence.to - sentence.from <= 10
        && !draft.mentions_in(sentence.from, sentence.to).any(|(_, mention)| named(mention))
        && (sentence.from..sentence.to).all(|at| {
            let token = tokens.tokens[at];
            token.shape != Shape::Lower || tokens.is_connective(at)
        })
}

/// How likely a venue is the one of the event that the sentences `days` speak of: beside the day, with a time, after `in` or `at`.
fn likelihood(draft: &Draft<'_>, mention: &Mention, days: &[usize]) -> f32 {
    let tokens = &draft.annotations.tokens;
    let index = tokens.sentence_of(mention.from);
    let Some(sentence) = tokens.sentences.get(index) else { return 0.0 };
    if is_affiliation(draft, mention, sentence) {
        return 0.0;
    }
    let distance = days.iter().map(|day| index.abs_diff(*day)).min().unwrap_or(usize::MAX);
    let mut dates = draft.mentions_in(sentence.from, sentence.to).filter_map(|(_, mention)| mention.date());
    let timed =
        dates.any(|date| date.start_time.is_some() || date.start.is_some_and(|start| start.day.is_some()));
    let said =
        |class: &str| (sentence.from..sentence.to).any(|at| tokens.cues(at).any(|known| known == class));
    let mut score = if distance == 0 { 4.0 } else { 2.0 - distance as f32 * 0.25 };
    score += if timed { 3.0 } else { 0.0 };
    score += if is_line(draft, sentence) { 1.0 } else { 0.0 };
    score += if said("held") { 1.0 } else { 0.0 };
    score += if mention.confidence > 0.7 { 1.0 } else { 0.0 };
    score -= if said("past") { 3.0 } else { 0.0 };
    score - if said("registration") || said("contact") { 1.5 } else { 0.0 }
}

/// A town or a country after the day, where no building is named.
fn towns(draft: &mut Draft<'_>, event: usize, from: usize, to: usize) {
    let inside = |place: &Mention| {
        let other =
            |mention: &Mention| matches!(mention.kind, Kind::Institution(_) | Kind::Person(_) | Kind::Unit);
        draft
            .mentions_in(from, place.to)
            .any(|(_, mention)| other(mention) && mention.span.contains(place.span))
    };
    let tokens = &draft.annotations.tokens;
    // `UT Austin`: the town of what the capitals before it abbreviate.
    let behind_capitals = |place: &Mention| {
        let before = place.from.checked_sub(1).filter(|before| *before >= from);
        before.is_some_and(|at| tokens.tokens[at].shape == Shape::Upper && !tokens.is_single(at))
    };
    let free = |place: &Mention| !inside(place) && !behind_capitals(place) && !is_home(draft, place);
    let place = draft.mentions_in(from, to).find_map(|(_, mention)| match mention.kind {
        Kind::Place { class: PlaceClass::City, .. } if free(mention) => Some((mention.from, mention.to)),
        _ => None,
    });
    if let Some((start, end)) = place {
        let country = draft
            .mentions_in(end, to.min(end + 3))
            .find(|(_, mention)| matches!(mention.kind, Kind::Place { class: PlaceClass::Country, .. }))
            .map_or(end, |(_, mention)| mention.to);
        place_in(draft, event, (start, country), "event.city", 0.65);
    } else if let Some((start, end)) = city_state(draft, from, to) {
        let span = tokens.span(start, end);
        let text = collapse(span.of(draft.text()));
        set(&mut draft.events.list[event].city, text, Support::text(span, "event.city", 0.65));
        place_in(draft, event, (start, end), "event.city", 0.65);
    } else if draft.events.list[event].venue.is_none() {
        unknown_town(draft, event, from, to);
    }
}

/// `Ann Lee, Fenwick College, Leeds`, `Ann Lee (Leeds)`: the town of where a person belongs.
fn is_home(draft: &Draft<'_>, place: &Mention) -> bool {
    let tokens = &draft.annotations.tokens;
    if is_aside(draft, place.from) {
        return true;
    }
    let Some(comma) = place.from.checked_sub(1).filter(|&at| tokens.tokens[at].is(',')) else { return false };
    let mut before = draft.mentions_in(comma.saturating_sub(LINE), comma).map(|(_, mention)| mention);
    let house = before.find(|mention| matches!(mention.kind, Kind::Institution(_)) && mention.to == comma);
    let Some(house) = house else { return false };
    let between = |at: &usize| matches!(tokens.tokens[*at].shape, Shape::Mark(',' | '(' | '–' | '-' | '\n'));
    let behind = house.from - (0..house.from).rev().take_while(between).count();
    let whose = |mention: &Mention| mention.person().is_some() && mention.to == behind;
    draft.mentions_in(house.from.saturating_sub(LINE), house.from).any(|(_, mention)| whose(mention))
}

/// A token stands in a parenthesis right behind a person.
fn is_aside(draft: &Draft<'_>, at: usize) -> bool {
    let tokens = &draft.annotations.tokens;
    let near = at.saturating_sub(LINE)..at;
    let open = near.rev().take_while(|&at| !tokens.tokens[at].is(')')).find(|&at| tokens.tokens[at].is('('));
    let whose = |open: usize, mention: &Mention| mention.person().is_some() && mention.to == open;
    open.is_some_and(|open| {
        draft.mentions_in(open.saturating_sub(LINE), open).any(|(_, mention)| whose(open, mention))
    })
}

/// Countries that are towns.
const CITY_STATES: [&str; 4] = ["SG", "HK", "MO", "MC"];

/// `19 July 2010, Singapore`: the country that is a town, right behind a mark or `in`.
fn city_state(draft: &Draft<'_>, from: usize, to: usize) -> Option<(usize, usize)> {
    let tokens = &draft.annotations.tokens;
    let behind = |at: usize| {
        at > from && (tokens.tokens[at - 1].is(',') || tokens.word_is(at - 1, File::Institutions, "locative"))
    };
    // What comes from there is no place of the event.
    let whose =
        |mention: &Mention| matches!(mention.kind, Kind::Institution(_) | Kind::Person(_) | Kind::Unit);
    let mentions = draft.mentions_in(from, to).map(|(_, mention)| mention);
    let state = mentions.take_while(|mention| !whose(mention)).find(|place| match place.kind {
        Kind::Place { class: PlaceClass::Country, country } => {
            CITY_STATES.contains(&country) && behind(place.from)
        }
        _ => false,
    });
    state.map(|state| (state.from, state.to))
}

/// `Stavenes, Norway`: capitalised words that are nothing else, before a country and right beside the day.
fn unknown_town(draft: &mut Draft<'_>, event: usize, from: usize, to: usize) {
    let tokens = &draft.annotations.tokens;
    let country = draft.mentions_in(from, to).find_map(|(_, mention)| match mention.kind {
        Kind::Place { class: PlaceClass::Country, country } => Some((mention, country)),
        _ => None,
    });
    let Some((mention, country)) = country else { return };
    // `Hammerwick, the Netherlands`
    let article = |at: &usize| !tokens.word_is(*at, File::Institutions, "article");
    let before = (from..mention.from).rev().find(article);
    let comma = before.filter(|&comma| comma > from && tokens.tokens[comma].is(','));
    let Some(comma) = comma else { return };
    let word = |at: &usize| tokens.tokens[*at].shape == Shape::Title || tokens.tokens[*at].is('-');
    let start = comma - (from..comma).rev().take(TOWN).take_while(word).count();
    let named = |mention: &Mention| !matches!(mention.kind, Kind::Proper | Kind::Place { .. });
    let told = draft.mentions_in(from, comma).any(|(_, mention)| mention.to > start && named(mention))
        || (start..comma).any(|at| {
            tokens.lists_any(at, &[File::Institutions, File::Events, File::Labels, File::Positions])
        });
    // Nobody stands before it who may come from there.
    let person = draft.mentions_in(from, start).any(|(_, mention)| mention.person().is_some());
    let dated = draft.mentions_in(from, to).any(|(_, mention)| {
        mention.date().is_some_and(|date| date.start.is_some_and(|day| day.day.is_some()))
    });
    if start == comma || told || person || !dated {
        return;
    }
    let support = Support::text(tokens.span(start, comma), "event.town", 0.6);
    let town = collapse(tokens.span(start, comma).of(draft.text()));
    set(&mut draft.events.list[event].city, town, support);
    let support = Support::text(mention.span, "event.town", 0.65);
    set(&mut draft.events.list[event].country, country.to_owned(), support);
}

/// Most tokens of the name of a town.
const TOWN: usize = 3;
