//! Drift: what the pages of a source give is compared with what they gave when somebody last looked, the [`Baseline`]. A site that
//! changes its markup, or shows a wall in place of its pages, is told by what is missing then.

mod baseline;
mod judge;
#[cfg(test)]
mod tests;

pub use baseline::{BASELINE, Baseline, Shares};
pub use judge::{Drift, Seen, judge, vanished};

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::records::{Origin, PageRecord, Tables};

/// What the pages of a record count to: their profile, else their source, by the name of its first place.
#[must_use]
pub fn group(record: &PageRecord, source: &str) -> String {
    match &record.page.profile {
        Some(profile) => format!("profile {profile}"),
        None => format!("source {source}"),
    }
}

/// What of a record drift is told by: little, so that it can be held of all pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gist {
    /// The name of the page.
    pub source: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub content_sha256: String,
    /// How long its text is, in bytes.
    pub text_bytes: u32,
    /// Whether it has left the web: it tells nothing of how the site is now.
    pub gone: bool,
    /// Whether it announces anything.
    pub announces: bool,
    /// The columns that it gives a value of.
    pub fields: Arc<BTreeSet<String>>,
    /// The selectors that gave it a value.
    pub selectors: Arc<BTreeSet<String>>,
}

/// Sets that many pages have in common.
#[derive(Debug, Default)]
pub struct Common(BTreeSet<Arc<BTreeSet<String>>>);

impl Gist {
    /// The gist of a record.
    #[must_use]
    pub fn of(record: &PageRecord) -> Self {
        let Tables { announcements, evidence, .. } = &record.tables;
        let fields = evidence.iter().map(|row| (row.in_table, row.field.as_str())).collect::<BTreeSet<_>>();
        let selectors = evidence.iter().filter(|row| row.origin == Origin::Profile);
        Self {
            source: record.page.source.clone(),
            content_sha256: record.page.content_sha256.clone(),
            text_bytes: record.text_bytes,
            gone: announcements.iter().any(|row| row.gone),
            announces: !announcements.is_empty(),
            fields: Arc::new(fields.into_iter().map(|(table, field)| format!("{table}.{field}")).collect()),
            selectors: Arc::new(selectors.map(|row| row.rule.clone()).collect()),
        }
    }

    /// The same, with the sets that other pages have too.
    #[must_use]
    pub fn with(mut self, common: &mut Common) -> Self {
        for set in [&mut self.fields, &mut self.selectors] {
            if let Some(known) = common.0.get(set) {
                *set = Arc::clone(known);
            } else {
                common.0.insert(Arc::clone(set));
            }
        }
        self
    }
}
