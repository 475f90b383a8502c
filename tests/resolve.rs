//! Who is who across pages, which events are one, and what people know better: on tiny pages whose people and institutions are invented.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use annals::pipeline::{Options, extract};
use annals::project::Overrides;
use annals::records::{Finding, Origin, PageRecord, Person, Tables};
use annals::resolve::{resolve, resolve_with};
use annals::source::Page;

/// A page of a day that announces a lecture of one or more people.
fn page(source: &str, day: &str, who: &str) -> PageRecord {
    event(source, day, "Public lecture", who)
}

fn event(source: &str, day: &str, title: &str, who: &str) -> PageRecord {
    let html = format!(
        "<!doctype html><html lang=en><head><meta property=\"article:published_time\" content=\"{day}\"><title>{title}</title></head>\
         <body><h1>{title}</h1><p>{who}</p></body></html>"
    );
    let page = Page { source: source.to_owned(), bytes: html.into_bytes(), ..Page::default() };
    extract(&page, &Options::default()).unwrap()
}

/// `Dr. NAME, Professor of Law at HOME, will give a lecture on 9 May 2024.`
fn speaks(name: &str, home: &str, day: &str) -> String {
    format!(
        "Dr. {name}, Professor of Law at {home}, will give a lecture on \"{name} and Law\" on {day} 2024."
    )
}

fn lecture(source: &str, published: &str, name: &str, home: &str, day: &str) -> PageRecord {
    page(source, published, &speaks(name, home, day))
}

fn names(tables: &Tables) -> Vec<&str> {
    tables.people.iter().map(|row| row.name.as_str()).collect()
}

/// The rules of the merges and overrides of people.
fn rules(tables: &Tables) -> Vec<&str> {
    let told = tables.evidence.iter().filter(|row| row.field == "person_id");
    told.map(|row| row.rule.as_str()).collect()
}

fn codes(tables: &Tables) -> Vec<&str> {
    tables.findings.iter().map(|row| row.code.as_str()).collect()
}

fn two(first: &str, second: &str) -> Tables {
    let records = vec![
        lecture("a.html", "2024-01-10", first, "Fenwick University", "9 May"),
        lecture("b.html", "2024-02-10", second, "Fenwick University", "10 June"),
    ];
    resolve(records).tables
}

fn with(records: Vec<PageRecord>, overrides: &str) -> Tables {
    let overrides = Overrides::parse(overrides, "overrides.toml").unwrap();
    resolve_with(records, &overrides).tables
}

fn three() -> Vec<PageRecord> {
    vec![
        lecture("a.html", "2024-01-10", "Maria Lopez", "Fenwick University", "9 May"),
        lecture("b.html", "2024-02-10", "Maria Lopez", "Fenwick University", "10 June"),
        lecture("c.html", "2024-03-10", "Maria Lopez", "Ardent College", "11 July"),
    ]
}

#[test]
fn one_person_at_one_institution_is_one_row_with_all_announcements() {
    let mut records = three();
    records[2] = lecture("c.html", "2024-03-10", "Maria Lopez", "Fenwick University", "11 July");
    let tables = resolve(records).tables;
    assert_eq!(names(&tables), ["Maria Lopez"]);
    let mut pages: Vec<_> = tables.appearances.iter().map(|row| row.announcement_id).collect();
    pages.dedup();
    assert_eq!(pages.len(), 3);
    assert_eq!(rules(&tables), ["merge.name_and_institution"; 2]);
    let evidence: Vec<_> =
        tables.evidence.iter().filter(|row| row.rule.starts_with("merge.name_and")).collect();
    assert!(evidence.iter().all(|row| row.quote == "Maria Lopez" && row.origin == Origin::Inferred));
}

#[test]
fn two_people_of_one_name_stay_two() {
    let tables = resolve(three()).tables;
    assert_eq!(names(&tables), ["Maria Lopez", "Maria Lopez"]);
    let surname = two("Maria Lopez", "Elena Lopez");
    assert_eq!(names(&surname), ["Maria Lopez", "Elena Lopez"]);
}

