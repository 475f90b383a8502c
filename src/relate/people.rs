//! The people of a page: every mention of a person joined to one, so that `Dr. Maria Lopez` and `Dr. Lopez` later are the same.

use std::collections::HashMap;

use crate::annotate::token::Shape;
use crate::annotate::{Annotations, File, Kind, PersonMention, Tokens};
use crate::normalize::{fold, name_text};
use crate::records::NameOrder;
use crate::relate::fact::{Fact, Support};
use crate::relate::posts::Post;
use crate::relate::roles::Role;
use crate::span::Span;

/// A person of the page.
#[derive(Debug)]
pub(crate) struct Person {
    /// The fullest form printed.
    pub name: Fact<String>,
    /// Given name, where certain.
    pub given: Option<Fact<String>>,
    /// Family name, where certain.
    pub family: Option<Fact<String>>,
    /// Order of the printed name.
    pub order: Fact<NameOrder>,
    /// Titles and letters, in page order.
    pub honorifics: Vec<Fact<String>>,
    /// Other spellings.
    pub aliases: Vec<Fact<String>>,
    /// Posts and affiliations.
    pub posts: Vec<Post>,
    /// What the person does.
    pub roles: Vec<Role>,
    /// Whether the person belongs to the announcement.
    pub relevant: bool,
    /// Indices of the mentions, in text order.
    pub mentions: Vec<usize>,
    /// Folded words of the name.
    words: Vec<String>,
}

/// All people of a page.
#[derive(Debug, Default)]
pub(crate) struct People {
    /// In order of first mention.
    pub list: Vec<Person>,
    of_mention: HashMap<usize, usize>,
    by_word: HashMap<String, Vec<usize>>,
}

impl People {
    /// Joins the mentions of a page to people.
    pub(crate) fn read(annotations: &Annotations<'_>) -> Self {
        let mut people = Self::default();
        for (index, mention) in annotations.mentions.iter().enumerate() {
            if let Kind::Person(person) = &mention.kind {
                people.add(annotations, index, person);
            }
        }
        people
    }

    /// The person of a mention.
    pub(crate) fn of(&self, mention: usize) -> Option<usize> {
        self.of_mention.get(&mention).copied()
    }

    fn add(&mut self, annotations: &Annotations<'_>, index: usize, mention: &PersonMention) {
        let tokens = &annotations.tokens;
        let words = words(tokens, mention.name);
        let person = match self.same(&words, mention) {
            Some(person) => {
                self.join(annotations, person, index, mention, words);
                person
            }
            None => self.create(annotations, index, mention, words),
        };
        self.of_mention.insert(index, person);
    }

    /// The person these words name: the same words in any order, or a part of them that ends the name.
    fn same(&self, words: &[String], mention: &PersonMention) -> Option<usize> {
        let last = words.last()?;
        let candidates = self
            .by_word
            .get(last)
            .into_iter()
            .flatten()
            .chain(self.by_word.get(&words[0]).into_iter().flatten());
        let mut found: Vec<usize> =
            candidates.copied().filter(|&index| self.list[index].is_named(words, mention)).collect();
        found.sort_unstable();
        found.dedup();
        found.pop()
    }

    fn create(
        &mut self,
        annotations: &Annotations<'_>,
        index: usize,
        mention: &PersonMention,
        words: Vec<String>,
    ) -> usize {
        let tokens = &annotations.tokens;
        let found = &annotations.mentions[index];
        let name = Fact::new(
            name_text(mention.name.of(tokens.text)),
            Support::text(mention.name, found.rule, found.confidence),
        );
        let order = Fact::new(NameOrder::Unknown, Support::text(mention.name, "name.order", 0.5));
        let mut person = Person {
            name,
            given: None,
            family: None,
            order,
            honorifics: honorifics(tokens, mention),
            aliases: Vec::new(),
            posts: Vec::new(),
            roles: Vec::new(),
            relevant: false,
            mentions: vec![index],
            words: words.clone(),
        };
        person.split(tokens, mention.name);
        let id = self.list.len();
        words.into_iter().for_each(|word| self.by_word.entry(word).or_default().push(id));
        self.list.push(person);
        id
    }

