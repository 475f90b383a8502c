//! Who gives which talk, and when: in slots of programmes, entries of lists, cards with a badge of the day, and under the one heading of a page.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod made;

use annals::records::PageRecord;
use made::read;

/// Who talks on what: `Ann Lee: Whales at Sea`, in order of names.
fn talks(record: &PageRecord) -> Vec<String> {
    let tables = &record.tables;
    let line = |row: &annals::records::Appearance| {
        let person = tables.people.iter().find(|person| person.person_id == row.person_id)?;
        let talk = tables.talks.iter().find(|talk| Some(&talk.talk_id) == row.talk_id.as_ref())?;
        Some(format!("{}: {}", person.name, talk.title))
    };
    let mut lines: Vec<String> = tables.appearances.iter().filter_map(line).collect();
    lines.sort_unstable();
    lines.dedup();
    lines
}

/// When events are: `2022-05-04 09:00-17:00`.
fn hours(record: &PageRecord) -> Vec<String> {
    let hours = |event: &annals::records::Event| {
        let time = |time: Option<annals::dates::ClockTime>| {
            time.map_or_else(|| "-".to_owned(), |time| time.to_string())
        };
        let day = event.starts_on.map_or_else(|| "-".to_owned(), |day| day.to_string());
        format!("{day} {}-{}", time(event.start_time), time(event.end_time))
    };
    record.tables.events.iter().map(hours).collect()
}

#[test]
fn badges_of_days_are_dates() {
    let card = |day: &str, name: &str, title: &str| {
        format!(
            "<div><div>{day}</div><div>Jan</div><div>2026</div><div><p>{name} (ETH Zürich)</p><p>Title: {title} [Video]</p></div></div>"
        )
    };
    let cards = card("20", "Tim Berger", "Shifts of trees")
        + &card("22", "Ann Hollis", "Charts at work")
        + &card("29", "Jon Miller", "Learners at rest");
    let record = read("en", "Algorithms Seminar", &format!("<h2>Talks</h2>{cards}"));
    assert_eq!(hours(&record), ["2026-01-20 ---", "2026-01-22 ---", "2026-01-29 ---"]);
    assert_eq!(
        talks(&record),
        ["Ann Hollis: Charts at work", "Jon Miller: Learners at rest", "Tim Berger: Shifts of trees"]
    );
}

#[test]
fn the_line_below_a_speaker_is_the_title_whatever_it_quotes_and_names() {
    let slot = |time: &str, name: &str, title: &str| {
        format!("<tr><td>{time}</td><td><b>{name}</b><br>{title}</td></tr>")
    };
    let body = format!(
        "<table><tr><td>9:00</td><td>Begrüßung</td></tr>{}{}{}</table>",
        slot("9:15–10:00", "Gregor Baum", "»genaue Orte« – eine Darstellung der Karten"),
        slot("10:00–10:45", "Leonard Keil", "Sebastian Trost in Hermanns Briefen"),
        slot("10:45–11:30", "Johannes Stein", "»Vernunft«: Johann Georg Hermann im Kontext"),
    );
    let record = read("de", "Kolloquium, 29. März 2023", &body);
    assert_eq!(
        talks(&record),
        [
            "Gregor Baum: »genaue Orte« – eine Darstellung der Karten",
            "Johannes Stein: »Vernunft«: Johann Georg Hermann im Kontext",
            "Leonard Keil: Sebastian Trost in Hermanns Briefen",
        ]
    );
    assert_eq!(hours(&record), ["2023-03-29 09:00-11:30"]);
}

#[test]
fn a_title_stands_behind_the_stop_of_a_name_and_what_there_is_to_read_is_no_part_of_it() {
    let body = "<ul><li>1.30pm - 2.30pm: Anna Berger. Generation of tidal charts. Abstract</li><li>2.30pm - 3.00pm: Coffee break.</li>\
        <li>3.00pm - 4.00pm: Tom Hollis. How Deep is the Harbour? Abstract</li></ul>";
    let record = read("en", "Tide Colloquium, 20 May 2015", body);
    assert_eq!(
        talks(&record),
        ["Anna Berger: Generation of tidal charts", "Tom Hollis: How Deep is the Harbour?"]
    );
    assert_eq!(hours(&record), ["2015-05-20 13:30-16:00"]);
}

