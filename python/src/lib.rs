//! The native part of the Python package `annals`: thin functions over the library, which give the interpreter's lock back while pages are read.
//! What Python sees of it is described in `annals/_native.pyi`.

mod batch;
mod error;
mod input;
mod merge;
mod shelf;
mod table;
mod warc;
mod work;

use pyo3::prelude::*;

#[pymodule]
mod _native {
    use pyo3::prelude::*;

    #[pymodule_export]
    use super::batch::extract_batch;
    #[pymodule_export]
    use super::merge::{Decisions, carry_out, decide};
    #[pymodule_export]
    use super::table::Table;
    #[pymodule_export]
    use super::warc::{Warc, warc};
    #[pymodule_export]
    use super::work::{document, tables};

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }
}
