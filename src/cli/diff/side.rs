//! A [`Side`] is one of the two datasets: where it lies, as people named it.

use std::path::{Path, PathBuf};

use annals::check::diff::Data;
use annals::project::{FILE, Project};
use annals::{Error, ErrorKind, Result};

use super::git::Repository;
use crate::cli::exit::Stop;
use crate::cli::options::ProjectFolder;

/// One of two datasets.
#[derive(Debug)]
pub(super) enum Side {
    /// A folder with a dataset, or a dataset.json.
    Folder(PathBuf),
    /// What git keeps.
    Revision {
        /// A folder of its working tree.
        folder: PathBuf,
        revision: String,
        /// As git reads it: from the root of the repository, or after `./` from the folder.
        path: String,
        /// As people named it.
        name: String,
    },
}

impl Side {
    /// What is there is a folder, everything else a revision.
    pub(super) fn named(text: &str, project: &ProjectFolder) -> Result<Self, Stop> {
        let path = Path::new(text);
        if path.join(FILE).is_file() {
            return Ok(Self::Folder(Project::load(path)?.output()));
        }
        if path.exists() {
            return Ok(Self::Folder(path.to_path_buf()));
        }
        if let Some((revision, path)) = text.split_once(':') {
            let (revision, path) = (revision.to_owned(), path.trim_end_matches('/').to_owned());
            return Ok(Self::Revision { folder: PathBuf::from("."), revision, path, name: text.to_owned() });
        }
        let project = project.load().map_err(|_| nothing(text))?;
        let dir = project.config.output.dir.to_string_lossy().replace('\\', "/");
        Ok(Self::Revision {
            path: format!("./{}", dir.trim_end_matches('/')),
            folder: project.root,
            revision: text.to_owned(),
            name: format!("{text}:{dir}"),
        })
    }

    /// The datasets of the project as they are now.
    pub(super) fn of_project(project: &ProjectFolder) -> Result<Self, Stop> {
        Ok(Self::Folder(project.load()?.output()))
    }

    /// Reads it.
    pub(super) fn data(&self) -> Result<Data> {
        match self {
            Self::Folder(folder) => Data::read(folder),
            Self::Revision { folder, revision, path, name } => {
                Repository { folder, name }.data(revision, path)
            }
        }
    }
}

/// Outside a project, a word that is no folder means nothing.
fn nothing(text: &str) -> Error {
    Error::new(ErrorKind::Config, text, "is no folder, and there is no project whose revision it could be")
        .remedy("name a folder with a dataset, or REVISION:PATH, like HEAD~1:output")
}

/// `A..B`, or `A...B` for what B did since it left A.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Range<'a> {
    from: &'a str,
    pub(super) new: &'a str,
    is_fork: bool,
}

/// Reads a range; a side that is left out is HEAD, as git has it.
pub(super) fn range(text: &str) -> Option<Range<'_>> {
    if Path::new(text).exists() {
        return None;
    }
    let (from, new) = text.split_once("..")?;
    let (is_fork, new) = new.strip_prefix('.').map_or((false, new), |new| (true, new));
    let or_head = |side| if str::is_empty(side) { "HEAD" } else { side };
    let is_path = new.starts_with(['/', '\\', '.']);
    let range = Range { from: or_head(from), new: or_head(new), is_fork };
    (!is_path).then_some(range)
}

impl Range<'_> {
    /// The revision before.
    pub(super) fn old(&self) -> Result<String> {
        if !self.is_fork {
            return Ok(self.from.to_owned());
        }
        Repository { folder: Path::new("."), name: self.from }.fork(self.from, self.new)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_as_git_reads_them() {
        let read = |text| range(text).map(|range| (range.from, range.new, range.is_fork));
        assert_eq!(read("v1..v2"), Some(("v1", "v2", false)));
        assert_eq!(read("origin/main...HEAD"), Some(("origin/main", "HEAD", true)));
        assert_eq!(read("v1.."), Some(("v1", "HEAD", false)));
        assert_eq!(read("..v2"), Some(("HEAD", "v2", false)));
        assert_eq!(read("HEAD~1"), None);
        assert_eq!(read("../no-such-folder"), None);
    }
}
