//! Keys of texts and places: numbers that stand for them in maps, the same in every run. Who finds something by such a number looks whether it is what
//! was looked for, where a rare wrong answer would do harm.

use std::hash::{DefaultHasher, Hash, Hasher as _};

/// What stands for something.
pub(super) fn of(what: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    what.hash(&mut hasher);
    hasher.finish()
}
