//! The [`Index`] knows what rows are called, so that people can name them without ids.

use std::collections::HashMap;

use crate::normalize::fold;
use crate::project::Match;
use crate::records::{Cell, Id, Row, Table, Tables};
use crate::resolve::moves::id;
use crate::resolve::people::name_key;
use crate::resolve::stream::{Records, Stream};

/// What rows are called, and where they stand.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// Everything that a row is called.
    labels: HashMap<Id, Vec<String>>,
    /// The rows of a table that are called so.
    called: HashMap<(Table, String), Vec<Id>>,
    /// The institutions of a person.
    homes: HashMap<Id, Vec<Id>>,
    /// The announcements that a person or institution is read in, in their order.
    pages: HashMap<Id, Vec<Id>>,
}

impl Index {
    pub(super) fn of<R: Records>(stream: &Stream<'_, R>) -> Result<Self, R::Error> {
        let mut index = Self::default();
        stream.pages(|tables| index.enter(tables))?;
        Ok(index)
    }

    fn enter(&mut self, tables: &Tables) {
        for row in &tables.announcements {
            let names = [Some(&row.source), row.url.as_ref(), row.title.as_ref()];
            self.call(row.announcement_id, names.into_iter().flatten());
        }
        for row in &tables.people {
            self.call(row.person_id, std::iter::once(&row.name).chain(&row.aliases));
        }
        for row in &tables.institutions {
            self.call(row.institution_id, std::iter::once(&row.name).chain(&row.abbreviation));
        }
        for row in &tables.events {
            self.call(row.event_id, row.name.iter().chain(&row.theme));
        }
        tables.talks.iter().for_each(|row| self.call(row.talk_id, [&row.title]));
        for row in &tables.positions {
            self.homes.entry(row.person_id).or_default().extend(row.institution_id);
        }
        // Other rows name their announcement themselves.
        let of_several = |table| matches!(table, Table::People | Table::Institutions);
        for row in tables.evidence.iter().filter(|row| of_several(row.in_table)) {
            let pages = self.pages.entry(row.row_id).or_default();
            if pages.last() != Some(&row.announcement_id) {
                pages.push(row.announcement_id);
            }
        }
    }

    fn call<'n>(&mut self, row: Id, names: impl IntoIterator<Item = &'n String>) {
        for name in names {
            let label = label(row.table, name);
            self.called.entry((row.table, label.clone())).or_default().push(row);
            self.labels.entry(row).or_default().push(label);
        }
    }

    /// The rows of a table that are called so.
    pub(super) fn called(&self, table: Table, name: &str) -> &[Id] {
        self.called.get(&(table, label(table, name))).map_or(&[], Vec::as_slice)
    }

    /// The first announcement that a person or institution is read in.
    pub(super) fn page(&self, row: Id) -> Option<Id> {
        self.pages.get(&row)?.first().copied()
    }

    /// For each question the rows that fulfil all conditions, in their order.
    pub(super) fn matching<R: Records>(
        &self,
        questions: &[(Table, &Match)],
        stream: &Stream<'_, R>,
    ) -> Result<Vec<Vec<Id>>, R::Error> {
        let mut found = vec![Vec::new(); questions.len()];
        if !questions.is_empty() {
            stream.rows(|tables| {
                for (found, (table, wanted)) in found.iter_mut().zip(questions) {
                    found.extend(self.on_page(tables, *table, wanted));
                }
            })?;
        }
        Ok(found)
    }

    fn on_page(&self, tables: &Tables, table: Table, wanted: &Match) -> Vec<Id> {
        match table {
            Table::Announcements => self.rows(&tables.announcements, wanted),
            Table::Events => self.rows(&tables.events, wanted),
            Table::EventOrganizers => self.rows(&tables.event_organizers, wanted),
            Table::Deadlines => self.rows(&tables.deadlines, wanted),
            Table::People => self.rows(&tables.people, wanted),
            Table::Institutions => self.rows(&tables.institutions, wanted),
            Table::Positions => self.rows(&tables.positions, wanted),
            Table::Talks => self.rows(&tables.talks, wanted),
            Table::Appearances => self.rows(&tables.appearances, wanted),
            Table::WhoSpoke | Table::Evidence | Table::Findings => Vec::new(),
        }
    }

    fn rows<R: Row>(&self, rows: &[R], wanted: &Match) -> Vec<Id> {
        let holds = |row: &&R| wanted.conditions.iter().all(|(key, text)| self.holds(*row, key, text));
        rows.iter().filter(holds).filter_map(id).collect()
    }

    fn holds<R: Row>(&self, row: &R, key: &str, text: &str) -> bool {
        let Some(own) = id(row) else { return false };
        let column = |name: &str| R::COLUMNS.iter().position(|column| column.name == name);
        let refers = |name: &str| column(name).and_then(|at| row.cell(at).text().parse::<Id>().ok());
        let is_called =
            |row: Id| self.labels.get(&row).is_some_and(|labels| labels.contains(&label(row.table, text)));
        let among = |ids: Option<&Vec<Id>>| ids.is_some_and(|ids| ids.iter().copied().any(is_called));
        match key {
            "announcement" if column("announcement_id").is_some() => {
                refers("announcement_id").is_some_and(is_called)
            }
            "announcement" => among(self.pages.get(&own)),
            "institution" if R::TABLE == Table::People => among(self.homes.get(&own)),
            "name" if matches!(R::TABLE, Table::People | Table::Institutions) => is_called(own),
            _ => match column(key) {
                Some(at) => says(&row.cell(at), text),
                None => refers(&format!("{key}_id")).is_some_and(is_called),
            },
        }
    }
}

/// A name as it is compared: of people, the words in any order.
fn label(table: Table, name: &str) -> String {
    if table == Table::People { name_key(name) } else { fold(name) }
}

fn says(cell: &Cell<'_>, text: &str) -> bool {
    match cell {
        Cell::List(items) => items.iter().any(|item| fold(item) == fold(text)),
        cell => fold(&cell.text()) == fold(text),
    }
}
