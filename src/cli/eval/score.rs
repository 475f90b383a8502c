//! Extracting and scoring the pages of folders.

use std::collections::BTreeMap;

use annals::check::score::Score;
use annals::relate::{Choices, Without};
use annals::{Error, ErrorKind, Result, pipeline};
use serde_json::Value;

use super::gold::{self, Case, GoldSet};
use super::{Args, Scored};
use crate::cli::console::Console;
use crate::cli::exit::{Sources, Stop};
use crate::cli::work::each_page;

/// The score of each folder, from its pages or from documents that are there already.
pub(super) fn all(
    sets: Vec<GoldSet>,
    args: &Args,
    console: &Console,
    sources: &mut Sources,
) -> Result<Vec<Scored>, Stop> {
    let given = args.predictions.as_deref().map(gold::predictions).transpose()?;
    let mut scored = Vec::new();
    for set in sets {
        let documents = match &given {
            Some(documents) => documents.clone(),
            None => extract_all(&set, args, console, sources)?,
        };
        sources.done += usize::from(given.is_some());
        let mut score = Score::default();
        add(&set, &documents, &mut score)?;
        scored.push(Scored { name: set.name, score });
    }
    Ok(scored)
}

/// The documents of a folder's pages, by the name of the page; failures are told.
pub(super) fn extract_all(
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

/// The documents by the name of the page, without what takes no part, and what went wrong.
pub(super) fn documents(
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
        to_json(&pipeline::read(page, &options)?)
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
pub(super) fn add(set: &GoldSet, documents: &BTreeMap<String, Value>, score: &mut Score) -> Result<()> {
    for Case { name, gold, .. } in &set.cases {
        score.add(name, &gold::read(gold)?, documents.get(name));
    }
    Ok(())
}
