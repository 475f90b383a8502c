//! The symbols of mentions: one byte each, so that an offset in the string of symbols is the index of an item.

use crate::annotate::{Kind, Mention, PlaceClass};

/// A person.
pub(crate) const PERSON: u8 = b'N';
/// A word that no pattern asks for.
pub(crate) const WORD: u8 = b'w';
/// A mark that no pattern asks for.
pub(crate) const MARK: u8 = b'.';
/// A mark that no gap crosses: `;` between the entries of a list.
pub(crate) const STOP: u8 = b'|';
/// How many sets of words and cues can have a symbol: the bytes from 0x80 on, and behind them the control characters but 0, which stands for none.
pub(crate) const FREE: usize = 0x80 + 0x1f;

/// The symbol of the set with a number below [`FREE`].
pub(crate) const fn free(number: usize) -> u8 {
    (if number < 0x80 { 0x80 + number } else { number - 0x7f }) as u8
}

/// The number of the set that a symbol stands for.
pub(crate) const fn number(free: u8) -> usize {
    if free >= 0x80 { free as usize - 0x80 } else { free as usize + 0x7f }
}

/// The symbols that a name of the notation stands for.
pub(crate) fn kind(name: &str) -> Option<Vec<u8>> {
    Some(match name {
        "NAME" => vec![PERSON],
        "POSITION" => vec![b'P'],
        "INSTITUTION" => vec![b'I'],
        "ACRONYM" => vec![b'A'],
        "UNIT" => vec![b'U'],
        "ORG" => vec![b'I', b'A'],
        "PROPER" => vec![b'X'],
        "COUNTRY" => vec![b'C'],
        "ADJECTIVE" => vec![b'J'],
        "CITY" => vec![b'Y'],
        "STATE" => vec![b'S'],
        "PLACE" => vec![b'C', b'Y', b'S'],
        "QUOTE" => vec![b'Q'],
        "EVENT" => vec![b'E'],
        "DATE" => vec![b'D'],
        "WORD" => vec![WORD],
        _ => return None,
    })
}

/// The symbol of a mention; venues are none, no pattern asks for them.
pub(crate) fn of(mention: &Mention) -> Option<u8> {
    Some(match &mention.kind {
        Kind::Person(_) => PERSON,
        Kind::Position(_) => b'P',
        Kind::Institution(_) => b'I',
        Kind::Unit => b'U',
        Kind::Acronym => b'A',
        Kind::Proper => b'X',
        Kind::Place { class: PlaceClass::Country, .. } => b'C',
        Kind::Place { class: PlaceClass::Adjective, .. } => b'J',
        Kind::Place { class: PlaceClass::City, .. } => b'Y',
        Kind::Place { class: PlaceClass::State, .. } => b'S',
        Kind::Quote { .. } => b'Q',
        Kind::Event(_) => b'E',
        Kind::Date(_) => b'D',
        Kind::Venue => return None,
    })
}

/// Which of two mentions at the same place stands for it: the longer, then the more telling.
pub(crate) fn rank(mention: &Mention) -> u8 {
    match &mention.kind {
        Kind::Quote { .. } => 9,
        Kind::Person(_) => 8,
        Kind::Institution(_) => 7,
        Kind::Unit => 6,
        Kind::Position(_) => 5,
        Kind::Date(_) => 4,
        Kind::Event(_) => 3,
        Kind::Place { .. } => 2,
        Kind::Acronym => 1,
        Kind::Proper | Kind::Venue => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_of_words_have_symbols_that_no_mention_has() {
        let free: Vec<u8> = (0..FREE).map(free).collect();
        assert!((0..FREE).all(|set| number(free[set]) == set));
        assert!(free.iter().all(|symbol| *symbol != 0 && !(b' '..=b'~').contains(symbol)));
    }
}
