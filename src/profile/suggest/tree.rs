//! The short texts of a tree: each element that holds no more than a line or two, with its text read once.

use ego_tree::NodeId;
use rustc_hash::FxHashMap;
use scraper::{ElementRef, Node};

use crate::profile::inline;

/// Longest text of an element that a value is looked for in, in bytes.
const LINE: usize = 240;

/// Elements below a scope that may hold a value, with their texts, in document order.
pub(super) fn lines(scope: ElementRef<'_>) -> Vec<(ElementRef<'_>, String)> {
    let sizes = sizes(scope);
    let short =
        |element: &ElementRef<'_>| sizes.get(&element.id()).is_some_and(|size| (1..=LINE * 2).contains(size));
    let elements = scope.descendent_elements().skip(1).filter(short);
    elements
        .map(|element| (element, inline::text(element)))
        .filter(|(_, text)| !text.is_empty() && text.len() <= LINE)
        .collect()
}

/// How much text is below each element, white space and scripts included: nobody reads the long ones to learn that they are long.
fn sizes(scope: ElementRef<'_>) -> FxHashMap<NodeId, usize> {
    let mut sizes = FxHashMap::default();
    let mut open: Vec<usize> = Vec::new();
    for edge in scope.traverse() {
        match edge {
            ego_tree::iter::Edge::Open(node) => match node.value() {
                Node::Text(text) => {
                    let size = text.trim().len();
                    if let Some(top) = open.last_mut() {
                        *top += size;
                    }
                }
                _ => open.push(0),
            },
            ego_tree::iter::Edge::Close(node) => {
                if !matches!(node.value(), Node::Text(_)) {
                    let size = open.pop().unwrap_or(0);
                    if let Some(top) = open.last_mut() {
                        *top += size;
                    }
                    sizes.insert(node.id(), size);
                }
            }
        }
    }
    sizes
}
