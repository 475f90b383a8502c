//! `annals eval`: how well documents agree with gold files, field by field, and whether that is good enough.

mod ablation;
mod calibration;
mod floors;
mod gold;
mod left_out;
mod print;
mod score;

use std::path::PathBuf;

use annals::check::score::Score;
use annals::relate::{Confidence, Without};
use clap::ValueEnum;

use crate::cli::console::Console;
use crate::cli::exit::{Exit, Sources, Stop};
use crate::cli::options::{Extraction, Jobs};

/// Scores pages against the gold files beside them: precision, recall and F1 a field
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  annals eval gold/ --min people=0.9,macro=0.8\n  annals eval gold/ --reliability --per field\n  \
    annals eval gold/ --without metadata,post.comma\n\nNAME.gold.json is the gold of NAME.html \
    beside it. Each folder gets figures of its own;\na folder without gold is searched, four folders deep; single files are scored with those of their folder. A floor that is \
    not met: exit code 1."
)]
pub(crate) struct Args {
    /// Folders with gold files, or gold files
    #[arg(required = true, value_name = "GOLD")]
    gold: Vec<PathBuf>,
    /// Scores these documents (JSON Lines, as `annals extract` prints them) instead of extracting the pages
    #[arg(long, value_name = "FILE")]
    predictions: Option<PathBuf>,
    /// The least F1 of a field, or of `macro`, in every folder
    #[arg(long, value_name = "FIELD=F1", value_delimiter = ',', value_parser = floors::floor)]
    min: Vec<(String, f64)>,
    /// Reads floors from a TOML file: a table a folder, FIELD = F1
    #[arg(long, value_name = "FILE")]
    floors: Option<PathBuf>,
    /// Lists every answer that was missed or made up
    #[arg(long)]
    errors: bool,
    /// Figures a field, or a page
    #[arg(long, value_enum)]
    per: Option<Per>,
    /// Says whether values are right as often as their confidence says, over all folders together
    #[arg(long, conflicts_with_all = ["min", "floors", "errors"])]
    reliability: bool,
    /// Which confidence --reliability is about
    #[arg(long, value_enum, default_value_t = Which::Written, requires = "reliability", conflicts_with = "predictions")]
    confidence: Which,
    /// The most calibration error that --reliability may show: above it, exit code 1
    #[arg(long, value_name = "X", requires = "reliability")]
    max_error: Option<f64>,
    /// Learns what confidences are worth, writes the curves to a file and prints how good they are on pages that they were not learned from
    #[arg(long, value_name = "FILE", conflicts_with_all = ["min", "floors", "errors", "reliability", "predictions", "per"])]
    calibrate: Option<PathBuf>,
    /// Leaves out relation patterns by their ids, or `patterns` (all), `labels` or `metadata`, to see what they carry
    #[arg(long, value_name = "NAME", value_delimiter = ',', value_parser = left_out::name, conflicts_with = "predictions")]
    without: Vec<String>,
    /// Leaves out each relation pattern in turn and prints the N that carry most, over all folders together
    #[arg(long, value_name = "N",
        conflicts_with_all = ["min", "floors", "errors", "reliability", "predictions", "per", "without", "calibrate", "json"])]
    ablate: Option<usize>,
    /// Prints JSON: an object for one folder, an array for several
    #[arg(long, conflicts_with_all = ["errors", "per", "calibrate"])]
    json: bool,
    #[command(flatten)]
    extraction: Extraction,
    #[command(flatten)]
    jobs: Jobs,
}

/// What the figures are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Per {
    Field,
    Page,
}

/// Which confidence is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Which {
    /// That of the evidence
    Written,
    /// What the rules state, before it is calibrated
    Stated,
}

/// The score of one folder.
struct Scored {
    name: String,
    score: Score,
}

pub(crate) fn run(args: &Args, console: &Console) -> Result<Exit, Stop> {
    let floors = args.floors.as_deref().map(floors::Floors::read).transpose()?.unwrap_or_default();
    let (sets, failures) = gold::find(&args.gold);
    console.failures(&failures);
    let mut sources = Sources { done: 0, failed: failures.len() };
    if let Some(most) = args.ablate {
        ablation::run(most, &sets, args, console, &mut sources)?;
        return Ok(sources.exit());
    }
    let scored = score::all(sets, args, console, &mut sources)?;
    let judged: Vec<_> = scored.iter().flat_map(|scored| &scored.score.judged).collect();
    let exit = match &args.calibrate {
        Some(file) => calibration::learn(file, &judged, console)?,
        None if args.reliability => calibration::print(args, &judged, console)?,
        None => {
            print::print(args, &scored, console)?;
            judge(&floors, &scored, args, console)
        }
    };
    Ok(exit.max(sources.exit()))
}

/// Tells which floors are not met, and which were not used.
fn judge(floors: &floors::Floors, scored: &[Scored], args: &Args, console: &Console) -> Exit {
    let names: Vec<&str> = scored.iter().map(|scored| scored.name.as_str()).collect();
    for folder in floors.unused(&names) {
        console.say(&format!("the floors of {folder} were not used: no such folder was scored"));
    }
    let missed = floors.missed(&args.min, scored.iter().map(|scored| (scored.name.as_str(), &scored.score)));
    missed.iter().for_each(|floor| console.warn(floor));
    if missed.is_empty() { Exit::Done } else { Exit::Differences }
}

impl Args {
    /// What takes no part.
    fn without(&self) -> Without {
        left_out::without(self.without.iter().map(String::as_str))
    }

    /// What the rules state is needed to learn from it.
    fn stated(&self) -> Confidence {
        let is_stated = self.calibrate.is_some() || self.confidence == Which::Stated;
        if is_stated { Confidence::Stated } else { Confidence::Calibrated }
    }
}
