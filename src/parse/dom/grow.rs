//! How the tree grows: nodes are added, linked and moved. The siblings before form a ring, so that a parent knows its last child by its
//! first.

use html5ever::tree_builder::NodeOrText;
use html5ever::{Attribute as Named, LocalName, ns};

use crate::parse::dom::handle::Handle;
use crate::parse::dom::node::{Attribute, Content, Entry, Slot};
use crate::parse::dom::{DEPTH, Dom};

impl Dom {
    pub(super) fn add(&mut self, content: Content) -> u32 {
        self.slots.push(Slot::new(content));
        self.slots.len() as u32 - 1
    }

    /// Enters an element, or with no name another node that may hold others.
    pub(super) fn enter(&mut self, name: LocalName, at: u32, attributes: Vec<Named>) -> u32 {
        let from = self.attributes.len();
        self.attributes.extend(attributes.into_iter().filter_map(plain));
        let attributes = (from as u32, (self.attributes.len() - from) as u16);
        self.entries.push(Entry { name, at, attributes, depth: 0 });
        self.entries.len() as u32 - 1
    }

    /// Puts a node, or text, below `parent` and before `before`; says whether it stands below [`DEPTH`].
    pub(super) fn insert(&mut self, parent: u32, before: u32, child: NodeOrText<Handle>) -> bool {
        let child = match child {
            NodeOrText::AppendNode(child) => {
                self.detach(child.node);
                child.node
            }
            NodeOrText::AppendText(text) => {
                let previous = self.previous(parent, before);
                if previous != 0
                    && let Content::Text(known) = &mut self.slots[previous as usize].content
                {
                    known.push_tendril(&text);
                    return false;
                }
                self.add(Content::Text(text))
            }
        };
        self.link(parent, before, child);
        self.deepen(parent, child)
    }

    /// The child of `parent` before `before`, or its last one where that is 0.
    fn previous(&self, parent: u32, before: u32) -> u32 {
        let first = self.slots[parent as usize].first;
        match before {
            _ if before == first => 0,
            0 => self.slots[first as usize].previous,
            _ => self.slots[before as usize].previous,
        }
    }

    pub(super) fn link(&mut self, parent: u32, before: u32, child: u32) {
        let previous = self.previous(parent, before);
        let behind = if before == 0 { self.slots[parent as usize].first } else { before };
        let before_child = if behind == 0 { child } else { self.slots[behind as usize].previous };
        if behind != 0 {
            self.slots[behind as usize].previous = child;
        }
        let slot = &mut self.slots[child as usize];
        (slot.parent, slot.previous, slot.next) = (parent, before_child, before);
        match previous {
            0 => self.slots[parent as usize].first = child,
            _ => self.slots[previous as usize].next = child,
        }
    }

    /// Notes the depth of a node that came below `parent`.
    pub(super) fn deepen(&mut self, parent: u32, child: u32) -> bool {
        let depth = self.entry(parent).map_or(0, |entry| entry.depth).saturating_add(1);
        if let Some(entry) = self.entry(child) {
            entry.depth = depth;
        }
        depth > DEPTH
    }

    /// The entry of a node, but for the document's, which all share that hold nothing.
    fn entry(&mut self, node: u32) -> Option<&mut Entry> {
        match self.slots[node as usize].content {
            Content::Entry(entry) if entry != 0 => self.entries.get_mut(entry as usize),
            _ => None,
        }
    }

    /// Gives an element the attributes that it does not have; all of its own move behind those of the others.
    pub(super) fn add_missing(&mut self, entry: u32, attributes: Vec<Named>) {
        let (from, count) = self.entries[entry as usize].attributes;
        let own = from as usize..from as usize + usize::from(count);
        let missing: Vec<Attribute> = attributes
            .into_iter()
            .filter_map(plain)
            .filter(|attribute| self.attributes[own.clone()].iter().all(|known| known.name != attribute.name))
            .collect();
        if missing.is_empty() {
            return;
        }
        let from = self.attributes.len();
        self.attributes.extend_from_within(own);
        self.attributes.extend(missing);
        self.entries[entry as usize].attributes = (from as u32, (self.attributes.len() - from) as u16);
    }

    pub(super) fn detach(&mut self, node: u32) {
        let Slot { parent, previous, next, .. } = self.slots[node as usize];
        if previous == 0 {
            return;
        }
        match self.previous(parent, node) {
            0 => self.slots[parent as usize].first = next,
            previous => self.slots[previous as usize].next = next,
        }
        let behind = if next == 0 { self.slots[parent as usize].first } else { next };
        if behind != 0 {
            self.slots[behind as usize].previous = previous;
        }
        let slot = &mut self.slots[node as usize];
        (slot.parent, slot.previous, slot.next) = (0, 0, 0);
    }
}

/// The attribute, where it has no namespace: `xlink:href` of a drawing is left out.
fn plain(attribute: Named) -> Option<Attribute> {
    let Named { name, value } = attribute;
    (name.ns == ns!()).then_some(Attribute { name: name.local, value })
}
