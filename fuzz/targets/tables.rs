//! Tables of any texts: what is written as CSV, in every dialect, is read back as it was, by the reader of `annals diff` and by that of rows.

use annals::check::diff::Data;
use annals::dates::PartialDate;
use annals::project::{CsvStyle, Dialect};
use annals::records::{Event, EventKind, Finding, Id, NameOrder, Person, Severity, Table, Tables};
use annals::write::{Rows, back, guard, unguard};
use arbitrary::{Result, Unstructured};

/// The rows that these bytes choose are read as they were written.
pub(crate) fn run(bytes: &[u8]) {
    let mut choices = Unstructured::new(bytes);
    let mut tables = Tables::default();
    while !choices.is_empty() && add(&mut tables, &mut choices).is_ok() {}
    there_and_back(&tables);
}

/// Writes tables in every dialect and reads them back.
pub(crate) fn there_and_back(tables: &Tables) {
    let expected = Data::of(tables);
    for dialect in [Dialect::Standard, Dialect::Excel] {
        for raw in [false, true] {
            let style = CsvStyle { dialect, raw };
            let files: Vec<(String, Vec<u8>)> = Table::ALL
                .into_iter()
                .map(|table| (format!("{table}.csv"), written(tables, table, style)))
                .collect();
            let find = |name: &str| {
                Ok(files.iter().find(|(known, _)| known == name).map(|(_, bytes)| bytes.clone()))
            };
            let read = Data::open("fuzz", find).expect("what was written is read");
            assert!(read == expected, "{style:?}: what is compared is not what was written");
            let folder = tempfile::tempdir().expect("there is room for a folder");
            for (name, bytes) in &files {
                std::fs::write(folder.path().join(name), bytes).expect("there is room for a file");
            }
            let rows = back::tables(folder.path()).expect("what was written is read");
            assert!(Data::of(&rows) == expected, "{style:?}: what is read back is not what was written");
        }
    }
}

fn written(tables: &Tables, table: Table, style: CsvStyle) -> Vec<u8> {
    let mut file = Vec::new();
    let mut rows = Rows::new(table, style, &mut file).expect("a buffer takes everything");
    rows.page(tables).expect("a buffer takes everything");
    rows.finish().expect("a buffer takes everything");
    file
}

fn add(tables: &mut Tables, choices: &mut Unstructured<'_>) -> Result<()> {
    match choices.int_in_range(0..=2)? {
        0 => tables.people.push(person(choices)?),
        1 => tables.findings.push(finding(choices)?),
        _ => tables.events.push(event(choices)?),
    }
    Ok(())
}

fn person(choices: &mut Unstructured<'_>) -> Result<Person> {
    Ok(Person {
        person_id: Id::new(Table::People, &[&text(choices)?]),
        name: text(choices)?,
        given_name: some_text(choices)?,
        family_name: some_text(choices)?,
        name_order: *choices.choose(&[NameOrder::Unknown, NameOrder::GivenFirst])?,
        honorifics: list(choices)?,
        aliases: list(choices)?,
    })
}

fn finding(choices: &mut Unstructured<'_>) -> Result<Finding> {
    Ok(Finding {
        finding_id: Id::new(Table::Findings, &[&text(choices)?]),
        announcement_id: None,
        severity: Severity::Note,
        code: text(choices)?,
        message: text(choices)?,
        in_table: Some(*choices.choose(&Table::STORED)?),
        row_id: Some(Id::new(Table::Events, &["a"])),
        field: some_text(choices)?,
        locator: some_text(choices)?,
    })
}

fn event(choices: &mut Unstructured<'_>) -> Result<Event> {
    let json = serde_json::json!({
        "event_id": Id::new(Table::Events, &[&text(choices)?]),
        "announcement_id": Id::new(Table::Announcements, &["a"]),
        "group_id": Id::new(Table::Events, &["a"]),
        "kind": EventKind::Webinar,
        "ordinal": choices.arbitrary::<Option<u32>>()?,
        "name": some_text(choices)?,
        "theme": some_text(choices)?,
        "starts_on": PartialDate::day(choices.int_in_range(1900..=2100)?, choices.int_in_range(1..=12)?, 9),
        "start_time": "10:30",
        "timezone": some_text(choices)?,
        "venue": some_text(choices)?,
    });
    Ok(serde_json::from_value(json).expect("the event is one"))
}

/// A text and the same text behind the guard against formulas.
fn text(choices: &mut Unstructured<'_>) -> Result<String> {
    let text: String = choices.arbitrary()?;
    let guarded = guard(&text);
    assert_eq!(unguard(&guarded), text);
    assert!(!guarded.starts_with(['=', '+', '-', '@', '\t', '\r']), "{guarded:?} is a formula");
    Ok(text)
}

/// What is unknown and what is empty is one in CSV.
fn some_text(choices: &mut Unstructured<'_>) -> Result<Option<String>> {
    Ok(Some(text(choices)?).filter(|text| !text.is_empty()))
}

/// Items of a list hold no sign that parts them.
fn list(choices: &mut Unstructured<'_>) -> Result<Vec<String>> {
    let length = choices.int_in_range(0..=3)?;
    let items = (0..length).map(|_| text(choices)).collect::<Result<Vec<_>>>()?;
    Ok(items.iter().map(|item| item.replace(';', ",")).filter(|item| !item.is_empty()).collect())
}
