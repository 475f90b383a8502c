//! The [`Keeper`] is an archive that is written: one process at a time, one run at a time. A run that was killed is resumed
//! by the next, which knows what it had asked already.

use std::fs::{self, File, OpenOptions};
use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

use crate::archive::capture::{Capture, date};
use crate::archive::index::{self, Found, Index};
use crate::archive::known::{Answer, Known};
use crate::archive::place::{Archived, Place, run_file};
use crate::archive::record::{ENDED, FOUND_AT, RUN, Record};
use crate::archive::{KeptPage, recover, unreadable, unwritable};
use crate::error::{Error, ErrorKind, Result};

/// A killed run that is older is not resumed: what it asked may have changed since.
const RESUMED_WITHIN: SignedDuration = SignedDuration::from_hours(24);

/// Records between two times at which the files are surely on the disk.
const SYNCED_EVERY: u32 = 1000;

/// What an answer told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum News {
    /// A page that was not kept before.
    New,
    /// Another page than the one that was kept.
    Changed,
    /// What is kept already.
    Same,
    /// There is nothing at this address any more, or never was.
    Gone,
    /// The page is at another address.
    Moved,
}

/// An archive that is written.
#[derive(Debug)]
pub struct Keeper {
    folder: Arc<Path>,
    index: Index,
    run: u32,
    records: File,
    lines: File,
    /// Where the next record begins.
    end: u64,
    unsynced: u32,
    /// Held until the archive is closed, or the process ends in whatever way.
    _lock: File,
}

impl Keeper {
    /// Opens an archive, recovers what a killed run left, and resumes that run or begins one. `software` names the program.
    pub fn open(folder: &Path, software: &str) -> Result<Self> {
        fs::create_dir_all(folder).map_err(|error| unwritable(folder, error))?;
        let lock = lock(&folder.join("lock"))?;
        ignore(&folder.join(".gitignore"))?;
        let recovered = recover::read(folder)?;
        let last = recovered.last;
        let index = recovered.settle(folder)?;
        let run = if is_resumed(&index, last) { last } else { last + 1 };
        let (path, lines) = (run_file(folder, run), index::file(folder));
        let records = append(&path)?;
        let end = records.metadata().map_err(|error| unreadable(&path, error))?.len();
        let lines = append(&lines)?;
        let folder = folder.into();
        let mut keeper = Self { folder, index, run, records, lines, end, unsynced: 0, _lock: lock };
        if keeper.end == 0 {
            keeper.write(&info(software, &path))?;
        }
        Ok(keeper)
    }

    /// What is known of an address.
    #[must_use]
    pub fn known(&self, url: &str) -> Option<&Known> {
        self.index.known(url)
    }

    /// All addresses with what is known of them, in their order.
    pub fn all(&self) -> impl Iterator<Item = (&str, &Known)> {
        self.index.all()
    }

    /// The page that an address gave when it was last seen.
    #[must_use]
    pub fn page(&self, url: &str) -> Option<Archived> {
        let kept = self.known(url)?.page.as_ref()?;
        Some(Archived::new(&self.folder, kept))
    }

