//! What `--min-confidence` promises: no value that is less likely right is kept, nothing refers to what has gone, and asking for more never
//! gives more.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod saved;

use std::collections::{BTreeMap, HashSet};
use std::path::Path;

use annals::confidence::Curves;
use annals::parse::{Document, parse};
use annals::pipeline::{Options, extract_document};
use annals::records::{Evidence, Id, PageRecord, Table};
use annals::relate::{Choices, Confidence};

/// Columns that a row always has: an address, and words that say what the row is.
const ALWAYS: [(Table, &str); 3] =
    [(Table::Announcements, "url"), (Table::Talks, "kind"), (Table::Positions, "change")];

const LEVELS: [f32; 4] = [0.0, 0.7, 0.85, 0.95];

fn documents() -> Vec<Document> {
    saved::pages().into_iter().map(|page| parse(page).unwrap()).collect()
}

fn record(document: &Document, min_confidence: f32, confidence: Confidence) -> PageRecord {
    let choices = Choices { min_confidence, confidence, ..Choices::default() };
    extract_document(document, &Options { choices, ..Options::default() })
}

/// The strongest evidence of each cell, by row, column and place in a list.
fn strongest(record: &PageRecord) -> BTreeMap<(Id, &str, Option<u32>), &Evidence> {
    let mut first = BTreeMap::new();
    for row in &record.tables.evidence {
        first.entry((row.row_id, row.field.as_str(), row.item)).or_insert(row);
    }
    first
}

#[test]
fn values_that_are_less_likely_right_are_left_out() {
    for document in documents() {
        for level in LEVELS {
            let record = record(&document, level, Confidence::Calibrated);
            for row in strongest(&record).values() {
                let always =
                    ALWAYS.iter().any(|(table, field)| row.in_table == *table && row.field == *field);
                let Evidence { field, value, confidence, .. } = row;
                assert!(
                    always || *confidence >= level,
                    "{}: {field} {value} has {confidence}, and {level} was asked for",
                    document.source
                );
            }
        }
    }
}

#[test]
fn the_figure_that_drops_a_value_is_the_calibrated_one() {
    let (mut left, mut dropped) = (0, 0);
    for document in documents() {
        let stated = record(&document, 0.0, Confidence::Stated);
        for level in LEVELS {
            let calibrated = record(&document, level, Confidence::Calibrated);
            let kept = strongest(&calibrated);
            let events: HashSet<Id> = calibrated.tables.events.iter().map(|row| row.event_id).collect();
            for (cell, row) in strongest(&stated).into_iter().filter(|(cell, _)| events.contains(&cell.0)) {
                let Evidence { field, value, confidence, .. } = row;
                let is_kept = kept.contains_key(&cell);
                let worth = Curves::learned().of(Table::Events, field, *confidence);
                assert_eq!(is_kept, worth >= level, "{}: {field} {value}, {confidence}", document.source);
                left += usize::from(is_kept);
                dropped += usize::from(!is_kept);
            }
        }
    }
    assert!(left > 30 && dropped > 30, "{left} values kept, {dropped} dropped: the fixtures test nothing");
}

#[test]
fn asking_for_more_never_gives_more_and_leaves_nothing_dangling() {
    for document in documents() {
        let mut before: Option<usize> = None;
        for level in LEVELS {
            let record = record(&document, level, Confidence::Calibrated);
            let values = strongest(&record).len();
            assert!(before.is_none_or(|before| values <= before), "{} at {level}", document.source);
            before = Some(values);
            assert_eq!(dangling(&record), Vec::<Id>::new(), "{} at {level}", document.source);
        }
    }
}

#[test]
#[cfg(feature = "cli")]
fn the_command_writes_curves_that_can_be_read() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("curves.tsv");
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_annals"));
    let output = command.args(["eval", "--calibrate"]).args([&file, &fixtures]).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    let printed = String::from_utf8(output.stdout).unwrap();
    assert!(printed.contains("with the curves of the other pages"), "{printed}");
    let curves = Curves::read(std::fs::read_to_string(file).unwrap().leak()).unwrap();
    assert!(curves.of(Table::People, "name", 0.99) > curves.of(Table::People, "name", 0.5));
}

/// References to rows that are not there.
fn dangling(record: &PageRecord) -> Vec<Id> {
    let tables = &record.tables;
    let mut rows: HashSet<Id> = HashSet::new();
    rows.extend(tables.announcements.iter().map(|row| row.announcement_id));
    rows.extend(tables.events.iter().map(|row| row.event_id));
    rows.extend(tables.event_organizers.iter().map(|row| row.event_organizer_id));
    rows.extend(tables.deadlines.iter().map(|row| row.deadline_id));
    rows.extend(tables.people.iter().map(|row| row.person_id));
    rows.extend(tables.institutions.iter().map(|row| row.institution_id));
    rows.extend(tables.positions.iter().map(|row| row.position_id));
    rows.extend(tables.talks.iter().map(|row| row.talk_id));
    rows.extend(tables.appearances.iter().map(|row| row.appearance_id));
    let mut asked: Vec<Id> = tables.evidence.iter().map(|row| row.row_id).collect();
    asked.extend(tables.event_organizers.iter().flat_map(|row| [row.event_id, row.institution_id]));
    asked.extend(tables.deadlines.iter().filter_map(|row| row.event_id));
    asked.extend(tables.institutions.iter().filter_map(|row| row.parent_id));
    asked.extend(tables.positions.iter().map(|row| row.person_id));
    asked.extend(tables.positions.iter().filter_map(|row| row.institution_id));
    asked.extend(tables.talks.iter().filter_map(|row| row.event_id));
    asked.extend(tables.appearances.iter().map(|row| row.person_id));
    asked.extend(
        tables.appearances.iter().flat_map(|row| [row.event_id, row.talk_id, row.position_id]).flatten(),
    );
    asked.retain(|id| !rows.contains(id));
    asked
}
