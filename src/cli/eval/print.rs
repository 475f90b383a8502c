//! The figures as people and programs read them.

use std::io::{self, Write};

use annals::check::score::{FIELDS, Score, Tally};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::{Args, Per, Scored};
use crate::cli::console::{Console, Style};
use crate::cli::exit::Stop;

pub(super) fn print(args: &Args, scored: &[Scored], console: &Console) -> Result<(), Stop> {
    let mut out = console.stdout();
    if args.json {
        json(scored, &mut out)?;
    } else {
        for (index, set) in scored.iter().enumerate() {
            if scored.len() > 1 {
                let gap = if index > 0 { "\n" } else { "" };
                writeln!(out, "{gap}{}", console.paint(Style::Bold, &set.name))?;
            }
            if args.errors {
                errors(&set.score, &mut out)?;
            }
            match args.per.unwrap_or(Per::Field) {
                Per::Field => fields(&set.score, &mut out)?,
                Per::Page => pages(&set.score, &mut out)?,
            }
        }
    }
    out.flush()?;
    Ok(())
}

fn errors(score: &Score, out: &mut impl Write) -> io::Result<()> {
    for miss in &score.errors {
        let what = if miss.missed { "MISSED" } else { "WRONG" };
        let answer = miss.answer.to_string().replace(['\n', '\t'], " ");
        writeln!(out, "{}\t{}\t{what}\t{answer}", miss.page, miss.field)?;
    }
    Ok(())
}

fn fields(score: &Score, out: &mut impl Write) -> io::Result<()> {
    let rows: Vec<_> = FIELDS.iter().map(|field| (field.name, score.field(field.name))).collect();
    table("field", &rows, out)?;
    let (pages, absent, f1) = (score.pages.len(), score.absent, score.macro_f1());
    writeln!(out, "pages {pages}, without a prediction {absent}, macro F1 {f1:.3}")
}

fn pages(score: &Score, out: &mut impl Write) -> io::Result<()> {
    let rows: Vec<_> = score.pages.iter().map(|(page, tally)| (page.as_str(), *tally)).collect();
    table("page", &rows, out)
}

fn table(first: &str, rows: &[(&str, Tally)], out: &mut impl Write) -> io::Result<()> {
    let width = rows.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0).max(20);
    writeln!(out, "{first:width$} {:>5} {:>5} {:>6} {:>6} {:>6}", "gold", "pred", "P", "R", "F1")?;
    for (name, tally) in rows {
        let (gold, predicted) = (tally.gold(), tally.predicted());
        let (precision, recall, f1) = (tally.precision(), tally.recall(), tally.f1());
        writeln!(out, "{name:width$} {gold:5} {predicted:5} {precision:6.3} {recall:6.3} {f1:6.3}")?;
    }
    Ok(())
}

fn json(scored: &[Scored], out: &mut impl Write) -> Result<(), Stop> {
    let sets: Vec<Figures> = scored.iter().map(Figures::of).collect();
    match sets.as_slice() {
        [one] => serde_json::to_writer_pretty(&mut *out, one)?,
        all => serde_json::to_writer_pretty(&mut *out, all)?,
    }
    writeln!(out)?;
    Ok(())
}

#[derive(Serialize)]
struct Figures<'a> {
    gold: &'a str,
    pages: usize,
    without_prediction: usize,
    macro_f1: f64,
    fields: Fields<'a>,
}

impl<'a> Figures<'a> {
    fn of(scored: &'a Scored) -> Self {
        let Scored { name, score } = scored;
        let (pages, absent) = (score.pages.len(), score.absent);
        Self {
            gold: name,
            pages,
            without_prediction: absent,
            macro_f1: score.macro_f1(),
            fields: Fields(score),
        }
    }
}

/// The figures of each field, in their order.
struct Fields<'a>(&'a Score);

impl Serialize for Fields<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(FIELDS.len()))?;
        for field in FIELDS {
            map.serialize_entry(field.name, &Row::of(self.0.field(field.name)))?;
        }
        map.end()
    }
}

#[derive(Serialize)]
struct Row {
    precision: f64,
    recall: f64,
    f1: f64,
    gold: usize,
    predicted: usize,
}

impl Row {
    fn of(tally: Tally) -> Self {
        let (precision, recall, f1) = (tally.precision(), tally.recall(), tally.f1());
        Self { precision, recall, f1, gold: tally.gold(), predicted: tally.predicted() }
    }
}
