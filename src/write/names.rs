//! What people and institutions are called to whom the rows of a page refer: they may stand on an earlier page, so the names of those that
//! several pages share are kept.

use std::collections::HashMap;

use crate::records::{Id, Tables};

/// Names by id.
pub(super) type Named = HashMap<Id, String>;

/// The names that several pages share, as far as pages have come.
#[derive(Default)]
pub(super) struct Names {
    shared: Named,
}

impl Names {
    /// The names that the events of a page need. `shares` says which people and institutions other pages name.
    pub(super) fn page(&mut self, tables: &Tables, shares: impl Fn(Id) -> bool) -> Named {
        let people = tables.people.iter().map(|row| (row.person_id, &row.name));
        let institutions = tables.institutions.iter().map(|row| (row.institution_id, &row.name));
        let own: HashMap<Id, &String> = people.chain(institutions).collect();
        let shared = tables.people.iter().map(|row| row.person_id);
        let shared = shared.chain(tables.institutions.iter().map(|row| row.institution_id));
        self.shared
            .extend(shared.filter(|id| shares(*id)).filter_map(|id| Some((id, (*own.get(&id)?).clone()))));
        let people = tables.appearances.iter().map(|row| row.person_id);
        let referred = people.chain(tables.event_organizers.iter().map(|row| row.institution_id));
        let name = |id| own.get(&id).copied().or_else(|| self.shared.get(&id)).cloned();
        referred.filter_map(|id| Some((id, name(id)?))).collect()
    }
}
