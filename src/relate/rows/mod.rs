//! The end of relate: rows are cut from the draft, with ids, and one row of evidence for every value.

mod announcement;
mod events;
mod institutions;
mod people;

use std::collections::{HashMap, HashSet};
use std::fmt::Display;

use crate::confidence::Curves;
use crate::fact::{Fact, Support};
use crate::parse::ElementId;
use crate::records::{Evidence, Id, PageInfo, PageRecord, SCHEMA_VERSION, Table, Tables};
use crate::relate::choices::Choices;
use crate::relate::draft::Draft;
use crate::relate::findings;

/// Cuts the rows of a page.
pub(crate) fn finish(draft: &Draft<'_>, choices: &Choices) -> PageRecord {
    let document = draft.document;
    let page = PageInfo {
        source: document.source.clone(),
        url: document.url.clone(),
        content_sha256: document.content_sha256.clone(),
        language: document.language.clone(),
        profile: None,
    };
    let key = document.url.clone().unwrap_or_else(|| match document.source.as_str() {
        "" | "-" => document.content_sha256.clone(),
        path => path.to_owned(),
    });
    let announcement_id = Id::new(Table::Announcements, &[&key]);
    let mut cut = Cut {
        draft,
        tables: Tables::default(),
        announcement_id,
        seen: HashSet::new(),
        locators: HashMap::new(),
        curves: choices.confidence.curves(),
        min_confidence: choices.min_confidence,
    };
    if !findings::is_empty(draft) {
        cut.announcement();
        let ids = cut.institutions();
        let events = cut.events(&ids);
        cut.deadlines(&events);
        let talks = cut.talks(&events);
        cut.people(&ids, &events, &talks);
    }
    cut.findings();
    let rivals = cut.rivals();
    PageRecord {
        schema_version: SCHEMA_VERSION,
        page,
        tables: cut.tables,
        rivals,
        text_bytes: document.text.len() as u32,
    }
}

/// A value's place in the tables.
#[derive(Clone, Copy)]
struct Place {
    table: Table,
    row: Id,
    field: &'static str,
    item: Option<u32>,
}

struct Cut<'d, 'a> {
    draft: &'d Draft<'a>,
    tables: Tables,
    announcement_id: Id,
    /// Rows that were cut.
    seen: HashSet<Id>,
    locators: HashMap<ElementId, String>,
    /// What stated confidences are worth; `None` where they are written as they are.
    curves: Option<&'static Curves>,
    /// Values below it are left out, and rows that are nothing without them.
    min_confidence: f32,
}

impl Cut<'_, '_> {
    /// True where no row has this id yet. What a page says twice is one row, the one that stands first.
    fn is_new(&mut self, id: Id) -> bool {
        self.seen.insert(id)
    }

    fn evidence<T: Display>(&mut self, place: Place, fact: &Fact<T>) {
        let value = fact.value.to_string();
        for (index, support) in fact.support.iter().take(4).enumerate() {
            let stated = if index == 0 { fact.confidence() } else { support.confidence };
            let worth = self.worth(place.table, place.field, stated);
            let confidence = if support.selector.is_some() { stated } else { worth };
            let row = self.row(place, value.clone(), support, confidence);
            self.tables.evidence.push(row);
        }
    }

    /// The share of values in a column that are right where the rules state a confidence.
    fn worth(&self, table: Table, field: &str, stated: f32) -> f32 {
        self.curves.map_or(stated, |curves| curves.of(table, field, stated))
    }

    /// True where a value is sure enough to be kept.
    fn keeps<T>(&self, table: Table, field: &str, fact: &Fact<T>) -> bool {
        // Curves are learned from what is read without profiles.
        let selected = fact.support.iter().any(|support| support.selector.is_some());
        let worth = |stated| if selected { stated } else { self.worth(table, field, stated) };
        self.min_confidence <= 0.0 || worth(fact.confidence()) >= self.min_confidence
    }

    fn row(&mut self, place: Place, value: String, support: &Support, confidence: f32) -> Evidence {
        let text = &self.draft.document.text;
        let element = support
            .element
            .or_else(|| support.span.and_then(|span| self.draft.document.map.element_at(span.start)));
        Evidence {
            in_table: place.table,
            row_id: place.row,
            field: place.field.to_owned(),
            item: place.item,
            value,
            announcement_id: self.announcement_id,
            origin: support.origin,
            locator: element.map(|element| self.locator(element)),
            start_byte: support.span.map(|span| span.start),
            end_byte: support.span.map(|span| span.end),
            quote: support
                .quote
                .clone()
                .unwrap_or_else(|| support.span.map_or_else(String::new, |span| span.of(text).to_owned())),
            rule: support.selector.as_deref().unwrap_or(support.rule).to_owned(),
            confidence,
        }
    }

    fn locator(&mut self, element: ElementId) -> String {
        let map = &self.draft.document.map;
        self.locators.entry(element).or_insert_with(|| map.css_path(element)).clone()
    }

    /// The value of an optional fact, with its evidence.
    fn take<T: Clone + Display>(
        &mut self,
        table: Table,
        row: Id,
        field: &'static str,
        fact: Option<&Fact<T>>,
    ) -> Option<T> {
        let fact = fact.filter(|fact| self.keeps(table, field, fact))?;
        self.evidence(Place { table, row, field, item: None }, fact);
        Some(fact.value.clone())
    }

    /// A word of a vocabulary, with its evidence.
    fn word<T: Copy>(
        &mut self,
        place: (Table, Id, &'static str),
        fact: Option<&Fact<T>>,
        word: fn(T) -> &'static str,
    ) -> Option<T> {
        let (table, row, field) = place;
        let fact = fact.filter(|fact| self.keeps(table, field, fact))?;
        let shown = Fact { value: word(fact.value), support: fact.support.clone() };
        self.evidence(Place { table, row, field, item: None }, &shown);
        Some(fact.value)
    }

    fn list(&mut self, table: Table, row: Id, field: &'static str, facts: &[Fact<String>]) -> Vec<String> {
        let kept: Vec<&Fact<String>> = facts.iter().filter(|fact| self.keeps(table, field, fact)).collect();
        for (index, fact) in kept.iter().enumerate() {
            self.evidence(Place { table, row, field, item: Some(index as u32) }, fact);
        }
        kept.iter().map(|fact| fact.value.clone()).collect()
    }
}

/// False where values were there (`Some`) and none of them is kept.
fn any_kept(told: [Option<bool>; 3]) -> bool {
    told.contains(&Some(true)) || !told.contains(&Some(false))
}
