//! CSV as RFC 4180 has it, in UTF-8 with LF and a header row. Cells that a spreadsheet would run as a formula are neutralised as OWASP
//! advises: a `'` before them. It can be undone: a cell that begins with `'` and one of those characters loses the `'`.
//! For Excel there is a byte order mark, and lines end with CRLF.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufRead};
use std::path::PathBuf;

use serde::Serialize;

use crate::error::{Error, ErrorKind, Result};
use crate::project::{About, CsvStyle, Dialect};
use crate::records::{Row, Table, TableVisitor, Tables, WhoSpoke};
use crate::write::{Page, Pages, Target, create, datapackage, remedy};

/// Characters with which a formula begins.
const FORMULA: [u8; 6] = *b"=+-@\t\r";

/// Neutralises a cell; one that looks neutralised already gets another `'`, so that [`unguard`] gives back every text.
#[must_use]
pub fn guard(cell: &str) -> Cow<'_, str> {
    if is_guarded(cell.as_bytes()) { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

/// The text that [`guard`] was given.
#[must_use]
pub fn unguard(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| is_guarded(rest.as_bytes())).unwrap_or(cell)
}

/// Whether a text gets a `'` before it.
fn is_guarded(text: &[u8]) -> bool {
    let first = text.iter().find(|byte| **byte != b'\'');
    first.is_some_and(|byte| FORMULA.contains(byte))
}

/// The header row. Where cells are raw the first name is quoted and no other is, which tells [`Cells`] so and means nothing to other readers.
fn head(table: Table, style: CsvStyle) -> String {
    let names: Vec<&str> = table.columns().iter().map(|column| column.name).collect();
    let names = names.join(",");
    let names = match names.split_once(',').filter(|_| style.raw) {
        Some((first, others)) => format!("\"{first}\",{others}"),
        None => names,
    };
    match style.dialect {
        Dialect::Standard => format!("{names}\n"),
        Dialect::Excel => format!("{BYTE_ORDER_MARK}{names}\r\n"),
    }
}

/// What Excel knows UTF-8 by.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// How the cells of a table are read that was written in whichever dialect.
#[derive(Clone, Copy)]
pub(crate) struct Cells {
    is_raw: bool,
}

impl Cells {
    /// Begins to read a table.
    pub(crate) fn read<R: BufRead>(mut table: R) -> io::Result<(Self, csv::Reader<R>)> {
        let head = String::from_utf8_lossy(table.fill_buf()?).into_owned();
        let head = head.strip_prefix(BYTE_ORDER_MARK).unwrap_or(&head);
        let line = head.lines().next().unwrap_or("");
        let is_raw = line.starts_with('"') && line.matches('"').count() == 2;
        Ok((Self { is_raw }, csv::Reader::from_reader(table)))
    }

    /// The text of a cell.
    pub(crate) fn text(self, cell: &str) -> &str {
        if self.is_raw { cell } else { unguard(cell) }
    }
}

/// Bytes that are written at once.
const BUFFER: usize = 1 << 16;

/// A table that is written row by row.
pub struct Rows<W: io::Write> {
    table: Table,
    /// What errors call it.
    name: String,
    is_raw: bool,
    out: csv::Writer<W>,
    /// The cell that is written.
    cell: Vec<u8>,
}

impl<W: io::Write> TableVisitor for Rows<W> {
    type Error = Error;

    fn rows<R: Row + Serialize>(&mut self, rows: &[R]) -> Result<()> {
        rows.iter().try_for_each(|row| self.row(row)).map_err(|error| self.wrong(error))
    }
}

impl<W: io::Write> Rows<W> {
    /// Begins with the names of the columns.
    ///
    /// # Errors
    /// Where they cannot be written.
    pub fn new(table: Table, style: CsvStyle, out: W) -> Result<Self> {
        Self::named(table, table.name().to_owned(), style, out)
    }

    fn named(table: Table, name: String, style: CsvStyle, mut out: W) -> Result<Self> {
        let mut builder = csv::WriterBuilder::new();
        builder.buffer_capacity(BUFFER);
        if style.dialect == Dialect::Excel {
            builder.terminator(csv::Terminator::CRLF);
        }
        let begun = out.write_all(head(table, style).as_bytes());
        let out = builder.from_writer(out);
        let rows = Self { table, name, is_raw: style.raw, out, cell: Vec::new() };
        begun.map_err(|error| rows.wrong(error))?;
        Ok(rows)
    }

    /// Adds the rows that a page has of the table; those of the flat sheet are no page's.
    ///
    /// # Errors
    /// Where they cannot be written.
    pub fn page(&mut self, tables: &Tables) -> Result<()> {
        tables.visit(self.table, self)
    }

    /// Adds rows of the flat sheet.
    pub(super) fn sheet(&mut self, rows: &[WhoSpoke]) -> Result<()> {
        self.rows(rows)
    }

