//! The [`Document`]: what every later stage reads. One buffer of clean text, spans into it, and the page's own metadata.

use crate::normalize::fold;
use crate::parse::head::Head;
use crate::parse::language;
use crate::parse::map::{ElementId, SourceMap};
use crate::parse::note::Note;
use crate::span::Span;

/// A parsed page.
///
/// The text is NFC; white space is collapsed to single spaces inside a block (`<pre>` keeps its lines, `<br>` is a
/// `\n`); soft hyphens and zero-width characters are gone; blocks are separated by one blank line (`\n\n`), so no sentence
/// and no mention can run from one into the next.
#[derive(Debug, Default)]
pub struct Document {
    /// The path or address as given.
    pub source: String,
    /// The canonical address: from outside, else `<link rel=canonical>`, `og:url`.
    pub url: Option<String>,
    /// SHA-256 of the bytes, in hex.
    pub content_sha256: String,
    /// BCP 47 language of the text; detection outranks a wrong `lang`.
    pub language: Option<String>,
    /// The text of the main content; every span counts in it.
    pub text: String,
    /// Non-overlapping, in reading order, covering all text but the blank lines between them.
    pub blocks: Vec<Block>,
    /// Inline markup, sorted by start.
    pub marks: Vec<Mark>,
    /// From offsets back to elements.
    pub map: SourceMap,
    /// What the page says about itself outside its text.
    pub metadata: Metadata,
    /// What the page says of itself as a publication.
    pub head: Head,
    /// What was odd about the page, for the findings.
    pub notes: Vec<Note>,
}

/// A piece of text that stands on its own on the page.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// Its text.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
    /// The element it comes from.
    pub element: ElementId,
    /// Index of the heading block that governs it; a heading's own is the one above it.
    pub heading: Option<u32>,
    /// It stands beside the running text: outside of the element that holds it, in a list of links, as a link to another page, or as a caption.
    pub beside: bool,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// `h1`–`h6`, with the level.
    Heading(u8),
    /// Running text, and everything that has no better name.
    Paragraph,
    /// An item of a list; `list` numbers the list on the page, `index` counts from 0.
    ListItem {
        /// The list on the page.
        list: u32,
        /// The item in the list.
        index: u32,
    },
    /// The term of a definition list (`dt`).
    Term,
    /// The definition (`dd`); the nearest `Term` before it is its label.
    Definition,
    /// A cell of a data table.
    Cell(Cell),
    /// `figcaption`, `caption`.
    Caption,
    /// A line that says who published it and when, beside the title.
    Byline,
    /// `blockquote`.
    Quote,
    /// `pre`: its line breaks count.
    Preformatted,
    /// `address`: a contact.
    Contact,
}

/// The place of a cell in a data table (layout tables give paragraphs).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The table on the page.
    pub table: u32,
    /// Row, from 0.
    pub row: u16,
    /// Column, from 0, with `colspan` and `rowspan` counted.
    pub column: u16,
    /// A `th`, or a cell of `thead`.
    pub header: bool,
}

/// Inline markup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// What it covers.
    pub span: Span,
    /// What it is.
    pub kind: MarkKind,
    /// The element.
    pub element: ElementId,
}

/// What an inline element says about its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// `b`, `strong`.
    Strong,
    /// `i`, `em`, `cite`, `q`.
    Emphasis,
    /// `a href`.
    Link,
    /// `s`, `del`, `strike`: what no longer holds.
    Struck,
    /// `time`; its `datetime` is in the metadata under `time`, with the same element.
    Time,
}

/// What the page says about itself outside its text: candidates with a place, not truth.
#[derive(Debug, Default)]
pub struct Metadata {
    /// `title`, `og:title`, `article:published_time`, `citation_author`, `time`, `site` (masthead), `copyright` …, in document order.
    pub values: Vec<MetaValue>,
    /// schema.org items of JSON-LD, microdata and `RDFa`, outermost first.
    pub items: Vec<Item>,
}

/// One metadata value.
#[derive(Clone, Debug, PartialEq)]
pub struct MetaValue {
    /// Its key, lower-case: the `name` or `property` of a `meta`, `title`, `canonical`, `time`, `copyright`, `site`, `lang`.
    pub key: String,
    /// Its value, NFC, white space collapsed.
    pub value: String,
    /// The element.
    pub element: ElementId,
}

