//! Resolving: the records of many pages become one dataset, in which the same institution, person or event is known as the same.
//! The result depends on what the pages say and on nothing else: not on the order in which they come, nor on threads.

mod apart;
mod dataset;
mod events;
mod institutions;
mod moves;
mod overrides;
mod people;
mod sheet;
mod twins;

pub use dataset::Dataset;

use std::collections::HashMap;

use crate::project::Overrides;
use crate::records::{Id, PageRecord, Tables};
use overrides::Applying;

/// Joins the records of a project.
#[must_use]
pub fn resolve(records: Vec<PageRecord>) -> Dataset {
    resolve_with(records, &Overrides::default())
}

/// Joins the records of a project, in which people know some things better.
#[must_use]
pub fn resolve_with(mut records: Vec<PageRecord>, overrides: &Overrides) -> Dataset {
    records.sort_by_key(key);
    let mut tables = Tables::default();
    let mut pages = Vec::new();
    for (page, record) in records.into_iter().enumerate() {
        let announcement = record.tables.announcements.first().map(|row| row.announcement_id);
        pages.extend(std::iter::repeat_n((page, announcement), record.tables.people.len()));
        append(&mut tables, record.tables);
    }
    let mut applying = Applying::new(overrides);
    let mut apart = applying.apart(&tables);
    institutions::merge(&mut tables, &mut apart);
    events::group(&mut tables);
    people::merge(&mut tables, &pages, &mut apart);
    applying.apply(&mut tables, &apart);
    twins::unite(&mut tables);
    order(&mut tables);
    Dataset { tables }
}

/// Announcements stand in the order of their day, those without one first, then of their id: a newer one never comes before an older one.
fn key(record: &PageRecord) -> (Option<String>, Option<Id>, String) {
    let announcement = record.tables.announcements.first();
    let day = announcement.and_then(|announcement| announcement.published_on).map(|day| day.to_string());
    (day, announcement.map(|announcement| announcement.announcement_id), record.page.source.clone())
}

/// What was said of several pages goes to the page it is about; what is about none, to the end.
fn order(tables: &mut Tables) {
    let places: HashMap<Id, usize> =
        tables.announcements.iter().enumerate().map(|(at, row)| (row.announcement_id, at)).collect();
    let place = |id: Id| places.get(&id).copied().unwrap_or(usize::MAX);
    tables.evidence.sort_by_key(|row| place(row.announcement_id));
    tables.findings.sort_by_key(|row| row.announcement_id.map_or(usize::MAX, place));
}

fn append(tables: &mut Tables, mut more: Tables) {
    tables.announcements.append(&mut more.announcements);
    tables.events.append(&mut more.events);
    tables.event_organizers.append(&mut more.event_organizers);
    tables.deadlines.append(&mut more.deadlines);
    tables.people.append(&mut more.people);
    tables.institutions.append(&mut more.institutions);
    tables.positions.append(&mut more.positions);
    tables.talks.append(&mut more.talks);
    tables.appearances.append(&mut more.appearances);
    tables.evidence.append(&mut more.evidence);
    tables.findings.append(&mut more.findings);
}
