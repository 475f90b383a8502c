//! Reading a dataset back from its folder, from whichever format is there: what a page said before is known where no cache is, as in a fresh
//! clone. Rows read from CSV are written as they were; only where an item of a list holds `; ` is it read as two. Workbooks, databases and what else
//! is made for others is not read back.

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader};
use std::path::Path;

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::records::{Column, ColumnType, PageRecord, Row, Tables};
use crate::write::Cells;

/// The tables of the dataset in a folder; `None` where there is none, or another version wrote it.
#[must_use]
pub fn tables(folder: &Path) -> Option<Tables> {
    let json = fs::read(folder.join("dataset.json")).ok();
    let json = json.and_then(|bytes| serde_json::from_slice(&bytes).ok());
    json.or_else(|| from_lines(folder)).or_else(|| from_csv(folder))
}

/// The rows of each document of a dataset in JSON Lines, until one cannot be read; `None` where there is no such dataset.
#[must_use]
pub fn lines(folder: &Path) -> Option<impl Iterator<Item = Option<Tables>>> {
    let file = File::open(folder.join("documents.jsonl")).ok()?;
    let lines = BufReader::with_capacity(1 << 16, file).lines();
    Some(lines.map(|line| serde_json::from_str::<PageRecord>(&line.ok()?).ok().map(|record| record.tables)))
}

fn from_lines(folder: &Path) -> Option<Tables> {
    let mut all = Tables::default();
    for tables in lines(folder)? {
        all.append(tables?);
    }
    Some(all)
}

fn from_csv(folder: &Path) -> Option<Tables> {
    Some(Tables {
        announcements: rows(folder)?,
        events: rows(folder)?,
        event_organizers: rows(folder)?,
        deadlines: rows(folder)?,
        people: rows(folder)?,
        institutions: rows(folder)?,
        positions: rows(folder)?,
        talks: rows(folder)?,
        appearances: rows(folder)?,
        evidence: rows(folder)?,
        findings: rows(folder)?,
    })
}

/// The rows of one table; `None` where its file is not there, or has other columns.
fn rows<R: Row + DeserializeOwned>(folder: &Path) -> Option<Vec<R>> {
    let file = File::open(folder.join(format!("{}.csv", R::TABLE))).ok()?;
    let (cells, mut reader) = Cells::read(BufReader::with_capacity(1 << 16, file)).ok()?;
    let columns = R::COLUMNS.iter().map(|column| column.name);
    if !reader.headers().ok()?.iter().eq(columns) {
        return None;
    }
    reader.records().map(|record| row(&record.ok()?, cells)).collect()
}

/// A row, by way of the shape that it has in JSON.
fn row<R: Row + DeserializeOwned>(record: &csv::StringRecord, written: Cells) -> Option<R> {
    let cells = R::COLUMNS.iter().zip(record);
    let object: Option<Map<String, Value>> = cells
        .map(|(column, cell)| Some((column.name.to_owned(), value(column, written.text(cell))?)))
        .collect();
    serde_json::from_value(Value::Object(object?)).ok()
}

fn value(column: &Column, cell: &str) -> Option<Value> {
    let empty = cell.is_empty() && column.nullable;
    Some(match column.kind {
        ColumnType::List => cell.split("; ").filter(|item| !item.is_empty()).map(Value::from).collect(),
        _ if empty => Value::Null,
        ColumnType::Integer => cell.parse::<u32>().ok()?.into(),
        ColumnType::Real => cell.parse::<f64>().ok()?.into(),
        ColumnType::Boolean => cell.parse::<bool>().ok()?.into(),
        _ => cell.into(),
    })
}
