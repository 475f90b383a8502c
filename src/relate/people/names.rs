//! Given and family name, as far as how a name is printed makes them certain: capitals, a title before the surname, a well-known given name,
//! the order of Han script.

use crate::annotate::token::Shape;
use crate::annotate::{File, Tokens};
use crate::fact::{Fact, Support};
use crate::normalize::{fold, name_text};
use crate::records::NameOrder;
use crate::relate::people::Person;
use crate::span::Span;

impl Person {
    /// Reads given and family name from how the name is printed, as far as that is certain.
    pub(super) fn split(&mut self, tokens: &Tokens<'_>, name: Span) {
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
    pub(super) fn surname(&mut self, tokens: &Tokens<'_>, span: Span, word: &str) {
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
    // `Le Bihan`, `De Vries`: printed with a capital, a particle of two letters or more is one still; an initial is not.
    let particles = (from + 1..start).rev().take_while(|&at| {
        let long = tokens.tokens[at].shape == Shape::Lower || tokens.tokens[at].span.len() > 1;
        long && tokens.word(at, File::Particles).is_some() && tokens.word(at, File::Given).is_none()
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
