//! Details of reading that one page in a hundred shows, each of which would otherwise break in silence.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod made;

use annals::records::PageRecord;
use made::read;

fn days(record: &PageRecord) -> Vec<String> {
    record.tables.events.iter().filter_map(|event| Some(event.starts_on?.to_string())).collect()
}

fn people(record: &PageRecord) -> Vec<&str> {
    record.tables.people.iter().map(|person| person.name.as_str()).collect()
}

fn titles(record: &PageRecord) -> Vec<&str> {
    record.tables.talks.iter().map(|talk| talk.title.as_str()).collect()
}

#[test]
fn days_that_can_be_read_in_one_way_settle_the_others() {
    let list = |days: [&str; 3]| {
        let who = ["Ann Lee", "Bob Ray", "Zoe Hart"];
        let items =
            days.iter().zip(who).map(|(day, who)| format!("<li>{day}: {who}, Charts and Chance</li>"));
        read("en", "Harbour Seminar", &format!("<ul>{}</ul>", items.collect::<String>()))
    };
    let expected = ["2024-10-25", "2024-11-28", "2024-12-05"];
    assert_eq!(days(&list(["10/25/2024", "11/28/2024", "12/05/2024"])), expected);
    assert_eq!(days(&list(["25/10/2024", "28/11/2024", "05/12/2024"])), expected);
}

#[test]
fn remarks_and_numbers_are_no_part_of_a_name() {
    let held = read("en", "Third Workshop on Tides (held online due to the weather)", "<p>9 May 2024</p>");
    assert_eq!(held.tables.events[0].name.as_deref(), Some("Third Workshop on Tides"));
    let parts = read(
        "en",
        "Harbour Workshop",
        "<p>9 May 2024</p><h3>Day One: Reading the Old Charts of the Coast and Sea</h3><p>Speaker: Dr. Ann Lee</p>\
         <h3>Day Two: Counting Boats in the Harbour and Beyond</h3><p>Speaker: Bob Ray</p>",
    );
    let expected =
        ["Reading the Old Charts of the Coast and Sea", "Counting Boats in the Harbour and Beyond"];
    assert_eq!(titles(&parts), expected);
}

#[test]
fn a_title_may_name_somebody_whom_it_is_about() {
    let record = read("en", "Seminar: Maria Lopez and the Sea", "<p>9 May 2024</p><p>Speaker: Ann Lee</p>");
    assert_eq!(record.tables.events[0].theme.as_deref(), Some("Maria Lopez and the Sea"));
}

#[test]
fn what_stands_around_a_name_is_no_part_of_it() {
    let from =
        read("en", "Public Lecture", "<p>9 May 2024</p><p>Speakers: Maria Lopez EUI, Peter Jones MIT</p>");
    assert_eq!(people(&from), ["Maria Lopez", "Peter Jones"]);
    let by =
        read("fr", "Conférence publique", "<p>9 mai 2024</p><p>Par Jeanne Dupuis, Institut des Marées</p>");
    assert_eq!(people(&by), ["Jeanne Dupuis"]);
}

#[test]
fn surnames_are_told_by_capitals_and_by_how_people_are_called() {
    let family = |who: &str| {
        let record = read("en", "Public Lecture", &format!("<p>9 May 2024</p><p>Speaker: {who}</p>"));
        record.tables.people[0].family_name.clone().unwrap_or_default()
    };
    assert_eq!(family("Prof. XU Wei, Fenwick University"), "Xu");
    assert_eq!(family("Prof. WEISS Anna, Fenwick University"), "Weiss");
}

#[test]
fn a_row_of_columns_joins_the_post_and_the_home() {
    let record = read(
        "en",
        "Workshop on Tides",
        "<p>9 May 2024</p><table><tr><th>Name</th><th>Position</th><th>Institution</th></tr>\
         <tr><td>Ann Lee</td><td>Professor</td><td>Fenwick University</td></tr>\
         <tr><td>Bob Ray</td><td>Lecturer</td><td>Ardent College</td></tr></table>",
    );
    let tables = &record.tables;
    let home =
        |id| tables.institutions.iter().find(|row| Some(row.institution_id) == id).unwrap().name.as_str();
    let posts: Vec<(&str, &str)> = tables
        .positions
        .iter()
        .map(|row| (row.title.as_deref().unwrap(), home(row.institution_id)))
        .collect();
    assert_eq!(posts, [("Professor", "Fenwick University"), ("Lecturer", "Ardent College")]);
}
