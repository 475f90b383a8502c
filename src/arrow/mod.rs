//! Rows as [Arrow](https://arrow.apache.org/docs/format/Columnar.html) record batches, for data frames and engines: [`batches`] gives a table of a
//! dataset, [`Documents`] a row a page, in which each table is a list of its rows. Both are cut from the columns of the contract (feature `arrow`).
//!
//! Texts, ids, words, dates (which may be known in part) and times are `Utf8`, whole numbers `Int64`, shares `Float64`, lists `List<Utf8>`; an empty
//! list is a list without items, never null.

mod back;
mod column;
mod documents;
mod rows;
mod stream;
#[cfg(test)]
mod tests;
mod texts;

pub use back::record;
pub use documents::Documents;
pub use stream::DocumentStream;
pub(crate) use stream::TableStream;
pub use texts::Texts;
pub(crate) use texts::column;

use std::convert::Infallible;

use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;
use serde::Serialize;

use crate::records::{Row, Table, TableVisitor};
use crate::resolve::Dataset;
use rows::Rows;

/// Rows in a batch, at most.
const ROWS: usize = 1 << 16;

/// Bytes of text after which a batch is full: far below the 2 GiB that the offsets of a column can count.
const BYTES: usize = 1 << 28;

/// The columns of a table.
#[must_use]
pub fn schema(table: Table) -> SchemaRef {
    SchemaRef::new(arrow_schema::Schema::new(column::fields(table)))
}

/// The rows of a table of a dataset; no batch is empty, and where there are no rows there is none.
#[must_use]
pub fn batches(dataset: &Dataset, table: Table) -> Vec<RecordBatch> {
    let mut batches = Batches::new(table);
    let Ok(()) = if table == Table::WhoSpoke {
        batches.rows(&dataset.who_spoke())
    } else {
        dataset.tables.visit(table, &mut batches)
    };
    batches.cut();
    batches.full
}

/// Rows that are cut into batches as they come.
struct Batches {
    rows: Rows,
    full: Vec<RecordBatch>,
}

impl Batches {
    fn new(table: Table) -> Self {
        Self { rows: Rows::new(table), full: Vec::new() }
    }

    fn cut(&mut self) {
        if self.rows.len() > 0 {
            self.full.push(self.rows.finish().into());
        }
    }
}

impl TableVisitor for Batches {
    type Error = Infallible;

    fn rows<R: Row + Serialize>(&mut self, rows: &[R]) -> Result<(), Infallible> {
        for row in rows {
            self.rows.push(row);
            if self.rows.len() == ROWS || self.rows.bytes() >= BYTES {
                self.cut();
            }
        }
        Ok(())
    }
}
