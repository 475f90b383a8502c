//! The town of the one event of a page that stands apart from its day: on the line above or below it, in the title, or in the sentence that says where the
//! event is held.

use crate::annotate::token::Shape;
use crate::annotate::{File, Kind, Mention, PlaceClass, Sentence};
use crate::fact::Support;
use crate::normalize::collapse;
use crate::relate::draft::Draft;
use crate::relate::events::kind::title_span;
use crate::relate::events::set;
use crate::relate::events::venue::place_in;

/// How many lines above and below that of the day may be the town's.
const LINES: usize = 2;
/// How many lines open a page.
const TOP: usize = 14;
/// Most tokens of such a line.
const LINE: usize = 10;
/// Most tokens of the name of a town.
const TOWN: usize = 3;
/// As far before a word a mention that holds it may begin, in tokens.
const REACH: usize = 40;
/// Words of these are no towns.
const KNOWN: [File; 6] =
    [File::Institutions, File::Events, File::Labels, File::Positions, File::Cues, File::Common];

/// Gives an event without a town the one that the lines around its day, its title, or its place in a sentence tell.
pub(super) fn town(draft: &mut Draft<'_>, event: usize) {
    let known = &draft.events.list[event];
    if known.city.is_some() || known.venue.is_some() || known.entry.is_some() {
        return;
    }
    let below = lines(draft, event).into_iter().find_map(|line| place_line(draft, line));
    if let Some((from, to)) = below.or_else(|| at_top(draft)) {
        take(draft, event, (from, to), "event.town_line");
        return;
    }
    let title = title_span(draft).and_then(|span| {
        let (from, to) = draft.annotations.tokens.range_of(span);
        located(draft, from, to)
    });
    let found = title.or_else(|| {
        let sentences = draft.annotations.tokens.sentences.iter();
        sentences.filter(|sentence| holds(draft, sentence)).find_map(|sentence| {
            let held = |at: &usize| draft.annotations.tokens.cues(*at).any(|class| class == "held");
            let from = (sentence.from..sentence.to).find(held)?;
            located(draft, from, sentence.to)
        })
    });
    if let Some(place) = found {
        take(draft, event, place, "event.held_in");
    }
}

/// The lines around that of the day, the nearest first.
fn lines(draft: &Draft<'_>, event: usize) -> Vec<(usize, usize)> {
    let tokens = &draft.annotations.tokens;
    let day = draft.events.list[event].start.as_ref().and_then(|start| start.support.first()?.span);
    let Some(at) = day.map(|day| tokens.range_of(day).0) else { return Vec::new() };
    let (first, last) = tokens.line(at, at + 1, tokens.blocks[tokens.block_of(at)]);
    let line = |at: usize| tokens.line(at, at + 1, tokens.blocks[tokens.block_of(at)]);
    let word = |at: &usize| !tokens.tokens[*at].is('\n');
    let (mut up, mut down) = (first, last);
    let mut found = Vec::new();
    for _ in 0..LINES {
        if let Some(before) = (0..up).rev().find(word) {
            found.push(line(before));
            up = line(before).0;
        }
        if let Some(behind) = (down..tokens.tokens.len()).find(word) {
            found.push(line(behind));
            down = line(behind).1;
        }
    }
    found
}

/// The town on a line of its own among the first of the page, where nobody who may come from there stands on the line above it.
fn at_top(draft: &Draft<'_>) -> Option<(usize, usize)> {
    let tokens = &draft.annotations.tokens;
    let mut before: Option<(usize, usize)> = None;
    let mut at = 0;
    for _ in 0..TOP {
        at = (at..tokens.tokens.len()).find(|&at| !tokens.tokens[at].is('\n'))?;
        let line = tokens.line(at, at + 1, tokens.blocks[tokens.block_of(at)]);
        let whose = |mention: &Mention| {
            matches!(mention.kind, Kind::Person(_) | Kind::Institution(_) | Kind::Unit | Kind::Position(_))
        };
        let free = before.is_some_and(|(from, to)| {
            !draft.mentions_in(from, to).any(|(_, mention)| whose(mention) && mention.event().is_none())
        });
        if let Some(place) = place_line(draft, line).filter(|_| free) {
            return Some(place);
        }
        before = Some(line);
        at = line.1.max(at + 1);
    }
    None
}

/// The place of a line of nothing else: `Paris, France`, `in Paris, France`.
fn place_line(draft: &Draft<'_>, (from, to): (usize, usize)) -> Option<(usize, usize)> {
    let located = draft.annotations.tokens.word_is(from, File::Institutions, "locative");
    let line = (from + usize::from(located), to);
    is_place(draft, line).then_some(line)
}

