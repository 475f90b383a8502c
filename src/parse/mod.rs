//! Parsing: a [`Page`](crate::source::Page) becomes a [`Document`], one text buffer with located blocks and metadata.
//! What it knows is HTML and nothing of announcements; it decodes, walks the tree once and drops the site's furniture.

mod document;
mod map;

pub use document::{Block, BlockKind, Cell, Document, Item, Mark, MarkKind, Metadata, MetaValue, PropValue};
pub use map::{Element, ElementId, SourceMap};
mod stub;
pub use stub::parse;
