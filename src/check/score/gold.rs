//! The gold of a page as [`Answers`]: facts by name, as people write them down.
//! A key that the file leaves out is not scored; one that is `null` or empty says that the page does not say.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::check::score::fields::{Answer, Answers};
use crate::check::score::fold::fold;
use crate::check::score::json::{items, printed, text, texts};
use crate::check::score::repr;

/// The answers of a gold file: one page, or a list of its announcements.
#[must_use]
pub fn gold_answers(gold: &Value) -> Answers {
    let mut answers = Answers::new();
    match gold {
        Value::Array(announcements) => {
            for announcement in announcements {
                for (field, found) in gold_answers(announcement) {
                    answers.entry(field).or_default().extend(found);
                }
            }
        }
        one => read(one, &mut answers),
    }
    answers
}

fn read(gold: &Value, answers: &mut Answers) {
    announcement(gold, answers);
    let institutions = Institutions::read(gold);
    if gold.get("institutions").is_some() {
        Institutions::answers(gold, answers);
    }
    if gold.get("events").is_some() {
        events(items(gold, "events"), answers);
    }
    if gold.get("deadlines").is_some() {
        answers.insert("deadlines", items(gold, "deadlines").iter().filter_map(deadline).collect());
    }
    seminar(gold, answers);
    if gold.get("people").is_some() {
        let people: Vec<Person> = items(gold, "people").iter().map(Person::read).collect();
        persons(&people, answers);
        affiliations(&people, &institutions, answers);
        doings(&people, answers);
    }
}

fn announcement(gold: &Value, answers: &mut Answers) {
    let Some(announcement) = gold.get("announcement") else { return };
    for field in ["title", "published_on", "language", "publisher"] {
        if announcement.get(field).is_some() {
            answers.insert(
                field,
                text(announcement, field).map(|text| Answer::text(&text)).into_iter().collect(),
            );
        }
    }
}

/// An institution as gold has it: name and abbreviation.
type Institution<'a> = (Cow<'a, str>, Option<Cow<'a, str>>);

/// The institutions of the gold by their folded name, so that a person's affiliation gets its abbreviation.
struct Institutions<'a>(BTreeMap<String, Institution<'a>>);

impl<'a> Institutions<'a> {
    fn read(gold: &'a Value) -> Self {
        let named = items(gold, "institutions").iter().map(institution);
        Self(named.map(|institution| (fold(&institution.0), institution)).collect())
    }

    fn of(&self, name: Cow<'a, str>) -> Institution<'a> {
        self.0.get(&fold(&name)).cloned().unwrap_or((name, None))
    }

    fn answers(gold: &Value, answers: &mut Answers) {
        let rows = items(gold, "institutions");
        let named = rows.iter().map(|row| Answer::pair(readings(&institution(row)), []));
        answers.insert("institutions", named.collect());
        let countries = rows
            .iter()
            .filter_map(|row| Some(Answer::pair(readings(&institution(row)), [&*text(row, "country")?])));
        answers.insert("institution_country", countries.collect());
    }
}

fn institution(row: &Value) -> Institution<'_> {
    (text(row, "name").unwrap_or_default(), text(row, "abbreviation"))
}

fn readings<'a>(institution: &'a Institution<'_>) -> impl Iterator<Item = &'a str> {
    let abbreviation = institution.1.as_deref();
    std::iter::once(&*institution.0).chain(abbreviation).filter(|reading| !reading.is_empty())
}

fn events(events: &[Value], answers: &mut Answers) {
    answers.insert("event_dates", events.iter().filter_map(dates).collect());
    answers.insert("event_labels", events.iter().filter_map(label).collect());
    answers.insert("event_times", events.iter().filter_map(|event| on_day(event, "start_time")).collect());
    answers.insert("event_venues", events.iter().filter_map(venue).collect());
    let says = |key: &str| events.iter().any(|event| event.get(key).is_some());
    if says("kind") {
        let kinds = events.iter().filter(|event| text(event, "starts_on").is_some());
        answers.insert("event_kinds", kinds.filter_map(|event| on_day(event, "kind")).collect());
    }
    if says("end_time") {
        let times = events.iter().filter_map(|event| on_day(event, "end_time"));
        answers.insert("event_end_times", times.collect());
    }
}

/// First and last day.
pub(super) fn dates(event: &Value) -> Option<Answer> {
    let start = text(event, "starts_on")?;
    let end = text(event, "ends_on").unwrap_or_else(|| start.clone());
    Some(Answer::pair([&*start], [&*end]))
}

/// Theme and name, either of which may be matched.
pub(super) fn label(event: &Value) -> Option<Answer> {
    let (theme, name) = (text(event, "theme"), text(event, "name"));
    let label = Answer::pair(theme.as_deref().into_iter().chain(name.as_deref()), []);
    (!label.subject.is_empty()).then_some(label)
}

