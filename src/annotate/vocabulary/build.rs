//! Building a vocabulary: every line of the lexicon files becomes a phrase of the trie, which is then laid out for reading.

use rustc_hash::FxHashMap;

use super::{Edges, File, Node, Sense, Vocabulary};
use crate::annotate::token::{is_apostrophe, tokenize};
use crate::lexicon::{self, Entry, LANGUAGES, Language, world};
use crate::span::Span;

/// The vocabulary of a language, its own words before the English ones.
pub(super) fn build(language: &'static Language) -> Vocabulary {
    let mut builder = Builder { edges: FxHashMap::default(), origins: vec![(0, 0)], nodes: vec![Vec::new()] };
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
    builder.finish(language.code)
}

/// A vocabulary while phrases are added to it.
struct Builder {
    edges: FxHashMap<(u32, u64), u32>,
    /// The node and key that lead to each node.
    origins: Vec<(u32, u64)>,
    nodes: Vec<Vec<Sense>>,
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
        let mut node = 0;
        for word in keys(phrase) {
            node = if let Some(&next) = self.edges.get(&(node, word)) {
                next
            } else {
                let next = self.nodes.len() as u32;
                self.nodes.push(Vec::new());
                self.origins.push((node, word));
                self.edges.insert((node, word), next);
                next
            };
        }
        let senses = &mut self.nodes[node as usize];
        if node != 0 && !senses.contains(&sense) {
            senses.push(sense);
        }
    }

    /// Lays the nodes and senses out for reading.
    fn finish(self, language: &'static str) -> Vocabulary {
        let mut senses = Vec::new();
        let mut nodes: Vec<Node> = Vec::with_capacity(self.nodes.len());
        for listed in self.nodes {
            let files = listed.iter().fold(0, |files, sense| files | sense.file.bit());
            nodes.push(Node { first: senses.len() as u32, count: listed.len() as u16, files, leads: false });
            senses.extend(listed);
        }
        self.origins.iter().skip(1).for_each(|(from, _)| nodes[*from as usize].leads = true);
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
