//! Laws that hold for every page, whatever its bytes: every place lies inside the text, every quote is the slice it says, every value has
//! evidence, ids are unique and lead somewhere, and what was printed as JSON is read back as it was.

use std::collections::HashSet;

use annals::Span;
use annals::annotate::Annotations;
use annals::parse::Document;
use annals::records::{Cell, Evidence, Id, PageRecord, Row, Tables};

/// Columns that are no extracted values: ids, keys, what is derived.
const DERIVED: [&str; 8] =
    ["source", "content_sha256", "gone", "group_id", "sequence", "profile", "url", "role"];

/// The blocks of a document cover its text in order, and each place in it is one.
pub(crate) fn document(document: &Document) {
    let mut at = 0;
    for block in &document.blocks {
        let between = &document.text[at..block.span.start as usize];
        assert!(between.is_empty() && at == 0 || between == "\n\n", "{between:?} between blocks");
        assert!(block.span.start < block.span.end, "an empty block");
        inside(&document.text, block.span);
        assert!(block.heading.is_none_or(|heading| (heading as usize) < document.blocks.len()));
        assert!(document.map.element(block.element).is_some());
        at = block.span.end as usize;
    }
    assert_eq!(at, document.text.len(), "text behind the last block");
    document.marks.iter().for_each(|mark| inside(&document.text, mark.span));
    assert!(document.marks.is_sorted_by_key(|mark| mark.span.start));
}

/// Every mention is a stretch of the text and of its tokens.
pub(crate) fn mentions(text: &str, annotations: &Annotations<'_>) {
    let tokens = annotations.tokens.tokens.len();
    for mention in &annotations.mentions {
        inside(text, mention.span);
        assert!(mention.from < mention.to && mention.to <= tokens, "{mention:?} of {tokens} tokens");
        assert!((0.0..=1.0).contains(&mention.confidence), "{mention:?}");
        if let Some(person) = mention.person() {
            let parts = person.surname.iter().chain(&person.before).chain(&person.after);
            parts.chain([&person.name]).for_each(|part| inside(text, *part));
        }
        if let Some(institution) = mention.institution() {
            institution.abbreviation.iter().chain([&institution.name]).for_each(|part| inside(text, *part));
        }
    }
    assert!(annotations.mentions.is_sorted_by_key(|mention| mention.span.start));
}

/// A span that lies in a text, with both ends between characters.
pub(crate) fn inside(text: &str, span: Span) {
    assert!(text.get(span.range()).is_some(), "{span:?} of {} bytes is no slice", text.len());
}

/// What holds of the record of a page of this text.
pub(crate) fn record(text: &str, record: &PageRecord) {
    let tables = &record.tables;
    tables.evidence.iter().chain(&record.rivals).for_each(|row| quote(text, row));
    every_value_has_evidence(tables);
    ids_are_unique(tables);
    references_lead_somewhere(tables);
    let json = serde_json::to_string(record).expect("a record is JSON");
    let mut back: PageRecord = serde_json::from_str(&json).expect("what was printed is read");
    back.rivals.clone_from(&record.rivals);
    back.text_bytes = record.text_bytes;
    assert!(back == *record, "what is read back is not what was printed");
}

fn quote(text: &str, row: &Evidence) {
    assert!((0.0..=1.0).contains(&row.confidence), "{row:?}");
    assert_eq!(row.start_byte.is_some(), row.end_byte.is_some(), "{row:?}");
    if let (Some(start), Some(end)) = (row.start_byte, row.end_byte) {
        assert_eq!(text.get(start as usize..end as usize), Some(row.quote.as_str()), "{row:?}");
    }
}

/// Every value that a table holds is in the evidence.
pub(crate) fn every_value_has_evidence(tables: &Tables) {
    let known: HashSet<(Id, &str)> =
        tables.evidence.iter().map(|row| (row.row_id, row.field.as_str())).collect();
    has_evidence(&tables.announcements, &known);
    has_evidence(&tables.events, &known);
    has_evidence(&tables.deadlines, &known);
    has_evidence(&tables.people, &known);
    has_evidence(&tables.institutions, &known);
    has_evidence(&tables.positions, &known);
    has_evidence(&tables.talks, &known);
}

fn has_evidence<R: Row>(rows: &[R], known: &HashSet<(Id, &str)>) {
    for row in rows {
        let Cell::Id(id) = row.cell(0) else { panic!("the first column is the id") };
        for (column, name) in R::COLUMNS.iter().map(|column| column.name).enumerate().skip(1) {
            let is_read = !name.ends_with("_id") && !DERIVED.contains(&name);
            if is_read && row.cell(column) != Cell::Empty {
                assert!(known.contains(&(id, name)), "{}.{name} has no evidence", R::TABLE);
            }
        }
    }
}

/// No id stands for two rows.
pub(crate) fn ids_are_unique(tables: &Tables) {
    unique(&tables.announcements);
    unique(&tables.events);
    unique(&tables.event_organizers);
    unique(&tables.deadlines);
    unique(&tables.people);
    unique(&tables.institutions);
    unique(&tables.positions);
    unique(&tables.talks);
    unique(&tables.appearances);
    unique(&tables.findings);
}

fn unique<R: Row>(rows: &[R]) {
    assert_eq!(ids(rows).len(), rows.len(), "{}: an id stands for two rows", R::TABLE);
}

fn ids<R: Row>(rows: &[R]) -> HashSet<Id> {
    rows.iter()
        .map(|row| match row.cell(0) {
            Cell::Id(id) => id,
            other => panic!("{}: {other:?} is no id", R::TABLE),
        })
        .collect()
}

/// What a row names by its id is there.
pub(crate) fn references_lead_somewhere(tables: &Tables) {
    let (people, events) = (ids(&tables.people), ids(&tables.events));
    let (institutions, talks) = (ids(&tables.institutions), ids(&tables.talks));
    let positions = ids(&tables.positions);
    for row in &tables.appearances {
        assert!(people.contains(&row.person_id), "{row:?}");
        assert!(row.event_id.is_none_or(|id| events.contains(&id)), "{row:?}");
        assert!(row.talk_id.is_none_or(|id| talks.contains(&id)), "{row:?}");
        assert!(row.position_id.is_none_or(|id| positions.contains(&id)), "{row:?}");
    }
    for row in &tables.positions {
        assert!(people.contains(&row.person_id), "{row:?}");
        assert!(row.institution_id.is_none_or(|id| institutions.contains(&id)), "{row:?}");
    }
    for row in &tables.event_organizers {
        assert!(events.contains(&row.event_id) && institutions.contains(&row.institution_id), "{row:?}");
    }
    for row in &tables.talks {
        assert!(row.event_id.is_none_or(|id| events.contains(&id)), "{row:?}");
    }
    for row in &tables.deadlines {
        assert!(row.event_id.is_none_or(|id| events.contains(&id)), "{row:?}");
    }
}
