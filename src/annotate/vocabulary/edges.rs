//! What leads from one node of the vocabulary to the next, laid out for reading: every token of every page asks it at least once.

/// An open table of hashes, at most half full, so that most questions touch one line of the cache.
#[derive(Debug)]
pub(super) struct Edges {
    /// The hash of node and key, and the node they lead to; node 0 is led to by nothing and marks a free slot.
    slots: Vec<(u64, u32)>,
    mask: usize,
    length: usize,
}

impl Edges {
    /// None yet, with room for some.
    pub(super) fn with_room(edges: usize) -> Self {
        let size = (edges.max(8) * 2).next_power_of_two();
        Self { slots: vec![(0, 0); size], mask: size - 1, length: 0 }
    }

    /// The node that a key leads to.
    pub(super) fn get(&self, node: u32, key: u64) -> Option<u32> {
        let (_, next) = self.slots[self.slot(Self::hash(node, key))];
        (next != 0).then_some(next)
    }

    /// The node that a key leads to, which is `next` if it led to none; says whether it did.
    pub(super) fn get_or_insert(&mut self, node: u32, key: u64, next: u32) -> (u32, bool) {
        let hash = Self::hash(node, key);
        let slot = self.slot(hash);
        match self.slots[slot] {
            (_, 0) => {
                self.slots[slot] = (hash, next);
                self.length += 1;
                if self.length * 2 > self.slots.len() {
                    self.grow();
                }
                (next, true)
            }
            (_, known) => (known, false),
        }
    }

    /// The slot of a hash, or the free one where it belongs.
    fn slot(&self, hash: u64) -> usize {
        let mut at = hash as usize & self.mask;
        while self.slots[at].1 != 0 && self.slots[at].0 != hash {
            at = (at + 1) & self.mask;
        }
        at
    }

    fn grow(&mut self) {
        let mut larger = Self::with_room(self.slots.len());
        for &(hash, next) in self.slots.iter().filter(|(_, next)| *next != 0) {
            let slot = larger.slot(hash);
            larger.slots[slot] = (hash, next);
        }
        larger.length = self.length;
        *self = larger;
    }

    /// Keys are hashes already; the node is mixed in by a product whose high bits come down.
    fn hash(node: u32, key: u64) -> u64 {
        let mixed = (key ^ u64::from(node).rotate_left(32)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        mixed ^ mixed >> 32
    }
}

#[cfg(test)]
mod tests {
    use super::Edges;

    #[test]
    fn edges_are_kept_while_the_table_grows() {
        let mut edges = Edges::with_room(0);
        let led: Vec<u32> =
            (0..1000).map(|key| edges.get_or_insert(key % 7, u64::from(key), key + 1).0).collect();
        assert!((0..1000).all(|key| edges.get(key % 7, u64::from(key)) == Some(led[key as usize])));
        assert_eq!(edges.get_or_insert(1, 1, 5000), (2, false));
        assert_eq!(edges.get(3, 1), None);
    }
}
