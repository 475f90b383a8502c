//! What the tokenizer passes over is nothing that a reader sees: the documents are those of html5ever's own tokenizer, which passes nothing over.

use std::path::Path;

use super::*;
use crate::parse::dom::html5lib;

#[path = "../../tests/hostile/inputs.rs"]
mod inputs;
#[path = "../../tests/hostile/mutate/mod.rs"]
mod mutate;

/// What makes the changed pages, and how many there are of the fixtures.
const SEED: u64 = 10;
const NUMBER: usize = 400;

/// Lines that are looked at no further than so many nodes, of which a drawing in them has many where it is not passed over.
const BOUNDED: [&str; 2] = ["dated", "copyright"];

/// What is told of a document, but for lines of the source, which only our own tokenizer knows.
fn told(document: &Document, drawings: bool) -> String {
    let place = |element| document.map.css_path(element);
    let blocks: Vec<_> = document
        .blocks
        .iter()
        .map(|block| (block.span, block.kind, place(block.element), block.heading, block.beside))
        .collect();
    let marks: Vec<_> =
        document.marks.iter().map(|mark| (mark.span, mark.kind, place(mark.element))).collect();
    let values = document.metadata.values.iter().filter(|value| !drawings || !BOUNDED.contains(&&*value.key));
    let values: Vec<_> = values.map(|value| (&value.key, &value.value)).collect();
    let notes: Vec<_> = document.notes.iter().map(|note| (note.code, &note.message)).collect();
    format!("{:?}\n{blocks:?}\n{marks:?}\n{values:?}\n{notes:?}\n{:?}", document.text, document.language)
}

/// A bound cut something off, as it does in our own tree alone.
fn is_cut(document: &Document) -> bool {
    let cut = ["nested_too_deep", "too_many_attributes", "reading_stopped"];
    document.notes.iter().any(|note| cut.contains(&note.code))
}

/// Where a document differs first from the one that nothing was passed over for.
fn difference(ours: &Document, text: &StrTendril) -> Option<String> {
    let drawings = text.contains("<svg");
    let whole = told(&read_as(text, Document::default(), Dom::unstripped), drawings);
    let ours = told(ours, drawings);
    let same = ours.bytes().zip(whole.bytes()).take_while(|(one, other)| one == other).count();
    let from = same.saturating_sub(60);
    let around =
        |told: &str| told[told.floor_char_boundary(from)..told.floor_char_boundary(same + 100)].to_owned();
    (ours != whole).then(|| format!("{} instead of {}", around(&ours), around(&whole)))
}

/// The names of those that differ, and how many were compared.
fn compare<N>(pages: impl Iterator<Item = (N, StrTendril)>) -> (Vec<(N, String)>, usize) {
    let (mut wrong, mut count) = (Vec::new(), 0);
    for (name, text) in pages {
        let ours = read(&text, Document::default());
        if is_cut(&ours) {
            continue;
        }
        count += 1;
        wrong.extend(difference(&ours, &text).map(|told| (name, told)));
    }
    (wrong, count)
}

/// The pages of the fixtures, and of the folder that `ANNALS_PAGES` names.
fn pages() -> Vec<Vec<u8>> {
    let fixtures = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures").to_owned();
    let folders = [Some(fixtures), std::env::var("ANNALS_PAGES").ok()];
    let files =
        folders.into_iter().flatten().flat_map(|folder| walkdir::WalkDir::new(folder).sort_by_file_name());
    let is_page = |path: &Path| path.extension().is_some_and(|kind| kind == "html");
    let files = files.flatten().filter(|file| is_page(file.path()));
    files.map(|file| std::fs::read(file.path()).expect("a page")).collect()
}

fn text(bytes: Vec<u8>) -> Option<StrTendril> {
    let page = Page { source: "page.html".to_owned(), bytes, ..Page::default() };
    begin(&page).ok().map(|(text, _)| text)
}

#[test]
fn the_cases_of_html5lib_give_the_same_document() {
    let Some(cases) = html5lib::cases() else { return };
    let (wrong, count) = compare(cases.iter().map(|case| (&case.data, case.data.as_str().into())));
    assert!(wrong.is_empty(), "{} of {count} differ: {wrong:#?}", wrong.len());
    assert!(count > 1700, "{count}");
}

#[test]
fn pages_give_the_same_document() {
    let pages = pages();
    let named = pages.iter().enumerate().filter_map(|(number, bytes)| Some((number, text(bytes.clone())?)));
    let (wrong, count) = compare(named);
    assert!(wrong.is_empty(), "{} of {count} differ: {wrong:#?}", wrong.len());
    assert!(count > 30, "{count}");
}

#[test]
fn changed_pages_give_the_same_document() {
    let pages = pages();
    let number = NUMBER.max(4 * pages.len());
    let changed = (0..number).filter_map(|number| {
        let mutant = mutate::mutant(&pages, SEED, number);
        Some(((number, mutant.kinds), text(mutant.bytes)?))
    });
    let (wrong, count) = compare(changed);
    assert!(wrong.is_empty(), "{} of {count} differ: {wrong:#?}", wrong.len());
    assert!(count > number * 3 / 4, "{count} of {number}");
}

#[test]
fn hostile_pages_give_the_same_document() {
    let made = inputs::KINDS.iter().filter_map(|(name, make)| Some((name, text(make(20_000))?)));
    let (wrong, count) = compare(made);
    assert!(wrong.is_empty(), "{} of {count} differ: {wrong:#?}", wrong.len());
    assert!(count > inputs::KINDS.len() / 2, "{count}");
}
