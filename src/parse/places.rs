//! The elements that metadata comes from, entered into the source map, each once and below its ancestors.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::parse::counts::Counts;
use crate::parse::dom::{Dom, NodeId, NodeRef};
use crate::parse::map::{ElementId, SourceMap};

/// How many siblings are counted anew for each element, before all of them are counted once.
const NEAR: usize = 64;

/// Enters elements into the source map.
pub(super) struct Places<'d, 'm> {
    dom: &'d Dom,
    map: &'m mut SourceMap,
    known: FxHashMap<NodeId, ElementId>,
    /// Which of its kind an element is, for those below `counted`.
    numbers: FxHashMap<NodeId, u32>,
    counted: FxHashSet<NodeId>,
}

impl<'d, 'm> Places<'d, 'm> {
    pub(super) fn new(dom: &'d Dom, map: &'m mut SourceMap) -> Self {
        Self {
            dom,
            map,
            known: FxHashMap::default(),
            numbers: FxHashMap::default(),
            counted: FxHashSet::default(),
        }
    }

    /// The element in the map.
    pub(super) fn id(&mut self, node: NodeId) -> ElementId {
        let mut chain = Vec::new();
        let mut parent = ElementId::default();
        let node = self.dom.get(node);
        let elements = node.ancestors().filter(|ancestor| ancestor.element().is_some());
        for node in std::iter::once(node).chain(elements) {
            if let Some(id) = self.known.get(&node.id) {
                parent = *id;
                break;
            }
            chain.push(node);
        }
        for node in chain.into_iter().rev() {
            let Some(tag) = node.element() else { continue };
            let number = self.number(node);
            parent = self.map.push(parent, tag.name, number, self.dom.line(tag));
            self.known.insert(node.id, parent);
        }
        parent
    }

    /// Which of its kind an element is among its siblings, from 1.
    fn number(&mut self, node: NodeRef<'d>) -> u32 {
        if let Some(number) = self.numbers.get(&node.id) {
            return *number;
        }
        let mut before = node.before().take(NEAR + 1);
        let name = |node: NodeRef<'d>| node.element().map(|tag| tag.name);
        let same = before.by_ref().take(NEAR).filter(|sibling| name(*sibling) == name(node)).count();
        if before.next().is_some()
            && let Some(parent) = node.parent()
            && self.counted.insert(parent.id)
        {
            let mut counts = Counts::new();
            for child in parent.children() {
                self.numbers.extend(name(child).map(|name| (child.id, counts.next(name))));
            }
            return self.numbers.get(&node.id).copied().unwrap_or(1);
        }
        1 + same as u32
    }
}
