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

/// The largest letters of running text, in points.
const RUNNING: f64 = 13.0;

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
        let mut best: Option<(f64, String)> = None;
        for (element, text) in tree::lines(sample.root()) {
            let size = prominence(element);
            let larger = best.as_ref().is_none_or(|(known, _)| size > *known);
            if size > RUNNING && larger && LENGTH.contains(&text.len()) && !self.holds(&fold(&text)) {
                best = Some((size, fold(&text)));
            }
        }
        best.map(|(_, text)| text)
    }
}

/// How large the letters of an element are, in points: as its style says, else as browsers show its tag; 0 where nothing is said.
fn prominence(element: ElementRef<'_>) -> f64 {
    let styled = element.attr("style").and_then(styled);
    styled.unwrap_or_else(|| match element.value().name() {
        "h1" => 24.0,
        "h2" => 18.0,
        "h3" => 14.0,
        "font" => element.attr("size").map_or(0.0, font),
        _ => 0.0,
    })
}

/// The `font-size` of a style.
fn styled(style: &str) -> Option<f64> {
    let value = style.split(';').find_map(|rule| rule.trim().strip_prefix("font-size:"))?.trim();
    let units = [("pt", 1.0), ("px", 0.75), ("rem", 12.0), ("em", 12.0), ("%", 0.12)];
    let (number, points) =
        units.iter().find_map(|(unit, points)| Some((value.strip_suffix(unit)?, points)))?;
    let size: f64 = number.trim().parse().ok()?;
    Some(size * points)
}

/// The size of a font from 1 to 7, as browsers show it; `+2` is counted from the usual 3.
fn font(text: &str) -> f64 {
    let text = text.trim();
    let usual = if text.starts_with('+') { 3 } else { 0 };
    let size: usize = text.trim_start_matches('+').parse().unwrap_or(0);
    [0.0, 7.0, 10.0, 12.0, 14.0, 18.0, 24.0, 36.0][(usual + size.min(7)).min(7)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_as_browsers_show_them() {
        let size = |html: &str| {
            let html = scraper::Html::parse_fragment(html);
            let inner = html.root_element().descendent_elements().last().unwrap();
            prominence(inner).to_string()
        };
        assert_eq!(size("<h1>x</h1>"), "24");
        assert_eq!(size("<span style='color:red; font-size:20.0pt'>x</span>"), "20");
        assert_eq!(size("<p style='font-size: 2rem'>x</p>"), "24");
        assert_eq!(
            (size("<font size=5>x</font>"), size("<font size='+2'>x</font>")),
            ("18".into(), "18".into())
        );
        for plain in [
            "<p>x</p>",
            "<font size=x>x</font>",
            "<b style='font-size:large'>x</b>",
            "<font size=-1>x</font>",
        ] {
            assert_eq!(size(plain), "0", "{plain}");
        }
    }
}
