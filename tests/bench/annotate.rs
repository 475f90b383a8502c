//! Speed of annotate and relate on the text of pages, on one core, and of pages of ever more names. `cargo bench --bench annotate -- DIR…` reads
//! the pages of directories; without one it reads the fixtures.
#![allow(clippy::print_stdout, clippy::cast_precision_loss, reason = "a benchmark prints")]

mod timing;

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Duration;

use annals::annotate::annotate;
use annals::parse::{Document, parse};
use annals::relate::{Choices, relate};
use annals::source::Page;
use timing::{best, exponent};

/// How often each measure is taken; the best counts, since noise only adds.
const ROUNDS: usize = 5;
/// Sizes of the pages of names.
const NAMES: [usize; 4] = [500, 1000, 2000, 4000];

fn main() {
    let mut folders: Vec<PathBuf> =
        std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).map(PathBuf::from).collect();
    if folders.is_empty() {
        folders.push(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures"));
    }
    println!("{:<40}{:>8}{:>10}{:>16}{:>14}", "pages", "number", "MB text", "annotate MB/s", "relate MB/s");
    for folder in folders {
        let documents = documents(&folder);
        speed(&folder.display().to_string(), &documents);
    }
    println!("\n{:<40}{:>8}{:>14}{:>14}", "a page of names", "names", "annotate ms", "relate ms");
    for (kind, line) in LINES {
        let times: Vec<(Duration, Duration)> =
            NAMES.iter().map(|count| page_of_names(kind, line, *count)).collect();
        println!(
            "{:<40}{:>8}{:>14.2}{:>14.2}",
            "",
            "exponent",
            exponent(times[0].0, times[3].0, 8.0),
            exponent(times[0].1, times[3].1, 8.0)
        );
    }
}

/// How each name of a page of names is printed; `{}` is a number in letters.
const LINES: [(&str, &str); 4] = [
    ("items with affiliations", "<li>Dr. Maria Lopez{}, Director, Fenwick{} College, Kenya</li>"),
    ("items of bare names", "<li>Maria Lopez{}</li>"),
    ("rows", "<tr><td>10:00</td><td>Maria Lopez{}</td><td>Fenwick{} College</td></tr>"),
    ("one sentence", "Dr. Maria Lopez{}, "),
];

fn page_of_names(kind: &str, line: &str, count: usize) -> (Duration, Duration) {
    let body: String = (0..count).map(|number| line.replace("{}", &letters(number))).collect();
    let html = format!(
        "<html lang=en><body><main><h1>Seminar, 14 March 2024</h1><table>{body}</table></main></body></html>"
    );
    let page = Page { source: kind.to_owned(), bytes: html.into_bytes(), ..Page::default() };
    let Ok(document) = parse(&page) else { return (Duration::ZERO, Duration::ZERO) };
    let times = times(&document);
    println!(
        "{kind:<40}{count:>8}{:>14.2}{:>14.2}",
        times.0.as_secs_f64() * 1e3,
        times.1.as_secs_f64() * 1e3
    );
    times
}

/// A number in letters, so that every name is another.
fn letters(mut number: usize) -> String {
    let mut word = String::new();
    for _ in 0..3 {
        word.push(char::from(b'a' + u8::try_from(number % 26).unwrap_or_default()));
        number /= 26;
    }
    word
}

fn speed(name: &str, documents: &[Document]) {
    let bytes: usize = documents.iter().map(|document| document.text.len()).sum();
    let sum = documents
        .iter()
        .map(times)
        .fold((Duration::ZERO, Duration::ZERO), |sum, times| (sum.0 + times.0, sum.1 + times.1));
    let rate = |time: Duration| bytes as f64 / 1e6 / time.as_secs_f64();
    println!(
        "{name:<40}{:>8}{:>10.2}{:>16.1}{:>14.1}",
        documents.len(),
        bytes as f64 / 1e6,
        rate(sum.0),
        rate(sum.1)
    );
}

/// The times of annotate and of relate.
fn times(document: &Document) -> (Duration, Duration) {
    let annotated = best(ROUNDS, || drop(black_box(annotate(document, None))));
    let annotations = annotate(document, None);
    (annotated, best(ROUNDS, || drop(black_box(relate(document, &annotations, None, &Choices::default())))))
}

/// The documents of the pages below a folder, in the order of their names.
fn documents(folder: &Path) -> Vec<Document> {
    let mut paths = Vec::new();
    collect(folder, &mut paths);
    paths.sort();
    let read = |path: &PathBuf| {
        let page =
            Page { source: path.display().to_string(), bytes: std::fs::read(path).ok()?, ..Page::default() };
        parse(&page).ok()
    };
    paths.iter().filter_map(read).collect()
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|extension| extension == "html") {
            paths.push(path);
        }
    }
}
