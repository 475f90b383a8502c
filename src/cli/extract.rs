//! `annals extract`: pages in, documents or rows out; needs no project.

mod arrow;
mod choice;
mod documents;

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use annals::pipeline;
use annals::project::{About, CsvStyle, Overrides};
use annals::records::{Announcement, PageRecord, Table, WhoSpoke};
use annals::source::PageRef;
use clap::builder::PossibleValuesParser;

use crate::cli::build::count;
use crate::cli::console::Console;
use crate::cli::dataset::{self, Dataset, Resolved, Shelf};
use crate::cli::exit::{Exit, Sources, Stop};
use crate::cli::formats::Style;
use crate::cli::options::{Extraction, Inputs, Jobs, Pages, Wanted};
use crate::cli::table;
use crate::cli::work::each_found;
use choice::{Choice, Format};
use documents::Documents;

/// Reads pages and prints what they say
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  annals extract page.html\n  annals extract pages/ --format csv --table people\n  \
    curl -s https://example.org/news | annals extract - --format json\n  annals extract pages/ -o dataset/\n  \
    annals extract crawl.warc.gz pages.parquet --format arrow > documents.arrows\n  \
    annals extract pages/ -o dataset/ --format csv,xlsx --dialect excel"
)]
pub(crate) struct Args {
    #[command(flatten)]
    pages: Pages,
    #[command(flatten)]
    inputs: Inputs,
    /// How to print: table, json, jsonl, csv or arrow (an IPC stream); a table on a terminal, JSON Lines elsewhere, where nothing is said. With -o: the formats of the dataset, csv and json where nothing is said
    #[arg(long, value_name = "NAMES", value_delimiter = ',', value_parser = choice::parser())]
    format: Vec<Choice>,
    #[command(flatten)]
    style: Style,
    /// The table to print as CSV or Arrow
    #[arg(long, value_name = "NAME", value_parser = PossibleValuesParser::new(Table::ALL.map(Table::name)))]
    table: Option<String>,
    /// Writes the whole dataset into this folder instead, which is replaced
    #[arg(short, long, value_name = "DIR", conflicts_with = "table")]
    output: Option<PathBuf>,
    /// What people know better, for tables and datasets (see docs/overrides.md)
    #[arg(long, value_name = "FILE")]
    overrides: Option<PathBuf>,
    #[command(flatten)]
    wanted: Wanted,
    #[command(flatten)]
    extraction: Extraction,
    #[command(flatten)]
    jobs: Jobs,
}

pub(crate) fn run(args: &Args, console: &Console) -> Result<Exit, Stop> {
    match &args.output {
        Some(folder) => write(args, folder, console),
        None => print(args, console),
    }
}

/// Writes the dataset.
fn write(args: &Args, folder: &Path, console: &Console) -> Result<Exit, Stop> {
    let output = choice::dataset(&args.format, args.style)?;
    dataset::check_output(folder, &output)?;
    each_resolved(args, console, |resolved| {
        let counts = dataset::replace(folder, resolved, &About::default(), &output)?;
        console.say(&format!("{} in {}", count(counts.files, "file"), folder.display()));
        Ok(())
    })
}

/// Prints documents or rows.
fn print(args: &Args, console: &Console) -> Result<Exit, Stop> {
    match choice::printed(args, console)? {
        Format::Table => {
            each_resolved(args, console, |resolved| print_table(&dataset::all(resolved)?, console))
        }
        Format::Csv => each_resolved(args, console, |resolved| print_csv(resolved, args, console)),
        Format::Arrow => arrow::print(args, console),
        format => {
            let mut documents = Documents::new(format == Format::Json, console.stdout());
            let sources = each_record(args, console, |record| documents.print(&record))?;
            documents.finish()?;
            Ok(sources.exit())
        }
    }
}

