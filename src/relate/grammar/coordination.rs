//! People joined by `and`: what a pattern says of the one beside it holds for all of the row.

use crate::annotate::token::Shape;
use crate::annotate::{File, Tokens};
use crate::relate::grammar::items::{Item, Reading};
use crate::relate::grammar::symbol;

/// Most people of a row.
const MOST: usize = 12;

/// Most items between two people of a row: a post, a house, its town.
const BETWEEN: usize = 14;

/// The items from the first to behind the last person of the row that ends at the person `at`: `Ann Lee, Director of Fenwick College, and Maria Lopez` before
/// a verb. A clause before them may be of its own: `Ann Lee thanked all, and Maria Lopez spoke`.
pub(crate) fn before(tokens: &Tokens<'_>, reading: &Reading, at: usize) -> usize {
    let mut first = at;
    for _ in 1..MOST {
        let from = first.saturating_sub(BETWEEN + 1);
        let Some(previous) = (from..first).rev().find(|&at| is_person(reading, at)) else { break };
        let join = join(tokens, &reading.items[previous + 1..first]);
        if join.is_none_or(|and| first == at && !and) {
            break;
        }
        first = previous;
    }
    if opens(tokens, reading, first) { first } else { at }
}

/// One behind the last person of the row that begins at the person `at`: `by Ann Lee, Maria Lopez and Jon Hollis`.
pub(crate) fn behind(tokens: &Tokens<'_>, reading: &Reading, at: usize) -> usize {
    let (mut last, mut end) = (at, at);
    for _ in 1..MOST {
        let to = reading.items.len().min(last + BETWEEN + 2);
        let Some(next) = (last + 1..to).find(|&at| is_person(reading, at)) else { break };
        let Some(and) = join(tokens, &reading.items[last + 1..next]) else { break };
        last = next;
        end = if and { next } else { end };
    }
    if closes(tokens, reading, end) { end + 1 } else { at + 1 }
}

fn is_person(reading: &Reading, at: usize) -> bool {
    reading.items[at].symbol == symbol::PERSON
}

/// Whether some items join two people, and whether `and` does: nothing stands there but who they are, and a comma or `and` at the end, before an office.
fn join(tokens: &Tokens<'_>, items: &[Item]) -> Option<bool> {
    let office =
        |item: &&Item| item.symbol == b'P' || tokens.word_is(item.from, File::Institutions, "article");
    let last = items.iter().rev().find(|item| !office(item))?;
    let and = is_and(tokens, last);
    let mut inside = 0_i32;
    for item in items {
        let token = tokens.tokens[item.from];
        inside += i32::from(token.is('(')) - i32::from(token.is(')'));
        if inside <= 0 && !is_apposition(tokens, item) && !is_and(tokens, item) {
            return None;
        }
    }
    (inside == 0 && (and || tokens.tokens[last.from].is(','))).then_some(and)
}

fn is_and(tokens: &Tokens<'_>, item: &Item) -> bool {
    tokens.tokens[item.from].is('&')
        || tokens.word_is(item.from, File::Institutions, "conjunction")
        || tokens.cues(item.from).any(|class| class == "joined_by")
}

/// A post, a house, a place, or a small word or mark that holds them together.
fn is_apposition(tokens: &Tokens<'_>, item: &Item) -> bool {
    let token = tokens.tokens[item.from];
    let named = item.mention.is_some() && b"PIUAXCYSJ".contains(&item.symbol);
    let mark = matches!(token.shape, Shape::Mark(',' | '(' | ')' | '-' | '–'));
    named
        || mark
        || tokens.is_connective(item.from)
        || tokens.word_is(item.from, File::Institutions, "locative")
}

/// The row opens its clause: nothing is done to those who are named.
fn opens(tokens: &Tokens<'_>, reading: &Reading, first: usize) -> bool {
    let office = |item: &&Item| {
        item.symbol == b'P' || tokens.is_connective(item.from) || tokens.tokens[item.from].is_capitalised()
    };
    let before = reading.items[..first].iter().rev().find(|item| !office(item));
    before.is_none_or(|item| {
        matches!(tokens.tokens[item.from].shape, Shape::Mark(_))
            || item.mention.is_some()
            || tokens.word_is(item.from, File::Common, "function")
    })
}

/// The row closes its clause: those who are named do nothing else.
fn closes(tokens: &Tokens<'_>, reading: &Reading, last: usize) -> bool {
    reading.items.get(last + 1).is_none_or(|item| {
        matches!(tokens.tokens[item.from].shape, Shape::Mark(_))
            || item.mention.is_some()
            || tokens.is_connective(item.from)
            || tokens.word_is(item.from, File::Institutions, "locative")
    })
}
