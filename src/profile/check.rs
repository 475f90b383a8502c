//! From the text of a profile to a [`Profile`]: every key is known, every selector, pattern and word is one, or an error says where not.

use std::collections::BTreeMap;
use std::sync::Arc;

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use regex::Regex;
use scraper::Selector;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Block, Css, Field, Profile, Rule, columns, stamp};
use crate::error::Result;
use crate::normalize::fold;
use crate::project::invalid::{self, Checks};
use crate::records::{ColumnType, Table};
use crate::suggest::closest;

type Value<'i> = Spanned<DeValue<'i>>;

/// The keys of a value.
const RULE: [&str; 8] = ["css", "attr", "label", "regex", "date", "value", "words", "optional"];

/// Checks the tables of one file.
struct Checker<'a> {
    profile: &'a str,
    checks: Checks<'a>,
    numbers: usize,
}

pub(super) fn profile(name: &str, text: &str, file: &str) -> Result<Profile> {
    let checks = Checks { text, name: file };
    let table = DeTable::parse(text).map_err(|error| invalid::file(&error, text, file))?;
    let mut checker = Checker { profile: name, checks, numbers: 0 };
    let mut urls = GlobSet::empty();
    let mut blocks = Vec::new();
    for (key, value) in table.get_ref() {
        if key.get_ref() == "urls" {
            urls = checker.globs(value)?;
            continue;
        }
        match columns::TOP.into_iter().find(|table| table.name() == key.get_ref()) {
            Some(table) => blocks.extend(checker.blocks(table, value, "")?),
            None => {
                return Err(checker.unknown(key, columns::TOP.map(Table::name).into_iter().chain(["urls"])));
            }
        }
    }
    blocks.sort_by_key(|block| columns::TOP.iter().position(|table| *table == block.table));
    let numbers = checker.numbers;
    Ok(Profile { name: name.to_owned(), urls, blocks, numbers, stamp: stamp(text) })
}

