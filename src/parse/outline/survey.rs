//! The survey of a page: one walk that tells what each element is by its names, and weighs the text in it.

use html5ever::local_name;

use crate::parse::dom::{Dom, Edge, Element, Node, NodeId, NodeRef};
use crate::parse::furniture::{self, Part};
use crate::parse::nature::Nature;
use crate::parse::outline::weight::Weight;
use crate::parse::tags::is_inline;

/// Rank of an `article`.
pub(super) const ARTICLE: u8 = 1;
/// Rank of the main element.
pub(super) const MAIN: u8 = 2;

/// The measuring walk.
pub(super) struct Survey {
    /// What each element is.
    pub natures: Vec<Nature>,
    /// What is directly in each element; after [`Survey::sum`], what is below it.
    pub weights: Vec<Weight>,
    /// Elements in document order.
    pub order: Vec<NodeId>,
    /// Elements that call themselves the main one: [`ARTICLE`] or [`MAIN`].
    pub roots: Vec<(NodeId, u8)>,
    /// Open blocks with the text directly in them, and how much of it is links.
    blocks: Vec<(NodeId, u32, u32)>,
    links: u32,
    sections: u32,
}

impl Survey {
    /// Walks through a page.
    pub(super) fn read(dom: &Dom) -> Self {
        let mut this = Self {
            natures: Nature::all(dom),
            weights: vec![Weight::default(); dom.numbers()],
            order: Vec::with_capacity(dom.numbers()),
            roots: Vec::new(),
            blocks: vec![(NodeId::ROOT, 0, 0)],
            links: 0,
            sections: 0,
        };
        this.run(dom);
        this
    }

    fn run(&mut self, dom: &Dom) {
        let mut walk = dom.root().walk();
        while let Some(edge) = walk.next() {
            match edge {
                Edge::Open(node) => match node.node() {
                    Node::Element(tag) if furniture::is_skipped(tag) => {
                        self.skip(node);
                        walk.skip_below(node);
                    }
                    Node::Element(tag) => self.open(node, tag),
                    Node::Text(text) => self.text(text),
                    Node::Other => {}
                },
                Edge::Close(node) => {
                    if let Some(tag) = node.element() {
                        self.close(node, tag);
                    }
                }
            }
        }
    }

    /// What is below an element that is never shown is no part of the page.
    fn skip(&mut self, node: NodeRef<'_>) {
        for below in node.descendants() {
            self.natures[below.number()].part = Part::Content;
        }
        self.natures[node.number()].part = Part::Skipped;
    }

    fn open(&mut self, node: NodeRef<'_>, tag: Element<'_>) {
        self.order.push(node.id);
        if self.sections == 0 && furniture::is_masthead(tag) {
            self.natures[node.number()].part = Part::Furniture;
        }
        self.links += u32::from(*tag.name == local_name!("a"));
        self.sections += u32::from(is_section(tag));
        if !is_inline(tag.name) {
            self.blocks.push((node.id, 0, 0));
        }
        if let Some(rank) = rank(tag) {
            self.roots.push((node.id, rank));
        }
    }

    fn text(&mut self, text: &str) {
        let length = length(text);
        if let Some(block) = self.blocks.last_mut() {
            block.1 += length;
            block.2 += if self.links > 0 { length } else { 0 };
        }
    }

    fn close(&mut self, node: NodeRef<'_>, tag: Element<'_>) {
        let weight = &mut self.weights[node.number()];
        if *tag.name == local_name!("a") {
            self.links -= 1;
            weight.anchors += 1;
        }
        self.sections -= u32::from(is_section(tag));
        if self.blocks.last().is_some_and(|block| block.0 == node.id)
            && let Some((_, text, links)) = self.blocks.pop()
        {
            weight.add_text(text, links);
        }
    }

    /// Sums the weights of what is no furniture, from the leaves up.
    pub(super) fn sum(&mut self, dom: &Dom) {
        for node in self.order.iter().rev().map(|id| dom.get(*id)) {
            let weight = &mut self.weights[node.number()];
            if weight.is_menu() && node.element().is_some_and(|tag| !is_inline(tag.name)) {
                weight.menus = weight.text;
            }
            let weight = *weight;
            if !self.natures[node.number()].part.is_left_out() {
                self.weights[above(node)].add(weight);
            }
        }
    }
}

/// Length of a text whose words are each followed by one space.
fn length(text: &str) -> u32 {
    let (mut length, mut between) = (0, true);
    for byte in text.bytes() {
        let space = byte.is_ascii_whitespace();
        length += u32::from(!space) + u32::from(between & !space);
        between = space;
    }
    length
}

/// The number of the element that a node stands in.
pub(super) fn above(node: NodeRef<'_>) -> usize {
    node.parent().map_or(0, NodeRef::number)
}

fn is_section(tag: Element<'_>) -> bool {
    matches!(*tag.name, local_name!("article") | local_name!("main") | local_name!("section"))
}

fn rank(tag: Element<'_>) -> Option<u8> {
    if tag.attr(&local_name!("itemprop")) == Some("articleBody") {
        return None;
    }
    match *tag.name {
        local_name!("article") => Some(ARTICLE),
        local_name!("main") => Some(MAIN),
        _ if tag.attr(&local_name!("role")) == Some("main") => Some(MAIN),
        _ => None,
    }
}
