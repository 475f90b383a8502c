//! Who publishes and who wrote: metadata, structured data, the title's suffix, the masthead, the copyright line.

use crate::normalize::{collapse, fold};
use crate::parse::{Document, Item};
use crate::relate::draft::Draft;
use crate::relate::fact::{Fact, Support};
use crate::relate::fields::Field;
use crate::relate::head::dates::is_article;
use crate::relate::head::title::SEPARATORS;

/// The publisher: named by metadata, by structured data, by the title's suffix, by the masthead.
pub(crate) fn publisher(draft: &Draft<'_>, title: Option<&Fact<String>>) -> Option<Fact<String>> {
    let document = draft.document;
    let named = |key: &'static str, confidence: f32| {
        document.metadata.first(key).filter(|value| plausible(&value.value)).map(|value| {
            Fact::new(value.value.clone(), Support::metadata(value.element, &value.value, key, confidence))
        })
    };
    let structured = || {
        document.metadata.items.iter().find_map(|item: &Item| {
            let name = item.text("publisher").filter(|name| plausible(name) && !name.starts_with("http"))?;
            Some(Fact::new(name.to_owned(), Support::metadata(item.element, name, "publisher", 0.9)))
        })
    };
    structured()
        .or_else(|| labelled(draft))
        .or_else(|| named("og:site_name", 0.85))
        .or_else(|| named("dc.publisher", 0.8))
        .or_else(|| named("citation_publisher", 0.8))
        .or_else(|| suffix(document, title))
        .or_else(|| named("site", 0.6))
        .or_else(|| copyright(document))
}

/// Longest labelled name, in tokens.
const LABELLED: usize = 12;

/// `Press release: Fenwick College`, `Source: …`.
fn labelled(draft: &Draft<'_>) -> Option<Fact<String>> {
    let short = |field: &&Field| {
        field.class == "publisher" && field.to - field.from <= LABELLED && field.rule != "field.heading"
    };
    let field = draft.fields.iter().find(short)?;
    let day = draft.mentions_in(field.from, field.to).find(|(_, mention)| mention.date().is_some());
    let to = day.map_or(field.to, |(_, mention)| mention.from);
    let span = (to > field.from).then(|| draft.annotations.tokens.span(field.from, to))?;
    let span =
        span.trim_matches(draft.text(), |c| c.is_whitespace() || matches!(c, ',' | ';' | '|' | '-' | '–'));
    let name = collapse(span.of(draft.text()));
    plausible(&name).then(|| Fact::new(name, Support::text(span, field.rule, 0.88)))
}

fn plausible(name: &str) -> bool {
    (2..=90).contains(&name.len())
}

/// What the page's `<title>` has more than its heading.
fn suffix(document: &Document, title: Option<&Fact<String>>) -> Option<Fact<String>> {
    let value = document.metadata.first("title")?;
    let full = value.value.as_str();
    let at = SEPARATORS
        .iter()
        .filter_map(|separator| full.rfind(separator).map(|at| at + separator.len()))
        .max()?;
    let name = full[at..].trim();
    let own = title.is_some_and(|title| fold(&title.value).contains(&fold(name)));
    (plausible(name) && !own)
        .then(|| Fact::new(name.to_owned(), Support::metadata(value.element, full, "title.suffix", 0.6)))
}

/// `© 2024 Network News. All rights reserved.`
fn copyright(document: &Document) -> Option<Fact<String>> {
    let value = document.metadata.first("copyright")?;
    let (before, after) = value.value.split_once('©')?;
    let bare = |part: &'_ str| -> String {
        part.trim_matches(|c: char| c.is_numeric() || c.is_whitespace() || matches!(c, '-' | '–' | ','))
            .to_owned()
    };
    let behind = bare(after.split(['.', '|', '·', '｜']).next()?);
    let name = if behind.is_empty() { bare(before.rsplit(['.', '|', '·', '｜']).next()?) } else { behind };
    let name = name.as_str();
    plausible(name)
        .then(|| Fact::new(name.to_owned(), Support::metadata(value.element, &value.value, "copyright", 0.5)))
}

pub(crate) fn authors(document: &Document) -> Vec<Fact<String>> {
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
