//! `annals institutions`: affiliation strings on stdin, JSON Lines out.

mod score;

use std::path::PathBuf;

use annals::registry::{Index, Link};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::cli::console::Console;
use crate::cli::exit::{Exit, Stop};
use crate::cli::lines;
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

/// A string, or JSON with one, a line.
fn lines(index: &Index, console: &Console) -> Result<Exit, Stop> {
    lines::answer(console, |name, line, replies| {
        let question = question(name, line)?;
        let links = index.link(&question.text);
        let institutions = links.iter().map(Answer::of).collect();
        replies.write(&Reply { id: question.id.as_ref(), text: &question.text, institutions })
    })
}

fn question(name: &str, line: &str) -> annals::Result<Question> {
    if !line.starts_with('{') {
        return Ok(Question { id: None, text: line.to_owned() });
    }
    let example = r#"the string alone, or {"id": "1", "text": "Fenwick University"}"#;
    lines::json(name, line, "is no line of JSON with a `text`", example)
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
