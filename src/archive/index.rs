//! The [`Index`] is what is known of all addresses, and a file of lines that is only ever appended to.
//! A line is one answer, or the end of a run; all of it can be read off the records again.

use std::collections::BTreeMap;
use std::io::{self, BufRead};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::archive::known::{Answer, Known};
use crate::archive::place::Place;
use crate::archive::record::{FOUND_AT, Record};

/// What is known, by address.
#[derive(Debug, Default)]
pub(super) struct Index {
    known: BTreeMap<String, Known>,
    /// Where the last record of each run ends, and when its first was made.
    runs: BTreeMap<u32, Run>,
    /// The last run that came to its end.
    ended: u32,
}

#[derive(Clone, Debug, Default)]
struct Run {
    begun: Option<String>,
    end: u64,
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Line {
    Ended { ended: u32, end: u64 },
    Found(Found),
    Answer(Answer),
}

/// One more place at which an address was found.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Found {
    pub(super) found: String,
    pub(super) via: String,
    #[serde(flatten)]
    pub(super) place: Place,
}

/// The file of an archive's index.
pub(super) fn file(folder: &Path) -> PathBuf {
    folder.join("index.jsonl")
}

/// An answer, or a place at which an address was found, as a line.
pub(super) fn line(fact: &impl Serialize) -> serde_json::Result<String> {
    Ok(serde_json::to_string(fact)? + "\n")
}

/// The end of a run, whose file ends at `end`, as a line.
pub(super) fn end_line(run: u32, end: u64) -> String {
    format!("{{\"ended\":{run},\"end\":{end}}}\n")
}

impl Found {
    /// What a record without an answer says; `None` where it says something else.
    pub(super) fn of(record: &Record, place: Place) -> Option<Self> {
        record.get("WARC-Type").filter(|kind| *kind == "metadata")?;
        let (found, via) = (record.get("WARC-Target-URI")?, record.get(FOUND_AT)?);
        Some(Self { found: found.to_owned(), via: via.to_owned(), place })
    }
}

impl Index {
    /// Reads lines one by one, and says how many bytes of them are whole and whether nothing but a torn last line is behind those.
    pub(super) fn read(mut lines: impl BufRead) -> io::Result<(Self, usize, bool)> {
        let (mut index, mut whole) = (Self::default(), 0);
        let mut text = Vec::new();
        while lines.read_until(b'\n', &mut text)? > 0 {
            match serde_json::from_slice(&text) {
                Ok(Line::Answer(answer)) if text.ends_with(b"\n") => index.learn(answer),
                Ok(Line::Found(found)) if text.ends_with(b"\n") => index.add(found),
                Ok(Line::Ended { ended, end }) if text.ends_with(b"\n") => index.end(ended, end),
                _ => return Ok((index, whole, lines.fill_buf()?.is_empty())),
            }
            whole += text.len();
            text.clear();
        }
        Ok((index, whole, true))
    }

    pub(super) fn learn(&mut self, answer: Answer) {
        let run = self.runs.entry(answer.place.run).or_default();
        run.begun.get_or_insert_with(|| answer.at.clone());
        run.end = run.end.max(answer.place.offset + answer.place.length);
        self.known.entry(answer.url.clone()).or_default().learn(answer);
    }

    /// Takes in one more place at which an address was found.
    pub(super) fn add(&mut self, found: Found) {
        let run = self.runs.entry(found.place.run).or_default();
        run.end = run.end.max(found.place.offset + found.place.length);
        self.known.entry(found.found).or_default().add(Some(found.via));
    }

    /// Says that a run came to its end, and where its file ends.
    pub(super) fn end(&mut self, run: u32, end: u64) {
        self.ended = self.ended.max(run);
        self.runs.entry(run).or_default().end = end;
    }

    pub(super) fn known(&self, url: &str) -> Option<&Known> {
        self.known.get(url)
    }

    /// What is known of an address, with its name as the index holds it.
    pub(super) fn entry(&self, url: &str) -> Option<(&str, &Known)> {
        self.known.get_key_value(url).map(|(url, known)| (url.as_str(), known))
    }

    pub(super) fn all(&self) -> impl Iterator<Item = (&str, &Known)> {
        self.known.iter().map(|(url, known)| (url.as_str(), known))
    }

    /// Where the known records of a run end.
    pub(super) fn end_of(&self, run: u32) -> u64 {
        self.runs.get(&run).map_or(0, |run| run.end)
    }

    /// When the first record of a run was made, where it has one.
    pub(super) fn begun(&self, run: u32) -> Option<&str> {
        self.runs.get(&run)?.begun.as_deref()
    }

    /// Whether a run came to its end.
    pub(super) fn has_ended(&self, run: u32) -> bool {
        run <= self.ended
    }
}
