//! How a difference is shown: what was expected, what is read now, and where on the page.

use std::io::{self, Write};

use annals::check::snapshot::Target;
use annals::parse::Document;
use annals::records::Evidence;
use serde_json::{Value, json};

use super::items::{Item, Items};
use super::outdated::Outdated;
use crate::cli::build::count;
use crate::cli::console::{Console, Style, printable};
use crate::cli::diff::text;
use crate::cli::exit::Stop;
use crate::cli::quotes::{Quotes, reason};

/// Quotes shown of a value; more help nobody.
const QUOTES: usize = 3;

/// Rows shown of a table of the datasets.
const ROWS: usize = 5;

/// The columns that name a row, the best first.
const NAMES: [&str; 6] = ["name", "theme", "title", "institution", "role", "due_on"];

/// Which of how many it is.
pub(super) fn head(at: usize, items: &Items, console: &Console, out: &mut impl Write) -> io::Result<()> {
    let name = &items.item(at).open.case.name;
    if at > 0 {
        writeln!(out)?;
    }
    writeln!(out, "{}  {} of {}", console.paint(Style::Bold, name), at + 1, items.len())
}

/// The difference alone.
fn difference(item: Item<'_>, console: &Console, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "  {}", printable(&item.difference.path))?;
    let signs = [("-", Style::Bad, &item.difference.expected), ("+", Style::Good, &item.difference.actual)];
    for (sign, style, value) in signs {
        if let Some(value) = value {
            writeln!(out, "{}", console.paint(style, &format!("    {sign} {}", printable(value))))?;
        }
    }
    Ok(())
}

/// The differences case by case, as `annals check` tells them.
pub(super) fn list<'a>(
    items: impl Iterator<Item = Item<'a>>,
    console: &Console,
    out: &mut impl Write,
) -> io::Result<()> {
    let mut last = None;
    for item in items {
        if last.replace(item.case) != Some(item.case) {
            writeln!(out, "{}", console.paint(Style::Bold, &item.open.case.name))?;
        }
        difference(item, console, out)?;
    }
    Ok(())
}

/// The difference, the words on the page that speak for what is read, and where what was expected stands.
pub(super) fn item(item: Item<'_>, console: &Console, out: &mut impl Write) -> Result<(), Stop> {
    difference(item, console, out)?;
    let document = document(item)?;
    let quotes = Quotes::of(&document);
    for value in evidence(item).into_iter().take(QUOTES) {
        writeln!(out, "    {}", quotes.quote(value, console))?;
        writeln!(out, "      {}", console.paint(Style::Dim, &reason(value)))?;
    }
    if let Some(expected) = item.difference.expected.as_deref() {
        let words = words(expected);
        match quotes.find(&words, console) {
            Some(place) => writeln!(out, "    expected: {place}")?,
            None if item.difference.actual.is_none() => {
                writeln!(out, "    expected: these words are not on the page")?;
            }
            None => {}
        }
    }
    Ok(())
}

fn document(item: Item<'_>) -> annals::Result<Document> {
    crate::cli::text::read(&item.open.case.page)
}

/// What names an object, or the text itself.
fn words(expected: &str) -> String {
    let object: Option<Value> = serde_json::from_str(expected).ok();
    let name = object.as_ref().and_then(|object| NAMES.iter().find_map(|key| object.get(key)?.as_str()));
    name.unwrap_or(expected).to_owned()
}

/// The evidence of the value; of a whole row, that of what it is called.
fn evidence(item: Item<'_>) -> Vec<&Evidence> {
    let record = &item.open.record;
    let Some(Target { row, column }) = item.difference.target(record) else { return Vec::new() };
    if item.difference.actual.is_none() {
        return Vec::new();
    }
    let of_row = || record.tables.evidence.iter().filter(|value| value.row_id == row);
    let of = |column: &str| of_row().filter(|value| value.field == column).collect::<Vec<_>>();
    match column {
        Some(column) => of(column),
        None => NAMES.iter().map(|name| of(name)).find(|found| !found.is_empty()).unwrap_or_default(),
    }
}

/// The datasets where they are not as they would be built.
pub(super) fn outdated(found: &Outdated, console: &Console, out: &mut impl Write) -> io::Result<()> {
    let files = match found.files.len() {
        1 => "1 file would change".to_owned(),
        files => format!("{} would change", count(files, "file")),
    };
    writeln!(out, "{}: {files}", console.paint(Style::Bold, &format!("{}/", found.folder)))?;
    text::write(&found.rows, ROWS, console, out)
}

/// The differences that are left, with their evidence, for programs.
pub(super) fn cases(items: &Items) -> annals::Result<Vec<Value>> {
    let mut cases: Vec<(usize, Vec<Value>)> = Vec::new();
    for at in items.open() {
        let item = items.item(at);
        let Some((_, list)) = cases.last_mut().filter(|(case, _)| *case == item.case) else {
            cases.push((item.case, vec![told(item)?]));
            continue;
        };
        list.push(told(item)?);
    }
    let case = |(number, list): (usize, Vec<Value>)| {
        let case = &items.cases[number].case;
        json!({ "case": case.name, "page": case.page.source, "differences": list })
    };
    Ok(cases.into_iter().map(case).collect())
}

fn told(item: Item<'_>) -> annals::Result<Value> {
    let document = document(item)?;
    let quotes = Quotes::of(&document);
    let evidence = evidence(item).into_iter().map(|value| {
        json!({
            "line": quotes.line(value), "quote": value.quote, "context": quotes.context(value), "rule": value.rule,
            "confidence": value.confidence, "origin": value.origin, "locator": value.locator,
        })
    });
    let found = item.difference;
    let evidence: Vec<Value> = evidence.collect();
    Ok(
        json!({ "path": found.path, "expected": found.expected, "actual": found.actual, "evidence": evidence }),
    )
}
