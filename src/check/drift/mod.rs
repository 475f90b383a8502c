//! Drift: what the pages of a source give is compared with what they gave when somebody last looked, the [`Baseline`]. A site that
//! changes its markup, or shows a wall in place of its pages, is told by what is missing then.

mod baseline;
mod judge;
#[cfg(test)]
mod tests;

pub use baseline::{BASELINE, Baseline, Shares};
pub use judge::{Drift, Seen, judge, vanished};

use std::collections::BTreeSet;

use crate::records::{Origin, PageRecord};

/// What the pages of a record count to: their profile, else their source, by the name of its first place.
#[must_use]
pub fn group(record: &PageRecord, source: &str) -> String {
    match &record.page.profile {
        Some(profile) => format!("profile {profile}"),
        None => format!("source {source}"),
    }
}

/// The columns that a page gives a value of.
fn fields(record: &PageRecord) -> BTreeSet<String> {
    record.tables.evidence.iter().map(|row| format!("{}.{}", row.in_table, row.field)).collect()
}

/// The selectors that gave a page a value.
fn selectors(record: &PageRecord) -> BTreeSet<String> {
    let rows = record.tables.evidence.iter().filter(|row| row.origin == Origin::Profile);
    rows.map(|row| row.rule.clone()).collect()
}

/// A page that has left the web tells nothing of how the site is now.
fn is_there(record: &PageRecord) -> bool {
    !record.tables.announcements.iter().any(|row| row.gone)
}
