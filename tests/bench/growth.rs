//! How time grows with size: pages of 32 kB to 512 kB, each twice as large as the one before, of every kind of change, and the slope of a line through the logarithms.

use annals::source::Page;

use crate::copies::Copies;
use crate::cost::{Cost, cost};
use crate::{inputs, mutate};

/// Bytes of the pages before they are changed.
const SIZES: [usize; 5] = [32_000, 64_000, 128_000, 256_000, 512_000];
/// Time of a page below which the clock says nothing: Linux counts in ticks.
const TICKS: f64 = 0.01;
/// Slope above which a kind is told of: 1 is linear, 2 quadratic.
const STEEP: f64 = 1.25;
/// Slope above which it is a failure, however noisy the machine.
const QUADRATIC: f64 = 1.6;
/// Pages that are repeated, each time with other names, and what they may hold.
const PAGES: usize = 8;
const PAGE: std::ops::Range<usize> = 2_000..20_000;

/// Prints the slope of each kind of change and of each kind of hostile page; gives the number of those that are quadratic or fail otherwise.
pub(crate) fn fit(pages: &[Page], seed: u64, words: &[String]) -> usize {
    let mut fitting: Vec<Page> =
        pages.iter().filter(|page| PAGE.contains(&page.bytes.len())).cloned().collect();
    fastrand::Rng::with_seed(seed).shuffle(&mut fitting);
    fitting.truncate(PAGES);
    let copies = Copies::of(&fitting);
    let other = fitting.last().map(|page| page.bytes.clone()).unwrap_or_default();
    println!(
        "\n| kind of page | ms at {} | slope |\n|---|---|---|",
        SIZES.map(|size| format!("{} kB", size / 1000)).join(", ")
    );
    let asked = |name: &str| words.is_empty() || words.iter().any(|word| name.contains(word.as_str()));
    let unchanged = asked("unchanged").then(|| one("unchanged", |size| large(&copies, size)));
    let changed = mutate::kinds()
        .filter(|kind| asked(kind.0))
        .map(|kind| one(kind.0, |size| mutate::changed(large(&copies, size), &other, kind, seed)));
    let made = inputs::KINDS.iter().filter(|(name, _)| asked(name)).map(|(name, make)| one(name, make));
    unchanged.into_iter().chain(changed).chain(made).filter(|failed| *failed).count()
}

/// A page of so many bytes: pages behind each other, with ever new names.
fn large(copies: &Copies, size: usize) -> Vec<u8> {
    let mut page = Vec::with_capacity(size + PAGE.end);
    for number in 0.. {
        page.extend(copies.page(number).bytes);
        if page.len() >= size {
            break;
        }
    }
    page
}

/// Measures a kind of page; whether it failed.
fn one(name: &str, make: impl Fn(usize) -> Vec<u8>) -> bool {
    let points = SIZES.iter().map(|size| best(name, &make(*size)));
    // Bytes that are no page end reading before it begins.
    let points: Vec<Cost> = points.filter(|cost| cost.record.is_ok() || cost.failure().is_some()).collect();
    if points.len() < 3 {
        println!("| {name} | are no pages | |");
        return false;
    }
    let failure = points.iter().find_map(Cost::failure);
    let slope = slope(&points);
    let times: Vec<String> =
        points.iter().map(|cost| format!("{:.1}", cost.time.as_secs_f64() * 1e3)).collect();
    let told = match (&failure, slope) {
        (Some(failure), _) => format!("**{failure}**"),
        (None, Some(slope)) if slope > STEEP => format!("{slope:.2} steep"),
        (None, Some(slope)) => format!("{slope:.2}"),
        (None, None) => "too fast".to_owned(),
    };
    println!("| {name} | {} | {told} |", times.join(", "));
    failure.is_some() || slope.is_some_and(|slope| slope > QUADRATIC)
}

/// The faster of two: noise only adds.
fn best(name: &str, bytes: &[u8]) -> Cost {
    let (first, second) = (cost(name, bytes), cost(name, bytes));
    if second.time < first.time { second } else { first }
}

/// The slope of the line through the logarithms of size and time, of the pages that take long enough.
fn slope(points: &[Cost]) -> Option<f64> {
    let points = points.iter().filter(|cost| cost.time.as_secs_f64() > TICKS);
    let points: Vec<(f64, f64)> =
        points.map(|cost| ((cost.bytes as f64).ln(), cost.time.as_secs_f64().ln())).collect();
    let mean = |of: fn(&(f64, f64)) -> f64| points.iter().map(of).sum::<f64>() / points.len() as f64;
    let (x, y) = (mean(|point| point.0), mean(|point| point.1));
    let both: f64 = points.iter().map(|point| (point.0 - x) * (point.1 - y)).sum();
    let slope = both / points.iter().map(|point| (point.0 - x).powi(2)).sum::<f64>();
    (points.len() > 2).then_some(slope)
}
