//! `annals refresh`: fetch, build and a summary of what changed, in one, for a run every night.

use std::path::{Path, PathBuf};

use annals::check::diff::{Data, Limits, diff, escaped, markdown};
use annals::check::drift::{BASELINE, Drift};
use annals::project::Project;
use annals::{Error, ErrorKind};
use clap::ValueEnum;

use crate::cli::annotations::{self, Annotation};
use crate::cli::build::{self, Mode, Outcome, build};
use crate::cli::console::Console;
use crate::cli::exit::{Exit, Stop};
use crate::cli::fetch;
use crate::cli::options::ProjectFolder;

/// Drifts named in a summary; more help nobody.
const NAMED: usize = 20;

/// How failures and drift are told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people, on standard error
    #[default]
    Text,
    /// As annotations of GitHub Actions too
    Github,
}

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
    /// Takes what the pages give now as what they are to give from now on, and writes baseline.toml
    #[arg(long)]
    accept_baseline: bool,
    /// How to tell what failed and drifted
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    #[command(flatten)]
    how: build::How,
}

pub(crate) fn run(args: &Args, console: &Console) -> Result<Exit, Stop> {
    let project = args.project.load()?;
    let on_web = project.config.sources.iter().any(|source| source.web.is_some());
    let before = rows(&project, args);
    let fetched = || build::ahead(&project, &args.how, |take| fetch::fetch(&project, console, take));
    let told = if args.offline || !on_web { None } else { Some(fetched()??) };
    let fetched = told.as_ref().map_or(Exit::Done, fetch::Told::exit);
    let mode = if args.accept_baseline { Mode::Accept } else { Mode::Refresh };
    let Outcome { exit: built, drifts } = build(&project, &args.how, mode, console)?;
    if args.format == Format::Github {
        let failures = told.iter().flat_map(fetch::Told::failures);
        annotate(failures, &drifts, console)?;
    }
    if let Some(file) = &args.summary {
        let pages = told.map_or_else(String::new, |told| told.markdown());
        let rows = markdown(&diff(&before, &rows(&project, args)), Limits::default());
        let drifted = drift(&drifts);
        append(file, &format!("## {}\n\n{pages}{drifted}\n{rows}", project.config.about.name))?;
    }
    Ok(if built == Exit::Nothing { built } else { built.max(fetched.min(Exit::Partial)) })
}

/// The rows of the datasets as they are now, for the summary; where there is no dataset, there are none.
fn rows(project: &Project, args: &Args) -> Data {
    let wanted = args.summary.as_ref().and_then(|_| Data::read(&project.output()).ok());
    let mut data = wanted.unwrap_or_default();
    data.erase(&project.overrides);
    data
}

/// The annotations of a run: drift as errors, since the run fails for it, and pages that could not be fetched as warnings.
fn annotate<'a>(
    failures: impl Iterator<Item = &'a Error>,
    drifts: &[Drift],
    console: &Console,
) -> Result<(), Stop> {
    use std::io::Write as _;
    let mut notes: Vec<Annotation> = drifts
        .iter()
        .map(|drift| Annotation::error(BASELINE, &drift.group, format!("{}\n{}", drift.text(), drift.advice)))
        .collect();
    notes.extend(failures.map(|error| Annotation::warning(error.input(), error.message().to_owned())));
    let mut out = console.stdout();
    annotations::write(&notes, &mut out)?;
    out.flush()?;
    Ok(())
}

/// The drift as a part of the summary.
fn drift(drifts: &[Drift]) -> String {
    if drifts.is_empty() {
        return String::new();
    }
    let mut text = "\n### Drift: sources whose old data is kept\n\n".to_owned();
    for drift in drifts.iter().take(NAMED) {
        let told = escaped(&format!("{}: {}", drift.group, drift.text()));
        text.extend(["- ", &told, ". ", drift.advice, "\n"]);
    }
    match drifts.len().saturating_sub(NAMED) {
        0 => text,
        more => text + &format!("- and {more} more\n"),
    }
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