#[test]
fn each_of_several_talks_of_an_entry_has_its_speaker() {
    let entry = |day: &str| {
        format!(
            "<li>{day}, 2018, 4 - 6 pm, Mill Auditorium<br>Thomas Berger, PhD, Research Associate Professor<br>“Lipids in the dark”<br>\
             Alex Zeller, Postdoctoral Fellow in Ann Hollis’s lab<br>“A method to find adducts”</li>"
        )
    };
    let body = format!("<h3>Past Mill Seminars</h3><ul>{}{}</ul>", entry("March 6th"), entry("April 3rd"));
    let record = read("en", "Seminars", &body);
    assert_eq!(
        talks(&record),
        ["Alex Zeller: A method to find adducts", "Thomas Berger: Lipids in the dark"]
    );
    let names: Vec<_> = record.tables.events.iter().filter_map(|event| event.name.as_deref()).collect();
    assert_eq!(names, ["Mill Seminar", "Mill Seminar"]);
    let posts: Vec<_> = record
        .tables
        .positions
        .iter()
        .filter_map(|post| Some((post.title.as_deref()?, post.unit.as_deref())))
        .collect();
    assert!(posts.contains(&("Postdoctoral Fellow", Some("Ann Hollis's lab"))), "{posts:?}");
}

#[test]
fn a_heading_that_begins_with_its_speaker_names_no_event_and_a_town_is_where_the_speaker_is_from() {
    let talk = |day: &str, name: &str, town: &str, title: &str| {
        format!("<h4>{day} - {name} ({town}), \"{title}\"</h4><p>We discuss it.</p>")
    };
    let body = talk("14th May", "Pedro Solana", "Heidelberg", "Waves in the Harbour")
        + &talk("7th May", "Franco Carli", "Madrid", "Staying Afloat")
        + &talk("2nd May", "Anna Berger", "Leeds", "Strings and Tides");
    let record = read("en", "Seminars", &format!("<h2>2018/19 Academic Year</h2>{body}"));
    assert_eq!(
        talks(&record),
        [
            "Anna Berger: Strings and Tides",
            "Franco Carli: Staying Afloat",
            "Pedro Solana: Waves in the Harbour"
        ]
    );
    assert!(
        record
            .tables
            .events
            .iter()
            .all(|event| event.city.is_none() && event.name.as_deref() == Some("Seminar"))
    );
    assert_eq!(record.tables.institutions.len(), 3);
}

#[test]
fn a_row_of_labels_heads_its_columns_and_a_sentence_below_says_the_hours_of_all() {
    let row = |day: &str, name: &str, title: &str| {
        format!("<tr><td>{day}</td><td>{name}<br>University of Leeds</td><td>{title}</td></tr>")
    };
    let body = format!(
        "<h3>Spring 2017</h3><table><tr><td><b>Date</b></td><td><b>Speaker</b></td><td><b>Title</b></td></tr>{}{}</table>\
         <p>Tea is from 4:00 to 4:30. Talks are from 4:30 to 5:30.</p>",
        row("March 9", "Ann Hollis", "Vector bundles"),
        row("March 23", "Richard Kent", "Spaces of tilings"),
    );
    let record = read("en", "Mathematics Colloquium", &body);
    assert_eq!(talks(&record), ["Ann Hollis: Vector bundles", "Richard Kent: Spaces of tilings"]);
    assert_eq!(hours(&record), ["2017-03-09 16:30-17:30", "2017-03-23 16:30-17:30"]);
}

#[test]
fn the_days_of_a_programme_lie_in_the_range_near_the_top() {
    let day = |day: &str, name: &str, title: &str| {
        format!(
            "<h3>{day}</h3><table><tr><td>09:00 – 09:30</td><td>Registration</td></tr><tr><td>09:30 – 10:15</td><td>{name}<br>{title}</td></tr></table>"
        )
    };
    let body = format!(
        "<p>20–23 August 2025</p><h2>Overview</h2><p>The conference brings people together.</p><p>It is good.</p><h2>Programme</h2><p>Two of four days.</p>{}{}",
        day("Thursday — 21 August 2025", "Ann Hollis", "A switchboard for tides"),
        day("Friday — 22 August 2025", "Jon Miller", "The five currents"),
    );
    let record = read("en", "Tide and Harbour Conference", &body);
    let days: Vec<_> = record
        .tables
        .events
        .iter()
        .map(|event| (event.starts_on.unwrap().to_string(), event.ends_on.unwrap().to_string()))
        .collect();
    assert_eq!(days, [("2025-08-20".to_owned(), "2025-08-23".to_owned())]);
}

