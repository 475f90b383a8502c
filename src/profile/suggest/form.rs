//! A [`Form`] is a rule as text, with what it costs: how much there is in it that could stop matching.

use regex::Regex;
use scraper::Selector;

use crate::profile::{Css, Rule};

/// How a value is taken, as text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Form {
    pub(super) css: String,
    pub(super) attr: Option<String>,
    pub(super) label: Option<String>,
    pub(super) regex: Option<String>,
}

impl Form {
    /// How much there is in a rule that could stop matching; a small part of an agreement.
    pub(super) fn cost(&self) -> f64 {
        let parts = self.css.split([' ', '>']).filter(|part| !part.is_empty()).count() as f64;
        let numbered = self.css.matches(":nth").count() as f64;
        let bare = if self.css.contains(['.', '#', '[']) || self.label.is_some() { 0.0 } else { 0.3 };
        let more = [self.regex.is_some(), self.label.is_some(), self.attr.is_some()];
        let more: f64 = more.iter().zip([0.3, 0.1, 0.1]).map(|(is, cost)| if *is { cost } else { 0.0 }).sum();
        parts * 0.1 + numbered * 0.25 + bare + more + self.css.len() as f64 / 1000.0
    }

    /// The rule, if its selector and pattern are ones.
    pub(super) fn rule(&self) -> Option<Rule> {
        let selector = |css: &String| Some(Css { text: css.clone(), selector: Selector::parse(css).ok()? });
        let css = if self.css.is_empty() { None } else { Some(selector(&self.css)?) };
        let regex = match &self.regex {
            Some(regex) => Some(Regex::new(regex).ok()?),
            None => None,
        };
        Some(Rule { css, attr: self.attr.clone(), label: self.label.clone(), regex, ..Rule::default() })
    }
}
