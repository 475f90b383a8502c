//! What is wrong with an `annals.toml`, as errors with a place and a remedy.

use std::ops::Range;

use crate::error::{Error, ErrorKind, Place};
use crate::suggest::closest;

/// The file that values are checked in.
pub(crate) struct Checks<'a> {
    pub(crate) text: &'a str,
    pub(crate) name: &'a str,
}

impl Checks<'_> {
    /// A value that cannot be meant.
    pub(crate) fn value(&self, at: Range<usize>, message: &str, remedy: &str) -> Error {
        let value = self.text.get(at.clone()).unwrap_or("");
        Error::new(ErrorKind::Config, self.name, format!("{value} {message}"))
            .at(self.text, at)
            .remedy(remedy)
    }

    /// A value that is not to be shown.
    pub(crate) fn hidden(&self, at: Range<usize>, message: &str, remedy: &str) -> Error {
        let (line, _) = Place { text: self.text.to_owned(), range: at }.line_column();
        Error::new(ErrorKind::Config, format!("{}:{line}", self.name), message).remedy(remedy)
    }

    /// A source that names no place, or places of several kinds.
    pub(crate) fn source(&self, at: Range<usize>, is_empty: bool) -> Error {
        let message =
            if is_empty { "the source names no pages" } else { "the source names pages in several ways" };
        // The whole table would be shown; its first line says which it is.
        let end = self.text[at.clone()].find('\n').map_or(at.end, |length| at.start + length);
        Error::new(ErrorKind::Config, self.name, message).at(self.text, at.start..end).remedy(
            "give it one of path, url, urls, feed, sitemap, list; another [[source]] takes the others",
        )
    }

    /// A profile that there is not.
    pub(crate) fn profile(&self, at: Range<usize>, named: &str, close: Option<&str>) -> Error {
        let remedy = match close {
            Some(close) => format!("did you mean `{close}`?"),
            None => format!(
                "write {}/{named}.toml: `annals profile new {named}` begins it",
                crate::profile::FOLDER
            ),
        };
        self.value(at, "is no profile of the project", &remedy)
    }

    /// A project without pages.
    pub(crate) fn no_source(&self) -> Error {
        Error::new(ErrorKind::Config, self.name, "names no source")
            .remedy("add a [[source]] with a path, like path = \"pages\"")
    }
}

/// A file that is no TOML, or has keys or values that nobody knows.
pub(crate) fn file(error: &toml::de::Error, text: &str, name: &str) -> Error {
    let (message, remedy) = explain(error.message());
    let invalid = Error::new(ErrorKind::Config, name, message).at(text, error.span().unwrap_or(0..0));
    match remedy {
        Some(remedy) => invalid.remedy(remedy),
        None => invalid,
    }
}

/// The message of the reader in the words of people who write such files, and what they can do.
fn explain(message: &str) -> (String, Option<String>) {
    let unknown = |what: &str, rest: &str| {
        let mut words = rest.split('`').skip(1).step_by(2);
        let word = words.next().unwrap_or("");
        let known: Vec<&str> = words.collect();
        let close = closest(word, known.iter().copied());
        let remedy = match close {
            Some(close) => format!("did you mean `{close}`?"),
            None if known.is_empty() => "leave it away".to_owned(),
            None => format!("known are {}", known.join(", ")),
        };
        (format!("unknown {what} `{word}`"), Some(remedy))
    };
    if let Some(rest) = message.strip_prefix("unknown field") {
        return unknown("key", rest);
    }
    if let Some(rest) = message.strip_prefix("unknown variant") {
        return unknown("word", rest);
    }
    if let Some(key) = message.strip_prefix("missing field") {
        return (format!("there is no key{key}"), Some(format!("add{key}")));
    }
    (message.to_owned(), None)
}
