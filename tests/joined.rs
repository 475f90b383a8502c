//! What is said once of several: of people in a row, of the events of a list, of the entries under a heading.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod made;

use annals::records::{EventKind, PageRecord};
use made::read;

/// Who does what: `Ann Lee: host`, in page order of people.
fn roles(record: &PageRecord) -> Vec<String> {
    let tables = &record.tables;
    let name = |id: &str| {
        let person = tables.people.iter().find(|person| person.person_id.to_string() == id).unwrap();
        person.name.clone()
    };
    let role = |row: &annals::records::Appearance| {
        format!("{}: {}", name(&row.person_id.to_string()), row.role.as_str())
    };
    let mut roles: Vec<String> = tables.appearances.iter().map(role).collect();
    roles.sort_unstable();
    roles
}

#[test]
fn what_is_said_of_one_in_a_row_holds_for_all() {
    for (language, body, expected) in [
        (
            "en",
            "Ann Hollis and Maria Lopez will speak at the webinar.",
            ["Ann Hollis: speaker", "Maria Lopez: speaker"],
        ),
        (
            "en",
            "Ann Hollis, along with Maria Lopez, will host the webinar.",
            ["Ann Hollis: host", "Maria Lopez: host"],
        ),
        (
            "en",
            "Cetologist Ann Hollis together with Director Maria Lopez will be hosting the webinar.",
            ["Ann Hollis: host", "Maria Lopez: host"],
        ),
        (
            "en",
            "The webinar will be chaired by Ann Hollis and Maria Lopez.",
            ["Ann Hollis: chair", "Maria Lopez: chair"],
        ),
        (
            "en",
            "Ann Hollis, Director of Fenwick College, and Maria Lopez, Professor of Law, will present their work at the webinar.",
            ["Ann Hollis: speaker", "Maria Lopez: speaker"],
        ),
        (
            "de",
            "Das Webinar moderieren Anna Holm und Maria Krüger.",
            ["Anna Holm: moderator", "Maria Krüger: moderator"],
        ),
        (
            "fr",
            "Anne Hollard et Marie Dupuis présenteront leurs travaux.",
            ["Anne Hollard: speaker", "Marie Dupuis: speaker"],
        ),
        (
            "es",
            "Ana Solana y María López presentarán sus trabajos en el webinar.",
            ["Ana Solana: speaker", "María López: speaker"],
        ),
    ] {
        let record = read(language, "Webinar: 4.5.2022", &format!("<p>{body}</p>"));
        assert_eq!(roles(&record), expected, "{body}");
    }
}

#[test]
fn who_is_only_named_before_another_does_not_do_the_same() {
    for (body, expected) in [
        (
            "Ann Hollis thanked Maria Lopez and Jon Miller presented his work at the webinar.",
            "Jon Miller: speaker",
        ),
        ("Ann Hollis thanked all, and Jon Miller presented his work at the webinar.", "Jon Miller: speaker"),
        ("The webinar is hosted by Ann Hollis and Jon Miller will listen.", "Ann Hollis: host"),
    ] {
        let record = read("en", "Webinar: 4 May 2022", &format!("<p>{body}</p>"));
        let roles = roles(&record);
        assert_eq!(roles.iter().filter(|role| *role == expected).count(), 1, "{body}: {roles:?}");
        assert!(
            !roles.iter().any(|role| role == "Maria Lopez: speaker" || role == "Jon Miller: host"),
            "{body}"
        );
    }
}

