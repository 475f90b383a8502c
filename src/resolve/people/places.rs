//! Where people are met: the institutions of their posts, with what those are parts of and abbreviated as, and the events they appear at.

use std::collections::HashMap;

use crate::normalize::fold;
use crate::records::{Id, Institution, Tables};

/// Somewhere two people must both be to be one.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Place {
    At(Id),
    /// At a part of the institution.
    Within(Id),
    /// Abbreviation and country; an empty country where none is known, `*` whether one is or not.
    Short(String, String),
    Event(Id),
}

/// The places of one person, by number.
#[derive(Clone, Debug, Default)]
pub(super) struct Spots {
    /// Under which the person is found.
    pub said: Vec<u32>,
    /// Under which others are looked for.
    pub asked: Vec<u32>,
    /// Events, which count for equal names only.
    pub events: Vec<u32>,
}

/// The places of all people.
#[derive(Debug, Default)]
pub(super) struct Places {
    numbers: HashMap<Place, u32>,
    of: HashMap<Id, Spots>,
}

impl Places {
    pub(super) fn of(tables: &Tables) -> Self {
        let mut places = Self::default();
        let institutions: HashMap<Id, &Institution> =
            tables.institutions.iter().map(|row| (row.institution_id, row)).collect();
        for row in &tables.positions {
            if let Some(home) = row.institution_id.and_then(|id| institutions.get(&id)) {
                places.home(row.person_id, home);
            }
        }
        let groups: HashMap<Id, Id> = tables.events.iter().map(|row| (row.event_id, row.group_id)).collect();
        for row in &tables.appearances {
            if let Some(group) = row.event_id.and_then(|id| groups.get(&id)) {
                let event = places.number(Place::Event(*group));
                places.of.entry(row.person_id).or_default().events.push(event);
            }
        }
        places
    }

    /// The places of a person.
    pub(super) fn take(&mut self, person: Id) -> Spots {
        self.of.remove(&person).unwrap_or_default()
    }

    fn number(&mut self, place: Place) -> u32 {
        let next = self.numbers.len() as u32;
        *self.numbers.entry(place).or_insert(next)
    }

    fn home(&mut self, person: Id, home: &Institution) {
        let country = home.country.clone().unwrap_or_default();
        let short = |country: &str| {
            home.abbreviation.as_ref().map(|short| Place::Short(fold(short), country.to_owned()))
        };
        let at = || Some(Place::At(home.institution_id));
        let said = [at(), home.parent_id.map(Place::Within), short(&country), short("*")];
        let other = if country.is_empty() { short("*") } else { short("") };
        let asked = [
            at(),
            home.parent_id.map(Place::At),
            Some(Place::Within(home.institution_id)),
            short(&country),
            other,
        ];
        let said: Vec<u32> = said.into_iter().flatten().map(|place| self.number(place)).collect();
        let asked: Vec<u32> = asked.into_iter().flatten().map(|place| self.number(place)).collect();
        let spots = self.of.entry(person).or_default();
        spots.said.extend(said);
        spots.asked.extend(asked);
    }
}
