//! What a killed run left behind: records that the index does not know yet are taken in, a torn record or line at the end
//! is cut off. An index that contradicts the files is made anew.

use std::fs::{File, OpenOptions};
use std::io::{self, BufReader, Write as _};
use std::path::Path;

use crate::archive::index::{self, Found, Index};
use crate::archive::known::Answer;
use crate::archive::place::{Place, run_file, runs};
use crate::archive::record::{ENDED, RUN, Record};
use crate::archive::{scan, unreadable, unwritable};
use crate::error::Result;

/// An index that agrees with the files, and what its own file lacks.
pub(super) struct Recovered {
    pub(super) index: Index,
    /// The last run that has a file.
    pub(super) last: u32,
    /// How much of the index file stands.
    whole: usize,
    /// Lines that belong behind it.
    missing: String,
    /// Files and where their last whole record ends.
    torn: Vec<(u32, u64)>,
}

/// Reads the index of an archive as it should be. Nothing is written.
pub(super) fn read(folder: &Path) -> Result<Recovered> {
    let file = index::file(folder);
    let (index, whole, is_torn_tail) = match File::open(&file) {
        Ok(lines) => Index::read(BufReader::new(lines)).map_err(|error| unreadable(&file, error))?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => (Index::default(), 0, true),
        Err(error) => return Err(unreadable(&file, error)),
    };
    // Only the last line can be torn; a bad line before it means that somebody else wrote here.
    let kept = if is_torn_tail { beside_files(folder, index, whole)? } else { None };
    match kept {
        Some(recovered) => Ok(recovered),
        None => Ok(beside_files(folder, Index::default(), 0)?.unwrap_or_else(Recovered::nothing)),
    }
}

impl Recovered {
    fn nothing() -> Self {
        Self { index: Index::default(), last: 0, whole: 0, missing: String::new(), torn: Vec::new() }
    }

    /// Brings the files into the state that was read.
    pub(super) fn settle(self, folder: &Path) -> Result<Index> {
        for (run, end) in &self.torn {
            let path = run_file(folder, *run);
            let file = OpenOptions::new().write(true).open(&path);
            file.and_then(|file| file.set_len(*end)).map_err(|error| unwritable(&path, error))?;
        }
        let path = index::file(folder);
        self.settle_index(&path).map_err(|error| unwritable(&path, error))?;
        Ok(self.index)
    }

    fn settle_index(&self, path: &Path) -> std::io::Result<()> {
        let mut file = OpenOptions::new().append(true).create(true).open(path)?;
        file.set_len(self.whole as u64)?;
        file.write_all(self.missing.as_bytes())
    }
}

/// Takes in what the index does not know of the files; `None` where it knows of records that no file has.
fn beside_files(folder: &Path, index: Index, whole: usize) -> Result<Option<Recovered>> {
    let all = runs(folder).map_err(|error| unreadable(folder, error))?;
    let last = all.last().copied().unwrap_or(0);
    let mut recovered = Recovered { index, last, whole, ..Recovered::nothing() };
    for run in all {
        let path = run_file(folder, run);
        let length = path.metadata().map_err(|error| unreadable(&path, error))?.len();
        let start = recovered.index.end_of(run);
        if length < start {
            return Ok(None);
        }
        if length > start {
            recovered.take_in(run, &path, length)?;
        }
    }
    Ok(Some(recovered))
}

impl Recovered {
    fn learn(&mut self, record: &Record, place: Place) {
        if record.get(RUN) == Some(ENDED) {
            let end = place.offset + place.length;
            self.missing.push_str(&index::end_line(place.run, end));
            self.index.end(place.run, end);
        } else if let Some(found) = Found::of(record, place) {
            self.missing.push_str(&index::line(&found).unwrap_or_default());
            self.index.add(found);
        } else if let Some(answer) = Answer::of(record, place) {
            self.missing.push_str(&index::line(&answer).unwrap_or_default());
            self.index.learn(answer);
        }
    }

    fn take_in(&mut self, run: u32, path: &Path, length: u64) -> Result<()> {
        let end = scan::records(path, self.index.end_of(run), |found| {
            let place = Place { run, offset: found.offset, length: found.length };
            self.learn(&found.record, place);
        });
        let end = end.map_err(|error| unreadable(path, error))?;
        if end < length {
            self.torn.push((run, end));
        }
        Ok(())
    }
}
