//! People and institutions that entries take out, with all that is said of them; talks and events stay.

use std::collections::HashSet;

use crate::records::{Id, Tables};

/// Rows that go, on their way over the pages.
pub(super) struct Dropping {
    ids: HashSet<Id>,
    /// Cells that are empty because they named such a row.
    bare: HashSet<(Id, &'static str)>,
}

impl Dropping {
    pub(super) fn new(ids: HashSet<Id>) -> Self {
        Self { ids, bare: HashSet::new() }
    }

    /// Takes the rows out of a page.
    pub(super) fn page(&mut self, tables: &mut Tables) {
        if self.ids.is_empty() {
            return;
        }
        let lost = self.lost(tables);
        let stays = |id: Id| !lost.contains(&id) && !self.ids.contains(&id);
        tables.people.retain(|row| stays(row.person_id));
        tables.institutions.retain(|row| stays(row.institution_id));
        tables.positions.retain(|row| stays(row.position_id));
        tables.appearances.retain(|row| stays(row.appearance_id));
        tables.event_organizers.retain(|row| stays(row.event_organizer_id));
        tables.findings.retain(|row| row.row_id.is_none_or(stays));
        for row in tables.positions.iter_mut().filter(|row| row.institution_id.is_some_and(|id| !stays(id))) {
            row.institution_id = None;
            self.bare.insert((row.position_id, "institution_id"));
        }
        for row in tables.institutions.iter_mut().filter(|row| row.parent_id.is_some_and(|id| !stays(id))) {
            row.parent_id = None;
            self.bare.insert((row.institution_id, "parent_id"));
        }
        let bare = |row: &crate::records::Evidence| self.bare.contains(&(row.row_id, row.field.as_str()));
        tables.evidence.retain(|row| stays(row.row_id) && !bare(row));
    }

    /// The rows of a page that are about nobody any more.
    fn lost(&self, tables: &Tables) -> HashSet<Id> {
        let gone = |id: &Id| self.ids.contains(id);
        let positions = tables.positions.iter().filter(|row| gone(&row.person_id));
        let appearances = tables.appearances.iter().filter(|row| gone(&row.person_id));
        let organizers = tables.event_organizers.iter().filter(|row| gone(&row.institution_id));
        let lost = positions.map(|row| row.position_id);
        let lost = lost.chain(appearances.map(|row| row.appearance_id));
        lost.chain(organizers.map(|row| row.event_organizer_id)).collect()
    }
}

/// Whether a page has something to say of one of these people.
pub(super) fn names(tables: &Tables, ids: &HashSet<Id>) -> bool {
    tables.people.iter().any(|row| ids.contains(&row.person_id))
        || tables.positions.iter().any(|row| ids.contains(&row.person_id))
        || tables.appearances.iter().any(|row| ids.contains(&row.person_id))
        || tables.evidence.iter().any(|row| ids.contains(&row.row_id))
}
