//! Candidates: the runs of words in a text that are names of the registry, each with the record that is meant, if that can be told.

use std::ops::Range;

use crate::registry::build::MOST;
use crate::registry::choose;
use crate::registry::index::{Index, Name};
use crate::registry::key;
use crate::registry::place::{self, Agreement, Mention};
use crate::registry::words::{Class, Gap, Word};

/// A text with its words and places.
#[derive(Debug)]
pub(super) struct Text<'i> {
    pub(super) index: &'i Index,
    pub(super) words: Vec<Word>,
    pub(super) mentions: Vec<Mention>,
}

/// Words of a text that are a name of the registry.
#[derive(Clone, Debug)]
pub(super) struct Hit {
    pub(super) words: Range<usize>,
    /// How many words are known by it; more than `words` where a city elsewhere is one of them.
    pub(super) weight: usize,
    /// Whether it may as well be the end of one name and the beginning of another.
    pub(super) loose: bool,
    /// Nothing where it is a name, but nobody can say whose.
    pub(super) found: Option<Found>,
}

/// A name in a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    pub(super) name: Name,
    pub(super) level: Level,
    pub(super) agreement: Agreement,
    /// Whether a city that stands elsewhere is a part of it.
    pub(super) campus: bool,
}

/// How a text has a name, from the firmest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    /// With its spelling.
    Spelled,
    /// With its words in order.
    Ordered,
    /// With its words in another order.
    Free,
}

/// Words of the longest name that a city elsewhere may complete.
const CAMPUS: usize = 5;

impl<'i> Text<'i> {
    /// Finds the places; `country` is one that is known from elsewhere.
    pub(super) fn new(index: &'i Index, words: Vec<Word>, country: Option<&str>) -> Self {
        let mut mentions = place::mentions(index, &words);
        mentions.extend(country.and_then(|country| Mention::country(country, words.len())));
        Self { index, words, mentions }
    }

    /// All names in the text, overlapping ones too.
    pub(super) fn hits(&self) -> Vec<Hit> {
        let mut hits = Vec::new();
        for start in 0..self.words.len() {
            let mut sum = 0_u64;
            for end in start + 1..=self.words.len().min(start + MOST) {
                let word = &self.words[end - 1];
                if end > start + 1 && word.gap == Gap::End {
                    break;
                }
                sum = sum.wrapping_add(key::spread(word.sense));
                hits.extend(self.hit(&(start..end), sum, None));
                if end - start <= CAMPUS {
                    self.campuses(&(start..end), sum, &mut hits);
                }
            }
        }
        hits
    }

    /// The name that these words are, with the words of a city elsewhere.
    fn hit(&self, range: &Range<usize>, key: u64, city: Option<&[Word]>) -> Option<Hit> {
        let found = self.candidates(range, key, city);
        if found.is_empty() {
            return None;
        }
        let weight = range.len() + city.map_or(0, <[Word]>::len);
        let found = choose::best(self, found, range);
        let loose = found.is_some_and(|found| self.is_loose(&found.name, range));
        Some(Hit { words: range.clone(), weight, loose, found })
    }

    /// The names of this key that may stand for their records here.
    pub(super) fn candidates(&self, range: &Range<usize>, key: u64, city: Option<&[Word]>) -> Vec<Found> {
        let names = self.index.find(key);
        if names.is_empty() || self.is_cut(range) {
            return Vec::new();
        }
        let found = names.iter().filter_map(|name| self.found(name, range, city));
        found.filter(|found| self.is_fine(found, range)).collect()
    }

    fn found(&self, name: &Name, range: &Range<usize>, city: Option<&[Word]>) -> Option<Found> {
        let words = &self.words[range.clone()];
        let level = match city {
            Some(city) if key::order(words.iter().chain(city)) == name.order => Level::Ordered,
            Some(_) => return None,
            None if key::spelling(words) == name.spelling => Level::Spelled,
            None if key::order(words) == name.order => Level::Ordered,
            None => Level::Free,
        };
        let agreement = place::agreement(&self.mentions, range, self.index.record(name.record));
        Some(Found { name: *name, level, agreement, campus: city.is_some() })
    }

    /// `University of X, …, City`: records whose name is these words and a city that stands elsewhere in the text.
    fn campuses(&self, range: &Range<usize>, sum: u64, hits: &mut Vec<Hit>) {
        let words = &self.words[range.clone()];
        let of_a_head = words.len() > 1 && words.iter().any(|word| word.class == Class::Head);
        if !of_a_head || words[1..].iter().any(|word| word.gap >= Gap::Break) {
            return;
        }
        let cities = self.mentions.iter().filter(|mention| mention.city.is_some());
        for mention in cities.filter(|mention| mention.is_outside(range)) {
            let city = &self.words[mention.words.clone()];
            let hit = self.hit(range, sum.wrapping_add(key::sum(city)), Some(city));
            hits.extend(hit.filter(|hit| hit.found.is_some()));
        }
    }

    /// Letters that stand for a name, where the text names the country or city too.
    pub(super) fn acronym(&self, at: usize) -> Option<Hit> {
        let word = &self.words[at];
        if !word.capitals || word.number || word.end - word.start < 3 || word.gap < Gap::Break {
            return None;
        }
        let range = at..at + 1;
        let names = self.index.find(key::acronym(&self.words[range.clone()]));
        let found = names.iter().map(|name| {
            let agreement = place::agreement(&self.mentions, &range, self.index.record(name.record));
            Found { name: *name, level: Level::Spelled, agreement, campus: false }
        });
        let found: Vec<Found> = found.filter(|found| found.agreement < Agreement::Open).collect();
        let found = choose::best(self, found, &range)?;
        Some(Hit { words: range, weight: 1, loose: false, found: Some(found) })
    }
}
