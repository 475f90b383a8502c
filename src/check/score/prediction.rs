//! A document, as `annals extract --format json` prints it, as [`Answers`]: every field, by names instead of ids.
//! Documents are read as JSON, so that the predictions of other programs and of older versions can be scored too.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::check::score::fields::{Answer, Answers};
use crate::check::score::gold::{dates, deadline, honorifics, label, on_day};
use crate::check::score::json::{items, text};
use crate::check::score::sure::Sure;

/// The answers that a document gives.
#[must_use]
pub fn document_answers(document: &Value) -> Answers {
    let mut answers = Answers::new();
    let sure = &Sure::read(document);
    for field in ["title", "published_on", "language", "publisher"] {
        let announcements = items(document, "announcements").iter();
        let values = announcements.filter_map(|row| {
            Some(Answer::text(&text(row, field)?).read_from(sure.cell(row, ("announcements", field))))
        });
        answers.insert(field, values.collect());
    }
    let institutions = Rows::of(document, "institutions", "institution_id");
    institution_answers(document, &institutions, sure, &mut answers);
    event_answers(items(document, "events"), sure, &mut answers);
    let due = items(document, "deadlines").iter().filter_map(|row| {
        Some(deadline(row)?.read_from(sure.cells(row, [("deadlines", "kind"), ("deadlines", "due_on")])))
    });
    answers.insert("deadlines", due.collect());
    let people = Rows::of(document, "people", "person_id");
    person_answers(&people, sure, &mut answers);
    position_answers(items(document, "positions"), &people, &institutions, sure, &mut answers);
    appearance_answers(document, &people, sure, &mut answers);
    seminar_answers(document, &people, sure, &mut answers);
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

fn institution_answers(document: &Value, institutions: &Rows, sure: &Sure, answers: &mut Answers) {
    let named = institutions.rows.iter().map(|row| {
        let answer = with_readings(Some(row), |names| Answer::pair(names, []));
        answer.read_from(sure.cell(row, ("institutions", "name")))
    });
    answers.insert("institutions", named.collect());
    let countries = items(document, "institutions").iter().filter_map(|row| {
        let country = text(row, "country")?;
        let answer = with_readings(Some(row), |names| Answer::pair(names, [&*country]));
        Some(answer.read_from(sure.cell(row, ("institutions", "country"))))
    });
    answers.insert("institution_country", countries.collect());
}

fn event_answers(events: &[Value], sure: &Sure, answers: &mut Answers) {
    let on_its_day = |column: &'static str| {
        move |event| Some(on_day(event, column)?.read_from(sure.cell(event, ("events", column))))
    };
    let dated = events.iter().filter(|event| text(event, "starts_on").is_some());
    answers.insert("event_kinds", dated.filter_map(on_its_day("kind")).collect());
    answers.insert("event_times", events.iter().filter_map(on_its_day("start_time")).collect());
    answers.insert("event_end_times", events.iter().filter_map(on_its_day("end_time")).collect());
    let days = |event| {
        let cells = sure.cells(event, [("events", "starts_on"), ("events", "ends_on")]);
        Some(dates(event)?.read_from(cells))
    };
    answers.insert("event_dates", events.iter().filter_map(days).collect());
    let surest = |event, answer: Option<Answer>, columns: [&'static str; 2]| {
        Some(answer?.read_from(sure.surest(event, columns.map(|column| ("events", column)))))
    };
    let labels = events.iter().filter_map(|event| surest(event, label(event), ["name", "theme"]));
    answers.insert("event_labels", labels.collect());
    let venues = events.iter().filter_map(|event| surest(event, venue(event), ["venue", "city"]));
    answers.insert("event_venues", venues.collect());
}

/// Venue and city.
fn venue(event: &Value) -> Option<Answer> {
    let parts: Vec<Cow<str>> = ["venue", "city"].into_iter().filter_map(|key| text(event, key)).collect();
    (!parts.is_empty()).then(|| Answer::text(&parts.join(", ")))
}

