//! Resolving: the records of many pages become one dataset, in which the same institution, person or event is known as the same.
//! The result depends on what the pages say and on nothing else: not on the order in which they come, nor on threads.

mod dataset;
mod institutions;
mod people;
mod sheet;

pub use dataset::Dataset;

use std::collections::HashMap;

use crate::normalize::fold;
use crate::records::{Event, Id, PageRecord, Tables};

/// Joins the records of a project.
#[must_use]
pub fn resolve(mut records: Vec<PageRecord>) -> Dataset {
    records.sort_by_key(key);
    let mut tables = Tables::default();
    for record in records {
        append(&mut tables, record.tables);
    }
    institutions::merge(&mut tables);
    people::merge(&mut tables);
    group(&mut tables.events);
    Dataset { tables }
}

/// Announcements stand in the order of their day, those without one last, then of their id.
fn key(record: &PageRecord) -> (bool, Option<String>, Option<Id>, String) {
    let announcement = record.tables.announcements.first();
    let day = announcement.and_then(|announcement| announcement.published_on).map(|day| day.to_string());
    (
        day.is_none(),
        day,
        announcement.map(|announcement| announcement.announcement_id),
        record.page.source.clone(),
    )
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

/// Gives the same event on several pages one group: the same first day and the same name, theme, or series and number.
fn group(events: &mut [Event]) {
    let mut groups: HashMap<(String, String), Id> = HashMap::new();
    for event in events {
        let Some(day) = event.starts_on.map(|day| day.to_string()) else { continue };
        let numbered = event
            .series
            .as_ref()
            .zip(event.ordinal)
            .map(|(series, ordinal)| format!("{}#{ordinal}", fold(series)));
        let labels = [event.name.as_deref().map(fold), event.theme.as_deref().map(fold), numbered];
        let known =
            labels.iter().flatten().find_map(|label| groups.get(&(day.clone(), label.clone())).copied());
        event.group_id = known.unwrap_or(event.event_id);
        for label in labels.into_iter().flatten() {
            groups.entry((day.clone(), label)).or_insert(event.group_id);
        }
    }
}
