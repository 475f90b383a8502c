//! Many pages through the whole pipeline, from memory to JSON: pages and bytes a second on one and on two threads, and the peak memory by the number of pages.
//! `cargo bench --bench scale -- FOLDER PAGES…` makes so many pages of those below the folder (of the fixtures, where none is named) while they are
//! read, each copy with other names and another address; nothing is stored. Each measure is a process of its own.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::cast_precision_loss,
    reason = "a benchmark prints"
)]

mod copies;
mod pages;
mod timing;

use std::hint::black_box;
use std::io::{self, Write};
use std::num::NonZeroUsize;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use annals::Options;
use annals::pipeline::{Threads, extract, guarded};

use copies::Copies;

/// Copies that are made where nothing is said.
const SIZES: [usize; 2] = [2_000, 20_000];

/// What a process is asked to do with the pages.
const MEASURES: [&str; 4] = ["copies", "scraper", "1", "2"];

/// What a process has measured.
struct Measured {
    seconds: f64,
    peak: f64,
}

fn main() {
    let (folder, sizes) = pages::asked();
    if let Some(measure) = std::env::var_os("ANNALS_BENCH_MEASURE") {
        let size = sizes.first().unwrap_or(&SIZES[0]);
        return measure_here(&measure.to_string_lossy(), &folder, *size);
    }
    compare(&folder, if sizes.is_empty() { &SIZES } else { &sizes });
}

/// All measures for all sizes, and what they are of each other.
fn compare(folder: &Path, sizes: &[usize]) {
    println!("| pages | what | seconds | pages/s | MB/s | peak MB |\n|---|---|---|---|---|---|");
    let mut peaks = Vec::new();
    for size in sizes {
        let measured: Vec<Measured> =
            MEASURES.iter().filter_map(|measure| measure_apart(measure, folder, *size)).collect();
        let [copies, scraper, one, two] = measured.as_slice() else {
            eprintln!("a measure failed");
            std::process::exit(2);
        };
        println!(
            "\n{size} pages: on two threads {:.2} times as fast as on one; on one thread {:.2} times the time of scraper's parser alone, of which making \
             the pages takes {:.2}\n",
            one.seconds / two.seconds,
            one.seconds / scraper.seconds,
            copies.seconds / scraper.seconds
        );
        peaks.push((size, two.peak));
    }
    if let [(_, first), .., (size, last)] = peaks.as_slice() {
        println!("peak memory at {size} pages on two threads: {:+.1} %", (last / first - 1.0) * 100.0);
    }
}

/// A measure in a process of its own, whose peak is its own.
fn measure_apart(measure: &str, folder: &Path, size: usize) -> Option<Measured> {
    let mut command = Command::new(std::env::current_exe().ok()?);
    command.arg(folder).arg(size.to_string()).env("ANNALS_BENCH_MEASURE", measure);
    let output = command.output().ok()?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let numbers: Vec<f64> = said.split_whitespace().filter_map(|number| number.parse().ok()).collect();
    let [seconds, bytes, peak] = numbers[..] else { return None };
    let name = match measure {
        "copies" => "making them".to_owned(),
        "scraper" => "scraper::Html::parse_document, 1 thread".to_owned(),
        threads => format!("annals, threads: {threads}"),
    };
    let (rate, speed) = (size as f64 / seconds, bytes / 1e6 / seconds);
    println!("| {size} | {name} | {seconds:.2} | {rate:.0} | {speed:.1} | {:.1} |", peak / 1e6);
    Some(Measured { seconds, peak })
}

fn measure_here(measure: &str, folder: &Path, size: usize) {
    let copies = Copies::of(&pages::load(folder));
    let start = Instant::now();
    let bytes = match measure {
        "copies" => (0..size).map(|number| black_box(copies.page(number)).bytes.len()).sum(),
        "scraper" => (0..size).map(|number| parsed_by_scraper(&copies, number)).sum(),
        threads => extracted(&copies, size, threads.parse().ok().and_then(NonZeroUsize::new)),
    };
    let seconds = start.elapsed().as_secs_f64();
    println!("{seconds} {bytes} {}", timing::peak().unwrap_or_default());
}

fn parsed_by_scraper(copies: &Copies, number: usize) -> usize {
    let page = copies.page(number);
    black_box(scraper::Html::parse_document(&String::from_utf8_lossy(&page.bytes)));
    page.bytes.len()
}

/// Extracts the pages and writes what they say as JSON Lines to nobody.
fn extracted(copies: &Copies, size: usize, threads: Option<NonZeroUsize>) -> usize {
    let options = Options::default();
    let work = |number| {
        let page = copies.page(number);
        let (length, source) = (page.bytes.len(), page.source.clone());
        (length, guarded(&source, || extract(page, &options)))
    };
    let (mut bytes, mut out) = (0, io::sink());
    let threads = Threads::new(threads).expect("threads start");
    let done = threads.each(0..size, work, |(length, record)| {
        bytes += length;
        record.map_or(Ok(()), |record| {
            serde_json::to_writer(&mut out, &record)?;
            out.write_all(b"\n")
        })
    });
    done.expect("a sink takes everything");
    bytes
}
