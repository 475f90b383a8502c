//! What a page says of its event, its talks and itself in one sentence or line: the classes of mistakes that readers of the fixtures found.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod made;

use annals::records::{Event, PageRecord, Talk};
use made::{page, read};

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
    let record = page(html);
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

fn publisher(record: &PageRecord) -> Option<&str> {
    record.tables.announcements.first()?.publisher.as_deref()
}

const WORKSHOP: &str = "<p>The workshop takes place on 12 October 2023 in Leeds.</p>";

#[test]
fn the_lines_that_open_and_close_a_page_tell_whose_it_is() {
    for (head, foot, wanted) in [
        ("<p>From the Tide Mill Society</p>", "", Some("Tide Mill Society")),
        ("", "<p>Tide Mill Society. Last updated: 7 December 2023.</p>", Some("Tide Mill Society")),
        ("", "<p>(c) 2023 Harrow Futures</p>", Some("Harrow Futures")),
        ("", "<p>Copyright © 2023 · Harrow Futures All Rights Reserved</p>", Some("Harrow Futures")),
        ("", "<p>© 2023 Harrow Futures, 14 Mill Street, Leeds</p>", Some("Harrow Futures")),
        ("", "<p>© 2023 | Privacy</p>", None),
        ("", "<p>Ann Lee studied at Harrow University and at the Tide Mill Society of Leeds</p>", None),
    ] {
        let days = ["morning", "afternoon", "evening", "night", "week"];
        let prose: String =
            days.map(|day| format!("<p>We grind corn for a whole {day} and talk of it.</p>")).concat();
        let record = page(&format!(
            "<html lang=en><body>{head}<h1>Workshop on Tide Mills</h1>{WORKSHOP}{prose}{foot}</body></html>"
        ));
        assert_eq!(publisher(&record), wanted, "{head}{foot}");
    }
}

#[test]
fn the_one_main_heading_names_the_page_and_not_the_site() {
    let record = page(&format!(
        "<html lang=en><head><title>Harrow Futures</title></head><body><h1>Workshop on Tide Mills</h1>{WORKSHOP}</body></html>"
    ));
    assert_eq!(record.tables.announcements[0].title.as_deref(), Some("Workshop on Tide Mills"));
    assert_eq!(event(&record).name.as_deref(), Some("Workshop on Tide Mills"));
}

#[test]
fn a_call_names_no_event() {
    let record = page(
        "<html lang=en><head><title>Second Workshop on Tide Mills</title></head><body><h1>Call for Papers</h1>\
         <p>We invite papers for the workshop, which takes place on 12 October 2023 in Leeds.</p>\
         <p>Submission deadline: 1 July 2023</p></body></html>",
    );
    assert_eq!(event(&record).name.as_deref(), Some("Second Workshop on Tide Mills"));
}

#[test]
fn what_stands_beside_the_article_with_the_main_heading_is_read() {
    let prose =
        "We grind in the morning, talk in the afternoon, and walk along the shore when the tide is out. "
            .repeat(6);
    let record = page(&format!(
        "<html lang=en><body><main><div><h1>Lecture by Ann Lee</h1><p>Date: 12 October 2023</p><p>Venue: Mill Hall, Leeds</p></div>\
         <article><h2>Tide Mills</h2><p>{prose}</p></article></main></body></html>"
    ));
    assert_eq!(day(event(&record)), "2023-10-12");
}

#[test]
fn nothing_is_published_from_one_day_to_another_or_on_the_day_in_an_events_address() {
    let record = page(
        "<html lang=en><head><link rel=canonical href='https://mills.example/events/2023-10-12/'></head><body>\
         <h1>Workshop on Tide Mills</h1><p class=date>12 – 14 October 2023</p><p>All are welcome.</p></body></html>",
    );
    assert_eq!(record.tables.announcements[0].published_on, None);
    assert_eq!(day(event(&record)), "2023-10-12");
}

#[test]
fn headings_of_people_stand_under_the_heading_that_says_what_they_do() {
    let record = read(
        "en",
        "Workshop on Tide Mills",
        &format!(
            "{WORKSHOP}<h4>— KEYNOTE SPEAKERS —</h4><h4>Prof. Ann Hollis</h4><p>Professor of Physics at Fenwick University</p>\
             <h4>Prof. Maria Lopez</h4><p>Harrow College</p>"
        ),
    );
    for name in ["Ann Hollis", "Maria Lopez"] {
        assert_eq!(appears(&record, name), [("keynote", None)]);
    }
}

