//! The same facts in five layouts (prose, a table, a definition list, a programme by the hour, an old mail) give the same records.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::fmt::Write;

use annals::pipeline::{self, Options};
use annals::records::Id;
use annals::source::Page;

/// A talk: when it begins, who gives it, as what, where, in which country, on what.
struct Talk {
    time: &'static str,
    honorific: &'static str,
    name: &'static str,
    post: &'static str,
    institution: &'static str,
    country: (&'static str, &'static str),
    title: &'static str,
}

/// An event with its talks.
struct Facts {
    name: &'static str,
    /// As printed, and in ISO 8601.
    day: (&'static str, &'static str),
    time: &'static str,
    venue: &'static str,
    talks: [Talk; 2],
}

/// Writes facts as the body of a page.
type Layout = fn(&Facts) -> String;

const FACTS: [Facts; 3] = [
    Facts {
        name: "Harbour Colloquium",
        day: ("14 March 2024", "2024-03-14"),
        time: "10:00",
        venue: "Room 204, Fenwick Hall",
        talks: [
            Talk {
                time: "10:00",
                honorific: "Dr.",
                name: "Maria Lopez",
                post: "Director",
                institution: "Fenwick College",
                country: ("Kenya", "KE"),
                title: "Tides and the Towns They Made",
            },
            Talk {
                time: "11:00",
                honorific: "Prof.",
                name: "Ann Hollis",
                post: "Senior Lecturer",
                institution: "Harrow Institute of Fisheries",
                country: ("Ghana", "GH"),
                title: "Salt, Silver and Small Boats",
            },
        ],
    },
    Facts {
        name: "Workshop on Soil and Memory",
        day: ("7 October 2025", "2025-10-07"),
        time: "09:30",
        venue: "Lecture Hall 3",
        talks: [
            Talk {
                time: "09:30",
                honorific: "Prof.",
                name: "Tomasz Nowak",
                post: "Head of Archives",
                institution: "University of Skerry",
                country: ("Poland", "PL"),
                title: "What the Furrow Remembers",
            },
            Talk {
                time: "10:45",
                honorific: "Dr.",
                name: "Amina Hassan",
                post: "Research Fellow",
                institution: "Marsh Foundation",
                country: ("Egypt", "EG"),
                title: "Letters Under the Floor",
            },
        ],
    },
    Facts {
        name: "Lighthouse Seminar",
        day: ("21 May 2023", "2023-05-21"),
        time: "16:15",
        venue: "Seminar Room 12",
        talks: [
            Talk {
                time: "16:15",
                honorific: "Dr.",
                name: "Laura Bianchi",
                post: "Curator",
                institution: "Museum of Coastal Light",
                country: ("Italy", "IT"),
                title: "Keepers and Their Daughters",
            },
            Talk {
                time: "17:00",
                honorific: "Dr.",
                name: "Daniel Okafor",
                post: "Assistant Professor",
                institution: "Volta Polytechnic",
                country: ("Nigeria", "NG"),
                title: "The Lens That Came Back",
            },
        ],
    },
];

fn prose(facts: &Facts) -> String {
    let mut text = format!(
        "<p>The {} takes place on {} at {} in {}.</p>",
        facts.name, facts.day.0, facts.time, facts.venue
    );
    for talk in &facts.talks {
        let Talk { honorific, name, post, institution, country, title, .. } = talk;
        write!(
            text,
            "<p>{honorific} {name}, {post} at {institution}, {}, will speak on “{title}”.</p>",
            country.0
        )
        .unwrap();
    }
    text
}

fn table(facts: &Facts) -> String {
    let mut rows = format!(
        "<table><tr><th>Date</th><td>{}</td></tr><tr><th>Time</th><td>{}</td></tr><tr><th>Venue</th><td>{}</td></tr></table>\
         <table><tr><th>Speaker</th><th>Position</th><th>Institution</th><th>Title</th></tr>",
        facts.day.0, facts.time, facts.venue
    );
    for talk in &facts.talks {
        let Talk { honorific, name, post, institution, country, title, .. } = talk;
        write!(
            rows,
            "<tr><td>{honorific} {name}</td><td>{post}</td><td>{institution}, {}</td><td>{title}</td></tr>",
            country.0
        )
        .unwrap();
    }
    rows + "</table>"
}

