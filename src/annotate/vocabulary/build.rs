//! Building a vocabulary: every line of the lexicon files becomes a phrase of the trie, which is then laid out for reading.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::{Edges, File, Node, Sense, Trigger, Vocabulary};
use crate::annotate::token::{Token, is_apostrophe, tokenize_into};
use crate::dates;
use crate::lexicon::{self, Entry, LANGUAGES, Language, world};
use crate::span::Span;

/// Phrases that a vocabulary has room for before its table grows: those of the world and of two languages.
const ROOM: usize = 140_000;

/// The vocabulary of a language, its own words before the English ones.
pub(super) fn build(language: &'static Language) -> Vocabulary {
    let mut builder = Builder::default();
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
        (File::Labels, world::SYMBOLS),
        (File::Known, world::KNOWN),
    ] {
        lexicon::entries(text).for_each(|entry| builder.add(file, entry));
    }
    builder.add_openers(language.code);
    builder.finish(language.code)
}

/// A vocabulary while phrases are added to it.
struct Builder {
    edges: Edges,
    /// The nodes; `first` is one past the last sense that was added to it, or 0.
    nodes: Vec<Node>,
    /// The senses in the order of the files, each with one past the sense of its node before it, or 0.
    senses: Vec<(Sense, u32)>,
    /// The tokens of a phrase.
    tokens: Vec<Token>,
}

impl Default for Builder {
    fn default() -> Self {
        let mut nodes = Vec::with_capacity(ROOM);
        nodes.push(Node::default());
        Self { edges: Edges::with_room(ROOM), nodes, senses: Vec::with_capacity(ROOM), tokens: Vec::new() }
    }
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
        let at = self.path(phrase);
        let known = self.listed(at).any(|known| known == sense);
        let node = &mut self.nodes[at as usize];
        if at != 0 && !known {
            self.senses.push((sense, node.first));
            node.first = self.senses.len() as u32;
            node.count += 1;
            node.listed |= sense.file.bit() | Trigger::of(&sense);
        }
    }

    /// The senses of a node, the last first.
    fn listed(&self, node: u32) -> impl Iterator<Item = Sense> {
        let mut next = self.nodes[node as usize].first;
        std::iter::from_fn(move || {
            let (sense, before) = *self.senses.get(next.checked_sub(1)? as usize)?;
            next = before;
            Some(sense)
        })
    }

    /// The node that the words of a phrase lead to, which is there from now on; `de l'` is read as before a word.
    fn path(&mut self, phrase: &str) -> u32 {
        let elided = phrase.ends_with(is_apostrophe) && phrase.chars().nth(1).is_some();
        self.tokens.clear();
        if elided {
            let read = format!("{phrase}a");
            tokenize_into(&read, Span::new(0, read.len()), &mut self.tokens);
        } else {
            tokenize_into(phrase, Span::new(0, phrase.len()), &mut self.tokens);
        }
        let length = self.tokens.len() - usize::from(elided && self.tokens.len() > 1);
        (0..length).fold(0, |node, at| self.node(node, self.tokens[at].key))
    }

    /// The node that a word leads to, which is there from now on.
    fn node(&mut self, from: u32, word: u64) -> u32 {
        let (node, new) = self.edges.get_or_insert(from, word, self.nodes.len() as u32);
        if new {
            self.nodes.push(Node::default());
            self.nodes[from as usize].leads = true;
        }
        node
    }

    /// The phrases that dates of a language begin with, as printed with diacritics and without.
    fn add_openers(&mut self, language: &str) {
        for phrase in dates::openers(language) {
            for form in [phrase.to_owned(), without_marks(phrase)] {
                let node = self.path(&form);
                self.nodes[node as usize].listed |= Trigger::Date.bit();
            }
        }
    }

    /// Lays the senses out for reading, those of a node beside each other.
    fn finish(mut self, language: &'static str) -> Vocabulary {
        let mut senses = Vec::with_capacity(self.senses.len());
        for node in 0..self.nodes.len() as u32 {
            let first = senses.len();
            senses.extend(self.listed(node));
            senses[first..].reverse();
            self.nodes[node as usize].first = first as u32;
        }
        Vocabulary { edges: self.edges, nodes: self.nodes, senses, language }
    }
}

/// The letters of a text without their diacritics.
fn without_marks(text: &str) -> String {
    text.nfd().filter(|c| !is_combining_mark(*c)).collect()
}
