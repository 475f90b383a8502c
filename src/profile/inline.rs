//! The text of an element as a reader sees it: words of different lines stay apart, scripts say nothing.

use ego_tree::iter::Edge;
use html5ever::{LocalName, local_name};
use scraper::{ElementRef, Node};

use crate::normalize::{collapse, nfc};
use crate::parse::{is_inline, is_invisible};

/// The words below an element, separated by single spaces.
pub(crate) fn text(element: ElementRef<'_>) -> String {
    let mut text = String::new();
    let mut hidden = 0;
    for edge in element.traverse() {
        match edge {
            Edge::Open(node) => match node.value() {
                Node::Text(part) if hidden == 0 => text.push_str(part),
                Node::Element(tag) => {
                    hidden += usize::from(is_hidden(&tag.name.local));
                    part(&tag.name.local, &mut text);
                }
                _ => {}
            },
            Edge::Close(node) => {
                if let Node::Element(tag) = node.value() {
                    hidden -= usize::from(is_hidden(&tag.name.local));
                    part(&tag.name.local, &mut text);
                }
            }
        }
    }
    text.retain(|c| !is_invisible(c));
    collapse(&nfc(&text))
}

fn part(tag: &LocalName, text: &mut String) {
    if *tag == local_name!("br") || !is_inline(tag) {
        text.push(' ');
    }
}

fn is_hidden(tag: &LocalName) -> bool {
    matches!(
        *tag,
        local_name!("script") | local_name!("style") | local_name!("template") | local_name!("noscript")
    )
}
