//! What the page says of itself outside its text: `<title>`, `<meta>`, links, `<time>`, the masthead and the copyright line.

use html5ever::{LocalName, local_name};
use memchr::memchr_iter;
use rustc_hash::FxHashMap;

use crate::normalize::{collapse, nfc};
use crate::parse::document::{MetaValue, Metadata};
use crate::parse::dom::{Dom, Element as Tag, Node, NodeRef};
use crate::parse::furniture::Part;
use crate::parse::head::signs::{self, Signs};
use crate::parse::map::SourceMap;
use crate::parse::note::Note;
use crate::parse::outline::Outline;
use crate::parse::places::Places;
use crate::parse::structured::Structured;

/// Longest masthead or copyright line, in bytes.
const LINE: usize = 200;
/// Longest value that is kept whole, in bytes.
const VALUE: usize = 8192;
/// Values of one key.
const VALUES: usize = 256;
/// Values of all keys.
const ALL: usize = 4096;

/// Reads the metadata of a page of so many bytes, and enters its elements into the map; what its front matter says comes first.
pub(crate) fn read(
    dom: &Dom,
    bytes: usize,
    front: Vec<(String, String)>,
    outline: &Outline,
    map: &mut SourceMap,
    notes: &mut Vec<Note>,
) -> Metadata {
    let mut places = Places::new(dom, map);
    let mut structured = Structured::new(dom, bytes);
    let mut values = Values::default();
    let mut signs = Signs::new(outline);
    let top = dom.root().children().find(|node| node.element().is_some());
    for ((key, value), node) in front.into_iter().zip(top.into_iter().cycle()) {
        values.push(key, &value, node, &mut places);
    }
    for node in dom.root().descendants() {
        let sign = match node.node() {
            Node::Element(tag) => signs.authored(node, tag),
            Node::Text(text) => signs.dated(node, text),
            Node::Other => None,
        };
        if let Some((key, value, node)) = sign {
            values.push(key.to_owned(), &value, node, &mut places);
        }
        let Some(tag) = node.element() else { continue };
        if let Some((key, value)) = value(node, tag, outline) {
            values.push(key, &value, node, &mut places);
        }
        if outline.nature(node).item {
            structured.look(node, tag, &mut places);
        }
    }
    let (items, said) = structured.finish();
    notes.extend(said);
    if values.cut > 0 {
        let message = format!(
            "{} values of metadata were left out: the page has more than any reader needs",
            values.cut
        );
        notes.push(Note::new("too_many_values", message));
    }
    Metadata { values: values.kept, items }
}

/// The values that are kept.
#[derive(Default)]
struct Values {
    kept: Vec<MetaValue>,
    counts: FxHashMap<String, usize>,
    cut: usize,
}

impl Values {
    fn push<'d>(&mut self, key: String, value: &str, node: NodeRef<'d>, places: &mut Places<'d, '_>) {
        let value = nfc(&collapse(&value[..value.floor_char_boundary(VALUE)]));
        if value.is_empty() {
            return;
        }
        let count = self.counts.get(&key).copied().unwrap_or(0);
        if count >= VALUES || self.kept.len() >= ALL {
            self.cut += 1;
            return;
        }
        self.counts.insert(key.clone(), count + 1);
        self.kept.push(MetaValue { key, value, element: places.id(node.id) });
    }
}

/// The key and value that one element gives.
fn value(node: NodeRef<'_>, tag: Tag<'_>, outline: &Outline) -> Option<(String, String)> {
    let attr = |name: LocalName| tag.attr(&name).map(str::to_owned);
    match *tag.name {
        local_name!("title") if !inside(node, "svg") => Some(("title".into(), own_text(node)?)),
        local_name!("meta") => {
            let key = tag
                .attr(&local_name!("property"))
                .or_else(|| tag.attr(&local_name!("name")))
                .or_else(|| tag.attr(&local_name!("itemprop")))?;
            Some((key.trim().to_ascii_lowercase(), attr(local_name!("content"))?))
        }
        local_name!("link") => Some((link(tag)?, attr(local_name!("href"))?)),
        local_name!("html") => {
            Some(("lang".into(), attr(local_name!("lang")).or_else(|| attr(LocalName::from("xml:lang")))?))
        }
        _ if is_time(tag) => {
            let value = attr(local_name!("datetime")).filter(|value| !value.trim().is_empty());
            Some((signs::time_key(node, tag, outline).into(), value.or_else(|| line(node))?))
        }
        local_name!("abbr") | local_name!("span")
            if tag.attr(&local_name!("title")).is_some_and(signs::is_stamp) =>
        {
            Some((signs::time_key(node, tag, outline).into(), attr(local_name!("title"))?))
        }
        local_name!("h1") => Some((signs::heading_key(tag).into(), line(node)?)),
        local_name!("address") => Some(("address".into(), line(node)?)),
        local_name!("a") if tag.attr(&local_name!("rel")).is_some_and(|rel| rel.contains("author")) => {
            Some(("author".into(), line(node)?))
        }
        _ => named(node, tag, outline),
    }
}

