//! The files of a dataset on disk beside those that would be written: which differ, and in which rows.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use annals::check::diff::{self, Data, Diff, TableDiff, Whole};
use annals::project::Overrides;
use annals::write::same_bytes;
use annals::{Error, ErrorKind, Result};
use walkdir::WalkDir;

use crate::cli::check::Difference;

/// Differences shown of one file; more help nobody.
const SHOWN: usize = 10;

/// A file that is not as it would be written.
#[derive(Clone, Debug)]
pub(crate) struct ChangedFile {
    /// Its path in the dataset.
    pub(crate) name: String,
    /// What differs.
    pub(crate) differences: Vec<Difference>,
}

/// The names of the files in `new`, and those in `folder` that are not the same, by name.
pub(super) fn changed(
    folder: &Path,
    new: &Path,
    overrides: &Overrides,
) -> Result<(Vec<String>, Vec<ChangedFile>)> {
    let (mut old, there) = (on_disk(folder)?, on_disk(new)?);
    let mut changed: Vec<ChangedFile> = Vec::new();
    let mut differing: Vec<String> = Vec::new();
    for (name, path) in &there {
        match old.remove(name) {
            Some(old) if same_bytes(&old, path).unwrap_or(false) => {}
            Some(_) => differing.push(name.clone()),
            None => changed.push(told(name, None, Some("a file that is not there"))),
        }
    }
    changed.extend(old.keys().map(|name| told(name, Some("a file that is no part of the dataset"), None)));
    if !differing.is_empty() {
        let rows = rows(folder, new, overrides);
        changed.extend(differing.into_iter().map(|name| of_file(name, rows.as_ref())));
    }
    changed.sort_by(|a, b| a.name.cmp(&b.name));
    Ok((there.into_keys().collect(), changed))
}

/// The rows that differ; nothing where one of the two cannot be read as a dataset.
fn rows(folder: &Path, new: &Path, overrides: &Overrides) -> Option<Diff> {
    let mut old = Data::read(folder).ok()?;
    let mut new = Data::read(new).ok()?;
    old.erase(overrides);
    new.erase(overrides);
    Some(diff::diff(&old, &new))
}

/// What differs in a file: the rows of its table, in the file of all tables their numbers.
fn of_file(name: String, rows: Option<&Diff>) -> ChangedFile {
    let tables = rows.map_or(&[][..], |rows| &rows.tables);
    let stem = name.split('.').next().unwrap_or("");
    let differences = match tables.iter().find(|table| stem == table.table.name()) {
        Some(table) => of_table(table),
        None if matches!(stem, "dataset" | "documents") && !tables.is_empty() => {
            tables.iter().map(|table| difference(table.table.name(), None, Some(&table.told()))).collect()
        }
        None => {
            vec![difference("what follows from the pages and the other tables", None, None)]
        }
    };
    ChangedFile { name, differences }
}

/// The rows that differ, field by field, as far as they are shown.
fn of_table(table: &TableDiff) -> Vec<Difference> {
    let named = |label: &str| format!("{}[{label:?}]", table.table);
    let told = |row: &Whole| {
        row.row.iter().map(|(name, cell)| format!("{name}: {cell}")).collect::<Vec<_>>().join(", ")
    };
    let changed = table.changed.iter().flat_map(|row| {
        row.fields.iter().map(move |field| {
            let filled = |cell: &str| (!cell.is_empty()).then(|| cell.to_owned());
            let path = format!("{}.{}", named(&row.label), field.field);
            Difference { path, expected: filled(field.old_text()), actual: filled(field.new_text()) }
        })
    });
    let removed = table.removed.iter().map(|row| difference(&named(&row.label), Some(&told(row)), None));
    let added = table.added.iter().map(|row| difference(&named(&row.label), None, Some(&told(row))));
    let mut shown: Vec<Difference> = changed.chain(removed).chain(added).collect();
    if shown.len() > SHOWN {
        let more = format!("{} more differences", shown.len() - SHOWN);
        shown.truncate(SHOWN);
        shown.push(difference(&more, None, None));
    }
    shown
}

/// The files below `folder` by name; none where there is no folder.
fn on_disk(folder: &Path) -> Result<BTreeMap<String, PathBuf>> {
    if !folder.exists() {
        return Ok(BTreeMap::new());
    }
    let mut files = BTreeMap::new();
    for entry in WalkDir::new(folder) {
        let entry = entry.map_err(|error| {
            Error::new(ErrorKind::Output, folder.display().to_string(), "cannot be searched").because(error)
        })?;
        if !entry.file_type().is_dir() {
            let below = entry.path().strip_prefix(folder).unwrap_or(entry.path());
            let parts: Vec<_> = below.components().map(|part| part.as_os_str().to_string_lossy()).collect();
            files.insert(parts.join("/"), entry.into_path());
        }
    }
    Ok(files)
}

fn told(name: &str, expected: Option<&str>, actual: Option<&str>) -> ChangedFile {
    ChangedFile { name: name.to_owned(), differences: vec![difference("file", expected, actual)] }
}

fn difference(path: &str, expected: Option<&str>, actual: Option<&str>) -> Difference {
    Difference {
        path: path.to_owned(),
        expected: expected.map(str::to_owned),
        actual: actual.map(str::to_owned),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn rows_are_told_by_what_they_are_called() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("people.csv"), "person_id,name,honorifics\nper_1,Ann Lee,Dr.\n")
            .unwrap();
        let new = "person_id,name,honorifics\nper_1,Ann Lee,Prof.\nper_2,Bea Ray,\n";
        let there = tempfile::tempdir().unwrap();
        fs::write(there.path().join("people.csv"), new).unwrap();
        let (_, changed) = changed(folder.path(), there.path(), &Overrides::default()).unwrap();
        let told: Vec<_> = changed[0]
            .differences
            .iter()
            .map(|found| (found.path.as_str(), found.expected.as_deref(), found.actual.as_deref()))
            .collect();
        let expected = [
            ("people[\"Ann Lee\"].honorifics", Some("Dr."), Some("Prof.")),
            ("people[\"Bea Ray\"]", None, Some("name: Bea Ray")),
        ];
        assert_eq!(told, expected);
    }

    #[test]
    fn missing_surplus_and_changed_files_are_named() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("same.csv"), "x").unwrap();
        fs::write(folder.path().join("other.csv"), "x\n").unwrap();
        fs::write(folder.path().join("surplus.csv"), "x").unwrap();
        let new = tempfile::tempdir().unwrap();
        for (name, text) in [("same.csv", "x"), ("other.csv", "y\n"), ("missing.csv", "x")] {
            fs::write(new.path().join(name), text).unwrap();
        }
        let (names, changed) = changed(folder.path(), new.path(), &Overrides::default()).unwrap();
        assert_eq!(names, ["missing.csv", "other.csv", "same.csv"]);
        let names: Vec<_> = changed.iter().map(|file| file.name.as_str()).collect();
        assert_eq!(names, ["missing.csv", "other.csv", "surplus.csv"]);
        assert_eq!(changed[1].differences.len(), 1);
    }
}
