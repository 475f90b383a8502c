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

/// Bytes of text whose lengths have their sum in a byte.
const STRETCH: usize = 96;

/// An element with its number and that of the one it stands in, so that sums need not look into the tree.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub id: NodeId,
    pub number: u32,
    pub above: u32,
}

impl Place {
    fn of(node: NodeRef<'_>) -> Self {
        let above = node.parent().map_or(0, NodeRef::number);
        Self { id: node.id, number: node.number() as u32, above: above as u32 }
    }
}

/// The measuring walk.
pub(super) struct Survey {
    /// What each element is.
    pub natures: Vec<Nature>,
    /// What is directly in each element; after [`Survey::sum`], what is below it.
    pub weights: Vec<Weight>,
    /// Elements in document order.
    pub order: Vec<Place>,
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
        self.order.push(Place::of(node));
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
        for Place { id, number, above } in self.order.iter().rev().copied() {
            let weight = &mut self.weights[number as usize];
            if weight.is_menu() && dom.get(id).element().is_some_and(|tag| !is_inline(tag.name)) {
                weight.menus = weight.text;
            }
            let weight = *weight;
            if !self.natures[number as usize].part.is_left_out() {
                self.weights[above as usize].add(weight);
            }
        }
    }
}

/// Length of a text whose words are each followed by one space. Sums of a byte each, without a branch, are what the compiler makes fast.
fn length(text: &str) -> u32 {
    let bytes = text.as_bytes();
    let Some((first, rest)) = bytes.split_first() else { return 0 };
    let stretches = bytes.chunks(STRETCH).zip(rest.chunks(STRETCH));
    let sums = stretches.map(|(before, own)| before.iter().zip(own).map(|(a, b)| share(*a, *b)).sum::<u8>());
    u32::from(share(b' ', *first)) + sums.map(u32::from).sum::<u32>()
}

/// What a byte adds to the length, and where a word begins with it the space of that word.
#[inline]
fn share(before: u8, own: u8) -> u8 {
    let space =
        |byte: u8| u8::from(byte == b' ') | u8::from(byte.wrapping_sub(b'\t') < 5) & u8::from(byte != 0x0b);
    (1 - space(own)) * (1 + space(before))
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

#[cfg(test)]
mod tests {
    use super::length;

    #[test]
    fn words_are_measured_with_a_space_each() {
        let slowly =
            |text: &str| text.split_ascii_whitespace().map(|word| word.len() as u32 + 1).sum::<u32>();
        let long = "ein Wort \t\u{b}\n und\x0c\r noch eins ".repeat(20);
        for (from, _) in long.char_indices() {
            assert_eq!(length(&long[from..]), slowly(&long[from..]));
            assert_eq!(length(&long[..from]), slowly(&long[..from]));
        }
    }
}
