//! The score of a gold file of affiliation strings: precision and recall over all ids of the rows that the registry can answer.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;

use annals::registry::{Index, Link};
use annals::{Error, ErrorKind};
use serde::Deserialize;

use crate::cli::console::Console;
use crate::cli::exit::{Exit, Stop};
use crate::cli::institutions::Args;

/// A line of gold.
#[derive(Debug, Deserialize)]
struct Case {
    text: String,
    ror: Vec<String>,
    /// Whether all of `ror` are in the registry; other rows are passed over.
    #[serde(default = "yes")]
    in_registry: bool,
}

fn yes() -> bool {
    true
}

#[derive(Debug, Default)]
struct Tally {
    rows: usize,
    gold: usize,
    linked: usize,
    right: usize,
}

pub(super) fn run(file: &Path, args: &Args, index: &Index, console: &Console) -> Result<Exit, Stop> {
    let name = file.display().to_string();
    let text = std::fs::read_to_string(file)
        .map_err(|error| Error::new(ErrorKind::Source, &name, "cannot be read").because(error))?;
    let mut tally = Tally::default();
    let mut out = console.stdout();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let place = format!("{name}, line {}", number + 1);
        let case: Case = serde_json::from_str(line).map_err(|error| {
            Error::new(ErrorKind::Format, &place, "is no gold of affiliations").because(error)
        })?;
        if case.in_registry {
            let errors = args.errors.then_some(&mut out as &mut dyn Write);
            tally.add(&case, &index.link(&case.text), errors)?;
        }
    }
    tally.print(&mut out)?;
    let missed =
        [("precision", args.min_precision, tally.precision()), ("recall", args.min_recall, tally.recall())]
            .into_iter()
            .filter_map(|(what, floor, reached)| {
                Some((what, floor.filter(|floor| reached < *floor)?, reached))
            });
    let missed: Vec<_> = missed.collect();
    for (what, floor, reached) in &missed {
        console.warn(&format!("{name}: the {what} is {reached:.3}, below its floor of {floor:.3}"));
    }
    out.flush()?;
    Ok(if missed.is_empty() { Exit::Done } else { Exit::Differences })
}

impl Tally {
    fn add(&mut self, case: &Case, links: &[Link], errors: Option<&mut dyn Write>) -> std::io::Result<()> {
        let gold: BTreeSet<&str> = case.ror.iter().map(String::as_str).collect();
        let linked: BTreeSet<&str> = links.iter().map(|link| link.ror_id.as_str()).collect();
        self.rows += 1;
        self.gold += gold.len();
        self.linked += linked.len();
        self.right += gold.intersection(&linked).count();
        let Some(out) = errors.filter(|_| gold != linked) else { return Ok(()) };
        writeln!(out, "{}", case.text)?;
        for link in links.iter().filter(|link| !gold.contains(link.ror_id.as_str())) {
            writeln!(out, "    wrong: {} {} ({})", link.ror_id, link.name, link.rule)?;
        }
        for id in gold.difference(&linked) {
            writeln!(out, "    missed: {id}")?;
        }
        Ok(())
    }

    fn precision(&self) -> f64 {
        self.right as f64 / self.linked.max(1) as f64
    }

    fn recall(&self) -> f64 {
        self.right as f64 / self.gold.max(1) as f64
    }

    fn print(&self, out: &mut impl Write) -> std::io::Result<()> {
        writeln!(
            out,
            "{:>8}{:>8}{:>8}{:>8}{:>12}{:>8}",
            "rows", "gold", "linked", "right", "precision", "recall"
        )?;
        let Self { rows, gold, linked, right } = self;
        let (precision, recall) = (self.precision(), self.recall());
        writeln!(out, "{rows:>8}{gold:>8}{linked:>8}{right:>8}{precision:>12.3}{recall:>8.3}")
    }
}
