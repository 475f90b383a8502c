//! The sink: what html5ever's tree builder says becomes nodes of the arena.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};

use html5ever::interface::ElemName;
use html5ever::tendril::StrTendril;
use html5ever::tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::{Attribute as Named, LocalName, Namespace, QualName, expanded_name, local_name, ns};

use memchr::memchr_iter;

use crate::parse::dom::lines::Lines;
use crate::parse::dom::node::{Attribute, Content, Entry, Slot};
use crate::parse::dom::{Cuts, DEPTH, Dom, NodeId};

/// Most nodes for which there is room from the beginning.
const NODES: usize = 1 << 20;

/// The tree while it grows.
pub(super) struct Sink {
    dom: RefCell<Dom>,
    /// Where the tag is that was read last.
    pub at: Cell<u32>,
    /// A node went below [`DEPTH`].
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

    /// Adds a node that is no element.
    fn add(&self, entry: u32) -> Handle {
        Handle { node: self.dom.borrow_mut().add(Content::Entry(entry)), entry, ..Handle::default() }
    }

    /// Puts a node, or text, below `parent` and before `before`; 0 is the end.
    fn insert(&self, parent: u32, before: u32, child: NodeOrText<Handle>) {
        let deep = self.dom.borrow_mut().insert(parent, before, child);
        self.deep.set(self.deep.get() | deep);
    }
}

/// A node as the tree builder holds it: with its name, for which it asks far more often than for anything else.
#[derive(Clone, Debug)]
pub(super) struct Handle {
    node: u32,
    /// The number of its entry.
    entry: u32,
    space: Space,
    local: LocalName,
}

impl Default for Handle {
    /// The document.
    fn default() -> Self {
        Self { node: 0, entry: 0, space: Space::Html, local: local_name!("") }
    }
}

impl ElemName for &Handle {
    fn ns(&self) -> &Namespace {
        self.space.namespace()
    }

    fn local_name(&self) -> &LocalName {
        &self.local
    }
}

/// The namespace of an element, of which the parser knows three.
#[derive(Clone, Copy, Debug)]
enum Space {
    Html,
    Svg,
    MathMl,
}

impl Space {
    fn of(namespace: &Namespace) -> Self {
        match *namespace {
            ns!(svg) => Self::Svg,
            ns!(mathml) => Self::MathMl,
            _ => Self::Html,
        }
    }

    fn namespace(self) -> &'static Namespace {
        static SPACES: [Namespace; 3] = [ns!(html), ns!(svg), ns!(mathml)];
        &SPACES[self as usize]
    }
}

impl Dom {
    fn add(&mut self, content: Content) -> u32 {
        self.slots.push(Slot::new(content));
        self.slots.len() as u32 - 1
    }

    /// Enters an element, or with no name another node that may hold others.
    fn enter(&mut self, name: LocalName, at: u32, attributes: Vec<Named>) -> u32 {
        let from = self.attributes.len();
        self.attributes.extend(attributes.into_iter().filter_map(plain));
        let attributes = (from as u32, (self.attributes.len() - from) as u16);
        self.entries.push(Entry { name, at, attributes, depth: 0 });
        self.entries.len() as u32 - 1
    }

    /// Puts a node, or text, below `parent` and before `before`; says whether it stands below [`DEPTH`].
    fn insert(&mut self, parent: u32, before: u32, child: NodeOrText<Handle>) -> bool {
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

    fn link(&mut self, parent: u32, before: u32, child: u32) {
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
    fn deepen(&mut self, parent: u32, child: u32) -> bool {
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
    fn add_missing(&mut self, entry: u32, attributes: Vec<Named>) {
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

    fn detach(&mut self, node: u32) {
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

impl TreeSink for Sink {
    type Handle = Handle;
    type Output = Self;
    type ElemName<'a> = &'a Handle;

    fn finish(self) -> Self {
        self
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        Handle::default()
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> &'a Handle {
        self.asked.set(target.entry);
        target
    }

    fn create_element(&self, name: QualName, attributes: Vec<Named>, _: ElementFlags) -> Handle {
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
        Handle { node, entry, space: Space::of(&name.ns), local: name.local }
    }

    fn create_comment(&self, _: StrTendril) -> Handle {
        self.add(0)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Handle {
        self.add(0)
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
        Handle { node: node.id.0, entry: node.number() as u32, ..Handle::default() }
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
            let child = Handle { node: child, ..Handle::default() };
            self.insert(parent.node, 0, NodeOrText::AppendNode(child));
        }
    }
}
