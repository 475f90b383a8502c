use super::*;
use crate::pipeline::{Options, extract};
use crate::source::Page;

fn record(source: &str) -> PageRecord {
    let html = "<h1>Public lecture</h1><p>Dr. Maria Lopez, Professor of Law at Fenwick University, will give a talk on \"Law\" on 9 May 2024.</p>";
    let page = Page { source: source.to_owned(), bytes: html.as_bytes().to_vec(), ..Page::default() };
    let mut record = extract(page, &Options::default()).unwrap();
    record.rivals.clear();
    record
}

fn key(of: u8) -> Key {
    [of; 16]
}

#[test]
fn a_record_is_read_as_it_was_written_with_its_evidence_or_without() {
    let store = Store::temporary(tempfile::tempfile().unwrap()).unwrap();
    let (one, two) = (record("a.html"), record("b.html"));
    let slots = [store.add(&key(1), &one).unwrap(), store.add(&key(2), &two).unwrap()];
    assert!(!one.tables.evidence.is_empty());
    assert_eq!(store.read(slots[0]).unwrap(), one);
    assert_eq!(store.read(slots[1]).unwrap(), two);
    let rows = store.rows(slots[1]).unwrap();
    assert!(rows.tables.evidence.is_empty());
    assert_eq!(rows.tables.people, two.tables.people);
    assert_eq!(rows.text_bytes, two.text_bytes);
}

#[test]
fn the_last_record_of_a_page_is_found_by_what_it_was_made_of() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("records");
    let store = Store::open(&file).unwrap();
    store.add(&key(1), &record("a.html")).unwrap();
    let last = store.add(&key(2), &record("a.html")).unwrap();
    drop(store);
    let store = Store::open(&file).unwrap();
    assert_eq!(store.find("a.html", &key(1)), None);
    assert_eq!(store.find("a.html", &key(2)), Some(last));
    assert_eq!(store.last("a.html"), Some(last));
    assert_eq!(store.last("b.html"), None);
}

#[test]
fn what_is_not_kept_is_forgotten_and_the_file_shrinks() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("records");
    let store = Store::open(&file).unwrap();
    let kept = store.add(&key(1), &record("a.html")).unwrap();
    store.add(&key(1), &record("b.html")).unwrap();
    drop(store);
    Store::open(&file).unwrap().keep_only(&[kept]).unwrap();
    let store = Store::open(&file).unwrap();
    assert_eq!((store.last("a.html"), store.last("b.html")), (Some(kept), None));
    let mut page = record("b.html");
    page.tables.findings.clear();
    page.page.url = Some("x".repeat(2 << 20));
    store.add(&key(1), &page).unwrap();
    store.keep_only(&[kept]).unwrap();
    assert!(file.metadata().unwrap().len() < SMALL);
    let store = Store::open(&file).unwrap();
    let slot = store.last("a.html").unwrap();
    assert_eq!(store.read(slot).unwrap(), record("a.html"));
}

#[test]
fn a_torn_end_is_cut_off_and_a_changed_byte_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("records");
    let store = Store::open(&file).unwrap();
    let slot = store.add(&key(1), &record("a.html")).unwrap();
    store.add(&key(1), &record("b.html")).unwrap();
    drop(store);
    let bytes = fs::read(&file).unwrap();
    fs::write(&file, &bytes[..bytes.len() - 3]).unwrap();
    let store = Store::open(&file).unwrap();
    assert_eq!(store.all(), [slot]);
    drop(store);
    let mut bytes = fs::read(&file).unwrap();
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    fs::write(&file, &bytes).unwrap();
    assert!(Store::open(&file).unwrap().read(slot).is_err());
    fs::write(&file, "something else").unwrap();
    assert!(Store::open(&file).unwrap().all().is_empty());
}

#[test]
fn a_store_belongs_to_one_process() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("records");
    let store = Store::open(&file).unwrap();
    assert!(Store::open(&file).is_err());
    drop(store);
    assert!(Store::open(&file).is_ok());
}
