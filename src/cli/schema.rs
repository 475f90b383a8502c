//! `annals schema`: the JSON Schema of a document, or of a dataset.

use std::io::Write;

use annals::records::{dataset_schema, schema};
use clap::ValueEnum;

use crate::cli::console::Console;
use crate::cli::exit::{Exit, Stop};

/// Prints the JSON Schema of documents or datasets
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  annals schema > document.schema.json\n  annals schema dataset > dataset.schema.json"
)]
pub(crate) struct Args {
    /// Of what
    #[arg(value_enum, default_value_t = Of::Document)]
    of: Of,
}

/// What has a schema.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Of {
    /// What `annals extract` prints for a page, as JSON or as a line of JSON Lines
    Document,
    /// The `dataset.json` of a dataset
    Dataset,
}

pub(crate) fn run(args: &Args, console: &Console) -> Result<Exit, Stop> {
    let schema = match args.of {
        Of::Document => schema(),
        Of::Dataset => dataset_schema(),
    };
    let mut out = console.stdout();
    writeln!(out, "{schema:#}")?;
    out.flush()?;
    Ok(Exit::Done)
}
