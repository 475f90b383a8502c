//! A [`Project`] is a folder with an `annals.toml`: which pages it is made of and where its datasets go.
//! Its file is found from any folder below, as people expect of their tools.

mod config;
pub(crate) mod invalid;
mod output;
mod overrides;
#[cfg(test)]
mod tests;
mod web;
mod workspace;

use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use config::{About, Config, Extract, Registry, Source, is_language};
pub use output::{CsvStyle, Dialect, Format, Output};
pub use overrides::{Match, OVERRIDES, Override, Overrides, Setting};
pub use web::{Bound, Days, Entry, Fetch, List, Unit, Web, Window};
pub use workspace::{Lock, workspace};

use crate::archive::{Archive, KeptPage};
use crate::error::{Error, ErrorKind, Result};
use crate::profile::Profiles;
use crate::source::{Found, PageRef, Search};

/// The name of the project file.
pub const FILE: &str = "annals.toml";

/// A folder with its `annals.toml`.
#[derive(Debug)]
pub struct Project {
    /// The folder.
    pub root: PathBuf,
    /// What its file says.
    pub config: Config,
    /// What its `overrides.toml` says, where it has one.
    pub overrides: Overrides,
    /// What its `profiles/` say.
    pub profiles: Arc<Profiles>,
}

impl Project {
    /// The nearest folder with an `annals.toml`, from `folder` upwards.
    #[must_use]
    pub fn root_above(folder: &Path) -> Option<PathBuf> {
        folder.ancestors().find(|above| above.join(FILE).is_file()).map(Path::to_path_buf)
    }

    /// Reads the project of a folder.
    pub fn load(root: &Path) -> Result<Self> {
        let path = root.join(FILE);
        let name = path.display().to_string();
        let text = std::fs::read_to_string(&path).map_err(|error| {
            Error::new(ErrorKind::Config, &name, "cannot be read")
                .because(error)
                .remedy("a project is a folder with an annals.toml in UTF-8")
        })?;
        let config = Config::parse(&text, &name)?;
        let profiles = Arc::new(Profiles::of(root)?);
        for source in &config.sources {
            if let Some(profile) = source.profile.as_ref().filter(|named| profiles.named(named).is_none()) {
                return Err(invalid::Checks { text: &text, name: &name }.profile(
                    source.profile_at.clone(),
                    profile,
                    profiles.closest(profile),
                ));
            }
        }
        Ok(Self { root: root.to_path_buf(), config, overrides: Overrides::of(root)?, profiles })
    }

    /// The folder of the datasets.
    #[must_use]
    pub fn output(&self) -> PathBuf {
        self.root.join(&self.config.output.dir)
    }

    /// What was fetched for the project; nothing where no source is on the web.
    pub fn archive(&self) -> Result<Archive> {
        let on_web = self.config.sources.iter().any(|source| source.web.is_some());
        if on_web {
            Archive::read(&self.root.join(&self.config.fetch.archive))
        } else {
            Ok(Archive::default())
        }
    }

    /// A page that was fetched for one of the sources on the web, from 0, with what that source knows of it.
    #[must_use]
    pub fn page_of(&self, web: usize, page: KeptPage<'_>) -> Option<PageRef> {
        let source = self.config.sources.iter().filter(|source| source.web.is_some()).nth(web)?;
        Some(source.describe(PageRef::kept(page)))
    }

    /// The pages of all sources, with the address and language that their source gives them.
    #[must_use]
    pub fn pages(&self) -> Found {
        let search = Search { from: self.root.clone(), base: self.root.clone(), ..Search::default() };
        let mut all = Found::default();
        let archive = self.archive().map_err(|error| all.failures.push(error)).ok();
        for source in &self.config.sources {
            let found = match (&source.web, &archive) {
                (Some(web), Some(archive)) => web.pages(archive),
                (Some(_), None) => continue,
                (None, _) => search.find(&source.paths),
            };
            all.failures.extend(found.failures);
            let wanted =
                found.pages.into_iter().filter(|page| page.day.is_none_or(|day| source.days.holds(day)));
            all.pages.extend(wanted.map(|page| source.describe(page)));
        }
        // The first source that names a page describes it.
        all.pages.sort_by(|a, b| a.source.cmp(&b.source));
        all.pages.dedup_by(|later, first| later.source == first.source);
        all
    }
}
