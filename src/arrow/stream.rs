//! [`DocumentStream`]: documents as an IPC stream, a batch of some tens of pages at a time, so that its reader can begin before the last page is read.

use std::io::{self, Write};

use arrow_ipc::writer::StreamWriter;
use arrow_schema::ArrowError;

use crate::arrow::{Batches, Documents, schema};
use crate::error::Result;
use crate::records::{PageRecord, Table, TableVisitor as _, Tables, WhoSpoke};

/// Documents in a batch, at most.
const DOCUMENTS: usize = 64;

/// Bytes of text after which a batch is full.
const BYTES: usize = 8 << 20;

/// A stream of documents that is written: a row a page, with its address, in the columns of [`Documents::schema_with_url`].
pub struct DocumentStream<W: Write> {
    out: StreamWriter<W>,
    documents: Documents,
    urls: Vec<Option<String>>,
}

impl<W: Write> DocumentStream<W> {
    /// Begins a stream.
    pub fn new(out: W) -> io::Result<Self> {
        let out = StreamWriter::try_new(out, &Documents::schema_with_url()).map_err(written)?;
        Ok(Self { out, documents: Documents::default(), urls: Vec::new() })
    }

    /// Takes in what the page of an address gave.
    pub fn push(&mut self, url: Option<String>, document: &Result<PageRecord>) -> io::Result<()> {
        self.documents.push(document);
        self.urls.push(url);
        if self.documents.len() == DOCUMENTS || self.documents.bytes() >= BYTES { self.cut() } else { Ok(()) }
    }

    /// Writes what has come.
    fn cut(&mut self) -> io::Result<()> {
        let documents = std::mem::take(&mut self.documents).finish_with_urls(self.urls.drain(..));
        self.out.write(&documents).map_err(written)?;
        self.out.flush().map_err(written)
    }

    /// Writes the rest, and the end of the stream.
    pub fn finish(mut self) -> io::Result<()> {
        if !self.documents.is_empty() {
            self.cut()?;
        }
        self.out.finish().map_err(written)
    }
}

/// A table of a dataset as an IPC stream that is written while rows come.
pub(crate) struct TableStream<W: Write> {
    out: StreamWriter<W>,
    table: Table,
    batches: Batches,
}

impl<W: Write> TableStream<W> {
    /// Begins a stream.
    pub(crate) fn new(table: Table, out: W) -> io::Result<Self> {
        let out = StreamWriter::try_new(out, &schema(table)).map_err(written)?;
        Ok(Self { out, table, batches: Batches::new(table) })
    }

    /// What is written.
    pub(crate) fn table(&self) -> Table {
        self.table
    }

    /// Takes in the rows that a page has of the table; those of the flat sheet are no page's.
    pub(crate) fn page(&mut self, tables: &Tables) -> io::Result<()> {
        let Ok(()) = tables.visit(self.table, &mut self.batches);
        self.cut()
    }

    /// Takes in rows of the flat sheet.
    pub(crate) fn sheet(&mut self, rows: &[WhoSpoke]) -> io::Result<()> {
        let Ok(()) = self.batches.rows(rows);
        self.cut()
    }

    /// Writes the batches that are full.
    fn cut(&mut self) -> io::Result<()> {
        self.batches.full.drain(..).try_for_each(|batch| self.out.write(&batch)).map_err(written)
    }

    /// Writes the rest, and the end of the stream.
    pub(crate) fn finish(mut self) -> io::Result<()> {
        self.batches.cut();
        self.cut()?;
        self.out.finish().map_err(written)
    }
}

/// Why a stream cannot be written: that its reader has gone stays what it is.
fn written(error: ArrowError) -> io::Error {
    match error {
        ArrowError::IoError(_, error) => error,
        other => io::Error::other(other),
    }
}

#[cfg(test)]
mod tests {
    use arrow_array::Array as _;
    use arrow_array::cast::AsArray as _;
    use arrow_ipc::reader::StreamReader;

    use super::*;
    use crate::arrow::batches;
    use crate::error::{Error, ErrorKind};
    use crate::pipeline::{Options, extract};
    use crate::resolve::resolve;
    use crate::source::Page;

    fn record() -> PageRecord {
        extract(
            Page::new("a.html", "<h1>Webinar</h1><p>Dr. Maria Lopez spoke on 9 May 2024."),
            &Options::default(),
        )
        .unwrap()
    }

    #[test]
    fn a_stream_has_a_row_a_page_in_batches() {
        let mut bytes = Vec::new();
        let mut stream = DocumentStream::new(&mut bytes).unwrap();
        for at in 0..DOCUMENTS + 3 {
            let document = if at % 10 == 0 {
                Err(Error::new(ErrorKind::Source, "a.html", "fails"))
            } else {
                Ok(record())
            };
            stream.push((at % 2 == 0).then(|| format!("https://example.org/{at}")), &document).unwrap();
        }
        stream.finish().unwrap();
        let batches: Vec<_> = StreamReader::try_new(&bytes[..], None).unwrap().map(Result::unwrap).collect();
        assert_eq!(
            batches.iter().map(arrow_array::RecordBatch::num_rows).collect::<Vec<_>>(),
            [DOCUMENTS, 3]
        );
        assert_eq!(batches[0].schema(), Documents::schema_with_url());
        let error = batches[0].column_by_name("error").unwrap().as_string::<i32>();
        assert_eq!((error.value(10), error.is_null(11)), ("a.html: fails", true));
        let urls = batches[1].column(0).as_string::<i32>();
        assert_eq!((urls.value(0), urls.is_null(1)), ("https://example.org/64", true));
    }

    #[test]
    fn a_table_is_written_with_its_columns_even_without_rows() {
        let dataset = resolve(vec![record()]);
        for table in Table::ALL {
            let mut bytes = Vec::new();
            let mut stream = TableStream::new(table, &mut bytes).unwrap();
            if table == Table::WhoSpoke {
                stream.sheet(&dataset.who_spoke()).unwrap();
            } else {
                stream.page(&dataset.tables).unwrap();
            }
            stream.finish().unwrap();
            let read = StreamReader::try_new(&bytes[..], None).unwrap();
            assert_eq!(read.schema(), schema(table));
            let rows: usize = read.map(|batch| batch.unwrap().num_rows()).sum();
            assert_eq!(
                rows,
                batches(&dataset, table).iter().map(arrow_array::RecordBatch::num_rows).sum::<usize>(),
                "{table}"
            );
        }
    }
}
