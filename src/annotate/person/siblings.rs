//! Siblings: where most items of a list, lines of a block or cells of a column begin with a person, the capitalised words that begin the
//! others are people too. No lexicon holds all names; the page itself says where its names stand.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use crate::annotate::mention::{Kind, Mention, PersonMention};
use crate::annotate::person::promote;
use crate::annotate::token::Shape;
use crate::annotate::tokens::{Sentence, Tokens};
use crate::annotate::vocabulary::File;
use crate::dates::{Class, Words};
use crate::parse::{BlockKind, Document};

/// As many people as that begin items make a list one of people.
const FEW: usize = 2;

/// Where items stand beside each other: a list, a column of a table, lines of a block without a blank line between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Row {
    List(u32),
    Column(u32, u16),
    Lines(usize),
    /// Blocks whose elements have the same tags above them.
    Blocks(u64),
    /// And the same class names: `<p class=speaker>` beside `<p class=title>`.
    Named(u64, u32),
}

/// What the items of a row begin with.
#[derive(Debug, Default)]
struct Openings {
    items: usize,
    people: usize,
    unexplained: Vec<usize>,
    /// Stretches that nothing was made of.
    bare: Vec<(usize, usize)>,
}

/// Makes people of the unexplained names that stand where their siblings have people; gives those that no mention stood for yet.
pub(crate) fn promote_siblings(
    tokens: &Tokens<'_>,
    document: &Document,
    mentions: &mut [Mention],
) -> Vec<Mention> {
    let mut rows: FxHashMap<Row, Openings> = FxHashMap::default();
    let (mut next, mut lines) = (0, 0);
    let paths = document.map.tag_paths();
    for sentence in &tokens.sentences {
        next += mentions[next..].iter().take_while(|mention| mention.from < sentence.from).count();
        let Some(row) = row(tokens, document, &paths, sentence, &mut lines) else { continue };
        let Some(first) = first_word(tokens, sentence) else { continue };
        let here = mentions[next..].iter().take_while(|mention| mention.from < sentence.to).enumerate();
        let bare = bare(tokens, first, sentence.to).filter(|range| {
            here.clone().all(|(_, mention)| matches!(mention.kind, Kind::Proper) || mention.from >= range.1)
        });
        let here: Vec<(usize, &Mention)> = here.filter(|(_, mention)| mention.from == first).collect();
        for row in [Some(row), named(document, sentence, row)].into_iter().flatten() {
            let openings = rows.entry(row).or_default();
            openings.items += 1;
            openings.bare.extend(bare);
            for (at, mention) in &here {
                match mention.kind {
                    Kind::Person(_) => openings.people += 1,
                    Kind::Proper => openings.unexplained.push(next + at),
                    _ => {}
                }
            }
        }
    }
    let of_people = |row: &&Openings| {
        let named = row.people + row.unexplained.len();
        row.people >= FEW
            && (row.people * 2 >= row.items || row.people * 3 >= row.items && named * 3 >= row.items * 2)
    };
    for at in rows.values().filter(of_people).flat_map(|row| &row.unexplained) {
        promote(tokens, &mut mentions[*at], "person.siblings");
    }
    let nearly_all = |row: &&Openings| row.people >= MANY && row.people * 5 >= row.items * 4;
    let found: BTreeSet<(usize, usize)> =
        rows.values().filter(nearly_all).flat_map(|row| row.bare.iter().copied()).collect();
    found.into_iter().map(|range| person(tokens, range)).collect()
}

/// As many people, and four of five items, leave no doubt what the others begin with.
const MANY: usize = 5;

/// `Clara Lo, Fenwick College`, `Per Hollis (Harrow)`: two or three words with a capital up to a mark, though one of them be a small word of the
/// language; none is a noun of institutions, events or posts.
fn bare(tokens: &Tokens<'_>, first: usize, to: usize) -> Option<(usize, usize)> {
    let noun = |at: usize| {
        ["head", "unit", "department", "venue"]
            .iter()
            .any(|class| tokens.longest(at, File::Institutions, class).is_some())
            || tokens.lists_any(at, &[File::Events, File::Positions, File::Labels, File::Honorifics])
            || tokens.word(at, File::Places).is_some()
            || tokens.word(at, File::Common).is_some_and(|sense| sense.class == "word")
    };
    let word = |at: &usize| tokens.tokens[*at].shape == Shape::Title && !noun(*at);
    let end = first + (first..to).take_while(word).count();
    let closed = tokens.get(end, to).is_some_and(|mark| mark.is(',') || mark.is('('));
    let named = [File::Given, File::Family].iter().any(|file| tokens.lists(first, *file));
    let unlisted = |at: usize| tokens.word(at, File::Common).is_none();
    ((2..=3).contains(&(end - first)) && closed && (named || unlisted(end - 1))).then_some((first, end))
}

fn person(tokens: &Tokens<'_>, (from, to): (usize, usize)) -> Mention {
    let span = tokens.span(from, to);
    let kind = Kind::Person(PersonMention { name: span, ..PersonMention::default() });
    Mention { span, from, to, kind, rule: "person.siblings", confidence: 0.75 }
}

/// The siblings that also have the same class names.
fn named(document: &Document, sentence: &Sentence, row: Row) -> Option<Row> {
    let Row::Blocks(path) = row else { return None };
    let names = document.map.names(document.blocks[sentence.block].element);
    (names != 0).then_some(Row::Named(path, names))
}

/// The siblings that a sentence begins an item of.
fn row(
    tokens: &Tokens<'_>,
    document: &Document,
    paths: &[u64],
    sentence: &Sentence,
    lines: &mut usize,
) -> Option<Row> {
    let begins_block = tokens.blocks[sentence.block].0 == sentence.from;
    let break_at = |back: usize| {
        let at = sentence.from.checked_sub(back).filter(|at| *at >= tokens.blocks[sentence.block].0);
        at.is_some_and(|at| tokens.tokens[at].is('\n'))
    };
    let stands_apart = begins_block || break_at(2);
    *lines += usize::from(stands_apart);
    let block = &document.blocks[sentence.block];
    match block.kind {
        BlockKind::ListItem { list, .. } => begins_block.then_some(Row::List(list)),
        BlockKind::Cell(cell) => begins_block.then_some(Row::Column(cell.table, cell.column)),
        _ if begins_block => paths.get(block.element.0 as usize).map(|path| Row::Blocks(*path)),
        _ => break_at(1).then_some(Row::Lines(*lines)),
    }
}

/// The first word of a sentence, behind bullets, numbers and a day.
fn first_word(tokens: &Tokens<'_>, sentence: &Sentence) -> Option<usize> {
    let words = Words::of(tokens.vocabulary.language);
    let bullet = |at: &usize| {
        matches!(tokens.tokens[*at].shape, Shape::Mark(_) | Shape::Number)
            || *at < sentence.from + DAY && words.is(tokens.str(*at), &[Class::Month, Class::Weekday])
    };
    (sentence.from..sentence.to).find(|at| !bullet(at))
}

/// As near to its beginning the month of a line stands, in tokens.
const DAY: usize = 6;
