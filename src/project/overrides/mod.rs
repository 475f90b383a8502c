//! [`Overrides`] are what people know better than the pages: an `overrides.toml` beside the `annals.toml` that joins, splits, corrects and drops
//! rows by what they are called, so that it holds when the pages are read again.

mod check;
mod raw;
#[cfg(test)]
mod tests;

use std::path::Path;

use serde_json::Value;

use crate::error::{Error, ErrorKind, Result};
use crate::records::Table;

/// The name of the file.
pub const OVERRIDES: &str = "overrides.toml";

/// What an `overrides.toml` says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Overrides {
    /// The entries, in the order of the file.
    pub entries: Vec<Override>,
}

/// One entry: the rows it means, and what is to be done with them.
#[derive(Clone, Debug, PartialEq)]
pub struct Override {
    /// File and line, like `overrides.toml:12`.
    pub place: String,
    /// The table of the rows.
    pub table: Table,
    /// The rows that it means.
    pub rows: Match,
    /// Other rows that are the same person or institution.
    pub join: Vec<Match>,
    /// Whether these rows are none of those that they look like.
    pub split: bool,
    /// Whether the rows go.
    pub drop: bool,
    /// Whether words stay that say the name of who is dropped: what was read as a person and is none has its words still.
    pub keeps_words: bool,
    /// Values that are to stand.
    pub set: Vec<Setting>,
}

/// What rows are called: all conditions must hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Match {
    /// A column, or what a row refers to (`announcement`, `institution`), and its text.
    pub conditions: Vec<(String, String)>,
}

/// A value that is to stand in a column.
#[derive(Clone, Debug, PartialEq)]
pub struct Setting {
    /// The column.
    pub column: &'static str,
    /// The value: what JSON has for the column, or the name of the row that the column refers to; `null` empties it.
    pub value: Value,
    /// The table that the column refers to, where it refers to one.
    pub refers_to: Option<Table>,
    /// As the file writes it.
    pub quote: String,
}

impl Overrides {
    /// Reads the text of an `overrides.toml`; `name` is how errors call it, its last part how entries are named.
    pub fn parse(text: &str, name: &str) -> Result<Self> {
        raw::parse(text, name)
    }

    /// Reads a file.
    pub fn read(path: &Path) -> Result<Self> {
        let name = path.display().to_string();
        let text = std::fs::read_to_string(path).map_err(|error| {
            Error::new(ErrorKind::Config, &name, "cannot be read")
                .because(error)
                .remedy("overrides are a text file in UTF-8; see docs/overrides.md")
        })?;
        Self::parse(&text, &name)
    }

    /// Reads the file of a project; where there is none, nothing is overridden.
    pub fn of(root: &Path) -> Result<Self> {
        let path = root.join(OVERRIDES);
        if path.exists() { Self::read(&path) } else { Ok(Self::default()) }
    }
}

impl Override {
    /// Whether it takes a person out of everything that is written.
    #[must_use]
    pub fn erases(&self) -> bool {
        self.drop && !self.keeps_words && self.table == Table::People
    }
}

impl Match {
    /// The conditions as people write them: `name "Ann Lee", institution "Fenwick College"`.
    #[must_use]
    pub fn told(&self) -> String {
        let told: Vec<String> = self.conditions.iter().map(|(key, text)| format!("{key} `{text}`")).collect();
        told.join(", ")
    }
}
