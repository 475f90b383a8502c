//! Who wrote the page: structured data, metadata and bylines, the most telling first; lines are cut down to names.

use crate::fact::{Fact, Support};
use crate::normalize::{collapse, fold};
use crate::parse::document::{BlockKind, Document, Item};
use crate::parse::head::dates::is_article;
use crate::parse::head::plausible;

/// Words that stand before the author's name.
const BEFORE: [&str; 22] = [
    "written by",
    "posted by",
    "published by",
    "reviewed by",
    "article by",
    "story by",
    "words by",
    "author:",
    "authors:",
    "author",
    "by:",
    "by",
    "von",
    "par",
    "por",
    "di",
    "door",
    "geschreven door",
    "geschrieben von",
    "publié par",
    "publicado por",
    "scritto da",
];
/// What ends a name in a byline.
const AFTER: [&str; 16] = [
    " on ",
    " | ",
    " - ",
    " – ",
    " — ",
    " · ",
    " • ",
    " // ",
    " / ",
    "//",
    " updated",
    " published",
    " posted",
    " at ",
    ", updated",
    ":",
];

/// The authors, each once, the best source first.
pub(super) fn authors(document: &Document) -> Vec<Fact<String>> {
    let mut found = Vec::new();
    for item in document.metadata.items.iter().filter(|item| is_article(&item.kind)) {
        structured(item, &mut found);
    }
    if found.is_empty() {
        for key in
            ["author", "article:author", "citation_author", "dc.creator", "parsely-author", "sailthru.author"]
        {
            for value in document.metadata.all(key) {
                let support = Support::metadata(value.element, &value.value, "meta.author", 0.8);
                add(document, &mut found, &value.value, &support);
            }
        }
    }
    if found.is_empty() {
        bylines(document, &mut found);
    }
    found
}

fn structured(item: &Item, found: &mut Vec<Fact<String>>) {
    let names: Vec<(&str, _)> = item
        .items("author")
        .filter_map(|author| Some((author.text("name")?, author.element)))
        .chain(item.texts("author").map(|name| (name, item.element)))
        .collect();
    for (name, element) in names.into_iter().filter(|(name, _)| is_name(name)) {
        push(found, name.trim(), Support::metadata(element, name, "author", 0.9));
    }
}

/// Lines that name an author: those that call themselves so, and those near the title that begin with `by`.
fn bylines(document: &Document, found: &mut Vec<Fact<String>>) {
    for value in document.metadata.all("byline") {
        if let Some(name) = signed(&value.value) {
            add(document, found, name, &Support::metadata(value.element, &value.value, "byline.author", 0.7));
        }
    }
    if !found.is_empty() {
        return;
    }
    for block in document.blocks.iter().take(12).filter(|block| !matches!(block.kind, BlockKind::Heading(1)))
    {
        let text = document.slice(block.span);
        if text.len() < 120
            && let Some(name) = signed(text)
        {
            add(document, found, name, &Support::text(block.span, "byline.author", 0.6));
            return;
        }
    }
}

/// What follows `By` at the beginning of a line.
fn signed(line: &str) -> Option<&str> {
    let line = line.trim();
    let lower = line.to_lowercase();
    let before =
        BEFORE.iter().filter(|before| lower.starts_with(**before)).max_by_key(|before| before.len())?;
    let rest = line
        .get(before.len()..)
        .filter(|rest| rest.starts_with([' ', '\n', ':']) || before.ends_with(':'))?;
    Some(rest.trim_start_matches([' ', '\n', ':']))
}

fn add(document: &Document, found: &mut Vec<Fact<String>>, line: &str, support: &Support) {
    let line = collapse(line);
    let line = signed(&line).unwrap_or(&line);
    let lower = line.to_lowercase();
    let cut = AFTER.iter().filter_map(|after| lower.find(after)).filter(|at| *at > 1).min();
    let line = cut.and_then(|cut| line.get(..cut)).unwrap_or(line);
    let line = line.find(|c: char| c.is_ascii_digit()).map_or(line, |digit| &line[..digit]);
    let site = document.metadata.first("og:site_name").map(|site| fold(&site.value));
    for name in line.split([',', ';', '&']).flat_map(|part| part.split(" and ")).map(str::trim) {
        let name = name.trim_matches(|c: char| !c.is_alphanumeric() && c != '.' && c != ')');
        if is_name(name) && site.as_deref() != Some(&*fold(name)) {
            push(found, name, support.clone());
        }
    }
}

fn push(found: &mut Vec<Fact<String>>, name: &str, support: Support) {
    match found.iter_mut().find(|known| fold(&known.value) == fold(name)) {
        Some(known) => known.support.push(support),
        None => found.push(Fact::new(name.to_owned(), support)),
    }
}

/// No address, no sentence.
fn is_name(name: &str) -> bool {
    plausible(name)
        && name.chars().any(char::is_alphabetic)
        && !name.contains(['@', '/', '{', '<'])
        && !name.contains("www.")
        && name.split(' ').count() <= 6
}
