//! The work itself, off the interpreter's lock: one page to its document, files and folders to tables.

use std::num::NonZeroUsize;

use annals::pipeline::{self, Threads, guarded};
use annals::records::PageRecord;
use annals::source::{PageRef, Search};
use annals::{Error, ErrorKind, Options, Page, arrow, extract, resolve};
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::error::raised;
use crate::input::{Html, threads};
use crate::table::Table;

/// The document of a page as JSON.
#[pyfunction]
#[pyo3(signature = (html, url=None))]
pub(crate) fn document(py: Python<'_>, html: Html, url: Option<String>) -> PyResult<Bound<'_, PyBytes>> {
    let json = py.detach(|| {
        let record = Threads::new(Some(NonZeroUsize::MIN))?.run(|| of_page(html.page(url)))?;
        guarded(&record.page.source, || {
            serde_json::to_vec(&record).map_err(|error| {
                Error::new(ErrorKind::Output, &record.page.source, "cannot be written as JSON").because(error)
            })
        })
    });
    Ok(PyBytes::new(py, &json.map_err(raised)?))
}

/// What a page says; a panic is a failure like others.
pub(crate) fn of_page(page: Page) -> annals::Result<PageRecord> {
    let source = page.source.clone();
    guarded(&source, || extract(page, &Options::default()))
}

/// The tables of the pages that are found, and one exception for each input that failed. Where `all` are wanted the first failure is raised.
#[pyfunction]
#[pyo3(signature = (paths, all, jobs))]
pub(crate) fn tables(
    py: Python<'_>,
    paths: Vec<std::path::PathBuf>,
    all: bool,
    jobs: Option<usize>,
) -> PyResult<(Vec<Table>, Vec<PyErr>)> {
    let jobs = jobs.map(threads).transpose()?;
    let (tables, failures) = py.detach(|| read(&paths, all, jobs)).map_err(raised)?;
    Ok((tables, failures.into_iter().map(raised).collect()))
}

fn read(
    paths: &[std::path::PathBuf],
    all: bool,
    jobs: Option<NonZeroUsize>,
) -> annals::Result<(Vec<Table>, Vec<Error>)> {
    let mut failures = Vec::new();
    let mut failed = |error| {
        if all {
            return Err(error);
        }
        failures.push(error);
        Ok(())
    };
    let (options, mut records) = (Options::default(), Vec::new());
    let read = |page: annals::Result<PageRef>| pipeline::read(&page?, &options);
    Threads::new(jobs)?.each(Search::default().stream(paths), read, |record| {
        record.map_or_else(&mut failed, |record| {
            records.push(record);
            Ok(())
        })
    })?;
    if records.is_empty() && !failures.is_empty() {
        return Err(failures.swap_remove(0));
    }
    let tables = guarded("the pages together", || {
        let dataset = resolve(records);
        let table = |table| Table::new(table, arrow::schema(table), arrow::batches(&dataset, table));
        Ok(annals::Table::ALL.map(table).into())
    })?;
    Ok((tables, failures))
}
