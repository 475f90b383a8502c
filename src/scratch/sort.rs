//! The [`Sorter`] puts values in the order of keys: what it has no room for becomes sorted runs in a file, which are merged in the end.

use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;
use std::fs::File;
use std::io;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Scratch, read_at, write_at};

/// Bytes of a run that are read or written at once.
const AHEAD: usize = 1 << 15;

/// Values on their way to the order of their keys, of which no two are equal.
#[derive(Debug)]
pub(crate) struct Sorter<K, V> {
    scratch: Scratch,
    values: Vec<(K, V)>,
    file: Option<File>,
    end: u64,
    runs: Vec<Run>,
}

/// A sorted part of the file.
#[derive(Debug)]
struct Run {
    at: u64,
    end: u64,
    bytes: Vec<u8>,
    /// What of the bytes was given already.
    given: usize,
}

/// The next value of a run.
struct Head<K, V> {
    key: K,
    value: V,
    run: usize,
}

impl<K, V> Sorter<K, V>
where
    K: Ord + Serialize + DeserializeOwned,
    V: Serialize + DeserializeOwned,
{
    pub(crate) fn new(scratch: &Scratch) -> Self {
        Self { scratch: scratch.clone(), values: Vec::new(), file: None, end: 0, runs: Vec::new() }
    }

    pub(crate) fn push(&mut self, key: K, value: V) {
        self.values.push((key, value));
        if self.values.len() >= self.scratch.values() {
            self.file = self.file.take().or_else(|| self.scratch.file());
            self.sort();
            // What cannot be written is an error that voids all.
            if self.file.is_some() {
                let written = self.write();
                self.scratch.done(written);
                self.values.clear();
            }
        }
    }

    /// Gives all values in their order.
    pub(crate) fn each(mut self, mut take: impl FnMut(K, V)) {
        self.sort();
        let Self { scratch, values, file, mut runs, .. } = self;
        let (last, mut rest) = (runs.len(), values.into_iter());
        let mut next = |run: usize| {
            let (key, value) = match runs.get_mut(run).zip(file.as_ref()) {
                Some((run, file)) => scratch.done(run.next(file)).flatten(),
                None => rest.next(),
            }?;
            Some(Head { key, value, run })
        };
        let mut heads: BinaryHeap<_> = (0..=last).filter_map(&mut next).collect();
        while let Some(mut head) = heads.peek_mut() {
            let first = match next(head.run) {
                Some(next) => std::mem::replace(&mut *head, next),
                None => PeekMut::pop(head),
            };
            take(first.key, first.value);
        }
    }

    fn sort(&mut self) {
        self.values.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
    }

    /// Appends a run to the file.
    fn write(&mut self) -> io::Result<()> {
        let Some(file) = &self.file else { return Ok(()) };
        let (begin, mut bytes) = (self.end, Vec::new());
        for value in &self.values {
            let head = bytes.len();
            bytes.extend([0; LENGTH]);
            bytes = postcard::to_extend(value, bytes).map_err(io::Error::other)?;
            let length = (bytes.len() - head - LENGTH) as u32;
            bytes[head..head + LENGTH].copy_from_slice(&length.to_le_bytes());
            if bytes.len() >= AHEAD {
                write_at(file, self.end, &bytes)?;
                self.end += bytes.len() as u64;
                bytes.clear();
            }
        }
        write_at(file, self.end, &bytes)?;
        self.end += bytes.len() as u64;
        self.runs.push(Run { at: begin, end: self.end, bytes: Vec::new(), given: 0 });
        Ok(())
    }
}

/// Bytes that say how long a value is.
const LENGTH: usize = 4;

impl Run {
    fn next<T: DeserializeOwned>(&mut self, file: &File) -> io::Result<Option<T>> {
        let Some(head) = self.take(LENGTH, file)? else { return Ok(None) };
        let length = head.iter().rev().fold(0, |length, byte| length << 8 | usize::from(*byte));
        let Some(bytes) = self.take(length, file)? else { return Ok(None) };
        postcard::from_bytes(bytes).map(Some).map_err(io::Error::other)
    }

    /// The next bytes; nothing behind the last.
    fn take(&mut self, length: usize, file: &File) -> io::Result<Option<&[u8]>> {
        if self.bytes.len() - self.given < length {
            self.bytes.drain(..self.given);
            let held = self.bytes.len();
            let more = (AHEAD.max(length) as u64).min(self.end - self.at);
            self.bytes.resize(held + more as usize, 0);
            read_at(file, self.at, &mut self.bytes[held..])?;
            (self.at, self.given) = (self.at + more, 0);
        }
        let taken = self.bytes.get(self.given..self.given + length);
        self.given += taken.map_or(0, <[u8]>::len);
        Ok(taken)
    }
}

/// The least key is the greatest head.
impl<K: Ord, V> Ord for Head<K, V> {
    fn cmp(&self, other: &Self) -> Ordering {
        other.key.cmp(&self.key)
    }
}

impl<K: Ord, V> PartialOrd for Head<K, V> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<K: Ord, V> PartialEq for Head<K, V> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl<K: Ord, V> Eq for Head<K, V> {}
