//! Speed of the whole pipeline on one core, beside `scraper::Html::parse_document` alone on the same bytes in the same run.
//! `cargo bench --bench pipeline -- FOLDER` reads `.html` and `.html.gz` files; without a folder it reads the fixtures.
//! With the number of a stage behind the folder (0 is scraper, 1 is parse) that stage runs once, or as often as a further number says, for tools that count
//! instructions or take samples.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::cast_precision_loss,
    reason = "a benchmark prints"
)]

mod pages;
mod timing;

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use annals::pipeline::{Options, extract};
use annals::source::Page;

/// How often each measure is taken; the best counts, since noise only adds.
const ROUNDS: usize = 9;

/// What is measured on every page, by name.
type Stage = (&'static str, fn(&Page));

/// The first is the base of all ratios.
const STAGES: [Stage; 3] = [
    ("scraper::Html::parse_document", |page| {
        black_box(scraper::Html::parse_document(&String::from_utf8_lossy(&page.bytes)));
    }),
    ("annals: parse", |page| {
        black_box(annals::parse::parse(page)).ok();
    }),
    ("annals: whole pipeline", |page| {
        black_box(extract(page, &Options::default())).ok();
    }),
];

fn main() {
    let mut arguments = std::env::args().skip(1).filter(|argument| !argument.starts_with("--"));
    let folder = arguments.next();
    let folder = folder.map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures"), PathBuf::from);
    let pages = pages::load(&folder);
    if pages.is_empty() {
        eprintln!("{}: no .html or .html.gz files", folder.display());
        std::process::exit(2);
    }
    if let Some((_, stage)) = arguments.next().and_then(|index| STAGES.get(index.parse::<usize>().ok()?)) {
        let times = arguments.next().and_then(|times| times.parse().ok()).unwrap_or(1);
        return (0..times).for_each(|_| pages.iter().for_each(stage));
    }
    let bytes: usize = pages.iter().map(|page| page.bytes.len()).sum();
    println!("{} pages, {:.2} MB, one core, best of {ROUNDS}", pages.len(), megabytes(bytes));
    let times = best(&STAGES.map(|(_, stage)| move |pages: &[Page]| pages.iter().for_each(stage)), &pages);
    for ((name, _), time) in STAGES.iter().zip(&times) {
        report(name, *time, times[0], pages.len(), bytes);
    }
    if let Some(process) = process(&pages) {
        report("annals extract -j 1, whole process", process, times[0], pages.len(), bytes);
    }
}

/// The command itself on one thread, from its start to its end, with reading the pages and writing JSON Lines; the pages are unpacked first.
fn process(pages: &[Page]) -> Option<Duration> {
    let folder = std::env::temp_dir().join(format!("annals-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder).ok()?;
    for (index, page) in pages.iter().enumerate() {
        std::fs::write(folder.join(format!("{index}.html")), &page.bytes).ok()?;
    }
    let extract = || {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_annals"));
        command.arg("extract").arg(&folder).args(["--format", "jsonl", "--jobs", "1", "--quiet"]);
        command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null()).status()
    };
    let works = extract().is_ok_and(|status| status.code().is_some_and(|code| code == 0 || code == 3));
    let time = works.then(|| best(&[|_: &[Page]| drop(extract())], pages)[0]);
    std::fs::remove_dir_all(&folder).ok();
    time
}

/// The best time of each run. They take turns, so that what else happens on the machine happens to all of them.
fn best(runs: &[impl Fn(&[Page])], pages: &[Page]) -> Vec<Duration> {
    runs.iter().for_each(|run| run(pages));
    let mut times = vec![Duration::MAX; runs.len()];
    for _ in 0..ROUNDS {
        for (run, time) in runs.iter().zip(&mut times) {
            let start = Instant::now();
            run(pages);
            *time = start.elapsed().min(*time);
        }
    }
    times
}

fn report(name: &str, time: Duration, base: Duration, pages: usize, bytes: usize) {
    let seconds = time.as_secs_f64();
    println!(
        "{name:32} {:8.1} ms {:8.0} pages/s {:8.1} MB/s {:6.2} x",
        seconds * 1e3,
        pages as f64 / seconds,
        megabytes(bytes) / seconds,
        seconds / base.as_secs_f64()
    );
}

fn megabytes(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}
