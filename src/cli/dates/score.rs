//! The score of a gold file of date expressions: the share whose type and value are exact, both ends of ranges, by language.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

use annals::{Error, ErrorKind};
use serde::Deserialize;

use crate::cli::console::Console;
use crate::cli::dates::answer::Answer;
use crate::cli::dates::{Args, day, find};
use crate::cli::exit::{Exit, Stop};

/// A line of gold.
#[derive(Debug, Deserialize)]
struct Case {
    id: String,
    language: String,
    input: String,
    reference: Option<String>,
    gold: Vec<Gold>,
}

#[derive(Debug, Deserialize)]
struct Gold {
    text: String,
    #[serde(rename = "type")]
    kind: String,
    values: Vec<Accepted>,
}

/// One accepted reading.
#[derive(Debug, Deserialize)]
struct Accepted {
    value: Option<String>,
    start: Option<String>,
    end: Option<String>,
}

/// The figures of a language.
#[derive(Debug, Default)]
struct Tally {
    gold: usize,
    exact: usize,
    /// Right but for the year, where the gold has one that nothing in the line tells.
    open: usize,
    extra: usize,
}

/// Reads `en=0.93`.
pub(super) fn floor(text: &str) -> Result<(String, f64), String> {
    let (language, share) = text.split_once('=').ok_or("floors are written like en=0.93")?;
    let share = share.parse().map_err(|_| format!("`{share}` is no number"))?;
    Ok((language.to_owned(), share))
}

pub(super) fn run(file: &Path, args: &Args, console: &Console) -> Result<Exit, Stop> {
    let name = file.display().to_string();
    let text = std::fs::read_to_string(file)
        .map_err(|error| Error::new(ErrorKind::Source, &name, "cannot be read").because(error))?;
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    let mut out = console.stdout();
    for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let place = format!("{name}, line {}", index + 1);
        let case: Case = serde_json::from_str(line)
            .map_err(|error| Error::new(ErrorKind::Format, &place, "is no gold of dates").because(error))?;
        let reference = case.reference.as_deref().map(|text| day(&place, text)).transpose()?;
        let found = find(&case.input, Some(&case.language), reference);
        let answers: Vec<Answer> = found.iter().map(Answer::of).collect();
        let errors = args.errors.then_some(&mut out as &mut dyn Write);
        tallies.entry(case.language.clone()).or_default().add(&case, answers, errors)?;
    }
    print(&mut out, &tallies)?;
    let missed: Vec<_> =
        args.min.iter().filter(|(language, floor)| share(&tallies, language) < *floor).collect();
    for (language, floor) in &missed {
        console.warn(&format!(
            "{name}: the share of {language} is {:.3}, below its floor of {floor:.3}",
            share(&tallies, language)
        ));
    }
    out.flush()?;
    Ok(if missed.is_empty() { Exit::Done } else { Exit::Differences })
}

fn share(tallies: &BTreeMap<String, Tally>, language: &str) -> f64 {
    tallies.get(language).map_or(0.0, |tally| tally.exact as f64 / tally.gold.max(1) as f64)
}

fn print(out: &mut impl Write, tallies: &BTreeMap<String, Tally>) -> std::io::Result<()> {
    writeln!(
        out,
        "{:<10}{:>6}{:>8}{:>8}{:>22}{:>8}",
        "language", "gold", "exact", "share", "share, year left open", "extra"
    )?;
    for (language, tally) in tallies {
        let of = |count: usize| count as f64 / tally.gold.max(1) as f64;
        let open = of(tally.exact + tally.open);
        let (gold, exact, extra) = (tally.gold, tally.exact, tally.extra);
        writeln!(out, "{language:<10}{gold:>6}{exact:>8}{:>8.3}{open:>22.3}{extra:>8}", of(exact))?;
    }
    Ok(())
}

impl Tally {
    /// Counts a case: each gold expression takes the first answer that has its type and one of its values.
    fn add(
        &mut self,
        case: &Case,
        mut answers: Vec<Answer>,
        mut errors: Option<&mut dyn Write>,
    ) -> std::io::Result<()> {
        for gold in &case.gold {
            self.gold += 1;
            let same = |open: bool| answers.iter().position(|answer| gold.is(answer, open));
            if let Some(at) = same(false) {
                answers.remove(at);
                self.exact += 1;
                continue;
            }
            if let Some(at) = same(true).filter(|_| case.reference.is_none()) {
                answers.remove(at);
                self.open += 1;
                continue;
            }
            if let Some(out) = errors.as_mut() {
                let said: Vec<_> =
                    answers.iter().map(|answer| format!("{} {}", answer.kind, answer.shown())).collect();
                let wanted: Vec<_> = gold.values.iter().map(Accepted::shown).collect();
                writeln!(out, "{}: {}", case.id, case.input)?;
                writeln!(
                    out,
                    "    `{}` is {} {}; read: {}",
                    gold.text,
                    gold.kind,
                    wanted.join(" or "),
                    said.join(" | ")
                )?;
            }
        }
        self.extra += answers.len();
        Ok(())
    }
}

impl Gold {
    fn is(&self, answer: &Answer, open: bool) -> bool {
        answer.kind == self.kind && self.values.iter().any(|accepted| accepted.is(answer, open))
    }
}

impl Accepted {
    fn is(&self, answer: &Answer, open: bool) -> bool {
        let same = |gold: &Option<String>, said: &Option<String>| match (gold, said) {
            (Some(gold), Some(said)) if open => {
                tail(&canonical(gold)) == tail(said) && said.starts_with("XXXX")
            }
            (Some(gold), Some(said)) => canonical(gold) == canonical(said),
            (None, None) => true,
            _ => false,
        };
        same(&self.value, &answer.value) && same(&self.start, &answer.from) && same(&self.end, &answer.to)
    }

    fn shown(&self) -> String {
        let part = |part: &Option<String>| part.as_deref().unwrap_or("").to_owned();
        if self.value.is_some() {
            part(&self.value)
        } else {
            format!("{} – {}", part(&self.start), part(&self.end))
        }
    }
}

/// `2016-10-14 08:00:00` → `2016-10-14T08:00`.
fn canonical(value: &str) -> String {
    let value = value.replace(' ', "T");
    match value.strip_suffix(":00") {
        Some(short) if value.matches(':').count() == 2 => short.to_owned(),
        _ => value,
    }
}

/// What stands behind the year.
fn tail(value: &str) -> Option<&str> {
    value.get(4..)
}
