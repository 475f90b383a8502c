//! How sure a document is of its cells: the confidence of the first evidence of each, of the least sure item where it is a list.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::check::score::json::{items, text};
use crate::confidence::ColumnName;

/// Confidences by row and column.
pub(super) struct Sure<'a>(BTreeMap<(Cow<'a, str>, Cow<'a, str>), f32>);

/// A cell with its confidence.
pub(super) type Cell = (ColumnName, f32);

impl<'a> Sure<'a> {
    /// Reads the evidence of a document.
    pub(super) fn read(document: &'a Value) -> Self {
        let mut seen = BTreeSet::new();
        let mut cells: BTreeMap<_, f32> = BTreeMap::new();
        for row in items(document, "evidence") {
            let (Some(id), Some(field)) = (text(row, "row_id"), text(row, "field")) else { continue };
            let Some(confidence) = row["confidence"].as_f64() else { continue };
            let item = row["item"].as_u64();
            if seen.insert((id.clone(), field.clone(), item)) {
                let cell = cells.entry((id, field)).or_insert(1.0);
                *cell = cell.min(confidence as f32);
            }
        }
        Self(cells)
    }

    /// The cell of a row, where there is evidence of it.
    pub(super) fn cell(&self, row: &Value, column: ColumnName) -> Option<Cell> {
        let id = text(row, id(column.0))?;
        self.0.get(&(id, Cow::Borrowed(column.1))).map(|confidence| (column, *confidence))
    }

    /// The cells of a row.
    pub(super) fn cells<const N: usize>(&self, row: &Value, columns: [ColumnName; N]) -> Vec<Cell> {
        columns.into_iter().filter_map(|column| self.cell(row, column)).collect()
    }

    /// The surest of some cells of a row, any of which makes an answer right.
    pub(super) fn surest<const N: usize>(&self, row: &Value, columns: [ColumnName; N]) -> Option<Cell> {
        self.cells(row, columns).into_iter().max_by(|a, b| a.1.total_cmp(&b.1))
    }
}

/// The column with the ids of a table.
fn id(table: &str) -> &'static str {
    match table {
        "announcements" => "announcement_id",
        "events" => "event_id",
        "deadlines" => "deadline_id",
        "people" => "person_id",
        "institutions" => "institution_id",
        "positions" => "position_id",
        "talks" => "talk_id",
        _ => "appearance_id",
    }
}
