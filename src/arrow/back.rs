//! Documents as Arrow has them become records again, cell by cell, by what the rows say of themselves to serde.

use arrow_array::cast::AsArray as _;
use arrow_array::types::{Float64Type, Int64Type};
use arrow_array::{Array, ArrayRef, RecordBatch, StructArray};
use arrow_buffer::ArrowNativeType as _;
use arrow_schema::DataType;
use serde::de::value::Error as Wrong;
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, Error as _, IntoDeserializer, MapAccess, SeqAccess,
    Visitor,
};
use serde::forward_to_deserialize_any;

use crate::error::{Error, ErrorKind, Result};
use crate::records::{PageInfo, PageRecord, SCHEMA_VERSION, Tables};

/// The record in a row of a batch of [`Documents`](crate::arrow::Documents); `None` where the page failed. A table whose column is not there has no
/// rows.
///
/// # Errors
/// Where the batch has no column `page`, or a column holds something else than documents do.
pub fn record(batch: &RecordBatch, row: usize) -> Result<Option<PageRecord>> {
    let column = |name: &str| batch.column_by_name(name);
    let page = column("page").ok_or_else(|| {
        Error::new(ErrorKind::Config, "page", "is no column of the batch")
            .remedy("give documents, as they were made")
    })?;
    if page.is_null(row) {
        return Ok(None);
    }
    let page: PageInfo = read("page", page, row)?;
    let tables = Tables {
        announcements: rows(batch, "announcements", row)?,
        events: rows(batch, "events", row)?,
        event_organizers: rows(batch, "event_organizers", row)?,
        deadlines: rows(batch, "deadlines", row)?,
        people: rows(batch, "people", row)?,
        institutions: rows(batch, "institutions", row)?,
        positions: rows(batch, "positions", row)?,
        talks: rows(batch, "talks", row)?,
        appearances: rows(batch, "appearances", row)?,
        evidence: rows(batch, "evidence", row)?,
        findings: rows(batch, "findings", row)?,
    };
    Ok(Some(PageRecord { schema_version: SCHEMA_VERSION, page, tables, rivals: Vec::new(), text_bytes: 0 }))
}

/// The rows of a table.
fn rows<R: DeserializeOwned>(batch: &RecordBatch, name: &str, row: usize) -> Result<Vec<R>> {
    match batch.column_by_name(name) {
        Some(column) if !column.is_null(row) => read(name, column, row),
        _ => Ok(Vec::new()),
    }
}

fn read<T: DeserializeOwned>(name: &str, column: &ArrayRef, row: usize) -> Result<T> {
    T::deserialize(Value { array: column, row }).map_err(|error| {
        Error::new(ErrorKind::Format, name, "is no column of documents")
            .because(error)
            .remedy("give documents, as this version of annals made them")
    })
}

/// A cell.
#[derive(Clone, Copy)]
struct Value<'a> {
    array: &'a dyn Array,
    row: usize,
}

impl<'de> Deserializer<'de> for Value<'de> {
    type Error = Wrong;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        let Self { array, row } = self;
        if array.is_null(row) {
            return visitor.visit_unit();
        }
        match array.data_type() {
            DataType::Utf8 => visitor.visit_borrowed_str(array.as_string::<i32>().value(row)),
            DataType::LargeUtf8 => visitor.visit_borrowed_str(array.as_string::<i64>().value(row)),
            DataType::Int64 => visitor.visit_i64(array.as_primitive::<Int64Type>().value(row)),
            DataType::Float64 => visitor.visit_f64(array.as_primitive::<Float64Type>().value(row)),
            DataType::Boolean => visitor.visit_bool(array.as_boolean().value(row)),
            DataType::List(_) => {
                let list = array.as_list::<i32>();
                let ends = list.value_offsets();
                let rows = ends[row].as_usize()..ends[row + 1].as_usize();
                visitor.visit_seq(Items { array: list.values(), rows })
            }
            DataType::Struct(_) => visitor.visit_map(Fields { row: self.row, of: array.as_struct(), at: 0 }),
            other => Err(Wrong::custom(format!("no document has {other}"))),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        if self.array.is_null(self.row) { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct newtype_struct seq tuple
        tuple_struct map struct enum identifier ignored_any
    }
}

/// The items of a list.
struct Items<'a> {
    array: &'a dyn Array,
    rows: std::ops::Range<usize>,
}

impl<'de> SeqAccess<'de> for Items<'de> {
    type Error = Wrong;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Wrong> {
        let array = self.array;
        self.rows.next().map(|row| seed.deserialize(Value { array, row })).transpose()
    }
}

/// The fields of a row, with their names.
struct Fields<'a> {
    of: &'a StructArray,
    row: usize,
    at: usize,
}

impl<'de> MapAccess<'de> for Fields<'de> {
    type Error = Wrong;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Wrong> {
        let name = self.of.fields().get(self.at).map(|field| field.name().as_str());
        name.map(|name| seed.deserialize(name.into_deserializer())).transpose()
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, Wrong> {
        let value = Value { array: self.of.column(self.at), row: self.row };
        self.at += 1;
        seed.deserialize(value)
    }
}
