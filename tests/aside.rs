//! What is decided of many pages is the same whether all of it is in memory or nearly all of it in files: row for row, in the same order.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(clippy::cast_possible_wrap, reason = "days are small numbers")]

#[path = "bench/synthetic.rs"]
mod synthetic;

use std::borrow::Cow;
use std::io;

use annals::dates::PartialDate;
use annals::project::Overrides;
use annals::records::{Id, PageRecord, Table, Tables, WhoSpoke};
use annals::resolve::{Records, Resolution, resolve_with};
use annals::scratch::Scratch;
use synthetic::{Kind, record};

/// Records whose decisions have room for next to nothing.
struct Aside(Vec<PageRecord>);

impl Records for Aside {
    type Error = io::Error;

    fn len(&self) -> usize {
        self.0.len()
    }

    fn rows(&self, at: usize) -> io::Result<Cow<'_, PageRecord>> {
        Ok(Cow::Borrowed(&self.0[at]))
    }

    fn record(&self, at: usize) -> io::Result<Cow<'_, PageRecord>> {
        self.rows(at)
    }

    fn scratch(&self) -> Scratch {
        Scratch::folder(&std::env::temp_dir()).room(1 << 14, 8)
    }

    fn failed(&self, error: io::Error) -> io::Result<()> {
        Err(error)
    }
}

const KINDS: [Kind; 4] = [
    Kind { name: "few of each", given: 6, family: 30, institutions: 40, days: 60 },
    Kind { name: "one surname", given: 60, family: 1, institutions: 3, days: 200 },
    Kind { name: "one institution and day", given: 9, family: 12, institutions: 1, days: 1 },
    Kind { name: "all different", given: 500, family: 5000, institutions: 9000, days: 3000 },
];

const OVERRIDES: &str = "[[person]]\nmatch.name = \"Tarba Tarba\"\nsplit = true\n\n\
    [[person]]\nmatch.name = \"Tarfen Tarba\"\njoin = [\"Tarhal Tarba\", \"Meldo Tarba\"]\nset.family_name = \"Tarba\"\n\n\
    [[institution]]\nmatch.name = \"Tarba College\"\njoin = [\"Meldo College\"]\nset.country = \"GB\"\n\n\
    [[person]]\nmatch = { name = \"Meldo Tarba\", institution = \"Tarfen College\" }\ndrop = true\n\n\
    [[institution]]\nmatch.name = \"Melgri College\"\ndrop = true\n";

/// Pages on which more is said: short forms, countries, parts of institutions, events of several days, pages that are one announcement, and people of an
/// earlier dataset.
fn records(kind: &Kind, pages: usize) -> Vec<PageRecord> {
    let mut records: Vec<PageRecord> = (0..pages).map(|page| record(kind, page)).collect();
    for page in 0..pages {
        let before = records[page / 2].tables.clone();
        let tables = &mut records[page].tables;
        for (at, row) in tables.institutions.iter_mut().enumerate() {
            let short = format!("TC{}", (row.name.len() + page % 3) % 7);
            match (page + at) % 11 {
                0 => row.name.clone_from(&short),
                1 | 2 => row.abbreviation = Some(short),
                3 => row.country = Some(if page.is_multiple_of(2) { "GB" } else { "FR" }.to_owned()),
                _ => {}
            }
        }
        if page % 5 == 0 && tables.institutions.len() > 1 {
            let (part, whole) = (page / 5 % 2, 1 - page / 5 % 2);
            tables.institutions[part].parent_id = Some(tables.institutions[whole].institution_id);
        }
        if page % 6 == 0 {
            let event = &mut tables.events[0];
            event.ends_on =
                event.starts_on.and_then(|day| PartialDate::day(day.year, day.month?, day.day? + 4));
        }
        if page % 7 == 4 {
            let (event, told) = (&mut tables.events[0], &before.events[0]);
            (event.name, event.starts_on) = (told.name.clone(), told.starts_on);
            tables.people[0].name.clone_from(&before.people[0].name);
        }
        if page % 13 == 5 {
            tables.appearances[0].person_id = before.people[0].person_id;
            tables.people[0].clone_from(&before.people[0]);
        }
        if page % 17 == 3 {
            let url = format!("https://example.org/{}", page % 4);
            tables.announcements[0].announcement_id = Id::new(Table::Announcements, &[&url]);
        }
        if page % 19 == 2 {
            tables.announcements.clear();
        }
    }
    records
}

/// All rows, and those of the flat sheet.
fn resolved<R: Records<Error: std::fmt::Debug>>(
    records: &R,
    overrides: &Overrides,
) -> (Tables, Vec<WhoSpoke>) {
    let resolution = Resolution::of(records, overrides).unwrap();
    let (mut all, mut sheet, mut spoke) = (Tables::default(), resolution.sheet(), Vec::new());
    resolution
        .each(|_, tables| {
            spoke.extend(sheet.page(&tables, |row| resolution.shares(row)));
            all.append(tables);
            Ok::<(), R::Error>(())
        })
        .unwrap();
    (all, spoke)
}

#[test]
fn what_is_put_aside_changes_nothing() {
    for kind in &KINDS {
        let records = records(kind, 700);
        for overrides in ["", OVERRIDES] {
            let overrides = Overrides::parse(overrides, "overrides.toml").unwrap();
            let (expected, spoke) = resolved(&records, &overrides);
            let (found, sheet) = resolved(&Aside(records.clone()), &overrides);
            assert!(found.people == expected.people, "{}: people differ", kind.name);
            assert!(found == expected, "{}: rows differ", kind.name);
            assert!(sheet == spoke, "{}: the sheet differs", kind.name);
        }
    }
}

/// Without merges and findings of every kind the comparison would say little.
#[test]
fn the_pages_that_are_compared_say_enough() {
    let overrides = Overrides::parse(OVERRIDES, "overrides.toml").unwrap();
    let mut seen: Vec<String> = Vec::new();
    for kind in &KINDS {
        let tables = resolve_with(records(kind, 700), &overrides).tables;
        seen.extend(tables.evidence.into_iter().map(|row| row.rule));
        seen.extend(tables.findings.into_iter().map(|row| row.code));
        seen.extend(tables.events.iter().filter(|row| row.group_id != row.event_id).map(|_| "group".into()));
    }
    for wanted in [
        "merge.name",
        "merge.abbreviation",
        "merge.name_and_institution",
        "merge.name_and_event",
        "merge.initials_and_institution",
        "may_be_one_person",
        "same_announcement",
        "overrides.toml:1",
        "overrides.toml:5",
        "group",
    ] {
        assert!(seen.iter().any(|said| said == wanted), "{wanted} is not among what is said");
    }
}
