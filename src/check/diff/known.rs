//! [`Known`] is what has been recognised so far: the old id of each row of the new dataset. Seen through it, a row that only refers to rows
//! with other ids says what it said.

use rustc_hash::FxHashMap;

use super::data::Row;
use super::label::is_reference;
use crate::records::Table;

/// Ids of the new dataset by those of the old one.
#[derive(Debug, Default)]
pub(super) struct Known<'d> {
    /// Only where the two differ.
    old: FxHashMap<&'d str, &'d str>,
    tables: Vec<Table>,
}

impl<'d> Known<'d> {
    /// Takes in the pairs of a table.
    pub(super) fn learn(&mut self, table: Table, pairs: &[(usize, usize)], old: &'d [Row], new: &'d [Row]) {
        self.tables.push(table);
        let ids = pairs.iter().map(|(before, after)| (new[*after].id(), old[*before].id()));
        self.old.extend(ids.filter(|(new, old)| new != old));
    }

    /// Whether the rows of a table have been recognised.
    pub(super) fn has(&self, table: Table) -> bool {
        self.tables.contains(&table)
    }

    /// A cell of the new dataset as the old one would have it.
    pub(super) fn old_cell<'a>(&self, table: Table, column: usize, cell: &'a str) -> &'a str
    where
        'd: 'a,
    {
        if is_reference(table, column) { self.old.get(cell).copied().unwrap_or(cell) } else { cell }
    }
}
