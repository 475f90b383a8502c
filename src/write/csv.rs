//! CSV as RFC 4180 has it, in UTF-8 with LF and a header row. Cells that a spreadsheet would run as a formula are neutralised as OWASP
//! advises: a `'` before them. It can be undone: a cell that begins with `'` and one of those characters loses the `'`.

use std::borrow::Cow;
use std::fs::File;
use std::io;
use std::path::Path;

use serde::Serialize;

use crate::error::{Error, ErrorKind, Result};
use crate::project::{CsvStyle, Dialect};
use crate::records::{Row, Table, TableVisitor, Tables, WhoSpoke};
use crate::write::{Page, Pages, create};

/// Characters with which a formula begins.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// Neutralises a cell; one that looks neutralised already gets another `'`, so that [`unguard`] gives back every text.
#[must_use]
pub fn guard(cell: &str) -> Cow<'_, str> {
    if cell.trim_start_matches('\'').starts_with(FORMULA) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

/// The text that [`guard`] was given.
#[must_use]
pub fn unguard(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.trim_start_matches('\'').starts_with(FORMULA) => rest,
        _ => cell,
    }
}

/// A table that is written row by row.
pub(super) struct Rows<W: io::Write> {
    table: Table,
    style: CsvStyle,
    out: csv::Writer<W>,
}

impl<W: io::Write> TableVisitor for Rows<W> {
    type Error = Error;

    fn rows<R: Row + Serialize>(&mut self, rows: &[R]) -> Result<()> {
        rows.iter().try_for_each(|row| self.row(row)).map_err(|error| self.wrong(error))
    }
}

impl<W: io::Write> Rows<W> {
    /// Begins with the names of the columns.
    pub(super) fn new(table: Table, style: CsvStyle, mut out: W) -> Result<Self> {
        let mut builder = csv::WriterBuilder::new();
        let begun = match style.dialect {
            Dialect::Standard => Ok(()),
            Dialect::Excel => {
                builder.terminator(csv::Terminator::CRLF);
                out.write_all("\u{feff}".as_bytes())
            }
        };
        let mut rows = Self { table, style, out: builder.from_writer(out) };
        let names = table.columns().iter().map(|column| column.name);
        begun
            .map_err(csv::Error::from)
            .and_then(|()| rows.out.write_record(names))
            .map_err(|error| rows.wrong(error))?;
        Ok(rows)
    }

    /// Adds the rows of a page; those of the flat sheet are no page's.
    pub(super) fn page(&mut self, tables: &Tables) -> Result<()> {
        tables.visit(self.table, self)
    }

    /// Adds rows of the flat sheet.
    pub(super) fn sheet(&mut self, rows: &[WhoSpoke]) -> Result<()> {
        self.rows(rows)
    }

    fn row<R: Row>(&mut self, row: &R) -> csv::Result<()> {
        for column in 0..R::COLUMNS.len() {
            let cell = row.cell(column);
            let text = cell.text();
            let text = if self.style.raw { text } else { guard(&text) };
            self.out.write_field(text.as_bytes())?;
        }
        self.out.write_record(None::<&[u8]>)
    }

    /// Hands everything on to what is written to.
    pub(super) fn finish(mut self) -> Result<()> {
        self.out.flush().map_err(|error| self.wrong(error))
    }

    fn wrong(&self, error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
        Error::new(ErrorKind::Output, self.table.name(), "the table could not be written").because(error)
    }
}

/// The tables of a dataset, a file each, the flat sheet first.
pub(super) struct Files {
    tables: Vec<Rows<File>>,
}

impl Pages for Files {
    fn page(&mut self, page: &Page) -> Result<()> {
        self.tables.iter_mut().try_for_each(|table| table.page(&page.tables))
    }

    fn spoke(&mut self, rows: &[WhoSpoke]) -> Result<()> {
        self.tables[0].sheet(rows)
    }

    fn finish(self) -> Result<()> {
        self.tables.into_iter().try_for_each(Rows::finish)
    }
}

impl Files {
    pub(super) fn new(folder: &Path, style: CsvStyle) -> Result<Self> {
        let file = |table: Table| Rows::new(table, style, create(&folder.join(format!("{table}.csv")))?);
        Ok(Self { tables: Table::ALL.into_iter().map(file).collect::<Result<_>>()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn formulas_are_neutralised() {
        assert_eq!(guard("=1+1"), "'=1+1");
        assert_eq!(guard("Ann"), "Ann");
        assert_eq!(guard("'Webinar'"), "'Webinar'");
    }

    proptest! {
        #[test]
        fn guarding_can_be_undone(text in "['=+@a-]{0,6}.{0,8}") {
            let guarded = guard(&text);
            prop_assert_eq!(unguard(&guarded), text.as_str());
        }

        #[test]
        fn no_guarded_cell_is_a_formula(text in "['=+@a\\t-]{0,6}") {
            let guarded = guard(&text);
            prop_assert!(!guarded.starts_with(FORMULA));
        }
    }
}
