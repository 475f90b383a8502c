//! Where people are met: the institutions of their posts, with what those are parts of and abbreviated as, and the events they appear at.

use std::collections::{HashMap, HashSet};

use crate::normalize::fold;
use crate::records::{Id, Institution, Tables};
use crate::resolve::events::Groups;
use crate::resolve::moves::Settled;

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

/// The places of people, page by page.
pub(super) struct Places<'s> {
    institutions: &'s Settled<Institution>,
    groups: &'s Groups,
    /// People who stand on several pages.
    several: &'s HashSet<Id>,
    /// Where those are met, on all pages.
    ahead: HashMap<Id, Spots>,
    numbers: HashMap<Place, u32>,
}

impl<'s> Places<'s> {
    pub(super) fn new(
        institutions: &'s Settled<Institution>,
        groups: &'s Groups,
        several: &'s HashSet<Id>,
    ) -> Self {
        Self { institutions, groups, several, ahead: HashMap::new(), numbers: HashMap::new() }
    }

    /// Takes in where people are met who stand on this page and on others.
    pub(super) fn look_ahead(&mut self, tables: &Tables) {
        let mut found = self.met(tables);
        for id in tables.people.iter().map(|row| row.person_id).filter(|id| self.several.contains(id)) {
            let Some(spots) = found.remove(&id) else { continue };
            let all = self.ahead.entry(id).or_default();
            all.said.extend(spots.said);
            all.asked.extend(spots.asked);
            all.events.extend(spots.events);
        }
    }

    /// Where the people of a page are met; those of several pages, where they are met on all of them.
    pub(super) fn of(&mut self, tables: &Tables) -> HashMap<Id, Spots> {
        let mut found = self.met(tables);
        for row in tables.people.iter().filter(|row| self.several.contains(&row.person_id)) {
            found.insert(row.person_id, self.ahead.remove(&row.person_id).unwrap_or_default());
        }
        found
    }

    /// Where people are met on a page.
    fn met(&mut self, tables: &Tables) -> HashMap<Id, Spots> {
        let mut of: HashMap<Id, Spots> = HashMap::new();
        let homes: HashMap<Id, &Institution> =
            tables.institutions.iter().map(|row| (row.institution_id, row)).collect();
        for row in &tables.positions {
            if let Some(home) = row.institution_id.and_then(|id| self.home(id, &homes)) {
                self.add(of.entry(row.person_id).or_default(), &home);
            }
        }
        let events: HashSet<Id> = tables.events.iter().map(|row| row.event_id).collect();
        for row in &tables.appearances {
            if let Some(event) = row.event_id.filter(|id| events.contains(id)) {
                let event = self.number(Place::Event(self.groups.of(event)));
                of.entry(row.person_id).or_default().events.push(event);
            }
        }
        of
    }

    /// An institution, as it is known by all pages.
    fn home(&self, id: Id, homes: &HashMap<Id, &Institution>) -> Option<Institution> {
        let end = self.institutions.end(id);
        let mut home = self.institutions.row(end).or_else(|| homes.get(&end).copied())?.clone();
        home.parent_id = home.parent_id.map(|parent| self.institutions.end(parent));
        Some(home)
    }

    fn number(&mut self, place: Place) -> u32 {
        let next = self.numbers.len() as u32;
        *self.numbers.entry(place).or_insert(next)
    }

    fn add(&mut self, spots: &mut Spots, home: &Institution) {
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
        spots.said.extend(said);
        spots.asked.extend(asked);
    }
}