    /// The same, with what is known of it.
    #[must_use]
    pub fn kept(&self, url: &str) -> Option<KeptPage<'_>> {
        let (url, known) = self.index.entry(url)?;
        let archived = Archived::new(&self.folder, known.page.as_ref()?);
        Some(KeptPage { url, gone: known.gone, archived })
    }

    /// Whether this run has asked the address already.
    #[must_use]
    pub fn has_asked(&self, url: &str) -> bool {
        self.known(url).is_some_and(|known| known.asked_in == self.run)
    }

    /// Keeps an answer: whole, or as a word that it is the same as an earlier one.
    pub fn keep(&mut self, capture: &Capture) -> Result<News> {
        let news = self.news(capture);
        let same =
            self.known(&capture.url).and_then(|known| known.same(capture.head.status, &capture.digest));
        let record = same.map_or_else(|| capture.response(), |kept| capture.revisit(kept));
        let place = self.write(&record)?;
        if let Some(answer) = Answer::of(&record, place) {
            // The record comes first: a line without a record would promise what is not there.
            let line = index::line(&answer).map_err(|error| unwritable(&self.folder, error.into()))?;
            self.append_line(&line)?;
            self.index.learn(answer);
        }
        Ok(news)
    }

    /// Keeps that an address which is known was found at one more feed, sitemap or list.
    pub fn also_found(&mut self, url: &str, entry: &str) -> Result<()> {
        if self.known(url).is_none_or(|known| known.found_at.iter().any(|at| at == entry)) {
            return Ok(());
        }
        let mut record = fields("metadata", format!("via: {entry}\r\n"));
        record.set("WARC-Target-URI", url);
        record.set(FOUND_AT, entry);
        let place = self.write(&record)?;
        if let Some(found) = Found::of(&record, place) {
            let line = index::line(&found).map_err(|error| unwritable(&self.folder, error.into()))?;
            self.append_line(&line)?;
            self.index.add(found);
        }
        Ok(())
    }

    fn news(&self, capture: &Capture) -> News {
        let known = self.known(&capture.url);
        let page = known.and_then(|known| known.page.as_ref());
        match capture.head.status {
            304 => News::Same,
            404 | 410 if known.is_some_and(|known| known.gone) => News::Same,
            404 | 410 => News::Gone,
            200 if page.is_some_and(|page| page.digest == capture.digest) => News::Same,
            200 if page.is_some() => News::Changed,
            200 => News::New,
            _ => News::Moved,
        }
    }

    /// Ends the run: the next one asks everything again.
    pub fn end(mut self) -> Result<()> {
        self.write(&last())?;
        self.append_line(&index::end_line(self.run, self.end))?;
        self.sync()
    }

    fn write(&mut self, record: &Record) -> Result<Place> {
        let failed = |error| unwritable(&run_file(&self.folder, self.run), error);
        let member = record.member().map_err(failed)?;
        self.records.write_all(&member).map_err(failed)?;
        let place = Place { run: self.run, offset: self.end, length: member.len() as u64 };
        self.end += place.length;
        self.unsynced += 1;
        if self.unsynced >= SYNCED_EVERY {
            self.sync()?;
        }
        Ok(place)
    }

    fn append_line(&mut self, line: &str) -> Result<()> {
        self.lines.write_all(line.as_bytes()).map_err(|error| unwritable(&index::file(&self.folder), error))
    }

    fn sync(&mut self) -> Result<()> {
        self.unsynced = 0;
        let synced = self.records.sync_data().and_then(|()| self.lines.sync_data());
        synced.map_err(|error| unwritable(&self.folder, error))
    }
}

/// The first record of a file: who wrote it.
fn info(software: &str, path: &Path) -> Record {
    let text = format!("software: {software}\r\nformat: WARC File Format 1.1\r\n");
    let mut record = fields("warcinfo", text);
    record.set("WARC-Filename", path.file_name().unwrap_or_default().to_string_lossy());
    record
}

/// A record of names and values, made now.
fn fields(kind: &str, text: String) -> Record {
    Record::new(kind, &date(Timestamp::now()), "application/warc-fields", text.into_bytes())
}

/// The last record of a file, so that the file alone tells that the run was not stopped.
fn last() -> Record {
    let mut record = fields("metadata", "run: ended\r\n".to_owned());
    record.set(RUN, ENDED);
    record
}

fn is_resumed(index: &Index, run: u32) -> bool {
    if run == 0 || index.has_ended(run) {
        return false;
    }
    let begun = index.begun(run).and_then(|begun| begun.parse::<Timestamp>().ok());
    // A clock that was set back may have begun it in the future.
    begun.is_none_or(|begun| Timestamp::now().duration_since(begun).abs() < RESUMED_WITHIN)
}

fn append(path: &Path) -> Result<File> {
    let file = OpenOptions::new().append(true).create(true).open(path);
    file.map_err(|error| unwritable(path, error))
}

/// What can be made of the files again need not be committed with them.
fn ignore(path: &Path) -> Result<()> {
    if path.exists() {
        return Ok(());
    }
    fs::write(path, ".gitignore\nindex.jsonl\nlock\n").map_err(|error| unwritable(path, error))
}

/// The lock goes with the process, however it ends.
fn lock(path: &Path) -> Result<File> {
    let file = append(path)?;
    file.try_lock().map_err(|error| {
        Error::new(ErrorKind::Output, path.display().to_string(), "is held by another run")
            .because(error)
            .remedy("wait until it has ended")
    })?;
    Ok(file)
}
