//! A [`Profile`] says where the pages of a site keep what they announce: CSS selectors for the columns of the contract. Reading a page
//! with one gives rows of texts with their places; what they mean, and how they go with what is found without a profile, is decided in relate.

mod check;
mod columns;
pub(crate) mod inline;
mod near;
mod place;
mod read;
mod set;
mod suggest;
mod take;
#[cfg(test)]
mod tests;

pub use near::near;
pub use read::{Count, Reading};
pub(crate) use read::{Read, Row};
pub use set::{FOLDER, Profiles};
pub use suggest::suggest;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use globset::GlobSet;
use regex::Regex;
use scraper::Selector;

use crate::error::Result;
use crate::normalize::hex;
use crate::records::{ColumnType, Table};

/// Where the pages of a site keep what they say.
#[derive(Debug)]
pub struct Profile {
    /// Its name: that of its file, without the ending.
    pub name: String,
    /// What addresses and paths of pages look like that it is for.
    urls: GlobSet,
    /// `[announcements]`, `[[events]]`, …
    pub(crate) blocks: Vec<Block>,
    /// How many fields and blocks it has, with those below others.
    numbers: usize,
    /// Stands for its text.
    stamp: String,
}

/// One table of a profile: rows of a table of the contract.
#[derive(Debug)]
pub(crate) struct Block {
    pub(crate) table: Table,
    /// `each`: what selects its rows; without it, the page or the row above is the row.
    pub(crate) each: Option<Css>,
    pub(crate) fields: Vec<Field>,
    /// The blocks in it: the people of an event, the posts of a person.
    pub(crate) below: Vec<Block>,
    number: usize,
}

/// A column and where its value is.
#[derive(Debug)]
pub(crate) struct Field {
    /// The column of its block's table.
    pub(crate) column: &'static str,
    pub(crate) kind: ColumnType,
    pub(crate) rule: Rule,
    /// Profile and selectors, as evidence names them: `example: li.event >> .day @datetime`.
    pub(crate) id: Arc<str>,
    number: usize,
}

/// How a value is taken.
#[derive(Debug, Default)]
pub(crate) struct Rule {
    /// `css`: the elements; the row itself where nothing is said.
    pub(crate) css: Option<Css>,
    /// `attr`: the attribute that holds the value, in place of the text.
    pub(crate) attr: Option<String>,
    /// `label`: only elements that stand right behind this text.
    pub(crate) label: Option<String>,
    /// `regex`: the first group of it, or all of it, is the value; elements that it does not match hold none.
    pub(crate) regex: Option<Regex>,
    /// `date`: how days or times are written, as `strptime` has it.
    pub(crate) date: Option<String>,
    /// `value`: what is meant wherever the selector matches.
    pub(crate) value: Option<String>,
    /// `words`: what printed words (folded) mean.
    pub(crate) words: BTreeMap<String, String>,
    /// `optional`: pages may lack it.
    pub(crate) optional: bool,
}

/// A CSS selector and its text.
#[derive(Debug)]
pub(crate) struct Css {
    pub(crate) text: String,
    pub(crate) selector: Selector,
}

impl Profile {
    /// Reads the text of a profile; `file` is how errors call it.
    pub fn parse(name: &str, text: &str, file: &str) -> Result<Self> {
        check::profile(name, text, file)
    }

    /// Whether it is for a page of this address or path.
    #[must_use]
    pub fn is_for(&self, name: &str) -> bool {
        self.urls.is_match(name)
    }

    /// What evidence calls its selectors.
    #[must_use]
    pub fn rules(&self) -> BTreeSet<String> {
        fn add(blocks: &[Block], rules: &mut BTreeSet<String>) {
            for block in blocks {
                rules.extend(block.fields.iter().map(|field| field.id.to_string()));
                add(&block.below, rules);
            }
        }
        let mut rules = BTreeSet::new();
        add(&self.blocks, &mut rules);
        rules
    }

    /// What stands for its text: the same for the same text.
    #[must_use]
    pub fn stamp(&self) -> &str {
        &self.stamp
    }
}

impl Block {
    /// Whether it gives the column.
    pub(crate) fn gives(&self, column: &str) -> bool {
        self.fields.iter().any(|field| field.column == column)
    }
}

fn stamp(text: &str) -> String {
    use sha2::{Digest, Sha256};
    hex(&Sha256::digest(text.as_bytes()))
}