#[test]
fn a_line_says_what_the_person_above_or_below_it_does() {
    let record = read(
        "en",
        "Workshop on Tide Mills",
        &format!(
            "{WORKSHOP}<p>Ann Hollis<br>Organizer<br>+44 113 496 0000</p><p>Chair<br>Prof. Maria Lopez</p>"
        ),
    );
    assert!(appears(&record, "Ann Hollis").contains(&("organizer", None)));
    assert!(appears(&record, "Maria Lopez").contains(&("chair", None)));
}

#[test]
fn the_one_labelled_title_is_the_talk_of_who_speaks_alone_unless_it_is_open() {
    for (title, wanted) in [("The tides of Norway", Some("The tides of Norway")), ("To be announced", None)] {
        let record = read(
            "en",
            "PhD Defence: Ann Hollis",
            &format!("<p>Title: {title}</p><p>Date: 12 October 2023</p><p>Time: 14:00</p>"),
        );
        assert_eq!(appears(&record, "Ann Hollis"), [("speaker", wanted.map(str::to_owned))], "{title}");
    }
}

#[test]
fn class_names_tell_whose_column_a_name_stands_in() {
    let slot = |time: &str, title: &str, name: &str| {
        format!(
            "<div class=slot><div>{time}</div><div><p class=title>{title}</p><p class=name>{name}</p></div></div>"
        )
    };
    let slots = [
        slot("10:00", "Tide mills of the north", "Ann Hollis"),
        slot("11:00", "Grinding at the shore", "Maria Lopez"),
        slot("12:00", "What the water leaves", "Yrq Vobzoku"),
    ];
    let record = read("en", "Workshop on Tide Mills", &format!("{WORKSHOP}{}", slots.concat()));
    assert_eq!(appears(&record, "Yrq Vobzoku"), [("speaker", Some("What the water leaves".to_owned()))]);
}

#[test]
fn known_organisations_need_no_noun_and_ambiguous_ones_need_a_place() {
    let homes = |text: &str| {
        let record = read("en", "Workshop on Tide Mills", &format!("{WORKSHOP}<p>Speakers: {text}</p>"));
        record.tables.institutions.into_iter().map(|home| home.name).collect::<Vec<_>>()
    };
    assert_eq!(homes("Ann Hollis (Greenpeace), Maria Lopez (Apple)"), ["Greenpeace", "Apple"]);
    let record =
        read("en", "Workshop on Tide Mills", &format!("{WORKSHOP}<p>An Apple a day keeps us well.</p>"));
    assert!(record.tables.institutions.is_empty());
}

#[test]
fn a_weekday_decides_between_the_years_of_a_page() {
    let record = read(
        "en",
        "Seminar on Tide Mills",
        "<p>When: Thursday 11 May, 16:00</p><p>The mill was mended from May to July 2021 and opened in July 2021.</p>",
    );
    assert_eq!(day(event(&record)), "2023-05-11");
}

#[test]
fn a_piece_of_a_line_is_no_name_of_an_event_and_a_registration_no_place() {
    let record = read(
        "fr",
        "Séminaires",
        "<p>Mardi 12 mars 2024, 14h : séminaire de Mme Anne Lefèvre. 📌 Inscription ici</p>",
    );
    assert_eq!(record.tables.events.iter().find_map(|event| event.venue.as_deref()), None);
}

#[test]
fn the_papers_of_a_meeting_are_not_its_name() {
    let months = [("January", 11), ("February", 8), ("March", 14)];
    let entry = |(month, day): &(&str, u8)| {
        format!(
            "<li>{month} {day}, 2024: <a href=a>Agenda</a> – <a href=b>Meeting Minutes</a> – <a href=c>Slides</a></li>"
        )
    };
    let list: String = months.iter().map(entry).collect();
    let record = read("en", "Harbour Council", &format!("<h2>Meetings</h2><ul>{list}</ul>"));
    let events = &record.tables.events;
    assert_eq!(events.len(), 3, "{events:?}");
    let named = events.iter().flat_map(|event| event.name.iter().chain(&event.theme));
    assert!({ named }.all(|name| !name.contains("Agenda")), "{events:?}");
}

#[test]
fn front_matter_names_the_page_and_is_no_text() {
    let html = "---\ntitle: Tides and Mills\ndate: 2024-03-02\nlayout: talk\n---\n<main><h2>Introduction</h2><p>Dr. Ann Lee will speak on 9 May 2024.</p></main>";
    let record = page(html);
    let announcement = &record.tables.announcements[0];
    assert_eq!(announcement.title.as_deref(), Some("Tides and Mills"));
    assert_eq!(announcement.published_on.map(|day| day.to_string()).as_deref(), Some("2024-03-02"));
    assert!(record.tables.evidence.iter().all(|row| !row.quote.contains("layout")));
}

