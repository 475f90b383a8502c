//! The JSON Schema (draft 2020-12) of a document, made from the columns, so that the contract is written once.

use serde_json::{Map, Value, json};

use crate::records::{
    Announcement, Appearance, Column, ColumnType, Deadline, Event, EventOrganizer, Evidence, Finding,
    Institution, Person, Position, Row, SCHEMA_VERSION, Talk,
};

/// The schema of what `annals extract --format json` prints for one page.
#[must_use]
pub fn schema() -> Value {
    let tables = [
        table::<Announcement>(),
        table::<Event>(),
        table::<EventOrganizer>(),
        table::<Deadline>(),
        table::<Person>(),
        table::<Institution>(),
        table::<Position>(),
        table::<Talk>(),
        table::<Appearance>(),
        table::<Evidence>(),
        table::<Finding>(),
    ];
    let mut properties = Map::from_iter(tables);
    let mut required: Vec<String> = ["schema_version", "page"].map(str::to_owned).into();
    required.extend(properties.keys().cloned());
    properties.insert("schema_version".into(), json!({"const": SCHEMA_VERSION}));
    properties.insert("page".into(), page());
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A document of annals: what one page says",
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

fn page() -> Value {
    let text = json!({"type": ["string", "null"]});
    json!({
        "type": "object",
        "properties": {
            "source": {"type": "string"}, "url": text, "content_sha256": {"type": "string"}, "language": text, "profile": text,
        },
        "required": ["source", "url", "content_sha256", "language", "profile"],
        "additionalProperties": false,
    })
}

/// The name of a table and the schema of its rows.
fn table<R: Row>() -> (String, Value) {
    let properties: Map<String, Value> =
        R::COLUMNS.iter().map(|column| (column.name.to_owned(), cell(column))).collect();
    let required: Vec<&str> = R::COLUMNS.iter().map(|column| column.name).collect();
    let row = json!({"type": "object", "properties": properties, "required": required, "additionalProperties": false});
    (R::TABLE.name().to_owned(), json!({"type": "array", "items": row}))
}

fn cell(column: &Column) -> Value {
    let doc = column.doc.trim();
    let optional = |kind: &str| if column.nullable { json!([kind, "null"]) } else { json!(kind) };
    match column.kind {
        ColumnType::Text | ColumnType::Id => json!({"description": doc, "type": optional("string")}),
        ColumnType::Date => {
            json!({"description": doc, "type": optional("string"), "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"})
        }
        ColumnType::Time => {
            json!({"description": doc, "type": optional("string"), "pattern": r"^\d{2}:\d{2}$"})
        }
        ColumnType::Integer => json!({"description": doc, "type": optional("integer")}),
        ColumnType::Real => {
            json!({"description": doc, "type": optional("number"), "minimum": 0, "maximum": 1})
        }
        ColumnType::Boolean => json!({"description": doc, "type": optional("boolean")}),
        ColumnType::List => json!({"description": doc, "type": "array", "items": {"type": "string"}}),
        ColumnType::Words(words) => {
            let mut allowed: Vec<Value> = words.iter().map(|word| json!(word)).collect();
            allowed.extend(column.nullable.then_some(Value::Null));
            json!({"description": doc, "enum": allowed})
        }
    }
}
