//! Changed pages, as real and hostile ones are, through the whole pipeline: `cargo bench --bench mutants -- [FOLDER…] [--seed N] [--number N]` makes so
//! many (10,000) of the pages below the folders (of the fixtures, where none is named), and ends with 1 where one is a bug, takes too long or takes more
//! memory than a page may. Then it fits time over size for each kind of change. `--kind WORD` fits those whose name holds it.
//! `--write FOLDER` writes the pages instead; `--only NUMBER` makes that one alone.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::cast_precision_loss,
    reason = "a benchmark prints"
)]

mod copies;
#[path = "../hostile/cost.rs"]
mod cost;
mod growth;
#[path = "../hostile/inputs.rs"]
mod inputs;
#[path = "../hostile/mutate/mod.rs"]
mod mutate;
mod pages;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use annals::pipeline::Threads;
use annals::source::Page;

use cost::{Cost, MEMORY};
use mutate::Mutant;

/// What is asked for.
struct Plan {
    folders: Vec<PathBuf>,
    seed: u64,
    number: usize,
    only: Option<usize>,
    write: Option<PathBuf>,
    /// Words of the kinds whose time is fitted; all where there are none.
    kinds: Vec<String>,
}

/// What the pages of a kind cost.
#[derive(Default)]
struct Costs {
    pages: usize,
    /// The most milliseconds for 100 kB, of the pages that have as much.
    slowest: f64,
    /// The most memory for a byte, beside what every page may take.
    largest: f64,
}

fn main() -> ExitCode {
    let plan = plan();
    let pages: Vec<Page> = plan.folders.iter().flat_map(|folder| pages::load(folder)).collect();
    let bytes: Vec<Vec<u8>> = pages.iter().map(|page| page.bytes.clone()).collect();
    if let Some(folder) = &plan.write {
        return write(&plan, folder, &bytes);
    }
    println!("{} pages, changed {} times, seed {}", pages.len(), plan.number, plan.seed);
    let failures = read_all(&plan, &bytes);
    failures.iter().for_each(|failure| eprintln!("{failure}"));
    let failed = failures.len() + growth::fit(&pages, plan.seed, &plan.kinds);
    ExitCode::from(u8::from(failed > 0))
}

fn plan() -> Plan {
    let mut plan =
        Plan { folders: Vec::new(), seed: 1, number: 10_000, only: None, write: None, kinds: Vec::new() };
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().unwrap_or_default();
        match argument.as_str() {
            "--seed" => plan.seed = value().parse().unwrap_or(plan.seed),
            "--number" => plan.number = value().parse().unwrap_or(plan.number),
            "--only" => plan.only = value().parse().ok(),
            "--write" => plan.write = Some(value().into()),
            "--kind" => plan.kinds.push(value()),
            "--bench" => {}
            folder => plan.folders.push(folder.into()),
        }
    }
    if plan.folders.is_empty() {
        plan.folders.push(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures"));
    }
    plan
}

impl Plan {
    fn numbers(&self) -> std::ops::Range<usize> {
        self.only.map_or(0..self.number, |number| number..number + 1)
    }
}

/// Writes the pages, for other programs to read what comes of them.
fn write(plan: &Plan, folder: &Path, pages: &[Vec<u8>]) -> ExitCode {
    let one = |number| {
        let mutant = mutate::mutant(pages, plan.seed, number);
        std::fs::write(folder.join(format!("{number:05}.html")), mutant.bytes)
    };
    let done = std::fs::create_dir_all(folder).and_then(|()| plan.numbers().try_for_each(one));
    done.map_or_else(
        |error| {
            eprintln!("{}: {error}", folder.display());
            ExitCode::from(2)
        },
        |()| ExitCode::SUCCESS,
    )
}

/// Reads all pages on all processors, prints what they cost, and gives the failures.
fn read_all(plan: &Plan, pages: &[Vec<u8>]) -> Vec<String> {
    let work = |number| {
        let mutant = mutate::mutant(pages, plan.seed, number);
        let cost = cost::cost(&number.to_string(), &mutant.bytes);
        (number, mutant, cost)
    };
    let (mut kinds, mut failures, mut records, mut bytes) = (BTreeMap::new(), Vec::new(), 0, 0);
    let threads = Threads::new(None).expect("threads start");
    let Ok(()) = threads.each(plan.numbers(), work, |(number, mutant, cost)| {
        add(&mut kinds, &mutant, &cost);
        records += usize::from(cost.record.is_ok());
        bytes += cost.bytes;
        let failure = cost.failure();
        failures.extend(failure.map(|told| format!("page {number} ({}): {told}", mutant.kinds.join(", "))));
        Ok::<(), std::convert::Infallible>(())
    });
    show(&kinds);
    println!(
        "\n{} MB in {} pages: {records} records, {} are no pages, {} failures",
        bytes / 1_000_000,
        plan.numbers().len(),
        plan.numbers().len() - records,
        failures.len()
    );
    failures
}

fn add(kinds: &mut BTreeMap<&'static str, Costs>, mutant: &Mutant, cost: &Cost) {
    let size = cost.bytes as f64;
    let each = cost.peak.saturating_sub(MEMORY.0) as f64 / size.max(1.0);
    let pace = if size > 1e5 { cost.time.as_secs_f64() * 1e3 * 1e5 / size } else { 0.0 };
    for kind in &mutant.kinds {
        let costs = kinds.entry(kind).or_default();
        costs.pages += 1;
        costs.slowest = costs.slowest.max(pace);
        costs.largest = costs.largest.max(each);
    }
}

fn show(kinds: &BTreeMap<&'static str, Costs>) {
    println!(
        "| change | pages | most ms for 100 kB | most memory, bytes for a byte beside {} MiB |",
        MEMORY.0 >> 20
    );
    println!("|---|---|---|---|");
    for (name, Costs { pages, slowest, largest }) in kinds {
        println!("| {name} | {pages} | {slowest:.1} | {largest:.1} |");
    }
}
