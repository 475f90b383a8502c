//! `annals eval`: how well documents agree with gold files, field by field, and whether that is good enough.

mod ablation;
mod calibration;
mod floors;
mod gold;
mod left_out;
mod print;

use std::collections::BTreeMap;
use std::path::PathBuf;

use annals::check::score::Score;
use annals::relate::{Choices, Confidence, Without};
use annals::{Error, ErrorKind, Result};
use clap::ValueEnum;
use serde_json::Value;

use crate::cli::console::Console;
use crate::cli::exit::{Exit, Sources, Stop};
use crate::cli::options::{Extraction, Jobs};
use crate::cli::work::{each_page, extract};
use gold::{Case, GoldSet};

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
    /// Learns what confidences are worth from two thirds of the pages, measures it on the others and writes the curves to a file
    #[arg(long, value_name = "FILE", conflicts_with_all = ["min", "floors", "errors", "reliability", "predictions", "per"])]
    calibrate: Option<PathBuf>,
    /// Leaves out relation patterns by their ids, or `patterns` (all), `labels` or `metadata`, to see what they carry
    #[arg(long, value_name = "NAME", value_delimiter = ',', value_parser = left_out::name, conflicts_with = "predictions")]
    without: Vec<String>,
    /// Leaves out each relation pattern in turn and prints the N that carry most, over all folders together
    #[arg(long, value_name = "N", num_args = 0..=1, default_missing_value = "5",
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
    let documents = args.predictions.as_deref().map(gold::predictions).transpose()?;
    let (sets, failures) = gold::find(&args.gold);
    console.failures(&failures);
    let mut sources = Sources { done: 0, failed: failures.len() };
    if let Some(most) = args.ablate {
        ablation::run(most, &sets, args, console, &mut sources)?;
        return Ok(sources.exit());
    }
    let mut scored = Vec::new();
    for set in sets {
        let documents = match &documents {
            Some(documents) => documents.clone(),
            None => extract_all(&set, args, console, &mut sources)?,
        };
        sources.done += usize::from(args.predictions.is_some());
        let mut score = Score::default();
        add(&set, &documents, &mut score)?;
        scored.push(Scored { name: set.name, score });
    }
    if args.reliability || args.calibrate.is_some() {
        let judged = scored.iter().flat_map(|scored| &scored.score.judged).collect::<Vec<_>>();
        let exit = match &args.calibrate {
            Some(file) => calibration::learn(file, &judged, console)?,
            None => calibration::print(args, &judged, console)?,
        };
        return Ok(exit.max(sources.exit()));
    }
    print::print(args, &scored, console)?;
    let names: Vec<&str> = scored.iter().map(|scored| scored.name.as_str()).collect();
    for folder in floors.unused(&names) {
        console.say(&format!("the floors of {folder} were not used: no such folder was scored"));
    }
    let missed = floors.missed(&args.min, scored.iter().map(|scored| (scored.name.as_str(), &scored.score)));
    missed.iter().for_each(|floor| console.warn(floor));
    let floor = if missed.is_empty() { Exit::Done } else { Exit::Differences };
    Ok(floor.max(sources.exit()))
}

/// The documents of a folder's pages, by the name of the page; failures are told.
fn extract_all(
    set: &GoldSet,
    args: &Args,
    console: &Console,
    sources: &mut Sources,
) -> Result<BTreeMap<String, Value>, Stop> {
    sources.failed += set.without_page().map(|error| console.failure(&error)).count();
    let (documents, failures) = documents(set, args, &args.without(), console)?;
    console.failures(&failures);
    sources.failed += failures.len();
    sources.done += documents.len();
    Ok(documents)
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

/// The documents by the name of the page, without what takes no part, and what went wrong.
fn documents(
    set: &GoldSet,
    args: &Args,
    without: &Without,
    console: &Console,
) -> Result<(BTreeMap<String, Value>, Vec<Error>), Stop> {
    let (mut documents, mut failures) = (BTreeMap::new(), Vec::new());
    let names: BTreeMap<&str, &str> = set
        .cases
        .iter()
        .filter_map(|case| Some((case.page.as_ref()?.source.as_str(), case.name.as_str())))
        .collect();
    let pages: Vec<_> = set.cases.iter().filter_map(|case| case.page.clone()).collect();
    let reading = args.extraction.open(None)?;
    let document = |page: &_| {
        let mut options = reading.of(page);
        let (confidence, without) = (args.stated(), without.clone());
        options.choices = Choices { confidence, without, ..options.choices };
        to_json(&extract(page, &options)?)
    };
    each_page(&pages, args.jobs, console, document, |page, document| {
        match document {
            Ok(document) => {
                let name = names
                    .get(page.source.as_str())
                    .map_or_else(|| gold::stem(&page.source), |name| (*name).to_owned());
                documents.insert(name, document);
            }
            Err(error) => failures.push(error),
        }
        Ok(())
    })?;
    Ok((documents, failures))
}

fn to_json(record: &annals::records::PageRecord) -> Result<Value> {
    serde_json::to_value(record).map_err(|error| {
        Error::new(ErrorKind::Source, &record.page.source, "gives a document that is no JSON").because(error)
    })
}

/// Adds the pages of a folder to a score.
fn add(set: &GoldSet, documents: &BTreeMap<String, Value>, score: &mut Score) -> Result<()> {
    for Case { name, gold, .. } in &set.cases {
        score.add(name, &gold::read(gold)?, documents.get(name));
    }
    Ok(())
}
