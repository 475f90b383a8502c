//! Rows that became the same when their people or institutions did: two appearances of one person in one role, two posts of one title.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::Hash;

use crate::normalize::fold;
use crate::records::{Id, Tables};
use crate::resolve::stream::{Layer, Step};

/// Such rows are of one announcement, so that each page is looked at alone.
pub(crate) struct Twins;

impl Layer for Twins {
    fn walk(&self) -> Box<dyn Step + '_> {
        Box::new(Self)
    }
}

impl Step for Twins {
    fn page(&mut self, _: usize, tables: &mut Tables) {
        unite(tables);
    }
}

/// Keeps the first of each, with the evidence of all.
fn unite(tables: &mut Tables) {
    let mut moved = first_of_each(
        &mut tables.positions,
        |row| row.position_id,
        |row| {
            let title = row.title.as_deref().map(fold);
            (row.announcement_id, row.person_id, row.institution_id, title, row.change)
        },
    );
    for id in tables.appearances.iter_mut().filter_map(|row| row.position_id.as_mut()) {
        *id = moved.get(id).copied().unwrap_or(*id);
    }
    moved.extend(first_of_each(
        &mut tables.appearances,
        |row| row.appearance_id,
        |row| (row.announcement_id, row.event_id, row.person_id, row.role, row.talk_id),
    ));
    moved.extend(first_of_each(
        &mut tables.event_organizers,
        |row| row.event_organizer_id,
        |row| (row.announcement_id, row.event_id, row.institution_id, row.role),
    ));
    for row in &mut tables.evidence {
        row.row_id = moved.get(&row.row_id).copied().unwrap_or(row.row_id);
    }
}

fn first_of_each<R, K: Eq + Hash>(
    rows: &mut Vec<R>,
    id: impl Fn(&R) -> Id,
    key: impl Fn(&R) -> K,
) -> HashMap<Id, Id> {
    let (mut first, mut moved) = (HashMap::new(), HashMap::new());
    rows.retain(|row| {
        let twin = match first.entry(key(row)) {
            Entry::Vacant(new) => {
                new.insert(id(row));
                return true;
            }
            Entry::Occupied(twin) => *twin.get(),
        };
        moved.insert(id(row), twin);
        false
    });
    moved
}
