//! The dataset as one JSON document: the version of the contract, what the project says of itself, and an array a table.

use serde::Serialize;

use crate::error::{Error, ErrorKind, Result};
use crate::project::About;
use crate::records::{SCHEMA_VERSION, Tables};
use crate::resolve::Dataset;

#[derive(Serialize)]
struct Whole<'d> {
    schema_version: u32,
    name: &'d str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'d str>,
    #[serde(flatten)]
    tables: &'d Tables,
}

/// The dataset as JSON, indented so that a diff of two versions can be read.
pub(crate) fn dataset(dataset: &Dataset, about: &About) -> Result<Vec<u8>> {
    let whole = Whole {
        schema_version: SCHEMA_VERSION,
        name: &about.name,
        title: about.title.as_deref(),
        tables: &dataset.tables,
    };
    let mut bytes = serde_json::to_vec_pretty(&whole).map_err(|error| {
        Error::new(ErrorKind::Output, "dataset.json", "the dataset could not be written").because(error)
    })?;
    bytes.push(b'\n');
    Ok(bytes)
}
