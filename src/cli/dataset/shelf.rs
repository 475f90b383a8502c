//! The [`Shelf`] holds the records of many pages on the disk, from their extraction until their rows are written.

use std::borrow::Cow;
use std::io;

use annals::records::PageRecord;
use annals::resolve::Records;
use annals::scratch::Scratch;
use annals::store::{Key, Slot, Store};
use annals::{Error, ErrorKind, Result};

/// Records on the disk: in the cache of a project, or in a file that goes with the shelf.
pub(crate) struct Shelf<'c> {
    cache: Option<&'c Store>,
    own: Store,
    records: Vec<Place>,
}

/// Where a record is.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Place {
    /// In the cache; whether its page has left the web is not kept there.
    Cached(Slot, bool),
    Own(Slot),
}

impl<'c> Shelf<'c> {
    /// An empty shelf, for records in a cache too.
    pub(crate) fn new(cache: Option<&'c Store>) -> Result<Self> {
        let own = tempfile::tempfile().and_then(Store::temporary).map_err(unwritable)?;
        Ok(Self { cache, own, records: Vec::new() })
    }

    /// Puts a record behind the others.
    pub(crate) fn put(&mut self, record: &PageRecord) -> Result<()> {
        let place = self.keep(record)?;
        self.records.push(place);
        Ok(())
    }

    /// Puts a record on the disk, but not among the others.
    pub(crate) fn keep(&self, record: &PageRecord) -> Result<Place> {
        self.own.add(&Key::default(), record).map(Place::Own).map_err(unwritable)
    }

    /// Puts records behind the others that are on the disk already.
    pub(crate) fn extend(&mut self, places: impl IntoIterator<Item = Place>) {
        self.records.extend(places);
    }

    /// How many records there are.
    pub(crate) fn pages(&self) -> usize {
        self.records.len()
    }

    fn read_with(
        &self,
        at: usize,
        read: impl Fn(&Store, Slot) -> io::Result<PageRecord>,
    ) -> Result<Cow<'_, PageRecord>> {
        let record = match (self.records[at], self.cache) {
            (Place::Cached(slot, gone), Some(cache)) => read(cache, slot).map(|record| record.marked(gone)),
            (Place::Cached(slot, _) | Place::Own(slot), _) => read(&self.own, slot),
        };
        record.map(Cow::Owned).map_err(|error| {
            Error::new(ErrorKind::Output, "the records of the pages", "cannot be read again")
                .because(error)
                .remedy("delete the folder .annals of the project and run again")
        })
    }
}

impl Records for Shelf<'_> {
    type Error = Error;

    fn len(&self) -> usize {
        self.records.len()
    }

    fn rows(&self, at: usize) -> Result<Cow<'_, PageRecord>> {
        self.read_with(at, Store::rows)
    }

    fn record(&self, at: usize) -> Result<Cow<'_, PageRecord>> {
        self.read_with(at, Store::read)
    }

    fn scratch(&self) -> Scratch {
        Scratch::folder(&std::env::temp_dir())
    }

    fn failed(&self, error: io::Error) -> Result<()> {
        let folder = std::env::temp_dir().display().to_string();
        let error =
            Error::new(ErrorKind::Output, folder, "what the pages have in common cannot be put there")
                .because(error)
                .remedy("check the folder and the free space, or name another one in TMPDIR");
        Err(error)
    }
}

fn unwritable(error: io::Error) -> Error {
    let folder = std::env::temp_dir().display().to_string();
    Error::new(ErrorKind::Output, folder, "the records of the pages cannot be put there")
        .because(error)
        .remedy("check the folder and the free space, or name another one in TMPDIR")
}
