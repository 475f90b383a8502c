//! The words of dates: those of the page's language first, English beside them. A new language is one `dates.tsv` and one line here.

mod class;

use std::collections::HashSet;
use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

pub(crate) use class::Class;

use crate::dates::lexer::{keys, only_key};
use crate::lexicon::{self, Entry};

macro_rules! files {
    ($($code:literal),+ $(,)?) => {
        /// The files, by language.
        const FILES: &[(&str, &str)] = &[$(($code, include_str!(concat!("../../lexicon/", $code, "/dates.tsv")))),+];
    };
}

files!(
    "en", "fr", "es", "pt", "de", "it", "nl", "id", "zh", "ja", "ar", "bg", "ca", "cs", "da", "el", "fi",
    "hr", "ko", "no", "pl", "ro", "ru", "sk", "sl", "sv", "tr", "uk",
);

/// Languages that share the file of another.
const SHARED: [(&str, &str); 5] = [("ms", "id"), ("nb", "no"), ("nn", "no"), ("bs", "hr"), ("sr", "hr")];

/// One meaning of a phrase.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sense {
    pub class: Class,
    /// What it counts; 0 where it counts nothing.
    pub value: i32,
    /// The value as written: the name of a zone.
    pub text: &'static str,
}

/// A known word or phrase.
#[derive(Debug, Default)]
pub(crate) struct Word {
    /// Bits of the classes.
    pub classes: u64,
    pub senses: Vec<Sense>,
    /// The longer phrases that begin with it, longest first: the words behind it and the word that the whole is.
    pub longer: Vec<(Vec<u32>, u32)>,
}

/// How many remainders of keys are told apart.
const SIEVE: usize = 1 << 15;

/// The words of one language, by number; 0 is any word that is not known.
#[derive(Debug, Default)]
pub(crate) struct Words {
    /// Code of the language.
    pub language: &'static str,
    pub list: Vec<Word>,
    by_key: FxHashMap<u64, u32>,
    /// Which remainders of keys by [`SIEVE`] are those of a word: most words of a text end here.
    sieve: Vec<bool>,
    /// Phrases of scripts that write no spaces, by their first character, longest first.
    pub(super) unspaced: FxHashMap<char, Vec<(&'static str, u32)>>,
}

impl Words {
    /// The words for a language (BCP 47); English where it is unknown.
    pub(crate) fn of(language: &str) -> &'static Self {
        static CACHE: OnceLock<Vec<OnceLock<Words>>> = OnceLock::new();
        let cells = CACHE.get_or_init(|| FILES.iter().map(|_| OnceLock::new()).collect());
        let index = index(language);
        cells[index].get_or_init(|| Self::build(index))
    }

    /// The phrases of a language and their classes.
    pub(super) fn entries(language: &str) -> impl Iterator<Item = (&'static str, Class)> {
        lines(index(language)).filter_map(|entry| Some((entry.phrase, Class::of(entry.class)?)))
    }

    fn build(index: usize) -> Self {
        let mut words = Self {
            language: FILES[index].0,
            list: vec![Word::default()],
            sieve: vec![false; SIEVE],
            ..Self::default()
        };
        lines(index).for_each(|entry| words.add(entry));
        for word in &mut words.list {
            word.longer.sort_by_key(|(pieces, _)| std::cmp::Reverse(pieces.len()));
        }
        words
    }

    /// Adds a line of a file. What no class knows is left out; a test reads every line.
    fn add(&mut self, entry: Entry) {
        let Some(sense) = sense(entry) else { return };
        let Some(first) = entry.phrase.chars().next() else { return };
        let word = if is_unspaced(first) {
            self.unspaced_word(first, entry.phrase)
        } else {
            let parts: Vec<u32> = keys(entry.phrase).into_iter().map(|key| self.word_of(key)).collect();
            match parts.split_first() {
                Some((&first, [])) => first,
                Some((&first, rest)) => self.phrase(first, rest),
                None => return,
            }
        };
        let word = &mut self.list[word as usize];
        word.classes |= sense.class.bit();
        word.senses.push(sense);
    }

