//! The folder of a dataset is replaced as a whole, so it must be one: new, empty, or a dataset already.
//! It is asked before the pages are read, because nothing is more annoying than to hear of it afterwards.

use std::fs;
use std::path::Path;

use annals::records::Table;
use annals::{Error, ErrorKind, Result};

/// Refuses a folder that holds something of somebody else.
pub(super) fn check(folder: &Path) -> Result<()> {
    let refused = |message: &str| {
        Error::new(ErrorKind::Config, folder.display().to_string(), message)
            .remedy("the folder is replaced as a whole: name a new one, or one that holds a dataset")
    };
    if folder.file_name().is_none() {
        return Err(refused("has no name of its own"));
    }
    if !folder.exists() {
        return Ok(());
    }
    let entries = fs::read_dir(folder).map_err(|error| refused("is no folder").because(error))?;
    let names: Vec<String> =
        entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    match names.iter().find(|name| !is_ours(name)) {
        Some(stranger) => Err(refused(&format!("holds {stranger}, which is no part of a dataset"))),
        None => Ok(()),
    }
}

/// A file named after a table or the dataset, whatever its format; hidden files are those of file managers.
fn is_ours(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or("");
    matches!(stem, "" | "dataset" | "documents" | "datapackage") || Table::from_name(stem).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_of_somebody_else_is_refused() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("data");
        assert!(check(&folder).is_ok());
        fs::create_dir(&folder).unwrap();
        assert!(check(&folder).is_ok());
        fs::write(folder.join("thesis.doc"), "x").unwrap();
        assert!(check(&folder).is_err());
        assert!(check(&folder.join("thesis.doc")).is_err());
        fs::remove_file(folder.join("thesis.doc")).unwrap();
        fs::write(folder.join("people.csv"), "x").unwrap();
        assert!(check(&folder).is_ok());
        assert!(check(Path::new("..")).is_err());
        assert!(check(Path::new("/")).is_err());
    }
}
