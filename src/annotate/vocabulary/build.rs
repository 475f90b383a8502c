//! Building a vocabulary: every line of the lexicon files becomes a phrase of the trie, which is then laid out for reading.

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::{Edges, File, Node, Sense, Trigger, Vocabulary};
use crate::annotate::token::{is_apostrophe, tokenize};
use crate::dates;
use crate::lexicon::{self, Entry, LANGUAGES, Language, world};
use crate::span::Span;

/// The vocabulary of a language, its own words before the English ones.
pub(super) fn build(language: &'static Language) -> Vocabulary {
    let mut builder = Builder {
        edges: FxHashMap::default(),
        origins: vec![(0, 0)],
        nodes: vec![Vec::new()],
        openers: Vec::new(),
    };
    let english = &LANGUAGES[0];
    builder.add_language(language);
    if language.code != english.code {
        builder.add_language(english);
    }
    for (file, text) in [
        (File::Places, world::PLACES),
        (File::Given, world::GIVEN),
        (File::Family, world::FAMILY),
        (File::Particles, world::PARTICLES),
    ] {
        lexicon::entries(text).for_each(|entry| builder.add(file, entry));
    }
    builder.add_openers(language.code);
    builder.finish(language.code)
}

/// A vocabulary while phrases are added to it.
struct Builder {
    edges: FxHashMap<(u32, u64), u32>,
    /// The node and key that lead to each node.
    origins: Vec<(u32, u64)>,
    nodes: Vec<Vec<Sense>>,
    /// The phrases that dates begin with.
    openers: Vec<u32>,
}

impl Builder {
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
        let node = self.path(phrase);
        let senses = &mut self.nodes[node as usize];
        if node != 0 && !senses.contains(&sense) {
            senses.push(sense);
        }
    }

    fn path(&mut self, phrase: &str) -> u32 {
        keys(phrase).into_iter().fold(0, |node, word| self.node(node, word))
    }

    /// The node that a word leads to, which is there from now on.
    fn node(&mut self, from: u32, word: u64) -> u32 {
        let next = self.nodes.len() as u32;
        let node = *self.edges.entry((from, word)).or_insert(next);
        if node == next {
            self.nodes.push(Vec::new());
            self.origins.push((from, word));
        }
        node
    }

    /// The phrases that dates of a language begin with, as printed with diacritics and without.
    fn add_openers(&mut self, language: &str) {
        for phrase in dates::openers(language) {
            for form in [phrase.to_owned(), without_marks(phrase)] {
                let node = self.path(&form);
                self.openers.push(node);
            }
        }
    }

    /// Lays the nodes and senses out for reading.
    fn finish(self, language: &'static str) -> Vocabulary {
        let mut senses = Vec::new();
        let mut nodes: Vec<Node> = Vec::with_capacity(self.nodes.len());
        for listed in self.nodes {
            let bits = listed.iter().fold(0, |bits, sense| bits | sense.file.bit() | Trigger::of(sense));
            nodes.push(Node {
                first: senses.len() as u32,
                count: listed.len() as u16,
                listed: bits,
                leads: false,
            });
            senses.extend(listed);
        }
        self.origins.iter().skip(1).for_each(|(from, _)| nodes[*from as usize].leads = true);
        self.openers.iter().for_each(|node| nodes[*node as usize].listed |= Trigger::Date.bit());
        Vocabulary { edges: Edges::of(&self.origins), nodes, senses, language }
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

/// The letters of a text without their diacritics.
fn without_marks(text: &str) -> String {
    text.nfd().filter(|c| !is_combining_mark(*c)).collect()
}
