//! schema.org items and their like: JSON-LD blocks, microdata, `RDFa` Lite, and hCard and hEvent of the microformats. All become the same
//! [`Item`], with the property names of schema.org.

mod attributes;
mod json_ld;
mod microdata;
mod microformats;
mod rdfa;
mod repair;
#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};

use crate::normalize::{collapse, nfc};
use crate::parse::document::{Item, PropValue};
use crate::parse::dom::{Dom, Element, NodeId, NodeRef};
use crate::parse::note::Note;
use crate::parse::places::Places;

use attributes::{Kinds, format};

/// How deep items may nest.
const DEPTH: usize = 12;
/// Items of a page.
const ITEMS: usize = 4096;
/// Values that a page may give to properties of one name.
const VALUES: usize = 1024;
/// Blocks that are said to be broken.
const BROKEN: usize = 16;
/// Nodes that may be visited for each node of the page: items refer to each other.
const VISITS: usize = 4;

/// The items of a page while they are found, within bounds.
pub(super) struct Structured<'d> {
    dom: &'d Dom,
    items: Vec<Item>,
    notes: Vec<Note>,
    /// How many values each property has been given.
    values: HashMap<String, usize>,
    /// How many items there are, the nested ones among them.
    count: usize,
    /// Nodes that may still be visited.
    visits: usize,
    /// Bytes of text that may still be taken from the page.
    bytes: usize,
    broken: usize,
    /// Roots of microformats that are properties of another.
    taken: HashSet<NodeId>,
    /// Something was left out.
    cut: bool,
    /// Elements by their `id`, once an item asks for one.
    ids: Option<HashMap<&'d str, NodeRef<'d>>>,
}

impl<'d> Structured<'d> {
    /// Nothing found yet on a page of so many bytes of text.
    pub(super) fn new(dom: &'d Dom, bytes: usize) -> Self {
        Self {
            dom,
            items: Vec::new(),
            notes: Vec::new(),
            values: HashMap::new(),
            count: 0,
            visits: dom.len() * VISITS + 4096,
            bytes: bytes * 2 + 4096,
            broken: 0,
            taken: HashSet::new(),
            cut: false,
            ids: None,
        }
    }

    /// Looks at one element of a walk in document order: items that begin here and are no part of another.
    pub(super) fn look(&mut self, node: NodeRef<'d>, tag: Element<'d>, places: &mut Places<'d, '_>) {
        let kinds = Kinds::of(tag);
        if kinds.is_none() {
            return;
        }
        if kinds.json {
            self.block(node, places);
        }
        let found = [
            (kinds.scope && !kinds.itemprop).then(|| self.microdata(node, places, 0)),
            (kinds.type_of && !kinds.property).then(|| self.rdfa(node, places, 0)),
            kinds
                .format
                .filter(|_| !self.taken.contains(&node.id))
                .map(|format| self.microformat(node, format, places, 0)),
        ];
        self.items.extend(found.into_iter().flatten().flatten());
    }

    /// The items, outermost first, and what is to be said of them.
    pub(super) fn finish(mut self) -> (Vec<Item>, Vec<Note>) {
        if self.broken > BROKEN {
            let message = format!("{} more JSON-LD blocks could not be read", self.broken - BROKEN);
            self.notes.push(Note::new("broken_json_ld", message));
        }
        if self.cut {
            let message =
                "the page holds more structured data than any reader needs; some of it was left out";
            self.notes.push(Note::new("too_many_values", message.to_owned()));
        }
        (self.items, self.notes)
    }

    /// Whether there may be one more item.
    fn may_add_item(&mut self, depth: usize) -> bool {
        let may = self.count < ITEMS && depth < DEPTH;
        self.cut |= !may;
        self.count += usize::from(may);
        may
    }

    /// Whether there may be one more value of a property.
    fn may_add(&mut self, name: &str) -> bool {
        let count = match self.values.get_mut(name) {
            Some(count) => count,
            None => self.values.entry(name.to_owned()).or_insert(0),
        };
        *count += 1;
        self.cut |= *count > VALUES;
        *count <= VALUES
    }

    /// Whether one more node may be visited.
    fn may_visit(&mut self) -> bool {
        self.cut |= self.visits == 0;
        self.visits = self.visits.saturating_sub(1);
        self.visits > 0
    }

    /// Adds the text of a property.
    fn push_text(&mut self, name: &str, text: &str, out: &mut Vec<(String, PropValue)>) {
        let text = nfc(&collapse(text));
        if !text.is_empty() && self.may_add(name) {
            out.push((name.to_owned(), PropValue::Text(text)));
        }
    }

    /// Adds the item of a property.
    fn push_item(&mut self, name: &str, item: Item, out: &mut Vec<(String, PropValue)>) {
        if self.may_add(name) {
            out.push((name.to_owned(), PropValue::Item(Box::new(item))));
        }
    }

    /// The text below a node.
    fn text(&mut self, node: NodeRef<'_>) -> String {
        let mut all = String::new();
        for piece in node.descendants() {
            let Some(text) = piece.text() else {
                if self.may_visit() {
                    continue;
                }
                break;
            };
            if all.len() + text.len() > self.bytes {
                self.cut = true;
                break;
            }
            all.push_str(text);
            all.push(' ');
        }
        self.bytes = self.bytes.saturating_sub(all.len());
        all
    }

    /// The first element with an `id`.
    fn by_id(&mut self, id: &str) -> Option<NodeRef<'d>> {
        let dom = self.dom;
        let ids = self.ids.get_or_insert_with(|| {
            let mut ids = HashMap::new();
            for node in dom.root().descendants() {
                if let Some(id) = node.element().and_then(|tag| tag.attr(&html5ever::local_name!("id"))) {
                    ids.entry(id).or_insert(node);
                }
            }
            ids
        });
        ids.get(id).copied()
    }
}

/// The class of an element is that of the root of a microformat.
pub(super) fn is_format(class: &str) -> bool {
    format(class).is_some()
}

/// The nodes below an item that are to be looked at, in document order.
#[derive(Default)]
struct Stack<'d>(Vec<NodeRef<'d>>);

impl<'d> Stack<'d> {
    fn below(node: NodeRef<'d>) -> Self {
        let mut stack = Self::default();
        stack.push(node);
        stack
    }

    /// The children of a node come next.
    fn push(&mut self, node: NodeRef<'d>) {
        let from = self.0.len();
        self.0.extend(node.children());
        self.0[from..].reverse();
    }
}

/// `http://schema.org/Event` → `Event`.
fn short(kind: &str) -> String {
    kind.rsplit(['/', '#', ':']).next().unwrap_or(kind).to_owned()
}
