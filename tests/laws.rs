//! Laws that hold for every page: evidence is exact and complete, results depend on the pages and on nothing else.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "../fuzz/targets/laws.rs"]
#[allow(dead_code, reason = "the fuzz targets ask for more")]
mod laws;
#[path = "hostile/mutate/mod.rs"]
mod mutate;
mod saved;

use annals::parse::{Document, parse};
use annals::pipeline::{Options, extract, extract_document};
use annals::project::{About, CsvStyle, Dialect, Format, Output, Overrides};
use annals::records::PageRecord;
use annals::resolve::{Resolution, resolve};
use annals::source::Page;
use proptest::prelude::*;
use saved::pages;

/// Pages of the fixtures with what hostile pages have.
fn changed() -> Vec<Page> {
    let bytes: Vec<Vec<u8>> = pages().into_iter().map(|page| page.bytes).collect();
    let page = |number: usize| Page {
        source: format!("changed/{number}.html"),
        bytes: mutate::mutant(&bytes, 30, number).bytes,
        ..Page::default()
    };
    (0..200).map(page).collect()
}

fn read(page: &Page) -> (Document, PageRecord) {
    let document = parse(page).unwrap();
    let record = extract_document(&document, &Options::default());
    (document, record)
}

#[test]
fn every_page_keeps_the_laws() {
    for page in pages() {
        let (document, record) = read(&page);
        let kept = std::panic::catch_unwind(|| {
            laws::document(&document);
            laws::record(&document.text, &record);
        });
        assert!(kept.is_ok(), "{}", page.source);
    }
}

#[test]
fn every_locator_selects_exactly_one_element() {
    for page in pages() {
        let (_, record) = read(&page);
        let html = scraper::Html::parse_document(&String::from_utf8_lossy(&page.bytes));
        let locators: std::collections::BTreeSet<&String> =
            record.tables.evidence.iter().filter_map(|row| row.locator.as_ref()).collect();
        for locator in locators {
            let selector = scraper::Selector::parse(locator).unwrap();
            assert_eq!(html.select(&selector).count(), 1, "{}: {locator}", page.source);
        }
    }
}

#[test]
fn a_dataset_keeps_the_laws_of_pages() {
    let records: Vec<PageRecord> =
        pages().iter().map(|page| extract(page, &Options::default()).unwrap()).collect();
    let tables = resolve(records).tables;
    laws::every_value_has_evidence(&tables);
    laws::ids_are_unique(&tables);
    laws::references_lead_somewhere(&tables);
}

#[test]
fn a_dataset_is_read_back_from_each_format_and_written_as_it_was() {
    let all = pages().into_iter().chain(changed());
    let records: Vec<PageRecord> = all.filter_map(|page| extract(&page, &Options::default()).ok()).collect();
    assert!(records.len() > 200, "{}", records.len());
    let overrides = Overrides::default();
    let Ok(resolved) = Resolution::of(&records, &overrides);
    let Ok(rows) = resolved.tables();
    let excel = CsvStyle { dialect: Dialect::Excel, raw: false };
    let raw = CsvStyle { dialect: Dialect::Standard, raw: true };
    let cases = [
        (vec![Format::Csv], CsvStyle::default()),
        (vec![Format::Csv], excel),
        (vec![Format::Csv], raw),
        (vec![Format::Json], CsvStyle::default()),
        (vec![Format::Jsonl], CsvStyle::default()),
        (vec![Format::Csv, Format::Json], CsvStyle::default()),
    ];
    let data = annals::check::diff::Data::of(&rows);
    for (formats, csv) in cases {
        let output = Output { formats, csv, ..Output::default() };
        let folder = tempfile::tempdir().unwrap();
        annals::write::replace(folder.path(), |new| {
            annals::write::write(&resolved, new, &About::default(), &output)
        })
        .unwrap();
        let tables = annals::write::back::tables(folder.path()).unwrap();
        assert!(tables == rows, "{output:?}: what is read back is not what was written");
        let read = annals::check::diff::Data::read(folder.path()).unwrap();
        assert!(read == data, "{output:?}: what is compared is not what was written");
    }
    let empty = tempfile::tempdir().unwrap();
    assert_eq!(annals::write::back::tables(empty.path()), None);
    std::fs::write(empty.path().join("people.csv"), "person_id,other\n").unwrap();
    assert_eq!(annals::write::back::tables(empty.path()), None, "other columns are those of another version");
}

#[test]
fn the_order_of_the_pages_does_not_matter() {
    let records: Vec<PageRecord> =
        pages().iter().map(|page| extract(page, &Options::default()).unwrap()).collect();
    let mut turned = records.clone();
    turned.reverse();
    turned.rotate_left(5);
    assert_eq!(resolve(records), resolve(turned));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Broken markup of every kind gives a document or an error, never a panic.
    #[test]
    fn tag_soup_never_panics(pieces in proptest::collection::vec(soup(), 0..40)) {
        let page = Page { source: "soup".into(), bytes: pieces.concat().into_bytes(), ..Page::default() };
        let _ = extract(&page, &Options::default());
    }

    #[test]
    fn any_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = extract(&Page { source: "bytes".into(), bytes, ..Page::default() }, &Options::default());
    }

    #[test]
    fn normalising_twice_is_normalising_once(text in ".{0,40}") {
        let once = annals::normalize::fold(&text);
        prop_assert_eq!(annals::normalize::fold(&once), once);
    }
}

fn soup() -> impl Strategy<Value = String> {
    prop_oneof![
        "(<(/)?(p|div|li|ul|table|tr|td|th|h[1-6]|pre|dl|dt|dd|b|span|article|main|nav|br|script|style|time)( class=\"byline\"| id=a)?>){1,4}",
        "(Dr\\.|Prof\\.|Mr\\.|Mme|教授|“|”|‘|’|'|\"|\\(|\\)|,|;|:|/|\\n| ){1,6}",
        "(7|12|31|2023|9:30|12:00-1:15 PM ET|September|Sept\\.|月|日|10/12/23|[0-9]{1,6}){1,3}( |,|-|–)?",
        "(Webinar 2|Director of|University of|held on|Ann Lee|LEE Ann|speaker:|Venue:){1,3} ?",
        ".{0,12}",
    ]
}
