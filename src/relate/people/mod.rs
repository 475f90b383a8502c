//! The people of a page: every mention of a person joined to one, so that `Dr. Maria Lopez` and `Dr. Lopez` later are the same.

mod adopt;
pub(crate) mod bind;
pub(crate) mod contact;
mod effective;
pub(crate) mod entries;
pub(crate) mod home;
mod merge;
mod names;
pub(crate) mod neighbours;
pub(crate) mod parentheses;
pub(crate) mod posts;
pub(crate) mod rank;
pub(crate) mod relevance;
pub(crate) mod roles;
pub(crate) mod shared;
mod surname;

pub(crate) use merge::add;

use rustc_hash::FxHashMap;

use crate::annotate::token::Shape;
use crate::annotate::{Annotations, File, Kind, PersonMention, Tokens};
use crate::fact::{Fact, Support};
use crate::normalize::{fold, name_text};
use crate::records::NameOrder;
use crate::relate::people::posts::Post;
use crate::relate::people::roles::Role;
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
    of_mention: FxHashMap<usize, usize>,
    by_word: FxHashMap<String, Vec<usize>>,
    mononyms: FxHashMap<String, usize>,
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

    /// The person these words name: the same words in any order, or a part of them.
    fn same(&self, words: &[String], mention: &PersonMention) -> Option<usize> {
        let named = self.candidates(words).filter(|&index| self.list[index].is_named(words, mention)).max();
        named.or_else(|| self.initialled(words))
    }

    /// The only person of whose name these words are another form with initials: `L. Hollis` of `Lieve Hollis`.
    fn initialled(&self, words: &[String]) -> Option<usize> {
        let family = words.last().filter(|_| words.len() > 1)?;
        let known = self.by_word.get(family).into_iter().flatten().copied();
        let mut same = known.filter(|&index| abbreviates(words, &self.list[index].words));
        same.next().filter(|first| same.all(|other| other == *first))
    }

    /// Those who share a word, without those who share no more than the commonest: whoever bears two of the words bears a rarer one too.
    fn candidates(&self, words: &[String]) -> impl Iterator<Item = usize> {
        let mut lists: Vec<&[usize]> =
            words.iter().filter_map(|word| self.by_word.get(word)).map(Vec::as_slice).collect();
        lists.sort_by_key(|list| list.len());
        if words.len() > 1 {
            lists.pop();
        }
        let alone = words.iter().filter_map(|word| self.mononyms.get(word)).copied();
        lists.into_iter().flatten().copied().chain(alone)
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
        let name =
            Fact::new(printed(tokens, mention), Support::text(mention.name, found.rule, found.confidence));
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
        person.split(tokens, mention);
        let id = self.list.len();
        if let [only] = words.as_slice() {
            self.mononyms.insert(only.clone(), id);
        }
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
        let text = printed(tokens, mention);
        let support = Support::text(mention.name, found.rule, found.confidence);
        if words.len() == person.words.len() && !spells_out(&words, &person.words) {
            if text == person.name.value {
                person.name.support.push(support);
            } else if !person.aliases.iter().any(|alias| alias.value == text) {
                person.aliases.push(Fact::new(text, support));
            }
        } else if words.len() > person.words.len() || spells_out(&words, &person.words) {
            person.name = Fact::new(text, support);
            person.words.clone_from(&words);
            person.split(tokens, mention);
            words.into_iter().for_each(|word| {
                let list = self.by_word.entry(word).or_default();
                if list.last() != Some(&id) {
                    list.push(id);
                }
            });
        } else if !mention.before.is_empty() || words.len() > 1 && opens_with_particle(tokens, mention.name) {
            person.surname(tokens, mention.name, &words);
        }
    }
}

/// `Van der Meer`, `ter Veld`: a name that a particle opens is a family name.
fn opens_with_particle(tokens: &Tokens<'_>, name: Span) -> bool {
    let (from, to) = tokens.range_of(name);
    tokens.longest(from, File::Particles, "particle").is_some_and(|(hit, _)| hit.to < to)
}

/// `Steve Frank` says more than `S. Frank`.
fn spells_out(words: &[String], known: &[String]) -> bool {
    let letters = |words: &[String]| words.iter().map(|word| word.chars().count()).sum::<usize>();
    words.len() == known.len() && abbreviates(words, known) && letters(words) > letters(known)
}

/// The family names are the same, and the given names begin alike, one of each two being an initial.
fn abbreviates(words: &[String], others: &[String]) -> bool {
    let short = |word: &String| word.chars().nth(1).is_none();
    let (Some((family, given)), Some((other_family, other_given))) =
        (words.split_last(), others.split_last())
    else {
        return false;
    };
    let initials = given.iter().all(short) != other_given.iter().all(short);
    let alike = given.iter().zip(other_given).all(|(one, other)| {
        one == other || (short(one) || short(other)) && one.chars().next() == other.chars().next()
    });
    family == other_family && initials && alike && !given.is_empty() && !other_given.is_empty()
}

impl Person {
    fn is_named(&self, words: &[String], mention: &PersonMention) -> bool {
        let all_known = words.iter().all(|word| self.words.contains(word));
        let all_said = self.words.iter().all(|word| words.contains(word));
        if words == self.words {
            return true;
        }
        if words.len() == 1 || self.words.len() == 1 {
            let titled = !mention.before.is_empty() || words.len() > 1;
            return titled && (all_known || all_said);
        }
        all_known || all_said
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

/// The name as it is read out: `Hollis, Mary` is Mary Hollis.
fn printed(tokens: &Tokens<'_>, mention: &PersonMention) -> String {
    let name = mention.name;
    let Some(surname) = mention.surname else { return name_text(name.of(tokens.text)) };
    let given = Span { start: surname.end, ..name }.of(tokens.text).trim_start_matches([',', ' ']);
    name_text(&format!("{given} {}", surname.of(tokens.text)))
}

fn honorifics(tokens: &Tokens<'_>, mention: &PersonMention) -> Vec<Fact<String>> {
    let fact =
        |span: &Span, rule| Fact::new(span.of(tokens.text).to_owned(), Support::text(*span, rule, 0.95));
    let before = mention.before.iter().map(|span| fact(span, "honorific.before"));
    before.chain(mention.after.iter().map(|span| fact(span, "honorific.after"))).collect()
}
