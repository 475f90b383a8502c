//! JSON Lines: a document a page, one a line, as `annals extract` prints it; but people and institutions stand in the document of the page on which they were seen first.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::error::Result;
use crate::records::{PageInfo, SCHEMA_VERSION, Tables};
use crate::write::{Page, Pages, create, wrong};

/// Bytes that are written at once.
const BUFFER: usize = 1 << 16;

/// Values that are written one a line.
pub struct JsonLines<W> {
    out: W,
    /// Lines that are not written yet.
    lines: Vec<u8>,
}

impl<W: Write> JsonLines<W> {
    /// Lines go to `out`, many at once.
    pub fn new(out: W) -> Self {
        Self { out, lines: Vec::with_capacity(BUFFER) }
    }

    /// Adds a line.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn line(&mut self, value: &impl Serialize) -> io::Result<()> {
        serde_json::to_writer(&mut self.lines, value)?;
        self.lines.push(b'\n');
        if self.lines.len() >= BUFFER { self.pass() } else { Ok(()) }
    }

    /// Hands everything on to what is written to.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn finish(mut self) -> io::Result<()> {
        self.pass()?;
        self.out.flush()
    }

    fn pass(&mut self) -> io::Result<()> {
        self.out.write_all(&self.lines)?;
        self.lines.clear();
        Ok(())
    }
}

/// A page in the shape of a [`PageRecord`](crate::records::PageRecord).
#[derive(Serialize)]
struct Document<'p> {
    schema_version: u32,
    page: &'p PageInfo,
    #[serde(flatten)]
    tables: &'p Tables,
}

/// The file of documents.
pub(super) struct Documents {
    path: PathBuf,
    lines: JsonLines<File>,
}

impl Documents {
    pub(super) fn new(folder: &Path) -> Result<Self> {
        let path = folder.join("documents.jsonl");
        Ok(Self { lines: JsonLines::new(create(&path)?), path })
    }
}

impl Pages for Documents {
    fn page(&mut self, Page { info, tables, .. }: &Page) -> Result<()> {
        let is_nothing = info.source.is_empty() && *tables == Tables::default();
        if is_nothing {
            return Ok(());
        }
        let document = Document { schema_version: SCHEMA_VERSION, page: info, tables };
        self.lines.line(&document).map_err(|error| wrong(&self.path, error))
    }

    fn finish(self) -> Result<()> {
        self.lines.finish().map_err(|error| wrong(&self.path, error))
    }
}
