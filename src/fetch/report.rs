//! What came of a run: what each page told, what failed, and what was left alone.

use std::collections::BTreeMap;

use crate::archive::{KeptPage, News};
use crate::error::Error;

/// What came of a run.
#[derive(Debug, Default)]
pub struct Report {
    /// What was asked in this run, by address: pages, and what names them.
    pub pages: BTreeMap<String, News>,
    /// What a run that was killed had asked already.
    pub resumed: usize,
    /// Addresses that gave nothing to keep; what was kept of them stays.
    pub failures: Vec<Error>,
    /// Pages that were found but may not be asked, each with the reason.
    pub skipped: Vec<Error>,
}

/// A step of a run.
#[derive(Debug)]
pub struct Step<'a> {
    /// How far the source of it is.
    pub progress: Progress,
    /// The page that is kept since the last step and was not kept before, with the place of its source among those on the web.
    pub fresh: Option<(usize, KeptPage<'a>)>,
}

/// How far a source is: what came of it last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// The source, by its place among those on the web.
    pub source: usize,
    /// Addresses of it that have been asked.
    pub asked: usize,
    /// Addresses of it that are known and not answered yet.
    pub waiting: usize,
}

impl Report {
    /// How many addresses told this.
    #[must_use]
    pub fn count(&self, news: News) -> usize {
        self.pages.values().filter(|told| **told == news).count()
    }

    /// The addresses that told this, in their order.
    pub fn told(&self, news: News) -> impl Iterator<Item = &str> {
        self.pages.iter().filter(move |(_, told)| **told == news).map(|(url, _)| url.as_str())
    }

    /// Puts failures into an order that does not depend on who answered first.
    pub(super) fn sort(&mut self) {
        for list in [&mut self.failures, &mut self.skipped] {
            list.sort_by(|a, b| (a.input(), a.message()).cmp(&(b.input(), b.message())));
        }
    }
}
