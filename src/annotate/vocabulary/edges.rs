//! What leads from one node of the vocabulary to the next, laid out for reading: every token of every page asks it at least once.

/// An open table of hashes, half empty, so that most questions touch one line of the cache.
#[derive(Debug, Default)]
pub(super) struct Edges {
    /// The hash of node and key, and the node they lead to; node 0 is led to by nothing and marks a free slot.
    slots: Vec<(u64, u32)>,
    mask: usize,
}

impl Edges {
    /// From the node and key that lead to each node; to the first, the root, nothing does.
    pub(super) fn of(origins: &[(u32, u64)]) -> Self {
        let size = (origins.len() * 2).next_power_of_two();
        let mut this = Self { slots: vec![(0, 0); size], mask: size - 1 };
        for (next, &(node, key)) in origins.iter().enumerate().skip(1) {
            let hash = Self::hash(node, key);
            let mut at = hash as usize & this.mask;
            while this.slots[at].1 != 0 {
                at = (at + 1) & this.mask;
            }
            this.slots[at] = (hash, next as u32);
        }
        this
    }

    /// The node that a key leads to.
    pub(super) fn get(&self, node: u32, key: u64) -> Option<u32> {
        let hash = Self::hash(node, key);
        let mut at = hash as usize & self.mask;
        loop {
            match self.slots[at] {
                (_, 0) => return None,
                (found, next) if found == hash => return Some(next),
                _ => at = (at + 1) & self.mask,
            }
        }
    }

    /// Keys are hashes already; the node is mixed in by a product whose high bits come down.
    fn hash(node: u32, key: u64) -> u64 {
        let mixed = (key ^ u64::from(node).rotate_left(32)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        mixed ^ mixed >> 32
    }
}
