//! The one place where commands meet the stages after a page: resolve, write and check.

mod changes;
mod folder;
mod portions;
mod shelf;

use std::io::Write;
use std::path::Path;

use annals::project::{About, CsvStyle, Output, Overrides, Project};
use annals::records::{PageRecord, Table, Tables, WhoSpoke};
use annals::resolve::Records;
pub(crate) use annals::resolve::{Dataset, Resolution};
pub(crate) use annals::write::Counts;
use annals::{Error, ErrorKind, Result};

use crate::cli::check::Difference;
pub(crate) use changes::ChangedFile;
pub(crate) use portions::{announcements, portions};
pub(crate) use shelf::{Place, Shelf};

/// Merges what pages say; people know some things better.
pub(crate) fn resolve<'r>(records: &'r Shelf<'r>, overrides: &'r Overrides) -> Result<Resolved<'r>> {
    Resolution::of(records, overrides)
}

/// Who is who on the pages of a shelf.
pub(crate) type Resolved<'r> = Resolution<'r, Shelf<'r>>;

/// All rows at once, for printing.
pub(crate) fn all(resolved: &Resolved<'_>) -> Result<Dataset> {
    Ok(Dataset { tables: resolved.tables()? })
}

/// The rows of the dataset.
pub(crate) fn tables(dataset: &Dataset) -> &Tables {
    &dataset.tables
}

/// The flat sheet.
pub(crate) fn who_spoke(dataset: &Dataset) -> Vec<WhoSpoke> {
    dataset.who_spoke()
}

/// Refuses what cannot be written, before pages are read for it: formats that are not there, and a folder of somebody else.
pub(crate) fn check_output(folder: &Path, output: &Output) -> Result<()> {
    annals::write::check(&output.formats)?;
    folder::check(folder)
}

/// Replaces the dataset in a folder, which was checked, by this one, as a whole.
pub(crate) fn replace(
    folder: &Path,
    resolved: &Resolved<'_>,
    about: &About,
    output: &Output,
) -> Result<Counts> {
    annals::write::replace(folder, |new| annals::write::write(resolved, new, about, output))
}

/// What would be written of a project's dataset, its files by name, and those that are not as they would be.
pub(crate) fn compared<R>(
    resolved: &Resolution<'_, R>,
    project: &Project,
) -> Result<(Counts, Vec<String>, Vec<ChangedFile>)>
where
    R: Records,
    Error: From<R::Error>,
{
    let new = tempfile::tempdir().map_err(|error| {
        let folder = std::env::temp_dir().display().to_string();
        Error::new(ErrorKind::Output, folder, "cannot be written")
            .because(error)
            .remedy("name another one in TMPDIR")
    })?;
    let config = &project.config;
    let counts = annals::write::write(resolved, new.path(), &config.about, &config.output)?;
    let (names, changed) = changes::changed(&project.output(), new.path(), &project.overrides)?;
    Ok((counts, names, changed))
}

/// One table as CSV.
pub(crate) fn csv(resolved: &Resolved<'_>, table: Table, style: CsvStyle, out: impl Write) -> Result<()> {
    annals::write::table(resolved, table, style, out)
}

/// One table as an Arrow stream.
#[cfg(feature = "arrow")]
pub(crate) fn arrow(resolved: &Resolved<'_>, table: Table, out: impl Write) -> Result<()> {
    annals::write::table_as_arrow(resolved, table, out)
}

/// What `expected.json` holds for a page that says this.
pub(crate) fn snapshot(record: &PageRecord) -> Result<String> {
    annals::check::snapshot::snapshot(record)
}

/// Where a page says something else than the text of its `expected.json`, which is called `name`.
pub(crate) fn compare(name: &str, expected: &str, record: &PageRecord) -> Result<Vec<Difference>> {
    let found = annals::check::snapshot::compare(name, expected, record)?;
    let told = |found: annals::check::snapshot::Difference| Difference {
        path: found.path,
        expected: found.expected,
        actual: found.actual,
    };
    Ok(found.into_iter().map(told).collect())
}