#[test]
fn an_event_without_a_day_takes_place_in_its_month() {
    for (language, title, body, month) in [
        ("en", "Whale Conference", "The Whale Conference will take place in May 2006 in Leeds.", "2006-05"),
        ("en", "Whale Conference, May 2006", "Everybody is welcome.", "2006-05"),
        (
            "de",
            "Konferenz der Wale",
            "Die Konferenz der Wale findet im Mai 2006 in Hamburg statt.",
            "2006-05",
        ),
        (
            "en",
            "Whale Workshop",
            "We held the workshop over the course of August and September 2020.",
            "2020-08",
        ),
    ] {
        let record = read(language, title, &format!("<p>{body}</p>"));
        let starts: Vec<_> = record
            .tables
            .events
            .iter()
            .filter_map(|event| event.starts_on)
            .map(|day| day.to_string())
            .collect();
        assert_eq!(starts, [month], "{body}");
    }
    let founded = read("en", "About the institute", "<p>The institute was founded in June 2006.</p>");
    assert!(founded.tables.events.is_empty());
}

#[test]
fn a_room_stands_between_its_day_and_its_hour_or_over_its_house() {
    for (body, venue) in [
        ("<pre>  TIDE SEMINAR\n\n  11/18/2022   MH B12    3:30    Ann Hollis\n</pre>", "MH B12"),
        (
            "<pre>  TIDE SEMINAR\n\n  Saturday, November 19, 2022\n  9:00am-12:00pm\n  ROOM 204\n  Mill Hall\n</pre>",
            "ROOM 204 Mill Hall",
        ),
        (
            "<p>Tide seminar, 18 November 2022, 3:30 pm</p><p>Place: Mill Hall 204, our lab</p>",
            "Mill Hall 204",
        ),
    ] {
        let record = read("en", "Seminar announcement", body);
        let venues: Vec<_> = record.tables.events.iter().filter_map(|event| event.venue.as_deref()).collect();
        assert_eq!(venues, [venue], "{body}");
    }
}

#[test]
fn who_is_struck_out_does_not_speak_but_a_cancelled_talk_has_its_speaker() {
    let names = |body: &str| -> Vec<String> {
        let record = read("en", "Tide Symposium, 4 May 2024", body);
        record.tables.people.iter().map(|person| person.name.clone()).collect()
    };
    let list = "<h2>Invited speakers</h2><ul><li>Ann Hollis (Fenwick College)</li><li><s>Jon Miller (University of Leeds)</s> unable to attend</li></ul>";
    assert_eq!(names(list), ["Ann Hollis"]);
    let entry = |day: &str, name: &str, title: &str| format!("{day}: {name} (Fenwick College), {title}");
    let cancelled = format!(
        "<ul><li>{}</li><li><s>{}</s> CANCELLED</li><li>{}</li></ul>",
        entry("4 May 2024", "Ann Hollis", "Tides and Tables"),
        entry("11 May 2024", "Jon Miller", "Whales at Sea"),
        entry("18 May 2024", "Maria Lopez", "Knots and Links"),
    );
    assert!(names(&cancelled).contains(&"Jon Miller".to_owned()));
}

#[test]
fn papers_of_a_body_are_of_its_meetings() {
    let body = "<h2>Agendas and minutes</h2><ul><li>Finance Committee Agenda - November 20, 2018</li><li>Planning Commission Minutes - November 27, 2018</li>\
        <li>Parks Board Agenda - December 4, 2018</li></ul>";
    let record = read("en", "Meetings", body);
    let meetings: Vec<_> = record
        .tables
        .events
        .iter()
        .map(|event| (event.name.as_deref(), event.starts_on.map(|day| day.to_string())))
        .collect();
    let expected = [
        ("Finance Committee", "2018-11-20"),
        ("Planning Commission", "2018-11-27"),
        ("Parks Board", "2018-12-04"),
    ];
    assert_eq!(meetings, expected.map(|(name, day)| (Some(name), Some(day.to_owned()))));
}
