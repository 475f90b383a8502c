//! Given and family name of a person, with what makes them certain: the name's own print, or a title before the surname elsewhere.

use crate::annotate::{PersonMention, Tokens};
use crate::fact::{Fact, Support};
use crate::normalize::{fold, name_text};
use crate::records::NameOrder;
use crate::relate::people::{Person, surname};
use crate::span::Span;

impl Person {
    /// Reads given and family name from how the name is printed, as far as that is certain.
    pub(super) fn split(&mut self, tokens: &Tokens<'_>, mention: &PersonMention) {
        let (from, to) = tokens.range_of(mention.name);
        if let Some(surname) = mention.surname {
            let given = Span { start: surname.end, end: mention.name.end };
            let given = given.trim_matches(tokens.text, |c| c.is_whitespace() || c == ',');
            let given = (!given.is_empty()).then_some(given);
            self.set_names(tokens, (surname, "name.comma", 0.95), given, NameOrder::FamilyFirst);
        } else if let Some(found) = surname::find(tokens, from, to) {
            let (start, end) = found.tokens;
            let first = found.order == NameOrder::FamilyFirst;
            let given = if first { (end, to) } else { (from, start) };
            let given = (given.0 < given.1)
                .then(|| tokens.span(given.0, given.1).trim_matches(tokens.text, is_between))
                .filter(|given| !given.is_empty());
            let family = (tokens.span(start, end), found.rule, found.confidence);
            self.set_names(tokens, family, given, found.order);
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

    /// `Dr. Lopez` after `Dr. Maria Lopez` tells the family name, and so does `Dr. Lopez Arias` after `Maria Lopez Arias`.
    pub(super) fn surname(&mut self, tokens: &Tokens<'_>, span: Span, words: &[String]) {
        let support = Support::text(span, "name.title_and_surname", 0.9);
        let printed = title_case(&name_text(span.of(tokens.text)));
        let last = self.words.len() > words.len() && self.words.ends_with(words);
        let first = self.words.len() <= 3 && words.len() == 1 && self.words[0] == words[0];
        let longer =
            |family: &Fact<String>| words.len() > 1 && last && fold(&printed).ends_with(&fold(&family.value));
        match &mut self.family {
            Some(family) if fold(&family.value) == fold(&printed) => family.support.push(support),
            Some(family) if !longer(family) => {}
            _ if last => self.set_surname(printed, support, NameOrder::GivenFirst),
            _ if first => self.set_surname(printed, support, NameOrder::FamilyFirst),
            _ => {}
        }
    }

    fn set_surname(&mut self, printed: String, support: Support, order: NameOrder) {
        if self.family.is_some() {
            self.given = None;
        }
        self.family = Some(Fact::new(printed, support.clone()));
        self.order = Fact::new(order, support);
    }
}
/// What stands between a given name and a surname and is a part of neither.
fn is_between(c: char) -> bool {
    c.is_whitespace() || matches!(c, '·' | '•' | '・')
}

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
