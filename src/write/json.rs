//! The dataset as one JSON document: the version of the contract, what the project says of itself, and an array a table, indented so that a diff of
//! two versions can be read. The arrays stand one behind the other, so that each is put aside in a file of its own until all pages have come.

use std::fs::{self, File};
use std::io::{self, BufWriter, Seek as _, Write as _};
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::error::Result;
use crate::project::About;
use crate::records::{Row, SCHEMA_VERSION, Table, TableVisitor, Tables};
use crate::write::{Page, Pages, create, wrong};

/// What stands before the arrays.
#[derive(Serialize)]
struct Top<'d> {
    schema_version: u32,
    name: &'d str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'d str>,
}

/// A document that is written page by page.
pub(super) struct Document {
    path: PathBuf,
    out: BufWriter<File>,
    arrays: Vec<Array>,
}

impl Pages for Document {
    fn page(&mut self, Page { tables, .. }: &Page) -> Result<()> {
        let mut arrays = self.arrays.iter_mut();
        arrays.try_for_each(|array| array.page(tables)).map_err(|error| wrong(&self.path, error))
    }

    fn finish(self) -> Result<()> {
        let path = self.path.clone();
        self.close().map_err(|error| wrong(&path, error))
    }
}

impl Document {
    pub(super) fn new(folder: &Path, about: &About) -> Result<Self> {
        let path = folder.join("dataset.json");
        let mut out = BufWriter::new(create(&path)?);
        let top = Top { schema_version: SCHEMA_VERSION, name: &about.name, title: about.title.as_deref() };
        let mut text = serde_json::to_string_pretty(&top).map_err(|error| wrong(&path, error))?;
        text.truncate(text.trim_end_matches(['}', '\n']).len());
        out.write_all(text.as_bytes()).map_err(|error| wrong(&path, error))?;
        let arrays =
            Table::STORED.into_iter().map(|table| Array::new(table, folder)).collect::<Result<_>>()?;
        Ok(Self { path, out, arrays })
    }

    fn close(mut self) -> io::Result<()> {
        for array in self.arrays {
            array.close(&mut self.out)?;
        }
        self.out.write_all(b"\n}\n")?;
        self.out.flush()
    }
}

/// The rows of a table.
struct Array {
    table: Table,
    path: PathBuf,
    aside: BufWriter<File>,
    is_empty: bool,
    /// The row that is written.
    row: Vec<u8>,
}

impl TableVisitor for Array {
    type Error = io::Error;

    fn rows<R: Row + Serialize>(&mut self, rows: &[R]) -> io::Result<()> {
        for row in rows {
            self.aside.write_all(if self.is_empty { b"\n    " } else { b",\n    " })?;
            self.row.clear();
            serde_json::to_writer_pretty(&mut self.row, row)?;
            self.indented()?;
            self.is_empty = false;
        }
        Ok(())
    }
}

impl Array {
    fn new(table: Table, folder: &Path) -> Result<Self> {
        let path = folder.join(format!("{table}.aside"));
        let aside = BufWriter::new(create(&path)?);
        Ok(Self { table, path, aside, is_empty: true, row: Vec::new() })
    }

    fn page(&mut self, tables: &Tables) -> io::Result<()> {
        tables.visit(self.table, self)
    }

    /// Writes a row, its lines behind the first indented. No string has a line break: JSON escapes it.
    fn indented(&mut self) -> io::Result<()> {
        let mut begin = 0;
        for end in memchr::memchr_iter(b'\n', &self.row) {
            self.aside.write_all(&self.row[begin..=end])?;
            self.aside.write_all(b"    ")?;
            begin = end + 1;
        }
        self.aside.write_all(&self.row[begin..])
    }

    fn close(self, out: &mut BufWriter<File>) -> io::Result<()> {
        write!(out, ",\n  \"{}\": [", self.table)?;
        let mut aside = self.aside.into_inner()?;
        aside.rewind()?;
        // Between two files the system copies by itself.
        out.flush()?;
        io::copy(&mut aside, out.get_mut())?;
        out.write_all(if self.is_empty { b"]" } else { b"\n  ]" })?;
        drop(aside);
        fs::remove_file(self.path)
    }
}
