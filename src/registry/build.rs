//! Building the index: each name of each record under its key, and the forms that people make of it.

use std::path::Path;

use rustc_hash::FxHashMap;

use crate::error::Result;
use crate::registry::dump::{self, Entry, Status};
use crate::registry::family::families;
use crate::registry::index::{Index, Kind, Name, Record};
use crate::registry::key;
use crate::registry::place;
use crate::registry::words::{Class, Gap, Word, words};

/// Names of more words are left out.
pub(super) const MOST: usize = 16;

/// A word that stands in more than one of so many names is common.
const COMMON: usize = 400;

/// A word that stands in no more names is rare.
const RARE: u32 = 25;

/// A name with its key and the words that may tell it from others.
#[derive(Clone, Debug)]
pub(super) struct Named {
    pub(super) key: u64,
    pub(super) name: Name,
    pub(super) telling: Vec<u64>,
}

/// Builds the index of the dump in `path`.
pub(super) fn build(path: &Path) -> Result<Index> {
    let mut builder = Builder::default();
    dump::read(path, |entry| builder.add(&entry))?;
    Ok(builder.finish())
}

/// The index as it grows.
#[derive(Default)]
struct Builder {
    index: Index,
    named: Vec<Named>,
    /// In how many names each word stands.
    counts: FxHashMap<u64, u32>,
    /// The place of each record, by its id.
    places: FxHashMap<String, u32>,
    /// The ids of each record's parents.
    parents: Vec<Vec<String>>,
}

impl Builder {
    fn add(&mut self, entry: &Entry) {
        if entry.status == Status::Withdrawn {
            return;
        }
        let place = self.index.records.len() as u32;
        let cities: Vec<Vec<Word>> = entry.places().filter_map(|at| at.name.as_deref()).map(words).collect();
        self.regions(entry);
        self.index.records.push(Record {
            id: id(&entry.id).to_owned(),
            name: (0, 0),
            countries: countries(entry),
            cities: cities.iter().map(|city| key::phrase(city)).collect(),
            active: entry.status == Status::Active,
            company: entry.types.iter().any(|kind| kind == "company"),
            relations: u16::try_from(entry.relationships.len()).unwrap_or(u16::MAX),
            parents: Vec::new(),
        });
        self.names(place, entry, &cities);
        let cities = &self.index.records[place as usize].cities;
        self.index.cities.extend(cities);
        let day = entry.admin.last_modified.as_ref().map_or("", |change| &change.date);
        if day > self.index.date.as_str() {
            day.clone_into(&mut self.index.date);
        }
        self.places.insert(id(&entry.id).to_owned(), place);
        let parents = entry.relationships.iter().filter(|related| related.kind == "parent");
        self.parents.push(parents.map(|related| id(&related.id).to_owned()).collect());
    }

    fn regions(&mut self, entry: &Entry) {
        for at in entry.places() {
            let region = at.country_subdivision_name.as_deref().map(|name| key::phrase(&words(name)));
            self.index.regions.extend(region.zip(at.country_code.as_deref().and_then(code)));
        }
    }

    fn names(&mut self, record: u32, entry: &Entry, cities: &[Vec<Word>]) {
        for name in &entry.names {
            let start = self.index.text.len() as u32;
            self.index.text.push_str(&name.value);
            let text = (start, self.index.text.len() as u32);
            if name.is("ror_display") {
                self.index.records[record as usize].name = text;
            }
            let kind = if name.is("ror_display") || name.is("label") {
                Kind::Label
            } else if name.is("alias") {
                Kind::Alias
            } else {
                Kind::Acronym
            };
            let words = words(&name.value);
            match kind {
                Kind::Acronym if name.value.contains(char::is_whitespace) => {}
                Kind::Alias if words.len() == 1 && words[0].capitals => {
                    self.put(record, Kind::Acronym, &words, text);
                }
                kind => self.put(record, kind, &words, text),
            }
            if kind != Kind::Acronym {
                self.bare(record, &name.value, text, entry);
                self.short(record, &words, text, cities);
            }
        }
    }

