//! Failures of the library as `annals.AnnalsError`, with what it is about, where, and what to do.

use annals::Error;
use annals::source::STDIN;
use pyo3::prelude::*;

pyo3::import_exception!(annals, AnnalsError);

/// The exception of a failure.
pub(crate) fn raised(error: Error) -> PyErr {
    let (line, column) = error.place().map(annals::error::Place::line_column).unzip();
    let kind = error.kind().as_str();
    let input = if error.input() == STDIN { "the page" } else { error.input() };
    let cause = error.cause().map(ToString::to_string);
    let message =
        [Some(error.message().to_owned()), cause].into_iter().flatten().collect::<Vec<_>>().join(": ");
    let remedy = error.remedy_text().map(str::to_owned);
    AnnalsError::new_err((kind, input.to_owned(), message, remedy, line, column))
}
