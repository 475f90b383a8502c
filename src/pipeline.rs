//! The road from one page to its record: parse, annotate, relate. Everything that runs a page runs it through [`extract`].

use crate::error::Result;
use crate::records::PageRecord;
use crate::source::Page;

/// What a caller may choose.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Values below this confidence are dropped (0–1).
    pub min_confidence: f32,
    /// The language of the pages, where the caller knows better than the detector (BCP 47).
    pub language: Option<String>,
}

/// Extracts what one page says. A page without an announcement gives a record with a finding; bytes that are no page are an error.
pub fn extract(_page: &Page, _options: &Options) -> Result<PageRecord> {
    Ok(PageRecord {
        schema_version: crate::records::SCHEMA_VERSION,
        page: crate::records::PageInfo::default(),
        tables: crate::records::Tables::default(),
        rivals: Vec::new(),
    })
}
