//! Where people are met: the institutions of their posts, with what those are parts of and abbreviated as, and the events they appear at.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use crate::normalize::fold;
use crate::records::{Id, Institution, Tables};
use crate::resolve::events::Groups;
use crate::resolve::key;
use crate::resolve::settled::Settled;
use crate::scratch::{Map, Pool, Scratch};

/// Somewhere two people must both be to be one.
#[derive(Hash)]
enum Place<'c> {
    At(Id),
    /// At a part of the institution.
    Within(Id),
    /// Abbreviation and country; an empty country where none is known, `*` whether one is or not.
    Short(&'c str, &'c str),
    Event(Id),
}

/// The places of one person, by their keys.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Spots {
    /// Under which the person is found.
    pub said: Vec<u64>,
    /// Under which others are looked for.
    pub asked: Vec<u64>,
    /// Events, which count for equal names only.
    pub events: Vec<u64>,
}

/// The places of people, page by page.
pub(super) struct Places<'s> {
    institutions: &'s Settled<Institution>,
    groups: &'s Groups,
    /// People who stand on several pages.
    several: &'s Map,
    /// Where those are met, on all pages, until they are asked for.
    ahead: Map,
    spots: RefCell<Pool<Spots>>,
}

impl<'s> Places<'s> {
    pub(super) fn new(
        institutions: &'s Settled<Institution>,
        groups: &'s Groups,
        several: &'s Map,
        scratch: &Scratch,
    ) -> Self {
        let spots = RefCell::new(Pool::new(scratch));
        Self { institutions, groups, several, ahead: Map::new(scratch), spots }
    }

    /// Takes in where people are met who stand on this page and on others.
    pub(super) fn look_ahead(&mut self, tables: &Tables) {
        let mut found = self.met(tables);
        let several = tables.people.iter().map(|row| row.person_id);
        for id in several.filter(|id| self.several.contains(id.key())) {
            let Some(spots) = found.remove(&id) else { continue };
            let pool = self.spots.get_mut();
            let number = self.ahead.get(id.key()).unwrap_or_else(|| {
                let number = pool.push(Spots::default()) as u64;
                self.ahead.insert(id.key(), number);
                number
            });
            let Some(all) = pool.get(number as usize) else { continue };
            all.said.extend(spots.said);
            all.asked.extend(spots.asked);
            all.events.extend(spots.events);
        }
    }

    /// Where the people of a page are met; those of several pages, where they are met on all of them.
    pub(super) fn of(&self, tables: &Tables) -> HashMap<Id, Spots> {
        let mut found = self.met(tables);
        for row in tables.people.iter().filter(|row| self.several.contains(row.person_id.key())) {
            let number = self.ahead.get(row.person_id.key());
            let mut pool = self.spots.borrow_mut();
            let spots = number.and_then(|number| pool.get(number as usize)).map(std::mem::take);
            found.insert(row.person_id, spots.unwrap_or_default());
        }
        found
    }

    /// Where people are met on a page.
    fn met(&self, tables: &Tables) -> HashMap<Id, Spots> {
        let mut of: HashMap<Id, Spots> = HashMap::new();
        let homes: HashMap<Id, &Institution> =
            tables.institutions.iter().map(|row| (row.institution_id, row)).collect();
        for row in &tables.positions {
            if let Some(home) = row.institution_id.and_then(|id| self.home(id, &homes)) {
                add(of.entry(row.person_id).or_default(), &home);
            }
        }
        let events: HashSet<Id> = tables.events.iter().map(|row| row.event_id).collect();
        for row in &tables.appearances {
            if let Some(event) = row.event_id.filter(|id| events.contains(id)) {
                let event = key::of(Place::Event(self.groups.of(event)));
                of.entry(row.person_id).or_default().events.push(event);
            }
        }
        of
    }

    /// An institution, as it is known by all pages.
    fn home(&self, id: Id, homes: &HashMap<Id, &Institution>) -> Option<Institution> {
        let end = self.institutions.end(id);
        let mut home = self.institutions.row(end).or_else(|| homes.get(&end).map(|home| (*home).clone()))?;
        home.parent_id = home.parent_id.map(|parent| self.institutions.end(parent));
        Some(home)
    }
}

fn add(spots: &mut Spots, home: &Institution) {
    let country = home.country.as_deref().unwrap_or_default();
    let abbreviation = home.abbreviation.as_deref().map(fold);
    let short = |country| abbreviation.as_deref().map(|short| key::of(Place::Short(short, country)));
    let at = key::of(Place::At(home.institution_id));
    let said =
        [Some(at), home.parent_id.map(|parent| key::of(Place::Within(parent))), short(country), short("*")];
    let asked = [
        Some(at),
        home.parent_id.map(|parent| key::of(Place::At(parent))),
        Some(key::of(Place::Within(home.institution_id))),
        short(country),
        if country.is_empty() { short("*") } else { short("") },
    ];
    spots.said.extend(said.into_iter().flatten());
    spots.asked.extend(asked.into_iter().flatten());
}
