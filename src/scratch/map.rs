//! The [`Map`] from number to number is a hash table of blocks. It doubles when it is full; what has no room in memory is read and written block by
//! block, and the system holds as many of them as it likes.

use super::Scratch;
use super::block::{Blocks, EMPTY, ENTRIES, FREE, Place, home, mixed, search};

/// Numbers by numbers. All values but the largest can be held; nothing is ever taken out.
#[derive(Debug)]
pub(crate) struct Map {
    scratch: Scratch,
    blocks: Blocks,
    /// There are two to the power of this many blocks.
    bits: u32,
    entries: usize,
}

impl Map {
    pub(crate) fn new(scratch: &Scratch) -> Self {
        Self { scratch: scratch.clone(), blocks: Blocks::Memory(vec![EMPTY]), bits: 0, entries: 0 }
    }

    /// The value of a key.
    pub(crate) fn get(&self, key: u64) -> Option<u64> {
        match self.find(key) {
            (_, Place::Held(_, value)) => Some(value),
            _ => None,
        }
    }

    pub(crate) fn contains(&self, key: u64) -> bool {
        self.get(key).is_some()
    }

    /// Sets the value of a key, and gives the one that it had.
    pub(crate) fn insert(&mut self, key: u64, value: u64) -> Option<u64> {
        if self.entries * 4 >= (ENTRIES << self.bits) * 3 {
            self.double();
        }
        self.put(key, value)
    }

    /// Adds a key to the map as to a set; whether it is new.
    pub(crate) fn add(&mut self, key: u64) -> bool {
        self.insert(key, 0).is_none()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.entries == 0
    }

    /// Where the blocks are.
    #[cfg(test)]
    pub(super) fn blocks_of(&self) -> &'static str {
        match self.blocks {
            Blocks::Memory(_) => "memory",
            Blocks::File(_) => "file",
        }
    }

    fn put(&mut self, key: u64, value: u64) -> Option<u64> {
        let (block, place) = self.find(key);
        let (at, old) = match place {
            Place::Held(at, old) => (at, Some(old)),
            Place::Free(at) => (at, None),
            // Only where a file cannot be read.
            Place::Beyond => return None,
        };
        self.entries += usize::from(old.is_none());
        if old != Some(value) {
            self.blocks.set(&self.scratch, block, at, (key, value));
        }
        old
    }

    /// The block and place of a key: that of its hash, or the next with room.
    fn find(&self, key: u64) -> (usize, Place) {
        let (hash, last) = (mixed(key), (1 << self.bits) - 1);
        let mut block = home(hash, self.bits);
        for _ in 0..=last {
            match self.blocks.look(&self.scratch, block, |block| search(block, key, hash)) {
                Place::Beyond => block = (block + 1) & last,
                place => return (block, place),
            }
        }
        (block, Place::Beyond)
    }

    /// Gives the room back that its blocks took; the first takes none.
    fn give(&self) {
        if let Blocks::Memory(blocks) = &self.blocks
            && self.bits > 0
        {
            self.scratch.give(size_of_val(blocks.as_slice()));
        }
    }

    /// Blocks stand in the order of hashes, so that each becomes two neighbours.
    fn double(&mut self) {
        let old_size = 1 << self.bits;
        let mut new = Blocks::new(&self.scratch, old_size * 2);
        let mut later = Vec::new();
        for at in 0..old_size {
            let mut pair = [EMPTY; 2];
            self.blocks.look(&self.scratch, at, |block| {
                for (key, value) in block.iter().filter(|(_, value)| *value != FREE) {
                    let hash = mixed(*key);
                    let half = home(hash, self.bits + 1).checked_sub(at * 2).and_then(|at| pair.get_mut(at));
                    match half.map(|half| (search(half, *key, hash), half)) {
                        Some((Place::Free(place), half)) => half[place] = (*key, *value),
                        _ => later.push((*key, *value)),
                    }
                }
            });
            new.write(&self.scratch, at * 2, &pair);
        }
        self.give();
        self.blocks = new;
        self.bits += 1;
        self.entries -= later.len();
        for (key, value) in later {
            self.put(key, value);
        }
    }
}

impl Drop for Map {
    fn drop(&mut self) {
        self.give();
    }
}
