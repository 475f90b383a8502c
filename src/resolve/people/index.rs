//! People by name and place, so that nobody is compared with everybody: by the whole name at a place, and by one full word of it, the initial of
//! another, and the place.

use std::collections::{BTreeSet, HashMap};

use crate::resolve::people::name::Name;
use crate::resolve::people::places::Spots;

/// In a crowd nobody is told by an initial.
const CROWD: usize = 48;

/// Who is where, under which name.
#[derive(Debug, Default)]
pub(super) struct Index {
    words: HashMap<String, u32>,
    same: HashMap<(u32, u32), Vec<usize>>,
    near: HashMap<(u32, char, u32), Vec<usize>>,
}

impl Index {
    /// Enters a person under a name at places; events find equal names only.
    pub(super) fn enter(&mut self, person: usize, name: &Name, spots: &Spots) {
        let key = self.number(&name.key());
        for place in spots.said.iter().chain(&spots.events) {
            put(self.same.entry((key, *place)).or_default(), person);
        }
        for (word, initial) in name.hooks() {
            let word = self.number(word);
            for place in &spots.said {
                let list = self.near.entry((word, initial, *place)).or_default();
                if list.len() < CROWD {
                    put(list, person);
                }
            }
        }
    }

    /// Everyone of that name at one of the places, in the order in which they were first seen.
    pub(super) fn same(&self, name: &Name, places: &[u32]) -> Vec<usize> {
        let Some(key) = self.words.get(&name.key()) else { return Vec::new() };
        let found: BTreeSet<usize> =
            places.iter().filter_map(|place| self.same.get(&(*key, *place))).flatten().copied().collect();
        found.into_iter().collect()
    }

    /// Everyone at one of the places whose name may be another form of this one.
    pub(super) fn near(&self, name: &Name, places: &[u32]) -> Vec<usize> {
        let mut found = BTreeSet::new();
        for (word, initial) in name.hooks() {
            let Some(word) = self.words.get(word) else { continue };
            let lists = places.iter().filter_map(|place| self.near.get(&(*word, initial, *place)));
            found.extend(lists.filter(|list| list.len() < CROWD).flatten().copied());
        }
        found.into_iter().collect()
    }

    fn number(&mut self, word: &str) -> u32 {
        if let Some(number) = self.words.get(word) {
            return *number;
        }
        let next = self.words.len() as u32;
        self.words.insert(word.to_owned(), next);
        next
    }
}

fn put(list: &mut Vec<usize>, person: usize) {
    if !list.contains(&person) {
        list.push(person);
    }
}
