//! Ablation: the score without each relation pattern in turn, without those that carry most together, and without whole groups.

use std::io::Write;

use annals::check::score::{FIELDS, Score};
use annals::relate::{Without, pattern_ids};

use super::gold::GoldSet;
use super::score::{add, documents, extract_all};
use super::{Args, left_out};
use crate::cli::console::Console;
use crate::cli::exit::{Sources, Stop};

/// Fields that are named beside a loss.
const NAMED: usize = 3;

/// A loss of F1 that is worth naming.
const WORTH_NAMING: f64 = 0.005;

/// Prints what is lost without the `most` patterns that carry most, each alone and all together, and without each group.
pub(super) fn run(
    most: usize,
    sets: &[GoldSet],
    args: &Args,
    console: &Console,
    sources: &mut Sources,
) -> Result<(), Stop> {
    let score = |names: &[&str]| score(&left_out::without(names.iter().copied()), sets, args, console);
    let mut whole = Score::default();
    for set in sets {
        add(set, &extract_all(set, args, console, sources)?, &mut whole)?;
    }
    let mut alone = Vec::new();
    for id in pattern_ids() {
        alone.push((id, score(&[id])?));
    }
    // The first of those that carry the same is the one that stands first in its file.
    alone.sort_by(|(_, a), (_, b)| a.macro_f1().total_cmp(&b.macro_f1()));
    alone.truncate(most);
    let ids: Vec<&str> = alone.iter().map(|(id, _)| *id).collect();
    let mut rows: Vec<(String, Score)> =
        alone.into_iter().map(|(id, score)| (id.to_owned(), score)).collect();
    rows.push((format!("these {}", ids.len()), score(&ids)?));
    for group in [left_out::PATTERNS, left_out::LABELS, left_out::METADATA] {
        let name = if group == left_out::PATTERNS { "all patterns" } else { group };
        rows.push((name.to_owned(), score(&[group])?));
    }
    print(&whole, &rows, console)
}

fn score(without: &Without, sets: &[GoldSet], args: &Args, console: &Console) -> Result<Score, Stop> {
    let mut score = Score::default();
    for set in sets {
        let (documents, _) = documents(set, args, without, console)?;
        add(set, &documents, &mut score)?;
    }
    Ok(score)
}

fn print(whole: &Score, rows: &[(String, Score)], console: &Console) -> Result<(), Stop> {
    let mut out = console.stdout();
    writeln!(out, "{:20} {:>8} {:>6}  fields that lose most", "without", "macro F1", "loss")?;
    writeln!(out, "{:20} {:8.3}", "nothing", whole.macro_f1())?;
    for (name, score) in rows {
        let loss = whole.macro_f1() - score.macro_f1();
        let line = format!("{name:20} {:8.3} {loss:6.3}  {}", score.macro_f1(), losers(whole, score));
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(out.flush()?)
}

/// `person_title .833 to .701, people .937 to .930`.
fn losers(whole: &Score, score: &Score) -> String {
    let f1 = |score: &Score, field| score.field(field).f1();
    let mut fields: Vec<(&str, f64, f64)> =
        FIELDS.iter().map(|field| (field.name, f1(whole, field.name), f1(score, field.name))).collect();
    fields.sort_by(|(_, whole, left), (_, other, rest)| (other - rest).total_cmp(&(whole - left)));
    let worst = fields.iter().filter(|(_, whole, left)| whole - left >= WORTH_NAMING).take(NAMED);
    worst.map(|(name, whole, left)| format!("{name} {whole:.3} to {left:.3}")).collect::<Vec<_>>().join(", ")
}
