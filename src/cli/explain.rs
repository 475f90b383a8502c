//! `annals explain`: for every value of a page the rule, the place and the quote, and the readings that lost against it.

mod rows;

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use annals::parse::Document;
use annals::project::Overrides;
use annals::records::{Evidence, Finding, Id, PageRecord, Table};
use annals::report::Start;
use annals::source::Found;
use clap::builder::PossibleValuesParser;

use crate::cli::console::{Console, Style, printable};
use crate::cli::exit::{Exit, Sources, Stop};
use crate::cli::options::{Extraction, Jobs, Pages};
use crate::cli::quotes::{Quotes, reason};
use crate::cli::report::{Report, no_project};
use crate::cli::work::parsed;
use rows::RowIndex;

/// Shows why each value of a page is what it is: rule, place, quote, and the readings that lost
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  annals explain page.html --table people --field family_name\n  annals explain page.html --html page-explained.html"
)]
pub(crate) struct Args {
    #[command(flatten)]
    pages: Pages,
    /// Only values of this table
    #[arg(long, value_name = "NAME", value_parser = PossibleValuesParser::new(Table::ALL.map(Table::name)))]
    table: Option<String>,
    /// Only values of this column
    #[arg(long, value_name = "NAME")]
    field: Option<String>,
    /// Writes an HTML file that shows it on the page, with the places of the values
    #[arg(long, value_name = "FILE", conflicts_with_all = ["table", "field"])]
    html: Option<PathBuf>,
    #[command(flatten)]
    extraction: Extraction,
}

pub(crate) fn run(args: &Args, console: &Console) -> Result<Exit, Stop> {
    let found = args.pages.find();
    if let Some(output) = &args.html {
        return html(found, output, args, console);
    }
    console.failures(&found.failures);
    let mut sources = Sources { done: 0, failed: found.failures.len() };
    let mut out = console.stdout();
    let reading = args.extraction.open(None)?;
    for page in &found.pages {
        match parsed(page, &reading.of(page)) {
            Ok((document, record)) => {
                Explanation::new(&document, &record, args, console).print(&mut out)?;
                sources.done += 1;
            }
            Err(error) => {
                console.failure(&error);
                sources.failed += 1;
            }
        }
    }
    out.flush()?;
    Ok(sources.exit())
}

/// The same in a browser: a report that begins with the page.
fn html(found: Found, output: &Path, args: &Args, console: &Console) -> Result<Exit, Stop> {
    let reading = args.extraction.open(None)?;
    let (about, overrides) = (no_project(), Overrides::default());
    Report { found, reading, about, overrides, start: Start::Page, output }
        .write(Jobs { jobs: None }, console)
}

struct Explanation<'a> {
    record: &'a PageRecord,
    args: &'a Args,
    console: &'a Console,
    rows: RowIndex,
    quotes: Quotes<'a>,
}

impl<'a> Explanation<'a> {
    fn new(document: &'a Document, record: &'a PageRecord, args: &'a Args, console: &'a Console) -> Self {
        let rows = RowIndex::of(&record.tables);
        Self { record, args, console, rows, quotes: Quotes::of(document) }
    }

    fn print(&self, out: &mut impl Write) -> io::Result<()> {
        writeln!(out, "{}", self.console.paint(Style::Bold, &printable(&self.record.page.source)))?;
        let mut evidence: Vec<&Evidence> = self.wanted(&self.record.tables.evidence).collect();
        evidence.sort_by_key(|value| self.rows.order(value));
        let mut row = None;
        for group in evidence.chunk_by(|a, b| cell(a) == cell(b)) {
            let [value, ..] = group else { continue };
            if row.replace(value.row_id) != Some(value.row_id) {
                self.heading(value, out)?;
            }
            self.value(group, out)?;
        }
        self.findings(out)
    }

    fn wanted<'b>(&'b self, evidence: &'b [Evidence]) -> impl Iterator<Item = &'b Evidence> {
        evidence.iter().filter(|value| {
            self.args.table.as_ref().is_none_or(|table| table == value.in_table.name())
                && self.args.field.as_ref().is_none_or(|field| *field == value.field)
        })
    }

    fn heading(&self, value: &Evidence, out: &mut impl Write) -> io::Result<()> {
        let id = self.console.paint(Style::Dim, &value.row_id.to_string());
        let label = self.rows.label(value.row_id).unwrap_or("");
        writeln!(out, "\n{} {id}", self.console.paint(Style::Bold, &format!("{} {label}", value.in_table)))
    }

    /// A value, with all that speaks for it and what was read instead.
    fn value(&self, group: &[&Evidence], out: &mut impl Write) -> io::Result<()> {
        let [value, ..] = group else { return Ok(()) };
        let item = value.item.map_or_else(String::new, |item| format!("[{item}]"));
        writeln!(out, "  {}.{}{item} = {}", value.in_table, value.field, printable(&value.value))?;
        for reason in group {
            self.reason("", reason, out)?;
        }
        for rival in self.record.rivals.iter().filter(|rival| cell(rival) == cell(value)) {
            self.reason(&format!("lost: {}  ", rival.value), rival, out)?;
        }
        Ok(())
    }

    /// The quote in its line, then rule and place.
    fn reason(&self, lost: &str, value: &Evidence, out: &mut impl Write) -> io::Result<()> {
        writeln!(out, "      {lost}{}", self.quotes.quote(value, self.console))?;
        writeln!(out, "        {}", self.console.paint(Style::Dim, &reason(value)))
    }

    fn findings(&self, out: &mut impl Write) -> io::Result<()> {
        let of_table = |finding: &&Finding| {
            self.args.table.as_ref().is_none_or(|table| finding.in_table.is_some_and(|of| of.name() == table))
                && self.args.field.as_ref().is_none_or(|field| finding.field.as_ref() == Some(field))
        };
        for (index, finding) in self.record.tables.findings.iter().filter(of_table).enumerate() {
            if index == 0 {
                writeln!(out, "\n{}", self.console.paint(Style::Bold, "findings"))?;
            }
            let place = finding.locator.as_ref().map_or_else(String::new, |locator| format!(" at {locator}"));
            let severity = finding.severity.as_str();
            writeln!(
                out,
                "  {severity} {}: {}{}",
                finding.code,
                finding.message,
                self.console.paint(Style::Dim, &place)
            )?;
        }
        Ok(())
    }
}

/// What a piece of evidence is about.
fn cell(value: &Evidence) -> (Id, &str, Option<u32>) {
    (value.row_id, &value.field, value.item)
}
