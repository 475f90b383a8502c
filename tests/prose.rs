//! What prose alone says of an event: its day where no label and no line tells it, its place where no noun of rooms does, and what of it is none.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod made;

use annals::records::PageRecord;
use made::read;

/// The days of the events of a page.
fn days(language: &str, title: &str, body: &str) -> Vec<String> {
    let events = read(language, title, body).tables.events;
    events.iter().filter_map(|event| event.starts_on).map(|day| day.to_string()).collect()
}

#[test]
fn a_sentence_of_what_will_be_done_tells_the_day() {
    for (language, title, body) in [
        (
            "en",
            "Harbour Lecture",
            "<p>Dr. Ann Hollis, Professor of Law at Fenwick University, will speak on 12 May 2024.</p>",
        ),
        ("en", "Harbour Lecture", "<p>Dr. Ann Hollis will give a talk on 12 May 2024.</p>"),
        (
            "en",
            "Harbour Lecture",
            "<p>Dr. Ann Hollis will speak on Sunday 12 May 2024 in the Oak Room. All are welcome.</p>",
        ),
        (
            "en",
            "Panel: Who owns the tide?",
            "<p>Join us for a panel discussion on 12 May 2024, from 5:30 to 7 p.m.</p>",
        ),
        ("de", "Vortrag: Gezeiten", "<p>Prof. Dr. Anna Holm spricht am 12. Mai 2024 über Gezeiten.</p>"),
        (
            "fr",
            "Conférence : les marées",
            "<p>Le 12 mai 2024, le musée reçoit Anne Hollard, historienne. Elle donnera une conférence.</p>",
        ),
        (
            "es",
            "Conferencia sobre las mareas",
            "<p>La historiadora Ana Solana hablará el 12 de mayo de 2024 sobre las mareas.</p>",
        ),
        ("it", "Conferenza sulle maree", "<p>Il 12 maggio 2024 Anna Sartori parlerà delle maree.</p>"),
        ("nl", "Lezing over getijden", "<p>Op 12 mei 2024 spreekt dr. Anna Terpstra over getijden.</p>"),
        (
            "pt",
            "Palestra sobre as marés",
            "<p>Ana Vasconcelos falará no dia 12 de maio de 2024 sobre as marés.</p>",
        ),
    ] {
        assert_eq!(days(language, title, body), ["2024-05-12"], "{body}");
    }
}

#[test]
fn days_of_something_else_are_none_of_the_event() {
    for (title, body) in [
        ("Harbour Lecture", "<p>Published on 12 May 2024</p><p>Dr. Ann Hollis will speak in autumn.</p>"),
        ("Harbour Lecture", "<p>Dr. Ann Hollis will speak. Please register by 12 May 2024.</p>"),
        ("Harbour Lecture", "<p>Dr. Ann Hollis, born on 12 May 1964, will speak.</p>"),
        ("Harbour Workshop", "<p>Call for papers: abstracts are due on 12 May 2024.</p>"),
        (
            "Privacy Policy",
            "<p>This policy is in force since 12 May 2024. Data are used for registration to a seminar.</p>",
        ),
        (
            "New Dean of Law",
            "<p>Fenwick University has appointed Dr. Ann Hollis as Dean. She will take up the post on 12 May 2024 and will give a talk on 3 June 2024.</p>",
        ),
    ] {
        assert_eq!(days("en", title, body), [""; 0], "{body}");
    }
}

/// The venues of the events of a page.
fn venues(language: &str, title: &str, body: &str) -> Vec<String> {
    read(language, title, body).tables.events.into_iter().filter_map(|event| event.venue).collect()
}

#[test]
fn a_place_right_behind_the_hour_needs_no_noun_of_rooms() {
    for (language, title, body, venue) in [
        (
            "en",
            "Harbour Lecture",
            "<p>The lecture takes place on 12 May 2024 at 6.30 pm in the Old Bakery.</p>",
            "Old Bakery",
        ),
        (
            "pt",
            "Palestra sobre as marés",
            "<p>A palestra realiza-se no dia 12 de maio de 2024, às 15h00, no Solar das Acácias.</p>",
            "Solar das Acácias",
        ),
        (
            "de",
            "Vortrag: Gezeiten",
            "<p>Der Vortrag findet am 12. Mai 2024 um 17 Uhr in der Aula statt.</p>",
            "Aula",
        ),
    ] {
        assert_eq!(venues(language, title, body), [venue], "{body}");
    }
    let line = "<pre>\nThe lecture is on 12 May 2024 at 6.30 pm in the Hollis\nHall of Fenwick.\n</pre>";
    assert!(!venues("en", "Harbour Lecture", line).contains(&"Hollis".to_owned()));
}

