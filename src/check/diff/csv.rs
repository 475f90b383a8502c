//! A table from CSV: with or without the guard against formulas, with or without what spreadsheets put before UTF-8.

use csv::StringRecord;

use super::data::{Row, Sheet};
use crate::error::{Error, ErrorKind, Result};
use crate::records::Table;
use crate::write::Cells;

/// Reads the file `name` of a table. Columns may stand in any order; those that the contract does not have are passed over.
pub(super) fn sheet(table: Table, name: &str, bytes: &[u8]) -> Result<Sheet> {
    let wrong = |error: csv::Error| {
        Error::new(ErrorKind::Format, name, "is no table")
            .because(error)
            .remedy("build the dataset again, or take the file out")
    };
    let (written, mut reader) = Cells::read(bytes).map_err(|error| wrong(error.into()))?;
    let heads = reader.headers().map_err(wrong)?.clone();
    let columns: Vec<Option<usize>> =
        table.columns().iter().map(|column| heads.iter().position(|head| head == column.name)).collect();
    if columns.first().copied().flatten().is_none() {
        let message = format!("is no table of {table}: it has no column {}", table.columns()[0].name);
        return Err(Error::new(ErrorKind::Format, name, message)
            .remedy("build the dataset again, or take the file out"));
    }
    let mut rows = Vec::new();
    let mut read = StringRecord::new();
    while reader.read_record(&mut read).map_err(wrong)? {
        let mut cells = StringRecord::with_capacity(read.as_slice().len(), columns.len());
        for column in &columns {
            cells.push_field(column.and_then(|at| read.get(at)).map_or("", |cell| written.text(cell)));
        }
        rows.push(Row(cells));
    }
    Ok(Sheet { rows, has: columns.iter().map(Option::is_some).collect() })
}
