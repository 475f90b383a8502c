//! The [`Store`] keeps records of pages in one file, so that no stage after extraction holds them all. The file is only ever appended to; what is not
//! needed any more is left out when it is written anew.

mod frame;
#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufReader, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use sha2::{Digest, Sha256};

use crate::records::PageRecord;
use frame::HEAD;

/// The first bytes of the file; another version of the format has others.
const FORMAT: &[u8] = b"annals records 2\n";

/// A file that is not at least so large is not worth writing anew.
const SMALL: u64 = 1 << 20;

/// Records by what stands for the name of their page.
type Known = HashMap<u64, (Key, Slot)>;

/// Where a record is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// Stands for the name of its page.
    name: u64,
    offset: u64,
    length: u32,
    /// Where its rows end, from the offset.
    rows: u32,
}

/// What a record was made of: page, options and rules.
pub type Key = [u8; 16];

/// Records by the name of their page, the last of each.
#[derive(Debug)]
pub struct Store {
    path: Option<PathBuf>,
    known: Known,
    written: Mutex<Written>,
}

#[derive(Debug)]
struct Written {
    file: File,
    end: u64,
}

impl Store {
    /// A store without a name in `file`, which is empty and goes when it is closed.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn temporary(file: File) -> io::Result<Self> {
        Self { path: None, known: HashMap::new(), written: Mutex::new(Written { file, end: 0 }) }.begun()
    }

    /// The store at `path`, which need not be there. A torn end is cut off; a file of another format is emptied.
    ///
    /// # Errors
    /// Where the file cannot be read and written, or another process holds it.
    pub fn open(path: &Path) -> io::Result<Self> {
        let file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?;
        file.try_lock().map_err(io::Error::other)?;
        let (known, end) = read(&file)?;
        file.set_len(end)?;
        Self { path: Some(path.to_owned()), known, written: Mutex::new(Written { file, end }) }.begun()
    }

    fn begun(self) -> io::Result<Self> {
        let mut written = self.written();
        if written.end == 0 {
            written.append(FORMAT)?;
        }
        drop(written);
        Ok(self)
    }

    /// Where the record of a page is, if it was made of the same.
    #[must_use]
    pub fn find(&self, source: &str, key: &Key) -> Option<Slot> {
        self.known.get(&name(source)).filter(|(known, _)| known == key).map(|(_, slot)| *slot)
    }

    /// Where the last record of a page is, whatever it was made of.
    #[must_use]
    pub fn last(&self, source: &str) -> Option<Slot> {
        self.known.get(&name(source)).map(|(_, slot)| *slot)
    }

    /// All records that were known when the store was opened, in no order.
    pub fn all(&self) -> Vec<Slot> {
        let mut slots: Vec<Slot> = self.known.values().map(|(_, slot)| *slot).collect();
        slots.sort_unstable_by_key(|slot| slot.offset);
        slots
    }

    /// Adds a record. It is found by its page when the store is opened the next time.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn add(&self, key: &Key, record: &PageRecord) -> io::Result<Slot> {
        let name = name(&record.page.source);
        let bytes = frame::write(name, key, record)?;
        let offset = self.written().append(&bytes)?;
        Ok(Slot { name, offset, length: bytes.len() as u32, rows: frame::rows_end(&bytes) })
    }

    /// Reads a record.
    ///
    /// # Errors
    /// Where it cannot be read, or is not what was written.
    pub fn read(&self, slot: Slot) -> io::Result<PageRecord> {
        frame::read(&self.bytes(slot, slot.length as usize)?)
    }

    /// Reads a record without its evidence and findings.
    ///
    /// # Errors
    /// Where it cannot be read, or is not what was written.
    pub fn rows(&self, slot: Slot) -> io::Result<PageRecord> {
        frame::read_rows(&self.bytes(slot, slot.rows as usize)?)
    }

    fn bytes(&self, slot: Slot, length: usize) -> io::Result<Vec<u8>> {
        let mut bytes = vec![0; length];
        let mut written = self.written();
        written.file.seek(SeekFrom::Start(slot.offset))?;
        written.file.read_exact(&mut bytes)?;
        Ok(bytes)
    }

    /// Forgets what is not in `live`: the next time only those are found. The file is written anew where most of it is not needed any more.
    ///
    /// # Errors
    /// Where the file cannot be written; what it held before is kept then.
    pub fn keep_only(self, live: &[Slot]) -> io::Result<()> {
        let needed: u64 = live.iter().map(|slot| u64::from(slot.length)).sum();
        let end = self.written().end;
        if end > SMALL && needed * 2 < end {
            return self.rewrite(live);
        }
        let live: HashSet<u64> = live.iter().map(|slot| slot.name).collect();
        let mut gone: Vec<u64> = self.known.keys().copied().filter(|name| !live.contains(name)).collect();
        gone.sort_unstable();
        let mut written = self.written();
        gone.into_iter().try_for_each(|name| written.append(&frame::gone(name)).map(drop))
    }

    fn rewrite(self, live: &[Slot]) -> io::Result<()> {
        let Some(path) = &self.path else { return Ok(()) };
        let beside = path.with_extension("new");
        let mut new = io::BufWriter::new(File::create(&beside)?);
        new.write_all(FORMAT)?;
        for slot in live {
            new.write_all(&self.bytes(*slot, slot.length as usize)?)?;
        }
        new.into_inner().map_err(io::IntoInnerError::into_error)?;
        fs::rename(&beside, path)
    }

    /// A writer that panicked has written a whole record or nothing that counts.
    fn written(&self) -> MutexGuard<'_, Written> {
        self.written.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Written {
    /// Appends bytes and says where they begin. What was written in part is written over by what comes next.
    fn append(&mut self, bytes: &[u8]) -> io::Result<u64> {
        self.file.seek(SeekFrom::Start(self.end))?;
        self.file.write_all(bytes)?;
        let begin = self.end;
        self.end += bytes.len() as u64;
        Ok(begin)
    }
}

/// The records of a file, and where the last whole one ends.
fn read(file: &File) -> io::Result<(Known, u64)> {
    let size = file.metadata()?.len();
    let mut known = HashMap::new();
    let mut reader = BufReader::new(file);
    let mut format = vec![0; FORMAT.len()];
    if reader.read_exact(&mut format).is_err() || format != FORMAT {
        return Ok((known, 0));
    }
    let mut end = FORMAT.len() as u64;
    let mut head = [0; HEAD];
    while reader.read_exact(&mut head).is_ok() {
        let (name, key, length) = frame::head(&head);
        let rows = frame::rows_end(&head);
        let next = end + u64::from(length);
        if next > size || (length as usize) < HEAD || rows > length {
            break;
        }
        if length as usize == HEAD {
            known.remove(&name);
        } else {
            known.insert(name, (key, Slot { name, offset: end, length, rows }));
        }
        // From the head to behind the rest.
        reader.seek_relative(i64::from(length).saturating_sub_unsigned(HEAD as u64))?;
        end = next;
    }
    Ok((known, end))
}

/// What stands for the name of a page.
fn name(source: &str) -> u64 {
    let mut first = [0; 8];
    first.copy_from_slice(&Sha256::digest(source)[..8]);
    u64::from_le_bytes(first)
}
