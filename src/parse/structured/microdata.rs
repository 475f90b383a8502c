//! Microdata (section 5 of the HTML standard): `itemscope`, `itemtype`, `itemprop`, `itemid`, `itemref`.

use html5ever::local_name;

use crate::parse::document::{Item, PropValue};
use crate::parse::dom::NodeRef;
use crate::parse::places::Places;
use crate::parse::structured::attributes::first;
use crate::parse::structured::{Stack, Structured, short};

impl<'d> Structured<'d> {
    /// The item of an element with `itemscope`.
    pub(super) fn microdata(
        &mut self,
        node: NodeRef<'d>,
        places: &mut Places<'d, '_>,
        depth: usize,
    ) -> Option<Item> {
        let tag = node.element()?;
        let kind = tag.attr(&local_name!("itemtype")).filter(|_| self.may_add_item(depth))?;
        let mut properties = Vec::new();
        self.crawl(Stack::below(node), places, depth, &mut properties);
        // What the item refers to is read whole, the element itself among it; an element may refer to none that it is in.
        for id in tag.attr(&local_name!("itemref")).into_iter().flat_map(str::split_ascii_whitespace).take(16)
        {
            if let Some(other) = self.by_id(id)
                && other.id != node.id
                && !node.ancestors().any(|ancestor| ancestor.id == other.id)
            {
                self.crawl(Stack(vec![other]), places, depth, &mut properties);
            }
        }
        let id = tag.attr(&local_name!("itemid")).map(str::to_owned);
        Some(Item { kind: short(kind), syntax: "microdata", id, properties, element: places.id(node.id) })
    }

    fn crawl(
        &mut self,
        mut stack: Stack<'d>,
        places: &mut Places<'d, '_>,
        depth: usize,
        out: &mut Vec<(String, PropValue)>,
    ) {
        while let Some(node) = stack.0.pop().filter(|_| self.may_visit()) {
            let Some(tag) = node.element() else { continue };
            let nested = tag.attr(&local_name!("itemscope")).is_some();
            let names = tag.attr(&local_name!("itemprop"));
            if let Some(names) = names {
                let item = nested.then(|| self.microdata(node, places, depth + 1)).flatten();
                for name in names.split_ascii_whitespace().take(4) {
                    match &item {
                        Some(item) => self.push_item(name, item.clone(), out),
                        None if nested => {}
                        None => self.plain(name, node, out),
                    }
                }
            }
            if !nested {
                stack.push(node);
            }
        }
    }

    /// The value of a property: an attribute where there is one, else the text.
    fn plain(&mut self, name: &str, node: NodeRef<'d>, out: &mut Vec<(String, PropValue)>) {
        let stated =
            [local_name!("content"), local_name!("datetime"), local_name!("href"), local_name!("value")];
        if let Some(value) = node.element().and_then(|tag| first(tag, &stated)) {
            self.push_text(name, value, out);
        } else {
            let text = self.text(node);
            self.push_text(name, &text, out);
        }
    }
}
