//! The flat sheet that a secretariat wants, derived from the tables: one row for each appearance.

use std::collections::HashMap;

use crate::records::{Appearance, Event, Id, Institution, Person, Position, Tables, WhoSpoke};

/// The sheet of a dataset that comes page by page.
#[derive(Debug, Default)]
pub struct Sheet {
    people: HashMap<Id, Person>,
    institutions: HashMap<Id, Institution>,
}

impl Sheet {
    /// A sheet that knows rows of other pages.
    pub(crate) fn knowing(people: Vec<Person>, institutions: Vec<Institution>) -> Self {
        Self {
            people: people.into_iter().map(|row| (row.person_id, row)).collect(),
            institutions: institutions.into_iter().map(|row| (row.institution_id, row)).collect(),
        }
    }

    /// The rows of a page, as its announcements and their people stand. `shares` says which people and institutions other pages name.
    pub fn page(&mut self, tables: &Tables, shares: impl Fn(Id) -> bool) -> Vec<WhoSpoke> {
        let people = tables.people.iter().filter(|row| shares(row.person_id));
        self.people.extend(people.map(|row| (row.person_id, row.clone())));
        let institutions = tables.institutions.iter().filter(|row| shares(row.institution_id));
        self.institutions.extend(institutions.map(|row| (row.institution_id, row.clone())));
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

    fn person(&self, id: Id) -> Option<&'t Person> {
        self.people.get(&id).copied().or_else(|| self.known?.people.get(&id))
    }

    fn institution(&self, id: Id) -> Option<&'t Institution> {
        self.institutions.get(&id).copied().or_else(|| self.known?.institutions.get(&id))
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
            person: person.map(|person| person.name.clone()).unwrap_or_default(),
            honorifics: person.map(|person| person.honorifics.clone()).unwrap_or_default(),
            role: appearance.role,
            talk: appearance.talk_id.and_then(|id| self.talks.get(&id)).map(|title| (*title).to_owned()),
            position: position.and_then(|position| position.title.clone()),
            unit: position.and_then(|position| position.unit.clone()),
            institution: institution.map(|institution| institution.name.clone()),
            abbreviation: institution.and_then(|institution| institution.abbreviation.clone()),
            country: institution.and_then(|institution| institution.country.clone()),
            announcement_title: title.map(str::to_owned),
            url: url.map(str::to_owned),
        }
    }
}
