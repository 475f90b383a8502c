//! [`Labels`] know what people would call each row of a dataset, so that nobody has to read ids.

use std::collections::HashMap;

use super::data::{Data, Row};
use super::shape::{ORDER, called};
use crate::records::{ColumnType, Table};

/// How many references are followed to call a row: a post is called by its person, and what refers to a post by the post. Ids of a dataset that
/// somebody else wrote may lead in a ring.
const HOPS: usize = 2;

/// The rows of a dataset by id.
pub(super) struct Labels<'d> {
    rows: HashMap<&'d str, (Table, &'d Row)>,
}

impl<'d> Labels<'d> {
    pub(super) fn of(data: &'d Data) -> Self {
        let rows =
            ORDER.iter().flat_map(|table| data.rows(*table).iter().map(|row| (row.id(), (*table, row))));
        Self { rows: rows.collect() }
    }

    /// `Ann Lee, speaker, Webinar 2`; the id of a row that says nothing to call it by.
    pub(super) fn label(&self, table: Table, row: &Row) -> String {
        self.label_within(HOPS, table, row)
    }

    fn label_within(&self, hops: usize, table: Table, row: &Row) -> String {
        let (first, all) = called(table);
        let texts = |names: &'static [&'static str]| {
            let columns = names.iter().filter_map(move |name| column(table, name));
            columns.map(|at| self.text(hops, table, at, row.cell(at))).filter(|text| !text.is_empty())
        };
        let label = texts(first).next().unwrap_or_else(|| texts(all).collect::<Vec<_>>().join(", "));
        if label.is_empty() { row.id().to_owned() } else { label }
    }

    /// What people would call the row of this id; `None` where it is no id of the dataset, or too far.
    fn of_id(&self, hops: usize, id: &str) -> Option<String> {
        let hops = hops.checked_sub(1)?;
        self.rows.get(id).map(|(table, row)| self.label_within(hops, *table, row))
    }

    /// The page of a row.
    pub(super) fn source(&self, table: Table, row: &'d Row) -> Option<&'d str> {
        let announcement = match column(table, "announcement_id")? {
            0 => row,
            at => self.rows.get(row.cell(at))?.1,
        };
        column(Table::Announcements, "source").map(|at| announcement.cell(at))
    }

    /// What the row is called that a column refers to; `None` where the column holds values of its own.
    pub(super) fn of_reference(&self, table: Table, column: usize, cell: &str) -> Option<String> {
        is_reference(table, column).then(|| self.of_id(HOPS, cell))?
    }

    /// The text of a cell; of one that refers to a row, what that is called.
    fn text(&self, hops: usize, table: Table, column: usize, cell: &str) -> String {
        let referred = is_reference(table, column).then(|| self.of_id(hops, cell)).flatten();
        referred.unwrap_or_else(|| cell.to_owned())
    }
}

/// Whether a column holds ids of other rows.
pub(super) fn is_reference(table: Table, column: usize) -> bool {
    column > 0 && table.columns()[column].kind == ColumnType::Id
}

/// The place of a column of a table.
pub(super) fn column(table: Table, name: &str) -> Option<usize> {
    table.columns().iter().position(|column| column.name == name)
}
