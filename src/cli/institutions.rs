//! `annals institutions`: affiliation strings on stdin, JSON Lines out.

mod score;

use std::io::{BufRead, Write};
use std::path::PathBuf;

use annals::registry::{Index, Link};
use annals::{Error, ErrorKind};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::cli::console::Console;
use crate::cli::exit::{Exit, Sources, Stop};
use crate::cli::registry::Which;

/// Links affiliation strings to the Research Organization Registry
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  annals institutions < affiliations.txt\n  annals institutions --score gold.jsonl\n\nEach line of stdin is a string, or JSON: \
    {\"id\": \"1\", \"text\": \"…\"}. Each line of the answer is {\"id\", \"text\", \"institutions\"}.\nThe registry is built with `annals registry add`."
)]
pub(crate) struct Args {
    #[command(flatten)]
    which: Which,
    /// Scores the lines of a gold file (JSON Lines with `text`, `ror`, `in_registry`) instead
    #[arg(long, value_name = "FILE")]
    score: Option<PathBuf>,
    /// With --score, lists every line with a wrong or missing link
    #[arg(long, requires = "score")]
    errors: bool,
    /// With --score, the least precision; below it the exit code is 1
    #[arg(long, value_name = "X", requires = "score")]
    min_precision: Option<f64>,
    /// With --score, the least recall; below it the exit code is 1
    #[arg(long, value_name = "X", requires = "score")]
    min_recall: Option<f64>,
}

/// One line of input.
#[derive(Debug, Deserialize)]
struct Question {
    id: Option<Value>,
    text: String,
}

/// One line of the answer.
#[derive(Debug, Serialize)]
struct Reply<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a Value>,
    text: &'a str,
    institutions: Vec<Answer<'a>>,
}

/// An organisation that the text names.
#[derive(Debug, Serialize)]
struct Answer<'a> {
    ror_id: &'a str,
    name: &'a str,
    country: Option<&'a str>,
    start_byte: u32,
    end_byte: u32,
    matched: &'a str,
    rule: &'a str,
    confidence: f32,
}

pub(crate) fn run(args: &Args, console: &Console) -> Result<Exit, Stop> {
    let index = args.which.open()?;
    match &args.score {
        Some(file) => score::run(file, args, &index, console),
        None => lines(&index, console),
    }
}

/// A line that is no question is named and left out.
fn lines(index: &Index, console: &Console) -> Result<Exit, Stop> {
    let mut sources = Sources::default();
    let mut out = console.stdout();
    let mut line = Vec::new();
    let mut input = std::io::stdin().lock();
    for number in 1.. {
        let name = format!("standard input, line {number}");
        line.clear();
        let length = input
            .read_until(b'\n', &mut line)
            .map_err(|error| Error::new(ErrorKind::Source, &name, "cannot be read").because(error))?;
        if length == 0 {
            break;
        }
        match question(&name, &String::from_utf8_lossy(&line)) {
            Ok(None) => {}
            Ok(Some(question)) => {
                answer(&mut out, &question, index)?;
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

/// Reads a line; none where it is empty.
fn question(name: &str, line: &str) -> annals::Result<Option<Question>> {
    let line = line.trim();
    if !line.starts_with('{') {
        return Ok(
            Some(Question { id: None, text: line.to_owned() }).filter(|question| !question.text.is_empty())
        );
    }
    serde_json::from_str(line).map(Some).map_err(|error| {
        Error::new(ErrorKind::Source, name, "is no line of JSON with a `text`")
            .because(error)
            .remedy("write the string alone, or {\"id\": \"1\", \"text\": \"Fenwick University\"}")
    })
}

fn answer(out: &mut impl Write, question: &Question, index: &Index) -> Result<(), Stop> {
    let links = index.link(&question.text);
    let institutions = links.iter().map(Answer::of).collect();
    let reply = Reply { id: question.id.as_ref(), text: &question.text, institutions };
    serde_json::to_writer(&mut *out, &reply)?;
    Ok(writeln!(out)?)
}

impl<'a> Answer<'a> {
    fn of(link: &'a Link) -> Self {
        Self {
            ror_id: &link.ror_id,
            name: link.name,
            country: Some(link.country).filter(|country| !country.is_empty()),
            start_byte: link.span.start,
            end_byte: link.span.end,
            matched: link.matched,
            rule: link.rule,
            confidence: link.confidence,
        }
    }
}
