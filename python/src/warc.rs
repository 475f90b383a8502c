//! The documents of a WARC file, batch by batch as it is read: what a task of a cluster writes to its file.

use std::error::Error as _;
use std::io;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use annals::arrow::Documents;
use annals::pipeline::{self, Filter, Threads, guarded};
use annals::source::{Search, Stream};
use annals::{Error, Options, Result};
use arrow_array::RecordBatch;
use arrow_pyarrow::ToPyArrow as _;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::error::raised;
use crate::table::pyarrow;

/// Bytes of pages after which a batch is full.
const BYTES: usize = 16 << 20;

/// The documents of a WARC file, in record batches.
#[pyfunction]
#[pyo3(signature = (path, *, batch=64, languages=None, words=None))]
pub(crate) fn warc(
    py: Python<'_>,
    path: PathBuf,
    batch: usize,
    languages: Option<Vec<String>>,
    words: Option<Vec<String>>,
) -> PyResult<Warc> {
    pyarrow(py)?;
    let batch = NonZeroUsize::new(batch)
        .ok_or_else(|| PyValueError::new_err("batch is 0: one page at a time is the least"))?;
    let (languages, words) = (languages.unwrap_or_default(), words.unwrap_or_default());
    let filter = Filter::new(&languages, &words).map_err(raised)?;
    let reading = py.detach(|| Reading::of(&path, filter)).map_err(raised)?;
    Ok(Warc { reading: Mutex::new(reading), batch: batch.get() })
}

/// Batches of documents, one after the other.
#[pyclass(frozen, module = "annals")]
pub(crate) struct Warc {
    reading: Mutex<Reading>,
    batch: usize,
}

#[pymethods]
impl Warc {
    fn __iter__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __next__<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        let batch = py.detach(|| {
            let mut reading = self.reading.lock().unwrap_or_else(PoisonError::into_inner);
            reading.batch(self.batch)
        });
        batch.map_err(raised)?.map(|batch| batch.to_pyarrow(py)).transpose()
    }
}

/// A file that is being read, by one thread, which has the stack that deep pages need.
struct Reading {
    pages: Stream,
    filter: Filter,
    threads: Threads,
    options: Options,
}

impl Reading {
    fn of(path: &Path, filter: Filter) -> Result<Self> {
        let name = path.display().to_string();
        // A file that is not there, or cannot be read, is told at once; one without a page is none that failed.
        std::fs::File::open(path).map_err(|error| {
            Error::new(annals::ErrorKind::Source, name, "cannot be read")
                .because(error)
                .remedy("check the path and its rights")
        })?;
        // In errors the file is called by its name alone, wherever a task of a cluster runs.
        let base = path.parent().map(Path::to_owned).unwrap_or_default();
        let pages = Search { base, ..Search::default() }.stream([path]);
        let threads = Threads::new(Some(NonZeroUsize::MIN))?;
        Ok(Self { pages, filter, threads, options: Options::default() })
    }

    /// The documents of the next pages; `None` behind the last.
    fn batch(&mut self, most: usize) -> Result<Option<RecordBatch>> {
        let Self { pages, filter, threads, options } = self;
        threads.run(|| guarded("the batch", || documents(pages, most, filter, options)))
    }
}

/// So many documents, or those of so many bytes of pages; `None` behind the last. What is broken in the file is a document with an error; that the file
/// cannot be read on is none, for who reads it again may find all of it.
fn documents(
    pages: &mut Stream,
    most: usize,
    filter: &Filter,
    options: &Options,
) -> Result<Option<RecordBatch>> {
    let (mut documents, mut urls, mut bytes) = (Documents::default(), Vec::new(), 0);
    while urls.len() < most && bytes < BYTES {
        let Some(page) = pages.next() else { break };
        let (url, read, size) = match page {
            Ok(page) => {
                let size = page.carried.as_ref().map_or(0, |carried| carried.len());
                (page.url.clone(), pipeline::read_if(&page, filter, options), size)
            }
            Err(error) if error.source().is_some_and(<dyn std::error::Error>::is::<io::Error>) => {
                return Err(error);
            }
            Err(error) => (None, Err(error), 0),
        };
        if let Some(document) = read.transpose() {
            urls.push(url);
            bytes += size;
            documents.push(&document);
        }
    }
    Ok((!documents.is_empty()).then(|| documents.finish_with_urls(urls)))
}
