//! The hidden folder of a project, `.annals/`, holds what can be made again, and the lock of the run that writes into the project.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use crate::error::{Error, ErrorKind, Result};
use crate::project::Project;

/// The hidden folder of the project at `root`, which git does not see; it is made where it is not there.
///
/// # Errors
/// Where it cannot be written.
pub fn workspace(root: &Path) -> io::Result<PathBuf> {
    let folder = root.join(".annals");
    if !folder.is_dir() {
        fs::create_dir_all(&folder)?;
        fs::write(folder.join(".gitignore"), "*\n")?;
    }
    Ok(folder)
}

/// As long as it is there no other run writes into the project. It goes with the process, however that ends.
#[derive(Debug)]
pub struct Lock(#[expect(dead_code, reason = "the file is held, not read")] File);

impl Project {
    /// Keeps other runs from writing into the project; `None` where nobody can be kept from it, because the project cannot be written.
    ///
    /// # Errors
    /// Where another run is at work.
    pub fn lock(&self) -> Result<Option<Lock>> {
        let opened = workspace(&self.root).and_then(|folder| {
            File::options().write(true).create(true).truncate(false).open(folder.join("lock"))
        });
        let Ok(file) = opened.inspect_err(|error| tracing::info!("the project is not locked: {error}"))
        else {
            return Ok(None);
        };
        match file.try_lock() {
            Ok(()) => Ok(Some(Lock(file))),
            Err(TryLockError::Error(error)) => {
                tracing::info!("the project is not locked: {error}");
                Ok(None)
            }
            Err(TryLockError::WouldBlock) => Err(Error::new(
                ErrorKind::Output,
                self.root.display().to_string(),
                "another run is at work in this project",
            )
            .remedy("wait until it has ended")),
        }
    }
}
