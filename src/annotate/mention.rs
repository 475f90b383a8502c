//! A [`Mention`] is a stretch of text that means something: a person, a post, an institution, a date. Mentions may overlap;
//! which of them count is decided later, where there is more to decide it with.

use crate::dates::Expression;
use crate::records::{EventKind, InstitutionKind};
use crate::span::Span;

/// Something that a recogniser found.
#[derive(Clone, Debug)]
pub struct Mention {
    /// All of it, titles and quotation marks included.
    pub span: Span,
    /// First token.
    pub from: usize,
    /// One past the last token.
    pub to: usize,
    /// What it is.
    pub kind: Kind,
    /// Id of the recogniser's rule.
    pub rule: &'static str,
    /// How sure the recogniser is, from 0 to 1.
    pub confidence: f32,
}

/// What a mention is.
#[derive(Clone, Debug)]
pub enum Kind {
    /// A person.
    Person(PersonMention),
    /// A post: `Deputy Director of Research`.
    Position(PositionMention),
    /// An institution by a name of its own.
    Institution(InstitutionMention),
    /// A part of an institution: `Department of Physics`.
    Unit,
    /// Capitals that may stand for an institution: `FTC`.
    Acronym,
    /// Capitalised words that nothing explains; the context may.
    Proper,
    /// A country, adjective, city or state.
    Place {
        /// ISO 3166-1 alpha-2.
        country: &'static str,
        /// What kind of place it is.
        class: PlaceClass,
    },
    /// A room or a building, with what it is a part of.
    Venue,
    /// Text in quotation marks.
    Quote {
        /// Between the marks, without end punctuation.
        inner: Span,
    },
    /// `Webinar 2`, `the inaugural lecture`, `conference`.
    Event(EventMention),
    /// A date, a time, or both.
    Date(Box<Expression>),
}

/// A person as named at one place.
#[derive(Clone, Debug, Default)]
pub struct PersonMention {
    /// The name without titles and letters.
    pub name: Span,
    /// The surname, where it stands first and a comma after it: `Hollis, Mary`.
    pub surname: Option<Span>,
    /// Titles before it, in page order.
    pub before: Vec<Span>,
    /// Letters after it, in page order.
    pub after: Vec<Span>,
}

/// A post as named at one place.
#[derive(Clone, Copy, Debug, Default)]
pub struct PositionMention {
    /// The noun alone: `director` in `Deputy Director of Research`.
    pub head: Span,
    /// `former`, `ex-`: not held now.
    pub past: bool,
}

/// An institution as named at one place.
#[derive(Clone, Copy, Debug)]
pub struct InstitutionMention {
    /// The name.
    pub name: Span,
    /// `(FTC)` right after the name.
    pub abbreviation: Option<Span>,
    /// What it is.
    pub kind: InstitutionKind,
    /// It has no proper name of its own, or heads that also name parts: `Skills Centre`, `Press & Media Centre`.
    pub part_like: bool,
}

/// Kinds of places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the class of its name")]
pub enum PlaceClass {
    Country,
    Adjective,
    City,
    State,
}

/// An event as named at one place.
#[derive(Clone, Copy, Debug)]
pub struct EventMention {
    /// What it is.
    pub kind: EventKind,
    /// Its number: `Webinar 2`, `the third workshop`, `inaugural`.
    pub ordinal: Option<u32>,
    /// `final`, `last`.
    pub last: bool,
    /// `this webinar`, `the event`: points back.
    pub anaphoric: bool,
    /// `webinars`.
    pub plural: bool,
    /// `four webinars`.
    pub count: Option<u32>,
    /// A name of its own: `34th Annual General Meeting`, `International Conference on Port Cities`.
    pub name: Option<Span>,
}

impl Mention {
    /// The person, where it is one.
    #[must_use]
    pub fn person(&self) -> Option<&PersonMention> {
        match &self.kind {
            Kind::Person(person) => Some(person),
            _ => None,
        }
    }

    /// The institution, where it is one.
    #[must_use]
    pub fn institution(&self) -> Option<&InstitutionMention> {
        match &self.kind {
            Kind::Institution(institution) => Some(institution),
            _ => None,
        }
    }

    /// The date expression, where it is one.
    #[must_use]
    pub fn date(&self) -> Option<&Expression> {
        match &self.kind {
            Kind::Date(date) => Some(date),
            _ => None,
        }
    }

    /// The event, where it is one.
    #[must_use]
    pub fn event(&self) -> Option<&EventMention> {
        match &self.kind {
            Kind::Event(event) => Some(event),
            _ => None,
        }
    }
}
