//! The one place where commands meet the stages after a page: resolve, write and check.

mod changes;
mod folder;

use std::collections::BTreeMap;
use std::path::Path;

use annals::Result;
use annals::project::{About, Format, Overrides, Project};
use annals::records::{PageRecord, Table, Tables, WhoSpoke};
pub(crate) use annals::resolve::Dataset;

use crate::cli::check::Difference;
pub(crate) use changes::changed;
pub(crate) use folder::check as check_folder;

/// The files of a dataset by their path in its folder.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

/// Merges what pages say; people know some things better.
pub(crate) fn resolve(records: Vec<PageRecord>, overrides: &Overrides) -> Dataset {
    annals::resolve::resolve_with(records, overrides)
}

/// The rows of the dataset.
pub(crate) fn tables(dataset: &Dataset) -> &Tables {
    &dataset.tables
}

/// The flat sheet.
pub(crate) fn who_spoke(dataset: &Dataset) -> Vec<WhoSpoke> {
    dataset.who_spoke()
}

/// The files of a project's dataset.
pub(crate) fn files(dataset: &Dataset, project: &Project) -> Result<Files> {
    files_of(dataset, &project.config.about, &project.config.output.formats)
}

/// The files of a dataset.
pub(crate) fn files_of(dataset: &Dataset, about: &About, formats: &[Format]) -> Result<Files> {
    annals::write::files(dataset, about, formats)
}

/// Replaces the dataset in a folder, which was checked, by this one, as a whole.
pub(crate) fn replace(folder: &Path, files: &Files) -> Result<()> {
    annals::write::replace(folder, files)
}

/// One table as CSV.
pub(crate) fn csv(dataset: &Dataset, table: Table) -> Result<Vec<u8>> {
    annals::write::csv(dataset, table)
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
