//! What is decided about pages and carried out page by page gives the rows that resolving all of them at once gives.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;

use annals::pipeline::{Options, extract};
use annals::records::{PageRecord, Table, Tables, WhoSpoke};
use annals::resolve::{Decision, decide, resolve};
use annals::source::{Page, Search};

/// The pages of the fixtures, and some that have much to merge.
fn records() -> Vec<PageRecord> {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let found = Search::default().find([fixtures]);
    let pages = found.pages.iter().map(|page| page.load().unwrap());
    pages.chain(series()).map(|page| extract(page, &Options::default()).unwrap()).collect()
}

/// Announcements of a few people, institutions and days, and one that is there twice.
fn series() -> impl Iterator<Item = Page> {
    let people = ["Maria Lopez", "M. Lopez", "Maria B. Lopez", "Jonas Weber", "Jonas Webber", "J. Weber"];
    let homes = ["Fenwick University (FU)", "Fenwick University", "FU", "the Institute of Tides"];
    (0..120).map(move |number| {
        let (who, home) = (people[number % 6], homes[number / 2 % 4]);
        let html = format!(
            "<html lang=en><head><link rel=canonical href=\"https://example.org/{}\"><meta property=\"article:published_time\" \
             content=\"2024-0{}-10\"><title>Lecture</title></head><body><h1>Lecture on tidal rivers and law</h1><p>Dr. {who}, \
             Professor of Law at {home}, will give a lecture on \"Rivers {}\" on {} May 2024.</p></body></html>",
            number % 110,
            number % 9 + 1,
            number % 5,
            number % 28 + 1
        );
        Page::new(format!("{number}.html"), html)
    })
}

/// As records are where it is decided: of the support only the evidence of names.
fn bare(record: &PageRecord) -> PageRecord {
    let mut record = record.clone();
    record.tables.findings.clear();
    let is_named = |table| matches!(table, Table::People | Table::Institutions);
    record.tables.evidence.retain(|row| row.field == "name" && is_named(row.in_table));
    record
}

fn carried_out(records: &[PageRecord]) -> (Tables, Vec<WhoSpoke>) {
    let (mut all, mut spoke, mut places) = (Tables::default(), Vec::new(), Vec::new());
    let bare: Vec<PageRecord> = records.iter().map(bare).collect();
    decide(&bare, |record, decision| {
        places.push(decision.place);
        let mut tables = records[record].tables.clone();
        let decision = Decision::from_bytes(&decision.to_bytes()?)?;
        spoke.extend(decision.carry_out(&mut tables));
        all.append(tables);
        Ok::<(), annals::Error>(())
    })
    .unwrap();
    assert!(places.iter().copied().eq(0..places.len() as u64) && places.len() < records.len());
    spoke.sort_by_key(WhoSpoke::day);
    (all, spoke)
}

fn sorted<T: std::fmt::Debug>(rows: &[T]) -> Vec<String> {
    let mut rows: Vec<String> = rows.iter().map(|row| format!("{row:?}")).collect();
    rows.sort_unstable();
    rows
}

#[test]
fn rows_are_those_of_one_machine() {
    let records = records();
    let (mut tables, spoke) = carried_out(&records);
    let mut whole = resolve(records);
    assert_eq!(spoke, whole.who_spoke());
    let merged = whole.tables.evidence.iter().filter(|row| row.rule.starts_with("merge.")).count();
    assert!(merged > 100, "{merged}");
    // What is said of no announcement stands elsewhere.
    assert_eq!(sorted(&tables.evidence), sorted(&whole.tables.evidence));
    assert_eq!(sorted(&tables.findings), sorted(&whole.tables.findings));
    for all in [&mut tables, &mut whole.tables] {
        all.evidence.clear();
        all.findings.clear();
    }
    assert!(tables == whole.tables);
}

#[test]
fn bytes_that_are_no_decision_are_an_error() {
    let error = Decision::from_bytes(b"\xff\xff").unwrap_err();
    assert!(error.to_string().contains("one version"), "{error}");
}