    fn unspaced_word(&mut self, first: char, phrase: &'static str) -> u32 {
        let known = self.unspaced.entry(first).or_default();
        if let Some((_, word)) = known.iter().find(|(other, _)| *other == phrase) {
            return *word;
        }
        let word = self.list.len() as u32;
        let place = known.partition_point(|(other, _)| other.len() >= phrase.len());
        known.insert(place, (phrase, word));
        self.list.push(Word::default());
        word
    }

    fn phrase(&mut self, first: u32, rest: &[u32]) -> u32 {
        let longer = &self.list[first as usize].longer;
        if let Some((_, word)) = longer.iter().find(|(parts, _)| parts == rest) {
            return *word;
        }
        let word = self.list.len() as u32;
        self.list[first as usize].longer.push((rest.to_vec(), word));
        self.list.push(Word::default());
        word
    }

    /// The number of the word with a key, which is known from now on.
    fn word_of(&mut self, key: u64) -> u32 {
        self.sieve[key as usize % SIEVE] = true;
        *self.by_key.entry(key).or_insert_with(|| {
            self.list.push(Word::default());
            self.list.len() as u32 - 1
        })
    }

    /// The number of the word with this key, 0 where it is not known.
    pub(super) fn by_key(&self, key: u64) -> u32 {
        let known = self.sieve.get(key as usize % SIEVE).is_some_and(|known| *known);
        if known { self.by_key.get(&key).copied().unwrap_or(0) } else { 0 }
    }

    /// True where a single word has one of the classes.
    pub(crate) fn is(&self, word: &str, classes: &[Class]) -> bool {
        let set = classes.iter().fold(0, |set, class| set | class.bit());
        only_key(word).is_some_and(|key| self.list[self.by_key(key) as usize].classes & set != 0)
    }
}

/// The file for a language (BCP 47); the English one where it is unknown.
fn index(language: &str) -> usize {
    let primary = language.split(['-', '_']).next().unwrap_or("en");
    let is = |code: &str| primary.eq_ignore_ascii_case(code);
    let own = SHARED.iter().find(|(other, _)| is(other)).map(|(_, code)| *code);
    let index = FILES.iter().position(|(code, _)| own.map_or_else(|| is(code), |own| own == *code));
    index.unwrap_or(0)
}

/// The lines of a file, then the English ones on phrases that it does not have.
fn lines(index: usize) -> impl Iterator<Item = Entry> {
    let known: HashSet<&str> = lexicon::entries(FILES[index].1).map(|entry| entry.phrase).collect();
    let english = if index > 0 { FILES[0].1 } else { "" };
    let more = lexicon::entries(english).filter(move |entry| !known.contains(entry.phrase));
    lexicon::entries(FILES[index].1).chain(more)
}

fn sense(entry: Entry) -> Option<Sense> {
    let class = Class::of(entry.class)?;
    Some(Sense { class, value: class.number(entry.value)?, text: entry.value })
}

/// True where a word is a month in some language, so that it is known before the language of a text is.
pub(crate) fn is_month(word: &str) -> bool {
    static MONTHS: OnceLock<FxHashSet<u64>> = OnceLock::new();
    let all = || {
        let entries = FILES.iter().flat_map(|(_, file)| lexicon::entries(file));
        let months = entries.filter(|entry| Class::of(entry.class) == Some(Class::Month));
        months.filter_map(|entry| only_key(entry.phrase)).collect()
    };
    only_key(word).is_some_and(|key| MONTHS.get_or_init(all).contains(&key))
}

/// Characters of scripts that write no spaces between words: Han, kana, hangul.
pub(crate) fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '々' | '〇')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_every_file_is_read() {
        for (language, file) in FILES {
            for entry in lexicon::entries(file) {
                assert!(
                    sense(entry).is_some() && !entry.phrase.is_empty(),
                    "lexicon/{language}/dates.tsv: `{}` has no class `{}` with the value `{}`",
                    entry.phrase,
                    entry.class,
                    entry.value
                );
            }
        }
    }

    #[test]
    fn own_words_hide_english_ones() {
        assert!(!Words::of("de").is("am", &[Class::Am]));
        assert!(Words::of("en").is("AM", &[Class::Am]));
        assert!(Words::of("fr").is("DECEMBRE", &[Class::Month]));
    }
}
