//! [`Apart`] holds the rows that an override keeps from those they look like.

use std::collections::{BTreeMap, BTreeSet};

use crate::records::Id;

/// Rows by the entry that sets them apart.
#[derive(Debug, Default)]
pub(crate) struct Apart {
    of: BTreeMap<Id, usize>,
    /// Entries without which rows would have been merged.
    pub felt: BTreeSet<usize>,
}

impl Apart {
    /// Sets a row apart; the first entry counts.
    pub(crate) fn put(&mut self, row: Id, entry: usize) {
        self.of.entry(row).or_insert(entry);
    }

    /// The rows that an entry sets apart, in the order of their ids.
    pub(crate) fn rows(&self, entry: usize) -> Vec<Id> {
        self.of.iter().filter(|(_, of)| **of == entry).map(|(row, _)| *row).collect()
    }

    /// Whether two rows that look like one may be one.
    pub(crate) fn may_meet(&mut self, a: Id, b: Id) -> bool {
        let (one, other) = (self.of.get(&a).copied(), self.of.get(&b).copied());
        if one != other {
            self.felt.extend(one.into_iter().chain(other));
        }
        one == other
    }
}
