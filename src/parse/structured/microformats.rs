//! hCard and hEvent of the microformats, in the old spelling (`vcard`, `vevent`) and the new (`h-card`, `h-event`), as schema.org's
//! `Person`, `Organization` and `Event`.

use html5ever::local_name;

use crate::parse::document::{Item, PropValue};
use crate::parse::dom::{Element, NodeRef};
use crate::parse::places::Places;
use crate::parse::structured::attributes::{Format, first, format};
use crate::parse::structured::{Stack, Structured};

/// Classes of a card and the properties they give.
const CARD: [(&str, &str); 15] = [
    ("fn", "name"),
    ("p-name", "name"),
    ("org", "worksFor"),
    ("p-org", "worksFor"),
    ("title", "jobTitle"),
    ("role", "jobTitle"),
    ("p-job-title", "jobTitle"),
    ("p-role", "jobTitle"),
    ("email", "email"),
    ("u-email", "email"),
    ("tel", "telephone"),
    ("p-tel", "telephone"),
    ("url", "url"),
    ("u-url", "url"),
    ("p-country-name", "addressCountry"),
];
/// Classes of an event and the properties they give.
const EVENT: [(&str, &str); 13] = [
    ("summary", "name"),
    ("p-name", "name"),
    ("dtstart", "startDate"),
    ("dt-start", "startDate"),
    ("dtend", "endDate"),
    ("dt-end", "endDate"),
    ("location", "location"),
    ("p-location", "location"),
    ("organizer", "organizer"),
    ("p-organizer", "organizer"),
    ("attendee", "attendee"),
    ("url", "url"),
    ("u-url", "url"),
];

impl<'d> Structured<'d> {
    /// The item of an element that is the root of a microformat and no property of another.
    pub(super) fn microformat(
        &mut self,
        node: NodeRef<'d>,
        root: Format,
        places: &mut Places<'d, '_>,
        depth: usize,
    ) -> Option<Item> {
        if !self.may_add_item(depth) {
            return None;
        }
        let names: &[(&str, &str)] = match root {
            Format::Card => &CARD,
            Format::Event => &EVENT,
        };
        let mut properties = Vec::new();
        let mut stack = Stack::below(node);
        while let Some(node) = stack.0.pop().filter(|_| self.may_visit()) {
            let Some(tag) = node.element() else { continue };
            let class = tag.attr(&local_name!("class")).unwrap_or_default();
            let nested = format(class);
            for (_, name) in names.iter().filter(|(known, _)| has(class, known)) {
                let item = nested.map(|nested| {
                    self.taken.insert(node.id);
                    self.microformat(node, nested, places, depth + 1)
                });
                match item {
                    Some(Some(item)) => self.push_item(name, item, &mut properties),
                    Some(None) => {}
                    None => self.value(name, node, tag, &mut properties),
                }
            }
            if nested.is_none() {
                stack.push(node);
            }
        }
        if root == Format::Card && properties.is_empty() {
            // A card may be nothing but its name.
            self.value("name", node, node.element()?, &mut properties);
        }
        let kind = kind(root, &properties).to_owned();
        (!properties.is_empty()).then(|| Item {
            kind,
            syntax: "microformats",
            id: None,
            properties,
            element: places.id(node.id),
        })
    }

    /// What a property says: a time, an address, an abbreviation's long form, its value class, else the text.
    fn value(&mut self, name: &str, node: NodeRef<'d>, tag: Element<'_>, out: &mut Vec<(String, PropValue)>) {
        let stated = match tag.name() {
            "abbr" => tag.attr(&local_name!("title")),
            "time" | "ins" | "del" => tag.attr(&local_name!("datetime")),
            "data" | "input" => tag.attr(&local_name!("value")),
            "a" | "link" if matches!(name, "url" | "email") => tag.attr(&local_name!("href")),
            _ => first(tag, &[local_name!("content")]),
        };
        let class = |child: &NodeRef<'d>| {
            child
                .element()
                .filter(|tag| has(tag.attr(&local_name!("class")).unwrap_or_default(), "value-title"))
        };
        let titled = || node.children().take(8).find_map(|child| class(&child)?.attr(&local_name!("title")));
        if let Some(value) = stated.or_else(titled) {
            self.push_text(name, value.trim_start_matches("mailto:"), out);
        } else {
            let text = self.text(node);
            self.push_text(name, &text, out);
        }
    }
}

fn has(class: &str, name: &str) -> bool {
    class.split_ascii_whitespace().any(|known| known == name)
}

/// A card whose name is that of its organisation is the organisation's.
fn kind(root: Format, properties: &[(String, PropValue)]) -> &'static str {
    let find = |name| properties.iter().find(|(known, _)| known == name).map(|(_, value)| value);
    match (root, find("name"), find("worksFor")) {
        (Format::Event, _, _) => "Event",
        (Format::Card, Some(name), Some(organisation)) if name == organisation => "Organization",
        (Format::Card, None, Some(_)) => "Organization",
        _ => "Person",
    }
}
