//! What a caller of [`relate`](super::relate) may choose. Leaving things out is for measuring what they carry.

use std::collections::BTreeSet;

use crate::confidence::Curves;
use crate::lexicon::{LANGUAGES, Language, world};
use crate::relate::grammar::pattern::rule_lines;

/// What a caller may choose; nothing is left out where nothing is said.
#[derive(Clone, Debug, Default)]
pub struct Choices {
    /// Values of which fewer than this share are right are left out (0–1).
    pub min_confidence: f32,
    /// Which confidence is written.
    pub confidence: Confidence,
    /// What takes no part.
    pub without: Without,
}

/// Which confidence is written into the evidence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Confidence {
    /// The share of such values that gold says is right.
    #[default]
    Calibrated,
    /// What the rules state.
    Stated,
}

impl Confidence {
    /// The curves that are applied, where some are.
    pub(crate) fn curves(self) -> Option<&'static Curves> {
        (self == Self::Calibrated).then(Curves::learned)
    }
}

/// What takes no part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Without {
    /// Ids of relation patterns.
    pub patterns: BTreeSet<String>,
    /// Labelled values: lines, cells and headings that say what follows.
    pub labels: bool,
    /// What the page says of itself outside its text.
    pub metadata: bool,
}

/// The ids of all relation patterns, in the order of their files: those of every language, then those of each.
#[must_use]
pub fn pattern_ids() -> Vec<&'static str> {
    let files = std::iter::once(world::RELATIONS).chain(LANGUAGES.iter().map(Language::relations));
    files.flat_map(rule_lines).map(|[id, ..]| id).filter(|id| !id.starts_with('@')).collect()
}
