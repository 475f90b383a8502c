//! Dates and times as announcements write them: found in text by a grammar over lexemes, then settled with what the page tells of language,
//! order and year. The module stands alone; the pipeline is one of its users.

mod context;
mod dotted;
mod doubt;
mod expression;
mod grammar;
mod lexer;
mod listed;
mod printed;
mod resolve;
mod term;
mod value;
mod words;
mod zones;

pub use context::Context;
pub use doubt::Doubt;
pub use expression::{Expression, join_consecutive};
pub use printed::Period;
pub(crate) use resolve::{MACHINE, RELATIVE};
pub use term::{Term, Terms};
pub use value::{ClockTime, MonthDay, PartialDate};
pub(crate) use words::{Class, Words, is_month};

use printed::Phrase;

use crate::span::Span;

/// The words without which, or a digit, no date of a language begins; those of English among them.
pub(crate) fn openers(language: &str) -> impl Iterator<Item = &'static str> {
    Words::entries(language)
        .filter(|(_, class)| grammar::OPENERS & class.bit() != 0)
        .map(|(phrase, _)| phrase)
}

/// Whether dates of two languages (BCP 47) are read with the same words.
pub(crate) fn reads_alike(one: &str, other: &str) -> bool {
    Words::of(one).language == Words::of(other).language
}

/// Reads dates in the texts of one language.
#[derive(Clone, Copy, Debug)]
pub struct Recogniser {
    words: &'static Words,
}

impl Recogniser {
    /// The recogniser for a language (BCP 47); English is read on pages of every language.
    #[must_use]
    pub fn of(language: &str) -> Self {
        Self { words: Words::of(language) }
    }

    /// The expressions inside a span of a text, in text order; they do not overlap.
    #[must_use]
    pub fn find(&self, text: &str, span: Span, context: &Context<'_>) -> Vec<Expression> {
        resolve::resolve(text, &grammar::read(text, span, self.words), context, &Terms::default())
    }

    /// What the spans of a text print, read once; see [`Printed::context`] and [`Printed::resolve`].
    #[must_use]
    pub fn read<'t>(&self, text: &'t str, spans: impl IntoIterator<Item = Span>) -> Printed<'t> {
        let phrases = spans.into_iter().flat_map(|span| grammar::read(text, span, self.words)).collect();
        Printed { text, phrases }
    }
}

/// Dates as a text prints them, before years and orders are settled.
#[derive(Debug)]
pub struct Printed<'t> {
    text: &'t str,
    phrases: Vec<Phrase>,
}

impl Printed<'_> {
    /// What the dates themselves add to a context: the year that most of them have, and the order that `25/09/2009` proves.
    #[must_use]
    pub fn context<'c>(&self, known: Context<'c>) -> Context<'c> {
        known.refined(&self.phrases)
    }

    /// The expressions, in text order; terms say the years of their stretches of the text.
    #[must_use]
    pub fn resolve(&self, context: &Context<'_>, terms: &Terms) -> Vec<Expression> {
        let mut found = resolve::resolve(self.text, &self.phrases, context, terms);
        dotted::settle(self.text, &mut found);
        let whole = terms.at(0).or(context.term);
        listed::add(self.text, &Context { term: whole, ..*context }, &mut found);
        found
    }
}
