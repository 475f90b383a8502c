//! `annals refresh`: fetch, build and a summary of what changed, in one, for a run every night.

mod changes;

use std::path::{Path, PathBuf};

use annals::{Error, ErrorKind};

use crate::cli::build::{self, build};
use crate::cli::console::Console;
use crate::cli::exit::{Exit, Stop};
use crate::cli::fetch;
use crate::cli::options::ProjectFolder;
use changes::Snapshot;

/// Fetches a project's pages, builds its datasets and says what changed
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  annals refresh --summary \"$GITHUB_STEP_SUMMARY\"\n\nWhat fails is named, its old data is kept, and everything else is brought up to date (exit code 3)."
)]
pub(crate) struct Args {
    #[command(flatten)]
    project: ProjectFolder,
    /// Appends a summary of what changed to this file, in Markdown
    #[arg(long, value_name = "FILE")]
    summary: Option<PathBuf>,
    /// Asks nothing of the web; builds from what is kept
    #[arg(long)]
    offline: bool,
    #[command(flatten)]
    how: build::How,
}

pub(crate) fn run(args: &Args, console: &Console) -> Result<Exit, Stop> {
    let project = args.project.load()?;
    fetch::check(&project)?;
    let before = Snapshot::read(&project.output());
    let told = if args.offline { None } else { Some(fetch::fetch(&project, console)?) };
    let fetched = told.as_ref().map_or(Exit::Done, fetch::Told::exit);
    let built = build(&project, &args.how, false, console)?;
    if let Some(file) = &args.summary {
        let pages = told.map_or_else(String::new, |told| told.markdown());
        let rows = Snapshot::read(&project.output()).since(&before);
        append(file, &format!("## {}\n\n{pages}\n{rows}", project.config.about.name))?;
    }
    Ok(if built == Exit::Nothing { built } else { built.max(fetched.min(Exit::Partial)) })
}

/// The file may hold the summaries of other steps.
fn append(file: &Path, text: &str) -> Result<(), Error> {
    use std::io::Write as _;
    let opened = std::fs::OpenOptions::new().append(true).create(true).open(file);
    opened.and_then(|mut file| file.write_all(text.as_bytes())).map_err(|error| {
        Error::new(ErrorKind::Output, file.display().to_string(), "cannot be written")
            .because(error)
            .remedy("check the folder and its rights; the datasets are written")
    })
}
