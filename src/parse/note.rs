//! A [`Note`] is something odd about a page that its reader should know: what was cut because it has no bound, what could not be read.
//! Later stages make findings of them.

use crate::parse::dom::{Cuts, DEPTH};
use crate::parse::map::ElementId;
use crate::records::Severity;

/// Something odd about a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// How much it matters.
    pub severity: Severity,
    /// What it is, for programs.
    pub code: &'static str,
    /// What it is, for people.
    pub message: String,
    /// Where it is, where it has a place.
    pub element: Option<ElementId>,
}

impl Note {
    /// A note that has no place.
    pub(super) fn new(code: &'static str, message: String) -> Self {
        Self { severity: Severity::Note, code, message, element: None }
    }

    /// The same note with a place.
    pub(super) fn at(self, element: ElementId) -> Self {
        Self { element: Some(element), ..self }
    }
}

/// What the tree has to do without.
pub(super) fn cuts(cuts: Cuts, html: &str) -> Vec<Note> {
    let mut notes = Vec::new();
    if cuts.deep > 0 {
        let message = format!(
            "elements nest deeper than {DEPTH}; {} tags below that were left out, their text was read as that of the elements around them",
            cuts.deep
        );
        notes.push(Note::new("nested_too_deep", message));
    }
    if cuts.attributes > 0 {
        let message =
            format!("a tag has more attributes than any page needs; {} were left out", cuts.attributes);
        notes.push(Note::new("too_many_attributes", message));
    }
    if let Some(at) = cuts.stopped {
        let line = 1 + memchr::memchr_iter(b'\n', &html.as_bytes()[..at]).count();
        let message = format!(
            "reading ended at line {line}, after {at} of {} bytes: formatting that is never closed would make the page many times larger than its source; what follows is missing",
            html.len()
        );
        notes.push(Note { severity: Severity::Warning, ..Note::new("reading_stopped", message) });
    }
    notes
}
