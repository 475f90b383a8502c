//! The vocabulary of one language and English as a trie over token hashes: one walk from a token gives every phrase that begins there.
//! It is built once a language from the lexicon files and shared by all pages.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::annotate::token::{Token, is_apostrophe, key, tokenize};
use crate::lexicon::{self, Entry, LANGUAGES, Language, world};
use crate::span::Span;

/// Which lexicon file a sense comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each is the file of its name")]
pub enum File {
    Honorifics,
    Positions,
    Institutions,
    Events,
    Cues,
    Labels,
    Numbers,
    Common,
    Places,
    Given,
    Family,
    Particles,
}

impl File {
    /// One bit for each file.
    pub(crate) const fn bit(self) -> u16 {
        1 << self as u16
    }
}

/// One meaning of a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sense {
    /// The file.
    pub file: File,
    /// The class in that file.
    pub class: &'static str,
    /// Its value.
    pub value: &'static str,
}

/// A phrase found in the text: the tokens `from..to` and every meaning it has.
#[derive(Clone, Copy, Debug)]
pub struct Hit<'v> {
    /// First token.
    pub from: usize,
    /// One past the last token.
    pub to: usize,
    /// The node of the phrase in the vocabulary.
    pub node: u32,
    /// Its meanings.
    pub senses: &'v [Sense],
}

impl Hit<'_> {
    /// The meaning in a file and class.
    #[must_use]
    pub fn sense(&self, file: File, class: &str) -> Option<Sense> {
        self.senses.iter().copied().find(|sense| sense.file == file && sense.class == class)
    }

    /// The first meaning in a file.
    #[must_use]
    pub fn of(&self, file: File) -> Option<Sense> {
        self.senses.iter().copied().find(|sense| sense.file == file)
    }
}

/// A trie over token hashes.
#[derive(Debug, Default)]
pub struct Vocabulary {
    edges: HashMap<(u32, u64), u32, PassThrough>,
    nodes: Vec<Vec<Sense>>,
    /// Code of the language it was built for.
    pub language: &'static str,
}

/// The keys are hashes already.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct PassThrough;

impl std::hash::BuildHasher for PassThrough {
    type Hasher = Mix;
    fn build_hasher(&self) -> Mix {
        Mix(0)
    }
}

/// Mixes the node into the hash of the token.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Mix(u64);

