//! Who wrote the page: structured data, metadata and bylines.

use crate::fact::{Fact, Support};
use crate::normalize::fold;
use crate::parse::document::Document;
use crate::parse::head::dates::is_article;
use crate::parse::head::plausible;

/// The authors, each once, in the order in which they are named.
pub(super) fn authors(document: &Document) -> Vec<Fact<String>> {
    let mut authors: Vec<Fact<String>> = Vec::new();
    let mut add = |name: &str, support: Support| {
        let known = authors.iter_mut().find(|author| fold(&author.value) == fold(name));
        match known {
            Some(author) => author.support.push(support),
            None if plausible(name) && !name.starts_with("http") => {
                authors.push(Fact::new(name.to_owned(), support));
            }
            None => {}
        }
    };
    for item in document.metadata.items.iter().filter(|item| is_article(&item.kind)) {
        if let Some(name) = item.text("author") {
            add(name, Support::metadata(item.element, name, "author", 0.9));
        }
        item.items("author")
            .skip(1)
            .filter_map(|author| Some((author.text("name")?, author.element)))
            .for_each(|(name, element)| {
                add(name, Support::metadata(element, name, "author", 0.9));
            });
    }
    for key in ["author", "article:author", "citation_author", "dc.creator"] {
        for value in document.metadata.all(key) {
            add(&value.value, Support::metadata(value.element, &value.value, "meta.author", 0.8));
        }
    }
    authors
}
