//! What a page says of its event, its talks and itself in one sentence or line: the classes of mistakes that readers of the fixtures found.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use annals::pipeline::{Options, extract};
use annals::records::{Event, PageRecord, Talk};
use annals::source::Page;

fn read(language: &str, title: &str, body: &str) -> PageRecord {
    let html = format!(
        "<html lang={language}><head><title>{title}</title></head><body><main><h1>{title}</h1>{body}</main></body></html>"
    );
    let page = Page { source: "page.html".into(), bytes: html.into_bytes(), ..Page::default() };
    extract(&page, &Options::default()).unwrap()
}

fn event(record: &PageRecord) -> &Event {
    let [event] = &record.tables.events[..] else { panic!("{:?}", record.tables.events) };
    event
}

fn day(event: &Event) -> String {
    event.starts_on.map(|day| day.to_string()).unwrap_or_default()
}

fn status(record: &PageRecord) -> Option<&'static str> {
    event(record).status.map(annals::records::EventStatus::as_str)
}

fn titles(record: &PageRecord) -> Vec<&str> {
    record.tables.talks.iter().map(|talk: &Talk| talk.title.as_str()).collect()
}

/// Role and talk of the appearance of a person.
fn appears(record: &PageRecord, name: &str) -> Vec<(&'static str, Option<String>)> {
    let tables = &record.tables;
    let Some(person) = tables.people.iter().find(|person| person.name == name) else { return Vec::new() };
    let own = tables.appearances.iter().filter(|appearance| appearance.person_id == person.person_id);
    own.map(|appearance| {
        let talk = tables.talks.iter().find(|talk| Some(talk.talk_id) == appearance.talk_id);
        (appearance.role.as_str(), talk.map(|talk| talk.title.clone()))
    })
    .collect()
}

#[test]
fn what_is_said_of_fees_cancels_nothing() {
    for (language, title, day, fee) in [
        (
            "en",
            "Workshop on Tide Mills",
            "The workshop takes place on 12 October 2023.",
            "No refund of the fee if it is cancelled after 1 October 2023.",
        ),
        (
            "de",
            "Tagung „Gezeitenmühlen“",
            "Die Tagung findet am 12. Oktober 2023 statt.",
            "Bei Absage nach dem 1. Oktober 2023 wird die Tagungsgebühr fällig.",
        ),
        (
            "fr",
            "Colloque « Moulins à marée »",
            "Le colloque aura lieu le 12 octobre 2023.",
            "En cas d'annulation après le 1 octobre 2023, les frais d'inscription restent dus.",
        ),
    ] {
        let record = read(language, title, &format!("<p>{day}</p><p>{fee}</p>"));
        assert_eq!(status(&record), None, "{language}");
    }
    let record =
        read("en", "Workshop on Tide Mills", "<p>The workshop on 12 October 2023 has been cancelled.</p>");
    assert_eq!(status(&record), Some("cancelled"));
}

#[test]
fn an_event_told_as_past_was_held() {
    let record =
        read("en", "Workshop on Tide Mills", "<p>The workshop took place on 12 October 2023 in Leeds.</p>");
    assert_eq!(status(&record), Some("held"));
    let record = read(
        "en",
        "Workshop on Tide Mills",
        "<p>The workshop will take place on 12 October 2023 in Leeds.</p>",
    );
    assert_eq!(status(&record), None);
}

#[test]
fn the_number_of_an_edition_is_read_in_words_and_roman_numbers() {
    for (language, title, body, number) in [
        (
            "en",
            "The Twenty-First Annual Mill Lecture",
            "<p>The lecture takes place on 12 October 2023.</p>",
            21,
        ),
        (
            "en",
            "Third Conference on Tide Mills",
            "<p>12 October 2023, Leeds. The second conference was held in 2021.</p>",
            3,
        ),
        ("es", "IV Encuentro de Molinos", "<p>El encuentro se celebrará el 12 de octubre de 2023.</p>", 4),
        (
            "nl",
            "Twaalfde studiemiddag over molens",
            "<p>De studiemiddag vindt plaats op 12 oktober 2023.</p>",
            12,
        ),
        ("ja", "第48回公開講演会のご案内", "<p>日時：2023年10月12日（木）14:00</p>", 48),
    ] {
        let record = read(language, title, body);
        assert_eq!(event(&record).ordinal, Some(number), "{title}");
    }
}

