//! What an element's attributes say of structured data, told in one pass over their interned names.

use html5ever::{LocalName, local_name};

use crate::parse::dom::Element;

/// A microformat that an element is the root of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// hCard: a person or an organisation.
    Card,
    /// hEvent.
    Event,
}

/// What kinds of structured data an element takes part in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "an element may take part in any of them")]
pub(super) struct Kinds {
    /// A JSON-LD block.
    pub json: bool,
    /// `itemscope`.
    pub scope: bool,
    /// `itemprop`.
    pub itemprop: bool,
    /// `typeof`.
    pub type_of: bool,
    /// `property`.
    pub property: bool,
    /// The root of a microformat.
    pub format: Option<Format>,
}

impl Kinds {
    pub(super) fn of(tag: Element<'_>) -> Self {
        let mut kinds = Self::default();
        for attribute in tag.attributes {
            match attribute.name {
                local_name!("class") => kinds.format = format(&attribute.value),
                local_name!("itemscope") => kinds.scope = true,
                local_name!("itemprop") => kinds.itemprop = true,
                local_name!("property") => kinds.property = true,
                local_name!("type") if *tag.name == local_name!("script") => {
                    let essence = attribute.value.split(';').next().unwrap_or_default().trim();
                    kinds.json = essence.eq_ignore_ascii_case("application/ld+json");
                }
                _ => kinds.type_of |= &*attribute.name == "typeof",
            }
        }
        kinds
    }

    /// No item begins here.
    pub(super) fn is_none(self) -> bool {
        !self.json && !self.scope && !self.type_of && self.format.is_none()
    }
}

/// The microformat that a class names.
pub(super) fn format(class: &str) -> Option<Format> {
    if class.len() < 5 {
        return None;
    }
    class.split_ascii_whitespace().find_map(|name| match name {
        "vcard" | "h-card" => Some(Format::Card),
        "vevent" | "h-event" => Some(Format::Event),
        _ => None,
    })
}

/// The value of an attribute whose name the parser does not intern.
pub(super) fn rare<'t>(tag: Element<'t>, name: &str) -> Option<&'t str> {
    let found = tag.attributes.iter().find(|attribute| &*attribute.name == name);
    found.map(|attribute| &*attribute.value)
}

/// The first of the attributes that an element has.
pub(super) fn first<'t>(tag: Element<'t>, names: &[LocalName]) -> Option<&'t str> {
    names.iter().find_map(|name| tag.attr(name))
}
