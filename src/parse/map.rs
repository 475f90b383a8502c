//! The [`SourceMap`] leads from any offset of the text back to the element it came from, as a CSS path and a line.
//! Runs are sorted by offset, so a look-up is a binary search and costs nothing until somebody asks.

use std::fmt::Write as _;
use std::hash::{Hash as _, Hasher as _};

use html5ever::LocalName;
use rustc_hash::{FxHashMap, FxHasher};

use crate::span::Span;

/// Elements that a path names at most: real pages nest their text in thirty at most.
const DEEP: usize = 64;

/// Index of an element in the [`SourceMap`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ElementId(pub u32);

/// An element that text or metadata came from, or an ancestor of one.
#[derive(Clone, Copy, Debug)]
pub struct Element<'m> {
    /// Its parent; the root is its own.
    pub parent: ElementId,
    /// The name of its tag.
    pub tag: &'m str,
    /// Position among its siblings of the same tag, from 1.
    pub nth: u32,
    /// Line of its start tag in the source, from 1.
    pub line: u32,
}

/// An element as it is kept: a long page has very many.
#[derive(Debug)]
struct Kept {
    parent: ElementId,
    /// Index of the name of its tag.
    tag: u32,
    nth: u32,
    line: u32,
    /// A hash of its class names; zero where it has none.
    names: u32,
}

/// The elements of a page and which text came from which.
#[derive(Debug, Default)]
pub struct SourceMap {
    elements: Vec<Kept>,
    /// The names of tags, and the index of each.
    tags: Vec<LocalName>,
    known: FxHashMap<LocalName, u32>,
    /// `(offset, element)`: from this offset on, text comes from this element.
    runs: Vec<(u32, ElementId)>,
}

impl SourceMap {
    /// Makes room for so many elements and runs.
    pub(crate) fn reserve(&mut self, elements: usize, runs: usize) {
        self.elements.reserve(elements);
        self.runs.reserve(runs);
    }

    /// Adds an element and gives its index.
    pub(crate) fn push(&mut self, parent: ElementId, tag: &LocalName, nth: u32, line: u32) -> ElementId {
        let tag = self.known.get(tag).copied().unwrap_or_else(|| self.learn(tag));
        self.elements.push(Kept { parent, tag, nth, line, names: 0 });
        ElementId(self.elements.len() as u32 - 1)
    }

    fn learn(&mut self, tag: &LocalName) -> u32 {
        let index = self.tags.len() as u32;
        self.tags.push(tag.clone());
        self.known.insert(tag.clone(), index);
        index
    }

    /// Says that the text from `offset` on comes from `element`; offsets never decrease.
    pub fn run(&mut self, offset: u32, element: ElementId) {
        match self.runs.last_mut() {
            Some(last) if last.1 == element => {}
            Some(last) if last.0 == offset => last.1 = element,
            _ => self.runs.push((offset, element)),
        }
    }

    /// The element that the text at `offset` came from.
    #[must_use]
    pub fn element_at(&self, offset: u32) -> Option<ElementId> {
        let index = self.runs.partition_point(|run| run.0 <= offset);
        index.checked_sub(1).map(|index| self.runs[index].1)
    }

    /// Notes the class names of an element.
    pub(crate) fn name(&mut self, id: ElementId, names: &str) {
        if let Some(element) = self.elements.get_mut(id.0 as usize) {
            let mut hasher = FxHasher::default();
            names.hash(&mut hasher);
            element.names = hasher.finish() as u32 | 1;
        }
    }

    /// A hash of the class names of an element; zero where it has none.
    pub(crate) fn names(&self, id: ElementId) -> u32 {
        self.elements.get(id.0 as usize).map_or(0, |element| element.names)
    }

    /// For each element, a hash of the tags from the root to it: equal where elements stand at the like places of what repeats.
    pub(crate) fn tag_paths(&self) -> Vec<u64> {
        let mut paths: Vec<u64> = Vec::with_capacity(self.elements.len());
        for (index, element) in self.elements.iter().enumerate() {
            let above = paths[..index].get(element.parent.0 as usize).copied().unwrap_or_default();
            paths.push((above ^ u64::from(element.tag + 1)).wrapping_mul(0x0100_0000_01b3).rotate_left(23));
        }
        paths
    }

    /// How many elements there are.
    pub(crate) fn len(&self) -> usize {
        self.elements.len()
    }

    /// All elements, in the order of their indices: parents before what is in them.
    pub(crate) fn elements(&self) -> impl Iterator<Item = Element<'_>> {
        (0..self.elements.len() as u32).filter_map(|index| self.element(ElementId(index)))
    }

    /// Stretches of a text of this length, and the element that each came from.
    pub(crate) fn runs(&self, length: u32) -> impl Iterator<Item = (Span, ElementId)> {
        let ends = self.runs.iter().skip(1).map(|run| run.0).chain([length]);
        self.runs.iter().zip(ends).map(|(run, end)| (Span { start: run.0, end }, run.1))
    }

    /// The element of an index.
    #[must_use]
    pub fn element(&self, id: ElementId) -> Option<Element<'_>> {
        let Kept { parent, tag, nth, line, .. } = *self.elements.get(id.0 as usize)?;
        Some(Element { parent, tag: &self.tags[tag as usize], nth, line })
    }

    /// The line of its start tag, from 1.
    #[must_use]
    pub fn line(&self, id: ElementId) -> u32 {
        self.element(id).map_or(0, |element| element.line)
    }

    /// A CSS path from the root that selects exactly this element; where it is nested deeper than 64 elements, the 64th of those that it is in: every value
    /// has such a path, and a page of nested elements would have paths a hundred times as long as itself.
    #[must_use]
    pub fn css_path(&self, id: ElementId) -> String {
        let mut chain = Vec::new();
        let mut at = id;
        while let Some(element) = self.element(at) {
            chain.push(element);
            if element.parent == at || element.tag == "html" {
                break;
            }
            at = element.parent;
        }
        let mut path = String::new();
        for element in chain.iter().rev().take(DEEP) {
            if !path.is_empty() {
                path.push_str(" > ");
            }
            for c in element.tag.chars() {
                // `o:p` is a name in HTML and needs an escape in a selector.
                if c.is_ascii() && !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_') {
                    path.push('\\');
                }
                path.push(c);
            }
            if !matches!(element.tag, "html" | "head" | "body") {
                let _ = write!(path, ":nth-of-type({})", element.nth);
            }
        }
        path
    }
}