#[test]
fn other_editions_make_no_series_of_events() {
    let record = read(
        "es",
        "IV Encuentro de Molinos",
        "<p>El IV Encuentro se celebrará el 12 de octubre de 2023.</p><p>El III Encuentro se celebró el 3 de junio de 2021.</p>",
    );
    assert_eq!(day(event(&record)), "2023-10-12");
}

#[test]
fn doors_open_before_the_hour() {
    let record = read(
        "en",
        "The Autumn Lecture",
        "<p>Date: Thursday, 20th October 2011</p><p>Time: 7.30 for 8 p.m.</p>",
    );
    let event = event(&record);
    assert_eq!(day(event), "2011-10-20");
    assert_eq!(event.start_time.unwrap().to_string(), "20:00");
}

#[test]
fn a_day_under_other_news_is_due_for_nothing_here() {
    let record = read(
        "en",
        "Workshop on Tide Mills",
        "<p>The workshop takes place on 12 October 2023. Register by 1 October 2023.</p>\
         <h2>In other news</h2><p>Applications for the mill prize: deadline 15 November 2023.</p>",
    );
    let due: Vec<String> =
        record.tables.deadlines.iter().map(|deadline| deadline.due_on.to_string()).collect();
    assert_eq!(due, ["2023-10-01"]);
}

#[test]
fn a_press_release_says_where_and_when_it_was_issued() {
    let record = read(
        "en",
        "Mill prize awarded",
        "<p>ACCRA, Ghana, 4 March 2024 — The Fenwick Foundation will hand over the mill prize to three millers at a ceremony on 8 March 2024.</p>",
    );
    let published = record.tables.announcements[0].published_on;
    assert_eq!(published.map(|day| day.to_string()), Some("2024-03-04".to_owned()));
}

#[test]
fn what_is_to_come_is_announced_whatever_the_past_was() {
    let record = read(
        "en",
        "Workshop on Tide Mills",
        "<p class=byline>Posted on 1 September 2023</p><p>The workshop is on 12 October 2023. The last ones were held in Leeds and took place in spring.</p>",
    );
    let kind = record.tables.announcements[0].kind.map(annals::records::AnnouncementKind::as_str);
    assert_eq!(kind, Some("event_announcement"));
}

#[test]
fn an_entry_that_is_online_has_no_part_in_the_common_room() {
    let record = read(
        "en",
        "Lent Term Seminars 2025",
        "<p>Seminars take place on Mondays at 3 p.m. in the Kettle Room, Mill Building.</p>\
         <ul><li>3 February 2025: Ann Lee, “Three Tones, Two Scribes”</li>\
         <li>17 February 2025: Maria Lopez, “When Classifiers Travel” (online only)</li>\
         <li>3 March 2025: Kwame Asante, “Free Relatives at the Bar”</li></ul>",
    );
    let places: Vec<Option<&str>> = record.tables.events.iter().map(|event| event.venue.as_deref()).collect();
    assert_eq!(places[1], None);
    assert!(places[0].is_some_and(|venue| venue.contains("Kettle Room")), "{places:?}");
    assert_eq!(record.tables.events[1].format.map(annals::records::EventFormat::as_str), Some("online"));
    assert!(
        record.tables.events.iter().all(|event| event.series.as_deref() == Some("Lent Term Seminars 2025"))
    );
}

#[test]
fn a_line_with_a_bullet_before_its_label_is_a_field() {
    let record = read(
        "ja",
        "公開講演会",
        "<p>■演題：「塩の道をたどる旅の話」<br>■日時：2025年6月11日（水）14:00<br>■会場：市民プラザ 大会議室</p>",
    );
    assert_eq!(day(event(&record)), "2025-06-11");
    assert!(event(&record).venue.as_deref().is_some_and(|venue| venue.contains("大会議室")));
}

#[test]
fn titles_stand_behind_the_speakers_of_a_list() {
    let record = read(
        "en",
        "Symposium on Tide Mills",
        "<p>17–19 June 2026, Leeds</p><h2>Invited speakers</h2><ul>\
         <li>Maria Lopez (Fenwick University, Ghana), Borrowing Strength from the Wrong Neighbour</li>\
         <li>Kwame Asante (Marlow Polytechnic, Kenya), Three Households and a Canoe</li>\
         <li>Thomas Keller (Lakeside Institute, Norway)</li></ul>",
    );
    let talks = titles(&record);
    assert_eq!(talks, ["Borrowing Strength from the Wrong Neighbour", "Three Households and a Canoe"]);
    assert_eq!(appears(&record, "Thomas Keller"), [("speaker", None)]);
}

