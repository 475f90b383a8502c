//! What Python hands over: a page as text, or as bytes as they came; a number of threads.

use std::num::NonZeroUsize;

use annals::Page;
use annals::source::STDIN;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::pybacked::{PyBackedBytes, PyBackedStr};

/// Text or bytes, which stay where they are.
#[derive(FromPyObject)]
pub(crate) enum Html {
    /// Text; what the page says of its encoding is no longer true of it.
    #[pyo3(transparent, annotation = "str")]
    Text(PyBackedStr),
    /// Bytes, whose encoding is found as browsers do.
    #[pyo3(transparent, annotation = "bytes")]
    Bytes(PyBackedBytes),
}

impl Html {
    /// The page; it is called by its address, else like standard input.
    pub(crate) fn page(&self, url: Option<String>) -> Page {
        match self {
            Self::Text(text) => page(text.as_bytes(), true, url),
            Self::Bytes(bytes) => page(bytes, false, url),
        }
    }
}

/// A page of bytes, which are UTF-8 for certain where they were text.
pub(crate) fn page(bytes: &[u8], text: bool, url: Option<String>) -> Page {
    let page = match url {
        Some(url) => Page::at(url, bytes),
        None => Page::new(STDIN, bytes),
    };
    Page { charset: text.then(|| "utf-8".to_owned()), ..page }
}

/// How many pages are read at once.
pub(crate) fn threads(jobs: usize) -> PyResult<NonZeroUsize> {
    NonZeroUsize::new(jobs).ok_or_else(|| PyValueError::new_err("jobs is 0: one page at a time is the least"))
}