#[test]
fn a_label_says_both_when_and_where() {
    for (language, label, day) in [
        ("ja", "日にち・場所", "2024年5月9日(木)　潮見大学 理学部 1番講義室"),
        ("en", "When &amp; where", "9 May 2024, Room 204, Fenwick Hall"),
    ] {
        let record = read(language, "Seminar 2024", &format!("<h3>{label}</h3><p>{day}</p>"));
        assert_eq!(self::day(event(&record)), "2024-05-09", "{label}");
        let venue = event(&record).venue.as_deref();
        assert!(venue.is_some_and(|venue| day.contains(venue) && venue.chars().count() > 10), "{venue:?}");
    }
}

fn title(record: &PageRecord) -> &str {
    record.tables.announcements[0].title.as_deref().unwrap_or_default()
}

#[test]
fn a_window_that_says_which_page_of_a_site_it_is_leaves_the_title_to_the_edition() {
    for (window, above, heading, wanted) in [
        (
            "TIDES 2019 Index",
            "3rd Workshop on Tides for Towns",
            "Workshop Home",
            "3rd Workshop on Tides for Towns",
        ),
        ("TIDES 2020 CFP Espanol", "4o. Taller sobre Mareas", "Convocatoria", "4o. Taller sobre Mareas"),
        ("Mill Workshop CFP", "Fenwick Mill Society", "Mill Workshop 2009", "Mill Workshop 2009"),
    ] {
        let record = page(&format!(
            "<html><head><title>{window}</title></head><body><p>TIDES '20</p><p>{above}</p><h1>{heading}</h1>\
             <p>The workshop takes place on 12 October 2009 in Room 204.</p></body></html>"
        ));
        assert_eq!(title(&record), wanted);
    }
}

#[test]
fn the_last_part_of_a_path_is_the_title_and_the_window_names_the_publisher() {
    let record = page(
        "<html><head><title>Fenwick Tide Society</title></head><body><small><a href=/>Home</a>/<a href=/events>Events</a>/Third \
         Meeting of Gauge Keepers</small><h2>Third Meeting of Gauge Keepers</h2><p>The meeting takes place on 12 October 2009.</p></body></html>",
    );
    assert_eq!(title(&record), "Third Meeting of Gauge Keepers");
    assert_eq!(publisher(&record), Some("Fenwick Tide Society"));
}

#[test]
fn the_window_names_the_meetings_that_a_page_only_lists() {
    let days = ["March 7, 2018", "June 6, 2018", "September 12, 2018", "December 12, 2018"];
    let lines = days.map(|day| format!("<br>{day} Agenda – Meeting Minutes – Presentations")).concat();
    let record = page(&format!(
        "<html lang=en><head><title>Harbour Board Meeting Archives – Fenwick Town</title></head><body><main><p>{lines}</p></main></body></html>"
    ));
    assert_eq!(record.tables.events.len(), 4);
    assert!(record.tables.events.iter().all(|event| event.name.as_deref() == Some("Harbour Board Meeting")));
}

#[test]
fn a_title_that_opens_with_the_number_of_an_edition_is_the_name() {
    let body =
        "<p>Das 15. Gezeitenforum, das größte Forum für Fragen der Küste, fand am 26. Januar 2022 statt.</p>";
    let record = read("de", "15. Gezeitenforum Nordküste", body);
    assert_eq!(event(&record).name.as_deref(), Some("15. Gezeitenforum Nordküste"));
}

#[test]
fn a_title_between_an_office_and_a_name_is_the_persons() {
    let record = read(
        "en",
        "Tide centre opened",
        "<p>Acting Vice-Chancellor Professor Maria Lopez says it is a good day.</p>",
    );
    let person = &record.tables.people[0];
    assert_eq!((&*person.name, &person.honorifics[..]), ("Maria Lopez", &["Professor".to_owned()][..]));
    assert_eq!(record.tables.positions[0].title.as_deref(), Some("Acting Vice-Chancellor"));
}

#[test]
fn an_address_below_a_line_of_people_is_not_the_last_ones() {
    let body = "<p>The workshop takes place on 12 October 2023.</p><p>Organizers: Ann Hollis and Maria Lopez<br>Contact: office@fenwick.example</p>";
    let record = read("en", "Workshop on Tide Mills", body);
    assert_eq!(appears(&record, "Maria Lopez"), [("organizer", None)]);
}