impl Checker<'_> {
    fn globs(&self, value: &Value<'_>) -> Result<GlobSet> {
        let mut set = GlobSetBuilder::new();
        for pattern in self.texts(value)? {
            let glob = GlobBuilder::new(pattern.1).literal_separator(true).build();
            set.add(glob.map_err(|_| {
                self.checks.value(
                    pattern.0,
                    "is no pattern",
                    "patterns look like https://example.org/news/**",
                )
            })?);
        }
        set.build().map_err(|_| self.checks.value(value.span(), "are no patterns", "name fewer"))
    }

    /// A text alone, or a list of texts, each with its place.
    fn texts<'v>(&self, value: &'v Value<'_>) -> Result<Vec<(std::ops::Range<usize>, &'v str)>> {
        let one = |value: &'v Value<'_>| Ok((value.span(), self.text(value)?));
        match value.get_ref() {
            DeValue::Array(list) => list.iter().map(one).collect(),
            _ => Ok(vec![one(value)?]),
        }
    }

    fn text<'v>(&self, value: &'v Value<'_>) -> Result<&'v str> {
        value
            .get_ref()
            .as_str()
            .ok_or_else(|| self.checks.value(value.span(), "is no text", "write it in quotation marks"))
    }

    /// One block, or several.
    fn blocks(&mut self, table: Table, value: &Value<'_>, above: &str) -> Result<Vec<Block>> {
        let remedy = "write a table like [events], or [[events]] for several";
        match value.get_ref() {
            DeValue::Table(keys) => Ok(vec![self.block(table, keys, above)?]),
            DeValue::Array(list) => list
                .iter()
                .map(|item| match item.get_ref() {
                    DeValue::Table(keys) => self.block(table, keys, above),
                    _ => Err(self.checks.value(item.span(), "is no table", remedy)),
                })
                .collect(),
            _ => Err(self.checks.value(value.span(), "is no table", remedy)),
        }
    }

    fn block(&mut self, table: Table, keys: &DeTable<'_>, above: &str) -> Result<Block> {
        let mut block =
            Block { table, each: None, fields: Vec::new(), below: Vec::new(), number: self.next() };
        if let Some(each) = keys.get("each") {
            block.each = Some(self.css(each)?);
        }
        let each = block.each.as_ref().map_or("", |each| each.text.as_str());
        let above =
            [above, each].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" >> ");
        let known = columns::of(table);
        for (key, value) in keys.iter().filter(|(key, _)| key.get_ref() != "each") {
            let name: &str = key.get_ref();
            if let Some(below) = columns::below(table).iter().find(|below| below.name() == name) {
                block.below.extend(self.blocks(*below, value, &above)?);
            } else if let Some(column) = known.iter().find(|column| column.0 == name) {
                block.fields.push(self.field(*column, value, &above)?);
            } else {
                let tables = columns::below(table).iter().map(|table| table.name());
                return Err(
                    self.unknown(key, known.iter().map(|column| column.0).chain(tables).chain(["each"]))
                );
            }
        }
        Ok(block)
    }

    fn field(
        &mut self,
        (column, kind): (&'static str, ColumnType),
        value: &Value<'_>,
        above: &str,
    ) -> Result<Field> {
        let mut rule = match value.get_ref() {
            DeValue::String(_) => Rule { css: Some(self.css(value)?), ..Rule::default() },
            DeValue::Table(keys) => self.rule(keys)?,
            _ => {
                let remedy = "give a selector like \"h1\", or { css = \"time\", attr = \"datetime\" }";
                return Err(self.checks.value(value.span(), "is no place of a value", remedy));
            }
        };
        if column == "url" && rule.attr.is_none() && rule.value.is_none() {
            rule.attr = Some("href".to_owned());
        }
        self.words(&rule, kind, value)?;
        let id = Arc::from(format!("{}: {}", self.profile, describe(&rule, above)));
        Ok(Field { column, kind, rule, id, number: self.next() })
    }

    fn rule(&self, keys: &DeTable<'_>) -> Result<Rule> {
        let mut rule = Rule::default();
        for (key, value) in keys {
            match key.get_ref().as_ref() {
                "css" => rule.css = Some(self.css(value)?),
                "attr" => rule.attr = Some(self.text(value)?.to_owned()),
                "label" => rule.label = Some(fold(self.text(value)?)),
                "regex" => rule.regex = Some(self.regex(value)?),
                "date" => rule.date = Some(self.format(value)?),
                "value" => rule.value = Some(self.text(value)?.to_owned()),
                "words" => rule.words = self.meanings(value)?,
                "optional" => {
                    rule.optional = value.get_ref().as_bool().ok_or_else(|| {
                        self.checks.value(value.span(), "is neither true nor false", "write true")
                    })?;
                }
                _ => return Err(self.unknown(key, RULE)),
            }
        }
        Ok(rule)
    }

    fn css(&self, value: &Value<'_>) -> Result<Css> {
        let text = self.text(value)?;
        let remedy = "selectors look like \"article h2 a\"";
        let selector = Selector::parse(text)
            .map_err(|_| self.checks.value(value.span(), "is no CSS selector", remedy))?;
        Ok(Css { text: text.to_owned(), selector })
    }

    fn regex(&self, value: &Value<'_>) -> Result<Regex> {
        let remedy = "patterns look like '^Room (\\d+)'; look-around and back-references are not known";
        Regex::new(self.text(value)?)
            .map_err(|_| self.checks.value(value.span(), "is no regular expression", remedy))
    }

    fn format(&self, value: &Value<'_>) -> Result<String> {
        let text = self.text(value)?;
        let moment = jiff::civil::date(2024, 5, 9).at(10, 30, 0, 0);
        if text.contains('%') && jiff::fmt::strtime::format(text, moment).is_ok() {
            return Ok(text.to_owned());
        }
        Err(self.checks.value(value.span(), "is no date format", "formats look like %d.%m.%Y or %H:%M"))
    }

    fn meanings(&self, value: &Value<'_>) -> Result<BTreeMap<String, String>> {
        let Some(words) = value.get_ref().as_table() else {
            let remedy = "write words = { \"Main talk\" = \"keynote\" }";
            return Err(self.checks.value(value.span(), "is no table", remedy));
        };
        words
            .iter()
            .map(|(word, meaning)| Ok((fold(word.get_ref()), self.text(meaning)?.to_owned())))
            .collect()
    }

    /// What is meant in a column of words must be one of them.
    fn words(&self, rule: &Rule, kind: ColumnType, value: &Value<'_>) -> Result<()> {
        let ColumnType::Words(known) = kind else { return Ok(()) };
        let mut meant = rule.words.values().chain(&rule.value);
        match meant.find(|word| !known.contains(&word.as_str())) {
            Some(_) => {
                let remedy = format!("known are {}", known.join(", "));
                Err(self.checks.value(value.span(), "means a word that the column does not have", &remedy))
            }
            None => Ok(()),
        }
    }

    fn unknown<'k>(
        &self,
        key: &Spanned<toml::de::DeString<'_>>,
        known: impl IntoIterator<Item = &'k str>,
    ) -> crate::Error {
        let known: Vec<&str> = known.into_iter().collect();
        let remedy = match closest(key.get_ref(), known.iter().copied()) {
            Some(close) => format!("did you mean `{close}`?"),
            None => format!("known are {}", known.join(", ")),
        };
        self.checks.value(key.span(), "is no key here", &remedy)
    }

    fn next(&mut self) -> usize {
        self.numbers += 1;
        self.numbers - 1
    }
}

/// The selectors that lead to a value: `li.event >> .day @datetime`.
fn describe(rule: &Rule, above: &str) -> String {
    let css = rule.css.as_ref().map_or("", |css| css.text.as_str());
    let label = rule.label.as_ref().map(|label| format!("behind \"{label}\""));
    let attr = rule.attr.as_ref().map(|attr| format!("@{attr}"));
    let path = [above, css].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" >> ");
    let parts = [path, label.unwrap_or_default(), attr.unwrap_or_default()];
    let text = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    if text.is_empty() { "value".to_owned() } else { text }
}