    /// `X (Country)` and `X (ACRONYM)` are X to people.
    fn bare(&mut self, record: u32, value: &str, text: (u32, u32), entry: &Entry) {
        let Some((before, inside)) = value.strip_suffix(')').and_then(|value| value.rsplit_once('(')) else {
            return;
        };
        let country = entry.places().any(|at| at.country_name.as_deref() == Some(inside));
        if country || entry.names.iter().any(|name| name.is("acronym") && name.value == inside) {
            self.put(record, Kind::Bare, &words(before), text);
        }
    }

    /// What people leave away at the end: the city; what an `X Institute` is for.
    fn short(&mut self, record: u32, words: &[Word], text: (u32, u32), cities: &[Vec<Word>]) {
        for city in cities {
            let rest = words.len().saturating_sub(city.len());
            if rest > 2 && key::phrase(&words[rest..]) == key::phrase(city) {
                self.put(record, Kind::Short, &words[..rest], text);
            }
        }
        let Some(head) = words.iter().position(|word| word.class == Class::Head) else { return };
        let telling = |word: &Word| word.class == Class::Plain && !place::is_place(word);
        let own = words[..head].iter().all(|word| telling(word) || word.class == Class::Term);
        let cut = words.get(head + 1).is_some_and(|next| next.gap == Gap::Of);
        if own && cut && words[..head].iter().any(telling) {
            self.put(record, Kind::Stem, &words[..=head], text);
        }
    }

    fn put(&mut self, record: u32, kind: Kind, words: &[Word], text: (u32, u32)) {
        if words.is_empty() || words.len() > MOST {
            return;
        }
        for word in words {
            *self.counts.entry(word.sense).or_default() += 1;
        }
        let name = Name {
            record,
            kind,
            order: key::order(words),
            spelling: key::spelling(words),
            spelled_sum: key::spelled_sum(words),
            // A country tells one kind of organisation from all others of its kind.
            common: !words.iter().any(place::is_country),
            broken: words[1..].iter().any(|word| word.gap >= Gap::Break),
            text,
        };
        let key = if kind == Kind::Acronym { key::acronym(words) } else { key::sum(words) };
        let telling = words.iter().filter(|word| word.class == Class::Plain).map(|word| word.sense).collect();
        self.named.push(Named { key, name, telling });
    }

    fn finish(mut self) -> Index {
        for (record, parents) in self.index.records.iter_mut().zip(&self.parents) {
            record.parents = parents.iter().filter_map(|id| self.places.get(id).copied()).collect();
        }
        let common = (self.named.len() / COMMON).max(20) as u32;
        for Named { name, telling, .. } in &mut self.named {
            let many = if name.kind == Kind::Stem { RARE } else { common };
            name.common &= telling.iter().all(|word| self.counts[word] > many);
        }
        let mut named = families(&self.index, self.named);
        named
            .sort_by_key(|Named { key, name, .. }| (*key, name.record, name.order, name.spelling, name.kind));
        // The firmest name of a record under a key is enough.
        named.dedup_by_key(|Named { key, name, .. }| (*key, name.record, name.order, name.spelling));
        let index = &mut self.index;
        for Named { key, name, .. } in named {
            if index.keys.last() != Some(&key) {
                index.keys.push(key);
                index.starts.push(index.names.len() as u32);
            }
            index.names.push(name);
        }
        index.starts.push(index.names.len() as u32);
        index.cities.sort_unstable();
        index.cities.dedup();
        index.regions.sort_unstable();
        index.regions.dedup();
        self.index.ready()
    }
}

fn countries(entry: &Entry) -> Vec<[u8; 2]> {
    let mut countries: Vec<[u8; 2]> =
        entry.places().filter_map(|at| at.country_code.as_deref().and_then(code)).collect();
    countries.dedup();
    countries
}

fn id(address: &str) -> &str {
    address.rsplit('/').next().unwrap_or(address)
}

fn code(text: &str) -> Option<[u8; 2]> {
    text.as_bytes().try_into().ok()
}
