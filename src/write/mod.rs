//! Writing: a dataset becomes files, one module a format, page by page as it comes, and a folder is replaced by a new one as a whole or not at all.

mod csv;
mod directory;
mod json;

pub use csv::{guard, unguard};
pub use directory::{replace, same_bytes};

use std::fs::File;
use std::io;
use std::path::Path;

use crate::error::{Error, ErrorKind, Result};
use crate::project::{About, Format};
use crate::records::{Severity, Table, Tables, WhoSpoke};
use crate::resolve::{Records, Resolution, Sheet};

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
    let mut csv = formats.contains(&Format::Csv).then(|| csv::Files::new(folder)).transpose()?;
    let mut json = formats.contains(&Format::Json).then(|| json::Document::new(folder, about)).transpose()?;
    let mut counts = Counts::default();
    let mut sheet = Sheet::default();
    resolution.each(|tables| {
        counts.add(&tables);
        if let Some(csv) = &mut csv {
            csv.page(&tables, &sheet.page(&tables, |row| resolution.shares(row)))?;
        }
        json.as_mut().map_or(Ok(()), |json| json.page(&tables))
    })?;
    if let Some(csv) = csv {
        csv.finish()?;
        counts.files += Table::ALL.len();
    }
    if let Some(json) = json {
        json.finish()?;
        counts.files += 1;
    }
    Ok(counts)
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
