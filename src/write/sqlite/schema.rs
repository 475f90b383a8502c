//! The statements that make the database, from the columns of the contract. What `SQLite` keeps of them says what each column means.

use crate::records::{Column, ColumnType, SCHEMA_VERSION, Table};

/// Says in the file whose format it is: `annl`.
const APPLICATION: u32 = 0x616e_6e6c;

/// Questions that people ask of a dataset.
const VIEWS: &str = include_str!("views.sql");

/// Other columns by which rows are looked for.
const SOUGHT: [(Table, &str); 4] = [
    (Table::Events, "starts_on"),
    (Table::People, "name"),
    (Table::Institutions, "name"),
    (Table::Evidence, "row_id"),
];

/// Settings under which the bytes depend on the rows alone, then tables and views. The file is nobody's until it is whole, so it has no journal.
pub(super) fn begin() -> String {
    let tables: String = Table::ALL.map(create).concat();
    format!(
        "PRAGMA page_size = 4096; PRAGMA encoding = 'UTF-8'; PRAGMA auto_vacuum = NONE; PRAGMA journal_mode = OFF;
        PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; PRAGMA foreign_keys = OFF;
        PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {SCHEMA_VERSION};
        BEGIN;
        CREATE TABLE about (name TEXT NOT NULL, title TEXT, schema_version INTEGER NOT NULL) STRICT;\n{tables}{VIEWS}"
    )
}

/// Indices are made when all rows are there: that is faster, and the file is smaller.
pub(super) fn indices() -> String {
    let references = Table::ALL.into_iter().flat_map(|table| {
        let columns = table.columns().iter().filter(move |column| column.target().is_some());
        columns.filter(move |column| !is_key(table, column)).map(move |column| (table, column.name))
    });
    let index = |(table, column)| format!("CREATE INDEX {table}_by_{column} ON {table} (\"{column}\");\n");
    references.chain(SOUGHT).map(index).collect::<Vec<_>>().concat()
}

/// How a row is added.
pub(super) fn insert(table: Table) -> String {
    let places: Vec<String> = (1..=table.columns().len()).map(|at| format!("?{at}")).collect();
    format!("INSERT INTO {table} VALUES ({})", places.join(", "))
}

fn create(table: Table) -> String {
    let columns: Vec<String> = table.columns().iter().map(|column| self::column(table, column)).collect();
    // A comment ends with its line, so the comma stands before it.
    let last = columns.len() - 1;
    let line = |(at, (text, column)): (usize, (&String, &Column))| {
        format!("  {text}{} -- {}\n", if at < last { "," } else { "" }, column.doc.trim())
    };
    let lines: Vec<String> = columns.iter().zip(table.columns()).enumerate().map(line).collect();
    format!("CREATE TABLE {table} (\n{}) STRICT;\n", lines.concat())
}

fn is_key(table: Table, column: &Column) -> bool {
    !table.prefix().is_empty() && table.columns()[0] == *column
}

fn column(table: Table, column: &Column) -> String {
    let name = format!("\"{}\"", column.name);
    let kind = match column.kind {
        ColumnType::Integer | ColumnType::Boolean => "INTEGER",
        ColumnType::Real => "REAL",
        _ => "TEXT",
    };
    let is_empty = column.nullable && column.kind != ColumnType::List;
    let needed = if is_empty { "" } else { " NOT NULL" };
    let key = match column.target() {
        _ if is_key(table, column) => " PRIMARY KEY".to_owned(),
        Some(target) => format!(" REFERENCES {target} (\"{}\")", target.columns()[0].name),
        None => String::new(),
    };
    let check = match column.kind {
        ColumnType::Boolean => format!(" CHECK ({name} IN (0, 1))"),
        ColumnType::Words(words) => format!(" CHECK ({name} IN ('{}'))", words.join("', '")),
        ColumnType::List => format!(" CHECK (json_valid({name}))"),
        _ => String::new(),
    };
    format!("{name} {kind}{needed}{key}{check}")
}
