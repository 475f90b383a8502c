//! The road from one page to its record: parse, annotate, relate. Everything that runs a page runs it through [`extract`];
//! [`read`] begins where a page was found, and [`Threads`] do so for many at a time.

mod threads;

use std::borrow::Borrow;
use std::sync::Arc;

use crate::annotate::annotate;
use crate::error::Result;
use crate::parse::{Document, decode, parse};
use crate::profile::{Profile, Profiles, Reading};
use crate::records::PageRecord;
use crate::registry::{self, Index};
use crate::relate::{self, Choices};
use crate::source::{Page, PageRef};

pub use threads::{Threads, guarded};

/// What a caller may choose.
#[derive(Clone, Debug, Default)]
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
}

/// Extracts what one page says. A page without an announcement gives a record with a finding; bytes that are no page are an error.
/// A page that is given away is dropped as soon as it is text.
pub fn extract(page: impl Borrow<Page>, options: &Options) -> Result<PageRecord> {
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
    let loaded = page.load()?;
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
