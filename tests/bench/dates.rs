//! Speed of the date recogniser on plain text, by size, on one core. `cargo bench --bench dates -- FILE…` reads text files; without one it
//! reads the texts of the fixtures, the lines of `tests/dates`, and texts that are made to be slow.
#![allow(clippy::print_stdout, clippy::cast_precision_loss, reason = "a benchmark prints")]

mod timing;

use std::hint::black_box;
use std::path::{Path, PathBuf};

use annals::Span;
use annals::dates::{Context, Recogniser};
use annals::source::Page;
use timing::{best, exponent};

/// How often each measure is taken; the best counts, since noise only adds.
const ROUNDS: usize = 3;
/// Sizes of the texts, in megabytes.
const SIZES: [usize; 4] = [1, 2, 4, 8];

fn main() {
    let files: Vec<String> =
        std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    println!(
        "{:<28}{:>9}{:>9}{:>9}{:>9}   (MB/s at 1, 2, 4, 8 MB)   exponent   dates/MB",
        "text", "1", "2", "4", "8"
    );
    if files.is_empty() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        measure("pages of the fixtures", &fixtures(&root.join("fixtures")));
        measure("lines of tests/dates (en)", &lines(&root.join("tests/dates/en.tsv")));
        for (name, piece) in SLOW {
            measure(name, piece);
        }
    }
    for file in files {
        let text = std::fs::read(&file).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        measure(&file, &text.unwrap_or_default());
    }
}

/// Texts that lead a reader far and to nothing.
const SLOW: [(&str, &str); 9] = [
    ("digits", "1234567890"),
    ("numbers", "5 12 19 7 "),
    ("lists without a month", "5, 12 and 19, "),
    ("slashes", "1/1/"),
    ("small words", "from the on of the "),
    ("weekdays", "Thu, Fri, "),
    ("months", "May June, "),
    ("times without a day", "at 10:00 to 11:00 / "),
    ("dates without a year", "5 May, "),
];

fn measure(name: &str, piece: &str) {
    if piece.is_empty() {
        return println!("{name}: no text");
    }
    let mut times = Vec::new();
    let mut found = 0;
    for megabytes in SIZES {
        let text = piece.repeat(megabytes * 1_000_000 / piece.len() + 1);
        let recogniser = Recogniser::of("en");
        let context = Context { language: "en", published: "2024-03-15".parse().ok(), ..Context::default() };
        times.push(best(ROUNDS, || {
            found = black_box(recogniser.find(&text, Span::new(0, text.len()), &context)).len() / megabytes;
        }));
    }
    let rates =
        SIZES.iter().zip(&times).map(|(size, time)| format!("{:>9.1}", *size as f64 / time.as_secs_f64()));
    let exponent = exponent(times[0], times[3], 8.0);
    println!("{name:<28}{}   {exponent:>33.2}   {found:>8}", rates.collect::<String>());
}

/// The texts of all pages.
fn fixtures(folder: &Path) -> String {
    let mut paths: Vec<PathBuf> =
        walkdir::WalkDir::new(folder).into_iter().flatten().map(walkdir::DirEntry::into_path).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "html"));
    paths.sort();
    let text = |path: &PathBuf| {
        let page = Page { bytes: std::fs::read(path).ok()?, ..Page::default() };
        Some(annals::parse::parse(&page).ok()?.text)
    };
    paths.iter().filter_map(text).collect::<Vec<_>>().join("\n\n")
}

/// The texts of a file of `tests/dates`.
fn lines(file: &Path) -> String {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    let first = |line: &str| line.split('\t').next().map(|text| format!("{text}\n"));
    text.lines().filter(|line| !line.starts_with('#')).filter_map(first).collect()
}
