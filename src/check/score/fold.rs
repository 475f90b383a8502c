//! A [`Text`] as scores compare it: case, accents, quotes, dashes, white space and end punctuation do not count.
//! Folding is done once a text, so that comparing two texts is comparing strings and sorted words.

use std::sync::LazyLock;

use regex::Regex;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

/// Scripts that write no spaces: each character is a word.
const CJK: &str = r"\u{3040}-\u{30ff}\u{3400}-\u{9fff}\u{ac00}-\u{d7af}";

static WORD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(r"[{CJK}]|[\p{{L}}\p{{N}}_--{CJK}]+")).expect("the pattern is a constant")
});

/// A text with what is compared of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// As the document has it.
    pub raw: String,
    /// Folded.
    pub folded: String,
    /// Its words, sorted.
    words: Vec<String>,
}

impl Text {
    /// Folds `raw`.
    #[must_use]
    pub fn new(raw: &str) -> Self {
        let folded = fold(raw);
        let bare = folded.replace('\'', "");
        let mut words: Vec<String> = WORD.find_iter(&bare).map(|word| word.as_str().to_owned()).collect();
        words.sort_unstable();
        Self { raw: raw.to_owned(), folded, words }
    }

    /// The same, or a token F1 of 0.8 or more.
    #[must_use]
    pub fn is_near(&self, other: &Self) -> bool {
        self.folded == other.folded || self.token_f1(other) >= 0.8
    }

    /// The same name: dots and the order of the words do not count.
    #[must_use]
    pub fn is_same_name(&self, other: &Self) -> bool {
        self.words == other.words || self.folded.replace('.', "") == other.folded.replace('.', "")
    }

    fn token_f1(&self, other: &Self) -> f64 {
        let total = self.words.len() + other.words.len();
        if self.words.is_empty() || other.words.is_empty() {
            return 0.0;
        }
        2.0 * common(&self.words, &other.words) as f64 / total as f64
    }
}

/// How many words two sorted lists share, each counted as often as both have it.
fn common(left: &[String], right: &[String]) -> usize {
    let (mut i, mut j, mut shared) = (0, 0, 0);
    while i < left.len() && j < right.len() {
        match left[i].cmp(&right[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                shared += 1;
                i += 1;
                j += 1;
            }
        }
    }
    shared
}

/// The text without case, accents, typographic variants and outer punctuation, white space collapsed.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let plain = text.chars().map(plain_punctuation);
    for c in plain.nfkd().filter(|c| canonical_combining_class(*c) == 0) {
        push_case_folded(&mut folded, c);
    }
    let words: Vec<&str> = folded.split(is_space).filter(|word| !word.is_empty()).collect();
    let collapsed = words.join(" ");
    collapsed.trim_matches([' ', '.', ',', ';', ':', '!', '?', '"', '\'', '(', ')', '[', ']']).to_owned()
}

fn plain_punctuation(c: char) -> char {
    match c {
        '‘' | '’' | 'ʼ' | '`' | '´' => '\'',
        '“' | '”' | '„' | '«' | '»' => '"',
        '–' | '—' | '‑' => '-',
        '\u{a0}' => ' ',
        other => other,
    }
}

/// Full case folding of a decomposed character; `char::to_lowercase` does all but the sharp s, the final sigma, Cherokee
/// (which folds to capitals) and a few old Cyrillic letters.
fn push_case_folded(folded: &mut String, c: char) {
    match c {
        'ß' | 'ẞ' => folded.push_str("ss"),
        'ς' => folded.push('σ'),
        '\u{13a0}'..='\u{13f5}' => folded.push(c),
        '\u{13f8}'..='\u{13fd}' | '\u{ab70}'..='\u{abbf}' => folded.extend(c.to_uppercase()),
        '\u{1c80}'..='\u{1c88}' => folded.extend(c.to_uppercase().flat_map(char::to_lowercase)),
        _ => folded.extend(c.to_lowercase()),
    }
}

/// White space, the separators of old teletypes included.
fn is_space(c: char) -> bool {
    c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c)
}
