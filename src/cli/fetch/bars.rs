//! Bars of a run on a terminal: one a source, with its rate and the time left. Sources that share a host have one together, since they
//! wait for each other.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use annals::fetch::Progress;
use annals::project::{Config, Web};
use indicatif::{MultiProgress, ProgressBar, ProgressStyle};
use unicode_width::UnicodeWidthStr as _;

use crate::cli::console::Console;

/// Bars shown at once; the rest of many are together in the last.
const SHOWN: usize = 8;

/// Cells of a bar, and the most and the fewest of its label.
const BAR: usize = 20;
const LABEL: std::ops::RangeInclusive<usize> = 12..=40;

/// What stands behind a label at its longest.
const FIGURES: usize = 60;

/// Where nothing tells the width of a terminal.
const WIDTH: usize = 80;

/// The bars of a run; none where nobody watches.
pub(super) struct Bars {
    lines: MultiProgress,
    bars: Vec<Bar>,
    /// The bar of each source.
    of_source: Vec<usize>,
    sources: Vec<Progress>,
    width: usize,
    is_watched: bool,
}

struct Bar {
    label: String,
    line: ProgressBar,
    /// When its first address was asked.
    begun: Option<Instant>,
}

/// How far the sources of a bar are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Figures {
    asked: usize,
    waiting: usize,
    since: Duration,
}

impl Bars {
    /// The bars for the sources of a project.
    pub(super) fn new(config: &Config, console: &Console) -> Self {
        let webs: Vec<&Web> = config.sources.iter().filter_map(|source| source.web.as_ref()).collect();
        let (labels, of_source) = shared(&labels(&webs));
        let lines = MultiProgress::new();
        let style = ProgressStyle::with_template("{msg}").unwrap_or_else(|_| ProgressStyle::default_bar());
        let is_watched = console.is_watched();
        let bar = |label: String| {
            // A bar is drawn when there is something to draw.
            let line = if is_watched { ProgressBar::no_length() } else { ProgressBar::hidden() };
            Bar { label, line: line.with_style(style.clone()), begun: None }
        };
        let bars = labels.into_iter().map(bar).collect();
        let sources = vec![Progress::default(); of_source.len()];
        let width = console.watched_width().unwrap_or(WIDTH);
        Self { lines, bars, of_source, sources, width, is_watched }
    }

    /// Shows how far a source is.
    pub(super) fn show(&mut self, progress: Progress) {
        if !self.is_watched {
            return;
        }
        self.sources[progress.source] = progress;
        let number = self.of_source[progress.source];
        let ours = self.sources.iter().zip(&self.of_source).filter(|(_, bar)| **bar == number);
        let (asked, waiting) = ours.fold((0, 0), |sum, (of, _)| (sum.0 + of.asked, sum.1 + of.waiting));
        let bar = &mut self.bars[number];
        if bar.begun.is_none() {
            bar.begun = Some(Instant::now());
            bar.line = self.lines.add(bar.line.clone());
        }
        let since = bar.begun.map_or(Duration::ZERO, |begun| begun.elapsed());
        bar.line.set_message(line(&bar.label, Figures { asked, waiting, since }, self.width));
    }

    /// Takes the bars away; what came of the run is told in words.
    pub(super) fn end(&self) {
        self.bars.iter().for_each(|bar| bar.line.finish_and_clear());
        // Nobody can be told where the terminal has gone.
        let _ = self.lines.clear();
    }
}

/// What each source is called: its address without what all have, or its host where another source asks that too.
fn labels(webs: &[&Web]) -> Vec<String> {
    let host = |web: &&Web| web.first().and_then(|url| url.host_str()).unwrap_or_default().to_owned();
    let hosts: Vec<String> = webs.iter().map(host).collect();
    let plain = |web: &Web| {
        let address = web.first().map_or("", |url| url.as_str());
        address.split_once("://").map_or(address, |(_, rest)| rest).trim_end_matches('/').to_owned()
    };
    let is_shared = |host: &String| hosts.iter().filter(|other| *other == host).count() > 1;
    let label = |(web, host): (&&Web, &String)| if is_shared(host) { host.clone() } else { plain(web) };
    webs.iter().zip(&hosts).map(label).collect()
}