/// Reads all pages and merges what they say; `then` is not asked where no page could be read.
fn each_resolved(
    args: &Args,
    console: &Console,
    then: impl FnOnce(&Resolved<'_>) -> Result<(), Stop>,
) -> Result<Exit, Stop> {
    let overrides = args.overrides.as_deref().map(Overrides::read).transpose()?.unwrap_or_default();
    let mut shelf = Shelf::new(None)?;
    let sources = each_record(args, console, |record| Ok(shelf.put(&record)?))?;
    if sources.exit() != Exit::Nothing {
        then(&dataset::resolve(&shelf, &overrides)?)?;
    }
    Ok(sources.exit())
}

/// Extracts the pages and hands their records on, in order.
fn each_record(
    args: &Args,
    console: &Console,
    mut take: impl FnMut(PageRecord) -> Result<(), Stop>,
) -> Result<Sources, Stop> {
    each_document(args, console, |_, document| document.map_or(Ok(()), &mut take))
}

/// Extracts the pages and hands on what became of each, in order, with the address that it came with.
fn each_document(
    args: &Args,
    console: &Console,
    mut take: impl FnMut(Option<String>, annals::Result<PageRecord>) -> Result<(), Stop>,
) -> Result<Sources, Stop> {
    let (mut sources, mut passed_over) = (Sources::default(), 0);
    let (reading, filter) = (args.extraction.open(None)?, args.wanted.filter()?);
    let work = |page: annals::Result<PageRef>| match page {
        Ok(page) => (page.url.clone(), pipeline::read_if(&page, &filter, &reading.of(&page))),
        Err(error) => (None, Err(error)),
    };
    let pages = args.pages.stream(&args.inputs);
    each_found(pages, args.jobs, console, work, |(url, document)| {
        match document {
            Ok(None) => passed_over += 1,
            Ok(Some(record)) => {
                sources.done += 1;
                take(url, Ok(record))?;
            }
            Err(error) => {
                sources.failed += 1;
                console.failure(&error);
                take(url, Err(error))?;
            }
        }
        Ok(())
    })?;
    if passed_over > 0 {
        console.say(&format!("{} not wanted, {} read", count(passed_over, "page"), sources.done));
        sources.done += passed_over;
    }
    Ok(sources)
}

fn print_csv(resolved: &Resolved<'_>, args: &Args, console: &Console) -> Result<(), Stop> {
    let table = args.table.as_deref().and_then(Table::from_name).unwrap_or(Table::WhoSpoke);
    print_rows(console, |out| dataset::csv(resolved, table, args.style.over(CsvStyle::default()), out))
}

/// Prints as `print` does; a reader who has gone is none of its failures.
fn print_rows(
    console: &Console,
    print: impl FnOnce(&mut dyn Write) -> annals::Result<()>,
) -> Result<(), Stop> {
    let mut out = Watched { out: console.stdout(), failed: None };
    let printed = print(&mut out);
    match out.failed.take() {
        Some(error) => Err(Stop::Stdout(error)),
        None => Ok(printed?),
    }
}

/// Remembers why standard output cannot be written: that its reader has gone is no failure.
struct Watched<W> {
    out: W,
    failed: Option<io::Error>,
}

impl<W: Write> Watched<W> {
    fn told<T>(&mut self, done: io::Result<T>) -> io::Result<T> {
        done.map_err(|error| {
            let kind = error.kind();
            self.failed = Some(error);
            kind.into()
        })
    }
}

impl<W: Write> Write for Watched<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let done = self.out.write(bytes);
        self.told(done)
    }

    fn flush(&mut self) -> io::Result<()> {
        let done = self.out.flush();
        self.told(done)
    }
}

/// What people want to know first: which announcements, and who spoke.
fn print_table(dataset: &Dataset, console: &Console) -> Result<(), Stop> {
    let mut out = console.stdout();
    for announcement in &dataset::tables(dataset).announcements {
        writeln!(out, "{}", title(announcement))?;
    }
    let spoke = dataset::who_spoke(dataset);
    if spoke.is_empty() {
        writeln!(out, "nobody is named as a speaker, or in any other role")?;
    } else {
        writeln!(out)?;
        let heads = ["date", "event", "role", "person", "talk", "position", "institution", "country"];
        let rows: Vec<Vec<String>> = spoke.iter().map(cells).collect();
        table::print(&heads, &rows, console.width(), console, &mut out)?;
    }
    for finding in &dataset::tables(dataset).findings {
        writeln!(out, "{}: {}", finding.severity.as_str(), finding.message)?;
    }
    out.flush()?;
    Ok(())
}

fn title(announcement: &Announcement) -> String {
    let title = announcement.title.as_deref().unwrap_or("(no title)");
    let day = announcement.published_on.map_or_else(String::new, |day| format!("{day}  "));
    format!("{day}{title}  [{}]", announcement.source)
}

fn cells(row: &WhoSpoke) -> Vec<String> {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let joined = |parts: [&str; 2], by: &str| {
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(by)
    };
    vec![
        row.starts_on.map(|day| day.to_string()).unwrap_or_default(),
        text(&row.event),
        row.role.as_str().to_owned(),
        joined([&row.honorifics.join(" "), &row.person], " "),
        text(&row.talk),
        joined([&text(&row.position), &text(&row.unit)], ", "),
        text(&row.institution),
        text(&row.country),
    ]
}
