//! The one public [`Error`]: what went wrong, with which input, at which place, and what to do about it.
//! Failures of single pages are values that travel beside the results; only a command turns them into an exit code.

use std::fmt;

/// A result of this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What kind of failure it is; decides the exit code of the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum ErrorKind {
    /// Wrong usage or configuration (exit code 2).
    Config,
    /// An input could not be read, or is no page (exit code 3 beside others that worked, 4 alone).
    Source,
    /// An output could not be written (exit code 4).
    Output,
    /// A file of ours (expected, gold, overrides) does not have the shape it must have (exit code 2).
    Format,
}

impl ErrorKind {
    /// The kind as a word, for programs.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Config => "config",
            Self::Source => "source",
            Self::Output => "output",
            Self::Format => "format",
        }
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A failure that names the input, the place and the remedy. `Debug` shows what `Display` does, for it is what `main` and `unwrap` print.
#[derive(thiserror::Error)]
pub struct Error(Box<Inner>);

struct Inner {
    kind: ErrorKind,
    input: String,
    message: String,
    place: Option<Place>,
    remedy: Option<String>,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// Where in a text file the trouble is.
#[derive(Clone, Debug)]
pub struct Place {
    /// The whole text, so that a reader can be shown the line.
    pub text: String,
    /// Byte range in the text.
    pub range: std::ops::Range<usize>,
}

impl Place {
    /// Line and column, both from 1; the column counts characters.
    #[must_use]
    pub fn line_column(&self) -> (usize, usize) {
        let before = &self.text[..self.text.floor_char_boundary(self.range.start)];
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        (line, column)
    }
}

impl Error {
    /// A failure of `kind` with `input` (a path, an address, an option).
    pub fn new(kind: ErrorKind, input: impl Into<String>, message: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            kind,
            input: input.into(),
            message: message.into(),
            place: None,
            remedy: None,
            source: None,
        }))
    }

    /// Adds what the reader can do about it.
    #[must_use]
    pub fn remedy(mut self, remedy: impl Into<String>) -> Self {
        self.0.remedy = Some(remedy.into());
        self
    }

    /// Adds the place in the text of the input.
    #[must_use]
    pub fn at(mut self, text: &str, range: std::ops::Range<usize>) -> Self {
        self.0.place = Some(Place { text: text.to_owned(), range });
        self
    }

    /// Adds the place in the text of the input at which it stops being JSON; `start` is where the JSON begins.
    #[must_use]
    pub fn at_json(self, text: &str, start: usize, error: &serde_json::Error) -> Self {
        let json = text.get(start..).unwrap_or("");
        let lines = json.split_inclusive('\n').take(error.line().saturating_sub(1));
        let offset = start + lines.map(str::len).sum::<usize>() + error.column().saturating_sub(1);
        let offset = text.floor_char_boundary(offset);
        self.at(text, offset..offset)
    }

    /// Adds the cause.
    #[must_use]
    pub fn because(mut self, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        self.0.source = Some(source.into());
        self
    }

    /// What kind of failure it is.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The input that it is about.
    #[must_use]
    pub fn input(&self) -> &str {
        &self.0.input
    }

    /// The place in the input, where there is one.
    #[must_use]
    pub fn place(&self) -> Option<&Place> {
        self.0.place.as_ref()
    }

    /// What to do about it.
    #[must_use]
    pub fn remedy_text(&self) -> Option<&str> {
        self.0.remedy.as_deref()
    }

    /// The cause, where another error led to this one.
    #[must_use]
    pub fn cause(&self) -> Option<&(dyn std::error::Error + Send + Sync + 'static)> {
        self.0.source.as_deref()
    }

    /// The message without input, place, cause and remedy.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.0.message
    }
}

impl From<std::convert::Infallible> for Error {
    fn from(never: std::convert::Infallible) -> Self {
        match never {}
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &self.0;
        f.write_str(&inner.input)?;
        if let Some(place) = &inner.place {
            let (line, column) = place.line_column();
            write!(f, ":{line}:{column}")?;
        }
        write!(f, ": {}", inner.message)?;
        if let Some(source) = &inner.source {
            write!(f, ": {source}")?;
        }
        if let Some(remedy) = &inner.remedy {
            write!(f, " ({remedy})")?;
        }
        Ok(())
    }
}
