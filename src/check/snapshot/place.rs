//! The cell that a part of `expected.json` stands for: the way from a difference back to its row, and so to its evidence.

use super::walk::{Difference, Step};
use crate::records::{Id, PageRecord, Table};

/// A row, or a cell of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target {
    /// The row.
    pub row: Id,
    /// The column; `None` where it is the whole row.
    pub column: Option<&'static str>,
}

impl Difference {
    /// The cell that it is about; `None` where the page has no such row any more, or where it is a finding.
    #[must_use]
    pub fn target(&self, record: &PageRecord) -> Option<Target> {
        let tables = &record.tables;
        let key = |at: usize| match self.at.get(at) {
            Some(Step::Key(key)) => Some(key.as_str()),
            _ => None,
        };
        let item = |at: usize| match self.at.get(at) {
            Some(Step::Item(item)) => Some(*item),
            _ => None,
        };
        let (row, column) = match (key(0)?, item(1), key(2), item(3)) {
            ("announcement", ..) => (tables.announcements.first()?.announcement_id, key(1)),
            ("people", Some(at), Some("positions"), Some(nth)) => {
                let person = tables.people.get(at)?.person_id;
                let mut rows = tables.positions.iter().filter(|row| row.person_id == person);
                (rows.nth(nth)?.position_id, key(4))
            }
            ("people", Some(at), Some("appearances"), Some(nth)) => {
                let person = tables.people.get(at)?.person_id;
                let row = tables.appearances.iter().filter(|row| row.person_id == person).nth(nth)?;
                match (key(4), row.talk_id) {
                    // What people correct is what the talk is called.
                    (Some("talk"), Some(talk)) => (talk, Some("title")),
                    (column, _) => (row.appearance_id, column),
                }
            }
            ("events", Some(at), Some("organizers"), Some(nth)) => {
                let event = tables.events.get(at)?.event_id;
                let mut rows = tables.event_organizers.iter().filter(|row| row.event_id == event);
                (rows.nth(nth)?.event_organizer_id, key(4))
            }
            ("people", Some(at), column, None) => (tables.people.get(at)?.person_id, column),
            ("events", Some(at), column, None) => (tables.events.get(at)?.event_id, column),
            ("institutions", Some(at), column, None) => (tables.institutions.get(at)?.institution_id, column),
            ("deadlines", Some(at), column, None) => (tables.deadlines.get(at)?.deadline_id, column),
            _ => return None,
        };
        Some(Target { row, column: column.and_then(|name| column_of(row.table, name)) })
    }
}

/// The column of a key: `institution` is `institution_id`.
fn column_of(table: Table, key: &str) -> Option<&'static str> {
    let names = table.columns().iter().map(|column| column.name);
    names.into_iter().find(|name| *name == key || name.strip_suffix("_id") == Some(key))
}
