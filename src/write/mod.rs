//! Writing: a dataset becomes files, one module a format, page by page as it comes, and a folder is replaced by a new one as a whole or not at all.

pub mod back;
mod csv;
mod directory;
mod json;

pub use csv::{guard, unguard};
pub use directory::{replace, same_bytes};

use std::fs::File;
use std::io;
use std::panic::resume_unwind;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread::{self, Scope, ScopedJoinHandle};

use crate::error::{Error, ErrorKind, Result};
use crate::project::{About, Format};
use crate::records::{Severity, Table, Tables, WhoSpoke};
use crate::resolve::{Records, Resolution, Sheet};

/// Pages that wait for a format to be written.
const WAITING: usize = 64;

/// What was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "each field counts what it is called")]
pub struct Counts {
    pub files: usize,
    pub announcements: usize,
    pub events: usize,
    pub people: usize,
    pub institutions: usize,
    pub findings: usize,
    pub warnings: usize,
}

/// Writes a dataset into a folder, which is there and empty.
///
/// # Errors
/// Where a record cannot be read or a file not be written.
pub fn write<R: Records>(
    resolution: &Resolution<'_, R>,
    folder: &Path,
    about: &About,
    formats: &[Format],
) -> Result<Counts>
where
    Error: From<R::Error>,
{
    let csv = formats.contains(&Format::Csv).then(|| csv::Files::new(folder)).transpose()?;
    let json = formats.contains(&Format::Json).then(|| json::Document::new(folder, about)).transpose()?;
    let mut counts = Counts::default();
    counts.files += csv.as_ref().map_or(0, |_| Table::ALL.len()) + usize::from(json.is_some());
    let mut sheet = Sheet::default();
    thread::scope(|scope| {
        let csv = csv.map(|files| Beside::begin(scope, files));
        let json = json.map(|document| Beside::begin(scope, document));
        let read = resolution.each(|tables| {
            counts.add(&tables);
            let spoke =
                if csv.is_some() { sheet.page(&tables, |row| resolution.shares(row)) } else { Vec::new() };
            let page = Arc::new((tables, spoke));
            // Who cannot write any more says why in the end.
            csv.iter().for_each(|csv| csv.take(&page));
            json.iter().for_each(|json| json.take(&page));
            Ok::<(), Error>(())
        });
        csv.into_iter().chain(json).try_for_each(Beside::end).and(read)
    })?;
    Ok(counts)
}

/// The rows of a page, and what the flat sheet has of it.
type Page = (Tables, Vec<WhoSpoke>);

/// A format that takes pages in as they come.
trait Pages: Send {
    fn page(&mut self, page: &Page) -> Result<()>;
    fn finish(self) -> Result<()>;
}

/// A format that is written by a thread of its own. A few pages wait for it, not more.
struct Beside<'s> {
    pages: SyncSender<Arc<Page>>,
    thread: ScopedJoinHandle<'s, Result<()>>,
}

impl<'s> Beside<'s> {
    fn begin(scope: &'s Scope<'s, '_>, mut format: impl Pages + 's) -> Self {
        let (pages, come) = sync_channel::<Arc<Page>>(WAITING);
        let thread = scope.spawn(move || {
            come.into_iter().try_for_each(|page| format.page(&page))?;
            format.finish()
        });
        Self { pages, thread }
    }

    fn take(&self, page: &Arc<Page>) {
        let _ = self.pages.send(Arc::clone(page));
    }

    fn end(self) -> Result<()> {
        drop(self.pages);
        self.thread.join().unwrap_or_else(|panic| resume_unwind(panic))
    }
}

/// One table of a dataset as CSV.
///
/// # Errors
/// Where a record cannot be read or `out` not be written.
pub fn table<R: Records>(resolution: &Resolution<'_, R>, table: Table, out: impl io::Write) -> Result<()>
where
    Error: From<R::Error>,
{
    let mut rows = csv::Rows::new(table, out)?;
    let mut sheet = Sheet::default();
    let mut spoke: Vec<WhoSpoke> = Vec::new();
    resolution.each(|tables| {
        if table == Table::WhoSpoke {
            spoke.extend(sheet.page(&tables, |row| resolution.shares(row)));
            return Ok(());
        }
        rows.page(&tables)
    })?;
    spoke.sort_by_key(WhoSpoke::day);
    rows.sheet(&spoke)?;
    rows.finish()
}

impl Counts {
    fn add(&mut self, tables: &Tables) {
        self.announcements += tables.announcements.len();
        self.events += tables.events.len();
        self.people += tables.people.len();
        self.institutions += tables.institutions.len();
        self.findings += tables.findings.len();
        self.warnings += tables.findings.iter().filter(|row| row.severity == Severity::Warning).count();
    }
}

fn create(path: &Path) -> Result<File> {
    File::options()
        .read(true)
        .write(true)
        .create(true)
        .truncate(true)
        .open(path)
        .map_err(|error| wrong(path, error))
}

fn wrong(path: &Path, error: impl Into<io::Error>) -> Error {
    let error: io::Error = error.into();
    Error::new(ErrorKind::Output, path.display().to_string(), format!("cannot be written: {error}"))
        .remedy("check the folder's permissions and the free space; what was there before is kept")
}