/// An item of structured data: a type and its properties.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// The schema.org type without its prefix: `Event`, `NewsArticle`.
    pub kind: String,
    /// Where it is from: `json-ld`, `microdata`, `rdfa`, `microformats`.
    pub syntax: &'static str,
    /// Its address or name for references: `@id`, `itemid`, `resource`.
    pub id: Option<String>,
    /// Properties in order; a list gives its name several times.
    pub properties: Vec<(String, PropValue)>,
    /// The element.
    pub element: ElementId,
}

/// The value of a property.
#[derive(Clone, Debug, PartialEq)]
pub enum PropValue {
    /// Text, a number or an address, as text.
    Text(String),
    /// A nested item.
    Item(Box<Item>),
}

impl Metadata {
    /// The values of `key`, in document order.
    pub fn all<'a>(&'a self, key: &'a str) -> impl Iterator<Item = &'a MetaValue> {
        self.values.iter().filter(move |value| value.key == key)
    }

    /// The first value of `key`.
    #[must_use]
    pub fn first(&self, key: &str) -> Option<&MetaValue> {
        self.values.iter().find(|value| value.key == key)
    }
}

impl Item {
    /// The first text of the property, or the `name` of the item it holds.
    #[must_use]
    pub fn text(&self, property: &str) -> Option<&str> {
        self.properties.iter().find(|(name, _)| name == property).and_then(|(_, value)| match value {
            PropValue::Text(text) => Some(text.as_str()),
            PropValue::Item(item) => item.text("name"),
        })
    }

    /// The texts of the property, without those of items.
    pub fn texts<'a>(&'a self, property: &'a str) -> impl Iterator<Item = &'a str> {
        self.properties.iter().filter(move |(name, _)| name == property).filter_map(
            |(_, value)| match value {
                PropValue::Text(text) => Some(text.as_str()),
                PropValue::Item(_) => None,
            },
        )
    }

    /// The items that the property holds.
    pub fn items<'a>(&'a self, property: &'a str) -> impl Iterator<Item = &'a Item> {
        self.properties.iter().filter(move |(name, _)| name == property).filter_map(
            |(_, value)| match value {
                PropValue::Item(item) => Some(item.as_ref()),
                PropValue::Text(_) => None,
            },
        )
    }
}

impl Document {
    /// The marks that begin in a stretch of text.
    pub(crate) fn marks_in(&self, span: Span) -> &[Mark] {
        let from = self.marks.partition_point(|mark| mark.span.start < span.start);
        let to = self.marks.partition_point(|mark| mark.span.start < span.end);
        &self.marks[from..to.max(from)]
    }

    /// A document of one line, to read a text with the recognisers of pages.
    pub(crate) fn line(text: &str, language: Option<&str>) -> Self {
        let span = Span::new(0, text.len());
        let (kind, element) = (BlockKind::Paragraph, ElementId::default());
        Self {
            text: text.to_owned(),
            language: language.map(str::to_owned),
            blocks: vec![Block { span, kind, element, heading: None, beside: false }],
            ..Self::default()
        }
    }

    /// The text of a span.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        span.of(&self.text)
    }

    /// Forgets what no reader of the text sees: structured data, and what `meta`, `link`, `title` and `time` say. To measure what it
    /// carries.
    pub(crate) fn forget_metadata(&mut self) {
        let map = &self.map;
        let is_seen = |value: &MetaValue| {
            let tag = map.element(value.element).map_or("", |element| element.tag);
            !matches!(tag, "meta" | "link" | "title" | "html" | "time" | "abbr")
        };
        self.metadata.values.retain(is_seen);
        self.metadata.items.clear();
        self.language = language::detect(&self.text, &self.metadata);
        self.head = Head::read(self);
    }

    /// The running text: the blocks in reading order, without the heading that is the title, bylines and captions.
    #[must_use]
    pub fn body(&self) -> String {
        let title = self.head.title().map(fold);
        let mut body = String::with_capacity(self.text.len());
        for block in &self.blocks {
            let text = self.slice(block.span);
            let beside = match block.kind {
                _ if block.beside => true,
                BlockKind::Byline => true,
                BlockKind::Heading(_) => title.as_ref().is_some_and(|title| fold(text) == *title),
                _ => false,
            };
            if !beside {
                body.push_str(text);
                body.push_str("\n\n");
            }
        }
        body.truncate(body.trim_end().len());
        body
    }

    /// Index of the block that holds the offset.
    #[must_use]
    pub fn block_at(&self, offset: u32) -> Option<usize> {
        let index = self.blocks.partition_point(|block| block.span.end <= offset);
        (self.blocks.get(index)?.span.start <= offset).then_some(index)
    }
}
