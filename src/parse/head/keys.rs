//! What the keys of metadata say of the days under them. Makers of pages invent keys without end, but of the same few words
//! (`words.tsv`, `key.*`): `bt:pubdate`, `article:published_time` and `dcterms.issued` are one kind.

use crate::parse::head::words;

/// What a day under a key is, with the rule and how far it is to be trusted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Key {
    /// The day of publication.
    Published(&'static str, f32),
    /// That of the last change.
    Changed(&'static str, f32),
}

impl Key {
    /// The kind of a key in lower case; `None` where it is of nothing or of something else than the page.
    pub(super) fn of(key: &str) -> Option<Self> {
        let says = |class| words::holds(key, class);
        match () {
            () if key.len() > LONGEST || says("key.other") => None,
            () if says("key.changed") => Some(Self::Changed("meta.changed", 0.9)),
            () if says("key.published") => Some(Self::Published("meta.published", 0.94)),
            () if says("key.created") => Some(Self::Published("meta.created", 0.6)),
            // Often the day on which the site last wrote the page.
            () if says("key.date") => Some(Self::Published("meta.date", 0.72)),
            () => None,
        }
    }
}

/// Longest key that is read, in bytes.
const LONGEST: usize = 60;
