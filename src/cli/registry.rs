//! `annals registry`: builds the index that institutions are linked with, and says what is installed.

#[cfg(feature = "fetch")]
mod fetch;
pub(super) mod home;

use std::io::Write;
use std::path::{Path, PathBuf};

use annals::registry::Index;

use crate::cli::console::Console;
use crate::cli::exit::{Exit, Stop};

/// The registry's concept record at Zenodo, which leads to its newest release.
const NEWEST: &str = "https://zenodo.org/api/records/6347574";

/// Builds the registry of institutions that are linked, or says which is installed
#[derive(Debug, clap::Args)]
#[command(
    arg_required_else_help = true,
    after_help = "Example:\n  annals registry add v2.9-ror-data.zip\n  annals registry status\n\nThe registry is the Research Organization Registry \
    (https://ror.org, CC0). Its dump is at https://doi.org/10.5281/zenodo.6347574."
)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Builds the index of a dump
    #[command(
        after_help = "Example:\n  annals registry add v2.9-ror-data.zip\n  annals registry add ror.json.gz -o ror.index"
    )]
    Add {
        /// The official dump in schema v2: a zip, JSON, or JSON gzipped
        #[arg(value_name = "DUMP")]
        dump: PathBuf,
        #[command(flatten)]
        place: Place,
    },
    /// Downloads the newest dump and builds its index (where annals was built with the feature `fetch`)
    #[command(after_help = "Example:\n  annals registry fetch")]
    Fetch {
        /// The record of the dump: JSON as Zenodo has it, with the dump among its files
        #[arg(long, value_name = "URL", default_value = NEWEST)]
        url: String,
        #[command(flatten)]
        place: Place,
    },
    /// Says which index is installed and what it holds
    #[command(after_help = "Example:\n  annals registry status")]
    Status {
        #[command(flatten)]
        which: Which,
    },
}

/// Where an index goes.
#[derive(Clone, Debug, clap::Args)]
struct Place {
    /// The file to write; the installed one where nothing is said
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Which index is used.
#[derive(Clone, Debug, clap::Args)]
pub(super) struct Which {
    /// The registry index; the one that `ANNALS_REGISTRY` names, else the installed one, where nothing is said
    #[arg(long, value_name = "FILE")]
    registry: Option<PathBuf>,
}

impl Which {
    /// Reads the index.
    pub(super) fn open(&self) -> Result<Index, Stop> {
        Ok(Index::open(&self.path()?)?)
    }

    fn path(&self) -> Result<PathBuf, Stop> {
        Ok(self.registry.clone().or_else(home::named).map_or_else(home::installed, Ok)?)
    }
}

pub(crate) fn run(args: &Args, console: &Console) -> Result<Exit, Stop> {
    match &args.command {
        Command::Add { dump, place } => add(dump, &place.path()?, console),
        Command::Fetch { url, place } => fetch(url, &place.path()?, console),
        Command::Status { which } => status(&which.path()?, console),
    }
}

impl Place {
    fn path(&self) -> Result<PathBuf, Stop> {
        Ok(self.output.clone().or_else(home::named).map_or_else(home::installed, Ok)?)
    }
}

#[cfg(feature = "fetch")]
fn fetch(url: &str, path: &Path, console: &Console) -> Result<Exit, Stop> {
    let dump = fetch::newest(url, path, console)?;
    add(dump.path(), path, console)
}

#[cfg(not(feature = "fetch"))]
fn fetch(url: &str, _: &Path, _: &Console) -> Result<Exit, Stop> {
    let error = annals::Error::new(
        annals::ErrorKind::Config,
        url,
        "cannot be fetched: annals was built without the feature `fetch`",
    );
    Err(error
        .remedy("build it with `cargo build --release --features fetch`, or download the dump and name it to `annals registry add`")
        .into())
}

fn add(dump: &Path, path: &Path, console: &Console) -> Result<Exit, Stop> {
    let index = Index::build(dump)?;
    index.write(path)?;
    tell(&index, path, console)
}

fn status(path: &Path, console: &Console) -> Result<Exit, Stop> {
    tell(&Index::open(path)?, path, console)
}

fn tell(index: &Index, path: &Path, console: &Console) -> Result<Exit, Stop> {
    if console.is_quiet() {
        return Ok(Exit::Done);
    }
    let mut out = console.stdout();
    writeln!(out, "{}", path.display())?;
    writeln!(
        out,
        "{} organisations with {} names, as of {}",
        index.organisations(),
        index.names(),
        index.date()
    )?;
    out.flush()?;
    Ok(Exit::Done)
}