fn person_answers(people: &Rows, sure: &Sure, answers: &mut Answers) {
    let rows = || people.rows.iter().copied();
    let read_from = |answer: Answer, row, column| answer.read_from(sure.cell(row, ("people", column)));
    let named = rows().map(|row| read_from(Answer::text(&name(row)), row, "name"));
    answers.insert("people", named.collect());
    let says = |row, value: Cow<str>| Answer::pair([&*name(row)], [&*value]);
    let titled =
        rows().filter_map(|row| Some(read_from(says(row, honorifics(row)?.into()), row, "honorifics")));
    answers.insert("honorifics", titled.collect());
    let families =
        rows().filter_map(|row| Some(read_from(says(row, text(row, "family_name")?), row, "family_name")));
    answers.insert("family_names", families.collect());
}

fn position_answers(
    positions: &[Value],
    people: &Rows,
    institutions: &Rows,
    sure: &Sure,
    answers: &mut Answers,
) {
    let titles = positions.iter().filter_map(|row| {
        let answer = Answer::pair([&*people.name(text(row, "person_id"))], [&*text(row, "title")?]);
        Some(answer.read_from(sure.cell(row, ("positions", "title"))))
    });
    answers.insert("person_title", titles.collect());
    let mut seen = BTreeSet::new();
    let employers = positions.iter().filter_map(|row| {
        let (person, institution) = (text(row, "person_id"), text(row, "institution_id")?);
        seen.insert((person.clone(), institution.clone())).then(|| {
            let employee = people.name(person);
            with_readings(institutions.get(Some(institution)), |names| Answer::pair([&*employee], names))
                .read_from(sure.cell(row, ("positions", "institution_id")))
        })
    });
    answers.insert("person_institution", employers.collect());
}

fn appearance_answers(document: &Value, people: &Rows, sure: &Sure, answers: &mut Answers) {
    let appearances = items(document, "appearances");
    let roles: BTreeMap<(Cow<str>, Cow<str>), &Value> = appearances
        .iter()
        .filter_map(|row| Some(((people.name(text(row, "person_id")), text(row, "role")?), row)))
        .collect();
    let roles = roles.iter().map(|((name, role), row)| {
        Answer::pair([&**name], [&**role]).read_from(sure.cell(row, ("appearances", "role")))
    });
    answers.insert("person_role", roles.collect());
    let talks = Rows::of(document, "talks", "talk_id");
    let given = appearances.iter().filter_map(|row| {
        let talk = talks.get(Some(text(row, "talk_id")?))?;
        let answer = Answer::pair([&*people.name(text(row, "person_id"))], [&*text(talk, "title")?]);
        Some(answer.read_from(sure.cell(talk, ("talks", "title"))))
    });
    answers.insert("person_talk", given.collect());
}

/// The first speaker, and the first place and times.
fn seminar_answers(document: &Value, people: &Rows, sure: &Sure, answers: &mut Answers) {
    let speaks = |row: &&Value| matches!(text(row, "role").as_deref(), Some("speaker" | "keynote"));
    let speaker = items(document, "appearances").iter().find(speaks);
    let first = |column| {
        let (event, value) =
            items(document, "events").iter().find_map(|event| Some((event, text(event, column)?)))?;
        Some((value, sure.cell(event, ("events", column))))
    };
    let speaker =
        speaker.map(|row| (people.name(text(row, "person_id")), sure.cell(row, ("appearances", "role"))));
    for (field, found) in [
        ("seminar_speaker", speaker),
        ("seminar_location", first("venue")),
        ("seminar_stime", first("start_time")),
        ("seminar_etime", first("end_time")),
    ] {
        let found = found.filter(|(value, _)| !value.is_empty());
        let answer = found.map(|(value, cell)| Answer::text(&value).read_from(cell));
        answers.insert(field, answer.into_iter().collect());
    }
}
