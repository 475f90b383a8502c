//! A [`Name`] as it is compared across pages: accents dropped, hyphens as spaces, and how alike two of them are.

use serde::{Deserialize, Serialize};

use crate::annotate::token::key;
use crate::annotate::{File, Vocabulary};
use crate::normalize::fold;
use crate::records::{NameOrder, Person};

/// Longer names are compared as a whole only.
const MOST_WORDS: usize = 6;

/// A name in words, the given name first where the page tells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Name {
    words: Vec<Word>,
    /// Whether the surname is a double one.
    double: bool,
    /// Whether the order of the words is told.
    ordered: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Word {
    text: String,
    /// Whether a hyphen ties it to the word before.
    tied: bool,
}

/// How two names are alike; what comes first is surer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Likeness {
    /// The same words.
    Same,
    /// One has middle names that the other leaves out.
    Shorter,
    /// One has initials for names of the other.
    Initials,
    /// One has the first of two surnames.
    Surname,
    /// One word is spelled in two ways, one letter apart.
    Spelling,
}

impl Likeness {
    /// How sure a merge is that rests on it.
    pub(crate) fn confidence(self) -> f32 {
        match self {
            Self::Same => 0.9,
            Self::Shorter => 0.8,
            Self::Initials => 0.75,
            Self::Surname | Self::Spelling => 0.7,
        }
    }
}

impl Name {
    /// The name of a person, in the order that the page tells.
    pub(crate) fn of(person: &Person) -> Self {
        let mut words = split(&person.name);
        let family = split(person.family_name.as_deref().unwrap_or(""));
        if person.name_order == NameOrder::FamilyFirst && family.len() < words.len() {
            words.rotate_left(family.len());
        }
        let tied = words.last().is_some_and(|word| word.tied);
        Self { words, double: family.len() > 1 || tied, ordered: person.name_order != NameOrder::Unknown }
    }

    /// What all forms of the name with the same words have in common.
    pub(crate) fn key(&self) -> String {
        key_of(&self.words)
    }

    /// Pairs of a full word and the initial of another: names that are alike have one in common.
    pub(crate) fn hooks(&self) -> Vec<(&str, char)> {
        if self.words.len() > MOST_WORDS {
            return Vec::new();
        }
        let full = self.words.iter().enumerate().filter(|(_, word)| !word.is_initial());
        let pairs = full.flat_map(|(at, word)| {
            let others = self.words.iter().enumerate().filter(move |(other, _)| *other != at);
            others.filter_map(|(_, other)| Some((word.text.as_str(), other.text.chars().next()?)))
        });
        pairs.collect()
    }

    /// How alike two names are; `None` where they contradict each other.
    pub(crate) fn likeness(&self, other: &Self) -> Option<Likeness> {
        if self.key() == other.key() {
            return Some(Likeness::Same);
        }
        let (a, b) = (&self.words, &other.words);
        let turned = |name: &Self| (!name.ordered).then(|| name.turned());
        aligned(a, b)
            .or_else(|| aligned(a, &turned(other)?))
            .or_else(|| aligned(&turned(self)?, b))
            .or_else(|| self.shortens(other).or(other.shortens(self)))
            .or_else(|| misspelled(a, b).then_some(Likeness::Spelling))
    }

    /// `LEE Ann` as `Ann LEE`.
    fn turned(&self) -> Vec<Word> {
        let mut words = self.words.clone();
        words.rotate_left(1);
        words
    }

    /// `María García` for `María García López`.
    fn shortens(&self, long: &Self) -> Option<Likeness> {
        let (_, first) = long.words.split_last().filter(|_| long.double)?;
        let full = !first.iter().chain(&self.words).any(Word::is_initial);
        (full && first.len() > 1 && self.words == first).then_some(Likeness::Surname)
    }
}

impl Word {
    fn is_initial(&self) -> bool {
        let mut letters = self.text.chars();
        letters.next().is_some_and(char::is_lowercase) && letters.next().is_none()
    }

    /// The same word, or one the initial of the other.
    fn fits(&self, other: &Self) -> bool {
        self.text == other.text
            || self.is_initial() && other.text.starts_with(&self.text)
            || other.is_initial() && self.text.starts_with(&other.text)
    }
}

/// The words of a printed name in any order: `LEE Ann` and `Ann Lee` are one.
pub(crate) fn name_key(name: &str) -> String {
    key_of(&split(name))
}

/// The words of a printed name in its order, as they are compared.
pub(crate) fn name_words(name: &str) -> Vec<String> {
    split(name).into_iter().map(|word| word.text).collect()
}

/// How full a printed name is: words in full, words, letters with accents, not in capitals.
pub(crate) fn fullness(name: &str) -> (usize, usize, usize, bool) {
    let words = split(name);
    let full = words.iter().filter(|word| !word.is_initial()).count();
    let accents = name.chars().filter(|c| c.is_alphabetic() && !c.is_ascii()).count();
    let is_loud = |word: &str| word.chars().count() > 2 && !word.chars().any(char::is_lowercase);
    (full, words.len(), accents, !name.split_whitespace().any(is_loud))
}

fn key_of(words: &[Word]) -> String {
    let mut words: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
    words.sort_unstable();
    words.join(" ")
}

