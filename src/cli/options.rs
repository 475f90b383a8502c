//! Options that several commands share, each defined once.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use annals::Error;
use annals::ErrorKind;
use annals::archive::Archive;
use annals::pipeline::{self, Filter};
use annals::profile::{Profile, Profiles};
use annals::project::{self, Project, is_language};
use annals::registry::Index;
use annals::relate::Choices;
use annals::source::{Columns, Found, Kind, PageRef, Search, Stream};
use clap::builder::{PossibleValuesParser, TypedValueParser as _};

use crate::cli::exit::Stop;
use crate::cli::registry::home;

/// The pages of a command that needs no project.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Pages {
    /// Files, folders, patterns like 'pages/**/*.html', addresses that the project has fetched, or - for standard input
    #[arg(required = true, value_name = "PAGE")]
    pub(crate) pages: Vec<OsString>,
}

impl Pages {
    /// Finds the pages; inside a project they get the same names as `annals build` gives them, and addresses are those it has fetched.
    pub(crate) fn find(&self) -> Found {
        self.search().find(&self.pages)
    }

    /// The pages as they are found, those in containers too.
    pub(crate) fn stream(&self, inputs: &Inputs) -> Stream {
        let Inputs { input, url_column, html_column } = inputs.clone();
        let columns = Columns { url: url_column, html: html_column };
        Search { input, columns, ..self.search() }.stream(&self.pages)
    }

    fn search(&self) -> Search {
        let root = root_above();
        let is_address = |page: &OsString| page.to_str().is_some_and(|page| page.contains("://"));
        let root_of_archive = root.as_deref().filter(|_| self.pages.iter().any(is_address));
        let archive = root_of_archive.and_then(archive).map(Arc::new);
        Search { base: root.unwrap_or_default(), archive, ..Search::default() }
    }
}

/// What inputs are, where they are streamed.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Inputs {
    /// What all inputs are, whatever their names and first bytes say (see docs/inputs.md)
    #[arg(long, value_name = "KIND", value_parser = PossibleValuesParser::new(Kind::NAMES).try_map(|name| name.parse::<Kind>()))]
    input: Option<Kind>,
    /// The column of Parquet and Arrow tables that holds the addresses of pages
    #[arg(long, value_name = "NAME", default_value = "url")]
    url_column: String,
    /// The column of Parquet and Arrow tables that holds the pages
    #[arg(long, value_name = "NAME", default_value = "html")]
    html_column: String,
}

/// What was fetched for the project around; a project that cannot be read has nothing to say here.
fn archive(root: &Path) -> Option<Archive> {
    Project::load(root).ok()?.archive().ok()
}

/// Which pages are worth reading.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Wanted {
    /// Passes over pages in other languages, before they are parsed (en, fr); a page that is not sure to be in another is read
    #[arg(long, value_name = "TAGS", value_delimiter = ',', value_parser = language)]
    only_language: Vec<String>,
    /// Passes over pages whose source has none of these words, before they are parsed
    #[arg(long, value_name = "WORDS", value_delimiter = ',')]
    containing: Vec<String>,
}

impl Wanted {
    pub(crate) fn filter(&self) -> annals::Result<Filter> {
        Filter::new(&self.only_language, &self.containing)
    }
}

/// How pages are read.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Extraction {
    /// Leaves out values that are less likely right (0 to 1), and rows that are nothing without them
    #[arg(long, value_name = "X", value_parser = confidence)]
    min_confidence: Option<f32>,
    /// The language of the pages, where it should not be detected (en, pt-BR)
    #[arg(long, value_name = "TAG", value_parser = language)]
    language: Option<String>,
    /// Links institutions with this registry index, which `annals registry add` builds; else the one that `ANNALS_REGISTRY` or the project names, else none
    #[arg(long, value_name = "FILE")]
    registry: Option<PathBuf>,
    /// Reads all pages with this profile; else each with the one of the project that is for its address or path
    #[arg(long, value_name = "FILE")]
    profile: Option<PathBuf>,
    /// Gives a page up, as an error, that takes longer than so many seconds; 0 lets it take as long as it takes
    #[arg(long, value_name = "S", default_value_t = pipeline::TIME.as_secs_f64(), value_parser = seconds)]
    page_seconds: f64,
}

