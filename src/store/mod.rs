//! The [`Store`] keeps records of pages in one file, so that no stage after extraction holds them all. The file is only ever appended to; what is not
//! needed any more is left out when it is written anew.

mod frame;
mod known;
#[cfg(test)]
mod tests;

use std::collections::HashSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use sha2::{Digest, Sha256};

use crate::records::PageRecord;
use frame::HEAD;
use known::Known;

/// The first bytes of the file; another version of the format has others.
const FORMAT: &[u8] = b"annals records 2\n";

/// A file that is not at least so large is not worth writing anew.
const SMALL: u64 = 1 << 20;

/// Where a record is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
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
        Self { path: None, known: Known::default(), written: Mutex::new(Written { file, end: 0 }) }.begun()
    }

    /// The store at `path`, which need not be there. A torn end is cut off; a file of another format is emptied.
    ///
    /// # Errors
    /// Where the file cannot be read and written, or another process holds it.
    pub fn open(path: &Path) -> io::Result<Self> {
        let file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?;
        file.try_lock().map_err(io::Error::other)?;
        let known = known::read(&file)?;
        let end = known.end;
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
        let (_, known, slot) = self.head(self.known.offset(name(source))?).ok()?;
        (known == *key).then_some(slot)
    }

    /// Where the last record of a page is, whatever it was made of.
    #[must_use]
    pub fn last(&self, source: &str) -> Option<Slot> {
        self.head(self.known.offset(name(source))?).ok().map(|(.., slot)| slot)
    }

    /// All records that were known when the store was opened, as they stand in the file.
    pub fn all(&self) -> Vec<Slot> {
        let mut offsets: Vec<u64> = self.known.all().map(|(_, offset)| offset).collect();
        offsets.sort_unstable();
        offsets.into_iter().filter_map(|offset| self.head(offset).ok()).map(|(.., slot)| slot).collect()
    }

    /// Name, key and place of the record at an offset.
    fn head(&self, offset: u64) -> io::Result<(u64, Key, Slot)> {
        let mut head = [0; HEAD];
        self.fill(offset, &mut head)?;
        let (name, key, length) = frame::head(&head);
        Ok((name, key, Slot { offset, length, rows: frame::rows_end(&head) }))
    }

    /// Adds a record. It is found by its page when the store is opened the next time.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn add(&self, key: &Key, record: &PageRecord) -> io::Result<Slot> {
        let name = name(&record.page.source);
        let bytes = frame::write(name, key, record)?;
        let offset = self.written().append(&bytes)?;
        Ok(Slot { offset, length: bytes.len() as u32, rows: frame::rows_end(&bytes) })
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
        self.fill(slot.offset, &mut bytes)?;
        Ok(bytes)
    }

    fn fill(&self, offset: u64, bytes: &mut [u8]) -> io::Result<()> {
        let mut written = self.written();
        written.file.seek(SeekFrom::Start(offset))?;
        written.file.read_exact(bytes)
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
        let gone = self.gone(live)?;
        let mut written = self.written();
        gone.into_iter().try_for_each(|name| written.append(&frame::gone(name)).map(drop))
    }

    /// As [`keep_only`](Self::keep_only), and nothing else is left in the file.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn purge(self, live: &[Slot]) -> io::Result<()> {
        let needed: u64 = live.iter().map(|slot| u64::from(slot.length)).sum();
        let end = self.written().end;
        if end == needed + FORMAT.len() as u64 { Ok(()) } else { self.rewrite(live) }
    }

    /// The known names of which no record is live, neither the known one nor one that was added since.
    fn gone(&self, live: &[Slot]) -> io::Result<Vec<u64>> {
        let (old, new): (Vec<&Slot>, Vec<&Slot>) = live.iter().partition(|slot| slot.offset < self.known.end);
        let mut offsets: Vec<u64> = old.into_iter().map(|slot| slot.offset).collect();
        offsets.sort_unstable();
        let added = new.into_iter().map(|slot| Ok(self.head(slot.offset)?.0));
        let added: HashSet<u64> = added.collect::<io::Result<_>>()?;
        let is_live =
            |name: u64, offset: u64| offsets.binary_search(&offset).is_ok() || added.contains(&name);
        Ok(self.known.all().filter(|(name, at)| !is_live(*name, *at)).map(|(name, _)| name).collect())
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

/// What stands for the name of a page.
fn name(source: &str) -> u64 {
    let mut first = [0; 8];
    first.copy_from_slice(&Sha256::digest(source)[..8]);
    u64::from_le_bytes(first)
}
