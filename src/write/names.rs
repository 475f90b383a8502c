//! What people and institutions are called to whom the rows of a page refer: they may stand on an earlier page, so the names of those that
//! several pages share are kept.

use std::collections::HashMap;

use crate::records::{Id, Tables};
use crate::scratch::{Map, Pool, Scratch};

/// Names by id.
pub(super) type Named = HashMap<Id, String>;

/// The names that several pages share, as far as pages have come.
pub(super) struct Names {
    shared: Map,
    names: Pool<String>,
}

impl Names {
    pub(super) fn new(scratch: &Scratch) -> Self {
        Self { shared: Map::new(scratch), names: Pool::new(scratch) }
    }

    /// The names that the events of a page need. `shares` says which people and institutions other pages name.
    pub(super) fn page(&mut self, tables: &Tables, shares: impl Fn(Id) -> bool) -> Named {
        let people = tables.people.iter().map(|row| (row.person_id, &row.name));
        let institutions = tables.institutions.iter().map(|row| (row.institution_id, &row.name));
        let own: HashMap<Id, &String> = people.clone().chain(institutions.clone()).collect();
        for (id, name) in people.chain(institutions).filter(|(id, _)| shares(*id)) {
            let number = self.names.push(name.clone());
            self.shared.insert(id.key(), number as u64);
        }
        let people = tables.appearances.iter().map(|row| row.person_id);
        let referred = people.chain(tables.event_organizers.iter().map(|row| row.institution_id));
        let mut name = |id: Id| match own.get(&id) {
            Some(name) => Some((*name).clone()),
            None => self.names.look(self.shared.get(id.key())? as usize).cloned(),
        };
        referred.filter_map(|id| Some((id, name(id)?))).collect()
    }
}
