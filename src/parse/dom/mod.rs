//! The tree of a page: nodes in one arena, in document order where the source is well formed, with the line of every element.
//! html5ever's tree builder makes it; the tokenizer before it is our own, and leaves out what no reader sees.

mod attributes;
mod characters;
mod content;
mod doctype;
mod drawing;
mod grow;
mod handle;
#[cfg(test)]
pub(crate) mod html5lib;
mod lines;
mod names;
mod node;
mod raw;
mod sink;
mod tag;
#[cfg(test)]
mod tests;
mod tokenizer;

pub(crate) use node::{Edge, Element, Node, NodeRef};

use html5ever::local_name;
use html5ever::tendril::StrTendril;
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};

use lines::Lines;
use node::{Attribute, Entry, Slot};
use sink::Sink;
use tokenizer::Tokenizer;

/// Text with its character references replaced.
pub(crate) fn references(text: &str) -> std::borrow::Cow<'_, str> {
    characters::decode(text, false)
}

/// Deepest element that is kept, as in browsers; what is below becomes its content.
pub(crate) const DEPTH: u16 = 512;

/// Index of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct NodeId(pub u32);

impl NodeId {
    /// The document.
    pub(crate) const ROOT: Self = Self(0);
}

/// A parsed page.
#[derive(Debug)]
pub(crate) struct Dom {
    slots: Vec<Slot>,
    /// The elements, and with no name what is neither element nor text; the document is the first.
    entries: Vec<Entry>,
    attributes: Vec<Attribute>,
    source: StrTendril,
    lines: Lines,
    /// What had to be left out.
    pub cuts: Cuts,
}

/// What had to be left out of a page that would have no bound otherwise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Cuts {
    /// Tags nested deeper than [`DEPTH`].
    pub deep: usize,
    /// Attributes of tags that have too many.
    pub attributes: usize,
    /// Offset at which reading ended, because the source makes far more elements than it has tags.
    pub stopped: Option<usize>,
}

impl Dom {
    /// Parses a page once; the tree shares its text. With `noscript`, the content of `noscript` is markup, as where no scripts run.
    pub(crate) fn parse(html: &StrTendril, noscript: bool) -> Self {
        let sink = Sink::new(html);
        let options = TreeBuilderOpts { scripting_enabled: !noscript, ..TreeBuilderOpts::default() };
        let tokenizer = Tokenizer::new(html, TreeBuilder::new(sink, options));
        tokenizer.run()
    }

    /// A node.
    pub(crate) fn get(&self, id: NodeId) -> NodeRef<'_> {
        NodeRef { dom: self, id }
    }

    /// The document.
    pub(crate) fn root(&self) -> NodeRef<'_> {
        self.get(NodeId::ROOT)
    }

    /// How many nodes there are, those that hang nowhere among them.
    pub(crate) fn len(&self) -> usize {
        self.slots.len()
    }

    /// How many numbers of elements there are.
    pub(crate) fn numbers(&self) -> usize {
        self.entries.len()
    }

    /// The elements by their numbers; `None` for what is none.
    pub(crate) fn elements(&self) -> impl Iterator<Item = Option<Element<'_>>> {
        (0..self.entries.len() as u32).map(|number| self.element(number))
    }

    /// The line of an element's start tag, from 1.
    pub(crate) fn line(&self, element: Element<'_>) -> u32 {
        self.lines.line(self.source.as_bytes(), element.at)
    }

    fn element(&self, number: u32) -> Option<Element<'_>> {
        let Entry { name, at, attributes: (from, count), .. } = &self.entries[number as usize];
        let from = *from as usize;
        let attributes = &self.attributes[from..from + usize::from(*count)];
        (*name != local_name!("")).then_some(Element { name, attributes, at: *at })
    }

    fn slot(&self, id: NodeId) -> &Slot {
        &self.slots[id.0 as usize]
    }
}
