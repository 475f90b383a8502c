//! Choosing: among the records that share a name, and among names that share words.

use std::cmp::Reverse;
use std::ops::Range;

use crate::registry::candidate::{Found, Hit, Level, Text};
use crate::registry::index::{Index, Kind};
use crate::registry::place;
use crate::registry::words::Class;

/// The one that is meant; nothing where several are as good.
pub(super) fn best(text: &Text, mut found: Vec<Found>, range: &Range<usize>) -> Option<Found> {
    let index = text.index;
    // What stands first among equals is told as the name that was matched.
    let shown = |one: &Found| index.record(one.name.record).name == one.name.text;
    found.sort_by_key(|one| (one.level, !shown(one), one.name.kind, one.name.record));
    keep(&mut found, |one| u8::from(one.level == Level::Free));
    keep(&mut found, |one| u8::from(!index.record(one.name.record).active));
    if let Some(top) = top(index, &found) {
        return Some(top);
    }
    keep(&mut found, |one| one.agreement as u8);
    keep(&mut found, |one| u8::from(!place::is_named(&text.mentions, range, index.record(one.name.record))));
    keep(&mut found, |one| one.name.kind as u8);
    keep(&mut found, |one| one.level as u8);
    top(index, &found).or_else(|| known(index, &found))
}

/// Keeps those of the lowest rank.
fn keep(found: &mut Vec<Found>, rank: impl Fn(&Found) -> u8) {
    let best = found.iter().map(&rank).min();
    found.retain(|one| Some(rank(one)) == best);
}

/// The one that all others are parts of.
fn top(index: &Index, found: &[Found]) -> Option<Found> {
    let above = |one: &Found, other: &Found| {
        other.name.record == one.name.record || index.is_below(other.name.record, one.name.record)
    };
    found.iter().find(|one| found.iter().all(|other| above(one, other))).copied()
}

/// The one that is related to many others, where its namesakes are related to hardly any.
fn known(index: &Index, found: &[Found]) -> Option<Found> {
    let relations = |one: &Found| index.record(one.name.record).relations;
    let most = found.iter().max_by_key(|one| relations(one))?;
    let others = found.iter().filter(|one| one.name.record != most.name.record);
    let rest = others.map(relations).max().unwrap_or(0);
    (relations(most) > 4 && relations(most) > rest.saturating_mul(4)).then_some(*most)
}

/// The hits that stand: the longest first, no word twice.
pub(super) fn apart(hits: &[Hit]) -> Vec<Hit> {
    let mut sorted: Vec<&Hit> = hits.iter().collect();
    sorted.sort_by_key(|hit| {
        (hit.loose, Reverse(hit.weight), hit.found.map(|found| found.level), hit.words.start)
    });
    let mut kept: Vec<Hit> = Vec::new();
    for hit in sorted {
        if kept.iter().all(|other| other.words.end <= hit.words.start || other.words.start >= hit.words.end) {
            kept.push(hit.clone());
        }
    }
    kept
}

/// Adds the organisations whose name is a part of their part's name: `X University` of `X University School of Medicine`.
pub(super) fn add_wholes(kept: &mut Vec<Hit>, hits: &[Hit], text: &Text) {
    let named = |hit: &&Hit| kept.iter().any(|part| is_whole_of(hit, part, text));
    let wholes: Vec<Hit> = hits.iter().filter(named).cloned().collect();
    kept.extend(wholes);
}

fn is_whole_of(hit: &Hit, part: &Hit, text: &Text) -> bool {
    let (Some(whole), Some(below)) = (hit.found, part.found) else { return false };
    hit.words.start >= part.words.start
        && hit.words.end <= part.words.end
        && hit.words.len() < part.words.len()
        && (whole.name.kind == Kind::Family || adds_nothing(hit, part, text))
        && text.index.is_below(below.name.record, whole.name.record)
}

/// Whether the words of `part` around `hit` are those of any organisation: `School of Medicine`.
fn adds_nothing(hit: &Hit, part: &Hit, text: &Text) -> bool {
    let around = (part.words.start..hit.words.start).chain(hit.words.end..part.words.end);
    around.map(|at| &text.words[at]).all(|word| word.class != Class::Plain)
}
