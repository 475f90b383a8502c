//! What was fetched, kept byte-exact: WARC/1.1 files, one a run, and an index of what is known of each address.
//! The files are the truth and are only ever appended to; the index can be made of them again.

mod body;
mod capture;
mod chunked;
mod file;
mod frames;
mod http;
mod index;
mod keeper;
mod known;
mod members;
mod place;
mod record;
mod recover;
mod scan;
mod spool;
#[cfg(test)]
mod tests;
mod unpack;
mod walk;
mod window;

use std::path::Path;
use std::sync::Arc;

pub use body::{Broken, decoded};
pub use capture::Capture;
pub use file::{Holding, pages_in};
pub(crate) use file::{address, day, no_page, no_record, page, passed_over};
pub(crate) use frames::is_zstd;
pub use http::Head;
pub use keeper::{Keeper, News};
pub use known::{Kept, Known};
pub(crate) use members::is_gzip;
pub use place::{Archived, Place};
pub(crate) use place::{Unread, answer};
pub(crate) use record::View;
pub(crate) use unpack::{Source, Unpacker};
pub(crate) use walk::{Met, Step, Walk};

use crate::error::{Error, ErrorKind, Result};
use index::Index;

/// An archive that is read.
#[derive(Debug)]
pub struct Archive {
    folder: Arc<Path>,
    index: Index,
}

/// A page that is kept.
#[derive(Debug)]
pub struct KeptPage<'a> {
    /// The address that answered with it, behind all redirects.
    pub url: &'a str,
    /// Whether it has left the web.
    pub gone: bool,
    /// Where it is kept.
    pub archived: Archived,
}

/// Redirects that are followed from one address.
pub const HOPS: usize = 10;

/// One that holds nothing.
impl Default for Archive {
    fn default() -> Self {
        Self { folder: Path::new("").into(), index: Index::default() }
    }
}

impl Archive {
    /// Reads what is known; a folder that is not there holds nothing. Nothing is written.
    pub fn read(folder: &Path) -> Result<Self> {
        let mut archive = Self { folder: folder.into(), index: Index::default() };
        if folder.is_dir() {
            archive.index = recover::read(folder)?.index;
        }
        Ok(archive)
    }

    /// What is known of an address.
    #[must_use]
    pub fn known(&self, url: &str) -> Option<&Known> {
        self.index.known(url)
    }

    /// All addresses that were found at a feed, sitemap or list, in their order.
    pub fn found_at<'a>(&'a self, entry: &'a str) -> impl Iterator<Item = (&'a str, &'a Known)> {
        self.index.all().filter(move |(_, known)| known.found_at.iter().any(|at| at == entry))
    }

    /// The page that an address leads to, or led to when it was last seen.
    #[must_use]
    pub fn page(&self, url: &str) -> Option<KeptPage<'_>> {
        self.page_behind(url, HOPS)
    }

    fn page_behind(&self, url: &str, hops: usize) -> Option<KeptPage<'_>> {
        let (url, known) = self.index.entry(url)?;
        let moved = known.target.as_deref().filter(|_| hops > 0);
        if let Some(page) = moved.and_then(|target| self.page_behind(target, hops - 1)) {
            return Some(page);
        }
        let kept = known.page.as_ref()?;
        Some(KeptPage { url, gone: known.gone, archived: Archived::new(&self.folder, kept) })
    }
}

fn unwritable(path: &Path, error: std::io::Error) -> Error {
    Error::new(ErrorKind::Output, path.display().to_string(), "cannot be written")
        .because(error)
        .remedy("check the folder, its rights and the space left; what is kept already is not lost")
}

fn unreadable(path: &Path, error: std::io::Error) -> Error {
    Error::new(ErrorKind::Source, path.display().to_string(), "cannot be read")
        .because(error)
        .remedy("check the file and its rights")
}