impl std::hash::Hasher for Mix {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u64(u64::from(*byte)));
    }
    fn write_u32(&mut self, value: u32) {
        self.write_u64(u64::from(value));
    }
    fn write_u64(&mut self, value: u64) {
        self.0 = (self.0.rotate_left(26) ^ value).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

impl Vocabulary {
    /// The vocabulary for pages of a language; English alone where the language is unknown.
    #[must_use]
    pub fn of(language: Option<&str>) -> &'static Self {
        static CACHE: OnceLock<Vec<OnceLock<Vocabulary>>> = OnceLock::new();
        let cells = CACHE.get_or_init(|| LANGUAGES.iter().map(|_| OnceLock::new()).collect());
        let code = language.and_then(Language::of).map_or("en", |language| language.code);
        let index = LANGUAGES.iter().position(|language| language.code == code).unwrap_or(0);
        cells[index].get_or_init(|| Self::build(&LANGUAGES[index]))
    }

    fn build(language: &'static Language) -> Self {
        let mut vocabulary = Self { nodes: vec![Vec::new()], language: language.code, ..Self::default() };
        let english = &LANGUAGES[0];
        vocabulary.add_language(language);
        if language.code != english.code {
            vocabulary.add_language(english);
        }
        for (file, text) in [
            (File::Places, world::PLACES),
            (File::Given, world::GIVEN),
            (File::Family, world::FAMILY),
            (File::Particles, world::PARTICLES),
        ] {
            lexicon::entries(text).for_each(|entry| vocabulary.add(file, entry));
        }
        vocabulary
    }

    fn add_language(&mut self, language: &'static Language) {
        for (file, name) in [
            (File::Honorifics, "honorifics"),
            (File::Positions, "positions"),
            (File::Institutions, "institutions"),
            (File::Events, "events"),
            (File::Cues, "cues"),
            (File::Labels, "labels"),
            (File::Numbers, "numbers"),
            (File::Common, "common"),
        ] {
            language.entries(name).for_each(|entry| self.add(file, entry));
        }
    }

    fn add(&mut self, file: File, entry: Entry) {
        let sense = Sense { file, class: entry.class, value: entry.value };
        self.insert(entry.phrase, sense);
        if let Some(bare) = entry.phrase.strip_suffix('.').filter(|bare| bare.len() > 1) {
            self.insert(bare, sense);
        }
    }

    fn insert(&mut self, phrase: &str, sense: Sense) {
        let mut node = 0;
        for word in keys(phrase) {
            node = if let Some(&next) = self.edges.get(&(node, word)) {
                next
            } else {
                let next = self.nodes.len() as u32;
                self.nodes.push(Vec::new());
                self.edges.insert((node, word), next);
                next
            };
        }
        let senses = &mut self.nodes[node as usize];
        if node != 0 && !senses.contains(&sense) {
            senses.push(sense);
        }
    }

    /// Every phrase that begins at token `from`, shortest first.
    pub fn at<'v>(&'v self, tokens: &[Token], from: usize) -> impl Iterator<Item = Hit<'v>> {
        let mut node = Some(0);
        let mut to = from;
        std::iter::from_fn(move || {
            while let Some(at) = node {
                let next = tokens.get(to).and_then(|token| self.edges.get(&(at, token.key)).copied());
                node = next;
                to += 1;
                if let Some(next) = next
                    && !self.nodes[next as usize].is_empty()
                {
                    return Some(Hit { from, to, node: next, senses: &self.nodes[next as usize] });
                }
            }
            None
        })
    }

    /// The meaning in a file of words written as one, as header names are: `StartTime`.
    #[must_use]
    pub fn compound(&self, word: &str, file: File) -> Option<Sense> {
        let mut node = 0;
        for part in humps(word)? {
            node = *self.edges.get(&(node, key(part)))?;
        }
        self.nodes[node as usize].iter().copied().find(|sense| sense.file == file)
    }

    /// How many nodes there are; phrases end at some of them.
    #[must_use]
    pub(crate) fn len(&self) -> u32 {
        self.nodes.len() as u32
    }

    /// The meanings of the phrase that ends at a node.
    pub(crate) fn senses(&self, node: u32) -> &[Sense] {
        &self.nodes[node as usize]
    }

    /// The keys of all phrases of one token, by node.
    pub(crate) fn single_keys(&self) -> HashMap<u32, u64> {
        self.edges.iter().filter(|((from, _), _)| *from == 0).map(|((_, key), node)| (*node, *key)).collect()
    }

    /// The meanings of a single word by its key.
    #[must_use]
    pub fn word(&self, key: u64) -> &[Sense] {
        self.edges.get(&(0, key)).map_or(&[], |&node| &self.nodes[node as usize])
    }

    /// The meaning of a single word in a file.
    #[must_use]
    pub fn word_in(&self, key: u64, file: File) -> Option<Sense> {
        self.word(key).iter().copied().find(|sense| sense.file == file)
    }
}

/// The keys of the tokens of a phrase; `de l'` is read as before a word.
fn keys(phrase: &str) -> Vec<u64> {
    let elided = phrase.ends_with(is_apostrophe) && phrase.chars().nth(1).is_some();
    let read = if elided { format!("{phrase}a") } else { phrase.to_owned() };
    let mut keys: Vec<u64> =
        tokenize(&read, Span::new(0, read.len())).into_iter().map(|token| token.key).collect();
    if elided && keys.len() > 1 {
        keys.pop();
    }
    keys
}

/// The parts of `StartTime`; none where there is one part only.
fn humps(word: &str) -> Option<impl Iterator<Item = &str>> {
    let cut = |(at, pair): (usize, &[u8])| {
        (pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase()).then_some(at + 1)
    };
    let cuts: Vec<usize> = word.as_bytes().windows(2).enumerate().filter_map(cut).collect();
    let starts = std::iter::once(0).chain(cuts.clone());
    let ends = cuts.clone().into_iter().chain([word.len()]);
    (!cuts.is_empty()).then(|| starts.zip(ends).map(|(from, to)| &word[from..to]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_written_as_one_have_the_meaning_of_the_phrase() {
        let english = Vocabulary::of(Some("en"));
        assert_eq!(english.compound("StartTime", File::Labels), english.compound("startTime", File::Labels));
        assert_eq!(english.compound("PostedBy", File::Labels).map(|sense| sense.class), Some("author"));
        assert_eq!(english.compound("Time", File::Labels), None);
    }
}
