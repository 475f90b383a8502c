//! The bodies of all fuzz targets. The fuzzer calls them from `fuzz_targets/`, and `cargo test` calls the same ones on every file of
//! `corpus/` and `regressions/`: each takes any bytes, and panics where a property does not hold.

pub(crate) mod announcement;
pub(crate) mod dataset;
pub(crate) mod dates;
mod grammar;
pub(crate) mod json_ld;
pub(crate) mod laws;
pub(crate) mod names;
pub(crate) mod pipeline;
pub(crate) mod profile;
pub(crate) mod registry;
#[cfg(feature = "fetch")]
pub(crate) mod robots;
pub(crate) mod tables;
pub(crate) mod warc;
