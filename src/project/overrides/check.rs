//! Whether the columns and values of an entry can be meant: each is held against the table it is for.

use std::ops::Range;

use serde_json::json;
use toml::{Spanned, Value};

use super::raw::Fields;
use super::{Match, Setting};
use crate::dates::{ClockTime, PartialDate};
use crate::error::{Error, Result};
use crate::project::invalid::Checks;
use crate::records::{Column, ColumnType, Table};
use crate::suggest::closest;

/// Columns that say which page it is; they are no values to correct.
const FIXED: [&str; 4] = ["source", "content_sha256", "profile", "gone"];

/// Reads the fields of an entry for a table.
pub(super) struct Checker<'c, 't> {
    pub(super) table: Table,
    pub(super) checks: &'c Checks<'t>,
}

impl Checker<'_, '_> {
    /// The table of a `[[value]]`.
    pub(super) fn table(checks: &Checks, name: &Spanned<String>) -> Result<Table> {
        let known = Table::ALL.into_iter().filter(|table| !table.prefix().is_empty());
        let known: Vec<&str> = known.filter(|table| *table != Table::Findings).map(Table::name).collect();
        let named = Table::from_name(name.get_ref()).filter(|table| known.contains(&table.name()));
        named.ok_or_else(|| unknown(checks, "is no table", name.get_ref(), name.span(), &known))
    }

    /// What rows are called.
    pub(super) fn rows(&self, fields: Spanned<Fields>) -> Result<Match> {
        let span = fields.span();
        let conditions: Vec<(String, String)> = fields
            .into_inner()
            .iter()
            .map(|(key, value)| self.condition(key, value))
            .collect::<Result<_>>()?;
        if conditions.is_empty() {
            let remedy = "say what the rows are called, like match = { name = \"Ann Lee\" }";
            return Err(self.checks.value(span, "means every row", remedy));
        }
        Ok(Match { conditions })
    }

    /// One of `join`: a name, or conditions like those of `match`.
    pub(super) fn side(&self, side: &Spanned<Value>) -> Result<Match> {
        let text = |value: &Value| Spanned::new(side.span(), value.clone());
        let fields: Fields = match side.get_ref() {
            name @ Value::String(_) => [(Spanned::new(side.span(), "name".to_owned()), text(name))].into(),
            Value::Table(table) => table
                .iter()
                .map(|(key, value)| (Spanned::new(side.span(), key.clone()), text(value)))
                .collect(),
            _ => {
                let remedy = "write \"Ann Lee\" or { name = \"Ann Lee\", institution = \"…\" }";
                return Err(self.checks.value(side.span(), "is no name", remedy));
            }
        };
        self.rows(Spanned::new(side.span(), fields))
    }

    fn condition(&self, key: &Spanned<String>, value: &Spanned<Value>) -> Result<(String, String)> {
        let columns = self.table.columns();
        let mut known: Vec<&str> = columns.iter().map(|column| column.name).collect();
        known.extend(references(columns).map(|(name, _, _)| name));
        known.push("announcement");
        if self.table == Table::People {
            known.push("institution");
        }
        if !known.contains(&key.get_ref().as_str()) {
            return Err(unknown(self.checks, "is nothing to match by", key.get_ref(), key.span(), &known));
        }
        let text = scalar(value.get_ref()).filter(|text| !text.trim().is_empty());
        let wrong =
            || self.checks.value(value.span(), "is no text", "write it in quotes, as the page prints it");
        Ok((key.get_ref().clone(), text.ok_or_else(wrong)?))
    }

    /// The values that are to stand.
    pub(super) fn settings(&self, fields: Fields) -> Result<Vec<Setting>> {
        fields.into_iter().map(|(key, value)| self.setting(&key, &value)).collect()
    }