#[test]
fn the_line_of_a_day_says_where_behind_a_comma() {
    for (language, line, expected) in [
        (
            "en",
            "12 May 2024, 6 pm, Fenwick Public Library, 12 Mill Street",
            &["Fenwick Public Library, 12 Mill Street"][..],
        ),
        ("en", "12 May 2024, 6 pm, The Old Mill, Leeds", &["The Old Mill"]),
        ("fr", "Dimanche 12 mai 2024 à 18 h – Musée de la Mer, Nantes", &["Musée de la Mer"]),
        ("es", "12 de mayo de 2024, 18:00 h, Biblioteca Central", &["Biblioteca Central"]),
        ("en", "12 May 2024, 6 pm, Free admission", &[]),
        (
            "en",
            "12 May 2024, Harrow: Fenwick University announced today that it will open a new school of law.",
            &[],
        ),
    ] {
        assert_eq!(venues(language, "Lecture", &format!("<p>{line}</p>")), expected, "{line}");
    }
    let columns = "<pre>\nThe talks are\n5/12/2024 MH B34 3:30 Ann Hollis\n</pre>";
    assert_eq!(venues("en", "Harbour Lecture", columns), ["MH B34"]);
}

#[test]
fn the_text_may_call_an_event_by_more_of_its_name() {
    let body = "<p>You are invited to the Inaugural Maritime Lecture given by Ann Hollis on 12 May 2024.</p>";
    let record = read("en", "Inaugural Lecture of Professor Ann Hollis", body);
    assert_eq!(record.tables.events[0].name.as_deref(), Some("Inaugural Maritime Lecture"));
}

/// The talks of a page with who gives each.
fn talks(record: &PageRecord) -> Vec<(String, String)> {
    let tables = &record.tables;
    let mut found = Vec::new();
    for appearance in &tables.appearances {
        let talk = tables.talks.iter().find(|talk| Some(talk.talk_id) == appearance.talk_id);
        let person = tables.people.iter().find(|person| person.person_id == appearance.person_id);
        if let (Some(talk), Some(person)) = (talk, person) {
            found.push((person.name.clone(), talk.title.clone()));
        }
    }
    found
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(name, title)| ((*name).to_owned(), (*title).to_owned())).collect()
}

#[test]
fn rows_lines_and_sections_hold_a_talk_each() {
    let expected = pairs(&[("Ann Hollis", "Ice and timetables"), ("Maria Lopez", "Ferries as commons")]);
    let hours = "<h2>12 May 2024</h2><table><tr><td>9:00-10:00</td><td>Keynote: Ice and timetables</td><td>Ann Hollis (Fenwick Institute of Navigation, Norway)</td></tr>\
        <tr><td>10:00-11:00</td><td>Ferries as commons</td><td>Maria Lopez (University of Harrow, Portugal)</td></tr></table>";
    let topics = "<p>12 May 2024</p><table><tr><th>Name</th><th>Position</th><th>Organisation</th><th>Topic</th></tr>\
        <tr><td>Dr. Ann Hollis</td><td>Director</td><td>Fenwick Institute</td><td>Ice and timetables</td></tr>\
        <tr><td>Dr. Maria Lopez</td><td>Professor</td><td>University of Harrow</td><td>Ferries as commons</td></tr></table>";
    let lines = "<p>12 May 2024</p><h2>Speakers</h2><p><b>Dr. Ann Hollis</b> (Fenwick Institute): Ice and timetables<br><b>Dr. Maria Lopez</b> (University of Harrow): Ferries as commons</p>";
    for body in [hours, topics, lines] {
        assert_eq!(talks(&read("en", "Conference on Lake Transport", body)), expected, "{body}");
    }
    let sections = "<h3>Ice and timetables</h3><p>Sunday, 12 May 2024, 16:15, Room 12</p><p>Ann Hollis (Fenwick Institute)</p>\
        <h3>Ferries as commons</h3><p>Sunday, 19 May 2024, 16:15, Room 12</p><p>Maria Lopez (University of Harrow)</p>";
    assert_eq!(talks(&read("en", "Upcoming seminars", sections)), expected);
}

#[test]
fn a_title_may_have_a_second_one_behind_a_full_stop() {
    let body = "<p>Am 12. Mai 2024 hält Anna Holm ihre Antrittsvorlesung. Sie spricht zum Thema „Was die Schwalben wissen. Tiere als Planer“.</p>";
    let record = read("de", "Antrittsvorlesung von Anna Holm", body);
    assert_eq!(talks(&record), pairs(&[("Anna Holm", "Was die Schwalben wissen. Tiere als Planer")]));
}

