//! The records that a file had when it was opened: two numbers each, since there may be millions. What else is asked of one stands in its head.

use std::fs::File;
use std::io::{self, BufReader, Read as _};

use super::FORMAT;
use super::frame::{self, HEAD};

/// The offset of a record that is there no more.
const GONE: u64 = 0;

/// Where the last record of each page is.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// What stands for the names of pages, with the offsets of their records, by name.
    records: Vec<(u64, u64)>,
    /// Where the last whole record ends.
    pub(super) end: u64,
}

impl Known {
    /// Where the record of a page begins.
    pub(super) fn offset(&self, name: u64) -> Option<u64> {
        let at = self.records.binary_search_by_key(&name, |(name, _)| *name).ok()?;
        Some(self.records[at].1)
    }

    /// Names and offsets, by name.
    pub(super) fn all(&self) -> impl Iterator<Item = (u64, u64)> {
        self.records.iter().copied()
    }
}

/// The records of a file.
pub(super) fn read(file: &File) -> io::Result<Known> {
    let size = file.metadata()?.len();
    let mut known = Known::default();
    let mut reader = BufReader::new(file);
    let mut format = vec![0; FORMAT.len()];
    if reader.read_exact(&mut format).is_err() || format != FORMAT {
        return Ok(known);
    }
    known.end = FORMAT.len() as u64;
    let mut head = [0; HEAD];
    while reader.read_exact(&mut head).is_ok() {
        let (name, _, length) = frame::head(&head);
        let next = known.end + u64::from(length);
        if next > size || (length as usize) < HEAD || frame::rows_end(&head) > length {
            break;
        }
        let is_gone = length as usize == HEAD;
        known.records.push((name, if is_gone { GONE } else { known.end }));
        // From the head to behind the rest.
        reader.seek_relative(i64::from(length).saturating_sub_unsigned(HEAD as u64))?;
        known.end = next;
    }
    known.records = last_of_each(known.records);
    Ok(known)
}

/// Of each name what was written last, if that is a record.
fn last_of_each(mut records: Vec<(u64, u64)>) -> Vec<(u64, u64)> {
    // What was written later comes first.
    records.reverse();
    records.sort_by_key(|(name, _)| *name);
    records.dedup_by_key(|(name, _)| *name);
    records.retain(|(_, offset)| *offset != GONE);
    records.shrink_to_fit();
    records
}
