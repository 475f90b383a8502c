//! JSON-LD blocks: objects, lists and graphs. A reference to a node of the same block is the node; a block that nothing puts right is noted.

use std::collections::HashMap;

use serde_json::{Map, Value};

use crate::parse::document::{Item, PropValue};
use crate::parse::dom::{NodeRef, references};
use crate::parse::map::ElementId;
use crate::parse::note::Note;
use crate::parse::places::Places;
use crate::parse::structured::repair::{repair, unwrap};
use crate::parse::structured::{BROKEN, DEPTH, Structured, short};

type Object = Map<String, Value>;

/// The block that is being read.
struct Block<'v> {
    element: ElementId,
    /// Its nodes that have a type and an `@id`.
    nodes: HashMap<&'v str, &'v Object>,
}

impl<'d> Structured<'d> {
    /// Reads one block.
    pub(super) fn block(&mut self, node: NodeRef<'d>, places: &mut Places<'d, '_>) {
        let text: String = node.children().filter_map(NodeRef::text).collect();
        let text = unwrap(&text);
        if text.is_empty() {
            return;
        }
        match values(text) {
            Ok(values) => {
                let mut block = Block { element: places.id(node.id), nodes: HashMap::new() };
                values.iter().for_each(|value| name(value, &mut block.nodes, 0));
                values.iter().for_each(|value| self.collect(value, &block, 0));
            }
            Err(error) => {
                self.broken += 1;
                if self.broken <= BROKEN {
                    let message = format!("a JSON-LD block could not be read ({error}); it is left out");
                    self.notes.push(Note::new("broken_json_ld", message).at(places.id(node.id)));
                }
            }
        }
    }

    /// Items of a value: an object, a list, a graph.
    fn collect(&mut self, value: &Value, block: &Block<'_>, depth: usize) {
        match value {
            Value::Array(list) if depth < DEPTH => {
                list.iter().for_each(|value| self.collect(value, block, depth + 1));
            }
            Value::Object(object) => {
                if let Some(graph) = object.get("@graph").filter(|_| depth < DEPTH) {
                    self.collect(graph, block, depth + 1);
                }
                let item = self.object(object, block, depth, true);
                self.items.extend(item);
            }
            _ => {}
        }
    }

    /// The item of an object; with `follow`, references in it are followed.
    fn object(&mut self, object: &Object, block: &Block<'_>, depth: usize, follow: bool) -> Option<Item> {
        let kind = kind(object).filter(|_| self.may_add_item(depth))?;
        let mut properties = Vec::new();
        for (name, value) in object.iter().filter(|(name, _)| !name.starts_with('@')) {
            self.property((name, value), block, depth, follow, &mut properties);
        }
        let id = object.get("@id").and_then(Value::as_str).map(str::to_owned);
        Some(Item { kind: short(kind), syntax: "json-ld", id, properties, element: block.element })
    }

    fn property(
        &mut self,
        (name, value): (&str, &Value),
        block: &Block<'_>,
        depth: usize,
        follow: bool,
        out: &mut Vec<(String, PropValue)>,
    ) {
        match value {
            Value::String(text) => self.push_text(name, text, out),
            Value::Number(number) => self.push_text(name, &number.to_string(), out),
            Value::Bool(truth) => self.push_text(name, &truth.to_string(), out),
            Value::Array(list) if depth < DEPTH => {
                list.iter().for_each(|value| self.property((name, value), block, depth + 1, follow, out));
            }
            Value::Object(object) => {
                let named = object.get("@id").and_then(Value::as_str).filter(|_| follow && object.len() == 1);
                let named = named.and_then(|id| block.nodes.get(id).copied());
                // A node that was referred to does not lead to others, or two could lead to each other.
                let item = self.object(named.unwrap_or(object), block, depth + 1, follow && named.is_none());
                if let Some(item) = item {
                    self.push_item(name, item, out);
                } else if let Some(text) =
                    object.get("@value").or_else(|| object.get("name")).and_then(Value::as_str)
                {
                    self.push_text(name, text, out);
                }
            }
            _ => {}
        }
    }
}

/// The type, the first where there are several.
fn kind(object: &Object) -> Option<&str> {
    match object.get("@type")? {
        Value::String(kind) => Some(kind),
        Value::Array(kinds) => kinds.first()?.as_str(),
        _ => None,
    }
}

/// The values of a block, as they are or put right: one, or several behind each other.
fn values(text: &str) -> Result<Vec<Value>, serde_json::Error> {
    let read = |text: &str| serde_json::Deserializer::from_str(text).into_iter().collect();
    let error = match read(text) {
        Ok(values) => return Ok(values),
        Err(error) => error,
    };
    if let Ok(values) = read(&repair(text)) {
        return Ok(values);
    }
    // Written as if a script's content were text: `{&quot;name&quot;: …`.
    let quoted = text.trim_start_matches(['{', '[', ' ', '\n', '\t', '\r']).starts_with("&quot;");
    let unescaped = quoted.then(|| read(&repair(&references(text))).ok()).flatten();
    unescaped.ok_or(error)
}

/// Finds the nodes that can be referred to.
fn name<'v>(value: &'v Value, nodes: &mut HashMap<&'v str, &'v Object>, depth: usize) {
    match value {
        Value::Array(list) if depth < DEPTH => list.iter().for_each(|value| name(value, nodes, depth + 1)),
        Value::Object(object) if depth < DEPTH => {
            if let Some(id) = object.get("@id").and_then(Value::as_str).filter(|_| kind(object).is_some()) {
                nodes.entry(id).or_insert(object);
            }
            object.values().for_each(|value| name(value, nodes, depth + 1));
        }
        _ => {}
    }
}
