//! `annals extract`: pages in, documents or rows out; needs no project.

use std::io::Write;

use annals::records::PageRecord;
use annals::source::Found;
use clap::ValueEnum;

use crate::cli::console::Console;
use crate::cli::exit::{Exit, Sources, Stop};
use crate::cli::options::{Extraction, Jobs, Pages};
use crate::cli::work::{each_page, extract};

/// Reads pages and prints what they say
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  annals extract page.html\n  annals extract pages/ --format csv --table people\n  \
    curl -s https://example.org/news | annals extract - --format json\n  annals extract pages/ -o dataset/"
)]
pub(crate) struct Args {
    #[command(flatten)]
    pages: Pages,
    /// How to print: a table on a terminal, JSON Lines elsewhere, where nothing is said
    #[arg(long, value_enum)]
    format: Option<Format>,
    #[command(flatten)]
    extraction: Extraction,
    #[command(flatten)]
    jobs: Jobs,
}

/// How documents are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// An array with a document a page
    Json,
    /// A document a line
    Jsonl,
}

pub(crate) fn run(args: &Args, console: &Console) -> Result<Exit, Stop> {
    let found = args.pages.find();
    console.failures(&found.failures);
    let mut documents =
        Documents { array: args.format == Some(Format::Json), out: console.stdout(), printed: 0 };
    let sources = each_record(&found, args, console, |record| documents.print(&record))?;
    documents.finish()?;
    Ok(sources.exit())
}

/// Extracts the pages and hands their records on, in order.
fn each_record(
    found: &Found,
    args: &Args,
    console: &Console,
    mut take: impl FnMut(PageRecord) -> Result<(), Stop>,
) -> Result<Sources, Stop> {
    let mut sources = Sources { done: 0, failed: found.failures.len() };
    let work = |page: &_| extract(page, &args.extraction.of(page, None));
    each_page(&found.pages, args.jobs, console, work, |_, record| match record {
        Ok(record) => {
            sources.done += 1;
            take(record)
        }
        Err(error) => {
            sources.failed += 1;
            console.failure(&error);
            Ok(())
        }
    })?;
    Ok(sources)
}

/// Documents as they come, a line each, in an array or not.
struct Documents<W> {
    array: bool,
    out: W,
    printed: usize,
}

impl<W: Write> Documents<W> {
    fn print(&mut self, record: &PageRecord) -> Result<(), Stop> {
        if self.array {
            self.out.write_all(if self.printed == 0 { b"[\n" } else { b",\n" })?;
        }
        serde_json::to_writer(&mut self.out, record)?;
        if !self.array {
            self.out.write_all(b"\n")?;
        }
        self.printed += 1;
        Ok(())
    }

    fn finish(mut self) -> Result<(), Stop> {
        if self.array {
            self.out.write_all(if self.printed == 0 { b"[]\n" } else { b"\n]\n" })?;
        }
        self.out.flush()?;
        Ok(())
    }
}