    fn setting(&self, key: &Spanned<String>, value: &Spanned<Value>) -> Result<Setting> {
        let quote = self.checks.text.get(value.span()).unwrap_or("").to_owned();
        let columns = self.table.columns();
        let may_be_set = |column: &&Column| column.kind != ColumnType::Id && !FIXED.contains(&column.name);
        if let Some(column) = columns.iter().filter(may_be_set).find(|column| column.name == key.get_ref()) {
            let value = self.value(column, value)?;
            return Ok(Setting { column: column.name, value, refers_to: None, quote });
        }
        if let Some((_, column, table)) = references(columns).find(|(name, _, _)| name == key.get_ref()) {
            let name = Column { kind: ColumnType::Text, ..*column };
            let value = self.value(&name, value)?;
            return Ok(Setting { column: column.name, value, refers_to: Some(table), quote });
        }
        let mut known: Vec<&str> = columns.iter().filter(may_be_set).map(|column| column.name).collect();
        known.extend(references(columns).map(|(name, _, _)| name));
        Err(unknown(self.checks, "is no value that can be set", key.get_ref(), key.span(), &known))
    }

    /// The value as JSON has it in the column.
    fn value(&self, column: &Column, value: &Spanned<Value>) -> Result<serde_json::Value> {
        let wrong = |remedy: &str| self.checks.value(value.span(), &format!("is no {}", column.name), remedy);
        if matches!(value.get_ref(), Value::String(text) if text.is_empty()) {
            let filled = || wrong("this column is never empty");
            return column.nullable.then(|| empty(column)).ok_or_else(filled);
        }
        read(column, value.get_ref()).map_err(|remedy| wrong(&remedy))
    }
}

fn empty(column: &Column) -> serde_json::Value {
    if column.kind == ColumnType::List { json!([]) } else { serde_json::Value::Null }
}

/// The value in the shape of the column, or how one is written.
fn read(column: &Column, value: &Value) -> Result<serde_json::Value, String> {
    let text = scalar(value).unwrap_or_default();
    match column.kind {
        ColumnType::Date => text.parse::<PartialDate>().map(|day| json!(day)),
        ColumnType::Time => text.parse::<ClockTime>().map(|time| json!(time)),
        ColumnType::Words(words) if words.contains(&text.as_str()) => Ok(json!(text)),
        ColumnType::Words(words) => Err(format!("known are {}", words.join(", "))),
        ColumnType::Integer => {
            text.parse::<u32>().map(|n| json!(n)).map_err(|_| "write a number like 4".into())
        }
        ColumnType::List => list(value).ok_or_else(|| "write a list like [\"Dr.\", \"Prof.\"]".into()),
        _ => value.as_str().map(|text| json!(text.trim())).ok_or_else(|| "write it in quotes".into()),
    }
}

fn list(value: &Value) -> Option<serde_json::Value> {
    let items = value.as_array()?.iter().map(|item| item.as_str().map(str::to_owned));
    items.collect::<Option<Vec<String>>>().map(|items| json!(items))
}

/// A single value as text; dates may stand without quotes.
fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Integer(number) => Some(number.to_string()),
        Value::Datetime(day) => Some(day.to_string()),
        _ => None,
    }
}

/// The columns that refer to another row, by what people call that row: `institution` for `institution_id`.
fn references(columns: &'static [Column]) -> impl Iterator<Item = (&'static str, &'static Column, Table)> {
    let named = columns.iter().skip(1).filter_map(|column| Some((column, column.target()?)));
    let settable = [Table::Events, Table::Institutions, Table::People, Table::Talks];
    named
        .filter(move |(column, table)| settable.contains(table) && column.name != "group_id")
        .filter_map(|(column, table)| Some((column.name.strip_suffix("_id")?, column, table)))
}

fn unknown(checks: &Checks, message: &str, word: &str, at: Range<usize>, known: &[&str]) -> Error {
    let remedy = match closest(word, known.iter().copied()) {
        Some(close) => format!("did you mean `{close}`?"),
        None => format!("known are {}", known.join(", ")),
    };
    checks.value(at, message, &remedy)
}
