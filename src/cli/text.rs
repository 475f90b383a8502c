//! `annals text`: what the stages after the parser see of a page.

use std::io::Write;

use annals::parse::{self, Block, BlockKind, Document};
use annals::pipeline::guarded;
use annals::source::PageRef;

use crate::cli::console::{Console, Style, printable};
use crate::cli::exit::{Exit, Sources, Stop};
use crate::cli::options::Pages;

/// Shows the text of pages, block by block, with the line and the kind of each; what stands beside the running text is dimmed
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  annals text page.html\n  annals text --raw page.html | cut -b 101-120")]
pub(crate) struct Args {
    #[command(flatten)]
    pages: Pages,
    /// Prints exactly the text that evidence counts its bytes in, and nothing else
    #[arg(long)]
    raw: bool,
    /// Prints the running text and nothing else: no title, byline, caption, or link to another page
    #[arg(long, conflicts_with = "raw")]
    body: bool,
    /// How to print: blocks for a person, or one JSON object a page with its head, text and blocks
    #[arg(long, value_enum, default_value_t = Format::Table, conflicts_with_all = ["raw", "body"])]
    format: Format,
}

/// Output formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// A line a block.
    Table,
    /// JSON Lines.
    Jsonl,
}

pub(crate) fn run(args: &Args, console: &Console) -> Result<Exit, Stop> {
    let found = args.pages.find();
    console.failures(&found.failures);
    let mut sources = Sources { done: 0, failed: found.failures.len() };
    let mut out = console.stdout();
    for page in &found.pages {
        match read(page) {
            Ok(document) if args.raw => out.write_all(document.text.as_bytes())?,
            Ok(document) if args.body => writeln!(out, "{}", document.body())?,
            Ok(document) if args.format == Format::Jsonl => json(&document, &mut out)?,
            Ok(document) => show(&document, found.pages.len() > 1, console, &mut out)?,
            Err(error) => {
                console.failure(&error);
                sources.failed += 1;
                continue;
            }
        }
        sources.done += 1;
    }
    out.flush()?;
    Ok(sources.exit())
}

/// The parsed page.
pub(crate) fn read(page: &PageRef) -> annals::Result<Document> {
    let loaded = page.load()?;
    guarded(&page.source, || parse::parse(loaded))
}

/// One object a page: its head, its text, and its blocks with their places.
fn json(document: &Document, out: &mut impl Write) -> std::io::Result<()> {
    let day = |date: Option<annals::dates::PartialDate>| date.map(|date| date.to_string());
    let block = |block: &Block| {
        serde_json::json!({
            "kind": name(block),
            "start": block.span.start,
            "end": block.span.end,
            "line": document.map.line(block.element),
            "path": document.map.css_path(block.element),
            "heading": block.heading,
            "beside": block.beside,
        })
    };
    let head = &document.head;
    let page = serde_json::json!({
        "source": document.source,
        "url": document.url,
        "language": document.language,
        "title": head.title(),
        "authors": head.authors().collect::<Vec<_>>(),
        "published_on": day(head.published_on()),
        "modified_on": day(head.modified_on()),
        "publisher": head.publisher(),
        "body": document.body(),
        "text": document.text,
        "blocks": document.blocks.iter().map(block).collect::<Vec<_>>(),
    });
    serde_json::to_writer(&mut *out, &page)?;
    writeln!(out)
}

fn show(document: &Document, named: bool, console: &Console, out: &mut impl Write) -> std::io::Result<()> {
    if named {
        writeln!(out, "{}", console.paint(Style::Bold, &printable(&document.source)))?;
    }
    for block in &document.blocks {
        let line = document.map.line(block.element);
        let place = console.paint(Style::Dim, &format!("{line:>6}  {:<12}", name(block)));
        let text = document.slice(block.span).replace('\n', " ↵ ");
        let text = if block.beside { console.paint(Style::Dim, &text) } else { text };
        writeln!(out, "{place}  {text}")?;
    }
    Ok(())
}

fn name(block: &Block) -> String {
    match block.kind {
        BlockKind::Heading(level) => format!("heading {level}"),
        BlockKind::Paragraph => "paragraph".to_owned(),
        BlockKind::ListItem { list, index } => format!("item {}.{}", list + 1, index + 1),
        BlockKind::Term => "term".to_owned(),
        BlockKind::Definition => "definition".to_owned(),
        BlockKind::Cell(cell) => {
            let kind = if cell.header { "head" } else { "cell" };
            format!("{kind} {}:{},{}", cell.table + 1, cell.row + 1, cell.column + 1)
        }
        BlockKind::Caption => "caption".to_owned(),
        BlockKind::Byline => "byline".to_owned(),
        BlockKind::Quote => "quote".to_owned(),
        BlockKind::Preformatted => "preformatted".to_owned(),
        BlockKind::Contact => "contact".to_owned(),
    }
}
