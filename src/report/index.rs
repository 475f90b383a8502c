//! The [`Index`]: in which line of its table each row is and on which pages it stands, so that references are numbers.

use std::collections::{BTreeSet, HashMap};

use serde_json::{Value, json};

use crate::records::{Evidence, Id, Table};
use crate::report::page::PageText;
use crate::resolve::Dataset;

/// A page of the report.
pub(super) struct Listed<'d> {
    /// Path or address.
    pub(super) source: &'d str,
    /// Its text, where it is known.
    pub(super) text: Option<&'d PageText>,
    /// What is known of its values.
    pub(super) evidence: Vec<&'d Evidence>,
    /// Its announcements, as rows.
    announcements: Vec<usize>,
}

/// Rows and pages by what refers to them.
pub(super) struct Index<'d> {
    /// The pages, as the dataset orders them; then those that announce nothing.
    pub(super) pages: Vec<Listed<'d>>,
    rows: HashMap<Id, usize>,
    pages_of: HashMap<Id, BTreeSet<usize>>,
}

impl<'d> Index<'d> {
    pub(super) fn new(dataset: &'d Dataset, texts: &'d [PageText]) -> Self {
        let mut index = Self { pages: Vec::new(), rows: rows(dataset), pages_of: HashMap::new() };
        index.list(dataset, texts);
        for row in &dataset.tables.evidence {
            let Some(page) = index.page_of(row.announcement_id) else { continue };
            index.pages[page].evidence.push(row);
            index.pages_of.entry(row.row_id).or_default().insert(page);
        }
        index
    }

    fn list(&mut self, dataset: &'d Dataset, texts: &'d [PageText]) {
        let mut numbers: HashMap<&str, usize> = HashMap::new();
        let by_source: HashMap<&str, &PageText> =
            texts.iter().map(|text| (text.source.as_str(), text)).collect();
        let announced = dataset.tables.announcements.iter().map(|row| row.source.as_str());
        for source in announced.chain(texts.iter().map(|text| text.source.as_str())) {
            numbers.entry(source).or_insert_with(|| {
                let text = by_source.get(source).copied();
                self.pages.push(Listed { source, text, evidence: Vec::new(), announcements: Vec::new() });
                self.pages.len() - 1
            });
        }
        for (row, announcement) in dataset.tables.announcements.iter().enumerate() {
            let page = numbers[announcement.source.as_str()];
            self.pages[page].announcements.push(row);
            self.pages_of.entry(announcement.announcement_id).or_default().insert(page);
        }
    }

    /// The line of a row in its table.
    pub(super) fn row(&self, id: Id) -> Option<usize> {
        self.rows.get(&id).copied()
    }

    /// The page of an announcement.
    pub(super) fn page_of(&self, announcement: Id) -> Option<usize> {
        self.pages_of.get(&announcement).and_then(|pages| pages.first()).copied()
    }

    /// The pages on which something is said of a row.
    pub(super) fn pages_of(&self, row: Id) -> Value {
        self.pages_of.get(&row).map_or(Value::Null, |pages| json!(pages))
    }

    /// What is told of each page before it is opened: source, address, announcements, number of values.
    pub(super) fn listed(&self) -> Value {
        let listed = |page: &Listed<'_>| {
            json!([
                page.source,
                page.text.and_then(|text| text.url.as_deref()),
                page.announcements,
                page.evidence.len()
            ])
        };
        self.pages.iter().map(listed).collect()
    }
}

fn rows(dataset: &Dataset) -> HashMap<Id, usize> {
    let tables = &dataset.tables;
    let ids = [
        lines(tables.announcements.iter().map(|row| row.announcement_id)),
        lines(tables.events.iter().map(|row| row.event_id)),
        lines(tables.event_organizers.iter().map(|row| row.event_organizer_id)),
        lines(tables.deadlines.iter().map(|row| row.deadline_id)),
        lines(tables.people.iter().map(|row| row.person_id)),
        lines(tables.institutions.iter().map(|row| row.institution_id)),
        lines(tables.positions.iter().map(|row| row.position_id)),
        lines(tables.talks.iter().map(|row| row.talk_id)),
        lines(tables.appearances.iter().map(|row| row.appearance_id)),
        lines(tables.findings.iter().map(|row| row.finding_id)),
    ];
    ids.into_iter().flatten().collect()
}

fn lines(ids: impl Iterator<Item = Id>) -> Vec<(Id, usize)> {
    ids.enumerate().map(|(line, id)| (id, line)).collect()
}

/// The place of a table in [`Table::ALL`], by which the report calls it.
pub(super) fn number(table: Table) -> usize {
    Table::ALL.iter().position(|other| *other == table).unwrap_or(0)
}