/// The labels of bars, and which bar each source has.
fn shared(labels: &[String]) -> (Vec<String>, Vec<usize>) {
    let mut bars: Vec<String> = Vec::new();
    let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
    let distinct: BTreeSet<&str> = labels.iter().map(String::as_str).collect();
    let own = if distinct.len() > SHOWN { SHOWN - 1 } else { SHOWN };
    let of_source = labels.iter().map(|label| {
        *numbers.entry(label).or_insert_with(|| {
            match bars.len() {
                few if few < own => bars.push(label.clone()),
                few if few == own => bars.push(format!("{} more", distinct.len() - own)),
                _ => {}
            }
            bars.len() - 1
        })
    });
    let of_source = of_source.collect();
    (bars, of_source)
}

/// `example.org/feed  ━━━━────  34/120  1.0/s  1 min 26 s left`, in so many cells.
fn line(label: &str, figures: Figures, width: usize) -> String {
    let Figures { asked, waiting, since } = figures;
    let room = width.saturating_sub(FIGURES + 1).clamp(*LABEL.start(), *LABEL.end());
    let total = asked + waiting;
    let done = (asked * BAR).checked_div(total).unwrap_or(0);
    let bar = "━".repeat(done) + &"─".repeat(BAR - done);
    let rate = if since.is_zero() { 0.0 } else { asked as f64 / since.as_secs_f64() };
    let left = match waiting {
        0 => "done".to_owned(),
        _ if rate > 0.0 => format!("{} left", time(waiting as f64 / rate)),
        _ => String::new(),
    };
    let text = format!("{} {bar} {asked}/{total}  {rate:.1}/s  {left}", cut(label, room));
    text.chars().take(width).collect::<String>().trim_end().to_owned()
}

/// A label in so many cells: of one that is too long the middle is left out, as its ends tell it from others.
fn cut(label: &str, cells: usize) -> String {
    let wide = label.width();
    if wide <= cells {
        return label.to_owned() + &" ".repeat(cells - wide);
    }
    let letters: Vec<char> = label.chars().collect();
    let (before, after) = (cells / 2, cells - cells / 2 - 1);
    let ends =
        [&letters[..before.min(letters.len())], &['…'], &letters[letters.len().saturating_sub(after)..]];
    ends.concat().into_iter().collect()
}

/// A time as people say it, the two largest units of it.
fn time(seconds: f64) -> String {
    let seconds = Duration::try_from_secs_f64(seconds.ceil()).unwrap_or_default().as_secs();
    match seconds {
        0..60 => format!("{seconds} s"),
        60..3600 => format!("{} min {} s", seconds / 60, seconds % 60),
        _ => format!("{} h {} min", seconds / 3600, seconds % 3600 / 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(asked: usize, waiting: usize, seconds: u64) -> Figures {
        Figures { asked, waiting, since: Duration::from_secs(seconds) }
    }

    #[test]
    fn a_line_says_how_much_how_fast_and_how_long() {
        assert_eq!(
            line("example.org/feed", figures(30, 90, 30), 80),
            "example.org/feed    ━━━━━─────────────── 30/120  1.0/s  1 min 30 s left"
        );
        assert!(line("a", figures(0, 3, 0), 80).ends_with("0/3  0.0/s"));
        assert!(line("a", figures(3, 0, 2), 80).ends_with("3/3  1.5/s  done"));
        assert!(line("a", figures(1, 50_000, 1), 80).ends_with("13 h 53 min left"));
        for width in [20, 60, 80, 200] {
            let long = "events.of-a-very-long-name.example.org/a/long/path/to/feed.xml";
            assert!(line(long, figures(99_999, 99_999, 86_400), width).chars().count() <= width);
        }
    }

    #[test]
    fn sources_of_one_host_share_a_bar_and_many_are_together() {
        let config = "[[source]]\nfeed = \"https://a.example.org/x.xml\"\n[[source]]\nurl = \"https://b.example.org/\"\n\
            [[source]]\nsitemap = \"https://a.example.org/y.xml\"\n";
        let config = Config::parse(config, "annals.toml").unwrap();
        let webs: Vec<&Web> = config.sources.iter().filter_map(|source| source.web.as_ref()).collect();
        let told = labels(&webs);
        assert_eq!(told, ["a.example.org", "b.example.org", "a.example.org"]);
        assert_eq!(shared(&told), (vec!["a.example.org".into(), "b.example.org".into()], vec![0, 1, 0]));
        let many: Vec<String> = (0..12).map(|number| format!("{number}")).collect();
        let (bars, of_source) = shared(&many);
        assert_eq!((bars.len(), bars[7].as_str(), of_source[11]), (8, "5 more", 7));
        assert_eq!(shared(&many[..8]).0.len(), 8);
    }
}
