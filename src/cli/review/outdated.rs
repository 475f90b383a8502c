//! The datasets of a project where they are not what would be built now. They follow from the pages and the overrides, so they are accepted as a whole.

use annals::Result;
use annals::check::diff::{Data, Diff, diff};
use annals::project::{Overrides, Project};
use annals::records::PageRecord;
use annals::resolve::Resolution;

use crate::cli::dataset;

/// What is not as it would be built.
#[derive(Debug)]
pub(super) struct Outdated {
    /// The folder, as seen from the project.
    pub(super) folder: String,
    /// Its files that would change.
    pub(super) files: Vec<String>,
    /// The rows that would.
    pub(super) rows: Diff,
}

/// Compares the datasets on disk with those of these pages; nothing where they are the same.
#[expect(clippy::needless_pass_by_value, reason = "who has compared records needs them no more")]
pub(super) fn outdated(
    project: &Project,
    records: Vec<PageRecord>,
    overrides: &Overrides,
) -> Result<Option<Outdated>> {
    let Ok(resolved) = Resolution::of(&records, overrides);
    let (_, _, changed) = dataset::compared(&resolved, project)?;
    if changed.is_empty() {
        return Ok(None);
    }
    let Ok(tables) = resolved.tables();
    // What cannot be read is written anew.
    let old = Data::read(&project.output()).unwrap_or_default();
    Ok(Some(Outdated {
        folder: project.config.output.dir.to_string_lossy().replace('\\', "/"),
        files: changed.into_iter().map(|file| file.name).collect(),
        rows: diff(&old, &Data::of(&tables)),
    }))
}
