//! Collections for more than fits into memory: each holds what it has room for and puts the rest into files that nobody sees. [`Scratch`] says how
//! much room there is and where the files lie, and remembers what went wrong with them.

mod block;
mod list;
mod map;
mod pool;
mod sort;
#[cfg(test)]
mod tests;

pub(crate) use list::Lists;
pub(crate) use map::Map;
pub(crate) use pool::Pool;
pub(crate) use sort::Sorter;

use std::cell::{Cell, RefCell};
use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// What all collections of a run hold in memory together, but for values that are in use.
const ROOM: usize = 512 << 20;

/// Values that a collection of whole rows holds.
const VALUES: usize = 1 << 16;

/// Where collections put what they have no room for. Copies are one and the same.
///
/// A collection whose file fails goes on with what it has; [`Scratch::check`] gives the error, and what was decided since is void.
#[derive(Clone, Debug)]
pub struct Scratch(Rc<Inner>);

#[derive(Debug)]
struct Inner {
    /// Where files may be put; without a folder all stays in memory.
    folder: Option<PathBuf>,
    room: Cell<usize>,
    values: usize,
    error: RefCell<Option<io::Error>>,
}

impl Scratch {
    /// All stays in memory.
    #[must_use]
    pub fn memory() -> Self {
        Self::with(None, usize::MAX, usize::MAX)
    }

    /// What grows large goes into files in a folder.
    #[must_use]
    pub fn folder(folder: &Path) -> Self {
        Self::with(Some(folder.to_owned()), ROOM, VALUES)
    }

    /// The same folder with room for so many bytes of keys, and so many values of each kind.
    #[must_use]
    pub fn room(&self, bytes: usize, values: usize) -> Self {
        Self::with(self.0.folder.clone(), bytes, values.max(1))
    }

    fn with(folder: Option<PathBuf>, room: usize, values: usize) -> Self {
        // What has no place on the disk stays in memory, however much it is.
        let (room, values) = if folder.is_some() { (room, values) } else { (usize::MAX, usize::MAX) };
        Self(Rc::new(Inner { folder, room: Cell::new(room), values, error: RefCell::new(None) }))
    }

    /// Says what went wrong with a file, if something did.
    ///
    /// # Errors
    /// The first error since the last time it was asked.
    pub fn check(&self) -> io::Result<()> {
        self.0.error.borrow_mut().take().map_or(Ok(()), Err)
    }

    /// Values that a collection of them may hold.
    fn values(&self) -> usize {
        self.0.values
    }

    /// Takes room for so many bytes, if it is there.
    fn take(&self, bytes: usize) -> bool {
        let left = self.0.room.get().checked_sub(bytes);
        left.into_iter().for_each(|left| self.0.room.set(left));
        left.is_some()
    }

    /// Gives room back.
    fn give(&self, bytes: usize) {
        self.0.room.set(self.0.room.get().saturating_add(bytes));
    }

    /// A new file; `None` where all is to stay in memory, or where there can be none.
    fn file(&self) -> Option<File> {
        let folder = self.0.folder.as_ref()?;
        self.done(tempfile::tempfile_in(folder))
    }

    /// What was done, or nothing; the first error is kept.
    fn done<T>(&self, result: io::Result<T>) -> Option<T> {
        result.map_err(|error| self.0.error.borrow_mut().get_or_insert(error).kind()).ok()
    }
}

/// Fills `bytes` from a place of a file.
fn read_at(mut file: &File, at: u64, bytes: &mut [u8]) -> io::Result<()> {
    file.seek(SeekFrom::Start(at))?;
    file.read_exact(bytes)
}

/// Writes `bytes` to a place of a file.
fn write_at(mut file: &File, at: u64, bytes: &[u8]) -> io::Result<()> {
    file.seek(SeekFrom::Start(at))?;
    file.write_all(bytes)
}
