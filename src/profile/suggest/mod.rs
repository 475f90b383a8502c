//! Wrapper induction: from several saved pages of one site to a profile. What is read without a profile is mostly right, and a site puts
//! the same things at the same places: the selector that agrees with most readings is right where they are wrong, too.

mod form;
mod forms;
mod headline;
mod learn;
mod patterns;
mod rows;
mod signs;
mod site;
mod tree;
mod write;

use scraper::Html;

use crate::error::Result;
use crate::parse::decode;
use crate::pipeline::{self, Options};
use crate::profile::Profiles;
use crate::records::{PageRecord, Table};
use crate::source::Page;
use learn::{Learned, Meaning};

/// A page of the site, with what is read of it without a profile.
pub(super) struct Sample {
    html: Html,
    record: PageRecord,
}

/// A block that was learned.
#[derive(Debug)]
struct Block {
    table: Table,
    /// What selects its rows, and on how many pages.
    each: Option<(String, usize)>,
    /// Columns, with the table they stand in, where it is one below.
    fields: Vec<(&'static str, Learned)>,
    below: Vec<Block>,
}

/// The text of a profile for the site of some pages; pages that cannot be read are an error.
///
/// # Errors
/// Where a page is no page.
pub fn suggest(pages: &[Page], options: &Options) -> Result<String> {
    let options =
        Options { profiles: std::sync::Arc::new(Profiles::default()), profile: None, ..options.clone() };
    let mut samples = Vec::with_capacity(pages.len());
    for page in pages {
        let record = pipeline::extract(page, &options)?;
        samples.push(Sample { html: Html::parse_document(&decode(page)?), record });
    }
    let blocks = site::learn(&samples);
    let names: Vec<(&str, Option<&str>)> = samples
        .iter()
        .map(|sample| (sample.record.page.source.as_str(), sample.record.page.url.as_deref()))
        .collect();
    Ok(write::profile(&blocks, &names, samples.len()))
}

/// The columns that are learned, by the table they stand in, and what texts in them mean.
const HEAD: [(&str, Meaning); 3] =
    [("title", Meaning::Text), ("published_on", Meaning::Day), ("publisher", Meaning::Text)];
const EVENT: [(&str, Meaning); 9] = [
    ("name", Meaning::Text),
    ("theme", Meaning::Text),
    ("series", Meaning::Text),
    ("starts_on", Meaning::Day),
    ("ends_on", Meaning::LastDay),
    ("start_time", Meaning::Time),
    ("end_time", Meaning::LastTime),
    ("venue", Meaning::Text),
    ("city", Meaning::Text),
];
const PERSON: [(&str, Meaning); 4] = [
    ("positions.title", Meaning::Text),
    ("positions.unit", Meaning::Text),
    ("positions.institution", Meaning::Text),
    ("talks.title", Meaning::Text),
];
