//! Triggers: the few meanings without which a whole recogniser finds nothing. A sentence or a line that has none of them is not read by it.

use crate::annotate::vocabulary::{File, Sense};

/// What a phrase may set off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trigger {
    /// The head noun of an institution or of a part of one.
    Head,
    /// A noun of venues.
    Venue,
    /// The head noun of a post.
    Post,
    /// A word that dates and times begin with.
    Date,
}

impl Trigger {
    /// One bit for each, behind those of the files.
    pub(crate) const fn bit(self) -> u32 {
        1 << (File::COUNT + self as u32)
    }

    /// The bits of what a sense sets off.
    pub(super) fn of(sense: &Sense) -> u32 {
        match (sense.file, sense.class) {
            (File::Institutions, "head" | "head_in_capitals" | "unit" | "department") => Self::Head.bit(),
            (File::Institutions, "venue") => Self::Venue.bit(),
            (File::Positions, "head") => Self::Post.bit(),
            _ => 0,
        }
    }
}
