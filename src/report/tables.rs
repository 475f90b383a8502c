//! Tables as the report's script reads them: an array a column; references are the line of the row they lead to, in the table that the
//! column names.

use serde_json::{Value, json};

use crate::records::{Appearance, Cell, Column, ColumnType, Id, Row, Table, Tables};
use crate::report::index::Index;
use crate::resolve::Dataset;

/// What is told of a table before it is read: its name, columns and number of rows.
pub(super) fn described(dataset: &Dataset, table: Table, index: &Index<'_>) -> Value {
    let tables = &dataset.tables;
    let rows = match table {
        Table::WhoSpoke => tables.appearances.len(),
        Table::Announcements => tables.announcements.len(),
        Table::Events => tables.events.len(),
        Table::EventOrganizers => tables.event_organizers.len(),
        Table::Deadlines => tables.deadlines.len(),
        Table::People => tables.people.len(),
        Table::Institutions => tables.institutions.len(),
        Table::Positions => tables.positions.len(),
        Table::Talks => tables.talks.len(),
        Table::Appearances => tables.appearances.len(),
        Table::Evidence => index.pages.iter().map(|page| page.evidence.len()).sum(),
        Table::Findings => tables.findings.len(),
    };
    json!({"name": table.name(), "rows": rows, "columns": columns(table)})
}

fn columns(table: Table) -> Vec<Value> {
    let own = table.columns().first().map_or("", |column| column.name);
    let column = |column: &Column| {
        let refers = (column.name != own).then(|| target(column)).flatten();
        json!({"name": column.name, "doc": column.doc.trim(), "kind": kind(column.kind), "to": refers})
    };
    table.columns().iter().map(column).collect()
}

/// The table that a column refers to; `in_table` where the row's own column says which.
fn target(column: &Column) -> Option<&'static str> {
    match column.name {
        "announcement_id" => Some(Table::Announcements.name()),
        "event_id" | "group_id" => Some(Table::Events.name()),
        "institution_id" | "parent_id" => Some(Table::Institutions.name()),
        "person_id" => Some(Table::People.name()),
        "position_id" => Some(Table::Positions.name()),
        "talk_id" => Some(Table::Talks.name()),
        "row_id" => Some("in_table"),
        _ => None,
    }
}

fn kind(kind: ColumnType) -> &'static str {
    match kind {
        ColumnType::Text => "text",
        ColumnType::Id => "id",
        ColumnType::Integer => "integer",
        ColumnType::Real => "real",
        ColumnType::Boolean => "boolean",
        ColumnType::Date => "date",
        ColumnType::Time => "time",
        ColumnType::List => "list",
        ColumnType::Words(_) => "word",
    }
}

/// The cells of a table, a column at a time, and the pages of each row. Evidence has none: it is with its pages.
pub(super) fn table(dataset: &Dataset, table: Table, index: &Index<'_>) -> Value {
    let tables = &dataset.tables;
    match table {
        Table::WhoSpoke => who_spoke(dataset, index),
        Table::Announcements => cells(&tables.announcements, index, |row| Some(row.announcement_id)),
        Table::Events => cells(&tables.events, index, |row| Some(row.announcement_id)),
        Table::EventOrganizers => cells(&tables.event_organizers, index, |row| Some(row.announcement_id)),
        Table::Deadlines => cells(&tables.deadlines, index, |row| Some(row.announcement_id)),
        Table::People => cells(&tables.people, index, |row| Some(row.person_id)),
        Table::Institutions => cells(&tables.institutions, index, |row| Some(row.institution_id)),
        Table::Positions => cells(&tables.positions, index, |row| Some(row.announcement_id)),
        Table::Talks => cells(&tables.talks, index, |row| Some(row.announcement_id)),
        Table::Appearances => cells(&tables.appearances, index, |row| Some(row.announcement_id)),
        Table::Findings => cells(&tables.findings, index, |row| row.announcement_id),
        Table::Evidence => Value::Null,
    }
}

fn cells<R: Row>(rows: &[R], index: &Index<'_>, on: impl Fn(&R) -> Option<Id>) -> Value {
    let column = |at: usize| -> Value { rows.iter().map(|row| value(row, at, index)).collect() };
    let pages: Value = rows.iter().map(|row| on(row).map_or(Value::Null, |id| index.pages_of(id))).collect();
    json!({"columns": (0..R::COLUMNS.len()).map(column).collect::<Value>(), "pages": pages})
}

fn value<R: Row>(row: &R, column: usize, index: &Index<'_>) -> Value {
    match row.cell(column) {
        Cell::Empty => Value::Null,
        Cell::Id(id) if column > 0 => index.row(id).map_or_else(|| json!(id), |line| json!(line)),
        Cell::Id(id) => json!(id),
        Cell::Date(date) => json!(date),
        Cell::Time(time) => json!(time),
        Cell::Text(text) => json!(text),
        Cell::Integer(number) => json!(number),
        Cell::Real(number) => json!(number),
        Cell::Boolean(truth) => json!(truth),
        Cell::List(items) => json!(items),
    }
}

/// The flat sheet, with the appearance that each of its rows was made from.
fn who_spoke(dataset: &Dataset, index: &Index<'_>) -> Value {
    let order = sheet_order(&dataset.tables, index);
    let rows = dataset.who_spoke();
    let mut value = cells(&rows, index, |_| None);
    let page = |row: &&Appearance| index.pages_of(row.announcement_id);
    value["pages"] = order.iter().map(page).collect();
    value["of"] = order.iter().map(|row| json!(index.row(row.appearance_id))).collect();
    value
}

/// The appearances in the order of the flat sheet, which holds no ids.
pub(super) fn sheet_order<'t>(tables: &'t Tables, index: &Index<'_>) -> Vec<&'t Appearance> {
    let line = |id: Id| index.row(id).unwrap_or(usize::MAX);
    let starts = |row: &Appearance| {
        let event = row.event_id.and_then(|id| tables.events.get(index.row(id)?));
        event.and_then(|event| event.starts_on)
    };
    let mut appearances: Vec<&Appearance> = tables.appearances.iter().collect();
    appearances.sort_by_key(|row| {
        let sequence = row.sequence.unwrap_or(u32::MAX);
        (line(row.announcement_id), row.event_id.map_or(usize::MAX, line), sequence)
    });
    appearances.sort_by_key(|row| (starts(row).is_none(), starts(row)));
    appearances
}
