//! Nodes and the ways between them.

use html5ever::tendril::StrTendril;
use html5ever::{LocalName, local_name};

use crate::parse::dom::{Dom, NodeId};

/// How many times longer than the line that is asked for the source of it may be, with its white space.
const SLACK: usize = 32;

/// What a node is.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Node<'d> {
    /// The document, a doctype, a comment, the content of a template.
    Other,
    /// An element.
    Element(Element<'d>),
    /// Text.
    Text(&'d str),
}

/// An attribute of no namespace.
#[derive(Clone, Debug)]
pub(crate) struct Attribute {
    pub name: LocalName,
    pub value: StrTendril,
}

/// An element with the attributes that say something of the text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Element<'d> {
    /// The name of its tag.
    pub name: &'d LocalName,
    pub attributes: &'d [Attribute],
    /// Where its start tag is in the source.
    pub(super) at: u32,
}

impl<'d> Element<'d> {
    /// The name of its tag.
    pub(crate) fn name(self) -> &'d str {
        self.name
    }

    /// The value of an attribute.
    pub(crate) fn attr(self, name: &LocalName) -> Option<&'d str> {
        self.attributes.iter().find(|attribute| attribute.name == *name).map(|attribute| &*attribute.value)
    }
}

/// A node and its neighbours; 0, the document, stands for none.
#[derive(Debug)]
pub(super) struct Slot {
    pub content: Content,
    pub parent: u32,
    /// The sibling before; for the first child the last one, and 0 only for what hangs nowhere.
    pub previous: u32,
    pub next: u32,
    pub first: u32,
}

/// What a slot holds. Nodes are many: an element is kept elsewhere, so that a text, which has less to say, takes less room.
#[derive(Debug)]
pub(super) enum Content {
    /// The number of an [`Entry`].
    Entry(u32),
    /// Text.
    Text(StrTendril),
}

/// An element, or with no name another node.
#[derive(Debug)]
pub(super) struct Entry {
    pub name: LocalName,
    /// Where its start tag is in the source.
    pub at: u32,
    /// Where its attributes begin, and how many there are.
    pub attributes: (u32, u16),
    pub depth: u16,
}

impl Entry {
    /// A node that is no element.
    pub(super) fn other() -> Self {
        Self { name: local_name!(""), at: 0, attributes: (0, 0), depth: 0 }
    }
}

impl Slot {
    pub(super) fn new(content: Content) -> Self {
        Self { content, parent: 0, previous: 0, next: 0, first: 0 }
    }
}

/// A node in its tree.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NodeRef<'d> {
    pub(super) dom: &'d Dom,
    /// Which it is.
    pub id: NodeId,
}

/// A step of a walk in document order.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Edge<'d> {
    /// Into a node.
    Open(NodeRef<'d>),
    /// Out of it.
    Close(NodeRef<'d>),
}

impl<'d> NodeRef<'d> {
    fn slot(self) -> &'d Slot {
        self.dom.slot(self.id)
    }

    fn at(self, index: u32) -> Option<Self> {
        (index != 0).then_some(Self { dom: self.dom, id: NodeId(index) })
    }

    /// What it is.
    pub(crate) fn node(self) -> Node<'d> {
        match &self.slot().content {
            Content::Text(text) => Node::Text(text),
            Content::Entry(entry) => self.dom.element(*entry).map_or(Node::Other, Node::Element),
        }
    }

    /// Its number among the elements; that of the document, 0, where it is text.
    pub(crate) fn number(self) -> usize {
        match self.slot().content {
            Content::Entry(entry) => entry as usize,
            Content::Text(_) => 0,
        }
    }

    /// The element that it is.
    pub(crate) fn element(self) -> Option<Element<'d>> {
        match self.slot().content {
            Content::Entry(entry) => self.dom.element(entry),
            Content::Text(_) => None,
        }
    }

    /// The text that it is.
    pub(crate) fn text(self) -> Option<&'d str> {
        match &self.slot().content {
            Content::Text(text) => Some(text),
            Content::Entry(_) => None,
        }
    }

    /// The node above; `None` below the document.
    pub(crate) fn parent(self) -> Option<Self> {
        self.at(self.slot().parent)
    }

    /// The nodes above, the nearest first, without the document.
    pub(crate) fn ancestors(self) -> impl Iterator<Item = Self> {
        std::iter::successors(self.parent(), |node| node.parent())
    }

    /// The nodes directly below.
    pub(crate) fn children(self) -> impl Iterator<Item = Self> {
        std::iter::successors(self.at(self.slot().first), |node| node.next())
    }

    /// The next node below the same parent.
    pub(crate) fn next(self) -> Option<Self> {
        self.at(self.slot().next)
    }

    /// The siblings before, the nearest first.
    pub(crate) fn before(self) -> impl Iterator<Item = Self> {
        let first = self.dom.slot(NodeId(self.slot().parent)).first;
        let previous =
            move |node: Self| (node.id.0 != first).then(|| node.at(node.slot().previous)).flatten();
        std::iter::successors(previous(self), move |node| previous(*node))
    }

    /// A walk through the node and all below, in document order.
    pub(crate) fn walk(self) -> Walk<'d> {
        Walk { root: self.id, next: Some(Edge::Open(self)) }
    }

    /// The nodes below, in document order.
    pub(crate) fn descendants(self) -> impl Iterator<Item = Self> {
        self.walk().skip(1).filter_map(|edge| match edge {
            Edge::Open(node) => Some(node),
            Edge::Close(_) => None,
        })
    }

    /// The words below, separated by single spaces, where they are no longer than so many bytes and stand in few nodes: an element that
    /// holds others is asked as often as they are, and must not be read to its end each time.
    pub(crate) fn line(self, most: usize) -> Option<String> {
        let (mut line, mut left) = (String::new(), most * SLACK);
        for node in self.descendants() {
            let text = node.text().unwrap_or("");
            left = left.checked_sub(text.len() + 1)?;
            for word in text.split_whitespace() {
                if line.len() + word.len() > most {
                    return None;
                }
                line.push_str(word);
                line.push(' ');
            }
        }
        line.truncate(line.trim_end().len());
        (!line.is_empty()).then_some(line)
    }
}

/// A walk in document order.
#[derive(Debug)]
pub(crate) struct Walk<'d> {
    root: NodeId,
    next: Option<Edge<'d>>,
}

impl<'d> Walk<'d> {
    /// Goes on behind the node that was just opened: nothing below it, nor its end, is visited.
    pub(crate) fn skip_below(&mut self, node: NodeRef<'d>) {
        self.next = self.after(node);
    }

    fn after(&self, node: NodeRef<'d>) -> Option<Edge<'d>> {
        if node.id == self.root {
            return None;
        }
        let up = || Edge::Close(NodeRef { dom: node.dom, id: NodeId(node.slot().parent) });
        Some(node.next().map_or_else(up, Edge::Open))
    }
}

impl<'d> Iterator for Walk<'d> {
    type Item = Edge<'d>;

    fn next(&mut self) -> Option<Edge<'d>> {
        let edge = self.next?;
        self.next = match edge {
            Edge::Open(node) => Some(node.at(node.slot().first).map_or(Edge::Close(node), Edge::Open)),
            Edge::Close(node) => self.after(node),
        };
        Some(edge)
    }
}