    fn join(
        &mut self,
        annotations: &Annotations<'_>,
        id: usize,
        index: usize,
        mention: &PersonMention,
        words: Vec<String>,
    ) {
        let tokens = &annotations.tokens;
        let found = &annotations.mentions[index];
        let person = &mut self.list[id];
        person.mentions.push(index);
        let titles = honorifics(tokens, mention);
        if titles.len() > person.honorifics.len() {
            person.honorifics = titles;
        }
        let text = name_text(mention.name.of(tokens.text));
        let support = Support::text(mention.name, found.rule, found.confidence);
        if words.len() == person.words.len() {
            if text == person.name.value {
                person.name.support.push(support);
            } else if !person.aliases.iter().any(|alias| alias.value == text) {
                person.aliases.push(Fact::new(text, support));
            }
        } else if words.len() > person.words.len() {
            person.name = Fact::new(text, support);
            person.words.clone_from(&words);
            person.split(tokens, mention.name);
            words.into_iter().for_each(|word| {
                let list = self.by_word.entry(word).or_default();
                if list.last() != Some(&id) {
                    list.push(id);
                }
            });
        } else if words.len() == 1 && !mention.before.is_empty() {
            person.surname(tokens, mention.name, &words[0]);
        }
    }
}

impl Person {
    fn is_named(&self, words: &[String], mention: &PersonMention) -> bool {
        let all_known = words.iter().all(|word| self.words.contains(word));
        let all_said = self.words.iter().all(|word| words.contains(word));
        if words.len() == 1 || self.words.len() == 1 {
            let titled = !mention.before.is_empty() || words.len() > 1;
            return titled && (all_known || all_said);
        }
        all_known || all_said
    }

    /// Reads given and family name from how the name is printed, as far as that is certain.
    fn split(&mut self, tokens: &Tokens<'_>, name: Span) {
        let (from, to) = tokens.range_of(name);
        let words: Vec<usize> = (from..to).filter(|&at| tokens.tokens[at].is_capitalised()).collect();
        let shouted =
            |at: usize| tokens.tokens[at].shape == Shape::Upper && tokens.str(at).chars().count() > 2;
        let loud: Vec<usize> = words.iter().copied().filter(|&at| shouted(at)).collect();
        let together = loud.first().zip(loud.last()).is_some_and(|(first, last)| {
            let within = words.iter().filter(|at| (first..=last).contains(at)).count();
            within == loud.len() && (words.first() == Some(first) || words.last() == Some(last))
        });
        if words.len() > 1 && together && loud.len() < words.len() {
            let first = loud[0] == words[0];
            let order = if first { NameOrder::FamilyFirst } else { NameOrder::GivenFirst };
            let span = tokens.span(loud[0], loud[loud.len() - 1] + 1);
            let rest =
                if first { tokens.span(loud[loud.len() - 1] + 1, to) } else { tokens.span(from, loud[0]) };
            self.set_names(tokens, (span, "name.capitals", 0.95), Some(rest), order);
        } else if let Some(surname) = han_surname(tokens, from, to) {
            let rest = (surname < to).then(|| tokens.span(surname, to));
            self.set_names(
                tokens,
                (tokens.span(from, surname), "name.han", 0.9),
                rest,
                NameOrder::FamilyFirst,
            );
        } else if let Some(start) = western_surname(tokens, &words, from, to) {
            let rest = tokens.span(from, start).trim(tokens.text);
            self.set_names(
                tokens,
                (tokens.span(start, to), "name.known_given", 0.8),
                Some(rest),
                NameOrder::GivenFirst,
            );
        }
    }

