//! JSON Schemas (draft 2020-12), made from the columns, so that the contract is written once: of the document that `annals extract` prints for
//! a page, and of the `dataset.json` of a project. They are published under `docs/schema/`.

use serde_json::{Map, Value, json};

use crate::records::{Column, ColumnType, SCHEMA_VERSION, Table};

/// The schema of what `annals extract --format json` prints for one page.
#[must_use]
pub fn schema() -> Value {
    object("document", "A document of annals: what one page says", [("page", page())], &[])
}

/// The schema of `dataset.json`.
#[must_use]
pub fn dataset_schema() -> Value {
    let name = json!({"description": "Short name of the dataset, for programs.", "type": "string"});
    let title = json!({"description": "Its name for people.", "type": "string"});
    let head = [("name", name), ("title", title)];
    object("dataset", "A dataset of annals: what the pages of a project say", head, &["title"])
}

/// The version of the contract, some properties, and an array a table.
fn object<const N: usize>(id: &str, title: &str, head: [(&str, Value); N], optional: &[&str]) -> Value {
    let version = json!({"description": "Version of the data contract.", "const": SCHEMA_VERSION});
    let mut properties = Map::from_iter([("schema_version".to_owned(), version)]);
    properties.extend(head.map(|(name, value)| (name.to_owned(), value)));
    properties.extend(Table::STORED.map(|table| (table.name().to_owned(), rows(table))));
    let required: Vec<&String> =
        properties.keys().filter(|name| !optional.contains(&name.as_str())).collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": format!("urn:annals:schema:{SCHEMA_VERSION}:{id}"),
        "title": title,
        "type": "object",
        "required": required,
        "properties": properties,
        "additionalProperties": false,
    })
}

fn page() -> Value {
    let text = |doc: &str| json!({"description": doc, "type": ["string", "null"]});
    json!({
        "description": "The page.",
        "type": "object",
        "properties": {
            "source": {"description": "Path or address, as given; empty where rows belong to no page.", "type": "string"},
            "url": text("Canonical address."),
            "content_sha256": {
                "description": "SHA-256 of the bytes; empty where rows belong to no page.", "type": "string", "pattern": "^([0-9a-f]{64})?$",
            },
            "language": text("Language of the text, BCP 47."),
            "profile": text("The site profile that was used."),
        },
        "required": ["source", "url", "content_sha256", "language", "profile"],
        "additionalProperties": false,
    })
}

/// The rows of a table.
fn rows(table: Table) -> Value {
    let columns = table.columns().iter();
    let properties: Map<String, Value> =
        columns.clone().map(|column| (column.name.to_owned(), cell(column, table))).collect();
    let required: Vec<&str> = columns.map(|column| column.name).collect();
    let row = json!({"type": "object", "properties": properties, "required": required, "additionalProperties": false});
    json!({"description": table.doc(), "type": "array", "items": row})
}

fn cell(column: &Column, table: Table) -> Value {
    let (name, more) = match column.kind {
        ColumnType::Text | ColumnType::Id | ColumnType::Date | ColumnType::Time => ("string", json!({})),
        ColumnType::Integer => ("integer", json!({"minimum": 0})),
        ColumnType::Real => ("number", json!({"minimum": 0, "maximum": 1})),
        ColumnType::Boolean => ("boolean", json!({})),
        ColumnType::List => ("array", json!({"items": {"type": "string"}})),
        ColumnType::Words(words) => ("string", json!({"enum": words})),
    };
    let mut cell = json!({"description": column.doc.trim(), "type": name});
    for (key, value) in more.as_object().into_iter().flatten() {
        cell[key] = value.clone();
    }
    if let Some(pattern) = column.pattern(table) {
        cell["pattern"] = pattern.into();
    }
    if column.nullable && column.kind != ColumnType::List {
        cell["type"] = json!([name, "null"]);
        cell.get_mut("enum")
            .and_then(Value::as_array_mut)
            .into_iter()
            .for_each(|words| words.push(Value::Null));
    }
    cell
}
