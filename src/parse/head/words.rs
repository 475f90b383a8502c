//! The vocabulary of a page's head, `words.tsv`: what stands beside days and names, and the parts of class names that tell such lines.
//! A new word is one line there.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::lexicon;

/// The words of a class, in the order of the file.
pub(super) fn of(class: &str) -> &'static [&'static str] {
    static CLASSES: OnceLock<HashMap<&'static str, Vec<&'static str>>> = OnceLock::new();
    let classes = CLASSES.get_or_init(|| {
        let mut classes: HashMap<&'static str, Vec<&'static str>> = HashMap::new();
        lexicon::entries(include_str!("words.tsv")).for_each(|entry| {
            classes.entry(entry.class).or_default().push(entry.phrase);
        });
        classes
    });
    classes.get(class).map_or(&[], Vec::as_slice)
}

/// True where a text in lower case holds a word of the class.
pub(super) fn holds(lower: &str, class: &str) -> bool {
    of(class).iter().any(|word| lower.contains(word))
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
    /// A label such as `Date:`, which on an announcement can be the event's.
    Dated,
}

impl Said {
    /// What a text in lower case says; the word that stands last decides.
    pub(super) fn by(lower: &str) -> Self {
        let last = |class| of(class).iter().filter_map(|word| lower.rfind(word)).max();
        match (last("published"), last("changed")) {
            (None, None) if holds(lower, "dated") => Self::Dated,
            (None, None) => Self::Nothing,
            (published, changed) if published >= changed => Self::Published,
            _ => Self::Changed,
        }
    }
}
