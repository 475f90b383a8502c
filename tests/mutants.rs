//! Changed pages of the fixtures, each with the changes of its number: none is a bug, takes too much memory, or has evidence that its text does not hold.
//! `cargo bench --bench mutants` reads many more, of any folder, and takes their time.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "hostile/cost.rs"]
mod cost;
#[path = "../fuzz/targets/laws.rs"]
#[allow(dead_code, reason = "the fuzz targets ask for more")]
mod laws;
#[path = "hostile/mutate/mod.rs"]
mod mutate;
mod saved;

use annals::parse::parse;
use annals::records::PageRecord;
use annals::source::Page;

/// What makes these pages.
const SEED: u64 = 20;
/// Pages that are made.
const NUMBER: usize = 600;

fn fixtures() -> Vec<Vec<u8>> {
    saved::pages().into_iter().map(|page| page.bytes).collect()
}

fn assert_sound(name: &str, bytes: Vec<u8>, record: &PageRecord) {
    let document = parse(Page { source: name.to_owned(), bytes, ..Page::default() }).unwrap();
    let kept = std::panic::catch_unwind(|| laws::record(&document.text, record));
    assert!(kept.is_ok(), "{name}");
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
