//! Changed pages of the fixtures, each with the changes of its number: none is a bug, takes too much memory, or has evidence that its text does not hold.
//! `cargo bench --bench mutants` reads many more, of any folder, and takes their time.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "hostile/cost.rs"]
mod cost;
#[path = "hostile/mutate/mod.rs"]
mod mutate;

use std::path::Path;

use annals::parse::parse;
use annals::records::PageRecord;
use annals::source::Page;

/// What makes these pages.
const SEED: u64 = 20;
/// Pages that are made.
const NUMBER: usize = 600;

fn fixtures() -> Vec<Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut paths: Vec<_> =
        walkdir::WalkDir::new(root).into_iter().flatten().map(walkdir::DirEntry::into_path).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "html"));
    paths.sort();
    assert!(paths.len() >= 30, "the fixtures are missing");
    paths.iter().map(|path| std::fs::read(path).unwrap()).collect()
}

fn assert_sound(name: &str, bytes: Vec<u8>, record: &PageRecord) {
    let document = parse(Page { source: name.to_owned(), bytes, ..Page::default() }).unwrap();
    for row in &record.tables.evidence {
        if let (Some(start), Some(end)) = (row.start_byte, row.end_byte) {
            let slice = document.text.get(start as usize..end as usize);
            assert_eq!(slice, Some(&*row.quote), "{name}: {} {}", row.field, row.rule);
        }
    }
    let json = serde_json::to_string(record).unwrap();
    let back: PageRecord = serde_json::from_str(&json).unwrap();
    assert_eq!(serde_json::to_string(&back).unwrap(), json, "{name}: not the same from JSON");
}

#[test]
fn changed_pages_are_read_within_bounds() {
    let pages = fixtures();
    let mut read = 0;
    for number in 0..NUMBER {
        let mutant = mutate::mutant(&pages, SEED, number);
        let name = format!("{number}: {}", mutant.kinds.join(", "));
        let cost = cost::cost(&name, &mutant.bytes);
        assert_eq!(cost.failure(), None, "{name}");
        if let Ok(record) = cost.record {
            assert_sound(&name, mutant.bytes, &record);
            read += 1;
        }
    }
    assert!(read > NUMBER * 9 / 10, "{read} of {NUMBER} are still pages");
}

#[test]
fn a_seed_and_a_number_make_one_page() {
    let pages = fixtures();
    let made = |seed, number| mutate::mutant(&pages, seed, number).bytes;
    assert!((0..100).all(|number| made(1, number) == made(1, number)));
    assert!((0..100).filter(|number| made(1, *number) != made(2, *number)).count() > 95);
}

#[test]
fn every_change_changes_and_grows_with_the_page() {
    let page = fixtures().concat();
    for kind in mutate::kinds() {
        let small = mutate::changed(page.clone(), &page, kind, SEED);
        assert!(small != page, "{} changes nothing", kind.0);
        assert!(small.len() < 64 * page.len(), "{}: {} bytes", kind.0, small.len());
    }
}
