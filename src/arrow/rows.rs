//! [`Rows`] of one table become columns, one row after the other.

use std::convert::Infallible;

use arrow_array::StructArray;
use arrow_schema::Fields;
use serde::Serialize;

use crate::arrow::column::{Builder, fields};
use crate::records::{Row, Table, TableVisitor};

/// Rows of a table.
pub(super) struct Rows {
    fields: Fields,
    columns: Vec<Builder>,
    len: usize,
    bytes: usize,
}

impl Rows {
    pub(super) fn new(table: Table) -> Self {
        let columns = table.columns().iter().map(|column| Builder::new(column.kind)).collect();
        Self { fields: fields(table), columns, len: 0, bytes: 0 }
    }

    /// How many rows have come.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// How much text they hold.
    pub(super) fn bytes(&self) -> usize {
        self.bytes
    }

    pub(super) fn push(&mut self, row: &impl Row) {
        for (at, column) in self.columns.iter_mut().enumerate() {
            self.bytes += column.push(&row.cell(at));
        }
        self.len += 1;
    }

    /// Gives the rows that came; the next one begins anew.
    pub(super) fn finish(&mut self) -> StructArray {
        (self.len, self.bytes) = (0, 0);
        let columns = self.columns.iter_mut().map(Builder::finish).collect();
        StructArray::new(self.fields.clone(), columns, None)
    }
}

impl TableVisitor for Rows {
    type Error = Infallible;

    fn rows<R: Row + Serialize>(&mut self, rows: &[R]) -> Result<(), Infallible> {
        rows.iter().for_each(|row| self.push(row));
        Ok(())
    }
}
