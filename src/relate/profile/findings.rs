//! What a careful reader of a profile would query: selectors that found nothing on the page.

use crate::profile::Reading;
use crate::records::Severity;
use crate::relate::draft::{Draft, Note};

/// The code of the finding.
pub(crate) const UNMATCHED: &str = "selector_matched_nothing";

pub(super) fn unmatched(draft: &mut Draft<'_>, reading: &Reading<'_>) {
    // Below a row that was not found nothing can be.
    for count in reading.counts.iter().filter(|count| count.rows > 0 && count.values == 0 && !count.optional)
    {
        let (what, name) = if count.elements == 0 {
            ("matches nothing", "the site may have changed")
        } else {
            ("matches, but gives no value", "attribute, label or pattern may not fit")
        };
        let message = format!(
            "profile `{}`: `{}` of {} {what} on this page; {name}: see `annals profile test`, or say `optional = true`",
            reading.profile.name, count.css, count.field
        );
        draft.notes.push(Note {
            severity: Severity::Warning,
            code: UNMATCHED,
            message,
            span: None,
            element: None,
        });
    }
}