#[test]
fn the_day_on_which_something_was_founded_is_no_event() {
    let body = "<p>It will celebrate 100 years of the Tide Institute. The Institute was founded on the 16th of March 1916 by Ann Hollis.</p>";
    assert!(
        read("en", "27th Congress of Gauge Keepers", body)
            .tables
            .events
            .iter()
            .all(|event| event.starts_on.is_none())
    );
}

#[test]
fn trails_and_projects_are_named_after_people() {
    let body = "<p>The workshop on 12 October 2023 is about the Major Hollis Trail Land Use Plan.</p>";
    assert!(read("en", "Workshop on Trails", body).tables.people.is_empty());
    let body = "<p>Am 12. Oktober 2023 findet der Workshop des Georg Brandt Innovationsprojektes statt.</p>";
    assert!(read("de", "Workshop zu Gezeiten", body).tables.people.is_empty());
}

/// The posts of all people.
fn posts(record: &PageRecord) -> Vec<&str> {
    record.tables.positions.iter().filter_map(|post| post.title.as_deref()).collect()
}

#[test]
fn chinese_posts_follow_each_other_behind_their_house() {
    let body = "<p>时间：2024年10月9日</p><p>主讲人：李明，东岭大学软件学院副院长、副教授、博士生导师</p>";
    assert_eq!(posts(&read("zh", "东岭讲座", body)), ["副院长", "副教授", "博士生导师"]);
}

#[test]
fn indonesian_openings_name_who_speaks_and_as_what() {
    let body = "<p>Seminar pada tanggal 10 November 2012 dibuka dengan sambutan oleh Budi Santoso sebagai Ketua Dewan Pengawas.</p>";
    let record = read("id", "Seminar Pasang Surut", body);
    assert_eq!(posts(&record), ["Ketua Dewan Pengawas"]);
    assert_eq!(appears(&record, "Budi Santoso"), [("opening", None)]);
}

#[test]
fn a_given_name_of_the_west_opens_a_name_whoever_else_bears_it() {
    for (language, known) in [("en", Some("Brandwick")), ("hu", None)] {
        let record =
            read(language, "Workshop on Tides", "<p>12 October 2023</p><p>Speaker: Julia Brandwick</p>");
        let family = record.tables.people.first().and_then(|person| person.family_name.as_deref());
        assert_eq!(family.filter(|_| language == "en"), known);
    }
}

#[test]
fn who_stands_behind_a_round_table_sits_on_it() {
    for (language, label) in [("en", "Round table"), ("pt", "Mesa redonda com"), ("it", "Tavola rotonda")] {
        let body = format!("<p>12.10.2023</p><p>{label}: Ann Hollis, Maria Lopez, Paul Brandt</p>");
        let record = read(language, "Workshop 2023", &body);
        assert_eq!(appears(&record, "Maria Lopez"), [("panelist", None)], "{label}");
    }
}

#[test]
fn a_day_of_which_it_is_said_what_is_due_is_told_once() {
    let body = "<p>The deadline is 1 July 2023.</p><p>Submission deadline: 1 July 2023</p>";
    let record = read("en", "Call for Papers: Workshop on Tides", body);
    let kinds: Vec<&str> = record.tables.deadlines.iter().map(|deadline| deadline.kind.as_str()).collect();
    assert_eq!(kinds, ["submission"]);
}

#[test]
fn small_words_are_names_in_a_list_of_people() {
    let people = ["Ann Hollis", "Maria Lopez", "Paul Brandt", "Julia Weber", "Clara Lo", "Thomas Schmidt"];
    let items = people.map(|name| format!("<li>{name}, Fenwick College</li>")).concat();
    let body =
        format!("<p>El taller será el 12 de octubre de 2023.</p><h2>Comité organizador</h2><ul>{items}</ul>");
    let record = read("es", "Taller sobre Mareas", &body);
    assert_eq!(appears(&record, "Clara Lo"), [("organizer", None)]);
}

#[test]
fn a_house_before_a_professor_is_hers() {
    let body =
        "<p>The lecture on 12 October 2023 will be given by Fenwick University Professor Ann Hollis.</p>";
    let record = read("en", "Harbour Lecture", body);
    let house = record.tables.positions[0].institution_id;
    let named = record.tables.institutions.iter().find(|named| Some(named.institution_id) == house);
    assert_eq!(named.map(|named| &*named.name), Some("Fenwick University"));
}
