//! [`Data`] is a dataset as it is compared: the cells of every table that has ids, as text. It is read from CSV or JSON alike, a table at a
//! time, so that the evidence, most of a dataset, is never in memory.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind as Io;
use std::path::Path;

use ::csv::StringRecord;

use super::{csv, erased, json};
use crate::error::{Error, ErrorKind, Result};
use crate::project::Overrides;
use crate::records::{self, Table, Tables};

/// The rows of a dataset, but for the evidence, which has no ids and changes with whatever it is for, and the derived `who_spoke`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Data {
    sheets: BTreeMap<Table, Sheet>,
}

/// The rows of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Sheet {
    pub(super) rows: Vec<Row>,
    /// For each column of the contract whether the dataset has it.
    pub(super) has: Vec<bool>,
}

/// The cells of a row in the order of the contract's columns.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Row(pub(super) StringRecord);

impl Row {
    pub(super) fn id(&self) -> &str {
        self.cell(0)
    }

    /// The text in a column; empty where it is unknown.
    pub(super) fn cell(&self, column: usize) -> &str {
        self.0.get(column).unwrap_or("")
    }
}

impl Data {
    /// The rows of a dataset in memory.
    #[must_use]
    pub fn of(tables: &Tables) -> Self {
        let mut data = Self::default();
        data.take(&tables.announcements);
        data.take(&tables.events);
        data.take(&tables.event_organizers);
        data.take(&tables.deadlines);
        data.take(&tables.people);
        data.take(&tables.institutions);
        data.take(&tables.positions);
        data.take(&tables.talks);
        data.take(&tables.appearances);
        data.take(&tables.findings);
        data
    }

    fn take<R: records::Row>(&mut self, rows: &[R]) {
        let cells = |row: &R| {
            let texts = (0..R::COLUMNS.len()).map(|at| row.cell(at).text().into_owned());
            Row(StringRecord::from(texts.collect::<Vec<_>>()))
        };
        let rows = rows.iter().map(cells).collect();
        self.sheets.insert(R::TABLE, Sheet { rows, has: vec![true; R::COLUMNS.len()] });
    }

    /// Reads the dataset in a folder, or in a JSON document.
    ///
    /// # Errors
    /// Where there is none, or where a file of it has not the shape of one.
    pub fn read(path: &Path) -> Result<Self> {
        let name = path.display().to_string();
        if path.is_file() {
            return Self::document(&name, &bytes(path)?.unwrap_or_default());
        }
        Self::open(&name, |file| bytes(&path.join(file)))
    }

    /// Reads a dataset of which `file` gives the bytes of each file, `None` where there is no such file; `name` is what errors call it. The CSV
    /// files of the tables are read, and where there are none `dataset.json` or `documents.jsonl`.
    ///
    /// # Errors
    /// Where there is none, or where a file of it has not the shape of one.
    pub fn open(name: &str, mut file: impl FnMut(&str) -> Result<Option<Vec<u8>>>) -> Result<Self> {
        let mut data = Self::default();
        for table in Table::ALL.into_iter().filter(|table| is_compared(*table)) {
            let own = format!("{table}.csv");
            if let Some(bytes) = file(&own)? {
                data.sheets.insert(table, csv::sheet(table, &format!("{name}/{own}"), &bytes)?);
            }
        }
        if !data.sheets.is_empty() {
            return Ok(data);
        }
        if let Some(bytes) = file(DOCUMENT)? {
            return Self::document(&format!("{name}/{DOCUMENT}"), &bytes);
        }
        match file(DOCUMENTS)? {
            Some(bytes) => Self::lines(&format!("{name}/{DOCUMENTS}"), &bytes),
            None => Err(Error::new(ErrorKind::Config, name, "holds no dataset")
                .remedy("name a folder with people.csv and the other tables, with dataset.json or with documents.jsonl")),
        }
    }

    /// Reads a dataset, or what `annals extract` prints of a page, from JSON; `name` is what errors call it.
    ///
    /// # Errors
    /// Where it is none.
    pub fn document(name: &str, bytes: &[u8]) -> Result<Self> {
        let sheets = json::sheets(name, bytes)?;
        Ok(Self { sheets })
    }

    /// Reads documents of pages, one a line.
    fn lines(name: &str, bytes: &[u8]) -> Result<Self> {
        let mut all = Self::default();
        for (number, line) in
            (1..).zip(bytes.split(|byte| *byte == b'\n')).filter(|(_, line)| !line.is_empty())
        {
            for (table, mut sheet) in json::sheets(&format!("{name}:{number}"), line)? {
                all.sheets
                    .entry(table)
                    .or_insert_with(|| Sheet { rows: Vec::new(), has: sheet.has })
                    .rows
                    .append(&mut sheet.rows);
            }
        }
        Ok(all)
    }

    /// Takes out what nobody is to read any more of those whom overrides erase, for the dataset before still has them.
    pub fn erase(&mut self, overrides: &Overrides) {
        erased::erase(&mut self.sheets, overrides);
    }

    pub(super) fn rows(&self, table: Table) -> &[Row] {
        self.sheets.get(&table).map_or(&[], |sheet| &sheet.rows)
    }

    pub(super) fn has(&self, table: Table, column: usize) -> bool {
        self.sheets.get(&table).is_some_and(|sheet| sheet.has.get(column).copied().unwrap_or(false))
    }
}

/// The file of a dataset in JSON.
const DOCUMENT: &str = "dataset.json";

/// The file of a dataset in JSON Lines.
const DOCUMENTS: &str = "documents.jsonl";

pub(super) fn is_compared(table: Table) -> bool {
    !table.prefix().is_empty()
}

/// The bytes of a file; `None` where there is none.
fn bytes(path: &Path) -> Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if matches!(error.kind(), Io::NotFound | Io::NotADirectory) => Ok(None),
        Err(error) => Err(Error::new(ErrorKind::Config, path.display().to_string(), "cannot be read")
            .because(error)
            .remedy("check the file and its rights")),
    }
}
