//! Differences as Markdown for a pull request or the summary of a run: a table of counts, then what differs, folded, a few rows a table.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::{Changed, Diff, TableDiff, Whole};
use crate::normalize::turns_text;

/// How much is shown.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Rows shown of a table.
    pub rows: usize,
    /// Characters shown of a cell.
    pub cell: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { rows: 20, cell: 120 }
    }
}

/// The differences in Markdown, as GitHub and others read it.
#[must_use]
pub fn markdown(diff: &Diff, limits: Limits) -> String {
    if diff.is_empty() {
        return format!("No row changed.\n{}", renamed(diff));
    }
    let mut text = String::from("| table | added | changed | removed |\n|---|---|---|---|\n");
    for table in &diff.tables {
        let (added, changed, removed) = (table.added.len(), table.changed.len(), table.removed.len());
        let _ = writeln!(text, "| {} | {added} | {changed} | {removed} |", table.table);
    }
    text.push_str(&renamed(diff));
    diff.tables.iter().for_each(|table| fold(table, limits, &mut text));
    text
}

fn renamed(diff: &Diff) -> String {
    match diff.renamed.len() {
        0 => String::new(),
        1 => "\n1 row has another id and says the same.\n".to_owned(),
        rows => format!("\n{rows} rows have other ids and say the same.\n"),
    }
}

/// The rows of a table, behind a line to open.
fn fold(table: &TableDiff, limits: Limits, text: &mut String) {
    let _ = write!(text, "\n<details><summary>{}: {}</summary>\n\n", table.table, table.told());
    text.push_str("| | row | field | old | new |\n|---|---|---|---|---|\n");
    let changed = table.changed.iter().map(|row| changed(row, limits));
    let added = table.added.iter().map(|row| whole("added", row, limits));
    let removed = table.removed.iter().map(|row| whole("removed", row, limits));
    text.extend(changed.chain(added).chain(removed).take(limits.rows));
    if table.len() > limits.rows {
        let _ = writeln!(text, "\nand {} more", table.len() - limits.rows);
    }
    text.push_str("\n</details>\n");
}

fn changed(row: &Changed, limits: Limits) -> String {
    let mut lines = String::new();
    for (index, field) in row.fields.iter().enumerate() {
        let (what, label) = if index == 0 { ("changed", row.label.as_str()) } else { ("", "") };
        let label = cell(label, limits.cell);
        let (old, new) = (cell(field.old_text(), limits.cell), cell(field.new_text(), limits.cell));
        let _ = writeln!(lines, "| {what} | {label} | {} | {old} | {new} |", field.field);
    }
    lines
}

fn whole(what: &str, row: &Whole, limits: Limits) -> String {
    let source = row.source.as_deref().filter(|source| *source != row.label).unwrap_or("");
    let label = cell(&row.label, limits.cell);
    let (old, new) = if what == "added" { ("", source) } else { (source, "") };
    format!("| {what} | {label} | | {} | {} |\n", cell(old, limits.cell), cell(new, limits.cell))
}

/// A text that stands in one cell of a table.
fn cell(text: &str, limit: usize) -> String {
    let cut = match text.char_indices().nth(limit) {
        Some((end, _)) => Cow::Owned(format!("{}…", &text[..end])),
        None => Cow::Borrowed(text),
    };
    escaped(&cut)
}

/// A text that is text in Markdown: no mark-up, no line break, and nobody is notified by it.
#[must_use]
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '!' => out.extend(['\\', c]),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            // Names and numbers of a page are not those of the forge.
            '@' | '#' => out.extend([c, '\u{2060}']),
            c if c.is_control() || turns_text(c) => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
