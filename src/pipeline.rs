//! The road from one page to its record: parse, annotate, relate. Everything that runs a page runs it through [`extract`].

use std::borrow::Borrow;
use std::sync::Arc;

use crate::annotate::annotate;
use crate::error::Result;
use crate::parse::{Document, parse};
use crate::records::PageRecord;
use crate::registry::{self, Index};
use crate::relate::{self, Choices};
use crate::source::Page;

/// What a caller may choose.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The language of the pages, where the caller knows better than the detector (BCP 47).
    pub language: Option<String>,
    /// The registry that institutions are linked with; without one they are not.
    pub registry: Option<Arc<Index>>,
    /// Which values are kept, and what takes no part.
    pub choices: Choices,
}

/// Extracts what one page says. A page without an announcement gives a record with a finding; bytes that are no page are an error.
/// A page that is given away is dropped as soon as it is text.
pub fn extract(page: impl Borrow<Page>, options: &Options) -> Result<PageRecord> {
    let mut document = parse(page)?;
    if options.language.is_some() {
        document.language.clone_from(&options.language);
    }
    if options.choices.without.metadata {
        document.forget_metadata();
    }
    Ok(extract_document(&document, options))
}

/// Extracts what a parsed page says.
#[must_use]
pub fn extract_document(document: &Document, options: &Options) -> PageRecord {
    let annotations = annotate(document, document.head.firmly_published().next().map(|fact| fact.value));
    let mut record = relate::relate(document, &annotations, &options.choices);
    if let Some(index) = &options.registry {
        registry::fill(&mut record.tables, index);
    }
    record
}
