//! A [`Shelf`] keeps documents on the disk while it is decided who is who, which asks for each of them a few times.

use std::borrow::Cow;

use annals::arrow::record;
use annals::records::PageRecord;
use annals::resolve::Records;
use annals::store::{Key, Slot, Store};
use annals::{Error, ErrorKind, Result};
use arrow_array::RecordBatch;

/// Documents in a file without a name.
pub(crate) struct Shelf {
    store: Store,
    records: Vec<(Slot, Box<str>, Box<str>)>,
}

impl Shelf {
    pub(crate) fn new() -> Result<Self> {
        let store = tempfile::tempfile().and_then(Store::temporary).map_err(unwritable)?;
        Ok(Self { store, records: Vec::new() })
    }

    /// Puts the documents of a batch behind the others; pages that failed are none.
    pub(crate) fn put(&mut self, batch: &RecordBatch) -> Result<()> {
        for row in 0..batch.num_rows() {
            if let Some(document) = record(batch, row)? {
                let slot = self.store.add(&Key::default(), &document).map_err(unwritable)?;
                self.records.push((slot, document.page.source.into(), document.page.content_sha256.into()));
            }
        }
        Ok(())
    }

    /// By what the page at a place is told from others: its name, and the hash of its bytes.
    pub(crate) fn key(&self, at: usize) -> (&str, &str) {
        let (_, source, content) = &self.records[at];
        (source, content)
    }
}

impl Records for Shelf {
    type Error = Error;

    fn len(&self) -> usize {
        self.records.len()
    }

    fn rows(&self, at: usize) -> Result<Cow<'_, PageRecord>> {
        self.store.rows(self.records[at].0).map(Cow::Owned).map_err(unreadable)
    }

    fn record(&self, at: usize) -> Result<Cow<'_, PageRecord>> {
        self.store.read(self.records[at].0).map(Cow::Owned).map_err(unreadable)
    }
}

fn unwritable(error: std::io::Error) -> Error {
    let folder = std::env::temp_dir().display().to_string();
    Error::new(ErrorKind::Output, folder, "the documents cannot be put there")
        .because(error)
        .remedy("check the folder and the free space, or name another one in TMPDIR")
}

fn unreadable(error: std::io::Error) -> Error {
    Error::new(ErrorKind::Output, "the documents that were put aside", "cannot be read again")
        .because(error)
        .remedy("check the disk of the folder for temporary files")
}
