//! The sink: what html5ever's tree builder says becomes nodes of the arena.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};

use html5ever::tendril::StrTendril;
use html5ever::tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::{Attribute as Named, QualName, expanded_name, local_name, ns};

use memchr::memchr_iter;

use crate::parse::dom::handle::Handle;
use crate::parse::dom::lines::Lines;
use crate::parse::dom::node::{Content, Entry, Slot};
use crate::parse::dom::{Cuts, Dom, NodeId};

/// Most nodes for which there is room from the beginning.
const NODES: usize = 1 << 20;

/// The tree while it grows.
pub(super) struct Sink {
    dom: RefCell<Dom>,
    /// Where the tag is that was read last.
    pub at: Cell<u32>,
    /// A node went below [`DEPTH`](super::DEPTH).
    pub deep: Cell<bool>,
    /// The element whose name was asked for last.
    asked: Cell<u32>,
}

impl Sink {
    /// The tree of a source, of which there is nothing yet.
    pub(super) fn new(source: &StrTendril) -> Self {
        // An element has two tags or one, and text between them.
        let room = memchr_iter(b'<', source.as_bytes()).count().min(NODES) + 16;
        let mut slots = Vec::with_capacity(room);
        let mut entries = Vec::with_capacity(room);
        slots.push(Slot::new(Content::Entry(0)));
        entries.push(Entry::other());
        let dom = Dom {
            slots,
            entries,
            attributes: Vec::with_capacity(room),
            source: source.clone(),
            lines: Lines::of(source.as_bytes()),
            cuts: Cuts::default(),
        };
        Self { dom: RefCell::new(dom), at: Cell::new(0), deep: Cell::new(false), asked: Cell::new(0) }
    }

    /// How deep the element stands that was asked about last.
    pub(super) fn depth_asked(&self) -> u16 {
        self.dom.borrow().entries[self.asked.get() as usize].depth
    }

    pub(super) fn len(&self) -> usize {
        self.dom.borrow().len()
    }

    pub(super) fn into_dom(self, cuts: Cuts) -> Dom {
        Dom { cuts, ..self.dom.into_inner() }
    }

    /// Adds a node that holds nothing.
    fn add(&self) -> Handle {
        Handle::other(self.dom.borrow_mut().add(Content::Entry(0)), 0)
    }

    /// Puts a node, or text, below `parent` and before `before`; 0 is the end.
    fn insert(&self, parent: u32, before: u32, child: NodeOrText<Handle>) {
        let deep = self.dom.borrow_mut().insert(parent, before, child);
        self.deep.set(self.deep.get() | deep);
    }
}

impl TreeSink for Sink {
    type Handle = Handle;
    type Output = Self;
    type ElemName<'a> = &'a Handle;

    fn finish(self) -> Self {
        self
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        Handle::other(0, 0)
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> &'a Handle {
        self.asked.set(target.entry);
        target
    }

    fn create_element(&self, name: QualName, attributes: Vec<Named>, flags: ElementFlags) -> Handle {
        let template = name.expanded() == expanded_name!(html "template");
        let mut dom = self.dom.borrow_mut();
        let entry = dom.enter(name.local.clone(), self.at.get(), attributes);
        let node = dom.add(Content::Entry(entry));
        if template {
            let content = dom.enter(local_name!(""), 0, Vec::new());
            let content = dom.add(Content::Entry(content));
            dom.link(node, 0, content);
            dom.deepen(node, content);
        }
        let mut handle = Handle::element(node, entry, &name.ns, name.local);
        handle.holds_html = flags.mathml_annotation_xml_integration_point;
        handle
    }

    fn is_mathml_annotation_xml_integration_point(&self, handle: &Handle) -> bool {
        handle.holds_html
    }

    fn create_comment(&self, _: StrTendril) -> Handle {
        self.add()
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Handle {
        self.add()
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        self.insert(parent.node, 0, child);
    }

    fn append_based_on_parent_node(&self, element: &Handle, previous: &Handle, child: NodeOrText<Handle>) {
        let parented = self.dom.borrow().slots[element.node as usize].previous != 0;
        if parented { self.append_before_sibling(element, child) } else { self.append(previous, child) }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    /// The content of a template hangs below it, as a node of its own.
    fn get_template_contents(&self, target: &Handle) -> Handle {
        let dom = self.dom.borrow();
        let node = dom.get(NodeId(dom.slots[target.node as usize].first));
        Handle::other(node.id.0, node.number() as u32)
    }

    fn same_node(&self, x: &Handle, y: &Handle) -> bool {
        x.node == y.node
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle, node: NodeOrText<Handle>) {
        let parent = self.dom.borrow().slots[sibling.node as usize].parent;
        self.insert(parent, sibling.node, node);
    }

    fn add_attrs_if_missing(&self, target: &Handle, attributes: Vec<Named>) {
        self.dom.borrow_mut().add_missing(target.entry, attributes);
    }

    fn remove_from_parent(&self, target: &Handle) {
        self.dom.borrow_mut().detach(target.node);
    }

    fn reparent_children(&self, node: &Handle, parent: &Handle) {
        loop {
            let child = self.dom.borrow().slots[node.node as usize].first;
            if child == 0 {
                return;
            }
            self.insert(parent.node, 0, NodeOrText::AppendNode(Handle::other(child, 0)));
        }
    }
}
