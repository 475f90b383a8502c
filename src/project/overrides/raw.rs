//! The keys of `overrides.toml` as they are written; one that nobody knows is an error with its line and column.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use toml::{Spanned, Value};

use super::check::Checker;
use super::{Override, Overrides};
use crate::error::Result;
use crate::project::invalid;
use crate::records::Table;

/// Columns and their values, each with its place.
pub(super) type Fields = BTreeMap<Spanned<String>, Spanned<Value>>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    person: Vec<Spanned<Identity>>,
    #[serde(default)]
    institution: Vec<Spanned<Identity>>,
    #[serde(default)]
    value: Vec<Spanned<Correction>>,
}

/// `[[person]]`, `[[institution]]`
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Identity {
    r#match: Spanned<Fields>,
    #[serde(default)]
    join: Vec<Spanned<Value>>,
    #[serde(default)]
    split: bool,
    #[serde(default)]
    drop: bool,
    erase: Option<Spanned<bool>>,
    #[serde(default)]
    set: Fields,
}

/// `[[value]]`
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Correction {
    table: Spanned<String>,
    r#match: Spanned<Fields>,
    set: Fields,
}

/// Reads the text of an `overrides.toml`.
pub(super) fn parse(text: &str, name: &str) -> Result<Overrides> {
    let file: File = toml::from_str(text).map_err(|error| invalid::file(&error, text, name))?;
    let checks = invalid::Checks { text, name };
    let mut found: Vec<(usize, Override)> = Vec::new();
    for (table, entries) in [(Table::People, file.person), (Table::Institutions, file.institution)] {
        for entry in entries {
            let (start, checker) = (entry.span().start, Checker { table, checks: &checks });
            found.push((start, checker.identity(entry)?));
        }
    }
    for entry in file.value {
        let table = Checker::table(&checks, &entry.get_ref().table)?;
        let (start, checker) = (entry.span().start, Checker { table, checks: &checks });
        found.push((start, checker.correction(entry)?));
    }
    found.sort_by_key(|(start, _)| *start);
    Ok(Overrides { entries: found.into_iter().map(|(_, entry)| entry).collect() })
}

impl Checker<'_, '_> {
    fn identity(&self, entry: Spanned<Identity>) -> Result<Override> {
        let span = entry.span();
        let Identity { r#match, join, split, drop, erase, set } = entry.into_inner();
        if let Some(erase) = erase.as_ref().filter(|_| !drop || self.table != Table::People) {
            let remedy =
                "`erase = false` stands beside `drop = true` of a [[person]], and says that the words stay";
            return Err(self.checks.value(erase.span(), "means nothing here", remedy));
        }
        let entry = Override {
            place: self.place(span.start),
            table: self.table,
            rows: self.rows(r#match)?,
            join: join.iter().map(|side| self.side(side)).collect::<Result<_>>()?,
            split,
            drop,
            keeps_words: erase.is_some_and(|erase| !erase.into_inner()),
            set: self.settings(set)?,
        };
        let asked = [!entry.join.is_empty(), split, drop, !entry.set.is_empty()];
        match asked.iter().filter(|asked| **asked).count() {
            0 => Err(self.checks.value(span, "says nothing to do", "add join, split, drop or set")),
            1 => Ok(entry),
            _ if drop || split && !entry.join.is_empty() => Err(self.checks.value(
                span,
                "says two things that do not go together",
                "`drop` goes alone, and `split` not with `join`: make two entries of it",
            )),
            _ => Ok(entry),
        }
    }

    fn correction(&self, entry: Spanned<Correction>) -> Result<Override> {
        let span = entry.span();
        let Correction { r#match, set, .. } = entry.into_inner();
        let set = self.settings(set)?;
        if set.is_empty() {
            return Err(self.checks.value(span, "says nothing to do", "add set = { COLUMN = \"…\" }"));
        }
        let rows = self.rows(r#match)?;
        Ok(Override {
            place: self.place(span.start),
            table: self.table,
            rows,
            join: Vec::new(),
            split: false,
            drop: false,
            keeps_words: false,
            set,
        })
    }

    /// `overrides.toml:12`
    fn place(&self, start: usize) -> String {
        let before = self.checks.text.get(..start).unwrap_or("");
        let name = Path::new(self.checks.name).file_name().unwrap_or_default();
        format!("{}:{}", name.to_string_lossy(), before.matches('\n').count() + 1)
    }
}
