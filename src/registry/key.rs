//! Keys: hashes of words. A name is found by the sum of its words, so that their order does not count; what tells names of one key apart are
//! hashes of the words in order. They are kept on disk, so they are the same on every machine.

use crate::registry::words::{Class, Word};

/// The key of words in any order.
pub(super) fn sum(words: &[Word]) -> u64 {
    words.iter().fold(0, |sum, word| sum.wrapping_add(spread(word.sense)))
}

/// The key of words in this order.
pub(super) fn order<'w>(words: impl IntoIterator<Item = &'w Word>) -> u32 {
    chain(words.into_iter().map(|word| word.sense)) as u32
}

/// The key of words in any order, with the spelling of all but those that name a kind of organisation.
pub(super) fn spelled_sum(words: &[Word]) -> u32 {
    let spelled = |word: &Word| if word.class == Class::Head { word.sense } else { word.letters };
    words.iter().fold(0_u64, |sum, word| sum.wrapping_add(spread(spelled(word)))) as u32
}

/// The key of words in this order and spelling.
pub(super) fn spelling(words: &[Word]) -> u32 {
    chain(words.iter().map(|word| word.letters)) as u32
}

/// The key of a phrase of the lexicon or of a place.
pub(super) fn phrase(words: &[Word]) -> u64 {
    chain(words.iter().map(|word| word.letters))
}

/// The key of an acronym; no name of words has it.
pub(super) fn acronym(words: &[Word]) -> u64 {
    spread(phrase(words) ^ 0x6163_726f_6e79_6d00)
}

fn chain(hashes: impl Iterator<Item = u64>) -> u64 {
    hashes.fold(0x9e37_79b9_7f4a_7c15, |key, hash| spread(key.rotate_left(5) ^ hash))
}

/// Spreads the bits of a hash (the finalizer of `SplitMix64`), so that sums of hashes differ.
pub(super) fn spread(hash: u64) -> u64 {
    let hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

/// FNV-1a: the same on every machine, since keys are kept on disk.
pub(super) fn hash(text: &str) -> u64 {
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
