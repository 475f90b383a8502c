//! A dataset of the time before somebody was erased, as it may be told: what the person was called is masked in all its rows.

use std::collections::{BTreeMap, HashSet};

use ::csv::StringRecord;

use super::data::{Row, Sheet};
use crate::project::Overrides;
use crate::records::Table;
use crate::resolve::{Column, Erasure, name_key};

/// What the rows of a dataset have of those who are erased.
struct Erased {
    erasure: Erasure,
    people: HashSet<String>,
}

/// Masks the names of those whom overrides erase.
pub(super) fn erase(sheets: &mut BTreeMap<Table, Sheet>, overrides: &Overrides) {
    let erasure = Erasure::of(overrides);
    if erasure.is_empty() {
        return;
    }
    let erased = Erased::find(sheets, overrides, erasure);
    for (table, sheet) in sheets {
        sheet.rows.iter_mut().for_each(|row| *row = erased.row(*table, row));
    }
}

impl Erased {
    fn find(sheets: &BTreeMap<Table, Sheet>, overrides: &Overrides, mut erasure: Erasure) -> Self {
        let entries = overrides.entries.iter().filter(|entry| entry.erases());
        let names = entries.flat_map(|entry| &entry.rows.conditions).filter(|(key, _)| key == "name");
        let names: HashSet<String> = names.map(|(_, name)| name_key(name)).collect();
        let mut people = HashSet::new();
        for row in rows(sheets, Table::People) {
            let aliases = cell(row, Table::People, "aliases").split("; ");
            let forms: Vec<&str> = std::iter::once(cell(row, Table::People, "name")).chain(aliases).collect();
            if forms.iter().any(|form| names.contains(&name_key(form))) {
                people.insert(row.id().to_owned());
                erasure.add_forms(forms);
            }
        }
        Self { erasure, people }
    }

    /// Which pages name the person their evidence tells, which is not here: a single word of the name is taken for it on all.
    fn row(&self, table: Table, row: &Row) -> Row {
        let is_theirs = self.people.contains(row.id());
        if table == Table::People && !is_theirs {
            return row.clone();
        }
        let cells =
            row.0.iter().zip(table.columns()).map(|(text, column)| match Column::of(table, column.name) {
                _ if column.name.ends_with("_id") => text.into(),
                Column::Address => self.erasure.mask_address(text),
                held => self.erasure.mask(text, held == Column::Text),
            });
        Row(StringRecord::from(cells.collect::<Vec<_>>()))
    }
}

fn rows(sheets: &BTreeMap<Table, Sheet>, table: Table) -> impl Iterator<Item = &Row> {
    sheets.get(&table).into_iter().flat_map(|sheet| &sheet.rows)
}

/// The text in a column; empty where the table has none.
fn cell<'r>(row: &'r Row, table: Table, column: &str) -> &'r str {
    table.columns().iter().position(|known| known.name == column).map_or("", |at| row.cell(at))
}
