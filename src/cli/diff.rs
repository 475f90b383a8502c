//! `annals diff`: what changed between two datasets, in folders or in git revisions.

mod git;
mod side;
pub(crate) mod text;

use std::io::Write;

use annals::check::diff::{Diff, Limits, diff, markdown};
use clap::ValueEnum;

use crate::cli::console::Console;
use crate::cli::exit::{Exit, Stop};
use crate::cli::options::ProjectFolder;
use side::{Side, range};

/// Says which rows two datasets differ in, and in which fields
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  annals diff                       # the last commit, and the datasets as they are now\n  annals diff v1..HEAD --format markdown\n  \
    annals diff HEAD~1:data/talks exports/talks\n\nA row whose id changed is recognised by what it says and by what refers to it. Exit code 1 where rows differ."
)]
pub(crate) struct Args {
    /// The dataset before: a folder, a dataset.json, a git revision (of the project's datasets), REVISION:PATH, or a range A..B; HEAD where nothing is said
    #[arg(value_name = "OLD")]
    old: Option<String>,
    /// The dataset after; the project's datasets as they are now where nothing is said
    #[arg(value_name = "NEW")]
    new: Option<String>,
    /// How to tell
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Rows shown of a table; 20 in Markdown, all in text where nothing is said
    #[arg(long, value_name = "N", conflicts_with = "json")]
    rows: Option<usize>,
    /// Short for --format json
    #[arg(long, conflicts_with = "format")]
    json: bool,
    #[command(flatten)]
    project: ProjectFolder,
}

/// How to tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    #[default]
    Text,
    /// For a pull request, folded
    Markdown,
    /// For programs
    Json,
}

pub(crate) fn run(args: &Args, console: &Console) -> Result<Exit, Stop> {
    let (old, new) = args.sides()?;
    let (mut before, mut after) = (old.data()?, new.data()?);
    // A dataset of a project is told as its overrides want it, whatever it said before.
    if let Ok(project) = args.project.load() {
        before.erase(&project.overrides);
        after.erase(&project.overrides);
    }
    let found = diff(&before, &after);
    let mut out = console.stdout();
    match args.format {
        _ if args.json => json(&found, &mut out)?,
        Format::Text => text::write(&found, args.rows.unwrap_or(usize::MAX), console, &mut out)?,
        Format::Markdown => {
            let limits = Limits::default();
            let limits = Limits { rows: args.rows.unwrap_or(limits.rows), ..limits };
            out.write_all(markdown(&found, limits).as_bytes())?;
        }
        Format::Json => json(&found, &mut out)?,
    }
    out.flush()?;
    Ok(if found.is_empty() { Exit::Done } else { Exit::Differences })
}

fn json(found: &Diff, out: &mut impl Write) -> Result<(), Stop> {
    serde_json::to_writer_pretty(&mut *out, found)?;
    Ok(writeln!(out)?)
}

impl Args {
    fn sides(&self) -> Result<(Side, Side), Stop> {
        let named = |text: &str| Side::named(text, &self.project);
        match (self.old.as_deref(), self.new.as_deref()) {
            (Some(old), Some(new)) => Ok((named(old)?, named(new)?)),
            (Some(old), None) => match range(old) {
                Some(range) => Ok((named(&range.old()?)?, named(range.new)?)),
                None => Ok((named(old)?, Side::of_project(&self.project)?)),
            },
            (None, _) => Ok((named("HEAD")?, Side::of_project(&self.project)?)),
        }
    }
}