fn definitions(facts: &Facts) -> String {
    let mut list = format!(
        "<dl><dt>Date</dt><dd>{}</dd><dt>Time</dt><dd>{}</dd><dt>Venue</dt><dd>{}</dd>",
        facts.day.0, facts.time, facts.venue
    );
    for talk in &facts.talks {
        let Talk { honorific, name, post, institution, country, title, .. } = talk;
        write!(
            list,
            "<dt>Speaker</dt><dd>{honorific} {name}, {post}, {institution}, {}</dd><dt>Title</dt><dd>{title}</dd>",
            country.0
        )
        .unwrap();
    }
    list + "</dl>"
}

fn programme(facts: &Facts) -> String {
    let mut list = format!("<p>{}, {}, {}</p><h2>Programme</h2><ul>", facts.day.0, facts.time, facts.venue);
    for talk in &facts.talks {
        let Talk { time, honorific, name, post, institution, country, title } = talk;
        write!(
            list,
            "<li>{time} – {honorific} {name} ({post}, {institution}, {}): “{title}”</li>",
            country.0
        )
        .unwrap();
    }
    list + "</ul>"
}

fn mail(facts: &Facts) -> String {
    let mut text =
        format!("<pre>\nDate:    {}\nTime:    {}\nVenue:   {}\n", facts.day.0, facts.time, facts.venue);
    for talk in &facts.talks {
        let Talk { honorific, name, post, institution, country, title, .. } = talk;
        write!(
            text,
            "\nSpeaker: {honorific} {name}, {post}, {institution}, {}\nTitle:   {title}\n",
            country.0
        )
        .unwrap();
    }
    text + "</pre>"
}

/// What a page says, a line a fact, in order.
fn said(facts: &Facts, body: &str) -> Vec<String> {
    let html = format!("<html lang=en><body><main><h1>{}</h1>{body}</main></body></html>", facts.name);
    let page = Page { source: "example".into(), bytes: html.into_bytes(), ..Page::default() };
    let tables = pipeline::extract(&page, &Options::default()).unwrap().tables;
    let mut lines: Vec<String> = tables
        .events
        .iter()
        .map(|event| {
            let day = event.starts_on.map(|day| day.to_string());
            let time = event.start_time.map(|time| time.to_string());
            format!("event {:?} {day:?} {time:?} {:?}", event.name, event.venue)
        })
        .collect();
    let institution = |id: &Id| tables.institutions.iter().find(|known| known.institution_id == *id).unwrap();
    for person in &tables.people {
        for post in tables.positions.iter().filter(|post| post.person_id == person.person_id) {
            let home = post.institution_id.as_ref().map(institution);
            let home = home.map(|home| (home.name.as_str(), home.country.as_deref()));
            lines.push(format!("post {} {:?} {:?} {home:?}", person.name, person.honorifics, post.title));
        }
        for done in tables.appearances.iter().filter(|done| done.person_id == person.person_id) {
            let talk = tables.talks.iter().find(|talk| Some(&talk.talk_id) == done.talk_id.as_ref());
            lines.push(format!("talk {} {:?} {:?}", person.name, done.role, talk.map(|talk| &talk.title)));
        }
    }
    lines.sort();
    lines
}

/// What it should say.
fn meant(facts: &Facts) -> Vec<String> {
    let mut lines = vec![format!(
        "event {:?} {:?} {:?} {:?}",
        Some(facts.name),
        Some(facts.day.1),
        Some(facts.time),
        Some(facts.venue)
    )];
    for talk in &facts.talks {
        let Talk { honorific, name, post, institution, country, title, .. } = talk;
        let home = Some((*institution, Some(country.1)));
        lines.push(format!("post {name} {:?} {:?} {home:?}", [honorific], Some(post)));
        lines.push(format!("talk {name} Speaker {:?}", Some(title)));
    }
    lines.sort();
    lines
}

#[test]
fn five_layouts_say_the_same() {
    let layouts: [(&str, Layout); 5] = [
        ("prose", prose),
        ("table", table),
        ("definition list", definitions),
        ("programme", programme),
        ("mail", mail),
    ];
    for facts in &FACTS {
        for (layout, write) in layouts {
            assert_eq!(said(facts, &write(facts)), meant(facts), "{} as a {layout}", facts.name);
        }
    }
}
