//! What changed between two states of a dataset: rows that came, went or read otherwise, table by table, found by their ids.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::fs::File;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::BufReader;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use annals::records::{Row, Table};
use annals::write::guard;

use crate::cli::dataset::portions;

/// Announcements named in a summary; more help nobody.
const NAMED: usize = 50;

/// What stands for a row, by what stands for its first cell, which is the id. Of many rows not more than that is held.
type Rows = HashMap<u64, u64>;

/// A dataset as it lies in its folder.
pub(super) struct Snapshot {
    folder: PathBuf,
    tables: BTreeMap<&'static str, Rows>,
}

impl Snapshot {
    /// Reads a folder; where no dataset is, there are no rows.
    pub(super) fn read(folder: &Path) -> Self {
        let with_ids = Table::ALL.into_iter().filter(|table| has_ids(*table));
        let mut tables: BTreeMap<_, Rows> = with_ids.map(|table| (table.name(), Rows::new())).collect();
        each_row(folder, has_ids, &mut |table, row| {
            if let (Some(rows), Some(id)) = (tables.get_mut(table.name()), row.first()) {
                rows.insert(hash(id), hash(row));
            }
        });
        Self { folder: folder.to_owned(), tables }
    }

    /// What changed since `before`, in Markdown.
    pub(super) fn since(&self, before: &Self) -> String {
        let mut text = String::from("| table | added | changed | removed |\n|---|---|---|---|\n");
        let mut is_same = true;
        for (table, now) in &self.tables {
            let old = &before.tables[table];
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

    /// The news, in the order of their ids; the rows are read again for it.
    fn announcements(&self, before: &Self) -> String {
        let old = &before.tables[Table::Announcements.name()];
        let mut news: BTreeMap<String, String> = BTreeMap::new();
        let mut total = 0;
        each_row(&self.folder, |table| table == Table::Announcements, &mut |_, row| {
            let Some(id) = row.first() else { return };
            let known = old.get(&hash(id));
            if known != Some(&hash(row)) {
                total += 1;
                news.insert(id.clone(), line(row, known.is_some()));
                if news.len() > NAMED {
                    news.pop_last();
                }
            }
        });
        if news.is_empty() {
            return String::new();
        }
        let more = total - news.len();
        let more = if more == 0 { String::new() } else { format!("- and {more} more\n") };
        format!("\n### Announcements\n\n{}{more}", news.into_values().collect::<String>())
    }
}

/// Shows the cells of the rows of some tables, as CSV has them; tables without a file of their own are read from the one of all.
fn each_row(folder: &Path, wanted: impl Fn(Table) -> bool, look: &mut dyn FnMut(Table, &[String])) {
    let mut others = Vec::new();
    for table in Table::ALL.into_iter().filter(|table| wanted(*table)) {
        let Ok(file) = File::open(folder.join(format!("{table}.csv"))) else {
            others.push(table);
            continue;
        };
        for row in csv::Reader::from_reader(BufReader::new(file)).records().filter_map(Result::ok) {
            look(table, &row.iter().map(str::to_owned).collect::<Vec<_>>());
        }
    }
    if others.is_empty() {
        return;
    }
    portions(folder, &mut |tables| {
        macro_rules! look {
            ($($table:ident)+) => { $(for row in &tables.$table { cells(row, &others, look); })+ };
        }
        look!(announcements events event_organizers deadlines people institutions positions talks appearances findings);
        ControlFlow::Continue(())
    });
}

fn cells<R: Row>(row: &R, wanted: &[Table], look: &mut dyn FnMut(Table, &[String])) {
    if wanted.contains(&R::TABLE) {
        let cell = |at| guard(&row.cell(at).text()).into_owned();
        look(R::TABLE, &(0..R::COLUMNS.len()).map(cell).collect::<Vec<_>>());
    }
}

fn hash(value: &(impl Hash + ?Sized)) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// The flat sheet is made of the others, and evidence changes with whatever it is for.
fn has_ids(table: Table) -> bool {
    !matches!(table, Table::WhoSpoke | Table::Evidence)
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
