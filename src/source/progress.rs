//! [`Progress`] says how much of a stream was read, while it is read: the bytes of it, where all inputs are files that were named.

use std::ffi::OsString;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::archive::Source;
use crate::source::Search;

/// How much was read. Copies tell of the same stream.
#[derive(Clone, Debug)]
pub struct Progress(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    read: AtomicU64,
    /// `None` where nobody knows how much there will be.
    total: Option<u64>,
}

impl Progress {
    /// Of a stream of these inputs.
    pub(super) fn of(search: &Search, inputs: &[OsString]) -> Self {
        let size = |input: &OsString| {
            let data = search.from.join(input).metadata().ok()?;
            data.is_file().then_some(data.len())
        };
        Self(Arc::new(Inner { read: AtomicU64::new(0), total: inputs.iter().map(size).sum() }))
    }

    /// The bytes that were read, and those of all inputs.
    #[must_use]
    pub fn bytes(&self) -> Option<(u64, u64)> {
        let total = self.0.total?;
        Some((self.0.read.load(Ordering::Relaxed).min(total), total))
    }

    /// Counts what is read of a source.
    pub(super) fn count(&self, source: Source) -> Source {
        Box::new(Counted { source, progress: self.clone() })
    }

    /// The size of a file, where it is asked for.
    pub(super) fn size_of(&self, file: Option<&Path>) -> u64 {
        let known = file.filter(|_| self.0.total.is_some()).and_then(|file| file.metadata().ok());
        known.map_or(0, |data| data.len())
    }

    fn add(&self, bytes: u64) {
        self.0.read.fetch_add(bytes, Ordering::Relaxed);
    }
}

/// Files that are finished, whatever was read of each: some are read from their end.
#[derive(Debug, Default)]
pub(super) struct Finished(u64);

impl Finished {
    /// Says that a file of so many bytes is finished.
    pub(super) fn add(&mut self, size: u64, progress: &Progress) {
        self.0 += size;
        progress.0.read.store(self.0, Ordering::Relaxed);
    }
}

struct Counted {
    source: Source,
    progress: Progress,
}

impl Read for Counted {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let read = self.source.read(bytes)?;
        self.progress.add(read as u64);
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn what_was_read_grows_to_all_and_is_unknown_where_an_input_is_no_file() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["a.html", "b.html"] {
            fs::write(folder.path().join(name), "<p>Ann..").unwrap();
        }
        let search = Search { from: folder.path().to_owned(), ..Search::default() };
        let mut pages = search.stream(["a.html", "b.html"]);
        let progress = pages.progress();
        assert_eq!(progress.bytes(), Some((0, 16)));
        pages.by_ref().for_each(|page| drop(page.unwrap()));
        assert_eq!(progress.bytes(), Some((16, 16)));
        assert_eq!(search.stream(["a.html", "*.html"]).progress().bytes(), None);
    }
}
