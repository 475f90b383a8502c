//! `expected.json`: what a page says, by names instead of ids and without offsets, so that it changes only when a fact does.

mod place;
mod walk;

use std::collections::HashMap;

use serde_json::{Map, Value, json};

pub use place::Target;
pub use walk::{Difference, Step};

use crate::error::{Error, ErrorKind, Result};
use crate::records::{Appearance, Event, Id, PageRecord, Position};

/// The text of `expected.json` for a record.
pub fn snapshot(record: &PageRecord) -> Result<String> {
    printed(&readable(record), record)
}

/// Where a record says something else than the text of an `expected.json`, which is called `name`.
pub fn compare(name: &str, expected: &str, record: &PageRecord) -> Result<Vec<Difference>> {
    let mut found = Vec::new();
    let mut keep = |difference| {
        found.push(difference);
        false
    };
    walk::merge(&parse(name, expected)?, &readable(record), &mut keep);
    Ok(found)
}

/// The text of an `expected.json`, which is called `name`, after those differences were accepted that `is_accepted` says yes to; it is asked in the order
/// of [`compare`]. All that is not accepted stays as it was.
pub fn accept(
    name: &str,
    expected: &str,
    record: &PageRecord,
    is_accepted: &mut dyn FnMut(Difference) -> bool,
) -> Result<String> {
    let merged = walk::merge(&parse(name, expected)?, &readable(record), is_accepted);
    let text = printed(&merged, record)?;
    // Nothing is left to differ but the order of lists: that of the page is as good.
    if compare(name, &text, record)?.is_empty() { snapshot(record) } else { Ok(text) }
}

fn parse(name: &str, expected: &str) -> Result<Value> {
    serde_json::from_str(expected).map_err(|error| {
        Error::new(ErrorKind::Format, name, "is no JSON")
            .at_json(expected, 0, &error)
            .because(error)
            .remedy("run `annals accept` to write it anew")
    })
}

fn printed(value: &Value, record: &PageRecord) -> Result<String> {
    let mut text = serde_json::to_string_pretty(value).map_err(|error| {
        Error::new(ErrorKind::Output, &record.page.source, "the expected result could not be written")
            .because(error)
    })?;
    text.push('\n');
    Ok(text)
}

/// The readable shape of a record.
fn readable(record: &PageRecord) -> Value {
    let names = Names::new(record);
    let mut whole = Map::new();
    if let Some(row) = record.tables.announcements.first() {
        let value = json!({
            "title": row.title, "published_on": row.published_on, "modified_on": row.modified_on, "language": row.language,
            "publisher": row.publisher, "authors": row.authors, "kind": row.kind,
        });
        whole.insert("announcement".into(), bare(value));
    }
    let mut list = |key: &str, rows: Vec<Value>| {
        if !rows.is_empty() {
            whole.insert(key.into(), Value::Array(rows));
        }
    };
    list("events", record.tables.events.iter().map(|row| names.event(row)).collect());
    list("people", record.tables.people.iter().map(|row| names.person(row)).collect());
    list("institutions", record.tables.institutions.iter().map(|row| names.institution(row)).collect());
    let deadlines = record.tables.deadlines.iter();
    list("deadlines", deadlines.map(|row| bare(json!({"kind": row.kind, "due_on": row.due_on, "due_time": row.due_time, "timezone": row.timezone}))).collect());
    list(
        "findings",
        record.tables.findings.iter().map(|row| json!({"code": row.code, "message": row.message})).collect(),
    );
    Value::Object(whole)
}

/// An object without its empty values.
fn bare(value: Value) -> Value {
    let Value::Object(object) = value else { return value };
    let kept = object
        .into_iter()
        .filter(|(_, value)| !value.is_null() && value.as_array().is_none_or(|list| !list.is_empty()));
    Value::Object(kept.collect())
}

/// The names that stand for ids.
struct Names<'r> {
    record: &'r PageRecord,
    institutions: HashMap<Id, &'r str>,
    events: HashMap<Id, String>,
    talks: HashMap<Id, &'r str>,
}

impl<'r> Names<'r> {
    fn new(record: &'r PageRecord) -> Self {
        let tables = &record.tables;
        let label = |row: &Event| {
            row.name
                .clone()
                .or_else(|| row.theme.clone())
                .or_else(|| row.starts_on.map(|day| day.to_string()))
                .unwrap_or_default()
        };
        Self {
            record,
            institutions: tables
                .institutions
                .iter()
                .map(|row| (row.institution_id, row.name.as_str()))
                .collect(),
            events: tables.events.iter().map(|row| (row.event_id, label(row))).collect(),
            talks: tables.talks.iter().map(|row| (row.talk_id, row.title.as_str())).collect(),
        }
    }

    fn event(&self, row: &Event) -> Value {
        let organizers =
            self.record.tables.event_organizers.iter().filter(|organizer| organizer.event_id == row.event_id);
        let organizers: Vec<Value> = organizers.map(|organizer| json!({"institution": self.institutions.get(&organizer.institution_id), "role": organizer.role})).collect();
        bare(json!({
            "name": row.name, "theme": row.theme, "series": row.series, "ordinal": row.ordinal, "kind": row.kind,
            "starts_on": row.starts_on, "ends_on": row.ends_on, "start_time": row.start_time, "end_time": row.end_time,
            "timezone": row.timezone, "format": row.format, "venue": row.venue, "city": row.city, "country": row.country,
            "url": row.url, "status": row.status, "organizers": organizers,
        }))
    }

    fn person(&self, row: &crate::records::Person) -> Value {
        let tables = &self.record.tables;
        let positions: Vec<Value> = tables
            .positions
            .iter()
            .filter(|position| position.person_id == row.person_id)
            .map(|position| self.position(position))
            .collect();
        let appearances: Vec<Value> = tables
            .appearances
            .iter()
            .filter(|appearance| appearance.person_id == row.person_id)
            .map(|appearance| self.appearance(appearance))
            .collect();
        bare(json!({
            "name": row.name, "given_name": row.given_name, "family_name": row.family_name, "honorifics": row.honorifics,
            "aliases": row.aliases, "positions": positions, "appearances": appearances,
        }))
    }

    fn position(&self, row: &Position) -> Value {
        let change = (row.change != crate::records::Change::Holds).then_some(row.change);
        let institution = row.institution_id.and_then(|id| self.institutions.get(&id));
        bare(
            json!({"title": row.title, "unit": row.unit, "institution": institution, "change": change, "effective_on": row.effective_on}),
        )
    }

    fn appearance(&self, row: &Appearance) -> Value {
        let event = row.event_id.and_then(|id| self.events.get(&id));
        let talk = row.talk_id.and_then(|id| self.talks.get(&id));
        bare(json!({"event": event, "role": row.role, "talk": talk}))
    }

    fn institution(&self, row: &crate::records::Institution) -> Value {
        let parent = row.parent_id.and_then(|id| self.institutions.get(&id));
        bare(
            json!({"name": row.name, "abbreviation": row.abbreviation, "kind": row.kind, "country": row.country, "parent": parent}),
        )
    }
}

#[cfg(test)]
mod tests;