#[test]
fn a_list_of_speakers_needs_no_colon() {
    let record = read(
        "en",
        "Webinar: 4 May 2022",
        "<p>Speakers include Ann Hollis, Maria Lopez, a poet, and Jon Miller.</p>",
    );
    assert_eq!(roles(&record), ["Ann Hollis: speaker", "Jon Miller: speaker", "Maria Lopez: speaker"]);
    for (language, body, who) in [
        ("de", "Vortragende sind Anna Holm, Maria Krüger und Jan Peters.", "Jan Peters: speaker"),
        ("fr", "Les intervenants sont Anne Hollard, Marie Dupuis et Jean Martin.", "Jean Martin: speaker"),
        ("es", "Los ponentes serán Carmen Solana, María López y Juan Pérez.", "Juan Pérez: speaker"),
        ("nl", "Sprekers zijn Anna Terpstra, Maria Jansen en Jan de Vries.", "Jan de Vries: speaker"),
    ] {
        let roles = roles(&read(language, "Symposium, 4.5.2022", &format!("<p>{body}</p>")));
        assert_eq!((roles.len(), roles.iter().any(|role| role == who)), (3, true), "{body}: {roles:?}");
    }
}

#[test]
fn a_title_may_name_an_event_of_no_kind_in_so_many_words() {
    let body = "<p>Join Ann Hollis on Thursday 5 May 2022, 6.30–8pm, at the Old Bookshop, 12 Mill Street, Leeds.</p>";
    let record = read("en", "Book launch: The Harbour", body);
    assert_eq!(places(&record), ["2022-05-05 18:30 Old Bookshop"]);
}

#[test]
fn a_semicolon_parts_those_who_sit_on_a_panel_from_who_moderates_it() {
    let body = "<p>On the panel: Ann Hollis (spinner) and Maria Lopez; moderator: Jon Miller</p>";
    let roles = roles(&read("en", "Conference: 4 May 2022", body));
    assert!(roles.contains(&"Jon Miller: moderator".to_owned()), "{roles:?}");
    assert!(!roles.contains(&"Maria Lopez: moderator".to_owned()), "{roles:?}");
}

/// When and where the events of a page are: `2022-02-08 16:00 Room 214`.
fn places(record: &PageRecord) -> Vec<String> {
    let text = |value: Option<String>| value.unwrap_or_else(|| "-".to_owned());
    let events = record.tables.events.iter();
    let place = |event: &annals::records::Event| {
        let start = text(event.starts_on.map(|day| day.to_string()));
        let time = text(event.start_time.map(|time| time.to_string()));
        format!("{start} {time} {}", text(event.venue.clone()))
    };
    events.map(place).collect()
}

const SEMINARS: &str = "<ul><li>8 February 2022: Anna Berger (University of Graz), Knots and links</li>\
    <li>15 February 2022: John Miller (University of Leeds), Surfaces in space</li>\
    <li>22 February 2022: Carla Rossi (University of Pisa), Groups of braids</li></ul>";

#[test]
fn what_stands_below_a_list_holds_for_its_entries() {
    for below in [
        "<h2>Practical information</h2><ul><li>Time: Tuesdays 16:00-17:00</li><li>Place: Room 214, Mill Building</li></ul>",
        "<p>Attending</p><ul><li>16:00–17:00, every Tuesday</li><li>Place: Room 214, Mill Building</li></ul>",
    ] {
        let record = read("en", "Topology seminar", &format!("<h2>Spring 2022</h2>{SEMINARS}{below}"));
        let expected = ["2022-02-08", "2022-02-15", "2022-02-22"]
            .map(|day| format!("{day} 16:00 Room 214, Mill Building"));
        assert_eq!(places(&record), expected, "{below}");
    }
    // The hours of an office are none of a talk.
    let hours = "<h2>Office</h2><ul><li>09:00–17:00, Monday to Friday</li></ul>";
    let record = read("en", "Topology seminar", &format!("{SEMINARS}{hours}"));
    assert!(places(&record).iter().all(|place| place.ends_with(" - -")), "{:?}", places(&record));
}