#[test]
fn who_moderates_a_panel_does_so_under_its_title() {
    let record = read(
        "en",
        "Conference on Tide Mills",
        "<p>Leeds, 12 October 2023</p><ul><li>9:00 Welcome: Ann Lee</li>\
         <li>10:00 Maria Lopez: “Mills of the Northern Coast”</li>\
         <li>11:00 Panel discussion: “Who Owns a River Mouth?” Moderator: Kwame Asante, with Thomas Keller</li></ul>",
    );
    assert_eq!(appears(&record, "Kwame Asante"), [("moderator", Some("Who Owns a River Mouth?".to_owned()))]);
}

#[test]
fn a_programme_tells_when_the_event_begins() {
    let record = read(
        "en",
        "Conference on Tide Mills",
        "<p>Leeds, 12 October 2023</p><h2>Programme</h2><ul><li>8:30 Registration</li><li>9:15 Welcome: Ann Lee</li>\
         <li>10:00 Maria Lopez: “Mills of the Northern Coast”</li></ul>",
    );
    assert_eq!(event(&record).start_time.unwrap().to_string(), "09:15");
}

#[test]
fn the_town_behind_a_house_is_the_events() {
    let record = read(
        "en",
        "Workshop on Tide Mills",
        "<p>Date: 12 October 2023</p><p>Venue: Great Hall, Mill Building, Harrowmere, Kenya</p>",
    );
    let event = event(&record);
    assert_eq!(event.city.as_deref(), Some("Harrowmere"));
    assert_eq!(event.venue.as_deref(), Some("Great Hall, Mill Building"));
}

#[test]
fn the_day_of_a_call_stands_beside_the_place_and_among_the_important_dates() {
    let record = read(
        "en",
        "Symposium on Tide Mills 2023",
        "<p>Montreal, Quebec, Canada, October 22, 2023</p><h2>Call for papers</h2><p>We invite papers on mills.</p>\
         <h3>Important dates</h3><ul><li>Submission of papers: June 1, 2023</li><li>Notification: June 30, 2023</li>\
         <li>Symposium: October 22</li></ul>",
    );
    assert_eq!(day(event(&record)), "2023-10-22");
    assert_eq!(event(&record).city.as_deref(), Some("Montreal"));
    assert_eq!(record.tables.deadlines.len(), 2);
}

#[test]
fn a_heading_that_is_a_day_governs_the_talk_below_it() {
    let table = |day: &str, name: &str, title: &str| {
        format!(
            "<table><tr><td colspan=2><h3>{day}</h3></td></tr><tr><td><a href=/x>{name}</a><p>Harrow University</p></td>\
             <td><h3>{title}</h3><p>Abstract: Mills turned with the tide.</p></td></tr></table>"
        )
    };
    let record = read(
        "en",
        "Tide Mill Seminar",
        &[
            "<p>Time: Mondays 12PM-1PM</p><p>Location: Room 204</p><h2>Schedule</h2>".to_owned(),
            table("2023-09-25", "Maria Lopez", "Wheels under the quay"),
            table("2023-10-23", "Thomas Keller", "Who ground the last sack?"),
            table("2023-12-04", "Anna Schmidt", "Grain, wind and water"),
        ]
        .concat(),
    );
    let days: Vec<String> = record.tables.events.iter().map(day).collect();
    assert_eq!(days, ["2023-09-25", "2023-10-23", "2023-12-04"]);
    assert!(record.tables.events.iter().all(|event| event.venue.as_deref() == Some("Room 204")));
    assert_eq!(
        appears(&record, "Thomas Keller"),
        [("speaker", Some("Who ground the last sack?".to_owned()))]
    );
}

#[test]
fn days_of_a_programme_that_follow_each_other_are_one_event() {
    let day_of = |day: &str, title: &str, name: &str| {
        format!(
            "<h2>{day}</h2><p>9:00 – 9:30</p><p>Registration</p><p>9:30 – 10:30</p><p>Lecture: “{title}”</p><p>Dr. {name}</p>\
             <p>10:30 – 11:00</p><p>Coffee</p>"
        )
    };
    let body = day_of("Thursday 12 October 2023", "Wheels under the quay", "Maria Lopez")
        + &day_of("Friday 13 October 2023", "Grain and water", "Thomas Keller");
    let record = read("en", "Conference on Tide Mills", &body);
    let event = event(&record);
    assert_eq!((day(event), event.ends_on.unwrap().to_string()), ("2023-10-12".into(), "2023-10-13".into()));
}

