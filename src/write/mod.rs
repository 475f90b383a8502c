//! Writing: a dataset becomes files, one module a format, and a folder is replaced by a new one as a whole or not at all.

pub mod back;
mod csv;
mod directory;
mod json;

pub use csv::{guard, unguard};
pub use directory::replace;

use std::collections::BTreeMap;

use crate::error::Result;
use crate::project::{About, Format};
use crate::records::{
    Announcement, Appearance, Deadline, Event, EventOrganizer, Evidence, Finding, Institution, Person,
    Position, Table, Talk, WhoSpoke,
};
use crate::resolve::Dataset;

/// The files of a dataset by their name in its folder.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Renders a dataset in some formats.
pub fn files(dataset: &Dataset, about: &About, formats: &[Format]) -> Result<Files> {
    let mut files = Files::new();
    for format in formats {
        match format {
            Format::Csv => {
                for table in Table::ALL {
                    files.insert(format!("{table}.csv"), csv(dataset, table)?);
                }
            }
            Format::Json => drop(files.insert("dataset.json".into(), json::dataset(dataset, about)?)),
        }
    }
    Ok(files)
}

/// One table as CSV.
pub fn csv(dataset: &Dataset, table: Table) -> Result<Vec<u8>> {
    let tables = &dataset.tables;
    match table {
        Table::WhoSpoke => csv::table::<WhoSpoke>(&dataset.who_spoke()),
        Table::Announcements => csv::table::<Announcement>(&tables.announcements),
        Table::Events => csv::table::<Event>(&tables.events),
        Table::EventOrganizers => csv::table::<EventOrganizer>(&tables.event_organizers),
        Table::Deadlines => csv::table::<Deadline>(&tables.deadlines),
        Table::People => csv::table::<Person>(&tables.people),
        Table::Institutions => csv::table::<Institution>(&tables.institutions),
        Table::Positions => csv::table::<Position>(&tables.positions),
        Table::Talks => csv::table::<Talk>(&tables.talks),
        Table::Appearances => csv::table::<Appearance>(&tables.appearances),
        Table::Evidence => csv::table::<Evidence>(&tables.evidence),
        Table::Findings => csv::table::<Finding>(&tables.findings),
    }
}