#[test]
fn a_unit_ends_where_the_name_of_its_owner_begins() {
    for (language, title, body, owner) in [
        (
            "en",
            "New Dean appointed",
            "<p>Ann Lee has been appointed Dean of the Faculty of Law of the University of Fenwick.</p>",
            "University of Fenwick",
        ),
        (
            "en",
            "New Dean appointed",
            "<p>Fenwick University has appointed Ann Lee as Dean of the Faculty of Law.</p>",
            "Fenwick University",
        ),
        (
            "nl",
            "Anna Holm benoemd",
            "<p>Anna Holm is benoemd tot hoogleraar Waterrecht aan de Faculteit Rechten van de Universiteit Harrow.</p>",
            "Universiteit Harrow",
        ),
        (
            "es",
            "Nombramiento",
            "<p>Ana Solana ha sido nombrada profesora de la Facultad de Derecho de la Universidad de Harrow.</p>",
            "Universidad de Harrow",
        ),
    ] {
        let tables = read(language, title, body).tables;
        let names: Vec<&str> = tables.institutions.iter().map(|row| row.name.as_str()).collect();
        assert_eq!(names, [owner], "{body}");
        assert!(tables.positions.iter().all(|row| row.institution_id.is_some()), "{body}");
        assert!(tables.events.is_empty(), "{body}");
    }
}

#[test]
fn a_call_is_for_one_edition_whatever_is_told_of_the_last() {
    let body = "<p>We invite submissions to the second Workshop on Tide Mills, to be held on 9 September 2025 in Stavenes, Norway.</p>\
        <p>Paper submission: 30 May 2025</p><p>The first workshop took place on 4 September 2023 in Grenmark.</p>";
    assert_eq!(days("en", "Call for Papers: Workshop on Tide Mills", body), ["2025-09-09"]);
}

#[test]
fn towns_stand_above_the_day_in_the_title_and_where_something_is_held() {
    for (title, body, town) in [
        (
            "Workshop on Tides",
            "<p>Second Workshop on Tides<br>Lisbon, Portugal<br>16 June 2010</p>",
            "Lisbon",
        ),
        ("Workshop on Tides", "<p>16 June 2010<br>Hammerwick, Norway</p>", "Hammerwick"),
        ("Workshop on Tides in Lisbon", "<p>The workshop is for all. 16 June 2010.</p>", "Lisbon"),
        (
            "Workshop on Tides",
            "<p>16 June 2010</p><p>We wait for you.</p><p>The workshop will be held in Lisbon.</p>",
            "Lisbon",
        ),
    ] {
        let record = read("en", title, body);
        let [event] = &record.tables.events[..] else { panic!("{:?}", record.tables.events) };
        assert_eq!(event.city.as_deref(), Some(town), "{body}");
    }
    let elsewhere =
        "<p>16 June 2010</p><p>We wait for you.</p><p>The previous workshop was held in Lisbon.</p>";
    assert_eq!(read("en", "Workshop on Tides", elsewhere).tables.events[0].city, None);
}

#[test]
fn capitals_before_the_town_they_are_in_house_an_event() {
    for body in [
        "The workshop will be held at NRIF in Hammerwick, MA on June 26, 2017.",
        "June 26, 2017 at NRIF in Hammerwick, MA",
    ] {
        assert_eq!(venues("en", "Workshop on Tides", &format!("<p>{body}</p>")), ["NRIF"]);
    }
}

#[test]
fn digital_libraries_summer_schools_and_sponsors_house_nothing() {
    for body in [
        "<p>The workshop takes place on 16 June 2010. Papers appear in the Harrow Digital Library.</p>",
        "<p>Harrow Summer School 2010 will be held from 16 June 2010 on.</p>",
        "<p>16 June 2010<br>Fenwick College Technical Sponsorship, sponsored by Harrow College</p>",
    ] {
        assert_eq!(venues("en", "Workshop on Tides", body), [""; 0], "{body}");
    }
    let field = "<p>Date: 16 June 2010</p><p>Location: The workshop will be held in lovely Leeds at the Mill Waterfront Hotel</p>";
    assert_eq!(venues("en", "Workshop on Tides", field), ["Mill Waterfront Hotel"]);
}

#[test]
fn towns_on_the_first_lines_and_countries_that_are_towns() {
    for (body, town) in [
        (
            "<p>Call for Participation<br>Lisbon, Portugal<br>Hosted with love<br>by many<br>16 June 2010</p>",
            "Lisbon",
        ),
        ("<p>16 June 2010<br>in Lisbon, Portugal</p>", "Lisbon"),
        ("<p>16–18 June 2010, Hammerwick, the Netherlands</p>", "Hammerwick"),
        ("<p>16 June 2010, Singapore</p>", "Singapore"),
    ] {
        let record = read("en", "Workshop on Tides", body);
        assert_eq!(record.tables.events[0].city.as_deref(), Some(town), "{body}");
    }
    let from = "<p>16 June 2010</p><p>Bring your friends.</p><p>And children.</p><p>Ann Hollis<br>Lisbon, Portugal</p>";
    assert_eq!(read("en", "Workshop on Tides", from).tables.events[0].city, None);
}
