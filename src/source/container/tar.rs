//! The pages of a tar archive, packed or not: files whose names end like pages, in the order in which they were put in.
//! Names are only names here: nothing is ever written where they lead.

use std::io::{self, Read};
use std::sync::Arc;

use tar::Archive;

use crate::archive::{Source, Unpacker};
use crate::error::{Error, Result};
use crate::source::container::{
    Input, Pages, entry, failed, failure, no_page, page_kind, unreadable, until_failure,
};
use crate::source::kind::Kind;
use crate::source::load::{MAX_BYTES, PageRef};

/// What long names and other heads of an entry may take.
const HEADS: u64 = 1 << 20;

/// Entries begin at multiples of this.
const BLOCK: u64 = 512;

struct Entries {
    source: Source,
    name: Arc<str>,
    /// Pages.
    told: usize,
}

/// The pages of an archive.
pub(super) fn pages(input: Input) -> Pages {
    let name = input.name;
    match Unpacker::new(input.source) {
        Ok(source) => {
            let mut entries = Entries { source: Box::new(source), name: Arc::clone(&name), told: 0 };
            Box::new(until_failure(name, move || entries.next()))
        }
        Err(error) => failed(unreadable(&name, error)),
    }
}

/// What an entry is.
enum Entry {
    Page(String, Kind, Vec<u8>),
    Other,
    End,
}

impl Entries {
    /// The next page; `None` at the end of an archive that holds some.
    fn next(&mut self) -> Result<Option<PageRef>> {
        let page = self.page().map_err(|error| self.torn(error))?;
        if page.is_none() && self.told == 0 {
            return Err(no_page(&self.name));
        }
        self.told += usize::from(page.is_some());
        Ok(page)
    }

    /// The next page; `None` at the end.
    fn page(&mut self) -> io::Result<Option<PageRef>> {
        loop {
            match self.entry()? {
                Entry::Page(name, kind, bytes) => return Ok(Some(entry(&self.name, &name, kind, bytes))),
                Entry::Other => {}
                Entry::End => return Ok(None),
            }
        }
    }

    /// Reads one entry and goes to the next. A reader of archives is made for each, for it cannot be held beside what it reads from.
    fn entry(&mut self) -> io::Result<Entry> {
        // Nothing that an entry states makes it larger in memory than a page and its heads.
        let mut archive = Archive::new(self.source.by_ref().take(MAX_BYTES + 1 + HEADS));
        let Some(found) = archive.entries()?.next() else { return Ok(Entry::End) };
        let mut found = found?;
        let name = String::from_utf8_lossy(&found.path_bytes()).into_owned();
        let kind = page_kind(&name).filter(|_| found.header().entry_type().is_file());
        let is_sparse = found.header().entry_type().is_gnu_sparse();
        let size = if is_sparse { found.header().entry_size()? } else { found.size() };
        let mut bytes = Vec::new();
        if kind.is_some() {
            (&mut found).take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
        }
        drop(found);
        self.skip(size.saturating_add(size.wrapping_neg() % BLOCK) - bytes.len() as u64)?;
        Ok(kind.map_or(Entry::Other, |kind| Entry::Page(name, kind, bytes)))
    }

    fn skip(&mut self, count: u64) -> io::Result<()> {
        let skipped = io::copy(&mut self.source.by_ref().take(count), &mut io::sink())?;
        if skipped < count { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(()) }
    }

    fn torn(&self, error: io::Error) -> Error {
        failure(&self.name, format!("is broken behind {} of its pages", self.told))
            .because(error)
            .remedy("what is before it was read; fetch or pack the archive again")
    }
}
