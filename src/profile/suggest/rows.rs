//! Learning what repeats: an anchor (the name of a speaker, the theme of an event) finds the rows, of which each holds one.

use std::collections::{BTreeMap, BTreeSet};

use ego_tree::NodeId;
use scraper::{ElementRef, Selector};

use super::form::Form;
use super::learn::Learned;
use super::{forms, tree};
use crate::normalize::fold;

/// Anchors that are tried.
const TRIED: usize = 600;

/// What a wrong anchor weighs against a right one: what is read without a profile may have missed some.
const WRONG: f64 = 0.7;

/// A page and the anchors known on it, folded; what may stand before and behind one (titles) is nothing of it.
pub(super) struct Anchors<'a> {
    pub(super) scope: ElementRef<'a>,
    pub(super) known: Vec<Anchor>,
}

/// One thing that is named.
#[derive(Clone, Debug)]
pub(super) struct Anchor {
    pub(super) text: String,
    pub(super) beside: Vec<String>,
}

/// How rows are found, and what is in each.
pub(super) struct Rows<'a> {
    pub(super) anchor: Learned,
    /// `None` where a page has one row, which is all of it.
    pub(super) each: Option<(String, usize)>,
    /// For each row its page, the element, and which of the page's anchors it holds.
    pub(super) found: Vec<(usize, ElementRef<'a>, Option<usize>)>,
}

impl Anchor {
    /// Whether a text names it and nothing else.
    fn is(&self, text: &str) -> bool {
        let mut rest = fold(text);
        if rest == self.text {
            return true;
        }
        let Some(at) = rest.find(&self.text) else { return false };
        rest.replace_range(at..at + self.text.len(), " ");
        for word in &self.beside {
            rest = rest.replacen(word.as_str(), " ", 1);
        }
        !rest.contains(char::is_alphanumeric)
    }

    /// The pattern of the part of a text that names it: up to a mark (`Dr. Ann Hollis, Keeper`), or behind a label (`Speaker: Dr. Ann Hollis`).
    fn within(&self, text: &str) -> Option<String> {
        let label = text.split_once(": ").filter(|(label, rest)| label.len() <= 24 && self.is(rest));
        label
            .map(|(label, _)| format!("^{}: (.+)$", regex::escape(label)))
            .or_else(|| self.begins(text).map(str::to_owned))
    }

    fn begins(&self, text: &str) -> Option<&'static str> {
        let marks = [
            (", ", "^(.+?), "),
            (" (", r"^(.+?) \("),
            (" – ", "^(.+?) – "),
            (" — ", "^(.+?) — "),
            (": ", "^(.+?): "),
            (" | ", r"^(.+?) \| "),
            (" - ", "^(.+?) - "),
        ];
        marks
            .into_iter()
            .find(|(mark, _)| text.split_once(mark).is_some_and(|(first, _)| self.is(first)))
            .map(|(_, pattern)| pattern)
    }
}

/// Learns anchor and rows.
pub(super) fn learn<'a>(pages: &[Anchors<'a>]) -> Option<Rows<'a>> {
    let total: usize = pages.iter().map(|page| page.known.len()).sum();
    let mut best: Option<(f64, Form, usize)> = None;
    for form in proposed(pages) {
        let Some(rule) = form.rule() else { continue };
        let (mut right, mut wrong, mut pages_with) = (0, 0, 0);
        for page in pages {
            let found = taken(&rule, page.scope);
            let known: BTreeSet<usize> = found.iter().filter_map(|(_, text)| which(page, text)).collect();
            right += known.len();
            wrong += found.len() - known.len().min(found.len());
            pages_with += usize::from(!found.is_empty());
        }
        let score = right as f64 - wrong as f64 * WRONG + pages_with as f64 * 0.5 - cost(&form);
        // Most of what it finds must be known, or it finds something else.
        let is_rule = right * 2 >= total && right >= wrong && right >= total.min(3);
        if is_rule && best.as_ref().is_none_or(|(known, ..)| score > *known) {
            best = Some((score, form, right));
        }
    }
    let (_, form, right) = best?;
    let rule = form.rule()?;
    let found: Vec<Vec<(ElementRef<'a>, String)>> =
        pages.iter().map(|page| taken(&rule, page.scope)).collect();
    let with = found.iter().filter(|found| !found.is_empty()).count();
    let mut anchor = Learned { form, agrees: (right, total), gives: (with, pages.len()) };
    let of_page = |page: usize, text: &str| which(&pages[page], text);
    let Some(each) = each(pages, &found) else {
        if found.iter().all(|found| found.len() <= 1) {
            let found = found.iter().enumerate().filter(|(_, found)| !found.is_empty());
            let rows = found.map(|(page, found)| (page, pages[page].scope, of_page(page, &found[0].1)));
            return Some(Rows { anchor, each: None, found: rows.collect() });
        }
        // Nothing is around each: the anchors themselves are the rows.
        let each = Some((std::mem::take(&mut anchor.form.css), with));
        let rows = found
            .iter()
            .enumerate()
            .flat_map(|(page, found)| found.iter().map(move |(row, text)| (page, *row, of_page(page, text))));
        return Some(Rows { found: rows.collect(), anchor, each });
    };
    let selector = Selector::parse(&each).ok()?;
    let mut rows = Vec::new();
    for (page, found) in found.iter().enumerate() {
        for row in pages[page].scope.select(&selector) {
            let inside = found.iter().find(|(element, _)| is_below(*element, row));
            rows.extend(inside.map(|(_, text)| (page, row, of_page(page, text))));
        }
    }
    Some(Rows { anchor, each: Some((each, with)), found: rows })
}

