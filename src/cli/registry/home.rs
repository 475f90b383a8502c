//! Where the registry index is: the file that somebody names, else the one that is installed for the user.

use std::path::PathBuf;

use annals::project::Project;
use annals::{Error, ErrorKind, Result};
use etcetera::BaseStrategy;

/// The variable that names an index.
const VARIABLE: &str = "ANNALS_REGISTRY";

/// The index that the environment names.
pub(crate) fn named() -> Option<PathBuf> {
    std::env::var_os(VARIABLE).filter(|path| !path.is_empty()).map(PathBuf::from)
}

/// The index that the project asks for, if it asks for any.
pub(crate) fn of_project(project: &Project) -> Option<PathBuf> {
    let registry = project.config.registry.as_ref()?;
    match &registry.path {
        Some(path) => Some(project.root.join(path)),
        None => installed().ok(),
    }
}

/// The index in the user's folder of data, as the platform has it (`$XDG_DATA_HOME/annals/registry.index`).
pub(crate) fn installed() -> Result<PathBuf> {
    let base = etcetera::choose_base_strategy().map_err(|error| {
        Error::new(ErrorKind::Config, VARIABLE, "is not set, and the user has no home folder")
            .because(error)
            .remedy("name the index with --registry or -o, or in ANNALS_REGISTRY")
    })?;
    Ok(base.data_dir().join("annals").join("registry.index"))
}
