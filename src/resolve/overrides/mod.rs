//! What people know better than the pages, applied: rows are set apart while others merge, then joined, then corrected, then dropped. What an entry
//! matches is what the pages say, never what another entry has set, so that entries do not depend on each other.

mod identity;
mod index;
mod ledger;
mod set;

use std::collections::HashSet;

use crate::project::{Override, Overrides};
use crate::records::{Id, Institution, Person, Tables};
use crate::resolve::apart::Apart;
use crate::resolve::moves::Reason;
use index::Index;
use ledger::Ledger;
use set::Setter;

/// The overrides of a project, on their way through a dataset.
pub(crate) struct Applying<'o> {
    entries: &'o [Override],
    ledger: Ledger<'o>,
}

impl<'o> Applying<'o> {
    pub(crate) fn new(overrides: &'o Overrides) -> Self {
        Self { entries: &overrides.entries, ledger: Ledger::new(&overrides.entries) }
    }

    /// The entries that ask for something, with their numbers.
    fn asking(&self, asks: fn(&Override) -> bool) -> impl Iterator<Item = (usize, &'o Override)> + use<'o> {
        self.entries.iter().enumerate().filter(move |(_, entry)| asks(entry))
    }

    /// The rows of the pages that entries set apart.
    pub(crate) fn apart(&mut self, tables: &Tables) -> Apart {
        let mut apart = Apart::default();
        if self.entries.iter().any(|entry| entry.split) {
            let index = Index::of(tables);
            for (number, entry) in self.asking(|entry| entry.split) {
                let rows = index.matching(tables, entry.table, &entry.rows);
                self.ledger.matched(number, &entry.rows, &rows);
                rows.into_iter().for_each(|row| apart.put(row, number));
            }
        }
        apart
    }

    /// Joins, corrects and drops rows, and says which entries were of no use.
    pub(crate) fn apply(mut self, tables: &mut Tables, apart: &Apart) {
        if self.entries.is_empty() {
            return;
        }
        self.say_split(tables, apart);
        self.join(tables);
        let index = Index::of(tables);
        let dropped = self.dropped(tables, &index);
        self.set(tables, index);
        drop_rows(tables, &dropped);
        tables.findings.extend(self.ledger.findings());
    }

    /// The evidence of entries that kept rows from others.
    fn say_split(&mut self, tables: &mut Tables, apart: &Apart) {
        let split =
            apart.felt.iter().flat_map(|entry| apart.rows(*entry).into_iter().map(|row| (*entry, row)));
        let split: Vec<(Id, Reason)> = split.map(|(entry, row)| (row, self.reason(entry))).collect();
        identity::tell::<Person>(&split, tables);
        identity::tell::<Institution>(&split, tables);
        apart.felt.iter().for_each(|entry| self.ledger.changed(*entry));
    }

    fn reason(&self, entry: usize) -> Reason {
        Reason::overridden(&self.entries[entry].place)
    }

    fn join(&mut self, tables: &mut Tables) {
        let mut pairs = Vec::new();
        let index = Index::of(tables);
        for (number, entry) in self.asking(|entry| !entry.join.is_empty()) {
            let mut rows = Vec::new();
            for side in std::iter::once(&entry.rows).chain(&entry.join) {
                let found = index.matching(tables, entry.table, side);
                self.ledger.matched(number, side, &found);
                rows.extend(found);
            }
            pairs.extend(rows.windows(2).map(|pair| (number, pair[0], pair[1])));
        }
        let reason = |entry: usize| self.reason(entry);
        let mut changed = identity::join::<Person>(&pairs, &reason, tables);
        changed.extend(identity::join::<Institution>(&pairs, &reason, tables));
        changed.into_iter().for_each(|entry| self.ledger.changed(entry));
    }

    fn set(&mut self, tables: &mut Tables, index: Index) {
        let entries: Vec<(usize, Vec<Id>)> = self
            .asking(|entry| !entry.set.is_empty())
            .map(|(number, entry)| (number, index.matching(tables, entry.table, &entry.rows)))
            .collect();
        let mut setter = Setter::new(index);
        for (number, rows) in entries {
            let entry = &self.entries[number];
            self.ledger.matched(number, &entry.rows, &rows);
            match setter.set(entry, &rows, tables) {
                Ok(0) => {}
                Ok(_) => self.ledger.changed(number),
                Err(missing) => self.ledger.complain(number, missing),
            }
        }
        setter.finish(tables);
    }

    fn dropped(&mut self, tables: &Tables, index: &Index) -> HashSet<Id> {
        let mut dropped = HashSet::new();
        for (number, entry) in self.asking(|entry| entry.drop) {
            let rows = index.matching(tables, entry.table, &entry.rows);
            self.ledger.matched(number, &entry.rows, &rows);
            self.ledger.changed(number);
            dropped.extend(rows);
        }
        dropped
    }
}

/// Takes people and institutions out, with all that is said of them; talks and events stay.
fn drop_rows(tables: &mut Tables, ids: &HashSet<Id>) {
    let mut lost = ids.clone();
    lost.extend(
        tables.positions.iter().filter(|row| ids.contains(&row.person_id)).map(|row| row.position_id),
    );
    lost.extend(
        tables.appearances.iter().filter(|row| ids.contains(&row.person_id)).map(|row| row.appearance_id),
    );
    let organizers = tables.event_organizers.iter().filter(|row| ids.contains(&row.institution_id));
    lost.extend(organizers.map(|row| row.event_organizer_id));
    let stays = |id: Id| !lost.contains(&id);
    tables.people.retain(|row| stays(row.person_id));
    tables.institutions.retain(|row| stays(row.institution_id));
    tables.positions.retain(|row| stays(row.position_id));
    tables.appearances.retain(|row| stays(row.appearance_id));
    tables.event_organizers.retain(|row| stays(row.event_organizer_id));
    tables.findings.retain(|row| row.row_id.is_none_or(stays));
    let mut bare = HashSet::new();
    for row in tables.positions.iter_mut().filter(|row| row.institution_id.is_some_and(|id| !stays(id))) {
        row.institution_id = None;
        bare.insert((row.position_id, "institution_id"));
    }
    for row in tables.institutions.iter_mut().filter(|row| row.parent_id.is_some_and(|id| !stays(id))) {
        row.parent_id = None;
        bare.insert((row.institution_id, "parent_id"));
    }
    tables.evidence.retain(|row| stays(row.row_id) && !bare.contains(&(row.row_id, row.field.as_str())));
}
