//! The words of an organisation's name or of a text that names some: case, accents and punctuation do not count, small words and legal forms are
//! passed over, and what the lexicon knows as one word (an abbreviation, another language) is one.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use unicode_normalization::char::is_combining_mark;

use crate::annotate::token::is_apostrophe;
use crate::lexicon::{entries, world};
use crate::registry::fold::{control, elided, fold, initials, is_ideograph, singular};
use crate::registry::key::hash;

/// A word of a text that says something.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    /// Bytes of the text.
    pub(super) start: u32,
    pub(super) end: u32,
    /// What the word is, whatever its spelling; what keys are made of.
    pub(super) sense: u64,
    /// How it is spelled, folded.
    pub(super) letters: u64,
    pub(super) class: Class,
    /// What stands between it and the word before.
    pub(super) gap: Gap,
    /// Whether all its letters are capitals, two or more of them.
    pub(super) capitals: bool,
    /// Whether it has a digit, or is a Roman number.
    pub(super) number: bool,
}

/// What kind of word it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// Any word.
    Plain,
    /// A field, or another word that many names have: `science`.
    Term,
    /// Names a kind of organisation: `university`.
    Head,
    /// Names a part of one: `department`.
    Unit,
}

/// What stands between two words, from the closest to the farthest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    /// A hyphen or a slash.
    Joint,
    /// White space.
    #[default]
    Space,
    /// A small word: `of`.
    Of,
    /// A word or sign that joins: `and`.
    And,
    /// A comma, a bracket, a dash.
    Break,
    /// A semicolon or the end of a line: another affiliation.
    End,
}

/// What the lexicon says of a word.
#[derive(Clone, Copy)]
enum Meaning {
    /// It says nothing but how its neighbours stand to each other.
    Passed(Gap),
    /// A form of company: says nothing behind a name.
    Legal,
    Word(Class, u64),
}

static WORDS: LazyLock<FxHashMap<u64, Meaning>> = LazyLock::new(|| {
    let meaning = |class, value| match class {
        "small" => Meaning::Passed(Gap::Of),
        "and" => Meaning::Passed(Gap::And),
        "legal" => Meaning::Legal,
        "head" => Meaning::Word(Class::Head, hash(value)),
        "unit" => Meaning::Word(Class::Unit, hash(value)),
        "term" => Meaning::Word(Class::Term, hash(value)),
        _ => Meaning::Word(Class::Plain, hash(value)),
    };
    entries(world::ORGANISATIONS)
        .map(|entry| (hash(entry.phrase), meaning(entry.class, entry.value)))
        .collect()
});

/// The words of a text, small ones passed over.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut reader =
        Reader { text, words: Vec::with_capacity(text.len() / 6 + 1), gap: Gap::End, folded: String::new() };
    reader.read();
    reader.words
}

struct Reader<'t> {
    text: &'t str,
    words: Vec<Word>,
    /// What has been passed since the last word.
    gap: Gap,
    folded: String,
}

impl Reader<'_> {
    fn read(&mut self) {
        let mut at = 0;
        while let Some(c) = self.text[at..].chars().next() {
            at += if c.is_alphanumeric() { self.word(at) } else { self.mark(at, c) };
        }
    }

    /// Passes over a mark; gives its length.
    fn mark(&mut self, at: usize, c: char) -> usize {
        if let Some(length) = control(&self.text[at..]) {
            self.gap = self.gap.max(Gap::Space);
            return length;
        }
        let joins = self.gap == Gap::Joint && !self.text[at + c.len_utf8()..].starts_with(' ');
        self.gap = self.gap.max(match c {
            ';' | '\n' => Gap::End,
            ',' | ':' | '(' | ')' | '[' | ']' | '|' | '"' | '“' | '”' => Gap::Break,
            // Dashes with spaces around them part what hyphens join.
            '-' | '–' | '—' | '‐' | '‑' | '/' if joins => Gap::Joint,
            '-' | '–' | '—' | '/' => Gap::Break,
            '&' | '+' => Gap::And,
            c if is_apostrophe(c) => Gap::Joint,
            _ => Gap::Space,
        });
        c.len_utf8()
    }

    /// Reads the word that begins at `start`; gives its length.
    fn word(&mut self, start: usize) -> usize {
        let end = self.end(start);
        if self.text[start..end].starts_with(is_ideograph) {
            // Ideographs are written without spaces: that they touch says nothing.
            self.gap = self.gap.max(Gap::Space);
        }
        self.folded.clear();
        fold(&self.text[start..end], &mut self.folded);
        let letters = hash(&self.folded);
        let (class, sense) = match WORDS.get(&letters) {
            Some(Meaning::Word(class, sense)) => (*class, *sense),
            Some(Meaning::Passed(gap)) => {
                self.gap = self.gap.max(*gap);
                return end - start;
            }
            Some(Meaning::Legal) if !self.words.is_empty() => {
                self.gap = self.gap.max(Gap::Break);
                return end - start;
            }
            _ => self.singular(),
        };
        self.push(start..end, letters, class, sense);
        end - start
    }

    /// What the folded word is without its plural.
    fn singular(&self) -> (Class, u64) {
        let sense = singular(&self.folded);
        match WORDS.get(&sense) {
            Some(Meaning::Word(class, sense)) => (*class, *sense),
            _ => (Class::Plain, sense),
        }
    }

    fn push(&mut self, range: Range<usize>, letters: u64, class: Class, sense: u64) {
        let raw = &self.text[range.clone()];
        let capitals =
            raw.chars().filter(|c| c.is_uppercase()).count() > 1 && !raw.chars().any(char::is_lowercase);
        let number =
            raw.bytes().any(|byte| byte.is_ascii_digit()) || raw.bytes().all(|byte| b"IVX".contains(&byte));
        let gap = std::mem::replace(&mut self.gap, Gap::Joint);
        self.words.push(Word {
            start: range.start as u32,
            end: range.end as u32,
            sense,
            letters,
            class,
            gap,
            capitals,
            number,
        });
    }

    /// Where the word ends: initials with dots are one word, a letter and an apostrophe (`l'`) are a word of their own, ideographs too.
    fn end(&self, start: usize) -> usize {
        let rest = &self.text[start..];
        if let Some(length) = initials(rest) {
            return start + length;
        }
        for (at, c) in rest.char_indices() {
            if is_ideograph(c) {
                return start + if at == 0 { c.len_utf8() } else { at };
            }
            let inside = c.is_alphanumeric()
                || is_combining_mark(c)
                || is_apostrophe(c)
                    && at > 1
                    && rest[at + c.len_utf8()..].starts_with(char::is_alphabetic)
                    && !elided(&rest[..at]);
            if !inside {
                return start + at;
            }
        }
        self.text.len()
    }
}
