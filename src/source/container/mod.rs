//! Containers: files with many pages, which are read from their beginning to their end, one page (or batch) in memory at a time.

mod warc;

use std::fs::File;
use std::io::{Cursor, Read as _};
use std::path::Path;
use std::sync::Arc;

use crate::archive::Source;
use crate::error::{Error, ErrorKind, Result};
use crate::source::kind::{Kind, LOOKED_AT};
use crate::source::load::PageRef;

/// The pages of an input, in the order in which they lie in it.
pub(super) type Pages = Box<dyn Iterator<Item = Result<PageRef>> + Send>;

/// An input that was opened and looked at.
pub(super) struct Input {
    /// What it is called.
    pub(super) name: Arc<str>,
    /// What its first bytes say.
    pub(super) kind: Option<Kind>,
    pub(super) source: Source,
}

impl Input {
    /// Looks at the first bytes of an input, unless it is known what it is.
    pub(super) fn new(name: &str, mut source: Source, known: Option<Kind>) -> Result<Self> {
        let mut head = Vec::new();
        if known.is_none() {
            let looked = source.by_ref().take(LOOKED_AT as u64).read_to_end(&mut head);
            looked.map_err(|error| unreadable(name, error))?;
        }
        let kind = known.or_else(|| Kind::of_bytes(&head));
        Ok(Self { name: name.into(), kind, source: Box::new(Cursor::new(head).chain(source)) })
    }

    /// Opens a file.
    pub(super) fn open(name: &str, path: &Path, known: Option<Kind>) -> Result<Self> {
        let file = File::open(path).map_err(|error| unreadable(name, error))?;
        Self::new(name, Box::new(file), known)
    }

    /// The pages of a container; an input that is none comes back.
    pub(super) fn pages(self) -> Result<Pages, Self> {
        match self.kind {
            Some(Kind::Warc) => Ok(warc::pages(self)),
            _ => Err(self),
        }
    }
}

/// A container that fails as a whole.
fn failed(error: Error) -> Pages {
    Box::new(std::iter::once(Err(error)))
}

fn unreadable(name: &str, error: std::io::Error) -> Error {
    failure(name, "cannot be read").because(error).remedy("check the file and its rights")
}

fn failure(name: &str, message: impl Into<String>) -> Error {
    Error::new(ErrorKind::Source, name, message)
}
