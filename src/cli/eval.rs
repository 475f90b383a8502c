//! `annals eval`: how well documents agree with gold files, field by field, and whether that is good enough.

mod floors;
mod gold;
mod print;

use std::collections::BTreeMap;
use std::path::PathBuf;

use annals::check::score::Score;
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
    after_help = "Example:\n  annals eval gold/ --min people=0.9,macro=0.8\n\nNAME.gold.json is the gold of NAME.html \
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
    #[arg(long, value_enum, default_value_t = Per::Field)]
    per: Per,
    /// Prints JSON: an object for one folder, an array for several
    #[arg(long, conflicts_with_all = ["errors", "per"])]
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
    let mut scored = Vec::new();
    for set in sets {
        let documents = match &documents {
            Some(documents) => documents.clone(),
            None => extract_all(&set, args, console, &mut sources)?,
        };
        sources.done += usize::from(args.predictions.is_some());
        scored.push(score(set, &documents)?);
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

/// The documents of a folder's pages, by the name of the page.
fn extract_all(
    set: &GoldSet,
    args: &Args,
    console: &Console,
    sources: &mut Sources,
) -> Result<BTreeMap<String, Value>, Stop> {
    let mut documents = BTreeMap::new();
    sources.failed += set.without_page().map(|error| console.failure(&error)).count();
    let names: BTreeMap<&str, &str> = set
        .cases
        .iter()
        .filter_map(|case| Some((case.page.as_ref()?.source.as_str(), case.name.as_str())))
        .collect();
    let pages: Vec<_> = set.cases.iter().filter_map(|case| case.page.clone()).collect();
    let reading = args.extraction.open(None)?;
    let document = |page: &_| to_json(&extract(page, &reading.of(page))?);
    each_page(&pages, args.jobs, console, document, |page, document| {
        match document {
            Ok(document) => {
                let name = names
                    .get(page.source.as_str())
                    .map_or_else(|| gold::stem(&page.source), |name| (*name).to_owned());
                documents.insert(name, document);
                sources.done += 1;
            }
            Err(error) => {
                console.failure(&error);
                sources.failed += 1;
            }
        }
        Ok(())
    })?;
    Ok(documents)
}

fn to_json(record: &annals::records::PageRecord) -> Result<Value> {
    serde_json::to_value(record).map_err(|error| {
        Error::new(ErrorKind::Source, &record.page.source, "gives a document that is no JSON").because(error)
    })
}

fn score(set: GoldSet, documents: &BTreeMap<String, Value>) -> Result<Scored> {
    let mut score = Score::default();
    for Case { name, gold, .. } in &set.cases {
        score.add(name, &gold::read(gold)?, documents.get(name));
    }
    Ok(Scored { name: set.name, score })
}
