//! Reliability of confidences against gold, and learning what they are worth.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

use annals::check::reliability::{Outcome, Reliability};
use annals::check::score::{FIELDS, Judged};
use annals::confidence::{Curves, PARTS, Sample, learn as curves_of, part};
use annals::{Error, ErrorKind};

use super::{Args, Per};
use crate::cli::console::Console;
use crate::cli::exit::{Exit, Stop};

const HEADING: &str = "# What a stated confidence is worth: column, stated, share of such values that is right, values seen. Columns without a curve of
# their own have that of `*`. Written by `annals eval --calibrate`; docs/confidence.md says from which pages and how good it is.
";

/// A value of a field or page, how sure it is, and whether it is right.
type Value<'j> = (&'j Judged, Outcome);

/// Prints the bins of all values, and the figures of each field or page where that is asked for.
pub(super) fn print(args: &Args, judged: &[&Judged], console: &Console) -> Result<Exit, Stop> {
    let values: Vec<Value> =
        judged.iter().map(|judged| (*judged, (judged.confidence(), judged.right))).collect();
    let mut out = console.stdout();
    if args.json {
        serde_json::to_writer_pretty(&mut out, &reliability(&values))?;
        writeln!(out)?;
    } else {
        bins(&values, &mut out)?;
        match args.per {
            Some(Per::Field) => groups("field", &by_field(&values), &mut out)?,
            Some(Per::Page) => groups("page", &by_page(&values), &mut out)?,
            None => {}
        }
    }
    out.flush()?;
    Ok(judge(reliability(&values).error, args.max_error, console))
}

fn judge(error: f64, most: Option<f64>, console: &Console) -> Exit {
    let Some(most) = most.filter(|most| error > *most) else { return Exit::Done };
    console.warn(&format!("the calibration error is {error:.3}, above {most:.3}"));
    Exit::Differences
}

/// Writes the curves of all values. What is printed is how reliable the values of each part of the pages are as stated, and with the
/// curves of the other parts.
pub(super) fn learn(file: &Path, judged: &[&Judged], console: &Console) -> Result<Exit, Stop> {
    let curves = curves_of(&samples(judged.iter().copied()));
    fs::write(file, format!("{HEADING}{curves}")).map_err(|error| {
        Error::new(ErrorKind::Config, file.display().to_string(), "cannot be written").because(error)
    })?;
    let (mut stated, mut calibrated): (Vec<Value>, Vec<Value>) = (Vec::new(), Vec::new());
    for held_out in 0..PARTS {
        let (held, seen): (Vec<&Judged>, Vec<&Judged>) =
            judged.iter().partition(|judged| part(&judged.page) == held_out);
        let curves = curves_of(&samples(seen));
        stated.extend(held.iter().map(|judged| (*judged, (judged.confidence(), judged.right))));
        calibrated.extend(held.iter().map(|judged| (*judged, (worth(judged, &curves), judged.right))));
    }
    let mut out = console.stdout();
    for (title, values) in [("as stated", stated), ("with the curves of the other pages", calibrated)] {
        writeln!(out, "{title}")?;
        bins(&values, &mut out)?;
        groups("field", &by_field(&values), &mut out)?;
        writeln!(out)?;
    }
    out.flush()?;
    Ok(Exit::Done)
}

fn samples<'j>(judged: impl IntoIterator<Item = &'j Judged>) -> Vec<Sample> {
    let cells = |judged: &'j Judged| {
        let right = judged.right;
        judged.cells.iter().map(move |&(column, stated)| Sample { column, stated, right })
    };
    judged.into_iter().flat_map(cells).collect()
}

/// What a value would say with these curves.
fn worth(judged: &Judged, curves: &Curves) -> f32 {
    judged.cells.iter().map(|(column, stated)| curves.at(*column, *stated)).fold(1.0, f32::min)
}

fn reliability(values: &[Value]) -> Reliability {
    Reliability::of(&values.iter().map(|(_, outcome)| *outcome).collect::<Vec<_>>())
}

/// The values of each field, in the order of the table of figures.
fn by_field<'j>(values: &[Value<'j>]) -> Vec<(&'j str, Vec<Value<'j>>)> {
    let of = |name| values.iter().copied().filter(|(judged, _)| judged.field == name).collect();
    let fields = FIELDS.iter().map(|field| (field.name, of(field.name)));
    fields.filter(|(_, values): &(_, Vec<_>)| !values.is_empty()).collect()
}

fn by_page<'j>(values: &[Value<'j>]) -> Vec<(&'j str, Vec<Value<'j>>)> {
    let mut pages: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
    values.iter().for_each(|value| pages.entry(&value.0.page).or_default().push(*value));
    pages.into_iter().collect()
}

fn bins(values: &[Value], out: &mut impl Write) -> io::Result<()> {
    let Reliability { bins, all, error, brier } = reliability(values);
    writeln!(out, "{:12} {:>6} {:>6} {:>6}", "confidence", "values", "stated", "right")?;
    for bin in bins.iter().filter(|bin| bin.values > 0) {
        let range = format!("{:.1} to {:.1}", bin.from, bin.to);
        writeln!(out, "{range:12} {:6} {:6.3} {:6.3}", bin.values, bin.stated, bin.right)?;
    }
    writeln!(out, "{:12} {:6} {:6.3} {:6.3}", "all", all.values, all.stated, all.right)?;
    let within = within(&by_field(values));
    writeln!(out, "expected calibration error {error:.3}, within fields {within:.3}, Brier score {brier:.3}")
}

/// The mean error of the groups, weighed by their values: what is too sure in one does not make up for what is unsure in another.
fn within(groups: &[(&str, Vec<Value>)]) -> f64 {
    let sum: f64 = groups.iter().map(|(_, values)| values.len() as f64 * reliability(values).error).sum();
    let values: usize = groups.iter().map(|(_, values)| values.len()).sum();
    if values == 0 { 0.0 } else { sum / values as f64 }
}

fn groups(first: &str, groups: &[(&str, Vec<Value>)], out: &mut impl Write) -> io::Result<()> {
    let width = groups.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0).max(20);
    writeln!(out, "\n{first:width$} {:>6} {:>6} {:>6} {:>6}", "values", "stated", "right", "error")?;
    for (name, values) in groups {
        let Reliability { all, error, .. } = reliability(values);
        writeln!(out, "{name:width$} {:6} {:6.3} {:6.3} {error:6.3}", all.values, all.stated, all.right)?;
    }
    Ok(())
}
