//! A record as bytes: a head of fixed length, the rows, and behind them evidence and findings, which most readers pass over.
//!
//! | bytes | meaning |
//! |---|---|
//! | 0–3 | length of all, little-endian like all numbers |
//! | 4–7 | CRC-32 of what follows the head |
//! | 8–11 | where the rows end |
//! | 12–15 | CRC-32 of the rows |
//! | 16–23 | the name of the page, hashed |
//! | 24–39 | the key |

use std::io;

use serde::{Deserialize, Serialize};

use super::Key;
use crate::records::{
    Announcement, Appearance, Deadline, Event, EventOrganizer, Evidence, Finding, Institution, PageInfo,
    PageRecord, Person, Position, Tables, Talk,
};

/// The length of a head.
pub(super) const HEAD: usize = 40;

/// What most readers want.
#[derive(Serialize, Deserialize)]
struct Rows {
    schema_version: u32,
    page: PageInfo,
    text_bytes: u32,
    announcements: Vec<Announcement>,
    events: Vec<Event>,
    event_organizers: Vec<EventOrganizer>,
    deadlines: Vec<Deadline>,
    people: Vec<Person>,
    institutions: Vec<Institution>,
    positions: Vec<Position>,
    talks: Vec<Talk>,
    appearances: Vec<Appearance>,
}

/// What supports and queries them.
type Support = (Vec<Evidence>, Vec<Finding>);

/// A record as bytes.
pub(super) fn write(name: u64, key: &Key, record: &PageRecord) -> io::Result<Vec<u8>> {
    let PageRecord { schema_version, page, tables, text_bytes, .. } = record;
    let rows = (
        (schema_version, page, text_bytes, &tables.announcements, &tables.events, &tables.event_organizers),
        (&tables.deadlines, &tables.people, &tables.institutions, &tables.positions, &tables.talks),
        &tables.appearances,
    );
    let mut bytes = postcard::to_extend(&rows, vec![0; HEAD]).map_err(io::Error::other)?;
    let rows_end = bytes.len();
    bytes = postcard::to_extend(&(&tables.evidence, &tables.findings), bytes).map_err(io::Error::other)?;
    let length = u32::try_from(bytes.len()).map_err(io::Error::other)?;
    let crc = crc32fast::hash(&bytes[HEAD..]);
    let crc_rows = crc32fast::hash(&bytes[HEAD..rows_end]);
    for (at, number) in [length, crc, rows_end as u32, crc_rows].into_iter().enumerate() {
        bytes[at * 4..at * 4 + 4].copy_from_slice(&number.to_le_bytes());
    }
    bytes[16..24].copy_from_slice(&name.to_le_bytes());
    bytes[24..HEAD].copy_from_slice(key);
    Ok(bytes)
}

/// The mark that a page has no record any more.
pub(super) fn gone(name: u64) -> [u8; HEAD] {
    let mut bytes = [0; HEAD];
    bytes[..4].copy_from_slice(&(HEAD as u32).to_le_bytes());
    bytes[16..24].copy_from_slice(&name.to_le_bytes());
    bytes
}

/// Name, key and length of all.
pub(super) fn head(bytes: &[u8; HEAD]) -> (u64, Key, u32) {
    let (mut name, mut key) = ([0; 8], Key::default());
    name.copy_from_slice(&bytes[16..24]);
    key.copy_from_slice(&bytes[24..]);
    (u64::from_le_bytes(name), key, number(bytes, 0))
}

/// Where the rows end.
pub(super) fn rows_end(head: &[u8]) -> u32 {
    number(head, 2)
}

/// The whole record.
pub(super) fn read(bytes: &[u8]) -> io::Result<PageRecord> {
    let end = rows_end(bytes) as usize;
    if bytes.len() < end || end < HEAD || crc32fast::hash(&bytes[HEAD..]) != number(bytes, 1) {
        return Err(broken());
    }
    let mut record = rows(&bytes[HEAD..end])?;
    let (evidence, findings): Support = postcard::from_bytes(&bytes[end..]).map_err(io::Error::other)?;
    record.tables.evidence = evidence;
    record.tables.findings = findings;
    Ok(record)
}

/// The record without evidence and findings; `bytes` end where the rows do.
pub(super) fn read_rows(bytes: &[u8]) -> io::Result<PageRecord> {
    if bytes.len() < HEAD || crc32fast::hash(&bytes[HEAD..]) != number(bytes, 3) {
        return Err(broken());
    }
    rows(&bytes[HEAD..])
}

fn rows(bytes: &[u8]) -> io::Result<PageRecord> {
    let rows: Rows = postcard::from_bytes(bytes).map_err(io::Error::other)?;
    let tables = Tables {
        announcements: rows.announcements,
        events: rows.events,
        event_organizers: rows.event_organizers,
        deadlines: rows.deadlines,
        people: rows.people,
        institutions: rows.institutions,
        positions: rows.positions,
        talks: rows.talks,
        appearances: rows.appearances,
        evidence: Vec::new(),
        findings: Vec::new(),
    };
    let Rows { schema_version, page, text_bytes, .. } = rows;
    Ok(PageRecord { schema_version, page, tables, rivals: Vec::new(), text_bytes })
}

/// The number at a place of the head.
fn number(bytes: &[u8], at: usize) -> u32 {
    let mut four = [0; 4];
    four.copy_from_slice(&bytes[at * 4..at * 4 + 4]);
    u32::from_le_bytes(four)
}

fn broken() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "a record is not as it was written")
}