fn which(page: &Anchors<'_>, text: &str) -> Option<usize> {
    page.known.iter().position(|anchor| anchor.is(text))
}

fn taken<'a>(rule: &crate::profile::Rule, scope: ElementRef<'a>) -> Vec<(ElementRef<'a>, String)> {
    let elements = rule.elements(scope).into_iter();
    elements.filter_map(|element| Some((element, rule.take(element)?.text().to_owned()))).collect()
}

fn is_below(element: ElementRef<'_>, row: ElementRef<'_>) -> bool {
    element.id() == row.id() || element.ancestors().any(|above| above.id() == row.id())
}

/// The rules that elements naming an anchor propose, the most frequent first.
fn proposed(pages: &[Anchors<'_>]) -> Vec<Form> {
    let mut counts: BTreeMap<Form, usize> = BTreeMap::new();
    for page in pages {
        for (element, text) in tree::lines(page.scope) {
            let whole = page.known.iter().any(|anchor| anchor.is(&text));
            let part = page.known.iter().find_map(|anchor| anchor.within(&text)).filter(|_| !whole);
            if !whole && part.is_none() {
                continue;
            }
            for css in forms::of(element, page.scope) {
                let form = Form { css, attr: None, label: None, regex: part.clone() };
                *counts.entry(form).or_default() += 1;
            }
        }
    }
    let mut all: Vec<(Form, usize)> = counts.into_iter().collect();
    all.sort_by(|a, b| {
        b.1.cmp(&a.1).then_with(|| cost(&a.0).total_cmp(&cost(&b.0))).then_with(|| a.0.cmp(&b.0))
    });
    all.into_iter().take(TRIED).map(|(form, _)| form).collect()
}

/// A place among siblings finds one of many.
fn cost(form: &Form) -> f64 {
    form.cost() + form.css.matches(":nth").count() as f64
}

/// What selects the rows: for each anchor the highest element that holds no other, where a page has several.
fn each(pages: &[Anchors<'_>], found: &[Vec<(ElementRef<'_>, String)>]) -> Option<String> {
    let mut rows: Vec<(usize, ElementRef<'_>)> = Vec::new();
    for (page, found) in found.iter().enumerate().filter(|(_, found)| found.len() > 1) {
        let mut inside: BTreeMap<NodeId, usize> = BTreeMap::new();
        for (element, _) in found {
            for above in element.ancestors() {
                *inside.entry(above.id()).or_default() += 1;
            }
        }
        for (element, _) in found {
            let above = element.ancestors().filter_map(ElementRef::wrap);
            let row = above.take_while(|above| inside[&above.id()] == 1).last();
            rows.push((page, row.unwrap_or(*element)));
        }
    }
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for (page, row) in &rows {
        for css in forms::of(*row, pages[*page].scope) {
            *counts.entry(css).or_default() += 1;
        }
    }
    let total: usize = found.iter().map(Vec::len).sum();
    let rated = counts.into_keys().filter_map(|css| Some((rate(&css, pages, found, total)?, css)));
    rated.max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(&a.1))).map(|(_, css)| css)
}

/// How well a selector finds rows: each should hold one anchor, and every anchor be in one.
fn rate(
    css: &str,
    pages: &[Anchors<'_>],
    found: &[Vec<(ElementRef<'_>, String)>],
    total: usize,
) -> Option<f64> {
    let selector = Selector::parse(css).ok()?;
    let (mut held, mut empty) = (BTreeSet::new(), 0usize);
    for (page, found) in found.iter().enumerate() {
        for row in pages[page].scope.select(&selector) {
            let mut inside =
                found.iter().filter(|(element, _)| element.id() != row.id() && is_below(*element, row));
            match (inside.next(), inside.next()) {
                (None, _) => empty += 1,
                // A row in a row is none of its own.
                (Some((anchor, _)), None) => empty += usize::from(!held.insert((page, anchor.id()))),
                _ => return None,
            }
        }
    }
    let form = Form { css: css.to_owned(), attr: None, label: None, regex: None };
    let score = held.len() as f64 - empty as f64 * 0.5 - cost(&form);
    (held.len() * 5 >= total * 4).then_some(score)
}
