//! CSV as RFC 4180 has it, in UTF-8 with LF and a header row. Cells that a spreadsheet would run as a formula are neutralised as OWASP
//! advises: a `'` before them. It can be undone: a cell that begins with `'` and one of those characters loses the `'`.

use std::borrow::Cow;
use std::fs::{self, File};
use std::io::{self, BufWriter, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::error::{Error, ErrorKind, Result};
use crate::records::{Row, Table, TableVisitor, Tables, WhoSpoke};
use crate::write::{Page, Pages, create, wrong};

/// What the flat sheet is sorted by: rows without a day stand last.
type Day = (bool, Option<crate::dates::PartialDate>);

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
    pub(super) fn new(table: Table, out: W) -> Result<Self> {
        let mut rows = Self { table, out: csv::Writer::from_writer(out) };
        let names = table.columns().iter().map(|column| column.name);
        rows.out.write_record(names).map_err(|error| rows.wrong(error))?;
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
            self.out.write_field(guard(&row.cell(column).text()).as_bytes())?;
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

/// The tables of a dataset, a file each.
pub(super) struct Files {
    tables: Vec<Rows<File>>,
    sheet: Sheet,
}

impl Pages for Files {
    fn page(&mut self, (tables, spoke): &Page) -> Result<()> {
        self.tables.iter_mut().try_for_each(|table| table.page(tables))?;
        self.sheet.page(spoke)
    }

    fn finish(self) -> Result<()> {
        self.tables.into_iter().try_for_each(Rows::finish)?;
        self.sheet.finish()
    }
}

impl Files {
    pub(super) fn new(folder: &Path) -> Result<Self> {
        let tables = Table::ALL.into_iter().filter(|table| *table != Table::WhoSpoke);
        let tables = tables.map(|table| Rows::new(table, create(&folder.join(format!("{table}.csv")))?));
        Ok(Self { tables: tables.collect::<Result<_>>()?, sheet: Sheet::new(folder)? })
    }
}

/// The flat sheet stands in the order of days, not of pages: its rows are put aside as they come, and only their days are held.
struct Sheet {
    path: PathBuf,
    aside: BufWriter<File>,
    /// The day, and where the row begins and ends.
    rows: Vec<(Day, u64, u32)>,
    end: u64,
}

impl Sheet {
    fn new(folder: &Path) -> Result<Self> {
        let path = folder.join(format!("{}.csv", Table::WhoSpoke));
        let aside = BufWriter::new(create(&path.with_extension("aside"))?);
        Ok(Self { path, aside, rows: Vec::new(), end: 0 })
    }

    fn page(&mut self, spoke: &[WhoSpoke]) -> Result<()> {
        for row in spoke {
            let mut line = csv::Writer::from_writer(Vec::new());
            for column in 0..WhoSpoke::COLUMNS.len() {
                let field = line.write_field(guard(&row.cell(column).text()).as_bytes());
                field.map_err(|error| wrong(&self.path, error))?;
            }
            line.write_record(None::<&[u8]>).map_err(|error| wrong(&self.path, error))?;
            let line = line.into_inner().map_err(|error| wrong(&self.path, error.into_error()))?;
            self.aside.write_all(&line).map_err(|error| wrong(&self.path, error))?;
            self.rows.push((row.day(), self.end, line.len() as u32));
            self.end += line.len() as u64;
        }
        Ok(())
    }

    fn finish(mut self) -> Result<()> {
        self.rows.sort_by_key(|(day, ..)| *day);
        Rows::new(Table::WhoSpoke, create(&self.path)?)?.finish()?;
        let path = self.path.clone();
        self.copy().map_err(|error| wrong(&path, error))
    }

    fn copy(self) -> io::Result<()> {
        let mut aside = self.aside.into_inner()?;
        let mut out = BufWriter::new(File::options().append(true).open(&self.path)?);
        let mut line = Vec::new();
        for (_, begin, length) in self.rows {
            line.resize(length as usize, 0);
            aside.seek(SeekFrom::Start(begin))?;
            aside.read_exact(&mut line)?;
            out.write_all(&line)?;
        }
        out.flush()?;
        drop(aside);
        fs::remove_file(self.path.with_extension("aside"))
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
