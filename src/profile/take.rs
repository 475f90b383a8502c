//! What a [`Rule`] takes of one element: the text or attribute, and of it the part that is the value.

use std::ops::Range;

use ego_tree::NodeRef;
use scraper::{ElementRef, Node};

use super::Rule;
use super::inline::text;
use crate::normalize::{collapse, fold, nfc};

/// What a rule takes of an element.
pub(crate) struct Taken {
    /// What the element prints, or its attribute holds.
    printed: String,
    /// The part of it.
    part: Range<usize>,
}

impl Taken {
    /// All that the element prints.
    pub(crate) fn printed(&self) -> &str {
        &self.printed
    }

    /// The value.
    pub(crate) fn text(&self) -> &str {
        self.printed[self.part.clone()].trim()
    }
}

impl Rule {
    /// The elements in a row that a rule is about.
    pub(crate) fn elements<'a>(&self, scope: ElementRef<'a>) -> Vec<ElementRef<'a>> {
        match &self.css {
            Some(css) => scope.select(&css.selector).collect(),
            None => vec![scope],
        }
    }

    /// The value that an element holds, if it holds one.
    pub(crate) fn take(&self, element: ElementRef<'_>) -> Option<Taken> {
        let is_labelled = |label: &String| label_of(element).is_some_and(|text| fold(&text) == *label);
        if !self.label.as_ref().is_none_or(is_labelled) {
            return None;
        }
        let printed = match &self.attr {
            Some(attr) => collapse(&nfc(element.attr(attr)?)),
            None => text(element),
        };
        let part = match &self.regex {
            Some(regex) => {
                let groups = regex.captures(&printed)?;
                groups.get(1).or(groups.get(0))?.range()
            }
            None => 0..printed.len(),
        };
        let taken = Taken { printed, part };
        (!taken.text().is_empty() || self.value.is_some()).then_some(taken)
    }
}

/// The text that an element stands behind: of the element before it, or before the one that holds nothing else.
pub(crate) fn label_of(element: ElementRef<'_>) -> Option<String> {
    let mut at = element;
    for _ in 0..3 {
        let before = at.prev_siblings().find(|node| !is_blank(node));
        if let Some(before) = before {
            let label = match before.value() {
                Node::Text(text) => collapse(text),
                _ => text(ElementRef::wrap(before)?),
            };
            return Some(label).filter(|label| label.len() <= 60);
        }
        at = ElementRef::wrap(at.parent()?)?;
    }
    None
}

fn is_blank(node: &NodeRef<'_, Node>) -> bool {
    match node.value() {
        Node::Text(text) => text.trim().is_empty(),
        Node::Element(_) => false,
        _ => true,
    }
}
