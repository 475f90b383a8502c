//! The tables of a JSON document, read without building it in memory: rows become cells as they pass, and evidence is passed over.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use csv::StringRecord;
use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::data::{Row, Sheet, is_compared};
use crate::error::{Error, ErrorKind, Result};
use crate::records::Table;

/// The tables of the document `name`.
pub(super) fn sheets(name: &str, bytes: &[u8]) -> Result<BTreeMap<Table, Sheet>> {
    let Document(sheets) = serde_json::from_slice(bytes).map_err(|error| {
        let text = String::from_utf8_lossy(bytes);
        // A whole dataset on one line is no line to show.
        let is_short = text.lines().nth(error.line().saturating_sub(1)).is_some_and(|line| line.len() < 500);
        let told = Error::new(ErrorKind::Format, name, "is no dataset");
        let told = if is_short { told.at_json(&text, 0, &error) } else { told };
        told.because(error).remedy("build the dataset again")
    })?;
    if sheets.is_empty() {
        return Err(Error::new(ErrorKind::Format, name, "is no dataset: it holds none of its tables")
            .remedy("name a dataset.json, or what `annals extract --format json` prints of one page"));
    }
    Ok(sheets)
}

struct Document(BTreeMap<Table, Sheet>);

impl<'de> Deserialize<'de> for Document {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Whole)
    }
}

struct Whole;

impl<'de> Visitor<'de> for Whole {
    type Value = Document;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with an array a table")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Document, A::Error> {
        let mut sheets = BTreeMap::new();
        while let Some(key) = map.next_key::<Cow<'de, str>>()? {
            match Table::from_name(&key).filter(|table| is_compared(*table)) {
                Some(table) => drop(sheets.insert(table, map.next_value_seed(Rows(table))?)),
                None => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(Document(sheets))
    }
}

/// The array of a table.
struct Rows(Table);

impl<'de> DeserializeSeed<'de> for Rows {
    type Value = Sheet;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Sheet, D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Rows {
    type Value = Sheet;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the rows of {}", self.0)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut rows: A) -> Result<Sheet, A::Error> {
        let columns = self.0.columns();
        let mut sheet = Sheet { rows: Vec::new(), has: vec![false; columns.len()] };
        while let Some(object) = rows.next_element::<BTreeMap<Cow<'de, str>, CellText>>()? {
            let cells = columns.iter().map(|column| object.get(column.name));
            let mut row = StringRecord::new();
            for (has, cell) in sheet.has.iter_mut().zip(cells) {
                *has |= cell.is_some();
                row.push_field(cell.map_or("", |CellText(text)| text));
            }
            sheet.rows.push(Row(row));
        }
        if sheet.rows.is_empty() {
            sheet.has.fill(true);
        }
        Ok(sheet)
    }
}

/// A cell as CSV has it.
struct CellText(String);

impl<'de> Deserialize<'de> for CellText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self(match Scalar::deserialize(deserializer)? {
            Scalar::Text(text) => text,
            Scalar::Truth(truth) => truth.to_string(),
            Scalar::Integer(number) => number.to_string(),
            Scalar::Real(number) => number.to_string(),
            Scalar::List(items) => items.join("; "),
            Scalar::Empty => String::new(),
        }))
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Scalar {
    Text(String),
    Truth(bool),
    Integer(i64),
    Real(f64),
    List(Vec<String>),
    Empty,
}
