//! `datapackage.json` (Data Package v2, <https://datapackage.org/standard/>): what the CSV files beside it hold, for programs. It says of each
//! file its size and hash, of each column type, constraints and meaning, of each table its key and what it refers to.
//!
//! Days that are known in part are no `date` of Table Schema: such columns are texts with a pattern, which are EDTF.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::Path;

use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use crate::error::Result;
use crate::normalize::hex;
use crate::project::{About, CsvStyle, Dialect};
use crate::records::{Column, ColumnType, Table};
use crate::write::wrong;

/// What EDTF is called where types have addresses.
const EDTF: &str = "http://id.loc.gov/datatypes/edtf/EDTF-level1";

/// Writes the description of the CSV files, which are there, into their folder.
pub(super) fn write(folder: &Path, about: &About, style: CsvStyle) -> Result<()> {
    let path = folder.join("datapackage.json");
    let resources: Vec<Value> =
        Table::ALL.into_iter().map(|table| resource(table, folder, style)).collect::<Result<_>>()?;
    let text = format!("{:#}\n", package(about, resources));
    fs::write(&path, text).map_err(|error| wrong(&path, error))
}

fn package(about: &About, resources: Vec<Value>) -> Value {
    let mut package = json!({"$schema": profile("datapackage"), "name": about.name});
    let said = [("title", &about.title), ("description", &about.description)];
    for (key, text) in said.into_iter().filter_map(|(key, text)| Some((key, text.as_ref()?))) {
        package[key] = json!(text);
    }
    if !about.licenses.is_empty() {
        package["licenses"] = about.licenses.iter().map(|license| self::license(license)).collect();
    }
    package["resources"] = resources.into();
    package
}

/// A licence by its address, or by its name as SPDX has it.
fn license(license: &str) -> Value {
    if license.contains("://") { json!({"path": license}) } else { json!({"name": license}) }
}

/// The address of a schema of the standard.
fn profile(name: &str) -> String {
    format!("https://datapackage.org/profiles/2.0/{name}.json")
}

fn resource(table: Table, folder: &Path, style: CsvStyle) -> Result<Value> {
    let file = format!("{table}.csv");
    let path = folder.join(&file);
    let (bytes, hash) = measured(&path).map_err(|error| wrong(&path, error))?;
    Ok(json!({
        "$schema": profile("dataresource"),
        "name": table.name(),
        "type": "table",
        "description": table.doc(),
        "path": file,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": bytes,
        "hash": format!("sha256:{hash}"),
        "dialect": dialect(style.dialect),
        "schema": schema(table),
    }))
}

/// How long a file is, and the SHA-256 of its bytes.
fn measured(path: &Path) -> io::Result<(u64, String)> {
    let (mut file, mut hasher) = (File::open(path)?, Sha256::new());
    let (mut bytes, mut length) = (vec![0; 1 << 16], 0);
    loop {
        match file.read(&mut bytes)? {
            0 => break,
            read => {
                hasher.update(&bytes[..read]);
                length += read as u64;
            }
        }
    }
    Ok((length, hex(&hasher.finalize())))
}

fn dialect(dialect: Dialect) -> Value {
    let end = match dialect {
        Dialect::Standard => "\n",
        Dialect::Excel => "\r\n",
    };
    json!({
        "$schema": profile("tabledialect"),
        "header": true,
        "delimiter": ",",
        "lineTerminator": end,
        "quoteChar": "\"",
        "doubleQuote": true,
        "skipInitialSpace": false,
    })
}

fn schema(table: Table) -> Value {
    let columns = table.columns();
    let fields: Vec<Value> = columns.iter().map(|column| field(column, table)).collect();
    let mut schema = json!({"$schema": profile("tableschema"), "fields": fields, "missingValues": [""]});
    if let Some(key) = table.key() {
        schema["primaryKey"] = json!([key.name]);
    }
    let keys: Vec<Value> = columns.iter().filter_map(|column| foreign_key(column, table)).collect();
    if !keys.is_empty() {
        schema["foreignKeys"] = keys.into();
    }
    schema
}

/// What a column refers to, where that is not the row itself.
fn foreign_key(column: &Column, table: Table) -> Option<Value> {
    let target = column.target().filter(|_| table.key() != Some(column))?;
    let mut reference = Map::new();
    if target != table {
        reference.insert("resource".into(), target.name().into());
    }
    reference.insert("fields".into(), json!([target.key()?.name]));
    Some(json!({"fields": [column.name], "reference": reference}))
}

fn field(column: &Column, table: Table) -> Value {
    let kind = match column.kind {
        ColumnType::Integer => "integer",
        ColumnType::Real => "number",
        ColumnType::Boolean => "boolean",
        ColumnType::List => "list",
        _ => "string",
    };
    let mut field = json!({"name": column.name, "type": kind, "description": column.doc.trim()});
    match column.kind {
        ColumnType::List => field["delimiter"] = json!("; "),
        ColumnType::Date => field["rdfType"] = json!(EDTF),
        // A text that is there and empty is a value.
        ColumnType::Text if !column.nullable => field["missingValues"] = json!([]),
        _ => {}
    }
    let constraints = constraints(column, table);
    if !constraints.is_empty() {
        field["constraints"] = constraints.into();
    }
    field
}

fn constraints(column: &Column, table: Table) -> Map<String, Value> {
    let mut all = Map::new();
    if !column.nullable {
        all.insert("required".into(), json!(true));
    }
    match column.kind {
        ColumnType::Words(words) => drop(all.insert("enum".into(), json!(words))),
        ColumnType::Integer | ColumnType::Real => drop(all.insert("minimum".into(), json!(0))),
        _ => {}
    }
    if column.kind == ColumnType::Real {
        all.insert("maximum".into(), json!(1));
    }
    if let Some(pattern) = column.pattern(table) {
        all.insert("pattern".into(), json!(pattern));
    }
    all
}