/// `time`, and the elements that scripts of our days put in its place.
fn is_time(tag: Tag<'_>) -> bool {
    *tag.name == local_name!("time") || matches!(tag.name(), "relative-time" | "time-ago" | "local-time")
}

/// What a `link` says: the canonical address, an author, a licence, or `alternate:de`, the page in another language.
fn link(tag: Tag<'_>) -> Option<String> {
    let rel = tag.attr(&local_name!("rel"))?;
    let known = ["canonical", "author", "license"];
    let mut names = rel.split_ascii_whitespace();
    if let Some(key) = names.clone().find_map(|name| known.iter().find(|key| key.eq_ignore_ascii_case(name)))
    {
        return Some((*key).to_owned());
    }
    let language = tag.attr(&local_name!("hreflang"))?.trim();
    names
        .any(|name| name.eq_ignore_ascii_case("alternate"))
        .then(|| format!("alternate:{}", language.to_ascii_lowercase()))
}

/// The words of an element, where they are no longer than a line.
fn line(node: NodeRef<'_>) -> Option<String> {
    node.line(LINE)
}

/// The text directly in an element.
fn own_text(node: NodeRef<'_>) -> Option<String> {
    let text: String = node.children().filter_map(NodeRef::text).collect();
    (!text.trim().is_empty()).then_some(text)
}

/// What microdata properties say of the page, the lines that say who published it and when, the masthead's name, the copyright line.
fn named(node: NodeRef<'_>, tag: Tag<'_>, outline: &Outline) -> Option<(String, String)> {
    if let Some(key @ ("datePublished" | "dateModified" | "author")) = tag.attr(&local_name!("itemprop")) {
        let name = || {
            let named = |child: &NodeRef<'_>| {
                child.element().and_then(|tag| tag.attr(&local_name!("itemprop"))) == Some("name")
            };
            node.descendants().take(LINE).find(named).and_then(line)
        };
        let stated = [local_name!("content"), local_name!("datetime")].iter().find_map(|name| tag.attr(name));
        let value = stated.map(str::to_owned).or_else(name).or_else(|| line(node))?;
        return Some((key.to_ascii_lowercase(), value));
    }
    match outline.part(node) {
        Part::Site => return Some(("site".into(), line(node)?)),
        Part::Byline => return Some(("byline".into(), line(node)?)),
        _ => {}
    }
    let is_copyright =
        matches!(tag.name(), "p" | "div" | "span" | "small" | "footer" | "td" | "li" | "center" | "font")
            && node.children().filter_map(NodeRef::text).any(has_copyright);
    is_copyright.then(|| line(node)).flatten().map(|text| ("copyright".into(), text))
}

/// The text holds a `©`, which is `C2 A9` in UTF-8, or begins with `(c)` or `Copyright (C)`.
fn has_copyright(text: &str) -> bool {
    let bytes = text.as_bytes();
    let begin = bytes.trim_ascii_start();
    let begin = begin.strip_prefix(b"Copyright").map_or(begin, <[u8]>::trim_ascii_start);
    begin.get(..3).is_some_and(|sign| sign.eq_ignore_ascii_case(b"(c)"))
        || memchr_iter(0xa9, bytes).any(|at| at > 0 && bytes[at - 1] == 0xc2)
}

fn inside(node: NodeRef<'_>, tag: &str) -> bool {
    node.ancestors().filter_map(NodeRef::element).any(|ancestor| ancestor.name() == tag)
}
