//! Where a record is: the run whose file it is in, and its gzip member there. With the folder it is an [`Archived`] page,
//! which can be read without the index.

use std::borrow::Cow;
use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::archive::body::{Broken, decoded};
use crate::archive::http::Head;
use crate::archive::known::Kept;
use crate::archive::record::View;
use crate::archive::spool::Spool;
use crate::archive::{chunked, file, scan, unreadable};
use crate::error::{Error, ErrorKind, Result};

/// A record among the files of an archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The run, from 1.
    pub run: u32,
    /// Where its member begins, in bytes.
    pub offset: u64,
    /// How long its member is, in bytes.
    pub length: u64,
}

/// A page in an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Archived {
    /// The folder of the archive, or a file of somebody else, which is no run.
    within: Arc<Path>,
    place: Place,
    /// Where the record is in place of the file, which packs it together with others.
    spool: Option<Spool>,
    stamp: Option<[u8; 16]>,
}

impl Archived {
    pub(super) fn new(folder: &Arc<Path>, kept: &Kept) -> Self {
        Self { within: Arc::clone(folder), place: kept.place, spool: None, stamp: Some(stamp(kept)) }
    }

    /// A page in a file of somebody else.
    pub(super) fn in_file(file: &Path, place: Place) -> Self {
        Self { within: file.into(), place, spool: None, stamp: None }
    }

    /// A page that a file of somebody else packs together with others.
    pub(super) fn spooled(file: &Path, place: Place, spool: Spool) -> Self {
        Self { within: file.into(), place, spool: Some(spool), stamp: None }
    }

    /// What stands for head and body, where that is known without reading them: no other answer has the same.
    #[must_use]
    pub fn stamp(&self) -> Option<&[u8; 16]> {
        self.stamp.as_ref()
    }

    /// Reads head and body; the body is unpacked, and at most `limit` bytes.
    pub fn load(&self, limit: u64) -> Result<(Head, Vec<u8>)> {
        let bytes = self.member().map_err(|error| unreadable(&self.file(), error))?;
        let record = scan::unpacked(bytes).map_err(|_| self.broken("holds no record"))?;
        answer(&record, limit).map_err(|error| match error {
            Unread::Record(what) => self.broken(what),
            Unread::Body(error) => self.broken("holds a body that cannot be unpacked").because(error),
        })
    }

    fn member(&self) -> std::io::Result<Vec<u8>> {
        if let Some(spool) = &self.spool {
            return spool.member(self.place);
        }
        let mut file = File::open(self.file())?;
        file.seek(SeekFrom::Start(self.place.offset))?;
        let mut bytes = Vec::with_capacity(self.place.length as usize);
        file.take(self.place.length).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn file(&self) -> Cow<'_, Path> {
        match self.place.run {
            0 => Cow::Borrowed(&self.within),
            run => Cow::Owned(run_file(&self.within, run)),
        }
    }

    fn broken(&self, what: &str) -> Error {
        let message = format!("{what} at byte {}", self.place.offset);
        Error::new(ErrorKind::Source, self.file().display().to_string(), message).remedy(
            "restore the file, or delete the index beside it, from which the next run makes a new one",
        )
    }
}

/// Why a record gives no page.
pub(crate) enum Unread {
    /// What is wrong with the record.
    Record(&'static str),
    /// What is wrong with the body in it.
    Body(Broken),
}

/// Head and body of the answer in a record; the body is unpacked, and at most `limit` bytes.
pub(crate) fn answer(record: &[u8], limit: u64) -> Result<(Head, Vec<u8>), Unread> {
    let record = View::parse(record).ok_or(Unread::Record("holds no record"))?;
    let (head, start) = file::head(&record).ok_or(Unread::Record("holds no answer"))?;
    let is_chunked = head.get("transfer-encoding").is_some_and(|way| way.eq_ignore_ascii_case("chunked"));
    let body = &record.block[start..];
    let body = if is_chunked { chunked::joined(body) } else { Cow::Borrowed(body) };
    let body = decoded(&head.encodings(), &body, limit).map_err(Unread::Body)?.into_owned();
    Ok((head, body))
}

/// The same record of the same moment at the same place holds the same.
fn stamp(kept: &Kept) -> [u8; 16] {
    let Place { run, offset, length } = kept.place;
    let known = format!("{run} {offset} {length} {} {}", kept.at, kept.digest);
    let mut stamp = [0; 16];
    let half = stamp.len();
    stamp.copy_from_slice(&Sha256::digest(known)[..half]);
    stamp
}

/// The file of a run.
pub(super) fn run_file(folder: &Path, run: u32) -> PathBuf {
    folder.join(format!("run-{run:05}.warc.gz"))
}

/// The runs that have a file, in their order.
pub(super) fn runs(folder: &Path) -> std::io::Result<Vec<u32>> {
    let mut runs = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let name = entry?.file_name();
        let name = name.to_string_lossy();
        let number = name.strip_prefix("run-").and_then(|rest| rest.strip_suffix(".warc.gz"));
        runs.extend(number.and_then(|number| number.parse::<u32>().ok()));
    }
    runs.sort_unstable();
    Ok(runs)
}
