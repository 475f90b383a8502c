//! The linker: from a text that names organisations to their records. A name that several records have, or that names a kind of
//! organisation rather than one, links only where the places around it settle which; no link is better than a wrong one.

use rustc_hash::FxHashSet;

use crate::registry::candidate::{Found, Hit, Level, Text};
use crate::registry::choose;
use crate::registry::index::{Index, Kind};
use crate::registry::key;
use crate::registry::place::Agreement;
use crate::registry::words::{Word, words};
use crate::span::Span;

/// Words that are looked at together. What is longer is no affiliation, and is read piece by piece, so that the time stays linear.
const WINDOW: usize = 256;

/// An organisation that a text names.
#[derive(Clone, Debug, PartialEq)]
pub struct Link<'i> {
    /// Its address in the registry, `https://ror.org/` and nine characters.
    pub ror_id: String,
    /// The name that the registry shows.
    pub name: &'i str,
    /// ISO 3166-1 alpha-2; empty where the registry knows none.
    pub country: &'i str,
    /// The registry's name that was found.
    pub matched: &'i str,
    /// Where the text names it.
    pub span: Span,
    /// What led to it, like `registry.name`; see `docs/registry.md`.
    pub rule: &'static str,
    /// 0 to 1.
    pub confidence: f32,
}

impl Index {
    /// The organisations that a text names, in order, each once.
    #[must_use]
    pub fn link(&self, text: &str) -> Vec<Link<'_>> {
        let mut seen = FxHashSet::default();
        words(text).chunks(WINDOW).flat_map(|words| self.link_words(words.to_vec(), &mut seen)).collect()
    }

    fn link_words(&self, words: Vec<Word>, seen: &mut FxHashSet<u32>) -> Vec<Link<'_>> {
        let text = Text::new(self, words, None);
        let mut hits = text.hits();
        // Letters beside a name are a part of it, or who pays for it: they count where nothing else is known.
        if hits.iter().all(|hit| hit.found.is_none()) {
            hits.extend((0..text.words.len()).filter_map(|at| text.acronym(at)));
        }
        let mut kept = choose::apart(&hits);
        choose::add_wholes(&mut kept, &hits, &text);
        kept.sort_by_key(|hit| (hit.words.start, std::cmp::Reverse(hit.words.end)));
        kept.retain(|hit| hit.found.is_some_and(|found| seen.insert(found.name.record)));
        kept.iter().filter_map(|hit| link(&text, hit)).collect()
    }

    /// The organisation that is called `name`, and nothing more; `abbreviation` and `country` (ISO 3166-1 alpha-2) tell namesakes apart.
    #[must_use]
    pub fn identify(
        &self,
        name: &str,
        abbreviation: Option<&str>,
        country: Option<&str>,
    ) -> Option<Link<'_>> {
        let text = Text::new(self, words(name), country);
        let hit = match text.whole(abbreviation) {
            Some(hit) => hit,
            None if text.words.len() == 1 => text.acronym(0)?,
            None => return None,
        };
        link(&text, &hit)
    }
}

fn link<'i>(text: &Text<'i>, hit: &Hit) -> Option<Link<'i>> {
    let found = hit.found?;
    let index = text.index;
    let record = index.record(found.name.record);
    let (rule, confidence) = rule(&found);
    let words = &text.words[hit.words.clone()];
    Some(Link {
        ror_id: format!("https://ror.org/{}", record.id),
        name: index.slice(record.name),
        country: record.countries.first().and_then(|code| std::str::from_utf8(code).ok()).unwrap_or(""),
        matched: index.slice(found.name.text),
        span: Span { start: words.first()?.start, end: words.last()?.end },
        rule,
        confidence,
    })
}

/// The rule, and the confidence with and without a place that agrees: near the precision that was measured, to two steps.
fn rule(found: &Found) -> (&'static str, f32) {
    let (rule, placed, open) = match (found.name.kind, found.level) {
        _ if found.campus => ("registry.campus", 0.9, 0.9),
        (_, Level::Free) => ("registry.order", 0.9, 0.85),
        (Kind::Label, _) => ("registry.name", 0.97, 0.93),
        (Kind::Alias | Kind::Bare, _) => ("registry.alias", 0.95, 0.9),
        (Kind::Short | Kind::Stem, _) => ("registry.short", 0.9, 0.8),
        (Kind::Family, _) => ("registry.family", 0.9, 0.85),
        (Kind::Acronym, _) => ("registry.acronym", 0.85, 0.8),
    };
    (rule, if found.agreement < Agreement::Open { placed } else { open })
}

impl Text<'_> {
    /// The record that has all words as its name; among namesakes the one that also has the abbreviation.
    fn whole(&self, abbreviation: Option<&str>) -> Option<Hit> {
        let range = 0..self.words.len();
        let mut found = self.candidates(&range, key::sum(&self.words), None);
        let letters = abbreviation.map(words).unwrap_or_default();
        let known = self.index.find(key::acronym(&letters));
        let has = |one: &Found| known.iter().any(|name| name.record == one.name.record);
        if found.iter().any(has) {
            found.retain(has);
        }
        let found = choose::best(self, found, &range)?;
        Some(Hit { weight: range.len(), words: range, loose: false, found: Some(found) })
    }
}
