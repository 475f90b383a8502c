//! schema.org items: JSON-LD blocks, broken ones noted and left out, and microdata. Both become the same [`Item`].

use crate::parse::dom::{NodeId, NodeRef};
use html5ever::local_name;
use serde_json::Value;

use crate::normalize::{collapse, nfc};
use crate::parse::document::{Item, PropValue};
use crate::parse::map::ElementId;

/// How deep items may nest.
const DEPTH: usize = 12;

/// Reads one JSON-LD block.
pub(crate) fn json_ld(
    text: &str,
    element: ElementId,
    items: &mut Vec<Item>,
    notes: &mut Vec<(&'static str, String)>,
) {
    let text = text.trim().trim_start_matches("<!--").trim_end_matches("-->").trim().trim_end_matches(';');
    match serde_json::from_str::<Value>(text) {
        Ok(value) => collect(&value, element, items, 0),
        Err(error) => notes
            .push(("broken_json_ld", format!("a JSON-LD block could not be read ({error}); it is left out"))),
    }
}

/// Items of a value: an object, a list, a graph.
fn collect(value: &Value, element: ElementId, items: &mut Vec<Item>, depth: usize) {
    match value {
        Value::Array(list) if depth < DEPTH => {
            list.iter().for_each(|value| collect(value, element, items, depth + 1));
        }
        Value::Object(object) => {
            if let Some(graph) = object.get("@graph").filter(|_| depth < DEPTH) {
                collect(graph, element, items, depth + 1);
            }
            items.extend(item(value, element, depth));
        }
        _ => {}
    }
}

fn item(value: &Value, element: ElementId, depth: usize) -> Option<Item> {
    let object = value.as_object().filter(|_| depth < DEPTH)?;
    let kind = match object.get("@type")? {
        Value::String(kind) => kind.as_str(),
        Value::Array(kinds) => kinds.first()?.as_str()?,
        _ => return None,
    };
    let mut properties = Vec::new();
    for (name, value) in object.iter().filter(|(name, _)| !name.starts_with('@')) {
        property(name, value, element, depth, &mut properties);
    }
    Some(Item { kind: short(kind), syntax: "json-ld", properties, element })
}

fn property(name: &str, value: &Value, element: ElementId, depth: usize, out: &mut Vec<(String, PropValue)>) {
    match value {
        Value::String(text) => out.push((name.to_owned(), PropValue::Text(nfc(&collapse(text))))),
        Value::Number(number) => out.push((name.to_owned(), PropValue::Text(number.to_string()))),
        Value::Bool(truth) => out.push((name.to_owned(), PropValue::Text(truth.to_string()))),
        Value::Array(list) if depth < DEPTH => {
            list.iter().for_each(|value| property(name, value, element, depth + 1, out));
        }
        Value::Object(object) => {
            if let Some(item) = item(value, element, depth + 1) {
                out.push((name.to_owned(), PropValue::Item(Box::new(item))));
            } else if let Some(text) =
                object.get("@value").or_else(|| object.get("name")).and_then(Value::as_str)
            {
                out.push((name.to_owned(), PropValue::Text(nfc(&collapse(text)))));
            }
        }
        _ => {}
    }
}

/// `http://schema.org/Event` → `Event`.
fn short(kind: &str) -> String {
    kind.rsplit(['/', '#', ':']).next().unwrap_or(kind).to_owned()
}

/// Reads the microdata item of an element.
pub(crate) fn microdata(node: NodeRef<'_>, place: &mut dyn FnMut(NodeId) -> ElementId) -> Option<Item> {
    scope(node, place, 0)
}

fn scope(node: NodeRef<'_>, place: &mut dyn FnMut(NodeId) -> ElementId, depth: usize) -> Option<Item> {
    let kind = node.element()?.attr(&local_name!("itemtype")).filter(|_| depth < DEPTH)?;
    let mut properties = Vec::new();
    let mut stack: Vec<NodeRef<'_>> = node.children().collect();
    stack.reverse();
    while let Some(child) = stack.pop() {
        let Some(tag) = child.element() else { continue };
        let nested = tag.attr(&local_name!("itemscope")).is_some();
        if let Some(name) = tag.attr(&local_name!("itemprop")) {
            let value = if nested {
                scope(child, place, depth + 1).map(|item| PropValue::Item(Box::new(item)))
            } else {
                plain(child).map(PropValue::Text)
            };
            properties.extend(value.map(|value| (name.to_owned(), value)));
        }
        if !nested {
            let from = stack.len();
            stack.extend(child.children());
            stack[from..].reverse();
        }
    }
    Some(Item { kind: short(kind), syntax: "microdata", properties, element: place(node.id) })
}

/// The value of a property: an attribute where there is one, else the text.
fn plain(node: NodeRef<'_>) -> Option<String> {
    let tag = node.element()?;
    let attribute =
        [local_name!("content"), local_name!("datetime"), local_name!("href"), local_name!("value")]
            .iter()
            .find_map(|name| tag.attr(name));
    let text = match attribute {
        Some(value) => value.to_owned(),
        None => node.all_text(),
    };
    let value = nfc(&collapse(&text));
    (!value.is_empty()).then_some(value)
}
