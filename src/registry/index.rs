//! The [`Index`]: the registry's names by key, and its records. Keys are hashes, sorted, found by their first bits; a key leads to the
//! names that have it, a name to its record.

use std::ops::Range;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::registry::build;

/// How many first bits of a key lead to its place among the keys.
const BITS: u32 = 16;

/// The registry, as it is kept on disk.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Index {
    /// Day of the newest change in the dump, `2026-02-24`.
    pub(super) date: String,
    /// Sorted.
    pub(super) keys: Vec<u64>,
    /// Where the names of each key begin; one more than keys.
    pub(super) starts: Vec<u32>,
    pub(super) names: Vec<Name>,
    pub(super) records: Vec<Record>,
    /// The text of all names.
    pub(super) text: String,
    /// Phrases that are cities, sorted.
    pub(super) cities: Vec<u64>,
    /// Phrases that are states and provinces, with their country, sorted.
    pub(super) regions: Vec<(u64, [u8; 2])>,
    /// Where the keys of each first [`BITS`] bits begin; reckoned when the index is read.
    #[serde(skip)]
    buckets: Vec<u32>,
    /// Checksum of the file it was read from.
    #[serde(skip)]
    pub(super) stamp: u32,
}

/// A name of a record.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) struct Name {
    /// Place of the record.
    pub(super) record: u32,
    pub(super) kind: Kind,
    /// Its words in order.
    pub(super) order: u32,
    /// Its words in order, as they are spelled.
    pub(super) spelling: u32,
    /// Its words in any order, as all but those that name a kind of organisation are spelled.
    pub(super) spelled_sum: u32,
    /// Whether each of its words stands in many names, so that it names a kind of organisation rather than one.
    pub(super) common: bool,
    /// Whether it has a comma or another break inside.
    pub(super) broken: bool,
    /// Bytes of [`Index::text`].
    pub(super) text: (u32, u32),
}

/// What the registry calls a name, from the firmest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) enum Kind {
    /// The name that it shows, or one that it lists as official in a language.
    Label,
    /// Another name.
    Alias,
    /// A name without the country or the acronym in brackets behind it.
    Bare,
    /// A name without the city at its end.
    Short,
    /// A name as far as the word that says what it is: `X Institute` of `X Institute of Y`.
    Stem,
    /// What the names of several parts begin with.
    Family,
    /// Letters that stand for a name.
    Acronym,
}

/// An organisation.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Record {
    /// The nine characters behind `https://ror.org/`.
    pub(super) id: String,
    /// The name that the registry shows; bytes of [`Index::text`].
    pub(super) name: (u32, u32),
    /// ISO 3166-1 alpha-2, of each location.
    pub(super) countries: Vec<[u8; 2]>,
    /// Phrases of the cities of its locations.
    pub(super) cities: Vec<u64>,
    pub(super) active: bool,
    pub(super) company: bool,
    /// How many other records it is related to.
    pub(super) relations: u16,
    /// Places of the records that it is a part of.
    pub(super) parents: Vec<u32>,
}

impl Index {
    /// Builds the index of an official dump (schema v2): a zip, JSON, or JSON gzipped.
    pub fn build(dump: &Path) -> Result<Self> {
        build::build(dump)
    }

    /// How many organisations it has.
    #[must_use]
    pub fn organisations(&self) -> usize {
        self.records.len()
    }

    /// How many names they have, with the forms that were made of them.
    #[must_use]
    pub fn names(&self) -> usize {
        self.names.len()
    }

    /// The day of the newest change in the dump, like `2026-02-24`; empty where the dump tells none.
    #[must_use]
    pub fn date(&self) -> &str {
        &self.date
    }

    /// What tells its content from another's; 0 for one that was not read from a file.
    #[must_use]
    pub fn stamp(&self) -> u32 {
        self.stamp
    }

    /// Reckons what is not kept.
    pub(super) fn ready(mut self) -> Self {
        self.buckets = Vec::with_capacity((1 << BITS) + 1);
        let mut at = 0;
        for bucket in 0..=1_u64 << BITS {
            while self.keys.get(at).is_some_and(|key| key >> (64 - BITS) < bucket) {
                at += 1;
            }
            self.buckets.push(at as u32);
        }
        self
    }

    /// The names of a key.
    pub(super) fn find(&self, key: u64) -> &[Name] {
        let bucket = (key >> (64 - BITS)) as usize;
        let (from, to) = (self.buckets[bucket] as usize, self.buckets[bucket + 1] as usize);
        match self.keys[from..to].binary_search(&key) {
            Ok(at) => &self.names[self.starts[from + at] as usize..self.starts[from + at + 1] as usize],
            Err(_) => &[],
        }
    }

    pub(super) fn is_city(&self, phrase: u64) -> bool {
        self.cities.binary_search(&phrase).is_ok()
    }

    /// The countries that have a region of this name.
    pub(super) fn regions(&self, phrase: u64) -> impl Iterator<Item = [u8; 2]> {
        let from = self.regions.partition_point(|(other, _)| *other < phrase);
        self.regions[from..]
            .iter()
            .take_while(move |(other, _)| *other == phrase)
            .map(|(_, country)| *country)
    }

    pub(super) fn record(&self, place: u32) -> &Record {
        &self.records[place as usize]
    }

    pub(super) fn slice(&self, (start, end): (u32, u32)) -> &str {
        &self.text[start as usize..end as usize]
    }

    /// Whether `part` is below `whole`; the registry's tree is shallow, and its rare rings end the search.
    pub(super) fn is_below(&self, part: u32, whole: u32) -> bool {
        let mut above: Vec<u32> = self.record(part).parents.clone();
        for _ in 0..4 {
            if above.contains(&whole) {
                return true;
            }
            above = above.iter().flat_map(|place| self.record(*place).parents.iter().copied()).collect();
        }
        false
    }

    /// Whether every offset in it leads somewhere, so that reading can trust them.
    pub(super) fn is_sound(&self) -> bool {
        let slice = |(start, end): (u32, u32)| self.text.get(start as usize..end as usize).is_some();
        let place = |place: &u32| (*place as usize) < self.records.len();
        let range = |range: Range<u32>| range.start <= range.end && range.end as usize <= self.names.len();
        self.starts.len() == self.keys.len() + 1
            && self.starts.windows(2).all(|pair| range(pair[0]..pair[1]))
            && self.names.iter().all(|name| place(&name.record) && slice(name.text))
            && self.records.iter().all(|record| slice(record.name) && record.parents.iter().all(place))
    }
}
