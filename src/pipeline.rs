//! The road from one page to its record: parse, annotate, relate. Everything that runs a page runs it through [`extract`];
//! [`read`] begins where a page was found, and [`Threads`] do so for many at a time.

mod filter;
mod threads;

use std::borrow::Borrow;
use std::sync::Arc;
use std::time::Duration;

use crate::annotate::annotate;
use crate::deadline;
use crate::error::{Error, ErrorKind, Result};
use crate::parse::{Document, decode, parse};
use crate::profile::{Profile, Profiles, Reading};
use crate::records::PageRecord;
use crate::registry::{self, Index};
use crate::relate::{self, Choices};
use crate::source::{Page, PageRef};

pub use filter::Filter;
pub use threads::{Threads, guarded};

/// How long a page may take where nothing is said: far longer than any announcement needs, and the largest pages that are read.
pub const TIME: Duration = Duration::from_mins(1);

/// What a caller may choose.
#[derive(Clone, Debug)]
pub struct Options {
    /// The language of the pages, where the caller knows better than the detector (BCP 47).
    pub language: Option<String>,
    /// The registry that institutions are linked with; without one they are not.
    pub registry: Option<Arc<Index>>,
    /// Which values are kept, and what takes no part.
    pub choices: Choices,
    /// The profiles that a page is read with, if it is of their site.
    pub profiles: Arc<Profiles>,
    /// The profile that the page is read with, whatever its address.
    pub profile: Option<Arc<Profile>>,
    /// How long a page may take before it is given up; `None` is as long as it takes.
    pub time: Option<Duration>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            language: None,
            registry: None,
            choices: Choices::default(),
            profiles: Arc::default(),
            profile: None,
            time: Some(TIME),
        }
    }
}

/// Extracts what one page says. A page without an announcement gives a record with a finding; bytes that are no page are an error, and so is a page that
/// takes longer than it may. A page that is given away is dropped as soon as it is text.
pub fn extract(page: impl Borrow<Page>, options: &Options) -> Result<PageRecord> {
    let source = page.borrow().source.clone();
    deadline::within(options.time, || extract_in_time(page, options))
        .unwrap_or_else(|| Err(too_slow(&source, options.time.unwrap_or_default())))
}

fn extract_in_time(page: impl Borrow<Page>, options: &Options) -> Result<PageRecord> {
    if options.profile.is_none() && options.profiles.is_empty() {
        let document = parsed(page, options)?;
        return Ok(extract_document(&document, options));
    }
    let mut document = parsed(page.borrow(), options)?;
    let Some(profile) = options.profile_of(&document).cloned() else {
        return Ok(extract_document(&document, options));
    };
    let reading = profile.read(&decode(page.borrow())?, &mut document);
    Ok(finish(&document, Some(&reading), options))
}

/// Reads a page that was found, and extracts what it says. A page that trips over a bug of ours is a failure like others.
pub fn read(page: &PageRef, options: &Options) -> Result<PageRecord> {
    read_loaded(page, page.load()?, options)
}

/// As [`read`], for a page that may not be wanted: `None` where it is not.
pub fn read_if(page: &PageRef, filter: &Filter, options: &Options) -> Result<Option<PageRecord>> {
    let loaded = page.load()?;
    let is_wanted = guarded(&page.source, || Ok(filter.passes(&loaded)))?;
    is_wanted.then(|| read_loaded(page, loaded, options)).transpose()
}

fn read_loaded(page: &PageRef, loaded: Page, options: &Options) -> Result<PageRecord> {
    Ok(guarded(&page.source, || extract(loaded, options))?.marked(page.gone))
}

/// Extracts what a parsed page says, without a profile.
#[must_use]
pub fn extract_document(document: &Document, options: &Options) -> PageRecord {
    finish(document, None, options)
}

/// What the selectors of a profile find on a page.
pub fn read_profile<'p>(page: &Page, profile: &'p Profile, options: &Options) -> Result<Reading<'p>> {
    let mut document = parsed(page, options)?;
    Ok(profile.read(&decode(page)?, &mut document))
}

impl Options {
    /// The profile that a page is read with: the one that is named, else the one for its path or address.
    fn profile_of(&self, document: &Document) -> Option<&Arc<Profile>> {
        let found = || self.profiles.for_page(&document.source, document.url.as_deref());
        self.profile.as_ref().or_else(found)
    }
}

fn too_slow(source: &str, time: Duration) -> Error {
    Error::new(ErrorKind::Source, source, format!("takes longer than {} s", time.as_secs_f64()))
        .remedy("allow it more with --page-seconds, or leave it out")
}

fn parsed(page: impl Borrow<Page>, options: &Options) -> Result<Document> {
    let mut document = parse(page)?;
    if options.language.is_some() {
        document.language.clone_from(&options.language);
    }
    if options.choices.without.metadata {
        document.forget_metadata();
    }
    Ok(document)
}

fn finish(document: &Document, reading: Option<&Reading<'_>>, options: &Options) -> PageRecord {
    let said = reading.and_then(|reading| relate::published(reading, document.language.as_deref()));
    let published = said.or_else(|| document.head.firmly_published().next().map(|fact| fact.value));
    let annotations = annotate(document, published);
    let mut record = relate::relate(document, &annotations, reading, &options.choices);
    if let Some(reading) = reading {
        let name = Some(reading.profile.name.clone());
        record.tables.announcements.iter_mut().for_each(|row| row.profile.clone_from(&name));
        record.page.profile = name;
    }
    if let Some(index) = &options.registry {
        registry::fill(&mut record.tables, index);
    }
    record
}
