//! Entries: a list of people, each with where the person belongs, and no verb: `Ann Lee, Fenwick, Kenya`. The list as a whole tells what its
//! slots hold, so that a home needs no word that says it is one, and a town can be short for its university.

use crate::annotate::PlaceClass;
use crate::annotate::{Kind, Mention};
use crate::fact::{Fact, Support};
use crate::records::Change;
use crate::relate::draft::Draft;
use crate::relate::grammar::items::Reading;
use crate::relate::people::{self, posts::Post};

/// As many entries in a row make a list.
const FEW: usize = 3;

/// Longest home that nothing but its slot tells, in tokens.
const LONGEST: usize = 6;

/// A person with the slots that follow: ranges of tokens between commas.
struct Entry {
    person: usize,
    slots: Vec<(usize, usize)>,
}

/// Gives the people of such lists the homes that stand in their slots, and these their countries.
pub(crate) fn read(draft: &mut Draft<'_>) {
    let readings = std::mem::take(&mut draft.readings);
    let mut list: Vec<Entry> = Vec::new();
    for reading in &readings {
        match entry(draft, reading) {
            Some(entry) => list.push(entry),
            None => settle(draft, &std::mem::take(&mut list)),
        }
    }
    settle(draft, &list);
    draft.readings = readings;
}

/// A line that begins with its only person, followed by slots.
fn entry(draft: &Draft<'_>, reading: &Reading) -> Option<Entry> {
    let [mention] = reading.mentions((0, reading.items.len()), b"N")[..] else { return None };
    let tokens = &draft.annotations.tokens;
    let name = &draft.annotations.mentions[mention];
    let begins = (reading.from..name.from).all(|at| !tokens.tokens[at].is_word());
    let verbs = reading.items.iter().any(|item| item.symbol == b'P');
    let opens = tokens.get(name.to, reading.to).is_some_and(|mark| mark.is(',') || mark.is('('));
    if !begins || verbs || !opens {
        return None;
    }
    let mark = |at: &usize| [',', '(', ')', ';'].iter().any(|mark| tokens.tokens[*at].is(*mark));
    let marks: Vec<usize> = (name.to..reading.to).filter(mark).chain([reading.to]).collect();
    let slots = marks.windows(2).map(|pair| (pair[0] + 1, pair[1])).filter(|(from, to)| from < to);
    Some(Entry { person: draft.people.of(mention)?, slots: slots.collect() })
}

fn settle(draft: &mut Draft<'_>, list: &[Entry]) {
    if list.len() < FEW {
        return;
    }
    let placed =
        list.iter().filter(|entry| entry.slots.first().is_some_and(|slot| place(draft, *slot).is_some()));
    let towns = placed.count() * 2 < list.len();
    for entry in list {
        let Some((home, rest)) = entry.slots.split_first() else { continue };
        let country =
            rest.iter().rev().find_map(|slot| place(draft, *slot)).filter(|place| is_country(place));
        let Some(id) = institution(draft, entry.person, *home, towns && country.is_some()) else { continue };
        if let Some((country, mention)) = country.and_then(|mention| Some((code(mention)?, mention))) {
            draft.institutions.locate(id, country, Support::text(mention.span, "entry.country", 0.8));
        }
    }
}

/// The institution of the first slot: known already, or named by the slot alone.
pub(super) fn institution(
    draft: &mut Draft<'_>,
    person: usize,
    slot: (usize, usize),
    towns: bool,
) -> Option<usize> {
    let span = draft.annotations.tokens.span(slot.0, slot.1);
    let here = |post: &Post| {
        let known = post.institution.as_ref()?;
        known
            .support
            .iter()
            .any(|support| support.span.is_some_and(|at| span.contains(at)))
            .then_some(known.value)
    };
    if let Some(id) = draft.people.list[person].posts.iter().find_map(here) {
        return Some(id);
    }
    let named = draft.annotations.tokens.tokens[slot.0].is_capitalised() && slot.1 - slot.0 <= LONGEST;
    let free = place(draft, slot).is_none_or(|place| towns && !is_country(place));
    let telling = draft.mentions_in(slot.0, slot.1).any(|(_, mention)| says_else(mention));
    if !named || !free || telling || !is_name(draft, slot) {
        return None;
    }
    let id = draft.institutions.relate_name(draft.annotations, span, "home.entry");
    let institution = Some(Fact::new(id, Support::text(span, "home.entry", 0.65)));
    let post = Post {
        title: None,
        head: String::new(),
        unit: None,
        institution,
        change: Change::Holds,
        effective: None,
        past: false,
    };
    people::add(&mut draft.people.list[person].posts, post);
    Some(id)
}

/// Capitalised words, marks of abbreviation and small connectives, and nothing else.
fn is_name(draft: &Draft<'_>, (from, to): (usize, usize)) -> bool {
    let tokens = &draft.annotations.tokens;
    (from..to).all(|at| {
        let token = tokens.tokens[at];
        token.is_capitalised()
            || tokens.is_connective(at)
            || ['.', '&', '-', '\''].iter().any(|mark| token.is(*mark))
    })
}

/// A slot with a date, an event, a quotation or a unit is no name of a home.
fn says_else(mention: &Mention) -> bool {
    matches!(
        mention.kind,
        Kind::Date(_) | Kind::Event(_) | Kind::Quote { .. } | Kind::Unit | Kind::Position(_)
    )
}

/// The place that a slot is, whole.
fn place<'d>(draft: &Draft<'d>, (from, to): (usize, usize)) -> Option<&'d Mention> {
    let whole = |mention: &&Mention| mention.from == from && mention.to + 1 >= to && code(mention).is_some();
    draft.mentions_in(from, to).map(|(_, mention)| mention).find(whole)
}

fn code(mention: &Mention) -> Option<&'static str> {
    if let Kind::Place { country, .. } = mention.kind { Some(country) } else { None }
}

fn is_country(mention: &Mention) -> bool {
    matches!(mention.kind, Kind::Place { class: PlaceClass::Country, .. })
}
