//! What `--format` means: one way to print, or with `-o` the formats of a dataset.

use annals::project::{self, CsvStyle, Output};
use annals::{Error, ErrorKind, Result};
use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::Args;
use crate::cli::console::Console;
use crate::cli::formats::Style;

/// A word of `--format`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Choice {
    /// `table`
    Table,
    /// `arrow`
    Arrow,
    /// The name of a format of datasets, some of which are ways to print too.
    Of(project::Format),
}

/// How documents are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// Who spoke, for people.
    Table,
    /// An array with a document a page.
    Json,
    /// A document a line.
    Jsonl,
    /// One table: `who_spoke`, or the one that --table names.
    Csv,
    /// A row a page, or one table, as an Arrow stream.
    Arrow,
}

/// Reads a word of `--format`.
pub(super) fn parser() -> impl TypedValueParser<Value = Choice> {
    let names = ["table", "arrow"].into_iter().chain(project::Format::NAMES.iter().copied());
    PossibleValuesParser::new(names).try_map(|name| match name.as_str() {
        "table" => Ok(Choice::Table),
        "arrow" => Ok(Choice::Arrow),
        name => name.parse().map(Choice::Of),
    })
}

/// The dataset that was asked for.
pub(super) fn dataset(choices: &[Choice], style: Style) -> Result<Output> {
    let format = |choice: &Choice| match choice {
        Choice::Of(format) => Ok(*format),
        Choice::Table => Err(Error::new(ErrorKind::Config, "--format table", "is for people, not for files")
            .remedy("leave -o away, or name formats like csv,json")),
        Choice::Arrow => Err(Error::new(ErrorKind::Config, "--format arrow", "is a stream, not a file")
            .remedy("leave -o away, or write parquet")),
    };
    let formats = choices.iter().map(format).collect::<Result<Vec<_>>>()?;
    let defaults = Output::default();
    let formats = if formats.is_empty() { defaults.formats } else { formats };
    Ok(Output { formats, csv: style.over(CsvStyle::default()), ..defaults })
}

/// The way to print that was asked for, or that suits the reader.
pub(super) fn printed(args: &Args, console: &Console) -> Result<Format> {
    let format = one_of(args, console)?;
    let wrong = |option: &str, message: &str, remedy: &str| {
        Err(Error::new(ErrorKind::Config, option, message).remedy(remedy))
    };
    let is_documents = match format {
        Format::Json | Format::Jsonl => true,
        Format::Arrow => args.table.is_none(),
        Format::Csv | Format::Table => false,
    };
    if args.overrides.is_some() && is_documents {
        let remedy = "documents hold what each page says; leave it away";
        return wrong("--overrides", "goes with --format csv or table, with --table, or with -o", remedy);
    }
    if args.table.is_some() && !matches!(format, Format::Csv | Format::Arrow) {
        let remedy = "documents hold all tables; leave one of the two away";
        return wrong("--table", "goes with --format csv or arrow only", remedy);
    }
    if args.style.is_said() && format != Format::Csv {
        return wrong(
            "--dialect and --raw",
            "go with --format csv, or with -o",
            "add it, or leave them away",
        );
    }
    Ok(format)
}

fn one_of(args: &Args, console: &Console) -> Result<Format> {
    let several = |message: &str| {
        Err(Error::new(ErrorKind::Config, "--format", message)
            .remedy("name one of table, json, jsonl, csv, arrow to print, or a folder to write to: -o DIR"))
    };
    match args.format[..] {
        [] if args.table.is_some() => Ok(Format::Csv),
        [] if console.is_terminal() => Ok(Format::Table),
        [] => Ok(Format::Jsonl),
        [Choice::Table] => Ok(Format::Table),
        [Choice::Arrow] => Ok(Format::Arrow),
        [Choice::Of(project::Format::Json)] => Ok(Format::Json),
        [Choice::Of(project::Format::Jsonl)] => Ok(Format::Jsonl),
        [Choice::Of(project::Format::Csv)] => Ok(Format::Csv),
        [Choice::Of(format)] => several(&format!("{format} cannot be printed")),
        _ => several("names several formats"),
    }
}
