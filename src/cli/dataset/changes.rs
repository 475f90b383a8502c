//! The files of a dataset on disk beside those that would be written: which differ, and in which lines.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use annals::write::same_bytes;
use annals::{Error, ErrorKind, Result};
use walkdir::WalkDir;

use crate::cli::check::Difference;

/// Differences shown of one file; more help nobody.
const SHOWN: usize = 10;

/// Characters shown of a line.
const LINE: usize = 300;

/// A file that is not as it would be written.
#[derive(Clone, Debug)]
pub(crate) struct ChangedFile {
    /// Its path in the dataset.
    pub(crate) name: String,
    /// What differs.
    pub(crate) differences: Vec<Difference>,
}

/// The names of the files in `new`, and those in `folder` that are not the same, by name.
pub(super) fn changed(folder: &Path, new: &Path) -> Result<(Vec<String>, Vec<ChangedFile>)> {
    let (mut old, new) = (on_disk(folder)?, on_disk(new)?);
    let mut changed: Vec<ChangedFile> = Vec::new();
    for (name, new) in &new {
        let differences = match old.remove(name) {
            Some(old) if same_bytes(&old, new).unwrap_or(false) => continue,
            Some(old) => {
                let (old, new) = (read(&old)?, read(new)?);
                lines(&String::from_utf8_lossy(&old), &String::from_utf8_lossy(&new))
            }
            None => vec![difference("file", None, Some("a file that is not there"))],
        };
        changed.push(ChangedFile { name: name.clone(), differences });
    }
    changed.extend(old.into_keys().map(|name| {
        let differences = vec![difference("file", Some("a file that is no part of the dataset"), None)];
        ChangedFile { name, differences }
    }));
    changed.sort_by(|a, b| a.name.cmp(&b.name));
    Ok((new.into_keys().collect(), changed))
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

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).map_err(|error| {
        Error::new(ErrorKind::Output, path.display().to_string(), "cannot be read").because(error)
    })
}

/// The lines that only one of the two has, each with the line number in its own.
fn lines(old: &str, new: &str) -> Vec<Difference> {
    let (gone, come) = (only_in(old, new), only_in(new, old));
    if gone.is_empty() && come.is_empty() {
        return vec![difference("file", Some("the same lines in another order"), None)];
    }
    let total = gone.len() + come.len();
    let gone = gone.into_iter().map(|(line, text)| difference(&format!("line {line}"), Some(text), None));
    let come = come.into_iter().map(|(line, text)| difference(&format!("line {line}"), None, Some(text)));
    let mut differences: Vec<Difference> = gone.chain(come).take(SHOWN).collect();
    if total > SHOWN {
        let more = format!("{} more lines differ", total - SHOWN);
        differences.push(Difference { path: more, expected: None, actual: None });
    }
    differences
}

fn only_in<'a>(text: &'a str, other: &str) -> Vec<(usize, &'a str)> {
    let mut known: BTreeMap<&str, usize> = BTreeMap::new();
    for line in other.lines() {
        *known.entry(line).or_default() += 1;
    }
    let mut new = Vec::new();
    for (index, line) in text.lines().enumerate() {
        match known.get_mut(line) {
            Some(left) if *left > 0 => *left -= 1,
            _ => new.push((index + 1, line)),
        }
    }
    new
}

fn difference(path: &str, expected: Option<&str>, actual: Option<&str>) -> Difference {
    let shown = |text: &str| {
        let cut: String = text.chars().take(LINE).collect();
        if cut.len() < text.len() { format!("{cut}…") } else { cut }
    };
    Difference { path: path.to_owned(), expected: expected.map(shown), actual: actual.map(shown) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_compared_as_often_as_they_stand_there() {
        let found = lines("head\na\na\nb\n", "head\na\nc\n");
        let told: Vec<_> = found.iter().map(|line| (line.path.as_str(), line.expected.as_deref())).collect();
        assert_eq!(told, [("line 3", Some("a")), ("line 4", Some("b")), ("line 3", None)]);
        assert_eq!(lines("a\nb\n", "b\na\n").len(), 1);
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
        let (names, changed) = changed(folder.path(), new.path()).unwrap();
        assert_eq!(names, ["missing.csv", "other.csv", "same.csv"]);
        let names: Vec<_> = changed.iter().map(|file| file.name.as_str()).collect();
        assert_eq!(names, ["missing.csv", "other.csv", "surplus.csv"]);
        assert_eq!(changed[1].differences.len(), 2);
    }
}