/// The value under `key` on the first day, which may be unknown.
pub(super) fn on_day(event: &Value, key: &str) -> Option<Answer> {
    let day = text(event, "starts_on");
    Some(Answer::pair(day.as_deref(), [&*text(event, key)?]))
}

fn venue(event: &Value) -> Option<Answer> {
    text(event, "venue").or_else(|| text(event, "location")).map(|place| Answer::text(&place))
}

/// What is due, and when.
pub(super) fn deadline(row: &Value) -> Option<Answer> {
    Some(Answer::pair([&*text(row, "kind")?], [&*text(row, "due_on")?]))
}

/// One answer a page; any of the listed readings counts.
fn seminar(gold: &Value, answers: &mut Answers) {
    let Some(seminar) = gold.get("seminar") else { return };
    for (key, field) in [
        ("speaker", "seminar_speaker"),
        ("location", "seminar_location"),
        ("stime", "seminar_stime"),
        ("etime", "seminar_etime"),
    ] {
        if seminar.get(key).is_some() {
            let readings = texts(seminar, key);
            let answer = Answer::pair(readings.iter().map(|reading| &**reading), []);
            answers.insert(field, if readings.is_empty() { Vec::new() } else { vec![answer] });
        }
    }
}

struct Person<'a> {
    name: Cow<'a, str>,
    row: &'a Value,
}

impl<'a> Person<'a> {
    fn read(row: &'a Value) -> Self {
        Self { name: text(row, "name").unwrap_or_default(), row }
    }

    fn says(&self, value: &str) -> Answer {
        Answer::pair([&*self.name], [value])
    }
}

fn persons(people: &[Person], answers: &mut Answers) {
    answers.insert("people", people.iter().map(|person| Answer::text(&person.name)).collect());
    let titled = people.iter().filter_map(|person| Some(person.says(&honorifics(person.row)?)));
    answers.insert("honorifics", titled.collect());
    let families: BTreeMap<&str, Cow<str>> =
        people.iter().filter_map(|person| Some((&*person.name, text(person.row, "family_name")?))).collect();
    if !families.is_empty() {
        let pairs = families.iter().map(|(name, family)| Answer::pair([*name], [&**family]));
        answers.insert("family_names", pairs.collect());
    }
}

/// The honorifics in page order as one string of letters, so that `Assoc. Prof.` and `Assoc.`, `Prof.` are the same.
pub(super) fn honorifics(person: &Value) -> Option<String> {
    let stack = texts(person, "honorifics");
    let letters = stack.iter().flat_map(|title| fold(title).chars().collect::<Vec<_>>());
    (!stack.is_empty()).then(|| letters.filter(|c| is_letter(*c)).collect())
}

/// A letter or a number; vowel signs of Indic scripts are neither.
fn is_letter(c: char) -> bool {
    use std::sync::LazyLock;
    static LETTER: LazyLock<regex::Regex> =
        LazyLock::new(|| regex::Regex::new(r"^[\p{L}\p{N}]$").expect("the pattern is a constant"));
    LETTER.is_match(c.encode_utf8(&mut [0; 4]))
}

fn affiliations(people: &[Person], institutions: &Institutions, answers: &mut Answers) {
    let mut titles = Vec::new();
    // Greedy matching depends on the order: that of the printed tuples, each once.
    let mut employers = BTreeMap::new();
    for person in people {
        for position in items(person.row, "positions") {
            titles.extend(text(position, "title").map(|title| person.says(&title)));
            if let Some(name) = text(position, "institution") {
                let employer = institutions.of(name);
                let key = repr::affiliation(&person.name, &employer.0, employer.1.as_deref());
                employers.insert(key, Answer::pair([&*person.name], readings(&employer)));
            }
        }
    }
    answers.insert("person_title", titles);
    answers.insert("person_institution", employers.into_values().collect());
}

fn doings(people: &[Person], answers: &mut Answers) {
    let (mut roles, mut talks) = (BTreeSet::new(), Vec::new());
    for person in people {
        for appearance in items(person.row, "appearances") {
            roles.extend(text(appearance, "role").map(|role| (&*person.name, role)));
            talks.extend(text(appearance, "talk").map(|talk| person.says(&talk)));
        }
        roles.extend(items(person.row, "roles").iter().filter_map(printed).map(|role| (&*person.name, role)));
        let titles = items(person.row, "talk_titles").iter().filter_map(printed);
        talks.extend(titles.map(|title| person.says(&title)));
    }
    let roles = roles.iter().map(|(name, role)| Answer::pair([*name], [&**role]));
    answers.insert("person_role", roles.collect());
    answers.insert("person_talk", talks);
}
