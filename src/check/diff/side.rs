//! A [`Side`] is the rows of a table that one dataset has and the other seems not to have, with all by which they may be recognised:
//! cells, names, and what refers to them.

use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHasher};

use super::data::{Data, Row};
use super::known::Known;
use super::label::{column, is_reference};
use super::shape::{ORDER, Shape, shape};
use crate::normalize::fold;
use crate::records::{ColumnType, Table};

/// Words compared of a name; long titles are told apart by fewer.
const WORDS: usize = 24;

/// Rows of one dataset that are to be recognised in the other.
pub(super) struct Side<'d> {
    pub(super) table: Table,
    pub(super) shape: Shape,
    rows: Vec<&'d Row>,
    /// The words of each name of a row.
    names: Vec<Vec<Vec<String>>>,
    /// What refers to each row, as sorted hashes.
    contexts: Vec<Vec<u64>>,
    /// How ids are seen: as the old dataset has them.
    seen: Option<&'d Known<'d>>,
}

impl<'d> Side<'d> {
    /// The rows at `open`. `known` says of which tables rows are recognised; ids are read through `seen`.
    pub(super) fn of(
        table: Table,
        data: &'d Data,
        open: &[usize],
        known: &'d Known<'d>,
        seen: Option<&'d Known<'d>>,
    ) -> Self {
        let rows: Vec<&Row> = open.iter().map(|at| &data.rows(table)[*at]).collect();
        let shape = shape(table);
        let names = rows.iter().map(|row| names(table, &shape, row)).collect();
        let contexts = Vec::new();
        let mut side = Self { table, shape, rows, names, contexts, seen };
        side.contexts = side.contexts(data, known);
        side
    }

    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    pub(super) fn names(&self, at: usize) -> &[Vec<String>] {
        &self.names[at]
    }

    pub(super) fn context(&self, at: usize) -> &[u64] {
        &self.contexts[at]
    }

    /// A cell as the old dataset would have it.
    pub(super) fn cell(&self, at: usize, column: usize) -> &str {
        self.seen_as(self.table, column, self.rows[at].cell(column))
    }

    fn seen_as<'c>(&self, table: Table, column: usize, cell: &'c str) -> &'c str
    where
        'd: 'c,
    {
        self.seen.map_or(cell, |known| known.old_cell(table, column, cell))
    }

    /// The columns that say something of a row: neither its id nor a row of its own table, which may not be recognised yet.
    pub(super) fn telling(&self) -> impl Iterator<Item = usize> + use<> {
        let table = self.table;
        let columns = table.columns().iter().enumerate().skip(1);
        columns.filter(move |(_, column)| column.target() != Some(table)).map(|(at, _)| at)
    }

    /// The row that a row hangs on.
    pub(super) fn anchor(&self, at: usize) -> Option<&str> {
        self.shape.anchor.and_then(|name| column(self.table, name)).map(|column| self.cell(at, column))
    }

    /// A hash of all that a row says and of all that refers to it.
    pub(super) fn print(&self, at: usize) -> u64 {
        let cells = self.telling().map(|column| self.cell(at, column));
        hash((cells.collect::<Vec<_>>(), self.context(at)))
    }

    /// For each row the hashes of those that refer to it, without what is not recognised yet.
    fn contexts(&self, data: &'d Data, known: &Known<'_>) -> Vec<Vec<u64>> {
        let mut contexts = vec![Vec::new(); self.rows.len()];
        let places: FxHashMap<&str, usize> =
            self.rows.iter().enumerate().map(|(at, row)| (row.id(), at)).collect();
        for table in ORDER.into_iter().filter(|table| *table != self.table && *table != Table::Findings) {
            let columns = table.columns().iter().enumerate().skip(1);
            for (from, _) in columns.filter(|(_, column)| column.target() == Some(self.table)) {
                let telling = telling_of(table, from, known);
                for row in data.rows(table) {
                    if let Some(at) = places.get(row.cell(from)) {
                        let cells =
                            telling.iter().map(|column| self.seen_as(table, *column, row.cell(*column)));
                        contexts[*at].push(hash((table, from, cells.collect::<Vec<_>>())));
                    }
                }
            }
        }
        contexts.iter_mut().for_each(|context| context.sort_unstable());
        contexts
    }
}

/// The columns that say which row refers by the column `from`. Places in a list shift when somebody comes before.
fn telling_of(table: Table, from: usize, known: &Known<'_>) -> Vec<usize> {
    let columns = table.columns().iter().enumerate().skip(1);
    let telling = columns.filter(|(at, column)| {
        let is_recognised =
            !is_reference(table, *at) || column.target().is_some_and(|target| known.has(target));
        *at != from && is_recognised && column.kind != ColumnType::Integer
    });
    telling.map(|(at, _)| at).collect()
}

/// The words of each name of a row, folded.
fn names(table: Table, shape: &Shape, row: &Row) -> Vec<Vec<String>> {
    let cells = shape.names.iter().filter_map(|name| column(table, name)).map(|at| row.cell(at));
    // Aliases are several in one cell; in any other name the mark makes no difference to its words.
    let names = cells.flat_map(|cell| cell.split("; ")).map(fold);
    let words = names.map(|name| {
        let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.take(WORDS).map(str::to_owned).collect::<Vec<_>>()
    });
    words.filter(|words| !words.is_empty()).collect()
}

/// A hash that is the same in every run.
pub(super) fn hash(value: impl Hash) -> u64 {
    let mut hasher = FxHasher::default();
    value.hash(&mut hasher);
    hasher.finish()
}
