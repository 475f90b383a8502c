//! What heads a page: the most prominent text that the other pages of the site do not have. What most of them have is the site's name or
//! its furniture, even where it was read as a title.

use std::collections::{BTreeMap, BTreeSet};

use scraper::ElementRef;

use super::{Sample, tree};
use crate::normalize::fold;

/// Fewer pages do not tell what the site repeats.
const PAGES: usize = 3;

/// Shortest and longest text that heads a page, in bytes.
const LENGTH: std::ops::RangeInclusive<usize> = 4..=160;

/// Texts that stand on most pages of a site, folded.
#[derive(Debug, Default)]
pub(super) struct Shared(BTreeSet<String>);

impl Shared {
    /// What the pages share.
    pub(super) fn of(samples: &[Sample]) -> Self {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for sample in samples {
            let own: BTreeSet<String> =
                tree::lines(sample.root()).into_iter().map(|(_, text)| fold(&text)).collect();
            own.into_iter().for_each(|text| *counts.entry(text).or_default() += 1);
        }
        let most = |count: usize| samples.len() >= PAGES && count * 2 > samples.len();
        Self(counts.into_iter().filter(|(_, count)| most(*count)).map(|(text, _)| text).collect())
    }

    /// Whether most pages have a text, which is folded.
    pub(super) fn holds(&self, text: &str) -> bool {
        self.0.contains(text)
    }

    /// What heads a page, folded.
    pub(super) fn headline(&self, sample: &Sample) -> Option<String> {
        let mut best: Option<(u32, String)> = None;
        for (element, text) in tree::lines(sample.root()) {
            let size = prominence(element);
            let larger = best.as_ref().is_none_or(|(known, _)| size > *known);
            if size > 0 && larger && LENGTH.contains(&text.len()) && !self.holds(&fold(&text)) {
                best = Some((size, fold(&text)));
            }
        }
        best.map(|(_, text)| text)
    }
}

/// How large a text is, by its tag: headings, and fonts larger than those of running text.
fn prominence(element: ElementRef<'_>) -> u32 {
    match element.value().name() {
        "h1" => 9,
        "h2" => 8,
        "h3" => 7,
        "font" => element.attr("size").map(font_size).filter(|size| *size > 3).unwrap_or(0),
        _ => 0,
    }
}

/// The size of a font, from 1 to 7; `+2` is counted from the usual 3.
fn font_size(text: &str) -> u32 {
    let text = text.trim();
    let size = text.trim_start_matches('+').parse().unwrap_or(0);
    let usual = if text.starts_with('+') { 3 } else { 0 };
    (usual + size).min(7)
}
