//! `annals dates`: the dates and times in a text, resolved.

mod answer;
mod score;

use std::io::{Read, Write};
use std::path::PathBuf;

use annals::dates::{Context, Expression, PartialDate, Recogniser, Terms};
use annals::parse::detect_language;
use annals::{Error, ErrorKind, Span};
use serde::{Deserialize, Serialize};

use crate::cli::console::{Console, Style};
use crate::cli::exit::{Exit, Stop};
use crate::cli::lines::{self, Replies};
use answer::Answer;

/// Shows the dates and times in a text: days, ranges, times, zones, with what is inferred and what contradicts itself
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  annals dates \"Thu 12 Oct 2023, 14:00–15:30 CET\"\n  annals dates --language de --reference 2024-03-15 < mail.txt\n  \
    annals dates --format jsonl < texts.jsonl\n\nWith --format jsonl each line of stdin is {\"id\", \"input\", \"reference\", \"language\"}, all but `input` may be\n\
    missing, and each line of the answer is {\"id\", \"dates\"}. A week or quarter that the text names ends, as `to`, on the day after it."
)]
pub(crate) struct Args {
    /// The text; without it, stdin is read
    text: Option<String>,
    /// The day from which `tomorrow` and missing years are counted, like 2024-03-15; the clock is never asked
    #[arg(long, value_name = "DATE")]
    reference: Option<PartialDate>,
    /// Language of the text (BCP 47); without it, it is detected
    #[arg(long, value_name = "TAG")]
    language: Option<String>,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// Scores the lines of a gold file (JSON Lines with `input` and `gold`) by language instead
    #[arg(long, value_name = "FILE", conflicts_with_all = ["text", "format"])]
    score: Option<PathBuf>,
    /// With --score, lists every expression that was missed
    #[arg(long, requires = "score")]
    errors: bool,
    /// With --score, the least share of exact values of a language; below it the exit code is 1
    #[arg(long, value_name = "LANGUAGE=SHARE", value_delimiter = ',', requires = "score", value_parser = score::floor)]
    min: Vec<(String, f64)>,
}

/// Output formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// A line an expression, for people.
    Table,
    /// JSON Lines.
    Jsonl,
}

/// One line of input.
#[derive(Debug, Deserialize)]
struct Question {
    #[serde(default)]
    id: serde_json::Value,
    input: String,
    #[serde(default)]
    reference: Option<String>,
    #[serde(default)]
    language: Option<String>,
}

/// One line of the answer.
#[derive(Debug, Serialize)]
struct Reply<'a> {
    id: &'a serde_json::Value,
    dates: &'a [Answer],
}

pub(crate) fn run(args: &Args, console: &Console) -> Result<Exit, Stop> {
    match (&args.score, &args.text, args.format) {
        (Some(file), ..) => score::run(file, args, console),
        (None, None, Format::Jsonl) => lines(args, console),
        (None, text, format) => {
            let text = match text {
                Some(text) => text.clone(),
                None => stdin()?,
            };
            let found = find(&text, args.language.as_deref(), args.reference);
            let mut out = console.stdout();
            match format {
                Format::Jsonl => {
                    let dates: Vec<Answer> = found.iter().map(Answer::of).collect();
                    Replies(&mut out).write(&Reply { id: &serde_json::Value::Null, dates: &dates })?;
                }
                Format::Table => table(&mut out, &text, &found, console)?,
            }
            out.flush()?;
            Ok(Exit::Done)
        }
    }
}

/// The expressions of a text, in order.
fn find(text: &str, language: Option<&str>, reference: Option<PartialDate>) -> Vec<Expression> {
    let detected = if language.is_none() { detect_language(text) } else { None };
    let language = language.or(detected.as_deref()).unwrap_or("en");
    let printed = Recogniser::of(language).read(text, [Span::new(0, text.len())]);
    let known = Context { language, published: reference, ..Context::default() };
    printed.resolve(&printed.context(known), &Terms::default())
}

fn stdin() -> Result<String, Stop> {
    let mut bytes = Vec::new();
    std::io::stdin()
        .read_to_end(&mut bytes)
        .map_err(|error| Error::new(ErrorKind::Source, "standard input", "cannot be read").because(error))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// JSON Lines in, JSON Lines out.
fn lines(args: &Args, console: &Console) -> Result<Exit, Stop> {
    lines::answer(console, |name, line, replies| {
        let (question, reference) = question(name, line)?;
        let language = question.language.as_deref().or(args.language.as_deref());
        let found = find(&question.input, language, reference.or(args.reference));
        let dates: Vec<Answer> = found.iter().map(Answer::of).collect();
        replies.write(&Reply { id: &question.id, dates: &dates })
    })
}

fn question(name: &str, line: &str) -> annals::Result<(Question, Option<PartialDate>)> {
    let example = r#"{"id": "1", "input": "7 May 2024", "reference": "2024-03-15", "language": "en"}"#;
    let question: Question = lines::json(name, line, "is no line of JSON with an `input`", example)?;
    let reference = question.reference.as_deref().map(|text| day(name, text)).transpose()?;
    Ok((question, reference))
}

/// The day of `2024-03-15` or `2024-03-15T10:00:00`.
fn day(name: &str, text: &str) -> annals::Result<PartialDate> {
    text.get(..10).unwrap_or(text).parse().map_err(|error: String| {
        Error::new(ErrorKind::Source, name, "has a `reference` that is no day").because(error)
    })
}

fn table(out: &mut impl Write, text: &str, found: &[Expression], console: &Console) -> std::io::Result<()> {
    for expression in found {
        let answer = Answer::of(expression);
        let quote = expression.span.of(text).split_whitespace().collect::<Vec<_>>().join(" ");
        let zone = answer.timezone.as_deref().unwrap_or("");
        let how = if expression.inferred { "inferred" } else { "" };
        let line = format!("{:<14} {:<36} {zone:<20} {how:<9}", answer.kind, answer.shown());
        writeln!(out, "{line} {}", console.paint(Style::Dim, &quote))?;
        for doubt in &expression.doubts {
            writeln!(out, "{:<14} {doubt}", "")?;
        }
    }
    Ok(())
}
