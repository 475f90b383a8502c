//! Datasets in git revisions, read through the `git` command: who has revisions has it, it knows work trees, partial clones and whom a repository
//! belongs to, and a library that does as much is some two hundred crates. Nothing is checked out, and nothing is written.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output};

use annals::check::diff::Data;
use annals::{Error, ErrorKind, Result};

/// The repository around a folder.
#[derive(Debug)]
pub(super) struct Repository<'a> {
    pub(super) folder: &'a Path,
    /// What errors call the dataset.
    pub(super) name: &'a str,
}

impl Repository<'_> {
    /// Reads the dataset that a revision has at a path.
    pub(super) fn data(&self, revision: &str, path: &str) -> Result<Data> {
        self.object(revision, "is neither a folder nor a git revision").map_err(|error| {
            error.remedy(
                "see `git log --oneline` for revisions; a shallow clone has few (`git fetch --unshallow`)",
            )
        })?;
        let object = self
            .object(&format!("{revision}:{path}"), "is not in that revision")
            .map_err(|error| error.remedy("are the datasets committed? name their path: REVISION:PATH"))?;
        if self.text(&["cat-file", "-t", &object])?.trim() == "blob" {
            return Data::document(self.name, &self.run(&["cat-file", "blob", &object])?);
        }
        let files = self.files(&object)?;
        let bytes =
            |file: &str| files.get(file).map(|blob| self.run(&["cat-file", "blob", blob])).transpose();
        Data::open(self.name, bytes)
    }

    /// The last revision that two have in common.
    pub(super) fn fork(&self, one: &str, other: &str) -> Result<String> {
        let found = self.text(&["merge-base", "--end-of-options", one, other])?;
        Ok(found.trim().to_owned())
    }

    /// The hash of what people name, or a failure with this message. It is named after the end of options, so that no name is taken for one.
    fn object(&self, name: &str, otherwise: &str) -> Result<String> {
        let done = self.start(&["rev-parse", "--verify", "--end-of-options", name])?;
        if done.status.success() {
            return Ok(String::from_utf8_lossy(&done.stdout).trim().to_owned());
        }
        let failure = self.failure(otherwise);
        let told = told(&done);
        // What git says of a name that is none, whatever is wrong with it, helps nobody.
        Err(if told.contains("Needed a single revision") { failure } else { failure.because(told) })
    }

    /// The files of a folder: names and hashes.
    fn files(&self, tree: &str) -> Result<BTreeMap<String, String>> {
        let listed = self.text(&["ls-tree", "-z", tree])?;
        let file = |line: &str| {
            let (traits, name) = line.split_once('\t')?;
            Some((name.to_owned(), traits.rsplit(' ').next()?.to_owned()))
        };
        Ok(listed.split('\0').filter_map(file).collect())
    }

    fn text(&self, args: &[&str]) -> Result<String> {
        Ok(String::from_utf8_lossy(&self.run(args)?).into_owned())
    }

    fn run(&self, args: &[&str]) -> Result<Vec<u8>> {
        let done = self.start(args)?;
        if done.status.success() {
            return Ok(done.stdout);
        }
        Err(self
            .failure("git cannot read it")
            .because(told(&done))
            .remedy("name a folder, or a revision of this repository"))
    }

    fn start(&self, args: &[&str]) -> Result<Output> {
        Command::new("git").arg("-C").arg(self.folder).args(args).output().map_err(|error| {
            self.failure("git cannot be started")
                .because(error)
                .remedy("install git, or name folders instead of revisions")
        })
    }

    fn failure(&self, message: &str) -> Error {
        Error::new(ErrorKind::Config, self.name, message)
    }
}

/// The first line of what git complains of.
fn told(done: &Output) -> String {
    let told = String::from_utf8_lossy(&done.stderr);
    told.lines().next().unwrap_or("git says nothing").to_owned()
}
