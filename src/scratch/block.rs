//! The blocks of a hash table, in memory or in a file.

use std::cell::RefCell;
use std::fs::File;

use super::{Scratch, read_at, write_at};

/// Entries of a block.
pub(super) const ENTRIES: usize = 32;

/// Bytes of a block in a file.
const BYTES: usize = ENTRIES * 16;

/// The value of a place that is free.
pub(super) const FREE: u64 = u64::MAX;

pub(super) type Block = [(u64, u64); ENTRIES];

pub(super) const EMPTY: Block = [(0, FREE); ENTRIES];

/// The blocks of a table, by number.
#[derive(Debug)]
pub(super) enum Blocks {
    Memory(Vec<Block>),
    File(Box<Paged>),
}

/// Blocks in a file.
#[derive(Debug)]
pub(super) struct Paged {
    file: File,
    /// The block that was read last, with its number: who looks for a key often sets it then.
    last: RefCell<(usize, Block)>,
}

/// Where a key is in a block, or would be.
pub(super) enum Place {
    Held(usize, u64),
    Free(usize),
    /// Not in this block, which is full.
    Beyond,
}

impl Blocks {
    /// So many blocks, to be written in their order.
    pub(super) fn new(scratch: &Scratch, size: usize) -> Self {
        let bytes = size * size_of::<Block>();
        if scratch.take(bytes) {
            return Self::Memory(Vec::with_capacity(size));
        }
        match scratch.file() {
            Some(file) => Self::File(Box::new(Paged { file, last: RefCell::new((usize::MAX, EMPTY)) })),
            // Without a file there is memory, as long as there is.
            None => Self::Memory(Vec::with_capacity(size)),
        }
    }

    pub(super) fn look<T>(&self, scratch: &Scratch, at: usize, look: impl FnOnce(&Block) -> T) -> T {
        match self {
            Self::Memory(blocks) => look(&blocks[at]),
            Self::File(paged) => {
                let mut last = paged.last.borrow_mut();
                if last.0 != at {
                    let mut bytes = [0; BYTES];
                    let read = scratch.done(read_at(&paged.file, (at * BYTES) as u64, &mut bytes));
                    *last = (at, read.map_or(EMPTY, |()| decoded(&bytes)));
                }
                look(&last.1)
            }
        }
    }

    pub(super) fn set(&mut self, scratch: &Scratch, block: usize, at: usize, entry: (u64, u64)) {
        match self {
            Self::Memory(blocks) => blocks[block][at] = entry,
            Self::File(paged) => {
                let last = paged.last.get_mut();
                if last.0 == block {
                    last.1[at] = entry;
                }
                scratch.done(write_at(&paged.file, (block * BYTES + at * 16) as u64, &encoded(entry)));
            }
        }
    }

    pub(super) fn write(&mut self, scratch: &Scratch, first: usize, pair: &[Block; 2]) {
        match self {
            Self::Memory(blocks) => blocks.extend(pair),
            Self::File(paged) => {
                let mut bytes = [0; BYTES * 2];
                for (place, entry) in bytes.chunks_exact_mut(16).zip(pair.as_flattened()) {
                    place.copy_from_slice(&encoded(*entry));
                }
                scratch.done(write_at(&paged.file, (first * BYTES) as u64, &bytes));
            }
        }
    }
}

/// Begins where the hash says and goes round.
pub(super) fn search(block: &Block, key: u64, hash: u64) -> Place {
    for step in 0..ENTRIES {
        let at = (hash as usize + step) % ENTRIES;
        match block[at] {
            (_, FREE) => return Place::Free(at),
            (held, value) if held == key => return Place::Held(at, value),
            _ => {}
        }
    }
    Place::Beyond
}

pub(super) fn home(hash: u64, bits: u32) -> usize {
    hash.checked_shr(64 - bits).unwrap_or(0) as usize
}

/// The block of a key among two to the power of so many.
#[cfg(test)]
pub(super) fn home_of(key: u64, bits: u32) -> usize {
    home(mixed(key), bits)
}

/// Spreads keys that are near each other.
pub(super) fn mixed(key: u64) -> u64 {
    let wide =
        u128::from(key ^ 0x2545_f491_4f6c_dd1d).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835);
    (wide >> 64) as u64 ^ wide as u64
}

fn encoded((key, value): (u64, u64)) -> [u8; 16] {
    (u128::from(key) << 64 | u128::from(value)).to_be_bytes()
}

fn decoded(bytes: &[u8; BYTES]) -> Block {
    let mut block = EMPTY;
    for (entry, bytes) in block.iter_mut().zip(bytes.as_chunks().0) {
        let both = u128::from_be_bytes(*bytes);
        *entry = ((both >> 64) as u64, both as u64);
    }
    block
}