#[test]
fn the_heading_over_an_entry_says_what_it_is() {
    let body = format!(
        "<h2>Conference &amp; seminars</h2><p>We run two things.</p><h2>Topology seminars</h2>{SEMINARS}"
    );
    let record = read("en", "Events and news", &body);
    let kinds: Vec<_> = record.tables.events.iter().map(|event| event.kind.map(EventKind::as_str)).collect();
    assert_eq!(kinds, [Some("seminar"); 3]);
    let names: Vec<_> = record.tables.events.iter().map(|event| event.name.as_deref()).collect();
    assert_eq!(names, [Some("Topology seminar"); 3]);
}

#[test]
fn an_entry_that_is_still_open_is_one_of_the_list_and_says_nothing_against_it() {
    let rows = "<p>8 February 2022 – Anna Berger</p><p>15 February 2022 – TBA</p><p>22 February 2022 – no seminar</p>\
        <p>1 March 2022 – John Miller</p><p>8 March 2022 – TBA</p><p>15 March 2022 – Carla Rossi</p>\
        <p>Poster: Maria Lopez (office).</p>";
    let record = read("en", "Topology seminars, spring 2022", rows);
    let days: Vec<_> =
        record.tables.events.iter().filter_map(|event| event.starts_on).map(|day| day.to_string()).collect();
    assert_eq!(days, ["2022-02-08", "2022-02-15", "2022-03-01", "2022-03-08", "2022-03-15"]);
    // What follows the last entry is no part of it.
    assert!(!roles(&record).iter().any(|role| role == "Maria Lopez: speaker"), "{:?}", roles(&record));
}

#[test]
fn the_town_of_where_a_speaker_belongs_is_not_the_events() {
    let rows = "<p>8 February 2022<br>Anna Berger<br>University of Economics, Bratislava<br>Knots and links</p>\
        <p>15 February 2022<br>John Miller<br>University of Leeds, Leeds<br>Surfaces in space</p>\
        <p>22 February 2022<br>Carla Rossi<br>University of Pisa, Pisa<br>Groups of braids</p>";
    let record = read("en", "Topology seminars", rows);
    assert_eq!(record.tables.events.len(), 3);
    assert!(record.tables.events.iter().all(|event| event.city.is_none()));
}

#[test]
fn a_form_that_was_run_together_behind_prose_is_read_as_one() {
    let body = "<p>Join us again, with Prof. Rose Hollis who will present Tides and Ports. Date: Friday, 28 January 2022 \
        Time: 12:00 GMT Discussant: Prof. Maria Lopez, Fenwick College Registration: see below</p>";
    let record = read("en", "Contact Colloquium", body);
    assert_eq!(roles(&record), ["Maria Lopez: panelist", "Rose Hollis: speaker"]);
    assert_eq!(places(&record), ["2022-01-28 12:00 -"]);
}

#[test]
fn compounds_are_events_of_the_kind_that_they_end_in() {
    for (language, title, body, kind) in [
        (
            "de",
            "Fenwick auf der Vorbereitungstagung der Hafenwoche",
            "Die Vorbereitungstagung der Hafenwoche 2022 findet am 11. Februar 2022 statt.",
            "conference",
        ),
        ("de", "Einladung", "Das Forscherkolloquium findet am 11. Februar 2022 statt.", "seminar"),
        ("nl", "Uitnodiging", "Het studentencongres vindt plaats op 11 februari 2022.", "conference"),
    ] {
        let record = read(language, title, &format!("<p>{body}</p>"));
        let events = &record.tables.events;
        let kinds: Vec<_> = events.iter().map(|event| event.kind.map(EventKind::as_str)).collect();
        assert_eq!(kinds, [Some(kind)], "{body}");
    }
    let record = read(
        "de",
        "Fenwick auf der Vorbereitungstagung der Hafenwoche",
        "<p>Die Vorbereitungstagung der Hafenwoche 2022 findet am 11. Februar 2022 statt.</p>",
    );
    assert_eq!(record.tables.events[0].name.as_deref(), Some("Vorbereitungstagung der Hafenwoche 2022"));
}

