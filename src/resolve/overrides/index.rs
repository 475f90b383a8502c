//! The [`Index`] knows what rows are called, so that people can name them without ids. Of names it knows those that entries ask for.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use crate::normalize::fold;
use crate::project::{Match, Override};
use crate::records::{Cell, Id, Row, Table, Tables};
use crate::resolve::moves::id;
use crate::resolve::people::name_key;
use crate::resolve::stream::{Records, Stream};
use crate::scratch::{Lists, Map, Pool, Scratch};

/// What rows are called, and where they stand.
#[derive(Debug)]
pub(super) struct Index {
    /// What entries call rows.
    asked: HashSet<String>,
    /// Everything that a row is called of that.
    labels: HashMap<Id, Vec<String>>,
    /// The rows of a table that are called so.
    called: HashMap<(Table, String), Vec<Id>>,
    /// The institutions of a person.
    homes: References,
    /// The announcements that a person or institution is read in, in their order.
    pages: References,
}

impl Index {
    pub(super) fn of<R: Records>(entries: &[Override], stream: &Stream<'_, R>) -> Result<Self, R::Error> {
        let mut index = Self {
            asked: entries.iter().flat_map(texts).flat_map(|text| [fold(text), name_key(text)]).collect(),
            labels: HashMap::new(),
            called: HashMap::new(),
            homes: References::new(&stream.scratch),
            pages: References::new(&stream.scratch),
        };
        stream.pages(|tables| index.enter(tables))?;
        stream.check()?;
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
            row.institution_id.into_iter().for_each(|home| self.homes.put(row.person_id, home));
        }
        // Other rows name their announcement themselves.
        let of_several = |table| matches!(table, Table::People | Table::Institutions);
        for row in tables.evidence.iter().filter(|row| of_several(row.in_table)) {
            self.pages.put(row.row_id, row.announcement_id);
        }
    }

    fn call<'n>(&mut self, row: Id, names: impl IntoIterator<Item = &'n String>) {
        for name in names {
            let label = label(row.table, name);
            if !self.asked.contains(&label) {
                continue;
            }
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
        self.pages.get(row).first().copied()
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
        let among = |ids: Vec<Id>| ids.into_iter().any(is_called);
        match key {
            "announcement" if column("announcement_id").is_some() => {
                refers("announcement_id").is_some_and(is_called)
            }
            "announcement" => among(self.pages.get(own)),
            "institution" if R::TABLE == Table::People => among(self.homes.get(own)),
            "name" if matches!(R::TABLE, Table::People | Table::Institutions) => is_called(own),
            _ => match column(key) {
                Some(at) => says(&row.cell(at), text),
                None => refers(&format!("{key}_id")).is_some_and(is_called),
            },
        }
    }
}

/// The texts of an entry that may be what a row is called.
fn texts(entry: &Override) -> impl Iterator<Item = &str> {
    let matches = std::iter::once(&entry.rows).chain(&entry.join);
    let conditions = matches.flat_map(|rows| &rows.conditions).map(|(_, text)| text.as_str());
    conditions.chain(entry.set.iter().filter_map(|setting| setting.value.as_str()))
}

/// Rows that rows refer to.
#[derive(Debug)]
struct References {
    /// The numbers of rows that were referred to.
    numbers: Map,
    ids: RefCell<Pool<Id>>,
    of: RefCell<Lists>,
}

impl References {
    fn new(scratch: &Scratch) -> Self {
        let (ids, of) = (Pool::new(scratch), Lists::new(scratch));
        Self { numbers: Map::new(scratch), ids: RefCell::new(ids), of: RefCell::new(of) }
    }

    /// Adds a reference, unless it is the one that was added last.
    fn put(&mut self, row: Id, to: Id) {
        let number = self.numbers.get(to.key()).unwrap_or_else(|| {
            let number = self.ids.get_mut().push(to) as u64;
            self.numbers.insert(to.key(), number);
            number
        });
        let of = self.of.get_mut();
        if of.with(row.key(), |list| list.last() != Some(&number)) {
            of.push(row.key(), number);
        }
    }

    fn get(&self, row: Id) -> Vec<Id> {
        let (mut ids, mut of) = (self.ids.borrow_mut(), self.of.borrow_mut());
        of.with(row.key(), |list| list.iter().filter_map(|at| ids.look(*at as usize).copied()).collect())
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
