//! The pages of Arrow record batches, a row a page, batch by batch: an IPC stream, or a file, which is one between a magic word and a list of places.

use std::io::{BufReader, Read as _};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use arrow_array::RecordBatch;
use arrow_ipc::reader::StreamReader;

use crate::archive::Source;
use crate::arrow::{Texts, column};
use crate::error::{Error, Result};
use crate::source::container::{Columns, Input, Pages, failed, failure, row, unreadable};
use crate::source::load::PageRef;

/// What a file begins with, before its stream.
const FILE: [u8; 8] = *b"ARROW1\0\0";

struct Batches {
    reader: StreamReader<BufReader<Source>>,
    name: Arc<str>,
    columns: Columns,
    batch: Option<RecordBatch>,
    /// The next row, in its batch and among all.
    at: usize,
    row: u64,
    is_over: bool,
}

/// The pages of a stream or a file.
pub(super) fn pages(input: Input, columns: &Columns) -> Pages {
    match open(input, columns) {
        Ok(batches) => Box::new(batches),
        Err(error) => failed(error),
    }
}

fn open(input: Input, columns: &Columns) -> Result<Batches> {
    let name = input.name;
    let mut head = Vec::new();
    let mut source = input.source;
    let looked = source.by_ref().take(FILE.len() as u64).read_to_end(&mut head);
    looked.map_err(|error| unreadable(&name, error))?;
    let head = if head == FILE { Vec::new() } else { head };
    let source: Source = Box::new(std::io::Cursor::new(head).chain(source));
    let reader = caught(|| StreamReader::try_new(BufReader::new(source), None));
    let reader = reader.map_err(|error| {
        failure(&name, "is no Arrow stream that can be read").because(error).remedy(REMEDY)
    })?;
    for wanted in [&columns.url, &columns.html] {
        column(&reader.schema(), wanted).map_err(|error| {
            let remedy = error.remedy_text().unwrap_or_default().to_owned();
            failure(&name, format!("`{}` {}", wanted, error.message())).remedy(remedy)
        })?;
    }
    Ok(Batches { reader, name, columns: columns.clone(), batch: None, at: 0, row: 0, is_over: false })
}

const REMEDY: &str = "write it as an IPC stream or file, not packed or packed with LZ4";

/// What a reader gives; a panic over broken bytes is a failure like others.
fn caught<T, E: std::error::Error + Send + Sync + 'static>(
    read: impl FnOnce() -> Result<T, E>,
) -> Result<T, Box<dyn std::error::Error + Send + Sync>> {
    match catch_unwind(AssertUnwindSafe(read)) {
        Ok(read) => read.map_err(Into::into),
        Err(_) => Err("its bytes contradict themselves".into()),
    }
}

impl Batches {
    /// The page of the next row.
    fn page(&mut self) -> Option<PageRef> {
        let batch = self.batch.as_ref().filter(|batch| self.at < batch.num_rows())?;
        let (urls, pages) =
            (Texts::of(batch, &self.columns.url).ok()?, Texts::of(batch, &self.columns.html).ok()?);
        let url = urls.bytes(self.at).map(String::from_utf8_lossy);
        let page = row::page(&self.name, self.row, url.as_deref(), pages.bytes(self.at), pages.is_text());
        (self.at, self.row) = (self.at + 1, self.row + 1);
        Some(page)
    }

    fn broken(&self, error: Box<dyn std::error::Error + Send + Sync>) -> Error {
        failure(&self.name, format!("is broken behind row {}", self.row)).because(error).remedy(REMEDY)
    }
}

impl Iterator for Batches {
    type Item = Result<PageRef>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.is_over {
            if let Some(page) = self.page() {
                return Some(Ok(page));
            }
            self.at = 0;
            self.batch = None;
            let reader = &mut self.reader;
            match caught(|| reader.next().transpose()) {
                Ok(batch) => {
                    self.is_over = batch.is_none();
                    self.batch = batch;
                }
                Err(error) => {
                    self.is_over = true;
                    return Some(Err(self.broken(error)));
                }
            }
        }
        None
    }
}