#[test]
fn an_agenda_of_people_announces_though_it_names_no_day() {
    let row = |time: &str, title: &str, name: &str| {
        format!("<tr><td>{time}</td><td><b>{title}</b><br>{name}, Director</td></tr>")
    };
    let rows = row("9.30 – 9.45", "WHEELS AND WALLS", "Maria Lopez")
        + &row("9.45 – 10.15", "THE LAST SACK", "Thomas Keller")
        + &row("10.15 – 11.15", "GRAIN AND WATER", "Anna Schmidt")
        + &row("11.15 – 11.30", "WHO OWNS A RIVER?", "John Walker");
    let record = read("en", "Programme", &format!("<table>{rows}</table>"));
    assert_eq!(record.tables.people.len(), 4);
    assert!(record.tables.appearances.len() >= 4);
    let record = read("en", "Opening hours", "<table><tr><td>9.30</td><td>Reading room</td></tr></table>");
    assert!(record.tables.announcements.is_empty());
}

#[test]
fn an_event_of_a_list_has_an_agenda_of_its_own() {
    let of = |title: &str, day: &str, first: &str, second: &str| {
        format!(
            "<h3>{title}</h3><p>{day}</p><p>Organizers: Ann Lee</p><p>00:00 Welcome</p><p>00:00 {first} “Wheels under the quay of {day}”</p>\
             <p>00:15 {second} “Who ground the last sack?”</p>"
        )
    };
    let body = of("II. Mills of the north", "December 16th, 2020", "Maria Lopez", "Thomas Keller")
        + &of("I. Mills of the south", "October 1st, 2020", "Anna Schmidt", "John Walker");
    let record = read("en", "Mill Webinars", &body);
    assert_eq!(record.tables.events.len(), 2);
    for name in ["Maria Lopez", "Thomas Keller", "Anna Schmidt", "John Walker"] {
        let roles = appears(&record, name);
        assert!(matches!(&roles[..], [("speaker", Some(_))]), "{name}: {roles:?}");
    }
}

#[test]
fn the_next_of_a_series_is_one_of_the_list_below_it() {
    let next = "<h3>Maria Lopez</h3><dl><dt>Date</dt><dd>Friday, 11 September 2026</dd><dt>Time</dt><dd>11:00 AM</dd></dl>";
    let later =
        |day: &str, name: &str| format!("<p>{day}</p><h3>{name}</h3><p>{name} studies how mills turn.</p>");
    let body = [
        "<h2>Upcoming seminars</h2>".to_owned(),
        next.to_owned(),
        later("Friday, 4 December 2026", "Thomas Keller"),
        later("Friday, 15 January 2027", "Anna Schmidt"),
        later("Friday, 5 March 2027", "John Walker"),
    ]
    .concat();
    let record = read("en", "Research Seminar Series", &body);
    let days: Vec<String> = record.tables.events.iter().map(day).collect();
    assert_eq!(days, ["2026-09-11", "2026-12-04", "2027-01-15", "2027-03-05"]);
}

#[test]
fn the_window_names_the_event_of_a_page_headed_programme() {
    let html = "<html lang=es><head><title>Programa — II Coloquio de Molinos de Marea</title></head><body><main><h1>Programa</h1>\
                <p>17 y 18 de septiembre de 2026, 9:00, en la sala.</p><p>Conferencia: Maria Lopez</p></main></body></html>";
    let page = Page { source: "page.html".into(), bytes: html.into(), ..Page::default() };
    let record = extract(&page, &Options::default()).unwrap();
    assert_eq!(event(&record).name.as_deref(), Some("II Coloquio de Molinos de Marea"));
    assert_eq!(record.tables.announcements[0].publisher, None);
}

#[test]
fn a_colloquium_of_days_is_a_conference() {
    let kind = |days: &str| {
        let record =
            read("de", "Kolloquium Gezeitenmühlen", &format!("<p>Das Kolloquium findet {days} statt.</p>"));
        event(&record).kind.unwrap().as_str()
    };
    assert_eq!(kind("am 12. Oktober 2023 um 16 Uhr"), "seminar");
    assert_eq!(kind("vom 12. bis 14. Oktober 2023"), "conference");
}
