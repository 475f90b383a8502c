//! A [`PageRef`] is a page that was found and not read yet, so that pages can be read by the thread that extracts them.
//! Reading is bounded: no page is larger than [`MAX_BYTES`].

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::archive::{Archived, KeptPage};
use crate::error::{Error, ErrorKind, Result};
use crate::source::carried::Carried;
use crate::source::kind::Kind;
use crate::source::name::{percent_encoded, relative};
use crate::source::{Page, mhtml};

/// The largest page that is read: 64 MiB, far above any announcement and far below what offsets can count.
pub const MAX_BYTES: u64 = 64 << 20;

/// The name of standard input.
pub const STDIN: &str = "-";

/// A page that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageRef {
    /// The name that the page will have.
    pub source: String,
    /// The file; `None` is standard input, or a page in an archive or a stream.
    pub path: Option<PathBuf>,
    /// Where the page is in the archive of what was fetched.
    pub archived: Option<Archived>,
    /// Its bytes, where it was met in a stream.
    pub carried: Option<Box<Carried>>,
    /// Whether the page has left the web.
    pub gone: bool,
    /// The path below the folder or pattern it was found by, with `/`.
    pub below: String,
    /// The address the page was taken from, where known.
    pub url: Option<String>,
    /// The day on which the page was saved, where a file of several pages or one with a head says so.
    pub day: Option<Date>,
    /// The language of the page, where known.
    pub language: Option<String>,
    /// The profile that its source names.
    pub profile: Option<String>,
    /// What its source is called; empty without one.
    pub group: String,
}

impl PageRef {
    /// Says that the page was taken from below `base`.
    #[must_use]
    pub fn taken_from(mut self, base: &str) -> Self {
        let slash = if base.ends_with('/') { "" } else { "/" };
        self.url = Some(format!("{base}{slash}{}", percent_encoded(&self.below)));
        self
    }

    /// The page of a file, which is called by its path as seen from `base` (empty: the working directory).
    pub(super) fn file(path: &Path, base: &Path) -> Self {
        Self { source: relative(path, base), path: Some(path.to_path_buf()), ..Self::unread(STDIN) }
    }

    /// A page of which nothing is known but what it is called.
    pub(crate) fn unread(source: &str) -> Self {
        Self {
            source: source.to_owned(),
            path: None,
            archived: None,
            carried: None,
            gone: false,
            below: String::new(),
            url: None,
            day: None,
            language: None,
            profile: None,
            group: String::new(),
        }
    }

    /// A page in an archive; it is called by its address.
    #[must_use]
    pub fn kept(page: KeptPage<'_>) -> Self {
        Self {
            archived: Some(page.archived),
            gone: page.gone,
            url: Some(page.url.to_owned()),
            ..Self::unread(page.url)
        }
    }

    /// Reads the page.
    pub fn load(&self) -> Result<Page> {
        if let Some(carried) = &self.carried {
            return carried.page(self);
        }
        if let Some(archived) = &self.archived {
            let (head, bytes) = archived.load(MAX_BYTES)?;
            let charset = head.charset();
            return Ok(Page { source: self.source.clone(), url: self.url.clone(), charset, bytes });
        }
        let bytes = match &self.path {
            Some(path) => read_file(path),
            None => read_bounded(io::stdin().lock(), 0),
        };
        let bytes = bytes.map_err(|error| self.unreadable(error))?;
        if bytes.len() as u64 > MAX_BYTES {
            return Err(self
                .failure(format!("is larger than {} MiB", MAX_BYTES >> 20))
                .remedy("announcements are small: check that this is the page you mean"));
        }
        if self.path.as_deref().is_some_and(is_mhtml) {
            let saved = mhtml::page(&bytes).ok_or_else(|| {
                self.failure("holds no HTML page").remedy("save the page again, as one file or as HTML")
            })?;
            let url = self.url.clone().or(saved.url);
            return Ok(Page { source: self.source.clone(), url, charset: saved.charset, bytes: saved.bytes });
        }
        Ok(Page { source: self.source.clone(), url: self.url.clone(), charset: None, bytes })
    }

    pub(super) fn unreadable(&self, error: io::Error) -> Error {
        let remedy = match error.kind() {
            io::ErrorKind::NotFound => "it is not there, or no longer: check the path",
            io::ErrorKind::PermissionDenied => "give yourself the right to read it",
            _ if cfg!(unix) && matches!(error.raw_os_error(), Some(23 | 24)) => {
                "let more files be open (ulimit -n)"
            }
            _ => "check the file and run again",
        };
        self.failure("cannot be read").because(error).remedy(remedy)
    }

    fn failure(&self, message: impl Into<String>) -> Error {
        Error::new(ErrorKind::Source, shown(&self.source), message)
    }
}

/// How an input is called in messages.
pub(super) fn shown(name: &str) -> &str {
    if name == STDIN { "standard input" } else { name }
}

/// Whether the path ends like a page that was saved as one file.
fn is_mhtml(path: &Path) -> bool {
    Kind::of_name(path) == Some(Kind::Mhtml)
}

fn read_file(path: &Path) -> io::Result<Vec<u8>> {
    let file = File::open(path)?;
    // Room for all of it and for seeing its end, so that a long page is not moved while it grows.
    let length = file.metadata().map_or(0, |metadata| metadata.len().min(MAX_BYTES) as usize + 1);
    read_bounded(file, length)
}

/// Reads one byte more than is allowed, so that the caller sees that there is more.
fn read_bounded(from: impl Read, length: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(length);
    from.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}
