//! Writing: a dataset becomes files, one module a format, page by page as it comes, and a folder is replaced by a new one as a whole or not at all.
//! A format is a type that takes in `Pages`; which type is which format stands in `begin`.

pub mod back;
mod beside;
mod clock;
mod csv;
mod datapackage;
mod directory;
mod file;
mod ics;
mod json;
mod jsonl;
mod jsonld;
mod names;
#[cfg(feature = "parquet")]
mod parquet;
mod spoke;
#[cfg(feature = "sqlite")]
mod sqlite;
#[cfg(test)]
mod tests;
#[cfg(feature = "xlsx")]
mod xlsx;

pub(crate) use csv::Cells;
pub use csv::{Rows, guard, unguard};
pub use directory::{replace, same_bytes};
pub use file::replace_file;
pub use jsonl::JsonLines;

use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::thread::{self, Scope};

use crate::error::{Error, ErrorKind, Result};
use crate::project::{About, CsvStyle, Format, Output};
use crate::records::{PageInfo, Severity, Table, Tables, WhoSpoke};
use crate::resolve::{Records, Resolution};
use beside::{Beside, Portion};
use names::{Named, Names};
use spoke::Spoke;

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

/// Writes a dataset into a folder, which is there and empty, in the formats that `output` names; its `dir` means nothing here.
///
/// # Errors
/// Where a format was not compiled in, a record cannot be read or a file not be written.
pub fn write<R: Records>(
    resolution: &Resolution<'_, R>,
    folder: &Path,
    about: &About,
    output: &Output,
) -> Result<Counts>
where
    Error: From<R::Error>,
{
    let target = Target { folder, about, csv: output.csv };
    let mut counts = Counts::default();
    let mut spoke = output
        .formats
        .iter()
        .any(|format| has_sheet(*format))
        .then(|| Spoke::new(folder, resolution.sheet()));
    let mut names = output.formats.contains(&Format::Ics).then(|| Names::new(resolution.scratch()));
    thread::scope(|scope| {
        let begun = output.formats.iter().map(|format| begin(*format, &target, scope));
        let formats = begun.collect::<Result<Vec<_>>>()?;
        // Who cannot write any more says why in the end.
        let tell = |portion| Beside::tell(&formats, portion);
        let mut read = resolution.each(|info, tables| {
            counts.add(&tables);
            if let Some(spoke) = &mut spoke {
                spoke.page(&tables, |row| resolution.shares(row))?;
            }
            let names = names.as_mut().map(|names| names.page(&tables, |row| resolution.shares(row)));
            tell(Portion::Page(Box::new(Page { info, tables, names: names.unwrap_or_default() })));
            Ok::<(), Error>(())
        });
        if let (Ok(()), Some(spoke)) = (&read, spoke) {
            read = spoke.each(|rows| {
                tell(Portion::Spoke(rows));
                Ok(())
            });
        }
        formats.into_iter().try_for_each(Beside::end).and(read)
    })?;
    counts.files = fs::read_dir(folder).map_err(|error| wrong(folder, error))?.count();
    Ok(counts)
}

/// Refuses formats that were not compiled in, before pages are read for them.
///
/// # Errors
/// Names the feature that is missing.
pub fn check(formats: &[Format]) -> Result<()> {
    formats.iter().try_for_each(|format| match format.missing_feature() {
        Some(feature) => Err(not_compiled_in(*format, feature)),
        None => Ok(()),
    })
}

/// Where a format writes to, and what it is told of the dataset.
struct Target<'t> {
    folder: &'t Path,
    about: &'t About,
    csv: CsvStyle,
}

/// Begins to write a format.
fn begin<'s>(format: Format, to: &Target<'_>, scope: &'s Scope<'s, '_>) -> Result<Beside<'s>> {
    check(&[format])?;
    Ok(match format {
        Format::Csv => Beside::begin(scope, csv::Files::new(to)?),
        Format::Json => Beside::begin(scope, json::Document::new(to.folder, to.about)?),
        Format::Jsonl => Beside::begin(scope, jsonl::Documents::new(to.folder)?),
        Format::Ics => Beside::begin(scope, ics::Calendar::new(to.folder, to.about)?),
        Format::Jsonld => Beside::begin(scope, jsonld::Graph::new(to.folder, to.about)?),
        #[cfg(feature = "xlsx")]
        Format::Xlsx => Beside::begin(scope, xlsx::Book::new(to.folder, to.about)?),
        #[cfg(feature = "sqlite")]
        Format::Sqlite => Beside::begin(scope, sqlite::Database::new(to.folder, to.about)?),
        #[cfg(feature = "parquet")]
        Format::Parquet => Beside::begin(scope, parquet::Files::new(to.folder)?),
        #[cfg(not(all(feature = "xlsx", feature = "sqlite", feature = "parquet")))]
        other => return Err(not_compiled_in(other, other.name())),
    })
}

/// Whether a format has the flat sheet.
fn has_sheet(format: Format) -> bool {
    matches!(format, Format::Csv | Format::Xlsx | Format::Sqlite | Format::Parquet)
}

