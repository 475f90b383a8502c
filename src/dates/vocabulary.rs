//! The words of dates: those of the page's language first, English beside them. A new language is one `dates.tsv` and one line here.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::annotate::token::{Token, key};
use crate::lexicon;

/// The files, by language.
const FILES: [(&str, &str); 28] = [
    ("en", include_str!("../lexicon/en/dates.tsv")),
    ("fr", include_str!("../lexicon/fr/dates.tsv")),
    ("es", include_str!("../lexicon/es/dates.tsv")),
    ("pt", include_str!("../lexicon/pt/dates.tsv")),
    ("de", include_str!("../lexicon/de/dates.tsv")),
    ("it", include_str!("../lexicon/it/dates.tsv")),
    ("nl", include_str!("../lexicon/nl/dates.tsv")),
    ("id", include_str!("../lexicon/id/dates.tsv")),
    ("zh", include_str!("../lexicon/zh/dates.tsv")),
    ("ja", include_str!("../lexicon/ja/dates.tsv")),
    ("ar", include_str!("../lexicon/ar/dates.tsv")),
    ("bg", include_str!("../lexicon/bg/dates.tsv")),
    ("ca", include_str!("../lexicon/ca/dates.tsv")),
    ("cs", include_str!("../lexicon/cs/dates.tsv")),
    ("da", include_str!("../lexicon/da/dates.tsv")),
    ("el", include_str!("../lexicon/el/dates.tsv")),
    ("fi", include_str!("../lexicon/fi/dates.tsv")),
    ("hr", include_str!("../lexicon/hr/dates.tsv")),
    ("ko", include_str!("../lexicon/ko/dates.tsv")),
    ("no", include_str!("../lexicon/no/dates.tsv")),
    ("pl", include_str!("../lexicon/pl/dates.tsv")),
    ("ro", include_str!("../lexicon/ro/dates.tsv")),
    ("ru", include_str!("../lexicon/ru/dates.tsv")),
    ("sk", include_str!("../lexicon/sk/dates.tsv")),
    ("sl", include_str!("../lexicon/sl/dates.tsv")),
    ("sv", include_str!("../lexicon/sv/dates.tsv")),
    ("tr", include_str!("../lexicon/tr/dates.tsv")),
    ("uk", include_str!("../lexicon/uk/dates.tsv")),
];

/// Words by hash: class and value of each meaning.
#[derive(Debug, Default)]
pub(crate) struct Words {
    by_key: HashMap<u64, Vec<(&'static str, &'static str)>>,
    /// Phrases of more than one token, in scripts without spaces, longest first.
    phrases: Vec<(&'static str, &'static str, &'static str)>,
    /// Code of the language.
    pub language: &'static str,
}

impl Words {
    /// The words for a language; English where it is unknown.
    pub(crate) fn of(language: &str) -> &'static Self {
        static CACHE: OnceLock<Vec<OnceLock<Words>>> = OnceLock::new();
        let cells = CACHE.get_or_init(|| FILES.iter().map(|_| OnceLock::new()).collect());
        let primary = language.split(['-', '_']).next().unwrap_or("en").to_ascii_lowercase();
        let primary = match &*primary {
            "ms" => "id",
            "nb" | "nn" => "no",
            "bs" | "sr" => "hr",
            other => other,
        };
        let index = FILES.iter().position(|(code, _)| *code == primary).unwrap_or(0);
        cells[index].get_or_init(|| Self::build(index))
    }

    fn build(index: usize) -> Self {
        let mut words = Self { language: FILES[index].0, ..Self::default() };
        words.add(FILES[index].1);
        if index > 0 {
            words.add(FILES[0].1);
        }
        words.phrases.sort_by_key(|(phrase, _, _)| std::cmp::Reverse(phrase.len()));
        words
    }

    fn add(&mut self, text: &'static str) {
        for entry in lexicon::entries(text) {
            if entry.phrase.chars().count() > 1
                && entry.phrase.chars().all(crate::annotate::token::is_ideograph)
            {
                self.phrases.push((entry.phrase, entry.class, entry.value));
            } else {
                self.by_key.entry(key(entry.phrase)).or_default().push((entry.class, entry.value));
            }
        }
    }

    /// The value of a word in a class.
    pub(crate) fn value(&self, token: Token, class: &str) -> Option<&'static str> {
        self.by_key.get(&token.key)?.iter().find(|(known, _)| *known == class).map(|(_, value)| *value)
    }

    /// True where any meaning is known.
    pub(crate) fn knows(&self, token: Token) -> bool {
        self.by_key.contains_key(&token.key)
    }

    /// The phrase of a class that a text begins with: its length in bytes and its value.
    pub(crate) fn phrase(&self, text: &str, class: &str) -> Option<(usize, &'static str)> {
        self.phrases
            .iter()
            .find(|(phrase, known, _)| *known == class && text.starts_with(phrase))
            .map(|(phrase, _, value)| (phrase.len(), *value))
    }
}