#[test]
fn forms_of_a_name_are_aliases_of_the_fullest() {
    for (first, second, rule) in [
        ("J. A. Smith", "John A. Smith", "merge.initials_and_institution"),
        ("John Smith", "John Albert Smith", "merge.shorter_name_and_institution"),
        ("Jose Garcia", "José García", "merge.name_and_institution"),
    ] {
        let tables = two(first, second);
        assert_eq!(names(&tables), [second], "{first}");
        assert_eq!(tables.people[0].aliases, [first]);
        assert_eq!(rules(&tables), [rule]);
        let alias = tables.evidence.iter().find(|row| row.field == "aliases").unwrap();
        assert_eq!((alias.quote.as_str(), alias.item), (first, Some(0)));
    }
}

#[test]
fn two_spellings_are_one_person_and_a_finding() {
    let tables = two("Sandra Miller", "Sandrah Miller");
    assert_eq!(names(&tables), ["Sandra Miller"]);
    assert_eq!(tables.people[0].aliases, ["Sandrah Miller"]);
    let finding = tables.findings.iter().find(|row| row.code == "two_spellings").unwrap();
    assert_eq!(finding.row_id, Some(tables.people[0].person_id));
    assert!(finding.message.contains("`Sandrah Miller`"));
}

#[test]
fn who_may_be_one_of_two_is_neither() {
    let both = format!(
        "{} {}",
        speaks("John Smith", "Fenwick University", "9 May"),
        speaks("Jane Smith", "Fenwick University", "9 May")
    );
    let later = lecture("b.html", "2024-02-10", "J. Smith", "Fenwick University", "10 June");
    let tables = resolve(vec![page("a.html", "2024-01-10", &both), later]).tables;
    assert_eq!(names(&tables), ["John Smith", "Jane Smith", "J. Smith"]);
    assert!(codes(&tables).contains(&"may_be_one_person"));
    let earlier = lecture("b.html", "2023-02-10", "J. Smith", "Fenwick University", "10 June");
    let tables = resolve(vec![page("a.html", "2024-01-10", &both), earlier]).tables;
    assert_eq!(names(&tables), ["J. Smith", "John Smith", "Jane Smith"]);
}

#[test]
fn the_result_is_the_same_in_any_order() {
    let mut records = three();
    records.push(lecture("d.html", "2024-04-10", "M. Lopez", "Ardent College", "12 July"));
    records.push(lecture("e.html", "2024-04-10", "Maria Teresa Lopez", "Ardent College", "13 July"));
    let expected = resolve(records.clone());
    for turn in 0..records.len() {
        for other in 0..records.len() {
            let mut mixed = records.clone();
            mixed.rotate_left(turn);
            mixed.swap(0, other);
            assert_eq!(resolve(mixed), expected);
        }
    }
}

#[test]
fn a_newer_page_changes_no_id() {
    let mut records = vec![
        lecture("b.html", "2024-02-10", "J. Smith", "Fenwick University", "10 June"),
        lecture("c.html", "2024-03-10", "Maria Lopez", "Ardent College", "11 July"),
    ];
    let ids = |tables: &Tables| -> Vec<_> { tables.people.iter().map(|row| row.person_id).collect() };
    let before = ids(&resolve(records.clone()).tables);
    records.push(lecture("a.html", "2024-04-10", "John Smith", "Fenwick University", "1 August"));
    records.push(lecture("0.html", "2024-05-10", "Maria Lopez", "Fenwick University", "2 August"));
    let after = resolve(records).tables;
    assert_eq!(ids(&after)[..2], before[..]);
    assert_eq!(names(&after), ["John Smith", "Maria Lopez", "Maria Lopez"]);
}

#[test]
fn an_abbreviation_is_the_one_institution_that_is_abbreviated_so() {
    let mut records = vec![
        lecture("a.html", "2024-01-10", "Maria Lopez", "Fenwick Polytechnic (FPX)", "9 May"),
        lecture("b.html", "2024-02-10", "Maria Lopez", "FPX", "10 June"),
    ];
    let tables = resolve(records.clone()).tables;
    assert_eq!(names(&tables), ["Maria Lopez"]);
    assert_eq!(tables.institutions.len(), 1);
    assert!(tables.evidence.iter().any(|row| row.rule == "merge.abbreviation" && row.quote == "FPX"));
    records.push(lecture(
        "c.html",
        "2024-03-10",
        "Elena Weiss",
        "Foundation for Polar Xenobiology Institute (FPX)",
        "1 June",
    ));
    assert_eq!(resolve(records).tables.institutions.len(), 3);
}

