//! The flat sheet that a secretariat wants, derived from the tables: one row for each appearance.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::records::{Appearance, Event, Id, Institution, Person, Position, Tables, WhoSpoke};
use crate::scratch::{Map, Pool, Scratch};

/// The sheet of a dataset that comes page by page.
#[derive(Debug)]
pub struct Sheet {
    people: Shared<Person>,
    institutions: Shared<Institution>,
}

/// Rows that other pages name.
#[derive(Debug)]
struct Shared<R> {
    of: Map,
    rows: RefCell<Pool<R>>,
}

impl<R: Clone + Serialize + DeserializeOwned> Shared<R> {
    fn new(scratch: &Scratch) -> Self {
        Self { of: Map::new(scratch), rows: RefCell::new(Pool::new(scratch)) }
    }

    fn put(&mut self, id: Id, row: &R) {
        let number = self.rows.get_mut().push(row.clone());
        self.of.insert(id.key(), number as u64);
    }

    fn row(&self, id: Id) -> Option<R> {
        let number = self.of.get(id.key())?;
        self.rows.borrow_mut().look(number as usize).cloned()
    }
}

impl Sheet {
    /// A sheet that puts aside what it has no room for.
    #[must_use]
    pub fn new(scratch: &Scratch) -> Self {
        Self { people: Shared::new(scratch), institutions: Shared::new(scratch) }
    }

    /// A sheet that knows rows of other pages.
    pub(crate) fn knowing(people: &[Person], institutions: &[Institution]) -> Self {
        let mut sheet = Self::new(&Scratch::memory());
        people.iter().for_each(|row| sheet.people.put(row.person_id, row));
        institutions.iter().for_each(|row| sheet.institutions.put(row.institution_id, row));
        sheet
    }

    /// The rows of a page, as its announcements and their people stand. `shares` says which people and institutions other pages name.
    pub fn page(&mut self, tables: &Tables, shares: impl Fn(Id) -> bool) -> Vec<WhoSpoke> {
        let people = tables.people.iter().filter(|row| shares(row.person_id));
        people.for_each(|row| self.people.put(row.person_id, row));
        let institutions = tables.institutions.iter().filter(|row| shares(row.institution_id));
        institutions.for_each(|row| self.institutions.put(row.institution_id, row));
        let index = Index { known: Some(self), ..Index::new(tables) };
        sorted(tables, &index).into_iter().map(|appearance| index.row(appearance)).collect()
    }
}

/// The rows, by the day of the event, then as the announcements and their people stand.
pub(crate) fn who_spoke(tables: &Tables) -> Vec<WhoSpoke> {
    let index = Index::new(tables);
    let mut rows: Vec<WhoSpoke> =
        sorted(tables, &index).into_iter().map(|appearance| index.row(appearance)).collect();
    rows.sort_by_key(WhoSpoke::day);
    rows
}

/// Appearances by announcement and event, in the order of their place in the event.
fn sorted<'t>(tables: &'t Tables, index: &Index<'t>) -> Vec<&'t Appearance> {
    let mut appearances: Vec<&Appearance> = tables.appearances.iter().collect();
    let place = |id: &Id| index.order.get(id).copied().unwrap_or(usize::MAX);
    appearances.sort_by_key(|appearance| {
        (
            place(&appearance.announcement_id),
            appearance.event_id.as_ref().map_or(usize::MAX, place),
            appearance.sequence.unwrap_or(u32::MAX),
        )
    });
    appearances
}

/// Rows by id.
struct Index<'t> {
    events: HashMap<Id, &'t Event>,
    people: HashMap<Id, &'t Person>,
    institutions: HashMap<Id, &'t Institution>,
    positions: HashMap<Id, &'t Position>,
    talks: HashMap<Id, &'t str>,
    announcements: HashMap<Id, (Option<&'t str>, Option<&'t str>)>,
    order: HashMap<Id, usize>,
    /// Rows of other pages.
    known: Option<&'t Sheet>,
}

impl<'t> Index<'t> {
    fn new(tables: &'t Tables) -> Self {
        let announcements = tables
            .announcements
            .iter()
            .map(|row| (row.announcement_id, (row.title.as_deref(), row.url.as_deref())));
        let order = tables
            .announcements
            .iter()
            .map(|row| row.announcement_id)
            .chain(tables.events.iter().map(|row| row.event_id));
        Self {
            events: tables.events.iter().map(|row| (row.event_id, row)).collect(),
            people: tables.people.iter().map(|row| (row.person_id, row)).collect(),
            institutions: tables.institutions.iter().map(|row| (row.institution_id, row)).collect(),
            positions: tables.positions.iter().map(|row| (row.position_id, row)).collect(),
            talks: tables.talks.iter().map(|row| (row.talk_id, row.title.as_str())).collect(),
            announcements: announcements.collect(),
            order: order.enumerate().map(|(at, id)| (id, at)).collect(),
            known: None,
        }
    }

    fn person(&self, id: Id) -> Option<Cow<'t, Person>> {
        let own = self.people.get(&id).copied().map(Cow::Borrowed);
        own.or_else(|| self.known?.people.row(id).map(Cow::Owned))
    }

    fn institution(&self, id: Id) -> Option<Cow<'t, Institution>> {
        let own = self.institutions.get(&id).copied().map(Cow::Borrowed);
        own.or_else(|| self.known?.institutions.row(id).map(Cow::Owned))
    }

    fn row(&self, appearance: &Appearance) -> WhoSpoke {
        let event = appearance.event_id.and_then(|id| self.events.get(&id));
        let person = self.person(appearance.person_id);
        let position = appearance.position_id.and_then(|id| self.positions.get(&id));
        let institution =
            position.and_then(|position| position.institution_id).and_then(|id| self.institution(id));
        let (title, url) = self.announcements.get(&appearance.announcement_id).copied().unwrap_or_default();
        WhoSpoke {
            starts_on: event.and_then(|event| event.starts_on),
            event: event.and_then(|event| event.name.clone().or_else(|| event.theme.clone())),
            series: event.and_then(|event| event.series.clone()),
            person: person.as_ref().map(|person| person.name.clone()).unwrap_or_default(),
            honorifics: person.map(|person| person.honorifics.clone()).unwrap_or_default(),
            role: appearance.role,
            talk: appearance.talk_id.and_then(|id| self.talks.get(&id)).map(|title| (*title).to_owned()),
            position: position.and_then(|position| position.title.clone()),
            unit: position.and_then(|position| position.unit.clone()),
            institution: institution.as_ref().map(|institution| institution.name.clone()),
            abbreviation: institution.as_ref().and_then(|institution| institution.abbreviation.clone()),
            country: institution.and_then(|institution| institution.country.clone()),
            announcement_title: title.map(str::to_owned),
            url: url.map(str::to_owned),
        }
    }
}
