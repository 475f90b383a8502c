//! The [`Name`] of somebody who is erased, and where a text says it: in any order, with or without accents, hyphens and honorifics, with initials, in
//! capitals, in an address. What is found is a list of words, each of which is masked by itself, so that offsets into the text keep their meaning.

use std::collections::HashSet;
use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use crate::annotate::token::{is_apostrophe, is_ideograph, key};
use crate::annotate::{File, Vocabulary};
use crate::records::Person;
use crate::resolve::people::name_words;

/// Characters that may stand between two words of one name.
const GAP: usize = 4;

/// What somebody is called.
#[derive(Clone, Debug, Default)]
pub(super) struct Name {
    /// Words of the family name; all words where nobody says which they are.
    family: HashSet<String>,
    /// All words but particles.
    words: HashSet<String>,
    /// `de`, `van`: they belong to a name that is said, and say none.
    particles: HashSet<String>,
    initials: HashSet<String>,
    /// The name in one word, as in addresses of mail: `marialopez`, `mlopez`.
    joined: HashSet<String>,
    /// Names in scripts that write no spaces.
    exact: HashSet<String>,
    /// Whether one word is all that is known of the name.
    is_single: bool,
}

impl Name {
    /// A name as it is printed.
    pub(super) fn printed(name: &str) -> Self {
        let mut found = Self::default();
        found.add(name, None);
        found
    }

    /// All names of a person.
    pub(super) fn of(person: &Person) -> Self {
        let mut found = Self::default();
        let forms = std::iter::once(&person.name).chain(&person.aliases);
        forms.for_each(|form| found.add(form, person.family_name.as_deref()));
        found
    }

    /// One more form of the same name.
    pub(super) fn add(&mut self, form: &str, family: Option<&str>) {
        if form.chars().any(is_ideograph) {
            self.exact.insert(form.split_whitespace().collect());
            self.exact.insert(form.to_owned());
            return;
        }
        let known: Vec<String> = family.map_or_else(Vec::new, name_words);
        let parts: Vec<(String, bool)> =
            words(form).into_iter().map(|word| (word.text, word.is_capital)).collect();
        let has_capitals = parts.iter().any(|(_, capital)| *capital);
        let (mut own, mut is_family_known) = (Vec::new(), false);
        for (text, is_capital) in parts {
            if has_capitals && !is_capital {
                self.particles.insert(text);
                continue;
            }
            self.initials.extend(text.chars().next().map(String::from));
            if text.chars().count() > 1 {
                is_family_known |= known.contains(&text);
                own.push(text);
            }
        }
        self.family.extend(own.iter().filter(|word| !is_family_known || known.contains(word)).cloned());
        self.is_single = own.len() == 1 && (self.words.is_empty() || self.is_single);
        self.join(&own);
        self.words.extend(own);
    }

    fn join(&mut self, own: &[String]) {
        let ([first, .., last], Some(initial)) = (own, own.first().and_then(|word| word.chars().next()))
        else {
            return;
        };
        let joined =
            [own.concat(), format!("{last}{first}"), format!("{first}{last}"), format!("{initial}{last}")];
        self.joined.extend(joined);
    }

    /// Whether a name is no more than this one: each of its words is one of these.
    fn covers(&self, name: &[String]) -> bool {
        name.iter().all(|word| self.words.contains(word) || self.particles.contains(word))
            && name.iter().any(|word| self.family.contains(word))
    }

    /// Whether the name could be in a text with this one: they share a word.
    pub(super) fn touches(&self, name: &[String]) -> bool {
        name.iter().any(|word| self.words.contains(word))
    }

    fn is_part(&self, word: &Word) -> bool {
        [&self.words, &self.particles, &self.initials].iter().any(|of| of.contains(&word.text))
    }
}

/// A word of a text.
#[derive(Debug)]
pub(super) struct Word {
    /// As names are compared.
    pub(super) text: String,
    at: Range<usize>,
    is_capital: bool,
}

