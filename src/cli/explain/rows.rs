//! A [`RowIndex`] knows of each row its place among the tables and what people would call it.

use std::collections::HashMap;

use annals::records::{Cell, Column, Evidence, Id, Row, Tables};

/// The columns that name a row, the best first.
const NAMES: [&str; 6] = ["name", "theme", "title", "role", "kind", "due_on"];

/// Rows by id.
#[derive(Debug, Default)]
pub(super) struct RowIndex {
    rows: HashMap<String, Known>,
}

#[derive(Debug)]
struct Known {
    order: usize,
    label: String,
    columns: &'static [Column],
}

impl RowIndex {
    pub(super) fn of(tables: &Tables) -> Self {
        let mut index = Self::default();
        index.add(&tables.announcements);
        index.add(&tables.events);
        index.add(&tables.event_organizers);
        index.add(&tables.deadlines);
        index.add(&tables.people);
        index.add(&tables.institutions);
        index.add(&tables.positions);
        index.add(&tables.talks);
        index.add(&tables.appearances);
        index
    }

    fn add<R: Row>(&mut self, rows: &[R]) {
        for row in rows {
            if let Cell::Id(id) = row.cell(0) {
                let known = Known { order: self.rows.len(), label: label(row), columns: R::COLUMNS };
                self.rows.insert(id.to_string(), known);
            }
        }
    }

    /// Where a value stands: table and row, column, item.
    pub(super) fn order(&self, value: &Evidence) -> (usize, usize, Option<u32>) {
        let known = self.rows.get(&value.row_id.to_string());
        let column = known.and_then(|row| row.columns.iter().position(|column| column.name == value.field));
        (known.map_or(usize::MAX, |row| row.order), column.unwrap_or(usize::MAX), value.item)
    }

    /// What people would call the row.
    pub(super) fn label(&self, id: Id) -> Option<&str> {
        self.rows.get(&id.to_string()).map(|row| row.label.as_str())
    }
}

fn label<R: Row>(row: &R) -> String {
    let cells = NAMES.iter().filter_map(|name| R::COLUMNS.iter().position(|column| column.name == *name));
    let texts = cells.filter_map(|column| match row.cell(column) {
        Cell::Text(text) => Some(text.into_owned()),
        _ => None,
    });
    texts.into_iter().next().unwrap_or_default()
}
