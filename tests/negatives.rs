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

fn nobody(announced: bool) {
    let paths = paths();
    let found: Vec<String> = paths.iter().flat_map(|path| people(path, announced)).collect();
    assert!(
        paths.len() >= 24 && found.is_empty(),
        "{} people that are none:\n{}",
        found.len(),
        found.join("\n")
    );
}

#[test]
#[ignore = "8 people that are none: species, streets, names of releases"]
fn nobody_is_found_where_nobody_is() {
    nobody(false);
}

/// A day and an event make an announcement of a page, and people of nothing.
#[test]
#[ignore = "some 30 people that are none: things, places and companies named after people"]
fn nobody_is_found_beside_an_event() {
    nobody(true);
}
