//! Questions on stdin, answers on stdout, a line each: what the commands share that a program talks to.

use std::io::{BufRead, Write};

use annals::{Error, ErrorKind, Result};
use serde::Serialize;

use crate::cli::console::Console;
use crate::cli::exit::{Exit, Sources, Stop};

/// Reads stdin line by line, whatever bytes it holds; a line that cannot be answered is named and left out, an empty one is no question. `answer`
/// is given the line's name for errors, the line, and what writes the reply.
pub(crate) fn answer(
    console: &Console,
    mut answer: impl FnMut(&str, &str, &mut Replies<'_>) -> std::result::Result<(), Stop>,
) -> std::result::Result<Exit, Stop> {
    let mut sources = Sources::default();
    let mut out = console.stdout();
    let mut line = Vec::new();
    let mut input = std::io::stdin().lock();
    for number in 1.. {
        let name = format!("standard input, line {number}");
        line.clear();
        let length = input.read_until(b'\n', &mut line).map_err(|error| unreadable(&name, error))?;
        if length == 0 {
            break;
        }
        let text = String::from_utf8_lossy(&line);
        if text.trim().is_empty() {
            continue;
        }
        match answer(&name, text.trim(), &mut Replies(&mut out)) {
            Ok(()) => sources.done += 1,
            Err(Stop::Failed(error)) => {
                console.failure(&error);
                sources.failed += 1;
            }
            Err(stop) => return Err(stop),
        }
    }
    out.flush()?;
    Ok(sources.exit())
}

/// Where replies go.
pub(crate) struct Replies<'a>(pub(crate) &'a mut dyn Write);

impl Replies<'_> {
    /// Writes a reply as a line of JSON.
    pub(crate) fn write(&mut self, reply: &impl Serialize) -> std::result::Result<(), Stop> {
        serde_json::to_writer(&mut *self.0, reply)?;
        Ok(writeln!(self.0)?)
    }
}

fn unreadable(name: &str, error: std::io::Error) -> Error {
    Error::new(ErrorKind::Source, name, "cannot be read").because(error)
}

/// A line of JSON as a question; `example` is the remedy.
pub(crate) fn json<'l, T: serde::Deserialize<'l>>(
    name: &str,
    line: &'l str,
    what: &str,
    example: &str,
) -> Result<T> {
    serde_json::from_str(line).map_err(|error| {
        Error::new(ErrorKind::Source, name, what).because(error).remedy(format!("write {example}"))
    })
}