    fn row<R: Row>(&mut self, row: &R) -> csv::Result<()> {
        for column in 0..R::COLUMNS.len() {
            self.cell.clear();
            // Its place is before the text, and most texts have no use for it.
            self.cell.push(b'\'');
            row.cell(column).put(&mut self.cell);
            let text = &self.cell[1..];
            self.out.write_field(if !self.is_raw && is_guarded(text) { &self.cell } else { text })?;
        }
        self.out.write_record(None::<&[u8]>)
    }

    /// Hands everything on to what is written to.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn finish(mut self) -> Result<()> {
        self.out.flush().map_err(|error| self.wrong(error))
    }

    fn wrong(&self, error: impl Into<io::Error>) -> Error {
        let error = error.into();
        let remedy = remedy(&error);
        Error::new(ErrorKind::Output, &self.name, "the table cannot be written").because(error).remedy(remedy)
    }
}

/// The tables of a dataset, a file each, the flat sheet first.
pub(super) struct Files {
    tables: Vec<Rows<File>>,
    folder: PathBuf,
    about: About,
    style: CsvStyle,
}

impl Pages for Files {
    fn page(&mut self, page: &Page) -> Result<()> {
        self.tables.iter_mut().try_for_each(|table| table.page(&page.tables))
    }

    fn spoke(&mut self, rows: &[WhoSpoke]) -> Result<()> {
        self.tables[0].sheet(rows)
    }

    fn finish(self) -> Result<()> {
        self.tables.into_iter().try_for_each(Rows::finish)?;
        datapackage::write(&self.folder, &self.about, self.style)
    }
}

impl Files {
    pub(super) fn new(to: &Target<'_>) -> Result<Self> {
        let (folder, style) = (to.folder, to.csv);
        let file = |table: Table| {
            let path = folder.join(format!("{table}.csv"));
            Rows::named(table, path.display().to_string(), style, create(&path)?)
        };
        let tables = Table::ALL.into_iter().map(file).collect::<Result<_>>()?;
        Ok(Self { tables, folder: folder.to_owned(), about: to.about.clone(), style })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::{Id, NameOrder, Person};
    use proptest::prelude::*;

    #[test]
    fn formulas_are_neutralised() {
        assert_eq!(guard("=1+1"), "'=1+1");
        assert_eq!(guard("Ann"), "Ann");
        assert_eq!(guard("'Webinar'"), "'Webinar'");
    }

    /// A table of one person, written and read back.
    fn there_and_back(name: &str, style: CsvStyle) -> String {
        let person = Person {
            person_id: Id::new(Table::People, &["a"]),
            name: name.to_owned(),
            given_name: None,
            family_name: None,
            name_order: NameOrder::Unknown,
            honorifics: Vec::new(),
            aliases: Vec::new(),
        };
        let tables = Tables { people: vec![person], ..Tables::default() };
        let mut file = Vec::new();
        let mut rows = Rows::new(Table::People, style, &mut file).unwrap();
        rows.page(&tables).unwrap();
        rows.finish().unwrap();
        assert_eq!(file.starts_with("\u{feff}".as_bytes()), style.dialect == Dialect::Excel);
        assert_eq!(file.ends_with(b"\r\n"), style.dialect == Dialect::Excel);
        let (cells, mut table) = Cells::read(&*file).unwrap();
        assert!(table.headers().unwrap().iter().eq(Person::COLUMNS.iter().map(|column| column.name)));
        let record = table.records().next().unwrap().unwrap();
        cells.text(&record[1]).to_owned()
    }

    #[test]
    fn raw_cells_are_as_they_are() {
        let mut file = Vec::new();
        let style = CsvStyle { raw: true, ..CsvStyle::default() };
        Rows::new(Table::People, style, &mut file).unwrap().finish().unwrap();
        assert!(file.starts_with(b"\"person_id\",name,"));
    }

    proptest! {
        #[test]
        fn every_text_is_read_back_from_every_dialect(text in "['=+@a\"\\n\\r,é-]{0,8}") {
            for dialect in [Dialect::Standard, Dialect::Excel] {
                for raw in [false, true] {
                    prop_assert_eq!(there_and_back(&text, CsvStyle { dialect, raw }), text.as_str());
                }
            }
        }

        #[test]
        fn guarding_can_be_undone(text in "['=+@a-]{0,6}.{0,8}") {
            let guarded = guard(&text);
            prop_assert_eq!(unguard(&guarded), text.as_str());
        }

        #[test]
        fn no_guarded_cell_is_a_formula(text in "['=+@a\\t-]{0,6}") {
            let guarded = guard(&text);
            prop_assert!(!guarded.starts_with(FORMULA.map(char::from)));
        }
    }
}