#[test]
fn an_event_announced_twice_is_one_group() {
    let title = "Workshop on Tidal River Data";
    let said = |day: &str| speaks("Maria Lopez", "Fenwick University", day);
    let records = vec![
        event("a.html", "2024-01-10", title, &said("9 May")),
        event("b.html", "2024-02-10", "Workshop on Tidal River Data 2024", &said("9 May")),
        event("c.html", "2024-03-10", title, &said("10 May")),
    ];
    let tables = resolve(records).tables;
    let groups: Vec<_> =
        tables.events.iter().map(|row| (row.name.as_deref(), row.starts_on, row.group_id)).collect();
    assert_eq!(groups.len(), 3, "{groups:?}");
    assert_eq!(groups[0].2, groups[1].2, "{groups:?}");
    assert_ne!(groups[0].2, groups[2].2, "{groups:?}");
}

#[test]
fn of_pages_with_one_address_the_newest_stands_for_all() {
    let saved = |source: &str, published: &str, day: &str| {
        let html = format!(
            "<!doctype html><html lang=en><head><meta property=\"article:published_time\" content=\"{published}\">\
             <title>Public lecture</title></head><body><h1>Public lecture</h1><p>{}</p></body></html>",
            speaks("Maria Lopez", "Fenwick University", day)
        );
        let url = Some("https://example.org/lecture".to_owned());
        let page = Page { source: source.to_owned(), url, bytes: html.into_bytes(), ..Page::default() };
        extract(&page, &Options::default()).unwrap()
    };
    let mut records = vec![
        saved("old.html", "2024-01-10", "9 May"),
        saved("new.html", "2024-02-10", "10 May"),
        saved("print.html", "2024-01-10", "9 May"),
        lecture("other.html", "2024-03-10", "Ann Lee", "Ardent College", "11 July"),
    ];
    let tables = resolve(records.clone()).tables;
    let sources: Vec<&str> = tables.announcements.iter().map(|row| row.source.as_str()).collect();
    assert_eq!(sources, ["new.html", "other.html"]);
    assert_eq!(tables.events[0].starts_on.unwrap().to_string(), "2024-05-10");
    assert_eq!(codes(&tables), ["same_announcement"]);
    assert!(tables.findings[0].message.ends_with("left out: old.html, print.html"));
    records.rotate_left(3);
    assert!(resolve(records).tables == tables);
}

#[test]
fn a_join_is_lasting_and_has_its_entry_as_evidence() {
    let join = "[[person]]\nmatch = { name = \"Maria Lopez\", institution = \"Fenwick University\" }\n\
                join = [{ name = \"Maria Lopez\", institution = \"Ardent College\" }]\n";
    let tables = with(three(), join);
    assert_eq!(names(&tables), ["Maria Lopez"]);
    let told = tables.evidence.iter().find(|row| row.origin == Origin::Override).unwrap();
    assert_eq!((told.rule.as_str(), told.row_id), ("overrides.toml:1", tables.people[0].person_id));
    assert!(codes(&tables).iter().all(|code| !code.starts_with("override")), "{:?}", codes(&tables));
    let mut more = three();
    more.push(lecture("d.html", "2024-04-10", "Maria Lopez", "Ardent College", "12 July"));
    assert_eq!(names(&with(more, join)), ["Maria Lopez"]);
}

#[test]
fn a_split_keeps_apart_what_looks_like_one() {
    let split = "[[person]]\nmatch = { name = \"Maria Lopez\", announcement = \"b.html\" }\nsplit = true\n";
    let tables = with(three(), split);
    assert_eq!(names(&tables).len(), 3);
    assert_eq!(rules(&tables), ["overrides.toml:1"]);
    let idle = with(three(), &split.replace("b.html", "c.html"));
    assert!(codes(&idle).contains(&"override_redundant"));
}

