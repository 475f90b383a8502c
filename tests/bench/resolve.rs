//! Time of the resolve stage by the number of pages, for datasets of several kinds: `cargo bench --bench resolve -- [PAGES]`. Each page has an event
//! and five people in every two pages; the exponent is that of time over pages. With `memory`, peak memory over records on the disk:
//! `cargo bench --bench resolve -- memory [PAGES ...]`, each size in a process of its own; what Linux says of it is the measure. With
//! `one KIND PAGES MEGABYTES`, what it costs to have little room.
#![allow(
    clippy::print_stdout,
    clippy::cast_precision_loss,
    clippy::cast_possible_wrap,
    reason = "a benchmark prints"
)]

mod synthetic;
mod timing;

use std::borrow::Cow;
use std::hint::black_box;
use std::io;
use std::process::Command;
use std::time::Instant;

use annals::project::Overrides;
use annals::records::PageRecord;
use annals::resolve::{Records, Resolution, resolve};
use annals::scratch::Scratch;
use annals::store::{Key, Slot, Store};
use synthetic::{Kind, record};

const KINDS: [Kind; 5] = [
    Kind { name: "ordinary", given: 300, family: 3000, institutions: 800, days: 4000 },
    Kind { name: "one name", given: 1, family: 1, institutions: 100_000, days: 4000 },
    Kind { name: "one surname", given: 100_000, family: 1, institutions: 800, days: 4000 },
    Kind { name: "one institution", given: 300, family: 3000, institutions: 1, days: 4000 },
    Kind { name: "one day", given: 300, family: 3000, institutions: 800, days: 1 },
];

/// Where memory is measured: people and institutions who are mostly others on each page, and such who come again and again.
const LARGE: [Kind; 2] = [
    Kind { name: "different", given: 8000, family: 160_000, institutions: 8_000_000, days: 6000 },
    Kind { name: "ordinary", given: 300, family: 3000, institutions: 800, days: 4000 },
];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let numbers: Vec<usize> = arguments.iter().filter_map(|argument| argument.parse().ok()).collect();
    match arguments.first().map(String::as_str) {
        Some("memory") => memory(if numbers.is_empty() { &[50_000, 200_000, 500_000] } else { &numbers }),
        Some("one") => {
            let room = numbers.get(2).map(|megabytes| megabytes << 20);
            one(&LARGE[numbers[0]], numbers[1], room).unwrap_or_default();
        }
        _ => times(numbers.first().copied().unwrap_or(10_000)),
    }
}

fn times(pages: usize) {
    let sizes = [pages, 2 * pages, 4 * pages];
    println!("| dataset | {} | people | exponent |", sizes.map(|size| format!("{size} pages")).join(" | "));
    println!("|---|---|---|---|---|---|");
    for kind in &KINDS {
        let [(one, _), (two, _), (four, people)] = sizes.map(|size| time(kind, size));
        let exponent = (four / one).log2() / 2.0;
        println!("| {} | {one:.2} s | {two:.2} s | {four:.2} s | {people} | {exponent:.2} |", kind.name);
    }
}

/// Seconds, and the people that are left of five in two pages.
fn time(kind: &Kind, pages: usize) -> (f64, usize) {
    let records = (0..pages).map(|page| record(kind, page)).collect();
    let start = Instant::now();
    let dataset = black_box(resolve(records));
    (start.elapsed().as_secs_f64(), dataset.tables.people.len())
}

fn memory(sizes: &[usize]) {
    let Ok(own) = std::env::current_exe() else { return };
    println!("| dataset | pages | people | peak | bytes a page | decided | with rows and sheet |");
    println!("|---|---|---|---|---|---|---|");
    for kind in 0..LARGE.len() {
        for size in sizes {
            let _ = Command::new(&own).args(["one", &kind.to_string(), &size.to_string()]).status();
        }
    }
}

/// Records on the disk.
struct Disk {
    store: Store,
    slots: Vec<Slot>,
    /// Room for keys in memory, where it is not the usual one.
    room: Option<usize>,
}

impl Records for Disk {
    type Error = io::Error;

    fn len(&self) -> usize {
        self.slots.len()
    }

    fn rows(&self, at: usize) -> io::Result<Cow<'_, PageRecord>> {
        self.store.rows(self.slots[at]).map(Cow::Owned)
    }

    fn record(&self, at: usize) -> io::Result<Cow<'_, PageRecord>> {
        self.store.read(self.slots[at]).map(Cow::Owned)
    }

    fn scratch(&self) -> Scratch {
        let usual = Scratch::folder(&std::env::temp_dir());
        self.room.map_or(usual.clone(), |room| usual.room(room, 1 << 16))
    }

    fn failed(&self, error: io::Error) -> io::Result<()> {
        Err(error)
    }
}

/// Puts pages on the disk, resolves them, and gives their rows away.
fn one(kind: &Kind, pages: usize, room: Option<usize>) -> io::Result<()> {
    let store = Store::temporary(tempfile::tempfile()?)?;
    let slots = (0..pages).map(|page| store.add(&Key::default(), &record(kind, page)));
    let slots = slots.collect::<io::Result<_>>()?;
    let records = Disk { store, slots, room };
    let before = timing::peak().unwrap_or_default();
    let (start, overrides) = (Instant::now(), Overrides::default());
    let resolution = Resolution::of(&records, &overrides)?;
    let decided = start.elapsed().as_secs_f64();
    let (mut people, mut sheet) = (0, resolution.sheet());
    resolution.each(|_, tables| {
        people += tables.people.len();
        black_box(sheet.page(&tables, |row| resolution.shares(row)));
        Ok::<(), io::Error>(())
    })?;
    let whole = start.elapsed().as_secs_f64();
    let peak = timing::peak().unwrap_or_default();
    println!(
        "| {} | {pages} | {people} | {:.0} MB | {} | {decided:.1} s | {whole:.1} s |",
        kind.name,
        peak as f64 / 1e6,
        (peak - before) / pages,
    );
    Ok(())
}