fn not_compiled_in(format: Format, feature: &str) -> Error {
    Error::new(ErrorKind::Config, format.name(), "is a format that this annals was built without")
        .remedy(format!("install it with: cargo install annals --features {feature}"))
}

/// What the dataset has of a page. What belongs to no page comes last, as pages whose `source` is empty.
#[derive(Default)]
struct Page {
    info: PageInfo,
    tables: Tables,
    /// What those are called to whom the events refer; only where a calendar is written.
    names: Named,
}

/// A format that takes pages in as they come.
trait Pages: Send {
    /// Takes in a page; pages come in the order of the dataset.
    fn page(&mut self, page: &Page) -> Result<()>;

    /// Takes in some rows of the flat sheet, which come in their order behind all pages, and only to formats that have it.
    fn spoke(&mut self, _rows: &[WhoSpoke]) -> Result<()> {
        Ok(())
    }

    /// Ends what is written.
    fn finish(self) -> Result<()>;
}

/// One table of a dataset as CSV.
///
/// # Errors
/// Where a record cannot be read or `out` not be written.
pub fn table<R: Records>(
    resolution: &Resolution<'_, R>,
    table: Table,
    style: CsvStyle,
    out: impl io::Write,
) -> Result<()>
where
    Error: From<R::Error>,
{
    let mut rows = csv::Rows::new(table, style, out)?;
    pour(resolution, table, &mut rows)?;
    rows.finish()
}

/// One table of a dataset as an Arrow IPC stream.
///
/// # Errors
/// Where a record cannot be read or `out` not be written.
#[cfg(feature = "arrow")]
pub fn table_as_arrow<R: Records>(
    resolution: &Resolution<'_, R>,
    table: Table,
    out: impl io::Write,
) -> Result<()>
where
    Error: From<R::Error>,
{
    let wrong = |error| unwritten(table, error);
    let mut rows = crate::arrow::TableStream::new(table, out).map_err(wrong)?;
    pour(resolution, table, &mut rows)?;
    rows.finish().map_err(wrong)
}

/// A table that takes in rows as they come.
trait TableRows {
    /// Takes in those of a page.
    fn page(&mut self, tables: &Tables) -> Result<()>;

    /// Takes in some of the flat sheet, which are no page's.
    fn sheet(&mut self, rows: &[WhoSpoke]) -> Result<()>;
}

impl<W: io::Write> TableRows for Rows<W> {
    fn page(&mut self, tables: &Tables) -> Result<()> {
        self.page(tables)
    }

    fn sheet(&mut self, rows: &[WhoSpoke]) -> Result<()> {
        self.sheet(rows)
    }
}

#[cfg(feature = "arrow")]
impl<W: io::Write> TableRows for crate::arrow::TableStream<W> {
    fn page(&mut self, tables: &Tables) -> Result<()> {
        self.page(tables).map_err(|error| unwritten(self.table(), error))
    }

    fn sheet(&mut self, rows: &[WhoSpoke]) -> Result<()> {
        self.sheet(rows).map_err(|error| unwritten(Table::WhoSpoke, error))
    }
}

/// Gives the rows of a table to who takes them in.
fn pour<R: Records>(resolution: &Resolution<'_, R>, table: Table, rows: &mut impl TableRows) -> Result<()>
where
    Error: From<R::Error>,
{
    if table != Table::WhoSpoke {
        return resolution.each(|_, tables| rows.page(&tables));
    }
    let mut spoke = Spoke::new(&std::env::temp_dir(), resolution.sheet());
    resolution.each(|_, tables| spoke.page(&tables, |row| resolution.shares(row)))?;
    spoke.each(|some| rows.sheet(&some))
}

/// That a table cannot be written to where it is printed.
#[cfg(feature = "arrow")]
fn unwritten(table: Table, error: io::Error) -> Error {
    let remedy = remedy(&error);
    Error::new(ErrorKind::Output, table.name(), "the table cannot be written").because(error).remedy(remedy)
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
    let remedy = remedy(&error);
    Error::new(ErrorKind::Output, path.display().to_string(), format!("cannot be written: {error}"))
        .remedy(remedy)
}

/// What to do where a file cannot be written.
fn remedy(error: &io::Error) -> &'static str {
    use io::ErrorKind::{FileTooLarge, PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull};
    match error.kind() {
        StorageFull | QuotaExceeded | FileTooLarge => {
            "make room: free space on the disk is needed; what was there before is kept"
        }
        PermissionDenied | ReadOnlyFilesystem => {
            "give yourself the right to write there, or name another folder; what was there before is kept"
        }
        _ if is_out_of_files(error) => "let more files be open (ulimit -n); what was there before is kept",
        _ => "check the folder's permissions and the free space; what was there before is kept",
    }
}

/// Whether the process, or the system, has as many files open as it may: `EMFILE`, `ENFILE`.
fn is_out_of_files(error: &io::Error) -> bool {
    cfg!(unix) && matches!(error.raw_os_error(), Some(23 | 24))
}