/// How a text is searched.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct How<'k> {
    /// Whether single words of the name are the name: on pages that name the person.
    pub(super) alone: bool,
    /// Whether case tells nothing, as in addresses.
    pub(super) is_address: bool,
    /// Names of others, as words, that have a word of the name in them.
    pub(super) kept: &'k [Vec<String>],
}

/// Where a text says the name.
pub(super) fn find(name: &Name, text: &str, how: How<'_>) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = name
        .exact
        .iter()
        .flat_map(|exact| text.match_indices(exact.as_str()).map(|(at, found)| at..at + found.len()))
        .collect();
    if name.words.is_empty() {
        return found;
    }
    let words = words(text);
    if !words.iter().any(|word| name.words.contains(&word.text) || name.joined.contains(&word.text)) {
        return found;
    }
    let kept = kept(name, &words, how);
    let mut at = 0;
    while at < words.len() {
        let end = if kept[at] { at } else { run(name, text, &words, &kept, at) };
        let run = trimmed(name, &words[at..end], how);
        if says(name, run, how) {
            found.extend(run.iter().map(|word| word.at.clone()));
        } else if how.alone {
            let is_alone = |place: &usize| !kept[*place] && alone(name, text, &words, *place, how);
            found.extend((at..end).filter(is_alone).map(|place| words[place].at.clone()));
        }
        at = end.max(at + 1);
    }
    found
}

/// Which words stand in the name of somebody else.
fn kept(name: &Name, words: &[Word], how: How<'_>) -> Vec<bool> {
    let mut kept = vec![false; words.len()];
    for other in how.kept.iter().filter(|other| !(how.alone && name.covers(other))) {
        for at in 0..(words.len() + 1).saturating_sub(other.len()) {
            if words[at..].iter().zip(other).all(|(word, other)| word.text == *other) {
                kept[at..at + other.len()].fill(true);
            }
        }
    }
    kept
}

/// One past the last word of the run of words of the name that begins at a place.
fn run(name: &Name, text: &str, words: &[Word], kept: &[bool], from: usize) -> usize {
    if !(name.is_part(&words[from]) || name.joined.contains(&words[from].text)) {
        return from;
    }
    let mut end = from + 1;
    while end < words.len() && !kept[end] && name.is_part(&words[end]) {
        let gap = &text[words[end - 1].at.end..words[end].at.start];
        if gap.len() > GAP * 3 || !gap.chars().all(joins) {
            break;
        }
        end += 1;
    }
    end
}

/// Whether a character may stand inside of a name.
fn joins(c: char) -> bool {
    c != '\n' && c.is_whitespace()
        || matches!(c, '.' | ',' | '-' | '_' | '+' | '%' | '0'..='9' | '·' | '‐' | '‑' | '–')
        || is_apostrophe(c)
}

/// Without particles at its ends, and without small letters that stand there as words.
fn trimmed<'w>(name: &Name, run: &'w [Word], how: How<'_>) -> &'w [Word] {
    let counts = |word: &Word| {
        name.words.contains(&word.text) || name.joined.contains(&word.text) || is_initial(name, word, how)
    };
    let Some(first) = run.iter().position(counts) else { return &[] };
    let last = run.iter().rposition(counts).unwrap_or(first);
    &run[first..=last]
}

/// Whether a word is an initial of the name, and no word of one letter.
fn is_initial(name: &Name, word: &Word, how: How<'_>) -> bool {
    (word.is_capital || how.is_address) && name.initials.contains(&word.text)
}

/// Whether these words are the name: the family name, and one more word or an initial.
fn says(name: &Name, run: &[Word], how: How<'_>) -> bool {
    let is_family = |word: &Word| name.family.contains(&word.text);
    let says_more = |(at, word): (usize, &Word)| {
        let others = run.iter().enumerate().filter(move |(other, _)| *other != at);
        is_family(word) && { others }
            .any(|(_, other)| name.words.contains(&other.text) || is_initial(name, other, how))
    };
    let is_said = |word: &Word| word.is_capital || how.is_address;
    run.iter().any(|word| name.joined.contains(&word.text))
        || run.iter().enumerate().any(says_more)
        || name.is_single && run.iter().any(|word| is_family(word) && is_said(word))
}