/// `Paris, France`, `Hammerby, Sweden`: a line of nothing but a town with its state or its country.
fn is_place(draft: &Draft<'_>, (from, to): (usize, usize)) -> bool {
    let tokens = &draft.annotations.tokens;
    if to - from > LINE || to < from + 2 {
        return false;
    }
    let place = |at: usize| {
        draft.mentions_in(at, at + 1).any(|(_, mention)| {
            matches!(mention.kind, Kind::Place { .. }) && mention.from <= at && at < mention.to
        })
    };
    let named =
        |mention: &Mention| !matches!(mention.kind, Kind::Place { .. } | Kind::Proper | Kind::Acronym);
    let last = (from..to).rev().find(|&at| tokens.tokens[at].is_word());
    let strange = (from..to).take_while(|&at| tokens.tokens[at].is_word() && !place(at)).count();
    let plain = |at: usize| tokens.tokens[at].shape == Shape::Title || tokens.tokens[at].is('-');
    let head = (from..from + strange).all(|at| plain(at) && !tokens.lists_any(at, &KNOWN));
    let comma = strange == 0 || tokens.get(from + strange, to).is_some_and(|mark| mark.is(','));
    let rest = (from + strange..to)
        .all(|at| !tokens.tokens[at].is_word() && tokens.tokens[at].shape != Shape::Number || place(at));
    let abroad = draft.mentions_in(from, to).any(|(_, mention)| {
        matches!(mention.kind, Kind::Place { class: PlaceClass::Country | PlaceClass::State, .. })
    });
    strange <= TOWN
        && head
        && comma
        && rest
        && abroad
        && last.is_some_and(place)
        && !draft.mentions_in(from, to).any(|(_, mention)| named(mention))
}

/// Sets a town with the country or the state behind it.
pub(super) fn take(draft: &mut Draft<'_>, event: usize, (from, to): (usize, usize), rule: &'static str) {
    let tokens = &draft.annotations.tokens;
    let city = draft
        .mentions_in(from, to)
        .any(|(_, mention)| matches!(mention.kind, Kind::Place { class: PlaceClass::City, .. }));
    let comma = (from..to).find(|&at| tokens.tokens[at].is(','));
    if let Some(comma) = comma.filter(|comma| !city && *comma > from) {
        let span = tokens.span(from, comma);
        let town = collapse(span.of(draft.text()));
        set(&mut draft.events.list[event].city, town, Support::text(span, rule, 0.6));
        place_in(draft, event, (comma, to), rule, 0.6);
    } else {
        place_in(draft, event, (from, to), rule, 0.65);
    }
}

/// The town behind `in` or `at`, with what it is in.
fn located(draft: &Draft<'_>, from: usize, to: usize) -> Option<(usize, usize)> {
    let tokens = &draft.annotations.tokens;
    let behind = |at: &usize| tokens.word_is(at - 1, File::Institutions, "locative");
    let inside = |at: usize| {
        draft.mentions_in(from.max(at.saturating_sub(REACH)), at + 1).any(|(_, mention)| {
            matches!(mention.kind, Kind::Institution(_) | Kind::Person(_) | Kind::Unit | Kind::Date(_))
                && mention.to > at
        })
    };
    let mut towns = (from + 1..to).filter(behind).filter(|at| !inside(*at));
    towns.find_map(|at| Some((at, town_at(draft, at, to)?)))
}

/// One past the town that begins at a token and the state or the country behind it; a town that is not known has one of these.
pub(super) fn town_at(draft: &Draft<'_>, at: usize, to: usize) -> Option<usize> {
    let tokens = &draft.annotations.tokens;
    let at_place = |at: usize, region: bool| {
        draft.mentions_in(at, at + 1).find_map(|(_, mention)| match mention.kind {
            Kind::Place { class: PlaceClass::City, .. } if !region && mention.from == at => Some(mention.to),
            Kind::Place { class: PlaceClass::Country | PlaceClass::State, .. }
                if region && mention.from == at =>
            {
                Some(mention.to)
            }
            _ => None,
        })
    };
    let region = |end: usize| {
        let comma = tokens.get(end, to).is_some_and(|mark| mark.is(','));
        let article = tokens.word_is(end + 1, File::Institutions, "article");
        at_place(end + 1 + usize::from(article), true).filter(|end| comma && *end <= to)
    };
    if let Some(end) = at_place(at, false).filter(|end| *end <= to) {
        return Some(region(end).unwrap_or(end));
    }
    let word = |at: &usize| tokens.tokens[*at].shape == Shape::Title && !tokens.lists_any(*at, &KNOWN);
    let end = at + (at..to.min(at + TOWN)).take_while(word).count();
    region(end).filter(|_| end > at)
}

/// A sentence that says where an event of the page is held, and tells of no other one.
fn holds(draft: &Draft<'_>, sentence: &Sentence) -> bool {
    let tokens = &draft.annotations.tokens;
    let said =
        |class: &str| (sentence.from..sentence.to).any(|at| tokens.cues(at).any(|known| known == class));
    let event = |mention: &Mention| mention.event().is_some_and(|event| !event.plural);
    said("held")
        && !said("past")
        && !said("former")
        && !draft.is_aside(sentence.from)
        && draft.mentions_in(sentence.from, sentence.to).any(|(_, mention)| event(mention))
}
