//! People by name and place, so that nobody is compared with everybody: by the whole name at a place, and by one full word of it, the initial of
//! another, and the place.

use std::collections::BTreeSet;

use crate::resolve::key;
use crate::resolve::people::name::Name;
use crate::resolve::people::places::Spots;
use crate::scratch::{Lists, Scratch};

/// In a crowd nobody is told by an initial.
const CROWD: usize = 48;

/// Who is where, under which name.
#[derive(Debug)]
pub(super) struct Index {
    same: Lists,
    near: Lists,
}

impl Index {
    pub(super) fn new(scratch: &Scratch) -> Self {
        Self { same: Lists::new(scratch), near: Lists::new(scratch) }
    }

    /// Enters a person under a name at places; events find equal names only.
    pub(super) fn enter(&mut self, person: usize, name: &Name, spots: &Spots) {
        let whole = name.key();
        for place in spots.said.iter().chain(&spots.events) {
            self.same.put(key::of((&whole, place)), person as u64, usize::MAX);
        }
        for hook in name.hooks() {
            for place in &spots.said {
                self.near.put(key::of((hook, place)), person as u64, CROWD);
            }
        }
    }

    /// Everyone of that name at one of the places, in the order in which they were first seen.
    pub(super) fn same(&mut self, name: &Name, places: &[u64]) -> Vec<usize> {
        let (whole, mut found) = (name.key(), BTreeSet::new());
        for place in places {
            self.same.with(key::of((&whole, place)), |list| found.extend(list));
        }
        found.into_iter().map(|person: u64| person as usize).collect()
    }

    /// Everyone at one of the places whose name may be another form of this one.
    pub(super) fn near(&mut self, name: &Name, places: &[u64]) -> Vec<usize> {
        let mut found = BTreeSet::new();
        for hook in name.hooks() {
            for place in places {
                self.near.with(key::of((hook, place)), |list| {
                    found.extend(list.iter().filter(|_| list.len() < CROWD));
                });
            }
        }
        found.into_iter().map(|person: u64| person as usize).collect()
    }
}
