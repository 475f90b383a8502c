//! Differences for people: a paragraph a table, a line a row, a line a field.

use std::io::{self, Write};

use annals::check::diff::{Changed, Diff, TableDiff, Whole};

use crate::cli::build::count;
use crate::cli::console::{Console, Style, printable};

/// Writes the differences, so many rows a table.
pub(crate) fn write(found: &Diff, rows: usize, console: &Console, out: &mut impl Write) -> io::Result<()> {
    for table in &found.tables {
        writeln!(out, "{}", console.paint(Style::Bold, &format!("{}: {}", table.table, table.told())))?;
        for line in lines(table, console).take(rows) {
            write!(out, "{line}")?;
        }
        if table.len() > rows {
            writeln!(out, "  and {} more", table.len() - rows)?;
        }
    }
    match found.renamed.len() {
        0 => {}
        1 => writeln!(out, "1 row has another id and says the same")?,
        rows => writeln!(out, "{rows} rows have other ids and say the same")?,
    }
    match found.len() {
        0 => writeln!(out, "no row differs"),
        1 => writeln!(out, "1 row differs"),
        rows => writeln!(out, "{} differ", count(rows, "row")),
    }
}

fn lines(table: &TableDiff, console: &Console) -> impl Iterator<Item = String> {
    let changed = table.changed.iter().map(|row| changed(row, console));
    let added = table.added.iter().map(|row| whole("+", Style::Good, row, console));
    let removed = table.removed.iter().map(|row| whole("-", Style::Bad, row, console));
    changed.chain(added).chain(removed)
}

fn whole(sign: &str, style: Style, row: &Whole, console: &Console) -> String {
    let head = console.paint(style, &format!("{sign} {}", printable(&row.label)));
    format!("  {head}{}\n", place(row.source.as_deref(), &row.label, console))
}

fn changed(row: &Changed, console: &Console) -> String {
    let head = console.paint(Style::Mark, &format!("~ {}", printable(&row.label)));
    let mut text = format!("  {head}{}\n", place(row.source.as_deref(), &row.label, console));
    for field in &row.fields {
        let old = console.paint(Style::Bad, &shown(field.old_text()));
        let new = console.paint(Style::Good, &shown(field.new_text()));
        text.extend(["      ", field.field, ": ", &old, " → ", &new, "\n"]);
    }
    text
}

/// The page of a row, unless the row is called after it.
fn place(source: Option<&str>, label: &str, console: &Console) -> String {
    let source = source.filter(|source| *source != label && !source.is_empty());
    source.map_or_else(String::new, |source| console.paint(Style::Dim, &format!("  {}", printable(source))))
}

fn shown(cell: &str) -> String {
    if cell.is_empty() { "(empty)".to_owned() } else { printable(cell) }
}
