//! What an element is by its tag and attributes, told once a page for all who ask: the outline, the metadata, the structured data. The
//! values of `class` and `itemprop` are looked up once each, since most of them come again and again.

use html5ever::{LocalName, local_name};
use rustc_hash::FxHashMap;

use crate::parse::dom::{Dom, Element};
use crate::parse::furniture::{self, Part};
use crate::parse::head::signs;
use crate::parse::structured;

/// What an element is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Nature {
    /// What part of the page.
    pub part: Part,
    /// It names an author.
    pub author: bool,
    /// An item of structured data may begin here.
    pub item: bool,
}

impl Nature {
    /// Of all elements of a page, by their numbers.
    pub(crate) fn all(dom: &Dom) -> Vec<Self> {
        let mut names = Names::new();
        dom.elements().map(|tag| tag.map_or(Self::NOTHING, |tag| names.nature(tag))).collect()
    }

    /// Of what is no element, or says nothing.
    const NOTHING: Self = Self { part: Part::Content, author: false, item: false };
}

/// What a name says.
#[derive(Clone, Copy, Default)]
struct Said {
    part: Option<Part>,
    author: bool,
    item: bool,
}

impl Said {
    fn by(name: &str) -> Self {
        Self {
            part: furniture::named(name),
            author: signs::says_author(name),
            item: structured::is_format(name),
        }
    }
}

/// The names of a page that were looked up.
struct Names<'d> {
    known: FxHashMap<&'d str, Said>,
    /// A name that the parser does not intern.
    type_of: LocalName,
}

impl<'d> Names<'d> {
    fn new() -> Self {
        Self { known: FxHashMap::default(), type_of: LocalName::from("typeof") }
    }

    fn nature(&mut self, tag: Element<'d>) -> Nature {
        let (mut class, mut id, mut property) = (Said::default(), Said::default(), Said::default());
        let mut item = false;
        for attribute in tag.attributes {
            let value = &*attribute.value;
            match attribute.name {
                local_name!("class") => class = self.said(value),
                // An `id` hardly ever comes again.
                local_name!("id") => id = Said::by(value),
                local_name!("itemprop") => property = self.said(value),
                local_name!("itemscope") => item = true,
                local_name!("type") => item |= *tag.name == local_name!("script"),
                _ => item |= attribute.name == self.type_of,
            }
        }
        Nature {
            part: furniture::part(tag, class.part.or(id.part)),
            author: class.author || id.author || property.author,
            item: item || class.item,
        }
    }

    fn said(&mut self, name: &'d str) -> Said {
        *self.known.entry(name).or_insert_with(|| Said::by(name))
    }
}
