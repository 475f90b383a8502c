//! What changed between two states of a dataset: rows that came, went or read otherwise, table by table, found by their ids.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use annals::records::{Table, Tables};

use crate::cli::dataset::{self, Dataset};

/// Announcements named in a summary; more help nobody.
const NAMED: usize = 50;

/// The rows of a table by their first cell, which is the id.
type Rows = BTreeMap<String, Vec<String>>;

/// A dataset as it lies in its folder.
pub(super) struct Snapshot(BTreeMap<&'static str, Rows>);

impl Snapshot {
    /// Reads a folder; where no dataset is, there are no rows.
    pub(super) fn read(folder: &Path) -> Self {
        let json = fs::read(folder.join("dataset.json")).unwrap_or_default();
        let tables: Tables = serde_json::from_slice(&json).unwrap_or_default();
        let parsed = Dataset { tables };
        let tables = Table::ALL.into_iter().filter(|table| has_ids(*table));
        let rows = |table: Table| {
            let file = fs::read(folder.join(format!("{table}.csv")));
            let bytes = file.ok().or_else(|| dataset::csv(&parsed, table).ok()).unwrap_or_default();
            (table.name(), rows(&bytes))
        };
        Self(tables.map(rows).collect())
    }

    /// What changed since `before`, in Markdown.
    pub(super) fn since(&self, before: &Self) -> String {
        let mut text = String::from("| table | added | changed | removed |\n|---|---|---|---|\n");
        let mut is_same = true;
        for (table, now) in &self.0 {
            let old = &before.0[table];
            let added = now.keys().filter(|id| !old.contains_key(*id)).count();
            let changed = now.iter().filter(|(id, row)| old.get(*id).is_some_and(|old| old != *row)).count();
            let removed = old.keys().filter(|id| !now.contains_key(*id)).count();
            if added + changed + removed > 0 {
                is_same = false;
                let _ = writeln!(text, "| {table} | {added} | {changed} | {removed} |");
            }
        }
        if is_same { "No row changed.\n".to_owned() } else { text + &self.announcements(before) }
    }

    fn announcements(&self, before: &Self) -> String {
        let table = Table::Announcements.name();
        let (now, old) = (&self.0[table], &before.0[table]);
        let is_news = |(id, row): &(&String, &Vec<String>)| old.get(*id) != Some(*row);
        let news: Vec<String> =
            now.iter().filter(is_news).map(|(id, row)| line(row, old.contains_key(id))).collect();
        if news.is_empty() {
            return String::new();
        }
        let more = news.len().saturating_sub(NAMED);
        let more = if more == 0 { String::new() } else { format!("- and {more} more\n") };
        format!("\n### Announcements\n\n{}{more}", news.into_iter().take(NAMED).collect::<String>())
    }
}

/// The flat sheet is made of the others, and evidence changes with whatever it is for.
fn has_ids(table: Table) -> bool {
    !matches!(table, Table::WhoSpoke | Table::Evidence)
}

fn rows(csv: &[u8]) -> Rows {
    let mut reader = csv::Reader::from_reader(csv);
    let rows = reader.records().filter_map(Result::ok);
    let rows = rows.map(|row| row.iter().map(str::to_owned).collect::<Vec<_>>());
    rows.filter_map(|row| Some((row.first()?.clone(), row))).collect()
}

/// An announcement: what is new of it, its title and where it is.
fn line(row: &[String], is_known: bool) -> String {
    let cell = |at: usize| row.get(at).map_or("", String::as_str);
    let word = match (cell(GONE), is_known) {
        ("true", _) => "gone",
        (_, true) => "changed",
        (_, false) => "new",
    };
    format!("- {word}: {} <{}>\n", escaped(cell(3)), cell(1))
}

/// The last column says whether the page has left the web.
const GONE: usize = 12;

/// A title is text, not Markdown.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
