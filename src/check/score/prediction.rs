//! A document, as `annals extract --format json` prints it, as [`Answers`]: every field, by names instead of ids.
//! Documents are read as JSON, so that the predictions of other programs and of older versions can be scored too.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::check::score::fields::{Answer, Answers};
use crate::check::score::gold::{dates, deadline, honorifics, label, on_day};
use crate::check::score::json::{items, text};

/// The answers that a document gives.
#[must_use]
pub fn document_answers(document: &Value) -> Answers {
    let mut answers = Answers::new();
    for field in ["title", "published_on", "language", "publisher"] {
        let announcements = items(document, "announcements").iter();
        let values = announcements.filter_map(|row| text(row, field)).map(|text| Answer::text(&text));
        answers.insert(field, values.collect());
    }
    let institutions = Rows::of(document, "institutions", "institution_id");
    institution_answers(document, &institutions, &mut answers);
    event_answers(items(document, "events"), &mut answers);
    answers.insert("deadlines", items(document, "deadlines").iter().filter_map(deadline).collect());
    let people = Rows::of(document, "people", "person_id");
    person_answers(&people, &mut answers);
    position_answers(items(document, "positions"), &people, &institutions, &mut answers);
    appearance_answers(document, &people, &mut answers);
    seminar_answers(document, &people, &mut answers);
    answers
}

/// The rows of a table by id, in document order.
struct Rows<'a> {
    rows: Vec<&'a Value>,
    by_id: BTreeMap<Cow<'a, str>, usize>,
}

impl<'a> Rows<'a> {
    fn of(document: &'a Value, table: &str, id: &str) -> Self {
        let mut found = Self { rows: Vec::new(), by_id: BTreeMap::new() };
        for row in items(document, table) {
            let key = text(row, id).unwrap_or_default();
            if let Some(at) = found.by_id.get(&key) {
                found.rows[*at] = row;
            } else {
                found.by_id.insert(key, found.rows.len());
                found.rows.push(row);
            }
        }
        found
    }

    fn get(&self, id: Option<Cow<str>>) -> Option<&'a Value> {
        self.by_id.get(&*id.unwrap_or_default()).map(|at| self.rows[*at])
    }

    /// The name of the row; `?` where there is no such row.
    fn name(&self, id: Option<Cow<str>>) -> Cow<'a, str> {
        self.get(id).map_or(Cow::Borrowed("?"), name)
    }
}

fn name(row: &Value) -> Cow<'_, str> {
    text(row, "name").unwrap_or_default()
}

/// The name of an institution and its abbreviation.
fn with_readings(row: Option<&Value>, of: impl FnOnce(Vec<&str>) -> Answer) -> Answer {
    let Some(row) = row else { return of(vec!["?"]) };
    let (name, abbreviation) = (text(row, "name"), text(row, "abbreviation"));
    of(name.as_deref().into_iter().chain(abbreviation.as_deref()).collect())
}

fn institution_answers(document: &Value, institutions: &Rows, answers: &mut Answers) {
    let named = institutions.rows.iter().map(|row| with_readings(Some(row), |names| Answer::pair(names, [])));
    answers.insert("institutions", named.collect());
    let countries = items(document, "institutions").iter().filter_map(|row| {
        let country = text(row, "country")?;
        Some(with_readings(Some(row), |names| Answer::pair(names, [&*country])))
    });
    answers.insert("institution_country", countries.collect());
}

fn event_answers(events: &[Value], answers: &mut Answers) {
    answers.insert("event_dates", events.iter().filter_map(dates).collect());
    answers.insert("event_labels", events.iter().filter_map(label).collect());
    let dated = events.iter().filter(|event| text(event, "starts_on").is_some());
    answers.insert("event_kinds", dated.filter_map(|event| on_day(event, "kind")).collect());
    answers.insert("event_times", events.iter().filter_map(|event| on_day(event, "start_time")).collect());
    answers.insert("event_end_times", events.iter().filter_map(|event| on_day(event, "end_time")).collect());
    answers.insert("event_venues", events.iter().filter_map(venue).collect());
}

/// Venue and city.
fn venue(event: &Value) -> Option<Answer> {
    let parts: Vec<Cow<str>> = ["venue", "city"].into_iter().filter_map(|key| text(event, key)).collect();
    (!parts.is_empty()).then(|| Answer::text(&parts.join(", ")))
}

fn person_answers(people: &Rows, answers: &mut Answers) {
    let rows = || people.rows.iter().copied();
    answers.insert("people", rows().map(|row| Answer::text(&name(row))).collect());
    let titled = rows().filter_map(|row| Some(Answer::pair([&*name(row)], [&*honorifics(row)?])));
    answers.insert("honorifics", titled.collect());
    let families = rows().filter_map(|row| Some(Answer::pair([&*name(row)], [&*text(row, "family_name")?])));
    answers.insert("family_names", families.collect());
}

fn position_answers(positions: &[Value], people: &Rows, institutions: &Rows, answers: &mut Answers) {
    let titles = positions.iter().filter_map(|row| {
        Some(Answer::pair([&*people.name(text(row, "person_id"))], [&*text(row, "title")?]))
    });
    answers.insert("person_title", titles.collect());
    let mut seen = BTreeSet::new();
    let employers = positions.iter().filter_map(|row| {
        let (person, institution) = (text(row, "person_id"), text(row, "institution_id")?);
        seen.insert((person.clone(), institution.clone())).then(|| {
            let employee = people.name(person);
            with_readings(institutions.get(Some(institution)), |names| Answer::pair([&*employee], names))
        })
    });
    answers.insert("person_institution", employers.collect());
}

fn appearance_answers(document: &Value, people: &Rows, answers: &mut Answers) {
    let appearances = items(document, "appearances");
    let roles: BTreeSet<(Cow<str>, Cow<str>)> = appearances
        .iter()
        .filter_map(|row| Some((people.name(text(row, "person_id")), text(row, "role")?)))
        .collect();
    let roles = roles.iter().map(|(name, role)| Answer::pair([&**name], [&**role]));
    answers.insert("person_role", roles.collect());
    let talks = Rows::of(document, "talks", "talk_id");
    let given = appearances.iter().filter_map(|row| {
        let talk = talks.get(Some(text(row, "talk_id")?))?;
        Some(Answer::pair([&*people.name(text(row, "person_id"))], [&*text(talk, "title")?]))
    });
    answers.insert("person_talk", given.collect());
}

/// The first speaker, and the first place and times.
fn seminar_answers(document: &Value, people: &Rows, answers: &mut Answers) {
    let speaks = |row: &&Value| matches!(text(row, "role").as_deref(), Some("speaker" | "keynote"));
    let speaker = items(document, "appearances").iter().find(speaks);
    let first = |key| items(document, "events").iter().find_map(|event| text(event, key));
    for (field, value) in [
        ("seminar_speaker", speaker.map(|row| people.name(text(row, "person_id")))),
        ("seminar_location", first("venue")),
        ("seminar_stime", first("start_time")),
        ("seminar_etime", first("end_time")),
    ] {
        let value = value.filter(|value| !value.is_empty());
        answers.insert(field, value.map(|value| Answer::text(&value)).into_iter().collect());
    }
}
