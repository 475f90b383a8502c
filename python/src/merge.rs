//! Who is who across pages, for engines that have the pages on many machines: `decide` says what becomes of each, `carry_out` does it where it lies.

use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use annals::arrow::{Documents, Texts, record};
use annals::pipeline::guarded;
use annals::resolve::{Decision, decide as each_decision};
use annals::{Error, ErrorKind, Result};
use arrow_array::builder::{BinaryBuilder, Int64Builder, StringBuilder};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_pyarrow::{FromPyArrow as _, ToPyArrow as _};
use pyo3::prelude::*;
use std::sync::Arc;

use crate::error::raised;
use crate::shelf::Shelf;
use crate::table::pyarrow;

/// Decisions that go to Python at once, at most.
const ROWS: usize = 1 << 12;

/// Bytes of decisions after which a batch is full.
const BYTES: usize = 16 << 20;

/// What becomes of each page, in record batches.
#[pyfunction]
pub(crate) fn decide(documents: &Bound<'_, PyAny>) -> PyResult<Decisions> {
    let py = documents.py();
    pyarrow(py)?;
    let mut shelf = Shelf::new().map_err(raised)?;
    for batch in documents.try_iter()? {
        let batch = RecordBatch::from_pyarrow_bound(&batch?)?;
        py.detach(|| guarded("the documents", || shelf.put(&batch))).map_err(raised)?;
    }
    let (sender, receiver) = sync_channel(1);
    std::thread::spawn(move || {
        let mut sending = Sending { sender, batch: Batch::default() };
        let done = guarded("the pages together", || {
            each_decision(&shelf, |at, decision| sending.put(shelf.key(at), &decision))
        });
        // Who has gone wants to hear nothing.
        let _ = done.and_then(|()| sending.flush()).map_err(|error| sending.sender.send(Err(error)));
    });
    Ok(Decisions(Mutex::new(receiver)))
}

/// Batches of decisions, one after the other.
#[pyclass(frozen, module = "annals")]
pub(crate) struct Decisions(Mutex<Receiver<Result<RecordBatch>>>);

#[pymethods]
impl Decisions {
    fn __iter__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __next__<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        let batch = py.detach(|| self.0.lock().unwrap_or_else(PoisonError::into_inner).recv().ok());
        batch.transpose().map_err(raised)?.map(|batch| batch.to_pyarrow(py)).transpose()
    }
}

/// Decisions on their way to Python.
struct Sending {
    sender: SyncSender<Result<RecordBatch>>,
    batch: Batch,
}

impl Sending {
    fn put(&mut self, key: (&str, &str), decision: &Decision) -> Result<()> {
        let bytes = decision.to_bytes()?;
        self.batch.bytes += bytes.len();
        self.batch.source.append_value(key.0);
        self.batch.content_sha256.append_value(key.1);
        self.batch.place.append_value(i64::try_from(decision.place).unwrap_or(i64::MAX));
        self.batch.decision.append_value(bytes);
        self.batch.rows += 1;
        if self.batch.rows == ROWS || self.batch.bytes >= BYTES { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> Result<()> {
        let batch = std::mem::take(&mut self.batch);
        if batch.rows == 0 {
            return Ok(());
        }
        let gone = |_| Error::new(ErrorKind::Output, "decisions", "nobody wants them any more");
        self.sender.send(Ok(batch.finish())).map_err(gone)
    }
}

/// Decisions as columns.
#[derive(Default)]
struct Batch {
    source: StringBuilder,
    content_sha256: StringBuilder,
    place: Int64Builder,
    decision: BinaryBuilder,
    rows: usize,
    bytes: usize,
}

impl Batch {
    fn finish(mut self) -> RecordBatch {
        let columns: [(&str, ArrayRef); 4] = [
            ("source", Arc::new(self.source.finish())),
            ("content_sha256", Arc::new(self.content_sha256.finish())),
            ("place", Arc::new(self.place.finish())),
            ("decision", Arc::new(self.decision.finish())),
        ];
        RecordBatch::try_from_iter(columns).expect("all have a cell a decision")
    }
}

/// The documents of a batch as they are in the dataset, each with the decision about it.
#[pyfunction]
pub(crate) fn carry_out<'py>(documents: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    let py = documents.py();
    pyarrow(py)?;
    let batch = RecordBatch::from_pyarrow_bound(documents)?;
    let merged = py.detach(|| guarded("the documents", || merged(&batch))).map_err(raised)?;
    merged.to_pyarrow(py)
}

fn merged(batch: &RecordBatch) -> Result<RecordBatch> {
    let decisions = Texts::of(batch, "decision").map_err(|error| {
        Error::new(ErrorKind::Config, "decision", "is no column of bytes of the batch")
            .because(error)
            .remedy("join the documents with what `decide` gave")
    })?;
    let mut documents = Documents::with_sheet();
    for row in 0..batch.num_rows() {
        if let (Some(mut document), Some(decision)) = (record(batch, row)?, decisions.bytes(row)) {
            let spoke = Decision::from_bytes(decision)?.carry_out(&mut document.tables);
            documents.push_with_sheet(&Ok(document), &spoke);
        }
    }
    Ok(documents.finish())
}
