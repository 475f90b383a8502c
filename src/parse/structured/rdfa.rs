//! `RDFa` Lite (a W3C recommendation): `vocab`, `typeof`, `property`, `resource`, `prefix`. Properties of schema.org lose their prefix,
//! those of other vocabularies keep it.

use html5ever::local_name;

use crate::parse::document::{Item, PropValue};
use crate::parse::dom::NodeRef;
use crate::parse::places::Places;
use crate::parse::structured::attributes::{first, rare};
use crate::parse::structured::{Stack, Structured, short};

impl<'d> Structured<'d> {
    /// The item of an element with `typeof`.
    pub(super) fn rdfa(
        &mut self,
        node: NodeRef<'d>,
        places: &mut Places<'d, '_>,
        depth: usize,
    ) -> Option<Item> {
        let tag = node.element()?;
        let kind =
            rare(tag, "typeof")?.split_ascii_whitespace().next().filter(|_| self.may_add_item(depth))?;
        let mut properties = Vec::new();
        let mut stack = Stack::below(node);
        while let Some(node) = stack.0.pop().filter(|_| self.may_visit()) {
            let Some(tag) = node.element() else { continue };
            let nested = rare(tag, "typeof").is_some();
            if let Some(names) = tag.attr(&local_name!("property")) {
                let item = nested.then(|| self.rdfa(node, places, depth + 1)).flatten();
                for name in names.split_ascii_whitespace().take(4).map(property) {
                    match &item {
                        Some(item) => self.push_item(name, item.clone(), &mut properties),
                        None if nested => {}
                        None => self.literal(name, node, &mut properties),
                    }
                }
            }
            if !nested {
                stack.push(node);
            }
        }
        let id = rare(tag, "resource").or_else(|| rare(tag, "about")).map(str::to_owned);
        Some(Item { kind: short(kind), syntax: "rdfa", id, properties, element: places.id(node.id) })
    }

    /// The value of a property: what an attribute states, what it refers to, else the text.
    fn literal(&mut self, name: &str, node: NodeRef<'d>, out: &mut Vec<(String, PropValue)>) {
        let Some(tag) = node.element() else { return };
        let stated = first(tag, &[local_name!("content")])
            .or_else(|| rare(tag, "resource"))
            .or_else(|| first(tag, &[local_name!("href"), local_name!("datetime"), local_name!("value")]));
        if let Some(value) = stated {
            self.push_text(name, value, out);
        } else {
            let text = self.text(node);
            self.push_text(name, &text, out);
        }
    }
}

/// `schema:name` and `http://schema.org/name` → `name`.
fn property(name: &str) -> &str {
    ["schema:", "http://schema.org/", "https://schema.org/"]
        .iter()
        .find_map(|prefix| name.strip_prefix(prefix))
        .unwrap_or(name)
}
