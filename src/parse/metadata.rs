//! What the page says of itself outside its text: `<title>`, `<meta>`, links, `<time>`, the masthead and the copyright line.

use html5ever::local_name;
use std::collections::HashMap;

use crate::parse::dom::{Element as Tag, Node, NodeId, NodeRef};

use crate::normalize::{collapse, nfc};
use crate::parse::document::{MetaValue, Metadata};
use crate::parse::dom::Dom;
use crate::parse::furniture::Part;
use crate::parse::head::signs::{self, Signs};
use crate::parse::map::{Element, ElementId, SourceMap};
use crate::parse::outline::Outline;
use crate::parse::structured;

/// Longest masthead or copyright line, in bytes.
const LINE: usize = 200;

/// Reads the metadata of a page and enters its elements into the map.
pub(crate) fn read(
    dom: &Dom,
    outline: &Outline,
    map: &mut SourceMap,
    notes: &mut Vec<(&'static str, String)>,
) -> Metadata {
    let mut metadata = Metadata::default();
    let mut places = Places { dom, known: HashMap::new() };
    let mut signs = Signs::new(outline);
    for node in dom.root().descendants() {
        let sign = match node.node() {
            Node::Element(tag) => signs.authored(node, tag),
            Node::Text(text) => signs.dated(node, text),
            Node::Other => None,
        };
        if let Some((key, value, node)) = sign {
            let element = places.id(node.id, map);
            metadata.values.push(MetaValue { key: key.to_owned(), value: nfc(&value), element });
        }
        let Some(tag) = node.element() else { continue };
        let found = value(node, tag, outline);
        if let Some((key, value)) = found {
            let value = nfc(&collapse(&value));
            if !value.is_empty() {
                let element = places.id(node.id, map);
                metadata.values.push(MetaValue { key, value, element });
            }
        }
        if tag.name() == "script"
            && tag
                .attr(&local_name!("type"))
                .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/ld+json"))
        {
            let text: String = node.children().filter_map(|child| child.text()).collect();
            structured::json_ld(&text, places.id(node.id, map), &mut metadata.items, notes);
        }
        if tag.attr(&local_name!("itemscope")).is_some() && tag.attr(&local_name!("itemprop")).is_none() {
            metadata.items.extend(structured::microdata(node, &mut |id| places.id(id, map)));
        }
    }
    metadata
}

/// The key and value that one element gives.
fn value(node: NodeRef<'_>, tag: &Tag, outline: &Outline) -> Option<(String, String)> {
    let attr = |name: html5ever::LocalName| tag.attr(&name).map(str::to_owned);
    match tag.name() {
        "title" if !inside(node, "svg") => Some(("title".into(), text(node)?)),
        "meta" => {
            let key = tag
                .attr(&local_name!("property"))
                .or_else(|| tag.attr(&local_name!("name")))
                .or_else(|| tag.attr(&local_name!("itemprop")))?;
            Some((key.trim().to_ascii_lowercase(), attr(local_name!("content"))?))
        }
        "link" => {
            let rel = tag.attr(&local_name!("rel"))?.to_ascii_lowercase();
            let key = rel
                .split_ascii_whitespace()
                .find(|rel| matches!(*rel, "canonical" | "author" | "license"))?;
            Some((key.to_owned(), attr(local_name!("href"))?))
        }
        "html" => Some((
            "lang".into(),
            attr(local_name!("lang")).or_else(|| attr(html5ever::LocalName::from("xml:lang")))?,
        )),
        "time" | "relative-time" | "time-ago" | "local-time" => {
            let value = attr(local_name!("datetime")).filter(|value| !value.trim().is_empty());
            Some((signs::time_key(node, tag, outline).into(), value.or_else(|| line(node))?))
        }
        "abbr" | "span" if tag.attr(&local_name!("title")).is_some_and(signs::is_stamp) => {
            Some((signs::time_key(node, tag, outline).into(), attr(local_name!("title"))?))
        }
        "h1" => Some((signs::heading_key(tag).into(), line(node)?)),
        "a" if tag.attr(&local_name!("rel")).is_some_and(|rel| rel.contains("author")) => {
            Some(("author".into(), text(node)?))
        }
        _ => named(node, tag, outline),
    }
}

/// All text of an element, where it is no longer than a line.
fn line(node: NodeRef<'_>) -> Option<String> {
    signs::line(node, LINE)
}

/// What microdata properties say of the page, the lines that say who published it and when, the masthead's name, the copyright line.
fn named(node: NodeRef<'_>, tag: &Tag, outline: &Outline) -> Option<(String, String)> {
    match tag.attr(&local_name!("itemprop")) {
        Some("datePublished" | "dateModified" | "author") => {
            let key = tag.attr(&local_name!("itemprop")).unwrap_or("").to_ascii_lowercase();
            let name = || {
                let named = |child: &NodeRef<'_>| {
                    child.element().and_then(|tag| tag.attr(&local_name!("itemprop"))) == Some("name")
                };
                node.descendants().find(named).and_then(line)
            };
            let stated =
                [local_name!("content"), local_name!("datetime")].iter().find_map(|name| tag.attr(name));
            return Some((key, stated.map(str::to_owned).or_else(name).or_else(|| line(node))?));
        }
        _ => {}
    }
    match outline.part(node.id) {
        Part::Site => return Some(("site".into(), line(node)?)),
        Part::Byline => return Some(("byline".into(), line(node)?)),
        _ => {}
    }
    let own: String = node.children().filter_map(|child| child.text()).collect();
    let is_copyright =
        matches!(tag.name(), "p" | "div" | "span" | "small" | "footer" | "td" | "li" | "center" | "font")
            && own.contains('©');
    is_copyright.then(|| line(node)).flatten().map(|text| ("copyright".into(), text))
}

fn text(node: NodeRef<'_>) -> Option<String> {
    let text = node.all_text();
    (!text.trim().is_empty()).then_some(text)
}

fn inside(node: NodeRef<'_>, tag: &str) -> bool {
    node.ancestors().filter_map(|ancestor| ancestor.element()).any(|ancestor| ancestor.name() == tag)
}

/// Enters elements into the source map, each once, with its ancestors.
struct Places<'d> {
    dom: &'d Dom,
    known: HashMap<NodeId, ElementId>,
}

impl Places<'_> {
    fn id(&mut self, node: NodeId, map: &mut SourceMap) -> ElementId {
        let found = self.dom.get(node);
        let mut chain: Vec<NodeRef<'_>> = vec![found];
        chain.extend(found.ancestors().filter(|ancestor| ancestor.element().is_some()));
        let mut parent = ElementId::default();
        for node in chain.into_iter().rev() {
            parent = if let Some(id) = self.known.get(&node.id) {
                *id
            } else {
                let tag = node.element().map_or("", Tag::name);
                let nth = 1 + node
                    .before()
                    .filter(|sibling| sibling.element().is_some_and(|other| other.name() == tag))
                    .count() as u32;
                let id = map.push(Element {
                    parent,
                    tag: tag.into(),
                    nth,
                    id: None,
                    line: node.element().map_or(0, |tag| tag.line),
                });
                self.known.insert(node.id, id);
                id
            };
        }
        parent
    }
}
