//! The vocabulary of a page's head, `words.tsv`: what stands beside days and names, and the parts of class names and keys that tell such lines.
//! A new word is one line there.

use std::sync::OnceLock;

use regex::Regex;
use rustc_hash::FxHashMap;

use crate::lexicon;

/// The words of a class, in the order of the file.
pub(super) fn of(class: &str) -> &'static [&'static str] {
    classes().get(class).map_or(&[], Vec::as_slice)
}

fn classes() -> &'static FxHashMap<&'static str, Vec<&'static str>> {
    static CLASSES: OnceLock<FxHashMap<&'static str, Vec<&'static str>>> = OnceLock::new();
    CLASSES.get_or_init(|| {
        let mut classes: FxHashMap<&'static str, Vec<&'static str>> = FxHashMap::default();
        lexicon::entries(include_str!("words.tsv")).for_each(|entry| {
            classes.entry(entry.class).or_default().push(entry.phrase);
        });
        classes
    })
}

/// The words of a class as one automaton; the longest of those that begin at a place is found.
fn pattern(class: &str) -> Option<&'static Regex> {
    static PATTERNS: OnceLock<FxHashMap<&'static str, Regex>> = OnceLock::new();
    let patterns = PATTERNS.get_or_init(|| {
        let searched = ["published", "changed"];
        let names =
            classes().keys().copied().filter(|class| class.starts_with("name.") || class.starts_with("key."));
        let build = |class: &'static str| {
            let mut words: Vec<String> = of(class).iter().map(|word| regex::escape(word)).collect();
            words.sort_by_key(|word| std::cmp::Reverse(word.len()));
            Some((class, Regex::new(&words.join("|")).ok()?))
        };
        searched.into_iter().chain(names).filter_map(build).collect()
    });
    patterns.get(class)
}

/// True where a text in lower case holds a word of the class.
pub(super) fn holds(lower: &str, class: &str) -> bool {
    pattern(class).is_some_and(|pattern| pattern.is_match(lower))
}

/// Length of the longest word of the class that a text in lower case begins with, as a word of its own.
pub(super) fn leads(lower: &str, class: &str) -> Option<usize> {
    let whole = |word: &&&str| {
        lower.strip_prefix(**word).is_some_and(|rest| {
            !rest.starts_with(char::is_alphanumeric) || word.ends_with([':', '：', '/', '者', '・'])
        })
    };
    of(class).iter().filter(whole).map(|word| word.len()).max()
}

/// What a line says of the day in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// Nothing.
    Nothing,
    /// The page was published then.
    Published,
    /// It was changed then.
    Changed,
}

impl Said {
    /// What a text in lower case says; the word that stands last decides.
    pub(super) fn by(lower: &str) -> Self {
        let last = |class| pattern(class)?.find_iter(lower).last().map(|word| word.start());
        match (last("published"), last("changed")) {
            (None, None) => Self::Nothing,
            (published, changed) if published >= changed => Self::Published,
            _ => Self::Changed,
        }
    }
}