/// Whether a single word is the name of who is named on the page: no word of the language, unless a title stands before it, and no part of a date.
fn alone(name: &Name, text: &str, words: &[Word], at: usize, how: How<'_>) -> bool {
    let word = &words[at];
    if !name.words.contains(&word.text) || !(word.is_capital || how.is_address) {
        return false;
    }
    let vocabulary = Vocabulary::of(None);
    let before = at.checked_sub(1).map(|before| &words[before]);
    let is_titled = before.is_some_and(|before| {
        let printed = &text[before.at.clone()];
        [printed.to_owned(), format!("{printed}.")]
            .iter()
            .any(|word| vocabulary.of_word(word, File::Honorifics).is_some())
            || vocabulary.word_in(key(printed), File::Honorifics).is_some()
    });
    let ordinary = [File::Common, File::Places, File::Numbers, File::Events, File::Institutions];
    let is_ordinary =
        ordinary.iter().any(|file| vocabulary.word_in(key(&text[word.at.clone()]), *file).is_some());
    let is_number =
        |other: Option<&Word>| other.is_some_and(|word| word.text.starts_with(|c: char| c.is_ascii_digit()));
    // `9 April` is a day; `Lopez 2024` is none.
    let is_dated = !how.is_address
        && !name.family.contains(&word.text)
        && (is_number(before) || is_number(words.get(at + 1)));
    is_titled || !is_ordinary && !is_dated
}

/// The words of a text, folded as names are; `%C3%A9` is the letter that it stands for.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut found: Vec<(String, Range<usize>)> = Vec::new();
    let mut is_open = false;
    for (c, at) in letters(text) {
        let is_inside = c.is_alphanumeric() || is_open && (is_combining_mark(c) || is_apostrophe(c));
        match found.last_mut().filter(|_| is_open && is_inside) {
            Some((word, place)) => {
                word.push(c);
                place.end = at.end;
            }
            None if is_inside => found.push((String::from(c), at)),
            None => {}
        }
        is_open = is_inside;
    }
    found.into_iter().filter_map(|(raw, at)| word(&raw, at)).collect()
}

fn word(raw: &str, at: Range<usize>) -> Option<Word> {
    let bare = raw.trim_end_matches(is_apostrophe);
    // `Lopez's`
    let stem = bare.strip_suffix(['s', 'S']).filter(|stem| stem.ends_with(is_apostrophe));
    let stem = stem.map_or(bare, |stem| stem.trim_end_matches(is_apostrophe));
    let cut = if stem.len() < raw.len() && at.len() == raw.len() { raw.len() - stem.len() } else { 0 };
    let text = name_words(stem).concat();
    let is_capital = stem.chars().next().is_some_and(|c| !c.is_lowercase());
    (!text.is_empty()).then_some(Word { text, at: at.start..at.end - cut, is_capital })
}

/// The characters of a text and where they stand.
fn letters(text: &str) -> impl Iterator<Item = (char, Range<usize>)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = &text[at..];
        let c = rest.chars().next()?;
        let (c, length) = (c == '%').then(|| escaped(rest)).flatten().unwrap_or((c, c.len_utf8()));
        at += length;
        Some((c, at - length..at))
    })
}

/// The character that a text begins with in percent-encoding, and how long that is.
fn escaped(text: &str) -> Option<(char, usize)> {
    let mut bytes = Vec::new();
    for part in text.as_bytes().chunks(3).take(4) {
        let ([b'%', digits @ ..], 3) = (part, part.len()) else { break };
        let digits = std::str::from_utf8(digits).ok()?;
        let Ok(byte) = u8::from_str_radix(digits, 16) else { break };
        bytes.push(byte);
        if let Some(c) = std::str::from_utf8(&bytes).ok().and_then(|text| text.chars().next()) {
            return Some((c, bytes.len() * 3));
        }
    }
    None
}
