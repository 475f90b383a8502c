//! Days and times on which a page contradicts itself: what is read, and what is queried.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use annals::pipeline::{Options, extract};
use annals::records::PageRecord;
use annals::source::Page;

fn read(paragraphs: &str) -> PageRecord {
    let html =
        format!("<html lang=en><body><main><h1>Webinar on Tide Mills</h1>{paragraphs}</main></body></html>");
    let page = Page { source: "page.html".into(), bytes: html.into_bytes(), ..Page::default() };
    extract(&page, &Options::default()).unwrap()
}

fn start(record: &PageRecord) -> String {
    record.tables.events[0].start_time.unwrap().to_string()
}

fn queried(record: &PageRecord, code: &str) -> Vec<String> {
    let found = record.tables.findings.iter().filter(|finding| finding.code == code);
    found.map(|finding| finding.message.clone()).collect()
}

#[test]
fn two_times_of_one_event_are_queried_with_both() {
    let record = read(
        "<p>Join us for the webinar on 12 October 2023 at 14:00.</p>\
         <p>The webinar will take place on 12 October 2023 at 15:00.</p>",
    );
    let [message] = queried(&record, "times_differ").try_into().unwrap();
    assert!(message.contains("14:00") && message.contains("15:00"), "{message}");
}

#[test]
fn what_else_happens_on_the_day_contradicts_nothing() {
    for other in [
        "The registration desk opens on 12 October 2023 at 13:00.",
        "Those who stay meet for dinner on 12 October 2023 at 19:00 in the harbour.",
        "The webinar is repeated on 13 October 2023 at 09:00.",
        "The webinar begins on 12 October 2023 at 14:00.",
    ] {
        let record = read(&format!(
            "<p>The webinar will take place on 12 October 2023, 14:00–16:00.</p><p>{other}</p>"
        ));
        assert_eq!(start(&record), "14:00", "{other}");
        assert_eq!(queried(&record, "times_differ"), Vec::<String>::new(), "{other}");
    }
}

#[test]
fn an_hour_without_its_half_of_the_day_is_told_by_the_rest_of_the_page() {
    let record = read(
        "<p>Date: 5 March 2024</p><p>Time: 4:00</p><p>The webinar starts on Tuesday, 5 March 2024, 4:00 pm.</p>",
    );
    assert_eq!(start(&record), "16:00");
    assert_eq!(queried(&record, "times_differ"), Vec::<String>::new());
}

#[test]
fn text_that_does_not_look_like_what_it_is_is_told() {
    let turned = read("<p>Dr. Ann Lee of Fenwick University will speak on 9 May 2024 on \u{202e}sediT.</p>");
    let [message] = queried(&turned, "text_turned").try_into().unwrap();
    assert!(message.contains("before `sediT.` (1 on the page)"), "{message}");
    let mixed = read("<p>Dr. P\u{430}ul Lee of Fenwick University will speak on 9 May 2024.</p>");
    assert_eq!(queried(&mixed, "letters_mixed").len(), 1);
    let clean = read("<p>Лекция: Dr. Paul Lee of Fenwick University will speak on 9 May 2024.</p>");
    for code in ["text_turned", "letters_mixed"] {
        assert_eq!(queried(&clean, code), Vec::<String>::new());
    }
}
