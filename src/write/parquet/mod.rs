//! Parquet: a file a table, compressed with Snappy, in row groups of bounded size, so that memory does not grow with the rows. Numbers and truth
//! values are typed and lists are lists. Days and times stay texts, as the contract has them: a day that is known in part is no `DATE`, and ISO 8601
//! sorts as it is (`TRY_CAST(starts_on AS DATE)` gives whole days).

mod chunk;

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use serde::Serialize;

use crate::error::Result;
use crate::records::{Column, ColumnType, Row, Table, TableVisitor, WhoSpoke};
use crate::write::{Page, Pages, create, wrong};
use chunk::Chunk;

/// Rows of a row group at most.
const ROWS: usize = 1 << 16;

/// Bytes of a row group, about, before it is compressed.
const BYTES: usize = 1 << 24;

/// The tables of a dataset, the flat sheet first.
pub(super) struct Files {
    tables: Vec<TableFile>,
}

impl Files {
    pub(super) fn new(folder: &Path) -> Result<Self> {
        let tables = Table::ALL.into_iter().map(|table| TableFile::new(table, folder));
        Ok(Self { tables: tables.collect::<Result<_>>()? })
    }
}

impl Pages for Files {
    fn page(&mut self, page: &Page) -> Result<()> {
        self.tables
            .iter_mut()
            .try_for_each(|file| page.tables.visit(file.table, file).map_err(|error| file.wrong(error)))
    }

    fn spoke(&mut self, rows: &[WhoSpoke]) -> Result<()> {
        let sheet = &mut self.tables[0];
        sheet.rows(rows).map_err(|error| sheet.wrong(error))
    }

    fn finish(self) -> Result<()> {
        self.tables.into_iter().try_for_each(TableFile::finish)
    }
}

/// A table, and the rows that are not written yet, column by column.
struct TableFile {
    table: Table,
    path: PathBuf,
    out: SerializedFileWriter<File>,
    chunks: Vec<Chunk>,
    rows: usize,
    bytes: usize,
}

impl TableVisitor for TableFile {
    type Error = ParquetError;

    fn rows<R: Row + Serialize>(&mut self, rows: &[R]) -> Result<(), ParquetError> {
        for row in rows {
            for (column, chunk) in self.chunks.iter_mut().enumerate() {
                self.bytes += chunk.put(&row.cell(column));
            }
            self.rows += 1;
            if self.rows >= ROWS || self.bytes >= BYTES {
                self.group()?;
            }
        }
        Ok(())
    }
}

impl TableFile {
    fn new(table: Table, folder: &Path) -> Result<Self> {
        let path = folder.join(format!("{table}.parquet"));
        // The version of the library is no part of the data.
        let properties = WriterProperties::builder()
            .set_created_by("annals".to_owned())
            .set_compression(Compression::SNAPPY)
            .build();
        let file = create(&path)?;
        let out = parse_message_type(&schema(table))
            .and_then(|schema| SerializedFileWriter::new(file, Arc::new(schema), Arc::new(properties)));
        let out = out.map_err(|error| wrong(&path, std::io::Error::other(error)))?;
        let chunks = table.columns().iter().map(Chunk::new).collect();
        Ok(Self { table, path, out, chunks, rows: 0, bytes: 0 })
    }

    /// Writes the rows that wait as a row group.
    fn group(&mut self) -> Result<(), ParquetError> {
        if self.rows == 0 {
            return Ok(());
        }
        let mut group = self.out.next_row_group()?;
        for chunk in &mut self.chunks {
            if let Some(column) = group.next_column()? {
                chunk.write(column)?;
            }
        }
        group.close()?;
        (self.rows, self.bytes) = (0, 0);
        Ok(())
    }

    fn finish(mut self) -> Result<()> {
        let done = self.group().and_then(|()| self.out.finish().map(drop));
        done.map_err(|error| self.wrong(error))
    }

    fn wrong(&self, error: ParquetError) -> crate::error::Error {
        wrong(&self.path, std::io::Error::other(error))
    }
}

/// The columns of a table, in the language of Parquet.
fn schema(table: Table) -> String {
    let columns: String = table.columns().iter().map(column).collect();
    format!("message {table} {{ {columns} }}")
}

fn column(Column { name, kind, nullable, .. }: &Column) -> String {
    let repetition = if *nullable { "optional" } else { "required" };
    match kind {
        ColumnType::Integer => format!("{repetition} int64 {name}; "),
        ColumnType::Real => format!("{repetition} double {name}; "),
        ColumnType::Boolean => format!("{repetition} boolean {name}; "),
        ColumnType::List => {
            format!(
                "required group {name} (LIST) {{ repeated group list {{ required binary element (STRING); }} }} "
            )
        }
        ColumnType::Text | ColumnType::Id | ColumnType::Date | ColumnType::Time | ColumnType::Words(_) => {
            format!("{repetition} binary {name} (STRING); ")
        }
    }
}
