//! [`Texts`]: a column of text or bytes, of whichever of Arrow's types, as pages and addresses come in batches.

use arrow_array::cast::AsArray as _;
use arrow_array::{Array, RecordBatch};
use arrow_schema::{DataType, Schema};

use crate::error::{Error, ErrorKind, Result};

/// A column of a batch.
pub struct Texts<'b> {
    name: &'b str,
    column: &'b dyn Array,
    is_text: bool,
}

impl<'b> Texts<'b> {
    /// The column of a name.
    ///
    /// # Errors
    /// Where there is none, or it is a column of something else.
    pub fn of(batch: &'b RecordBatch, name: &'b str) -> Result<Self> {
        let (at, is_text) = column(batch.schema_ref(), name)?;
        Ok(Self { name, column: batch.column(at), is_text })
    }

    /// Whether it is text, and so surely UTF-8.
    #[must_use]
    pub fn is_text(&self) -> bool {
        self.is_text
    }

    /// The bytes of a row; `None` where it is null.
    #[must_use]
    pub fn bytes(&self, row: usize) -> Option<&'b [u8]> {
        let column = self.column;
        let is_there = !column.is_null(row) && *column.data_type() != DataType::Null;
        is_there.then(|| match column.data_type() {
            DataType::Utf8 => column.as_string::<i32>().value(row).as_bytes(),
            DataType::LargeUtf8 => column.as_string::<i64>().value(row).as_bytes(),
            DataType::Utf8View => column.as_string_view().value(row).as_bytes(),
            DataType::Binary => column.as_binary::<i32>().value(row),
            DataType::LargeBinary => column.as_binary::<i64>().value(row),
            _ => column.as_binary_view().value(row),
        })
    }

    /// The text of a row; `None` where it is null.
    ///
    /// # Errors
    /// Where the bytes are no UTF-8.
    pub fn text(&self, row: usize) -> Result<Option<&'b str>> {
        self.bytes(row).map(str::from_utf8).transpose().map_err(|error| {
            Error::new(ErrorKind::Source, format!("{}, row {row}", self.name), "is no UTF-8")
                .because(error)
                .remedy("an address is text")
        })
    }
}

/// Where the column of a name is, and whether it is text.
///
/// # Errors
/// Where there is none, or it is a column of something else.
pub(crate) fn column(schema: &Schema, name: &str) -> Result<(usize, bool)> {
    let wrong = |message: String, remedy: &str| Error::new(ErrorKind::Config, name, message).remedy(remedy);
    let (at, field) = schema.column_with_name(name).ok_or_else(|| {
        let names: Vec<_> = schema.fields().iter().map(|field| field.name().as_str()).collect();
        wrong(
            format!("is no column of the batch, which has: {}", names.join(", ")),
            "name the column that holds it",
        )
    })?;
    match field.data_type() {
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => Ok((at, true)),
        // The last is what libraries make of a column in which there is nothing.
        DataType::Binary | DataType::LargeBinary | DataType::BinaryView | DataType::Null => Ok((at, false)),
        other => Err(wrong(format!("is a column of {other}"), "make it text or bytes")),
    }
}