#[test]
fn the_speaker_of_a_title_speaks_whatever_was_awarded_and_employers_do_not() {
    let body = "<h2>Anna Hollis</h2><h3>Fenwick University</h3><p>Friday, 29 April 2022, 12 PM</p>\
        <p>Anna Hollis is an Assistant Professor at Fenwick University, where she works on the tides of harbours and on what they carry out to sea in \
        the course of a long year, which nobody had measured before she and her students did so with forty buoys and a boat that they built. \
        Dr. Hollis has been awarded grants from the Harrow Foundation and has been a tech worker at Marlon Bing, Harrow Labs, and the port.</p>\
        <h2>The Future of Harbours</h2><p>Harbours silt up.</p>";
    let record = read("en", "Colloquium talk - Anna Hollis", body);
    assert_eq!(roles(&record), ["Anna Hollis: speaker"]);
    let talks: Vec<_> = record.tables.talks.iter().map(|talk| talk.title.as_str()).collect();
    assert_eq!(talks, ["The Future of Harbours"]);
}

#[test]
fn a_label_of_people_may_open_a_sentence_and_the_cue_behind_a_name_may_be_the_next_label() {
    let body = "<p>The workshop brings many together. Keynote speakers: Ann Hollis (Leeds), Maria Lopez (Pisa). Moderator: Jon Miller</p>";
    let record = read("en", "Workshop, 4 May 2022", body);
    assert_eq!(roles(&record), ["Ann Hollis: keynote", "Jon Miller: moderator", "Maria Lopez: keynote"]);
}

#[test]
fn talks_by_several_are_theirs_and_verbs_may_stand_first() {
    let body = "<p>Mit Vorträgen von Anna Holm (Kiel), Maria Krüger (Bremen) und Jan Peters</p>";
    let record = read("de", "Tagung, 4. Mai 2022", body);
    assert_eq!(roles(&record), ["Anna Holm: speaker", "Jan Peters: speaker", "Maria Krüger: speaker"]);
    let record = read(
        "it",
        "Seminario, 4 maggio 2022",
        "<p>Relatrice: Anna Sartori.</p><p>Introduce Maria Rossi.</p>",
    );
    assert_eq!(roles(&record), ["Anna Sartori: speaker", "Maria Rossi: opening"]);
    let record = read("de", "Lesung, 4. Mai 2022", "<p>Es lesen Anna Holm und Maria Krüger.</p>");
    assert_eq!(roles(&record), ["Anna Holm: speaker", "Maria Krüger: speaker"]);
}

#[test]
fn a_given_name_that_is_a_word_too_is_a_name_beside_another() {
    let record = read("es", "Webinar, 4.5.2022", "<p>Ana García y Luis Gómez hablarán sobre mareas.</p>");
    assert_eq!(roles(&record), ["Ana García: speaker", "Luis Gómez: speaker"]);
}

#[test]
fn what_stands_between_two_lists_is_of_no_entry_and_holds_for_the_first() {
    let seminar = |day| format!("<p>2022-03-{day:02}<br>Anna Berger<br>Knots and links, part {day}</p>");
    let seminars = (1..=11).map(seminar).collect::<Vec<_>>().concat();
    let between =
        "<p>Attending</p><ul><li>16:00–17:00 CET, online</li><li>By invitation</li></ul><p>News</p>";
    let news = "<p>2021-05-04<br>The third seminar of the year was held in Leeds.</p>";
    let record = read("en", "Topology seminars", &format!("{seminars}{between}{news}"));
    let starts: Vec<_> = places(&record).into_iter().filter(|place| place.starts_with("2022-03")).collect();
    assert_eq!(starts.len(), 11);
    assert!(starts.iter().all(|place| place.ends_with(" 16:00 -")), "{starts:?}");
}

