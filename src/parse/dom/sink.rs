//! The sink: what html5ever's tree builder says becomes nodes of the arena.

use std::borrow::Cow;
use std::cell::{Cell, Ref, RefCell};

use html5ever::interface::ElemName;
use html5ever::tendril::StrTendril;
use html5ever::tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::{Attribute as Named, LocalName, Namespace, QualName, expanded_name, local_name, ns};

use crate::parse::dom::node::{Attribute, Element, Name, Node, Slot, Space};
use crate::parse::dom::{Cuts, DEPTH, Dom, NodeId};

/// Most nodes for which there is room from the beginning.
const NODES: usize = 1 << 20;

/// The tree while it grows.
pub(super) struct Sink {
    slots: RefCell<Vec<Slot>>,
    /// Line of the token that is being processed.
    pub line: Cell<u32>,
    /// A node went below [`DEPTH`].
    pub deep: Cell<bool>,
    /// The element whose name was asked for last.
    asked: Cell<u32>,
}

impl Sink {
    /// A tree that will have about so many nodes.
    pub(super) fn new(nodes: usize) -> Self {
        let mut slots = Vec::with_capacity(nodes.min(NODES) + 16);
        slots.push(Slot::new(Node::Other));
        Self { slots: RefCell::new(slots), line: Cell::new(1), deep: Cell::new(false), asked: Cell::new(0) }
    }

    /// How deep the element stands that was asked about last.
    pub(super) fn depth_asked(&self) -> u16 {
        self.slots.borrow()[self.asked.get() as usize].depth
    }

    pub(super) fn len(&self) -> usize {
        self.slots.borrow().len()
    }

    pub(super) fn into_dom(self, cuts: Cuts) -> Dom {
        Dom { slots: self.slots.into_inner(), cuts }
    }

    fn add(&self, node: Node) -> NodeId {
        let mut slots = self.slots.borrow_mut();
        slots.push(Slot::new(node));
        NodeId(slots.len() as u32 - 1)
    }

    /// Puts a node, or text, below `parent` and before `before`; 0 is the end.
    fn insert(&self, parent: u32, before: u32, child: NodeOrText<NodeId>) {
        let mut slots = self.slots.borrow_mut();
        let previous = match before {
            0 => slots[parent as usize].last,
            _ => slots[before as usize].previous,
        };
        let child = match child {
            NodeOrText::AppendNode(node) => {
                detach(&mut slots, node.0);
                node.0
            }
            NodeOrText::AppendText(text) => {
                if let Some(Slot { node: Node::Text(known), .. }) =
                    (previous != 0).then(|| &mut slots[previous as usize])
                {
                    known.push_tendril(&text);
                    return;
                }
                slots.push(Slot::new(Node::Text(text)));
                slots.len() as u32 - 1
            }
        };
        // A node that was taken from here may itself have been the sibling.
        let previous = match before {
            0 => slots[parent as usize].last,
            _ => slots[before as usize].previous,
        };
        let depth = slots[parent as usize].depth.saturating_add(1);
        if depth > DEPTH {
            self.deep.set(true);
        }
        let slot = &mut slots[child as usize];
        (slot.parent, slot.previous, slot.next, slot.depth) = (parent, previous, before, depth);
        match previous {
            0 => slots[parent as usize].first = child,
            _ => slots[previous as usize].next = child,
        }
        match before {
            0 => slots[parent as usize].last = child,
            _ => slots[before as usize].previous = child,
        }
    }
}

fn detach(slots: &mut [Slot], node: u32) {
    let Slot { parent, previous, next, .. } = slots[node as usize];
    if parent == 0 && slots[0].first != node && previous == 0 && next == 0 {
        return;
    }
    match previous {
        0 => slots[parent as usize].first = next,
        _ => slots[previous as usize].next = next,
    }
    match next {
        0 => slots[parent as usize].last = previous,
        _ => slots[next as usize].previous = previous,
    }
    let slot = &mut slots[node as usize];
    (slot.parent, slot.previous, slot.next) = (0, 0, 0);
}

/// The name of an element in the arena.
#[derive(Debug)]
pub(super) struct Borrowed<'a>(Ref<'a, Name>);

impl ElemName for Borrowed<'_> {
    fn ns(&self) -> &Namespace {
        self.0.space.namespace()
    }

    fn local_name(&self) -> &LocalName {
        &self.0.local
    }
}

/// The attribute, where it has no namespace: `xlink:href` of a drawing is left out.
fn plain(attribute: Named) -> Option<Attribute> {
    let Named { name, value } = attribute;
    (name.ns == ns!()).then_some(Attribute { name: name.local, value })
}

impl TreeSink for Sink {
    type Handle = NodeId;
    type Output = Self;
    type ElemName<'a> = Borrowed<'a>;

    fn finish(self) -> Self {
        self
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> NodeId {
        NodeId::ROOT
    }

    fn elem_name<'a>(&'a self, target: &'a NodeId) -> Borrowed<'a> {
        self.asked.set(target.0);
        Borrowed(Ref::map(self.slots.borrow(), |slots| match &slots[target.0 as usize].node {
            Node::Element(element) => &element.name,
            _ => unreachable!("the tree builder asks only for names of elements"),
        }))
    }

    fn create_element(&self, name: QualName, attributes: Vec<Named>, _: ElementFlags) -> NodeId {
        let template = name.expanded() == expanded_name!(html "template");
        let name = Name { space: Space::of(&name.ns), local: name.local };
        let attributes = attributes.into_iter().filter_map(plain).collect();
        let element = self.add(Node::Element(Element { name, attributes, line: self.line.get() }));
        if template {
            let content = self.add(Node::Other);
            self.insert(element.0, 0, NodeOrText::AppendNode(content));
        }
        element
    }

    fn create_comment(&self, _: StrTendril) -> NodeId {
        self.add(Node::Other)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> NodeId {
        self.add(Node::Other)
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        self.insert(parent.0, 0, child);
    }

    fn append_based_on_parent_node(&self, element: &NodeId, previous: &NodeId, child: NodeOrText<NodeId>) {
        let parented = {
            let slots = self.slots.borrow();
            slots[element.0 as usize].parent != 0 || slots[0].first == element.0
        };
        if parented { self.append_before_sibling(element, child) } else { self.append(previous, child) }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    /// The content of a template hangs below it, as a node of its own.
    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        NodeId(self.slots.borrow()[target.0 as usize].first)
    }

    fn same_node(&self, x: &NodeId, y: &NodeId) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &NodeId, node: NodeOrText<NodeId>) {
        let parent = self.slots.borrow()[sibling.0 as usize].parent;
        self.insert(parent, sibling.0, node);
    }

    fn add_attrs_if_missing(&self, target: &NodeId, attributes: Vec<Named>) {
        if let Node::Element(element) = &mut self.slots.borrow_mut()[target.0 as usize].node {
            let mut all = std::mem::take(&mut element.attributes).into_vec();
            for attribute in attributes.into_iter().filter_map(plain) {
                if !all.iter().any(|known| known.name == attribute.name) {
                    all.push(attribute);
                }
            }
            element.attributes = all.into();
        }
    }

    fn remove_from_parent(&self, target: &NodeId) {
        detach(&mut self.slots.borrow_mut(), target.0);
    }

    fn reparent_children(&self, node: &NodeId, parent: &NodeId) {
        loop {
            let child = self.slots.borrow()[node.0 as usize].first;
            if child == 0 {
                return;
            }
            self.insert(parent.0, 0, NodeOrText::AppendNode(NodeId(child)));
        }
    }
}
