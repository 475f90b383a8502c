//! The countries and cities that a text names outside of organisations' names: what a linked organisation must agree with.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::lexicon::{entries, world};
use crate::registry::index::{Index, Record};
use crate::registry::key;
use crate::registry::words::{Gap, Word, words};

/// Words of the longest place.
const MOST: usize = 5;

/// A place that a text names.
#[derive(Clone, Debug)]
pub(super) struct Mention {
    /// Places of its words.
    pub(super) words: Range<usize>,
    /// The countries that it may mean; none for a city.
    countries: Vec<[u8; 2]>,
    /// Its phrase, if it is a city of the registry.
    pub(super) city: Option<u64>,
    /// Whether it stands where an address names a country.
    stands_alone: bool,
}

impl Mention {
    /// A country that is known without the text, which has so many words.
    pub(super) fn country(code: &str, words: usize) -> Option<Self> {
        let countries = vec![code.as_bytes().try_into().ok()?];
        Some(Self { words: words..words + 1, countries, city: None, stands_alone: true })
    }

    /// Whether it stands before or behind these words.
    pub(super) fn is_outside(&self, inside: &Range<usize>) -> bool {
        self.words.end <= inside.start || self.words.start >= inside.end
    }
}

/// How a text and a record's places agree, from the best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Agreement {
    /// The text names its city.
    City,
    /// The text names its country.
    Country,
    /// The text names no country.
    Open,
    /// The text names other countries only.
    Against,
}

struct Meaning {
    countries: Vec<[u8; 2]>,
    code: bool,
}

static PLACES: LazyLock<FxHashMap<u64, Meaning>> = LazyLock::new(|| {
    let mut places: FxHashMap<u64, Meaning> = FxHashMap::default();
    for entry in entries(world::PLACES).filter(|entry| entry.class != "adjective") {
        let phrase = words(entry.phrase);
        let Ok(country) = <[u8; 2]>::try_from(entry.value.as_bytes()) else { continue };
        let meaning = places
            .entry(key::phrase(&phrase))
            .or_insert_with(|| Meaning { countries: Vec::new(), code: true });
        // Many cities share their name with one elsewhere: they speak for no country.
        meaning.countries.extend((entry.class != "city").then_some(country));
        meaning.code &= entry.class == "state_code";
    }
    places
});

/// Countries that are named for a place that has a code of its own.
const PARTS: [(&[u8; 2], &[[u8; 2]]); 4] = [
    (b"CN", &[*b"HK", *b"MO"]),
    (b"US", &[*b"PR", *b"GU", *b"VI", *b"AS", *b"MP"]),
    (b"FR", &[*b"GP", *b"MQ", *b"GF", *b"RE", *b"YT", *b"NC", *b"PF"]),
    (b"DK", &[*b"GL", *b"FO"]),
];

/// The places of a text, in order.
pub(super) fn mentions(index: &Index, words: &[Word]) -> Vec<Mention> {
    let mut found: Vec<Mention> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let most = MOST.min(words.len() - at);
        let mention = (1..=most).rev().find_map(|length| mention(index, words, at..at + length));
        at = mention.as_ref().map_or(at + 1, |mention| mention.words.end);
        found.extend(mention);
    }
    for place in 0..found.len() {
        found[place].stands_alone = stands_alone(&found, place, words);
    }
    found
}

fn mention(index: &Index, words: &[Word], range: Range<usize>) -> Option<Mention> {
    let inside = &words[range.clone()];
    if inside[1..].iter().any(|word| word.gap == Gap::End) {
        return None;
    }
    let phrase = key::phrase(inside);
    let city = index.is_city(phrase).then_some(phrase);
    let meaning = PLACES.get(&phrase).filter(|meaning| !meaning.code || inside[0].capitals);
    let mut countries = meaning.map(|meaning| meaning.countries.clone()).unwrap_or_default();
    if !countries.is_empty() {
        // A country's name may be that of another's region.
        countries.extend(index.regions(phrase));
        countries.sort_unstable();
        countries.dedup();
    }
    (city.is_some() || meaning.is_some()).then_some(Mention {
        words: range,
        countries,
        city,
        stands_alone: false,
    })
}

/// Whether nothing but numbers, places and marks is around it.
fn stands_alone(found: &[Mention], place: usize, words: &[Word]) -> bool {
    let range = &found[place].words;
    let is_place = |at: usize| found.iter().any(|other| other.words.contains(&at));
    let ends = |word: &Word| word.gap >= Gap::And || word.number || is_place(range.end);
    !matches!(words[range.start].gap, Gap::Of | Gap::Joint) && words.get(range.end).is_none_or(ends)
}

/// Whether the word is the name of a country or state.
pub(super) fn is_country(word: &Word) -> bool {
    PLACES
        .get(&key::phrase(std::slice::from_ref(word)))
        .is_some_and(|meaning| !meaning.code && !meaning.countries.is_empty())
}

/// Whether the word is a place.
pub(super) fn is_place(word: &Word) -> bool {
    PLACES.contains_key(&key::phrase(std::slice::from_ref(word)))
}

/// Whether the text names cities outside of `inside`, none of them the record's.
pub(super) fn is_elsewhere(mentions: &[Mention], inside: &Range<usize>, record: &Record) -> bool {
    let outside = mentions.iter().filter(|mention| mention.is_outside(inside));
    let mut cities = outside.filter_map(|mention| mention.city).peekable();
    cities.peek().is_some() && !cities.any(|city| record.cities.contains(&city))
}

/// How the places that stand outside of `inside` agree with those of a record.
pub(super) fn agreement(mentions: &[Mention], inside: &Range<usize>, record: &Record) -> Agreement {
    let outside = || mentions.iter().filter(|mention| mention.is_outside(inside));
    let mut countries =
        outside().filter(|mention| mention.stands_alone).flat_map(|mention| &mention.countries).peekable();
    let open = countries.peek().is_none();
    let country = countries.any(|country| is_in(record, *country));
    let city = outside().any(|mention| mention.city.is_some_and(|city| record.cities.contains(&city)));
    match (open, country, city) {
        (false, false, _) => Agreement::Against,
        (_, _, true) => Agreement::City,
        (false, true, false) => Agreement::Country,
        (true, ..) => Agreement::Open,
    }
}

/// Whether one of the record's places is in the country.
fn is_in(record: &Record, country: [u8; 2]) -> bool {
    let parts = PARTS.iter().find(|(whole, _)| **whole == country).map_or(&[][..], |(_, parts)| parts);
    record.countries.iter().any(|own| *own == country || parts.contains(own))
}

/// Whether `inside` names one of the record's cities.
pub(super) fn is_named(mentions: &[Mention], inside: &Range<usize>, record: &Record) -> bool {
    let within = |mention: &&Mention| mention.words.start >= inside.start && mention.words.end <= inside.end;
    mentions
        .iter()
        .filter(within)
        .any(|mention| mention.city.is_some_and(|city| record.cities.contains(&city)))
}
