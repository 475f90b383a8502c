//! Replacing a folder of files as a whole. The new folder is written beside the old one and synced; then the old one is put aside, the new
//! one takes its name, and the old one is removed. A run that was cut short between these steps is completed by the next one.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::error::{Error, ErrorKind, Result};
use crate::write::Files;

/// Replaces the files of a folder by these; a folder that holds just these already is not touched.
///
/// # Errors
/// Where the folder cannot be written. It then holds what it held before.
pub fn replace(folder: &Path, files: &Files) -> Result<()> {
    let (new, old) = (beside(folder, "new"), beside(folder, "old"));
    recover(folder, &old)?;
    if holds(folder, files) {
        return Ok(());
    }
    remove(&new)?;
    write(&new, files)?;
    if folder.exists() {
        rename(folder, &old)?;
    }
    rename(&new, folder)?;
    remove(&old)
}

/// `output` → `.output.new`
fn beside(folder: &Path, suffix: &str) -> PathBuf {
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    folder.with_file_name(format!(".{name}.{suffix}"))
}

/// A run that put the old folder aside and went no further: the old one is put back. One that went further only left it behind.
fn recover(folder: &Path, old: &Path) -> Result<()> {
    if !old.exists() {
        Ok(())
    } else if folder.exists() {
        remove(old)
    } else {
        rename(old, folder)
    }
}

/// True where the folder holds these files and no others.
fn holds(folder: &Path, files: &Files) -> bool {
    let Ok(entries) = fs::read_dir(folder) else { return false };
    let count = entries.count();
    count == files.len()
        && files.iter().all(|(name, bytes)| fs::read(folder.join(name)).is_ok_and(|found| found == *bytes))
}

fn write(folder: &Path, files: &Files) -> Result<()> {
    fs::create_dir_all(folder).map_err(|error| wrong(folder, &error))?;
    for (name, bytes) in files {
        let path = folder.join(name);
        let mut file = File::create(&path).map_err(|error| wrong(&path, &error))?;
        file.write_all(bytes).and_then(|()| file.sync_all()).map_err(|error| wrong(&path, &error))?;
    }
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(|error| wrong(folder, &error))
}

fn rename(from: &Path, to: &Path) -> Result<()> {
    fs::rename(from, to).map_err(|error| wrong(to, &error))
}

fn remove(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(wrong(folder, &error)),
        _ => Ok(()),
    }
}

fn wrong(path: &Path, error: &std::io::Error) -> Error {
    Error::new(ErrorKind::Output, path.display().to_string(), format!("cannot be written: {error}"))
        .remedy("check the folder's permissions and the free space; what was there before is kept")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(text: &str) -> Files {
        Files::from([("a.csv".to_owned(), text.as_bytes().to_vec())])
    }

    #[test]
    fn a_folder_is_replaced_as_a_whole() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("output");
        replace(&folder, &files("one")).unwrap();
        fs::write(folder.join("stray.txt"), "x").unwrap();
        replace(&folder, &files("two")).unwrap();
        assert_eq!(fs::read_to_string(folder.join("a.csv")).unwrap(), "two");
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
        assert_eq!(fs::read_dir(root.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_run_that_was_cut_short_is_completed() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("output");
        replace(&folder, &files("one")).unwrap();
        fs::rename(&folder, beside(&folder, "old")).unwrap();
        fs::create_dir(beside(&folder, "new")).unwrap();
        replace(&folder, &files("one")).unwrap();
        assert_eq!(fs::read_to_string(folder.join("a.csv")).unwrap(), "one");
    }
}
