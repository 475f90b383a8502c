//! A [`Spool`] holds records that a file packs together with others, each packed alone, so that any of them can be read without
//! unpacking all that is before it. It is a file without a name that is gone with the process.

use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::sync::{Arc, Mutex, PoisonError};

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::archive::place::Place;

/// Records in a file without a name. Two are the same where they are one.
#[derive(Clone, Debug)]
pub(super) struct Spool(Arc<Mutex<File>>);

impl PartialEq for Spool {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Spool {}

impl Spool {
    /// An empty one.
    pub(super) fn new() -> io::Result<Self> {
        Ok(Self(Arc::new(Mutex::new(tempfile::tempfile()?))))
    }

    /// Adds a record.
    pub(super) fn keep(&self, bytes: &[u8]) -> io::Result<Place> {
        let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 2), Compression::fast());
        encoder.write_all(bytes)?;
        let member = encoder.finish()?;
        let mut file = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let offset = file.seek(SeekFrom::End(0))?;
        file.write_all(&member)?;
        Ok(Place { run: 0, offset, length: member.len() as u64 })
    }

    /// The packed bytes of a record.
    pub(super) fn member(&self, place: Place) -> io::Result<Vec<u8>> {
        let mut file = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(place.offset))?;
        let mut bytes = Vec::with_capacity(place.length as usize);
        (&mut *file).take(place.length).read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}
