//! From elements that a selector found to the places of a document: the same element in the source map, and its stretch of the text.

use std::collections::HashMap;

use ego_tree::NodeId;
use html5ever::LocalName;
use rustc_hash::FxHashMap;
use scraper::ElementRef;

use crate::parse::{Document, ElementId};
use crate::span::Span;

/// The elements of a document by where they stand.
#[derive(Debug)]
pub(super) struct Places {
    /// The element by its parent, tag and number.
    known: HashMap<(ElementId, LocalName, u32), ElementId>,
    /// The text of each element, by its index.
    stretches: Vec<Option<Span>>,
    found: FxHashMap<NodeId, ElementId>,
    /// Which of its kind an element is among its siblings.
    numbers: FxHashMap<NodeId, u32>,
}

impl Places {
    pub(super) fn of(document: &Document) -> Self {
        let map = &document.map;
        let mut known = HashMap::new();
        // What metadata and text each entered is one element.
        let mut same: Vec<ElementId> = Vec::with_capacity(map.len());
        for (index, element) in map.elements().enumerate() {
            let id = ElementId(index as u32);
            let parent = same.get(element.parent.0 as usize).copied().unwrap_or_default();
            let key = (parent, LocalName::from(element.tag), element.nth);
            same.push(*known.entry(key).or_insert(id));
        }
        let mut stretches = vec![None; map.len()];
        for (span, element) in map.runs(document.text.len() as u32) {
            grow(&mut stretches[same[element.0 as usize].0 as usize], span);
        }
        // Parents come before what is in them.
        for (index, element) in map.elements().enumerate().collect::<Vec<_>>().into_iter().rev() {
            let parent = same[element.parent.0 as usize].0 as usize;
            if let Some(span) = stretches[index].filter(|_| parent != index) {
                grow(&mut stretches[parent], span);
            }
        }
        Self { known, stretches, found: FxHashMap::default(), numbers: FxHashMap::default() }
    }

    /// The element in the document's map, where it is entered if it is new.
    pub(super) fn id(&mut self, element: ElementRef<'_>, document: &mut Document) -> ElementId {
        let mut chain = Vec::new();
        let mut parent = ElementId::default();
        for element in std::iter::successors(Some(element), |element| ElementRef::wrap(element.parent()?)) {
            if let Some(id) = self.found.get(&element.id()) {
                parent = *id;
                break;
            }
            chain.push(element);
        }
        for element in chain.into_iter().rev() {
            let tag = element.value().name.local.clone();
            let number = self.number(element);
            let key = (parent, tag.clone(), number);
            parent = *self.known.entry(key).or_insert_with(|| {
                let line = document.map.line(parent);
                document.map.push(parent, &tag, number, line)
            });
            self.found.insert(element.id(), parent);
        }
        parent
    }

    /// The stretch of the document's text that an element holds.
    pub(super) fn stretch(&self, id: ElementId, document: &Document) -> Option<Span> {
        let span = self.stretches.get(id.0 as usize).copied().flatten()?.trim(&document.text);
        (!span.is_empty()).then_some(span)
    }

    /// Which of its kind an element is among its siblings, from 1; all siblings are counted at once.
    fn number(&mut self, element: ElementRef<'_>) -> u32 {
        if let Some(number) = self.numbers.get(&element.id()) {
            return *number;
        }
        let mut counts: FxHashMap<LocalName, u32> = FxHashMap::default();
        let siblings = element.parent().into_iter().flat_map(|parent| parent.children());
        for sibling in siblings.filter_map(ElementRef::wrap) {
            let count = counts.entry(sibling.value().name.local.clone()).or_default();
            *count += 1;
            self.numbers.insert(sibling.id(), *count);
        }
        self.numbers.get(&element.id()).copied().unwrap_or(1)
    }
}

fn grow(stretch: &mut Option<Span>, span: Span) {
    *stretch = Some(stretch.map_or(span, |known| known.to(span)));
}
