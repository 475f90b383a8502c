//! [`Lists`] of numbers by a number. Most have one item, which then stands in the map itself.

use super::{Map, Pool, Scratch};

/// Marks the number of a list; what is not marked is the only item.
const LIST: u64 = 1 << 62;

/// Short lists of numbers below two to the power of 62, each in the order in which it grew.
#[derive(Debug)]
pub(crate) struct Lists {
    first: Map,
    longer: Pool<Vec<u64>>,
}

impl Lists {
    pub(crate) fn new(scratch: &Scratch) -> Self {
        Self { first: Map::new(scratch), longer: Pool::new(scratch) }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.first.is_empty()
    }

    /// The list of a key; none where it has no items.
    pub(crate) fn with<T>(&mut self, key: u64, look: impl FnOnce(&[u64]) -> T) -> T {
        match self.first.get(key) {
            None => look(&[]),
            Some(item) if item < LIST => look(&[item]),
            Some(list) => look(self.longer.look((list ^ LIST) as usize).map_or(&[], Vec::as_slice)),
        }
    }

    /// Adds an item that is not there to the list of a key, if that is shorter than `most`. Whether it was added.
    pub(crate) fn put(&mut self, key: u64, item: u64, most: usize) -> bool {
        self.add(key, item, |list| list.len() < most && !list.contains(&item))
    }

    /// Adds an item to the list of a key, if that is shorter than `most`. Whether it was added.
    pub(crate) fn first(&mut self, key: u64, item: u64, most: usize) -> bool {
        self.add(key, item, |list| list.len() < most)
    }

    /// Adds an item to the list of a key.
    pub(crate) fn push(&mut self, key: u64, item: u64) {
        self.add(key, item, |_| true);
    }

    /// Adds an item to the list of a key that it fits.
    pub(crate) fn add(&mut self, key: u64, item: u64, fits: impl Fn(&[u64]) -> bool) -> bool {
        match self.first.get(key) {
            None if fits(&[]) => {
                self.first.insert(key, item);
            }
            Some(only) if only < LIST && fits(&[only]) => {
                let list = self.longer.push(vec![only, item]) as u64;
                self.first.insert(key, list | LIST);
            }
            Some(list) if list >= LIST => return self.lengthen((list ^ LIST) as usize, item, fits),
            _ => return false,
        }
        true
    }

    fn lengthen(&mut self, list: usize, item: u64, fits: impl Fn(&[u64]) -> bool) -> bool {
        let fits = self.longer.look(list).is_some_and(|list| fits(list));
        if let Some(list) = self.longer.get(list).filter(|_| fits) {
            list.push(item);
        }
        fits
    }

    /// Puts another item in the place of the only one.
    pub(crate) fn replace(&mut self, key: u64, item: u64) {
        self.first.insert(key, item);
    }
}
