//! Replacing a folder of files as a whole. The new folder is written beside the old one and synced; then the two exchange their names in one
//! step, and the old one is removed. Where a file system knows no such step, the old one is put aside before the new one takes its name, and a run that
//! was cut short between the two is completed by the next one.

use std::fs::{self, File};
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

use crate::error::{Error, ErrorKind, Result};
use crate::write::wrong;

/// Replaces a folder by the one that `write` makes, which is given an empty one beside it; a folder that holds just the same files already is not touched.
///
/// # Errors
/// Where the folder cannot be written. It then holds what it held before.
pub fn replace<T>(folder: &Path, write: impl FnOnce(&Path) -> Result<T>) -> Result<T> {
    let (new, old) = (beside(folder, "new"), beside(folder, "old"));
    recover(folder, &old)?;
    writable(folder)?;
    remove(&new)?;
    let made = make(folder, &new, &old, write);
    if made.is_err() {
        // On a full disk, what was begun would be in the way of everybody.
        let _ = fs::remove_dir_all(&new);
    }
    made
}

fn make<T>(folder: &Path, new: &Path, old: &Path, write: impl FnOnce(&Path) -> Result<T>) -> Result<T> {
    fs::create_dir_all(new).map_err(|error| wrong(new, error))?;
    let told = write(new)?;
    if same(folder, new) {
        remove(new)?;
        return Ok(told);
    }
    sync(new)?;
    put(new, folder, old)?;
    // That the names are on the disk too is for a machine that stops; no file system that cannot say so loses one.
    let _ = folder.parent().map(sync_names);
    Ok(told)
}

/// Gives the new folder the name of the old one, which is removed.
fn put(new: &Path, folder: &Path, old: &Path) -> Result<()> {
    if !folder.exists() {
        return rename(new, folder);
    }
    if exchange(new, folder).is_ok() {
        return remove(new);
    }
    rename(folder, old)?;
    rename(new, folder)?;
    remove(old)
}

/// Two folders exchange their names, so that there is no moment without one of this name.
#[cfg(any(target_os = "linux", target_vendor = "apple"))]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Who made a folder read-only wants it to stay as it is; and its files could not be removed when it is replaced.
fn writable(folder: &Path) -> Result<()> {
    if !folder.metadata().is_ok_and(|data| data.permissions().readonly()) || cfg!(windows) {
        return Ok(());
    }
    Err(Error::new(ErrorKind::Output, folder.display().to_string(), "is read-only, so it stays as it is")
        .remedy("give yourself the right to write into it, or name another folder"))
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

/// True where two folders hold the same files.
fn same(one: &Path, other: &Path) -> bool {
    let names = |folder: &Path| {
        let entries = fs::read_dir(folder).ok()?;
        entries.map(|entry| entry.ok().map(|entry| entry.file_name())).collect::<Option<Vec<_>>>()
    };
    let (Some(mut a), Some(mut b)) = (names(one), names(other)) else { return false };
    a.sort_unstable();
    b.sort_unstable();
    a == b && a.iter().all(|name| same_bytes(&one.join(name), &other.join(name)).unwrap_or(false))
}

/// Whether two files hold the same bytes.
///
/// # Errors
/// Where one of them cannot be read.
pub fn same_bytes(one: &Path, other: &Path) -> std::io::Result<bool> {
    let (one, other) = (File::open(one)?, File::open(other)?);
    if one.metadata()?.len() != other.metadata()?.len() {
        return Ok(false);
    }
    let (mut one, mut other) = (BufReader::new(one), BufReader::new(other));
    let (mut a, mut b) = ([0; 1 << 13], [0; 1 << 13]);
    loop {
        let length = one.read(&mut a)?;
        if length == 0 {
            return Ok(true);
        }
        other.read_exact(&mut b[..length])?;
        if a[..length] != b[..length] {
            return Ok(false);
        }
    }
}

/// Makes sure that a folder is on the disk before it takes the place of another.
fn sync(folder: &Path) -> Result<()> {
    let entries = fs::read_dir(folder).map_err(|error| wrong(folder, error))?;
    for path in entries.flatten().map(|entry| entry.path()) {
        // Windows writes out only what may be written to.
        let file = File::options().write(true).open(&path);
        file.and_then(|file| file.sync_all()).map_err(|error| wrong(&path, error))?;
    }
    sync_names(folder).map_err(|error| wrong(folder, error))
}

/// Writes out which files there are; on Windows, where a folder cannot be opened as a file, the system sees to it.
fn sync_names(folder: &Path) -> io::Result<()> {
    if cfg!(windows) { Ok(()) } else { File::open(folder)?.sync_all() }
}

fn rename(from: &Path, to: &Path) -> Result<()> {
    fs::rename(from, to).map_err(|error| wrong(to, error))
}

fn remove(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(wrong(folder, error)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(folder: &Path, text: &str) {
        replace(folder, |new| fs::write(new.join("a.csv"), text).map_err(|error| wrong(new, error))).unwrap();
    }

    #[test]
    fn a_folder_is_replaced_as_a_whole() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("output");
        written(&folder, "one");
        fs::write(folder.join("stray.txt"), "x").unwrap();
        written(&folder, "two");
        assert_eq!(fs::read_to_string(folder.join("a.csv")).unwrap(), "two");
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
        assert_eq!(fs::read_dir(root.path()).unwrap().count(), 1);
    }

    #[test]
    fn what_cannot_be_written_leaves_nothing_behind() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("output");
        written(&folder, "one");
        let failed = replace(&folder, |new| {
            fs::write(new.join("a.csv"), "tw").unwrap();
            Err::<(), _>(wrong(new, io::Error::from(io::ErrorKind::StorageFull)))
        });
        assert!(failed.is_err());
        assert_eq!(fs::read_to_string(folder.join("a.csv")).unwrap(), "one");
        assert_eq!(fs::read_dir(root.path()).unwrap().count(), 1);
    }

    #[test]
    #[cfg(unix)]
    fn a_read_only_folder_stays_as_it_is() {
        use std::os::unix::fs::PermissionsExt as _;
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("output");
        written(&folder, "one");
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o555)).unwrap();
        let refused = replace(&folder, |_| Ok(())).unwrap_err();
        assert!(refused.to_string().contains("is read-only"), "{refused}");
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
        written(&folder, "two");
        assert_eq!(fs::read_to_string(folder.join("a.csv")).unwrap(), "two");
    }

    #[test]
    fn a_run_that_was_cut_short_is_completed() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("output");
        written(&folder, "one");
        fs::rename(&folder, beside(&folder, "old")).unwrap();
        fs::create_dir(beside(&folder, "new")).unwrap();
        written(&folder, "one");
        assert_eq!(fs::read_to_string(folder.join("a.csv")).unwrap(), "one");
    }
}
