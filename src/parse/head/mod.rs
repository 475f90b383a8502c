//! The [`Head`]: what a page says of itself as a publication, its title, days, publisher and authors. Metadata, structured data, address
//! and bylines are candidates; those that agree support each other, and those that lose are kept.

mod authors;
mod dates;
mod keys;
mod lines;
mod names;
mod publisher;
pub(crate) use publisher::{is_edition, is_ordinal};
pub(crate) use site::without_site;
pub(crate) mod signs;
mod site;
mod stamps;
#[cfg(test)]
mod tests;
mod title;
mod top;
mod words;

pub(crate) use dates::agreed;

use crate::dates::PartialDate;
use crate::fact::Fact;
use crate::parse::document::Document;

/// Least confidence of a reading that nothing else needs to bear out.
const FIRM: f32 = 0.72;

/// What a page says of itself.
#[derive(Clone, Debug, Default)]
pub struct Head {
    /// Title without the site's suffix.
    pub(crate) title: Option<Fact<String>>,
    /// Readings of the day of publication, the strongest first.
    pub(crate) published: Vec<Fact<PartialDate>>,
    /// Readings of the day of the last change, the strongest first.
    pub(crate) modified: Vec<Fact<PartialDate>>,
    /// Who publishes it.
    pub(crate) publisher: Option<Fact<String>>,
    /// Who wrote it.
    pub(crate) authors: Vec<Fact<String>>,
}

impl Head {
    /// Reads the head of a document whose text and metadata are complete.
    pub(crate) fn read(document: &Document) -> Self {
        let title = title::title(document);
        let publisher = publisher::publisher(document, title.as_ref());
        let authors = authors::authors(document, title.as_ref().map(|title| title.value.as_str()));
        let (published, modified) = dates::days(document);
        Self { title, published, modified, publisher, authors }
    }

    /// The title, without the site's suffix.
    #[must_use]
    pub fn title(&self) -> Option<&str> {
        self.title.as_ref().map(|title| title.value.as_str())
    }

    /// The day of publication.
    #[must_use]
    pub fn published_on(&self) -> Option<PartialDate> {
        self.published.first().map(|fact| fact.value)
    }

    /// Readings of the day of publication that hold on announcements too, where a day on a line of its own is more often the event's.
    pub(crate) fn firmly_published(&self) -> impl Iterator<Item = &Fact<PartialDate>> {
        let firm = |fact: &&Fact<PartialDate>| fact.support.iter().any(|support| support.confidence >= FIRM);
        self.published.iter().filter(firm)
    }

    /// The day of the last change.
    #[must_use]
    pub fn modified_on(&self) -> Option<PartialDate> {
        self.modified.first().map(|fact| fact.value)
    }

    /// Who publishes the page.
    #[must_use]
    pub fn publisher(&self) -> Option<&str> {
        self.publisher.as_ref().map(|publisher| publisher.value.as_str())
    }

    /// Who wrote it, in the order of the page.
    pub fn authors(&self) -> impl Iterator<Item = &str> {
        self.authors.iter().map(|author| author.value.as_str())
    }
}

/// A name that could be someone's.
pub(crate) fn plausible(name: &str) -> bool {
    (2..=90).contains(&name.len())
}