impl Extraction {
    /// Reads what all pages need. What the command line says outranks what the project says.
    pub(crate) fn open(&self, project: Option<&Project>) -> annals::Result<Reading> {
        let configured = project.map_or(0.0, |project| project.config.extract.min_confidence);
        let registry = self.registry.clone().or_else(home::named).or_else(|| home::of_project(project?));
        Ok(Reading {
            min_confidence: self.min_confidence.unwrap_or(configured),
            language: self.language.clone(),
            registry: registry.map(|file| Index::open(&file)).transpose()?.map(Arc::new),
            profiles: self.profiles(project)?,
            profile: self.profile.as_deref().map(Profiles::file).transpose()?,
            time: (self.page_seconds > 0.0).then(|| Duration::from_secs_f64(self.page_seconds)),
        })
    }

    /// Those of the project, else of the one around.
    fn profiles(&self, project: Option<&Project>) -> annals::Result<Arc<Profiles>> {
        match (project, root_above()) {
            (Some(project), _) => Ok(Arc::clone(&project.profiles)),
            (None, Some(root)) if self.profile.is_none() => Ok(Arc::new(Profiles::of(&root)?)),
            (None, _) => Ok(Arc::default()),
        }
    }
}

/// How the pages of a command are read.
#[derive(Debug)]
pub(crate) struct Reading {
    min_confidence: f32,
    language: Option<String>,
    registry: Option<Arc<Index>>,
    profiles: Arc<Profiles>,
    profile: Option<Arc<Profile>>,
    time: Option<Duration>,
}

impl Reading {
    /// The options for one page.
    pub(crate) fn of(&self, page: &PageRef) -> pipeline::Options {
        pipeline::Options {
            language: self.language.clone().or_else(|| page.language.clone()),
            registry: self.registry.clone(),
            choices: Choices { min_confidence: self.min_confidence, ..Choices::default() },
            profile: self.profile.clone().or_else(|| self.profiles.named(page.profile.as_ref()?).cloned()),
            profiles: Arc::clone(&self.profiles),
            time: self.time,
        }
    }
}

/// How many pages are read at once.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(crate) struct Jobs {
    /// Pages read at once; as many as there are processors where nothing is said
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) jobs: Option<u16>,
}

/// Which project.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct ProjectFolder {
    /// The project's folder; the nearest one with an annals.toml where nothing is said
    #[arg(long, value_name = "DIR")]
    project: Option<PathBuf>,
}

impl ProjectFolder {
    /// Reads the project.
    pub(crate) fn load(&self) -> Result<Project, Stop> {
        let root = self.project.clone().or_else(root_above).ok_or_else(no_project)?;
        Ok(Project::load(&root)?)
    }
}

fn no_project() -> Error {
    Error::new(ErrorKind::Config, project::FILE, "there is none here or above")
        .remedy("name the project with --project DIR, or read pages without one: annals extract PAGE")
}

/// The nearest folder with a project file, as seen from the working directory, so that messages stay short.
fn root_above() -> Option<PathBuf> {
    let here = std::env::current_dir().ok()?;
    let root = Project::root_above(&here)?;
    let steps = here.strip_prefix(&root).map_or(0, |below| below.components().count());
    Some(std::iter::repeat_n(Path::new(".."), steps).collect())
}

fn confidence(text: &str) -> Result<f32, String> {
    let number = text.parse().map_err(|_| "it is no number".to_owned())?;
    if (0.0..=1.0).contains(&number) { Ok(number) } else { Err("confidences go from 0 to 1".to_owned()) }
}

fn seconds(text: &str) -> Result<f64, String> {
    let number: f64 = text.parse().map_err(|_| "it is no number".to_owned())?;
    if (0.0..=1e6).contains(&number) { Ok(number) } else { Err("seconds are 0 or more".to_owned()) }
}

fn language(text: &str) -> Result<String, String> {
    if is_language(text) {
        Ok(text.to_owned())
    } else {
        Err("languages are written like en, fr or pt-BR".to_owned())
    }
}
