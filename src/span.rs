//! A [`Span`] is a half-open range of byte offsets into the text of one document.
//! Every block, mention and piece of evidence is a span, so that nothing is copied until a table is written.

use std::fmt;
use std::ops::Range;

use serde::Serialize;

/// Half-open byte range `start..end`; both ends lie on character boundaries of the text it belongs to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span of two offsets; `start <= end`.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end);
        Self { start: start as u32, end: end as u32 }
    }

    /// The slice of `text` that the span covers.
    ///
    /// # Panics
    /// Where the span was made for another text.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        &text[self.range()]
    }

    /// The span as a range of `usize`.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Length in bytes.
    #[must_use]
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// True where nothing is covered.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// True where `other` lies inside.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// True where the two share at least one byte.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The span without white space at its ends.
    #[must_use]
    pub fn trim(self, text: &str) -> Self {
        self.trim_matches(text, char::is_whitespace)
    }

    /// The span without the characters at its ends for which `strip` holds.
    #[must_use]
    pub fn trim_matches(self, text: &str, strip: impl Fn(char) -> bool + Copy) -> Self {
        let slice = self.of(text);
        let start = self.start as usize + (slice.len() - slice.trim_start_matches(strip).len());
        let end = self.end as usize - (slice.len() - slice.trim_end_matches(strip).len());
        if start >= end {
            Self::new(start.min(self.end as usize), start.min(self.end as usize))
        } else {
            Self::new(start, end)
        }
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}
