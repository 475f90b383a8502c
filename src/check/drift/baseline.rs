//! The [`Baseline`]: by source, the share of pages that have each field. It is a file of the repository, so that a change of it is reviewed.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::Gist;
use crate::error::{Error, ErrorKind, Result};
use crate::write::replace_file;

/// The name of the file, in the project's folder.
pub const BASELINE: &str = "baseline.toml";

/// What is written above it.
const HEAD: &str = "# What the pages of each source give: the share of pages with a value, by column and by selector. `annals refresh`\n\
    # stops at a source whose pages give much less. Written by `annals build --accept-baseline`; see docs/profiles.md.\n";

/// Shares rarer than this are no rule that could be broken.
const RARE: f64 = 0.1;

/// What the pages of each source give.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Baseline {
    /// By profile or source.
    #[serde(flatten)]
    pub groups: BTreeMap<String, Shares>,
}

/// What the pages of one source give.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shares {
    /// How many pages were looked at.
    pub pages: usize,
    /// The median length of their texts, in bytes.
    pub text: u32,
    /// Pages that announce nothing, by name.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub silent: BTreeSet<String>,
    /// The share of pages with a value, by `table.column`.
    #[serde(default)]
    pub fields: BTreeMap<String, f64>,
    /// The share of pages with a value, by selector.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub selectors: BTreeMap<String, f64>,
}

impl Baseline {
    /// Reads the baseline of the project at `root`; `None` where it has none.
    pub fn of(root: &Path) -> Result<Option<Self>> {
        let file = root.join(BASELINE);
        let name = file.display().to_string();
        if !file.exists() {
            return Ok(None);
        }
        let wrong = |message| Error::new(ErrorKind::Format, &name, message);
        let text = std::fs::read_to_string(&file).map_err(|error| wrong("cannot be read").because(error))?;
        let read = toml::from_str(&text).map_err(|error: toml::de::Error| {
            wrong("is no baseline")
                .at(&text, error.span().unwrap_or(0..0))
                .because(error)
                .remedy("write it anew with `annals build --accept-baseline`")
        })?;
        Ok(Some(read))
    }

    /// Its text, the same for the same shares.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = HEAD.to_owned();
        for (group, shares) in &self.groups {
            let one = Self { groups: BTreeMap::from([(group.clone(), shares.clone())]) };
            text.push('\n');
            // Texts, numbers and tables of them can always be written.
            text.push_str(&toml::to_string(&one).unwrap_or_default());
        }
        text
    }

    /// Writes it into the folder of a project, if it is not there already.
    pub fn write(&self, root: &Path) -> Result<()> {
        let file = root.join(BASELINE);
        let text = self.text();
        if std::fs::read_to_string(&file).is_ok_and(|known| known == text) {
            return Ok(());
        }
        replace_file(&file, text.as_bytes()).map_err(|error| {
            Error::new(ErrorKind::Output, file.display().to_string(), "cannot be written")
                .because(error)
                .remedy("check your rights")
        })
    }
}

impl Shares {
    /// What some pages give.
    #[must_use]
    pub fn of(pages: &[&Gist]) -> Self {
        let there: Vec<&Gist> = pages.iter().copied().filter(|page| !page.gone).collect();
        let mut lengths: Vec<u32> =
            there.iter().map(|page| page.text_bytes).filter(|length| *length > 0).collect();
        lengths.sort_unstable();
        let silent = there.iter().filter(|page| !page.announces);
        Self {
            pages: there.len(),
            text: lengths.get(lengths.len() / 2).copied().unwrap_or(0),
            silent: silent.map(|page| page.source.clone()).collect(),
            fields: shares(&there, |page| &page.fields),
            selectors: shares(&there, |page| &page.selectors),
        }
    }
}

/// The share of pages that have each of what they may have.
fn shares(pages: &[&Gist], has: fn(&Gist) -> &BTreeSet<String>) -> BTreeMap<String, f64> {
    let mut counts: BTreeMap<&String, usize> = BTreeMap::new();
    for name in pages.iter().flat_map(|page| has(page)) {
        *counts.entry(name).or_default() += 1;
    }
    let share = |count: usize| (count as f64 / pages.len() as f64 * 1000.0).round() / 1000.0;
    let shares = counts.into_iter().map(|(name, count)| (name.clone(), share(count)));
    shares.filter(|(_, share)| *share >= RARE).collect()
}
