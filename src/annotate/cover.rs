//! Cover: what the mentions found so far say of each token, a bit each, so that a recogniser asks of a token what others made of it without
//! looking through mentions. One table serves a whole document.

use crate::annotate::mention::{Kind, Mention};

/// Longest quotation whose words may still name somebody, with its marks, in tokens.
const SHORT_QUOTE: usize = 4;

/// What can be said of a token.
#[derive(Clone, Copy)]
#[repr(u8)]
pub(crate) enum Part {
    /// Inside an institution or a unit.
    Institution = 1,
    /// Inside an institution, a unit or a long quotation.
    Taken = 2,
    /// First token of an institution, a unit or an acronym.
    InstitutionStart = 4,
    /// First token of a post.
    PostStart = 8,
    /// Inside a post, behind its first token.
    PostInside = 16,
    /// Last token of a post.
    PostEnd = 32,
    /// Inside a person, a post or a date.
    Named = 64,
    /// First token of a noun of venues.
    VenueNoun = 128,
}

/// The parts of all tokens of a document.
#[derive(Debug)]
pub(crate) struct Cover(Vec<u8>);

impl Cover {
    /// Of nothing yet.
    pub(crate) fn of(tokens: usize) -> Self {
        Self(vec![0; tokens])
    }

    /// Whether a token is that part of something.
    pub(crate) fn is(&self, at: usize, part: Part) -> bool {
        self.0.get(at).is_some_and(|parts| parts & part as u8 != 0)
    }

    /// Makes a token that part of something.
    pub(crate) fn set(&mut self, at: usize, part: Part) {
        self.0[at] |= part as u8;
    }

    /// Adds what a sentence's recognisers found.
    pub(crate) fn add(&mut self, mentions: &[Mention]) {
        for mention in mentions {
            let (from, to) = (mention.from, mention.to);
            match mention.kind {
                Kind::Institution(_) | Kind::Unit => {
                    self.fill(from, to, Part::Institution as u8 | Part::Taken as u8);
                    self.set(from, Part::InstitutionStart);
                }
                Kind::Acronym => self.set(from, Part::InstitutionStart),
                Kind::Quote { .. } if to - from > SHORT_QUOTE => self.fill(from, to, Part::Taken as u8),
                Kind::Position(_) => {
                    self.set(from, Part::PostStart);
                    self.fill(from + 1, to, Part::PostInside as u8);
                    self.set(to - 1, Part::PostEnd);
                }
                _ => {}
            }
        }
    }

    /// Marks the tokens of everything that cannot be a part of a venue.
    pub(crate) fn add_named(&mut self, mentions: &[Mention]) {
        for mention in mentions {
            if matches!(mention.kind, Kind::Person(_) | Kind::Position(_) | Kind::Date(_)) {
                self.fill(mention.from, mention.to, Part::Named as u8);
            }
        }
    }

    fn fill(&mut self, from: usize, to: usize, parts: u8) {
        self.0[from..to].iter_mut().for_each(|token| *token |= parts);
    }
}
