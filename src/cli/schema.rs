//! `annals schema`: the JSON Schema of a document.

use std::io::Write;

use crate::cli::console::Console;
use crate::cli::exit::{Exit, Stop};

/// Prints the JSON Schema of documents
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  annals schema > annals.schema.json")]
pub(crate) struct Args {}

pub(crate) fn run(_args: &Args, console: &Console) -> Result<Exit, Stop> {
    let mut out = console.stdout();
    writeln!(out, "{:#}", annals::records::schema())?;
    out.flush()?;
    Ok(Exit::Done)
}
