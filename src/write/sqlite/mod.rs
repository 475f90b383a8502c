//! A `SQLite` database with a table a table, keys, foreign keys, indices and views. It is written in one transaction in the order of the dataset,
//! so that its bytes depend on the rows and on nothing else.

mod schema;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use rusqlite::types::{ToSqlOutput, Value, ValueRef};
use rusqlite::{Connection, Statement};
use serde::Serialize;

use crate::error::{Error, Result};
use crate::project::About;
use crate::records::{Cell, ColumnType, Row, SCHEMA_VERSION, Table, TableVisitor, WhoSpoke};
use crate::write::{Page, Pages, wrong};

/// A database that is written page by page.
pub(super) struct Database {
    path: PathBuf,
    connection: Connection,
    /// How a row is added to each table, in the order of tables.
    inserts: [String; Table::ALL.len()],
}

impl Pages for Database {
    fn page(&mut self, page: &Page) -> Result<()> {
        page.tables.visit_all(self).map_err(|error| self.wrong(error))
    }

    fn spoke(&mut self, rows: &[WhoSpoke]) -> Result<()> {
        self.rows(rows).map_err(|error| self.wrong(error))
    }

    fn finish(self) -> Result<()> {
        self.connection
            .execute_batch(&schema::indices())
            .and_then(|()| self.connection.execute_batch("COMMIT"))
            .map_err(|error| self.wrong(error))?;
        self.connection.close().map_err(|(_, error)| wrong_database(&self.path, error))
    }
}

impl TableVisitor for Database {
    type Error = rusqlite::Error;

    fn rows<R: Row + Serialize>(&mut self, rows: &[R]) -> Result<(), rusqlite::Error> {
        let at = Table::ALL.iter().position(|table| *table == R::TABLE).unwrap_or_default();
        let mut insert = self.connection.prepare_cached(&self.inserts[at])?;
        rows.iter().try_for_each(|row| add(&mut insert, row))
    }
}

fn add<R: Row>(insert: &mut Statement<'_>, row: &R) -> Result<(), rusqlite::Error> {
    for column in 0..R::COLUMNS.len() {
        let cell = row.cell(column);
        let is_list = R::COLUMNS[column].kind == ColumnType::List;
        insert.raw_bind_parameter(column + 1, value(&cell, is_list))?;
    }
    insert.raw_execute().map(drop)
}

fn value<'c>(cell: &'c Cell<'_>, is_list: bool) -> ToSqlOutput<'c> {
    match cell {
        Cell::Empty if is_list => ToSqlOutput::Borrowed(ValueRef::Text(b"[]")),
        Cell::Empty => ToSqlOutput::Owned(Value::Null),
        Cell::Text(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
        Cell::Id(_) | Cell::Date(_) | Cell::Time(_) => ToSqlOutput::Owned(cell.text().into_owned().into()),
        Cell::Integer(number) => ToSqlOutput::Owned((*number).into()),
        Cell::Real(number) => ToSqlOutput::Owned((*number).into()),
        Cell::Boolean(truth) => ToSqlOutput::Owned((*truth).into()),
        Cell::List(items) => ToSqlOutput::Owned(serde_json::json!(items).to_string().into()),
    }
}

impl Database {
    pub(super) fn new(folder: &Path, about: &About) -> Result<Self> {
        let path = folder.join("dataset.sqlite");
        let connection = Connection::open(&path).map_err(|error| wrong_database(&path, error))?;
        let database = Self { path, connection, inserts: Table::ALL.map(schema::insert) };
        database.begin(about).map_err(|error| database.wrong(error))?;
        Ok(database)
    }

    fn begin(&self, about: &About) -> Result<(), rusqlite::Error> {
        self.connection.execute_batch(&schema::begin())?;
        let about = (&about.name, &about.title, SCHEMA_VERSION);
        self.connection.execute("INSERT INTO about VALUES (?1, ?2, ?3)", about).map(drop)
    }

    fn wrong(&self, error: rusqlite::Error) -> Error {
        wrong_database(&self.path, error)
    }
}

fn wrong_database(path: &Path, error: rusqlite::Error) -> Error {
    wrong(path, std::io::Error::other(error))
}
