//! Time of hostile pages by their size: for each kind the seconds of the parse stage at 1, 2, 4 and 8 MB, and the exponent of time over bytes.
//! `cargo bench --bench hostile -- [WORD…] [--whole] [--mb N]` takes the kinds whose name holds a word, the whole pipeline, another size.
#![allow(clippy::print_stdout, clippy::cast_precision_loss, reason = "a benchmark prints")]

#[path = "../hostile/inputs.rs"]
mod inputs;

mod timing;

use std::hint::black_box;
use std::time::Instant;

use annals::parse::parse;
use annals::pipeline::{Options, extract};
use annals::source::Page;

/// What is asked for.
struct Plan {
    words: Vec<String>,
    whole: bool,
    /// The largest size, in kilobytes; the others are its half, quarter and eighth.
    largest: usize,
}

fn main() {
    let plan = plan();
    let sizes = [plan.largest / 8, plan.largest / 4, plan.largest / 2, plan.largest];
    println!(
        "| page | {} | MB/s | exponent |",
        sizes.map(|size| format!("{} MB", size as f64 / 1e3)).join(" | ")
    );
    println!("|---|---|---|---|---|---|---|");
    for (name, make) in inputs::KINDS {
        if !plan.words.is_empty() && !plan.words.iter().any(|word| name.contains(word.as_str())) {
            continue;
        }
        let times = sizes.map(|size| time(make(size * 1000), plan.whole));
        let speed = plan.largest as f64 / 1e3 / times[3];
        let shown = times.map(|time| format!("{time:.3} s")).join(" | ");
        println!("| {name} | {shown} | {speed:.1} | {:.2} |", exponent(&times));
    }
}

fn plan() -> Plan {
    let mut plan = Plan { words: Vec::new(), whole: false, largest: 8000 };
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--whole" => plan.whole = true,
            "--mb" => {
                let size = arguments.next().and_then(|size| size.parse::<usize>().ok()).unwrap_or(8);
                plan.largest = size * 1000;
            }
            "--bench" => {}
            _ => plan.words.push(argument),
        }
    }
    plan
}

/// Seconds, the best of two.
fn time(bytes: Vec<u8>, whole: bool) -> f64 {
    let page = Page { source: "hostile.html".to_owned(), bytes, ..Page::default() };
    let once = |_| {
        let start = Instant::now();
        if whole {
            black_box(extract(&page, &Options::default())).ok();
        } else {
            black_box(parse(&page)).ok();
        }
        start.elapsed().as_secs_f64()
    };
    (0..2).map(once).fold(f64::INFINITY, f64::min)
}

/// The slope of a line through the logarithms: 1 is linear, 2 quadratic.
fn exponent(times: &[f64; 4]) -> f64 {
    let points = [0.0, 1.0, 2.0, 3.0].into_iter().zip(times.map(f64::log2));
    let mean = times.iter().map(|time| time.log2()).sum::<f64>() / 4.0;
    points.map(|(x, y)| (x - 1.5) * (y - mean)).sum::<f64>() / 5.0
}
