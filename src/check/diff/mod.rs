//! What changed between two datasets, by table, row and field (reference: `docs/diff.md`). Rows are the same by their ids, else by
//! what they say and by what refers to them, so that a row whose key changed is a change and what only refers to it is none.

mod alike;
mod csv;
mod data;
mod erased;
mod json;
mod known;
mod label;
mod markdown;
mod pair;
mod shape;
mod side;
#[cfg(test)]
mod tests;

pub use data::Data;
pub use markdown::{Limits, escaped, markdown};

use serde::{Serialize, Serializer};

use crate::records::{SCHEMA_VERSION, Table};
use data::Row;
use known::Known;
use label::Labels;
use pair::{Pairs, pair};

/// The differences of two datasets; as JSON it is what `annals diff --format json` prints.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Diff {
    /// Version of the data contract.
    pub schema_version: u32,
    /// The tables in which rows differ, in the order of [`Table::ALL`].
    pub tables: Vec<TableDiff>,
    /// Rows that have another id and say the same.
    pub renamed: Vec<Renamed>,
}

/// The rows of a table that differ, each list in the order of its dataset: what was removed in that of the old one.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TableDiff {
    /// The table.
    pub table: Table,
    /// Rows that only the new dataset has.
    pub added: Vec<Whole>,
    /// Rows that only the old dataset has.
    pub removed: Vec<Whole>,
    /// Rows of which a field differs.
    pub changed: Vec<Changed>,
}

/// A row that only one of two datasets has.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Whole {
    /// Its id.
    pub id: String,
    /// What people would call it.
    pub label: String,
    /// The `source` of its announcement; `None` for people and institutions, which belong to none.
    pub source: Option<String>,
    /// Its cells that are not empty, by column, as CSV has them (lists joined by `; `), without the id.
    #[serde(serialize_with = "as_object")]
    pub row: Vec<(&'static str, String)>,
}

/// A row of which a field differs.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Changed {
    /// Its id in the new dataset.
    pub id: String,
    /// Its id in the old one.
    pub old_id: String,
    /// What people would call it now.
    pub label: String,
    /// The `source` of its announcement; `None` for people and institutions, which belong to none.
    pub source: Option<String>,
    /// The fields that differ, in the order of the columns.
    pub fields: Vec<Field>,
}

/// A field that differs.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Field {
    /// The column.
    pub field: &'static str,
    /// The cell in the old dataset as CSV has it; empty where it is unknown.
    pub old: String,
    /// The cell in the new dataset.
    pub new: String,
    /// What people would call the row that `old` refers to, where the column refers to one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old_label: Option<String>,
    /// What people would call the row that `new` refers to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new_label: Option<String>,
}

/// A row that has another id and says the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Renamed {
    /// Its table.
    pub table: Table,
    /// Its id in the old dataset.
    pub old_id: String,
    /// Its id in the new one.
    pub new_id: String,
}

impl Diff {
    /// Whether no row was added or removed and no field differs. Other ids alone are no difference.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tables.is_empty()
    }

    /// How many rows differ.
    #[must_use]
    pub fn len(&self) -> usize {
        self.tables.iter().map(TableDiff::len).sum()
    }
}

impl TableDiff {
    /// Whether no row differs.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many rows differ.
    #[must_use]
    pub fn len(&self) -> usize {
        self.added.len() + self.removed.len() + self.changed.len()
    }

    /// `1 added, 2 changed`
    #[must_use]
    pub fn told(&self) -> String {
        let counts =
            [(self.added.len(), "added"), (self.changed.len(), "changed"), (self.removed.len(), "removed")];
        let told =
            counts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}"));
        told.collect::<Vec<_>>().join(", ")
    }
}

impl Field {
    /// The old cell as people read it: the label of the row that it refers to, else its text, of a hash the beginning.
    #[must_use]
    pub fn old_text(&self) -> &str {
        self.text(&self.old, self.old_label.as_deref())
    }

    /// The new cell as people read it.
    #[must_use]
    pub fn new_text(&self) -> &str {
        self.text(&self.new, self.new_label.as_deref())
    }

    fn text<'a>(&self, cell: &'a str, label: Option<&'a str>) -> &'a str {
        let shown = if self.field == "content_sha256" { cell.get(..HASH).unwrap_or(cell) } else { cell };
        label.unwrap_or(shown)
    }
}

/// Characters shown of a hash.
const HASH: usize = 12;