#[test]
fn a_set_value_has_the_entry_as_its_only_evidence() {
    let set = "[[person]]\nmatch.name = \"Maria Lopez\"\nset = { family_name = \"López Vidal\", honorifics = [\"Prof.\", \"Dr.\"] }\n\n\
               [[institution]]\nmatch.name = \"Ardent College\"\nset.country = \"GB\"\n\n\
               [[value]]\ntable = \"events\"\nmatch = { announcement = \"a.html\" }\nset = { starts_on = 2024-05-10, city = \"Fenwick\" }\n\n\
               [[value]]\ntable = \"positions\"\nmatch = { person = \"Maria Lopez\", announcement = \"c.html\" }\n\
               set = { institution = \"Fenwick University\", title = \"\" }\n";
    let tables = with(three(), set);
    let person: &Person = &tables.people[0];
    assert_eq!(person.family_name.as_deref(), Some("López Vidal"));
    assert_eq!(person.honorifics, ["Prof.", "Dr."]);
    let told: Vec<_> = tables
        .evidence
        .iter()
        .filter(|row| row.row_id == person.person_id && row.field == "honorifics")
        .map(|row| (row.item, row.origin, row.rule.as_str()))
        .collect();
    let entry = (Origin::Override, "overrides.toml:1");
    assert_eq!(told, [(Some(0), entry.0, entry.1), (Some(1), entry.0, entry.1)]);
    let college = tables.institutions.iter().find(|row| row.name == "Ardent College").unwrap();
    assert_eq!(college.country.as_deref(), Some("GB"));
    assert_eq!(tables.events[0].starts_on.unwrap().to_string(), "2024-05-10");
    assert_eq!(tables.events[0].city.as_deref(), Some("Fenwick"));
    let moved = &tables.positions[2];
    assert_eq!((moved.institution_id, moved.title.as_deref()), (tables.positions[0].institution_id, None));
    assert!(codes(&tables).iter().all(|code| !code.starts_with("override")), "{:?}", codes(&tables));
}

#[test]
fn a_dropped_person_leaves_the_talk() {
    let drop =
        "[[person]]\nmatch = { name = \"Maria Lopez\", institution = \"Ardent College\" }\ndrop = true\n";
    let (before, tables) = (resolve(three()).tables, with(three(), drop));
    assert_eq!(tables.people.len(), 1);
    let ids = |tables: &Tables| tables.talks.iter().map(|row| row.talk_id).collect::<Vec<_>>();
    assert_eq!(ids(&tables), ids(&before));
    let titles: Vec<&str> = tables.talks.iter().map(|row| row.title.as_str()).collect();
    assert_eq!(
        titles,
        ["Maria Lopez and Law", "Maria Lopez and Law", "***** ***** and Law"],
        "only on her page"
    );
    assert!(tables.appearances.iter().all(|row| row.person_id == tables.people[0].person_id));
    assert_eq!(tables.positions.len(), 2);
    let gone = before.people[1].person_id;
    assert!(tables.evidence.iter().all(|row| row.row_id != gone));
}

#[test]
fn an_entry_that_no_longer_applies_is_a_finding() {
    let stale = "[[person]]\nmatch.name = \"Nobody Here\"\ndrop = true\n\n\
                 [[person]]\nmatch.name = \"Maria Lopez\"\njoin = [\"Mary Lopez\"]\n\n\
                 [[institution]]\nmatch.name = \"Ardent College\"\nset.name = \"Ardent College\"\n\n\
                 [[value]]\ntable = \"positions\"\nmatch.person = \"Maria Lopez\"\nset.institution = \"Nowhere College\"\n";
    let tables = with(three(), stale);
    let found: Vec<(&str, &str)> = tables
        .findings
        .iter()
        .filter(|row| row.code.starts_with("override"))
        .map(|row| (row.code.as_str(), row.message.split(": ").next().unwrap()))
        .collect();
    let expected = [
        ("override_unused", "overrides.toml:1"),
        ("override_unused", "overrides.toml:5"),
        ("override_redundant", "overrides.toml:9"),
        ("override_unused", "overrides.toml:13"),
    ];
    assert_eq!(found, expected);
    let nobody = |row: &Finding| row.message.contains("no row is the person that it erases");
    assert!(tables.findings.iter().any(nobody));
    let told = |row: &Finding| row.message.contains("Nobody Here");
    assert!(!tables.findings.iter().any(told), "what somebody to be erased is called is not told");
}

#[test]
fn overrides_do_not_depend_on_the_order_of_the_pages() {
    let text = "[[person]]\nmatch = { name = \"Maria Lopez\", announcement = \"b.html\" }\nsplit = true\nset.name = \"M. Lopez\"\n";
    let mut turned = three();
    turned.reverse();
    assert_eq!(with(three(), text), with(turned, text));
}
