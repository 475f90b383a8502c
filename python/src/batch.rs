//! Pages in a record batch, documents in a record batch: what engines such as Spark call for every portion of their rows.

use std::num::NonZeroUsize;

use annals::arrow::{Documents, Texts};
use annals::pipeline::{Threads, guarded};
use annals::{Error, ErrorKind, Result};
use arrow_array::RecordBatch;
use arrow_pyarrow::{FromPyArrow as _, ToPyArrow as _};
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
        of_page(page(bytes, pages.is_text(), name.map(str::to_owned)))
    };
    let results = Threads::new(Some(jobs))?.map(&rows, document);
    guarded("the batch", || {
        let mut documents = Documents::default();
        results.iter().for_each(|document| documents.push(document));
        Ok(documents.finish_with_urls(rows.iter().map(|row| urls.text(*row).ok().flatten())))
    })
}
