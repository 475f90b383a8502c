//! The [`Profiles`] of a project: one file each, found by name or by the pages they are for.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use super::Profile;
use crate::error::{Error, ErrorKind, Result};
use crate::suggest::closest;

/// The folder of a project's profiles.
pub const FOLDER: &str = "profiles";

/// Profiles by name.
#[derive(Clone, Debug, Default)]
pub struct Profiles {
    by_name: BTreeMap<String, Arc<Profile>>,
}

impl Profiles {
    /// Reads the profiles of the project at `root`; without a folder it has none.
    pub fn of(root: &Path) -> Result<Self> {
        let folder = root.join(FOLDER);
        let mut profiles = Self::default();
        let Ok(entries) = fs::read_dir(&folder) else { return Ok(profiles) };
        let mut files: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
        files.sort();
        for file in files.iter().filter(|file| file.extension().is_some_and(|ending| ending == "toml")) {
            profiles.add(read(file)?);
        }
        Ok(profiles)
    }

    /// The one profile of a file, for every page.
    pub fn file(path: &Path) -> Result<Arc<Profile>> {
        Ok(Arc::new(read(path)?))
    }

    /// Adds a profile.
    pub fn add(&mut self, profile: Profile) {
        self.by_name.insert(profile.name.clone(), Arc::new(profile));
    }

    /// The profile of a name.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<&Arc<Profile>> {
        self.by_name.get(name)
    }

    /// The profile of a page: the first by name whose patterns hold for its address or path.
    #[must_use]
    pub fn for_page(&self, source: &str, url: Option<&str>) -> Option<&Arc<Profile>> {
        let is_for =
            |profile: &&Arc<Profile>| profile.is_for(source) || url.is_some_and(|url| profile.is_for(url));
        self.by_name.values().find(is_for)
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_name.is_empty()
    }

    /// All, by name.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Profile>> {
        self.by_name.values()
    }

    /// The known name that is closest to one that is not known.
    #[must_use]
    pub fn closest(&self, name: &str) -> Option<&str> {
        closest(name, self.by_name.keys().map(String::as_str))
    }

    /// What stands for all of them: the same for the same texts.
    #[must_use]
    pub fn stamp(&self) -> String {
        let stamps = self.iter().map(|profile| format!("{}={}", profile.name, profile.stamp()));
        stamps.collect::<Vec<_>>().join(" ")
    }
}

fn read(file: &Path) -> Result<Profile> {
    let shown = file.display().to_string();
    let text = fs::read_to_string(file).map_err(|error| {
        Error::new(ErrorKind::Config, &shown, "cannot be read")
            .because(error)
            .remedy("a profile is a file in TOML and UTF-8")
    })?;
    let name = file.file_stem().unwrap_or_default().to_string_lossy();
    Profile::parse(&name, &text, &shown)
}
