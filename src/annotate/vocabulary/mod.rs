//! The vocabulary of one language and English as a trie over token hashes: one walk from a token gives every phrase that begins there.
//! It is built once a language from the lexicon files and shared by all pages.

mod build;
mod edges;
mod trigger;

use std::sync::OnceLock;

use crate::annotate::token::{Token, key};
use crate::lexicon::{LANGUAGES, Language};
use build::build;
use edges::Edges;
pub use trigger::Trigger;

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
    Known,
}

impl File {
    /// How many files there are.
    pub(crate) const COUNT: u32 = Self::Known as u32 + 1;

    /// One bit for each file.
    pub(crate) const fn bit(self) -> u32 {
        1 << self as u32
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
#[derive(Debug)]
pub struct Vocabulary {
    edges: Edges,
    nodes: Vec<Node>,
    senses: Vec<Sense>,
    /// Code of the language it was built for.
    pub language: &'static str,
}

/// A phrase, or the beginning of one. What most tokens are asked is answered here, without a look at the senses.
#[derive(Clone, Copy, Debug, Default)]
struct Node {
    /// Its first sense and how many there are.
    first: u32,
    count: u16,
    /// The files it is listed in and what it sets off, a bit each.
    listed: u32,
    /// Whether a longer phrase begins with it.
    leads: bool,
}

impl Vocabulary {
    /// The vocabulary for pages of a language; English alone where the language is unknown.
    #[must_use]
    pub fn of(language: Option<&str>) -> &'static Self {
        static CACHE: OnceLock<Vec<OnceLock<Vocabulary>>> = OnceLock::new();
        let cells = CACHE.get_or_init(|| LANGUAGES.iter().map(|_| OnceLock::new()).collect());
        let code = language.and_then(Language::of).map_or("en", |language| language.code);
        let index = LANGUAGES.iter().position(|language| language.code == code).unwrap_or(0);
        cells[index].get_or_init(|| build(&LANGUAGES[index]))
    }

    /// Adds every phrase that begins at token `from`, shortest first; gives the files that they are listed in and what they set off,
    /// a bit each.
    pub(crate) fn read<'v>(&'v self, tokens: &[Token], from: usize, hits: &mut Vec<Hit<'v>>) -> u32 {
        let (mut node, mut to, mut listed) = (0, from, 0);
        while let Some(next) = tokens.get(to).and_then(|token| self.edges.get(node, token.key)) {
            (node, to) = (next, to + 1);
            let known = &self.nodes[node as usize];
            listed |= known.listed;
            if known.count > 0 {
                hits.push(Hit { from, to, node, senses: self.senses(node) });
            }
            if !known.leads {
                break;
            }
        }
        listed
    }

    /// The meaning in a file of words written as one, as header names are: `StartTime`.
    #[must_use]
    pub fn compound(&self, word: &str, file: File) -> Option<Sense> {
        let mut node = 0;
        for part in humps(word)? {
            node = self.edges.get(node, key(part))?;
        }
        self.senses(node).iter().copied().find(|sense| sense.file == file)
    }

    /// The meaning in a file of one word.
    #[must_use]
    pub fn of_word(&self, word: &str, file: File) -> Option<Sense> {
        let node = self.edges.get(0, key(word))?;
        self.senses(node).iter().copied().find(|sense| sense.file == file)
    }

    /// How many nodes there are; phrases end at some of them.
    #[must_use]
    pub(crate) fn len(&self) -> u32 {
        self.nodes.len() as u32
    }

    /// The meanings of the phrase that ends at a node.
    pub(crate) fn senses(&self, node: u32) -> &[Sense] {
        let Node { first, count, .. } = self.nodes[node as usize];
        &self.senses[first as usize..first as usize + count as usize]
    }

    /// The node of a single word by its key.
    pub(crate) fn node(&self, key: u64) -> Option<u32> {
        self.edges.get(0, key)
    }

    /// The meanings of a single word by its key.
    #[must_use]
    pub fn word(&self, key: u64) -> &[Sense] {
        self.node(key).map_or(&[], |node| self.senses(node))
    }

    /// The meaning of a single word in a file.
    #[must_use]
    pub fn word_in(&self, key: u64, file: File) -> Option<Sense> {
        self.word(key).iter().copied().find(|sense| sense.file == file)
    }
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
