//! Parsing: a [`Page`] becomes a [`Document`], one text buffer with located blocks and metadata.
//! What it knows is HTML and nothing of announcements; it decodes, walks the tree once and drops the site's furniture.

mod clean;
mod counts;
mod decode;
mod document;
mod dom;
mod furniture;
pub(crate) mod head;
mod language;
mod map;
mod metadata;
mod note;
mod outline;
mod places;
mod structured;
mod table;
mod tags;
mod walk;

pub use decode::encoding_of;
pub use document::{Block, BlockKind, Cell, Document, Item, Mark, MarkKind, MetaValue, Metadata, PropValue};
pub use head::Head;
pub use map::{Element, ElementId, SourceMap};
pub use note::Note;

use sha2::{Digest, Sha256};

use crate::error::Result;
use crate::normalize::hex;
use crate::parse::dom::{Dom, NodeId};
use crate::parse::outline::Outline;
use crate::parse::walk::Walk;
use crate::source::Page;

/// Parses a page.
///
/// # Errors
/// Where the bytes are empty or no text; every other input gives a document, however broken it is.
pub fn parse(page: &Page) -> Result<Document> {
    let text = decode::decode(page)?;
    let dom = Dom::parse(&text, false);
    let mut document =
        Document { source: page.source.clone(), content_sha256: hash(&page.bytes), ..Document::default() };
    document.notes = note::cuts(dom.cuts, &text);
    let outline = Outline::read(&dom);
    document.metadata = metadata::read(&dom, text.len(), &outline, &mut document.map, &mut document.notes);
    document.text.reserve(outline.weight(NodeId::ROOT).text as usize);
    let mut document = Walk::read(&dom, &outline, document);
    document.language = language::detect(&document.text, &document.metadata);
    document.url = page.url.clone().or_else(|| address(&document.metadata));
    document.marks.sort_by_key(|mark| (mark.span.start, std::cmp::Reverse(mark.span.end)));
    document.head = Head::read(&document);
    Ok(document)
}

/// The canonical address that the page states.
fn address(metadata: &Metadata) -> Option<String> {
    ["canonical", "og:url"]
        .iter()
        .filter_map(|key| metadata.first(key))
        .map(|value| value.value.clone())
        .find(|url| url.starts_with("http"))
}

fn hash(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}
