//! Pages in a record batch, documents in a record batch: what engines such as Spark call for every portion of their rows.

use std::num::NonZeroUsize;
use std::sync::Arc;

use annals::arrow::Documents;
use annals::pipeline::{Threads, guarded};
use annals::{Error, ErrorKind, Result};
use arrow_array::cast::AsArray as _;
use arrow_array::{Array, ArrayRef, RecordBatch, StringArray};
use arrow_pyarrow::{FromPyArrow as _, ToPyArrow as _};
use arrow_schema::{DataType, Field, Schema};
use pyo3::prelude::*;

use crate::error::raised;
use crate::input::{page, threads};
use crate::table::pyarrow;
use crate::work::of_page;

/// The documents of the pages of a batch, a row a page.
#[pyfunction]
#[pyo3(signature = (batch, *, url="url", html="html", jobs=1))]
pub(crate) fn extract_batch<'py>(
    batch: &Bound<'py, PyAny>,
    url: &str,
    html: &str,
    jobs: usize,
) -> PyResult<Bound<'py, PyAny>> {
    let py = batch.py();
    pyarrow(py)?;
    let jobs = threads(jobs)?;
    let batch = RecordBatch::from_pyarrow_bound(batch)?;
    let documents = py.detach(|| documents(&batch, url, html, jobs)).map_err(raised)?;
    documents.to_pyarrow(py)
}

/// Row by row: the address, then what the page gave.
fn documents(batch: &RecordBatch, url: &str, html: &str, jobs: NonZeroUsize) -> Result<RecordBatch> {
    let (urls, pages) = (Texts::of(batch, url)?, Texts::of(batch, html)?);
    let rows: Vec<usize> = (0..batch.num_rows()).collect();
    let document = |row: &usize| {
        let name = urls.text(*row)?;
        let Some(bytes) = pages.bytes(*row) else {
            return Err(Error::new(ErrorKind::Source, name.unwrap_or(html), "there is no page in the row")
                .remedy(format!("leave out rows whose `{html}` is null")));
        };
        of_page(page(bytes, pages.is_text, name.map(str::to_owned)))
    };
    let results = Threads::new(Some(jobs))?.map(&rows, document);
    guarded("the batch", || {
        let mut documents = Documents::default();
        results.iter().for_each(|document| documents.push(document));
        Ok(beside(rows.iter().map(|row| urls.text(*row).ok().flatten()).collect(), &documents.finish()))
    })
}

/// A batch with the addresses as its first column.
pub(crate) fn beside(urls: StringArray, documents: &RecordBatch) -> RecordBatch {
    let schema = documents.schema();
    let url = Arc::new(Field::new("url", DataType::Utf8, true));
    let fields: Vec<_> = std::iter::once(url).chain(schema.fields().iter().cloned()).collect();
    let urls: ArrayRef = Arc::new(urls);
    let columns = std::iter::once(urls).chain(documents.columns().iter().cloned()).collect();
    RecordBatch::try_new(Arc::new(Schema::new(fields)), columns).expect("both have a row a page")
}

/// A column of text or bytes, of whichever of Arrow's types.
struct Texts<'b> {
    name: &'b str,
    column: &'b dyn Array,
    is_text: bool,
}

impl<'b> Texts<'b> {
    fn of(batch: &'b RecordBatch, name: &'b str) -> Result<Self> {
        let wrong =
            |message: String, remedy: &str| Error::new(ErrorKind::Config, name, message).remedy(remedy);
        let column = batch.column_by_name(name).ok_or_else(|| {
            let schema = batch.schema();
            let names: Vec<_> = schema.fields().iter().map(|field| field.name().as_str()).collect();
            wrong(
                format!("is no column of the batch, which has: {}", names.join(", ")),
                "name the column that holds it",
            )
        })?;
        let is_text = match column.data_type() {
            DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => true,
            // The last is what libraries make of a column in which there is nothing.
            DataType::Binary | DataType::LargeBinary | DataType::BinaryView | DataType::Null => false,
            other => return Err(wrong(format!("is a column of {other}"), "make it text or bytes")),
        };
        Ok(Self { name, column, is_text })
    }

    /// The bytes of a row; `None` where it is null.
    fn bytes(&self, row: usize) -> Option<&'b [u8]> {
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
    fn text(&self, row: usize) -> Result<Option<&'b str>> {
        self.bytes(row).map(str::from_utf8).transpose().map_err(|error| {
            Error::new(ErrorKind::Source, format!("{}, row {row}", self.name), "is no UTF-8")
                .because(error)
                .remedy("an address is text")
        })
    }
}
