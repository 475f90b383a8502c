//! What the page says of itself outside its text: `<title>`, `<meta>`, links, `<time>`, the masthead and the copyright line.

use std::collections::HashMap;

use ego_tree::{NodeId, NodeRef};
use scraper::node::Element as Tag;
use scraper::{ElementRef, Node};

use crate::normalize::{collapse, nfc};
use crate::parse::document::{MetaValue, Metadata};
use crate::parse::dom::Dom;
use crate::parse::furniture::{self, Part};
use crate::parse::map::{Element, ElementId, SourceMap};
use crate::parse::structured;

/// Longest masthead or copyright line, in bytes.
const LINE: usize = 200;

/// Reads the metadata of a page and enters its elements into the map.
pub(crate) fn read(dom: &Dom, map: &mut SourceMap, notes: &mut Vec<(&'static str, String)>) -> Metadata {
    let mut metadata = Metadata::default();
    let mut places = Places { dom, known: HashMap::new() };
    for node in dom.html.tree.nodes() {
        let Some(tag) = node.value().as_element() else { continue };
        let found = value(&node, tag);
        if let Some((key, value)) = found {
            let value = nfc(&collapse(&value));
            if !value.is_empty() {
                let element = places.id(node.id(), map);
                metadata.values.push(MetaValue { key, value, element });
            }
        }
        if tag.name() == "script"
            && tag.attr("type").is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/ld+json"))
        {
            let text: String =
                node.children().filter_map(|child| child.value().as_text().map(|text| &**text)).collect();
            structured::json_ld(&text, places.id(node.id(), map), &mut metadata.items, notes);
        }
        if tag.attr("itemscope").is_some() && tag.attr("itemprop").is_none() {
            metadata.items.extend(structured::microdata(&node, &mut |id| places.id(id, map)));
        }
    }
    metadata
}

/// The key and value that one element gives.
fn value(node: &NodeRef<'_, Node>, tag: &Tag) -> Option<(String, String)> {
    let attr = |name: &str| tag.attr(name).map(str::to_owned);
    match tag.name() {
        "title" if !inside(node, "svg") => Some(("title".into(), text(node)?)),
        "meta" => {
            let key = tag.attr("property").or_else(|| tag.attr("name")).or_else(|| tag.attr("itemprop"))?;
            Some((key.trim().to_ascii_lowercase(), attr("content")?))
        }
        "link" => {
            let rel = tag.attr("rel")?.to_ascii_lowercase();
            let key = rel
                .split_ascii_whitespace()
                .find(|rel| matches!(*rel, "canonical" | "author" | "license"))?;
            Some((key.to_owned(), attr("href")?))
        }
        "html" => Some(("lang".into(), attr("lang").or_else(|| attr("xml:lang"))?)),
        "time" => Some(("time".into(), attr("datetime")?)),
        "a" if tag.attr("rel").is_some_and(|rel| rel.contains("author")) => {
            Some(("author".into(), text(node)?))
        }
        _ => named(node, tag),
    }
}

/// The masthead's name and the copyright line.
fn named(node: &NodeRef<'_, Node>, tag: &Tag) -> Option<(String, String)> {
    if furniture::part(tag) == Part::Site {
        let shown = text(node).filter(|text| text.len() < LINE)?;
        return Some(("site".into(), shown));
    }
    let own: String =
        node.children().filter_map(|child| child.value().as_text().map(|text| &**text)).collect();
    let line =
        matches!(tag.name(), "p" | "div" | "span" | "small" | "footer" | "td" | "li" | "center" | "font")
            && own.contains('©');
    line.then(|| text(node)).flatten().filter(|text| text.len() < LINE).map(|text| ("copyright".into(), text))
}

fn text(node: &NodeRef<'_, Node>) -> Option<String> {
    let text: String = ElementRef::wrap(*node)?.text().collect::<Vec<_>>().join(" ");
    (!text.trim().is_empty()).then_some(text)
}

fn inside(node: &NodeRef<'_, Node>, tag: &str) -> bool {
    node.ancestors()
        .filter_map(|ancestor| ancestor.value().as_element())
        .any(|ancestor| ancestor.name() == tag)
}

/// Enters elements into the source map, each once, with its ancestors.
struct Places<'d> {
    dom: &'d Dom,
    known: HashMap<NodeId, ElementId>,
}

impl Places<'_> {
    fn id(&mut self, node: NodeId, map: &mut SourceMap) -> ElementId {
        let Some(found) = self.dom.html.tree.get(node) else { return ElementId::default() };
        let mut chain: Vec<NodeRef<'_, Node>> = vec![found];
        chain.extend(found.ancestors().filter(|ancestor| ancestor.value().is_element()));
        let mut parent = ElementId::default();
        for node in chain.into_iter().rev() {
            parent = if let Some(id) = self.known.get(&node.id()) {
                *id
            } else {
                let tag = node.value().as_element().map_or("", Tag::name);
                let nth = 1 + node
                    .prev_siblings()
                    .filter(|sibling| sibling.value().as_element().is_some_and(|other| other.name() == tag))
                    .count() as u32;
                let id = map.push(Element {
                    parent,
                    tag: tag.into(),
                    nth,
                    id: None,
                    line: self.dom.line(node.id()),
                });
                self.known.insert(node.id(), id);
                id
            };
        }
        parent
    }
}