/// Compares two datasets. Order of rows, evidence and the derived `who_spoke` are not compared.
#[must_use]
pub fn diff(old: &Data, new: &Data) -> Diff {
    let mut known = Known::default();
    let mut found: Vec<(TableDiff, Vec<Renamed>)> = Vec::new();
    let (old_labels, new_labels) = (Labels::of(old), Labels::of(new));
    let mut pairs: Vec<(Table, Pairs)> = Vec::new();
    for table in shape::ORDER {
        let of_table = pair(table, old, new, &known);
        known.learn(table, &of_table.same, old.rows(table), new.rows(table));
        pairs.push((table, of_table));
    }
    for (table, pairs) in &pairs {
        let sides = Sides { table: *table, old, new, old_labels: &old_labels, new_labels: &new_labels };
        found.push(sides.differences(pairs, &known));
    }
    found.sort_by_key(|(table, _)| Table::ALL.iter().position(|known| *known == table.table));
    let (tables, renamed): (Vec<_>, Vec<_>) = found.into_iter().unzip();
    let tables = tables.into_iter().filter(|table| !table.is_empty()).collect();
    Diff { schema_version: SCHEMA_VERSION, tables, renamed: renamed.into_iter().flatten().collect() }
}

/// One table of two datasets.
struct Sides<'d> {
    table: Table,
    old: &'d Data,
    new: &'d Data,
    old_labels: &'d Labels<'d>,
    new_labels: &'d Labels<'d>,
}

impl Sides<'_> {
    fn differences(&self, pairs: &Pairs, known: &Known<'_>) -> (TableDiff, Vec<Renamed>) {
        let (old, new) = (self.old.rows(self.table), self.new.rows(self.table));
        let (mut changed, mut renamed) = (Vec::new(), Vec::new());
        for &(before, after) in &pairs.same {
            let (before, after) = (&old[before], &new[after]);
            let fields = self.fields(before, after, known);
            if !fields.is_empty() {
                changed.push(self.changed(before, after, fields));
            } else if before.id() != after.id() {
                let (old_id, new_id) = (before.id().to_owned(), after.id().to_owned());
                renamed.push(Renamed { table: self.table, old_id, new_id });
            }
        }
        let added = pairs.come.iter().map(|at| whole(self.table, &new[*at], self.new_labels)).collect();
        let removed = pairs.gone.iter().map(|at| whole(self.table, &old[*at], self.old_labels)).collect();
        (TableDiff { table: self.table, added, removed, changed }, renamed)
    }

    fn changed(&self, before: &Row, after: &Row, fields: Vec<Field>) -> Changed {
        Changed {
            id: after.id().to_owned(),
            old_id: before.id().to_owned(),
            label: self.new_labels.label(self.table, after),
            source: self.new_labels.source(self.table, after).map(str::to_owned),
            fields,
        }
    }

    /// The fields that differ. A column that one of the two does not have yet, or no more, is not compared.
    fn fields(&self, before: &Row, after: &Row, known: &Known<'_>) -> Vec<Field> {
        let columns = self.table.columns().iter().enumerate().skip(1);
        let both = columns.filter(|(at, _)| self.old.has(self.table, *at) && self.new.has(self.table, *at));
        let says = |at: usize| known.old_cell(self.table, at, after.cell(at));
        let differing = both.filter(|(at, _)| before.cell(*at) != says(*at));
        let field = |(at, column): (usize, &'static crate::records::Column)| Field {
            field: column.name,
            old: before.cell(at).to_owned(),
            new: after.cell(at).to_owned(),
            old_label: self.old_labels.of_reference(self.table, at, before.cell(at)),
            new_label: self.new_labels.of_reference(self.table, at, after.cell(at)),
        };
        differing.map(field).collect()
    }
}

fn whole(table: Table, row: &Row, labels: &Labels<'_>) -> Whole {
    let cells = table.columns().iter().enumerate().skip(1);
    let filled = cells.filter(|(at, _)| !row.cell(*at).is_empty());
    Whole {
        id: row.id().to_owned(),
        label: labels.label(table, row),
        source: labels.source(table, row).map(str::to_owned),
        row: filled.map(|(at, column)| (column.name, row.cell(at).to_owned())).collect(),
    }
}

/// Cells as an object, in the order of the columns.
fn as_object<S: Serializer>(row: &[(&'static str, String)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(row.iter().map(|(column, cell)| (column, cell)))
}