#[test]
fn a_day_and_the_hours_on_the_line_below_are_of_one_event() {
    for when in
        ["4 May 2022<br>1:00 PM - 4:00 PM", "Wednesday, May 4, 2022<br>13:00–16:00", "04.05.2022<br>13:00"]
    {
        let record =
            read("en", "Board Meeting", &format!("<h2>When</h2>{when}<h2>Location</h2><p>City Hall</p>"));
        assert_eq!(places(&record), ["2022-05-04 13:00 City Hall"], "{when}");
    }
}

#[test]
fn a_sentence_leads_to_a_list_of_those_who_do_what_it_says() {
    for (lead, role) in [
        ("The workshop is organised by:", "organizer"),
        ("We have great guests. The invited speakers are:", "speaker"),
        ("The following speakers have confirmed:", "speaker"),
        ("The members appointed by the mayor include:", "appointee"),
    ] {
        let items = "<ul><li>Ann Hollis, Fenwick College</li><li>Maria Lopez, University of Leeds</li></ul>";
        let roles = roles(&read("en", "Whale Workshop, 4 May 2024", &format!("<p>{lead}</p>{items}")));
        assert_eq!(roles, [format!("Ann Hollis: {role}"), format!("Maria Lopez: {role}")], "{lead}");
    }
    let asked = "<p>Speakers are asked to send their slides, and these things:</p><ul><li>Ann Hollis, Fenwick College</li></ul>";
    assert!(roles(&read("en", "Whale Workshop, 4 May 2024", asked)).is_empty());
}

#[test]
fn who_joins_is_hired_or_succeeds_takes_a_post() {
    for (language, body, post) in [
        (
            "en",
            "Fenwick College today announced the hiring of Ann Hollis as Executive Director.",
            "Executive Director",
        ),
        ("en", "Ann Hollis has joined Fenwick College as Professor of Law.", "Professor of Law"),
        ("en", "Ann Hollis has accepted a position as provost at Fenwick College.", "provost"),
        ("en", "Ann Hollis will succeed Jon Miller as President of Fenwick College.", "President"),
        ("en", "The board of Fenwick College has chosen Ann Hollis to serve as its president.", "president"),
        (
            "fr",
            "Anne Hollard a rejoint l'Université de Harlon en tant que professeure de droit.",
            "professeure de droit",
        ),
        (
            "es",
            "Carmen Solana se incorpora a la Universidad de Arlanza como profesora de Derecho.",
            "profesora de Derecho",
        ),
    ] {
        let record = read(language, "News", &format!("<p>{body}</p>"));
        let posts = record.tables.positions.iter().filter(|row| row.change.as_str() == "appointed");
        let titles: Vec<_> = posts.filter_map(|row| row.title.as_deref()).collect();
        assert_eq!(titles, [post], "{body}");
        assert!(roles(&record).iter().any(|role| role.ends_with("appointee")), "{body}");
    }
    // What one did long ago is no news.
    let past = read(
        "en",
        "Lecture, 4 May 2024",
        "<p>Ann Hollis joined Fenwick College in 2003 as a lecturer. She will speak on whales.</p>",
    );
    assert!(roles(&past).iter().all(|role| !role.ends_with("appointee")));
}

#[test]
fn german_verbs_of_appointments_stand_last() {
    for (body, post) in [
        ("Die Universität Linz hat Anna Holm zur neuen Dekanin der Fakultät für Recht ernannt.", "Dekanin"),
        (
            "Anna Holm ist auf die W3-Professur für Wasserrecht an der Universität Linz berufen worden.",
            "W3-Professur für Wasserrecht",
        ),
        (
            "Anna Holm wechselt als Professorin für Wasserrecht an die Universität Linz.",
            "Professorin für Wasserrecht",
        ),
    ] {
        let record = read("de", "Aus der Universität", &format!("<p>{body}</p>"));
        let posts = record.tables.positions.iter().filter(|row| row.change.as_str() == "appointed");
        assert_eq!(posts.filter_map(|row| row.title.as_deref()).collect::<Vec<_>>(), [post], "{body}");
    }
}
