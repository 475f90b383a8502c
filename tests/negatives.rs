//! Pages without any person: boilerplate, documentation of software, lists, places and prizes named after people.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::{Path, PathBuf};

use annals::pipeline::{Options, extract};
use annals::source::Page;

fn paths() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/negatives");
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

/// Where a page is to announce something.
const ANNOUNCED: &str = "</h1><p>Seminar, 2024-03-14, 14:00</p>";

/// Page, name and quote of everybody that is read from a page, as it is or as an announcement.
fn people(path: &Path, announced: bool) -> Vec<String> {
    let source = path.file_name().unwrap().to_string_lossy().into_owned();
    let html = std::fs::read_to_string(path).unwrap();
    let html = if announced { html.replacen("</h1>", ANNOUNCED, 1) } else { html };
    let page = Page { source: source.clone(), bytes: html.into_bytes(), ..Page::default() };
    let tables = extract(&page, &Options::default()).unwrap().tables;
    let quote = |id: &str| {
        tables.evidence.iter().find(|row| row.row_id.to_string() == id).map_or("", |row| row.quote.as_str())
    };
    let shown = |name: &str, id: &str| format!("{source}: {name}, from `{}`", quote(id));
    tables.people.iter().map(|row| shown(&row.name, &row.person_id.to_string())).collect()
}

/// Everybody who is read from the pages, which are at least as many as were promised.
fn found(announced: bool) -> Vec<String> {
    let paths = paths();
    assert!(paths.len() >= 24, "{} pages", paths.len());
    paths.iter().flat_map(|path| people(path, announced)).collect()
}

#[test]
fn nobody_is_found_where_nobody_is() {
    let found = found(false);
    assert!(found.is_empty(), "{} people that are none:\n{}", found.len(), found.join("\n"));
}

/// What is still read wrongly where such a page announces an event as well; it may only become less.
const BESIDE_AN_EVENT: usize = 30;

/// A day and an event make an announcement of a page, and people of nothing.
#[test]
fn few_are_found_beside_an_event() {
    let found = found(true);
    assert!(found.len() <= BESIDE_AN_EVENT, "{} people that are none:\n{}", found.len(), found.join("\n"));
}