fn split(name: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let (mut open, mut tied) = (false, false);
    for c in fold(name).chars() {
        match c {
            '\'' => {}
            c if c.is_alphanumeric() => {
                if !open {
                    words.push(Word { text: String::new(), tied: tied && !words.is_empty() });
                }
                (open, tied) = (true, false);
                words.last_mut().into_iter().for_each(|word| plain(c, &mut word.text));
            }
            c => {
                open = false;
                tied |= c == '-';
            }
        }
    }
    words
}

/// Letters that Unicode does not take apart, as they are written where they are missing.
fn plain(c: char, word: &mut String) {
    match c {
        'ł' => word.push('l'),
        'ø' => word.push('o'),
        'đ' | 'ð' => word.push('d'),
        'ı' => word.push('i'),
        'ß' => word.push_str("ss"),
        'æ' => word.push_str("ae"),
        'œ' => word.push_str("oe"),
        c => word.push(c),
    }
}

/// First word on first, surname on surname, and between them the words of the shorter name in order among those of the longer.
fn aligned(a: &[Word], b: &[Word]) -> Option<Likeness> {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let ([first, middle @ .., last], [start, between @ .., end]) = (short, long) else { return None };
    if last.text != end.text || last.is_initial() || !first.fits(start) {
        return None;
    }
    let mut initials = first.text != start.text;
    let mut between = between.iter();
    for word in middle {
        let found = between
            .by_ref()
            .take_while(|other| !other.tied || word.fits(other))
            .find(|other| word.fits(other))?;
        initials |= word.text != found.text;
    }
    // `Jean` is not `Jean-Marc`.
    let cut = between.any(|left| left.tied);
    (!cut).then_some(if initials { Likeness::Initials } else { Likeness::Shorter })
}

/// One word differs by one letter, and the two are not names that both exist.
fn misspelled(a: &[Word], b: &[Word]) -> bool {
    let mut different = a.iter().zip(b).filter(|(a, b)| a.text != b.text);
    let (Some((one, other)), None) = (different.next(), different.next()) else { return false };
    a.len() == b.len() && a.len() > 1 && is_slip(&one.text, &other.text)
}

fn is_slip(a: &str, b: &str) -> bool {
    let long = a.chars().count().min(b.chars().count()) >= 4;
    let known = |word: &str| {
        let names = Vocabulary::of(None);
        [File::Given, File::Family].iter().any(|file| names.word_in(key(word), *file).is_some())
    };
    long && a.chars().next() == b.chars().next() && strsim::osa_distance(a, b) == 1 && !(known(a) && known(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> Name {
        Name { words: split(text), double: text.contains("Quiroga"), ordered: false }
    }

    fn alike(a: &str, b: &str) -> Option<Likeness> {
        let found = name(a).likeness(&name(b));
        assert_eq!(found, name(b).likeness(&name(a)), "{a} / {b}");
        let shared = name(a).hooks().iter().any(|hook| name(b).hooks().contains(hook));
        assert!(shared || matches!(found, None | Some(Likeness::Same)), "{a} / {b} have no hook in common");
        found
    }

    #[test]
    fn words_in_any_order_without_accents_and_hyphens_are_the_same() {
        for (a, b) in [
            ("Ann Lee", "LEE Ann"),
            ("Zoë Marwick-Oday", "Zoe Marwick Oday"),
            ("Łucja Grøn", "Lucja Gron"),
            ("Sean O’Dell", "Sean ODell"),
        ] {
            assert_eq!(alike(a, b), Some(Likeness::Same), "{a} / {b}");
        }
    }

    #[test]
    fn initials_and_missing_middle_names_fit_where_nothing_contradicts() {
        for (a, b) in [
            ("J. A. Marwick", "John A. Marwick"),
            ("J. Marwick", "John Andrew Marwick"),
            ("Marwick J.", "John Marwick"),
        ] {
            assert_eq!(alike(a, b), Some(Likeness::Initials), "{a} / {b}");
        }
        assert_eq!(alike("John Marwick", "John Andrew Marwick"), Some(Likeness::Shorter));
        assert_eq!(alike("J.-M. Oday", "Jean-Marc Oday"), Some(Likeness::Initials));
        for (a, b) in [
            ("John B. Marwick", "John A. Marwick"),
            ("John Marwick", "Jane Marwick"),
            ("Jean Oday", "Jean-Marc Oday"),
            ("J. Marwick", "J. Oday"),
            ("Marwick", "John Marwick"),
        ] {
            assert_eq!(alike(a, b), None, "{a} / {b}");
        }
    }

    #[test]
    fn a_double_surname_may_lose_its_second() {
        assert_eq!(alike("María Besora", "María Besora Quiroga"), Some(Likeness::Surname));
        assert_eq!(alike("Anna Maria", "Anna Maria Besora"), None);
    }

    #[test]
    fn a_slip_is_a_spelling_and_another_name_is_not() {
        assert_eq!(alike("Sandrah Marwick", "Sandra Marwick"), Some(Likeness::Spelling));
        assert_eq!(alike("Daniel Marwick", "Daniela Marwick"), None);
        assert_eq!(alike("Xa Marwick", "Xi Marwick"), None);
    }

    #[test]
    fn the_fullest_form_has_most_words_in_full() {
        assert!(fullness("John A. Marwick") > fullness("J. A. Marwick"));
        assert!(fullness("José Marwick") > fullness("Jose Marwick"));
        assert!(fullness("Ann Lee") > fullness("LEE Ann"));
    }
}