    fn set_names(
        &mut self,
        tokens: &Tokens<'_>,
        family: (Span, &'static str, f32),
        given: Option<Span>,
        order: NameOrder,
    ) {
        let (span, rule, confidence) = family;
        let support = |span| Support::text(span, rule, confidence);
        self.family = Some(Fact::new(title_case(&name_text(span.of(tokens.text))), support(span)));
        self.given = given.map(|span| Fact::new(name_text(span.of(tokens.text)), support(span)));
        self.order = Fact::new(order, support(span));
    }

    /// `Dr. Lopez` after `Dr. Maria Lopez` tells the family name.
    fn surname(&mut self, tokens: &Tokens<'_>, span: Span, word: &str) {
        let support = Support::text(span, "name.title_and_surname", 0.9);
        let printed = title_case(&name_text(span.of(tokens.text)));
        match &mut self.family {
            Some(family) if fold(&family.value) == fold(&printed) => family.support.push(support),
            Some(_) => {}
            None if self.words.last().is_some_and(|last| last == word) => {
                self.family = Some(Fact::new(printed, support.clone()));
                self.order = Fact::new(NameOrder::GivenFirst, support);
            }
            None if self.words[0] == *word && self.words.len() <= 3 => {
                self.family = Some(Fact::new(printed, support.clone()));
                self.order = Fact::new(NameOrder::FamilyFirst, support);
            }
            None => {}
        }
    }
}

/// Folded words of a name, initials and particles included.
fn words(tokens: &Tokens<'_>, name: Span) -> Vec<String> {
    let (from, to) = tokens.range_of(name);
    if tokens.tokens[from].shape == Shape::Ideograph {
        return vec![name.of(tokens.text).to_owned()];
    }
    (from..to).filter(|&at| tokens.tokens[at].is_word()).map(|at| fold(tokens.str(at))).collect()
}

fn honorifics(tokens: &Tokens<'_>, mention: &PersonMention) -> Vec<Fact<String>> {
    let fact =
        |span: &Span, rule| Fact::new(span.of(tokens.text).to_owned(), Support::text(*span, rule, 0.95));
    let before = mention.before.iter().map(|span| fact(span, "honorific.before"));
    before.chain(mention.after.iter().map(|span| fact(span, "honorific.after"))).collect()
}

/// One past the surname of a name in Han script.
fn han_surname(tokens: &Tokens<'_>, from: usize, to: usize) -> Option<usize> {
    if tokens.tokens[from].shape != Shape::Ideograph {
        return None;
    }
    tokens.hits(from).iter().rev().find(|hit| hit.to < to && hit.of(File::Family).is_some()).map(|hit| hit.to)
}

/// The first token of the surname where a well-known given name of a given-first culture opens the name.
fn western_surname(tokens: &Tokens<'_>, words: &[usize], from: usize, to: usize) -> Option<usize> {
    let first = *words.first()?;
    let last = *words.last()?;
    let given = tokens.word(first, File::Given)?;
    let western = |value: &str| value.split(' ').any(|tag| GIVEN_FIRST.contains(&tag));
    let eastern = |value: &str| value.split(' ').any(|tag| FAMILY_FIRST.contains(&tag));
    if words.len() < 2 || first != from || last + 1 != to || !western(given.value) || eastern(given.value) {
        return None;
    }
    let double =
        words.len() >= 3 && given.value.split(' ').any(|tag| matches!(tag, "es" | "mx" | "ar_" | "co"));
    let start = if double && tokens.word(words[words.len() - 2], File::Given).is_none() {
        words[words.len() - 2]
    } else {
        last
    };
    let particles = (from..start).rev().take_while(|&at| {
        tokens.tokens[at].shape == Shape::Lower && tokens.word(at, File::Particles).is_some()
    });
    particles.last().or(Some(start))
}

/// Cultures that print the given name first and have family names.
const GIVEN_FIRST: [&str; 22] = [
    "en", "fr", "es", "pt", "de", "it", "nl", "pl", "ru", "gr", "ro", "cz", "se", "no", "fi", "dk", "ie",
    "br", "mx", "us", "gb", "au",
];
/// Cultures that also print the family name first, or have none.
const FAMILY_FIRST: [&str; 12] = ["cn", "kr", "vn", "kh", "jp", "hu", "et", "id", "mm", "is", "tw", "la"];

/// `LEE` → `Lee`; names that are not in capitals stay.
pub(crate) fn title_case(name: &str) -> String {
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    if letters < 2 || name.chars().any(char::is_lowercase) {
        return name.to_owned();
    }
    let mut start = true;
    name.chars()
        .flat_map(|c| {
            let shown: Vec<char> = if start { vec![c] } else { c.to_lowercase().collect() };
            start = !c.is_alphabetic();
            shown
        })
        .collect()
}
