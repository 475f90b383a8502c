//! Laws that hold for every page: evidence is exact and complete, results depend on the pages and on nothing else.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "hostile/mutate/mod.rs"]
mod mutate;

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use annals::parse::{Document, parse};
use annals::pipeline::{Options, extract, extract_document};
use annals::project::{About, CsvStyle, Dialect, Format, Output, Overrides};
use annals::records::{Cell, PageRecord, Row};
use annals::resolve::{Resolution, resolve};
use annals::source::Page;
use proptest::prelude::*;

fn pages() -> Vec<Page> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut paths: Vec<PathBuf> =
        walkdir::WalkDir::new(&root).into_iter().flatten().map(walkdir::DirEntry::into_path).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "html"));
    paths.sort();
    assert!(paths.len() >= 30, "the fixtures are missing");
    let page = |path: &PathBuf| Page {
        source: path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/"),
        bytes: std::fs::read(path).unwrap(),
        ..Page::default()
    };
    paths.iter().map(page).collect()
}

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
fn every_quote_is_the_slice_it_says() {
    for page in pages() {
        let (document, record) = read(&page);
        for row in &record.tables.evidence {
            if let (Some(start), Some(end)) = (row.start_byte, row.end_byte) {
                assert_eq!(
                    &document.text[start as usize..end as usize],
                    row.quote,
                    "{}: {} {}",
                    page.source,
                    row.field,
                    row.rule
                );
            }
        }
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

/// Columns that are no extracted values: ids, keys, what is derived.
const DERIVED: [&str; 8] =
    ["source", "content_sha256", "gone", "group_id", "sequence", "profile", "url", "role"];

fn check_evidence<R: Row>(rows: &[R], record: &PageRecord, source: &str) {
    let known: HashSet<(String, &str)> =
        record.tables.evidence.iter().map(|row| (row.row_id.to_string(), row.field.as_str())).collect();
    for row in rows {
        let Cell::Id(id) = row.cell(0) else { panic!("the first column is the id") };
        for (column, name) in R::COLUMNS.iter().map(|column| column.name).enumerate().skip(1) {
            let skipped = name.ends_with("_id") || DERIVED.contains(&name);
            if !skipped && row.cell(column) != Cell::Empty {
                assert!(
                    known.contains(&(id.to_string(), name)),
                    "{source}: {}.{name} has no evidence",
                    R::TABLE
                );
            }
        }
    }
}

#[test]
fn every_value_has_evidence() {
    for page in pages() {
        let (_, record) = read(&page);
        let tables = &record.tables;
        check_evidence(&tables.announcements, &record, &page.source);
        check_evidence(&tables.events, &record, &page.source);
        check_evidence(&tables.deadlines, &record, &page.source);
        check_evidence(&tables.people, &record, &page.source);
        check_evidence(&tables.institutions, &record, &page.source);
        check_evidence(&tables.positions, &record, &page.source);
        check_evidence(&tables.talks, &record, &page.source);
    }
}

#[test]
fn ids_are_unique_and_references_lead_somewhere() {
    for page in pages() {
        let tables = read(&page).1.tables;
        let people: HashSet<_> = tables.people.iter().map(|row| row.person_id).collect();
        let events: HashSet<_> = tables.events.iter().map(|row| row.event_id).collect();
        let institutions: HashSet<_> = tables.institutions.iter().map(|row| row.institution_id).collect();
        let talks: HashSet<_> = tables.talks.iter().map(|row| row.talk_id).collect();
        assert_eq!(people.len(), tables.people.len(), "{}", page.source);
        assert_eq!(events.len(), tables.events.len(), "{}", page.source);
        assert_eq!(institutions.len(), tables.institutions.len(), "{}", page.source);
        let appearances: HashSet<_> = tables.appearances.iter().map(|row| row.appearance_id).collect();
        let positions: HashSet<_> = tables.positions.iter().map(|row| row.position_id).collect();
        assert_eq!(talks.len(), tables.talks.len(), "{}", page.source);
        assert_eq!(appearances.len(), tables.appearances.len(), "{}", page.source);
        assert_eq!(positions.len(), tables.positions.len(), "{}", page.source);
        for row in &tables.appearances {
            assert!(
                people.contains(&row.person_id) && row.event_id.is_none_or(|id| events.contains(&id)),
                "{}",
                page.source
            );
            assert!(row.talk_id.is_none_or(|id| talks.contains(&id)), "{}", page.source);
        }
        for row in &tables.positions {
            assert!(
                people.contains(&row.person_id)
                    && row.institution_id.is_none_or(|id| institutions.contains(&id)),
                "{}",
                page.source
            );
        }
    }
}

#[test]
fn every_value_of_a_dataset_has_evidence() {
    let records: Vec<PageRecord> =
        pages().iter().map(|page| extract(page, &Options::default()).unwrap()).collect();
    let mut whole = records[0].clone();
    whole.tables = resolve(records).tables;
    check_evidence(&whole.tables.people, &whole, "the dataset");
    check_evidence(&whole.tables.institutions, &whole, "the dataset");
    check_evidence(&whole.tables.positions, &whole, "the dataset");
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
fn blocks_cover_the_text_in_order() {
    for page in pages() {
        let document = parse(&page).unwrap();
        let mut at = 0;
        for block in &document.blocks {
            let between = &document.text[at..block.span.start as usize];
            assert!(between.is_empty() && at == 0 || between == "\n\n", "{}: {between:?}", page.source);
            at = block.span.end as usize;
        }
        assert_eq!(at, document.text.len(), "{}", page.source);
    }
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
