//! JSON Lines: a document a page, one a line, as `annals extract` prints it; but people and institutions stand in the document of the page on which they were seen first.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::error::Result;
use crate::records::{PageInfo, SCHEMA_VERSION, Tables};
use crate::write::{Page, Pages, create, wrong};

/// A page in the shape of a [`PageRecord`](crate::records::PageRecord).
#[derive(Serialize)]
struct Line<'p> {
    schema_version: u32,
    page: &'p PageInfo,
    #[serde(flatten)]
    tables: &'p Tables,
}

/// A file of lines.
pub(super) struct Lines {
    path: PathBuf,
    out: BufWriter<File>,
}

impl Lines {
    pub(super) fn new(folder: &Path) -> Result<Self> {
        let path = folder.join("documents.jsonl");
        Ok(Self { out: BufWriter::new(create(&path)?), path })
    }
}

impl Pages for Lines {
    fn page(&mut self, Page { info, tables }: &Page) -> Result<()> {
        let is_nothing = info.source.is_empty() && *tables == Tables::default();
        if is_nothing {
            return Ok(());
        }
        let line = Line { schema_version: SCHEMA_VERSION, page: info, tables };
        serde_json::to_writer(&mut self.out, &line).map_err(|error| wrong(&self.path, error))?;
        self.out.write_all(b"\n").map_err(|error| wrong(&self.path, error))
    }

    fn finish(mut self) -> Result<()> {
        self.out.flush().map_err(|error| wrong(&self.path, error))
    }
}
