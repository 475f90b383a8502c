//! Parsing: a [`Page`] becomes a [`Document`], one text buffer with located blocks and metadata.
//! What it knows is HTML and nothing of announcements; it decodes, walks the tree once and drops the site's furniture.

mod badge;
mod beside;
mod bound;
mod clean;
mod counts;
mod decode;
mod document;
mod dom;
mod front;
mod furniture;
pub(crate) mod head;
mod joint;
mod language;
mod map;
mod metadata;
mod nature;
mod note;
mod outline;
mod places;
mod structured;
mod table;
mod tags;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod unstripped;
mod walk;

pub(crate) use clean::is_invisible;
pub(crate) use decode::decode;
pub use decode::encoding_of;
pub use document::{Block, BlockKind, Cell, Document, Item, Mark, MarkKind, MetaValue, Metadata, PropValue};
pub(crate) use dom::references;
pub use head::Head;
pub use language::detect_language;
pub use map::{Element, ElementId, SourceMap};
pub use note::Note;
pub(crate) use tags::is_inline;

use std::borrow::Borrow;

use html5ever::tendril::StrTendril;
use sha2::{Digest, Sha256};

use crate::error::Result;
use crate::normalize::hex;
use crate::parse::dom::Dom;
use crate::parse::outline::Outline;
use crate::parse::walk::Walk;
use crate::source::Page;

/// Least text, in bytes, of a page that does not wait for a script.
const BARE: u32 = 200;

/// Parses a page. One that is given away is dropped as soon as it is text.
///
/// # Errors
/// Where the bytes are empty or no text; every other input gives a document, however broken it is.
pub fn parse(page: impl Borrow<Page>) -> Result<Document> {
    let (text, document) = begin(page.borrow())?;
    drop(page);
    Ok(read(&text, document))
}

/// What makes a tree of a text, with the content of `noscript` as markup or without.
type Parser = fn(&StrTendril, bool) -> Dom;

/// The text of a page, which its tree shares, and what is known of it before it is read.
fn begin(page: &Page) -> Result<(StrTendril, Document)> {
    let text = StrTendril::from(&*clean::line_feeds(decode::decode(page)?));
    let (source, url) = (page.source.clone(), page.url.clone());
    Ok((text, Document { source, url, content_sha256: hash(&page.bytes), ..Document::default() }))
}

/// The document of a text.
fn read(text: &StrTendril, document: Document) -> Document {
    read_as(text, document, Dom::parse)
}

/// The same, of the tree that a parser makes.
fn read_as(text: &StrTendril, mut document: Document, parser: Parser) -> Document {
    let (text, front) = front::take(text);
    let (dom, outline) = tree(&text, parser);
    document.notes = note::cuts(dom.cuts, &text);
    document.metadata =
        metadata::read(&dom, text.len(), front, &outline, &mut document.map, &mut document.notes);
    let mut document = Walk::read(&dom, &outline, document);
    drop(dom);
    bound::text(&mut document);
    document.language = language::detect(&document.text, &document.metadata);
    document.url = document.url.or_else(|| address(&document.metadata));
    document.marks.sort_by_key(|mark| (mark.span.start, std::cmp::Reverse(mark.span.end)));
    beside::mark(&mut document, &outline);
    document.head = Head::read(&document);
    document
}

/// The tree of a page and its outline; as without scripts where scripts would have to write the text.
fn tree(text: &StrTendril, parser: Parser) -> (Dom, Outline) {
    let read = |noscript| {
        let dom = parser(text, noscript);
        let outline = Outline::read(&dom);
        (dom, outline)
    };
    let (dom, outline) = read(false);
    let bare = outline.text < BARE;
    if bare && text.contains("<noscript") { read(true) } else { (dom, outline) }
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
