//! Profiles learned from eight pages of a site are right on eight others, also where what is read without them is wrong.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod sites;

use std::sync::Arc;

use annals::normalize::fold;
use annals::pipeline::{self, Options};
use annals::profile::{Profile, suggest};
use annals::records::{AppearanceRole, PageRecord};
use annals::source::Page;
use sites::{Facts, SITES, Site};

/// Pages that a profile is learned from, and as many that it is tried on.
const PAGES: usize = 8;

/// The first pages of both, one way and the other.
const WAYS: [(usize, usize); 2] = [(0, PAGES), (PAGES, 0)];

/// Part of the fields that must be right.
const FLOOR: f64 = 0.95;

fn page(site: &Site, number: usize) -> Page {
    let bytes = sites::page(site, number).into_bytes();
    Page { source: format!("pages/{}/{number}.html", site.name), bytes, ..Page::default() }
}

/// What is said of a field, whether it is right.
fn fields(facts: &Facts, record: &PageRecord) -> Vec<(String, bool)> {
    let tables = &record.tables;
    let mut told = Vec::new();
    let mut tell = |field: &str, right: bool| told.push((field.to_owned(), right));
    let day = |(year, month, day): (i16, usize, usize)| format!("{year}-{month:02}-{day:02}");
    let same = |said: Option<&String>, meant: &str| said.is_some_and(|said| fold(said) == fold(meant));
    let head = tables.announcements.first();
    tell("title", same(head.and_then(|row| row.title.as_ref()), &facts.title));
    tell(
        "published_on",
        head.and_then(|row| row.published_on).is_some_and(|said| said.to_string() == day(facts.published)),
    );
    let mut meant = 0;
    for event in &facts.events {
        let found = tables.events.iter().find(|row| {
            let several = facts.events.len() > 1;
            !several || same(row.theme.as_ref(), &event.theme) || same(row.name.as_ref(), &event.theme)
        });
        let themed = found.is_some_and(|row| {
            same(row.theme.as_ref(), &event.theme) || same(row.name.as_ref(), &event.theme)
        });
        tell("theme", themed);
        tell(
            "starts_on",
            found.and_then(|row| row.starts_on).is_some_and(|said| said.to_string() == day(event.day)),
        );
        let time = format!("{:02}:{:02}", event.time.0, event.time.1);
        tell("start_time", found.and_then(|row| row.start_time).is_some_and(|said| said.to_string() == time));
        tell("venue", same(found.and_then(|row| row.venue.as_ref()), event.venue));
        for who in &event.speakers {
            meant += 1;
            let person = tables.people.iter().find(|row| fold(&row.name) == fold(&who.name));
            let roles = || {
                tables.appearances.iter().filter(|row| Some(row.person_id) == person.map(|row| row.person_id))
            };
            tell(
                "speaker",
                roles().any(|row| {
                    row.role == AppearanceRole::Speaker && row.event_id == found.map(|row| row.event_id)
                }),
            );
            tell("honorific", person.is_some_and(|row| row.honorifics == [who.honorific]));
            let posts = || {
                tables.positions.iter().filter(|row| Some(row.person_id) == person.map(|row| row.person_id))
            };
            tell("post", posts().any(|row| same(row.title.as_ref(), who.post)));
            let homes = || {
                posts().filter_map(|row| {
                    tables.institutions.iter().find(|home| Some(home.institution_id) == row.institution_id)
                })
            };
            tell("institution", homes().any(|home| fold(&home.name) == fold(who.home)));
            if has_talks(record) {
                let talks = || {
                    roles()
                        .filter_map(|row| tables.talks.iter().find(|talk| Some(talk.talk_id) == row.talk_id))
                };
                tell("talk", talks().any(|talk| fold(&talk.title) == fold(&who.talk)));
            }
        }
    }
    let speakers = tables.appearances.iter().filter(|row| row.role == AppearanceRole::Speaker).count();
    // Who is said to speak and does not is a field that is wrong.
    (meant..speakers).for_each(|_| tell("speaker too many", false));
    told
}

/// Sites that print what each speaks about.
fn has_talks(record: &PageRecord) -> bool {
    !["/meadow/", "/lantern/"].iter().any(|site| record.page.source.contains(site))
}

/// The part of the fields of the unseen pages that are right, and which are wrong.
fn score(site: &Site, first: usize, options: &Options) -> (f64, Vec<String>) {
    let mut wrong = Vec::new();
    let mut all = 0;
    for number in first..first + PAGES {
        let record = pipeline::extract(page(site, number), options).unwrap();
        for (field, right) in fields(&sites::facts(site, number), &record) {
            all += 1;
            if !right {
                wrong.push(format!("{number}.{field}"));
            }
        }
    }
    ((all - wrong.len()) as f64 / all as f64, wrong)
}

#[test]
fn suggested_profiles_are_right_on_unseen_pages() {
    let mut bad = Vec::new();
    let mut generic_below = 0;
    for (site, (learned, unseen)) in SITES.iter().flat_map(|site| WAYS.map(|way| (site, way))) {
        let pages: Vec<Page> = (learned..learned + PAGES).map(|number| page(site, number)).collect();
        let text = suggest(&pages, &Options::default()).unwrap();
        let profile = Profile::parse(site.name, &text, "suggested.toml").unwrap();
        let (before, missing) = score(site, unseen, &Options::default());
        let options = Options { profile: Some(Arc::new(profile)), ..Options::default() };
        let (after, wrong) = score(site, unseen, &options);
        eprintln!("{}: {before:.3} without, {after:.3} with the suggested profile", site.name);
        if std::env::var_os("SHOW").is_some() {
            eprintln!("{text}\nwithout: {missing:?}\nwith: {wrong:?}\n");
        }
        generic_below += usize::from(before < FLOOR);
        if after < FLOOR {
            bad.push(format!("{}: {after:.3}: {wrong:?}\n{text}", site.name));
        }
    }
    assert!(bad.is_empty(), "below {FLOOR}:\n{}", bad.join("\n"));
    assert!(generic_below >= 4, "the sites must be hard without a profile");
}

#[test]
fn a_suggested_profile_is_the_same_each_time_and_is_for_the_pages_it_was_learned_from() {
    let pages: Vec<Page> = (0..4).map(|number| page(&SITES[0], number)).collect();
    let text = suggest(&pages, &Options::default()).unwrap();
    assert_eq!(suggest(&pages, &Options::default()).unwrap(), text);
    let profile = Profile::parse("harbour", &text, "harbour.toml").unwrap();
    assert!(profile.is_for("pages/harbour/99.html") && !profile.is_for("pages/other/1.html"));
}

#[test]
fn pages_that_have_nothing_in_common_give_no_selectors() {
    let texts = ["<p>Nothing here</p>", "<h1>Soup</h1><p>Leek and potato</p>"];
    let page = |(at, text): (usize, &&str)| Page {
        source: format!("{at}.html"),
        bytes: text.as_bytes().to_vec(),
        ..Page::default()
    };
    let pages: Vec<Page> = texts.iter().enumerate().map(page).collect();
    let text = suggest(&pages, &Options::default()).unwrap();
    assert!(Profile::parse("x", &text, "x.toml").is_ok(), "{text}");
    assert!(!text.contains("each ="), "{text}");
}
