//! What the head of small made-up pages says.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use crate::parse::Document;
use crate::source::Page;

/// Enough prose for a page to have a body.
const PROSE: &str =
    "<p>The bakers of the valley met to speak of rye, of ovens and of what a village needs a baker for.</p>";

fn page(head: &str, body: &str) -> Document {
    let html = format!("<html lang=en><head>{head}</head><body>{body}{PROSE}</body></html>");
    crate::parse::parse(&Page { source: "example".into(), bytes: html.into_bytes(), ..Page::default() })
        .unwrap()
}

fn day(head: &str, body: &str) -> Option<String> {
    page(head, body).head.published_on().map(|day| day.to_string())
}

fn title(head: &str, body: &str) -> Option<String> {
    page(head, body).head.title().map(str::to_owned)
}

fn authors(head: &str, body: &str) -> Vec<String> {
    page(head, body).head.authors().map(str::to_owned).collect()
}

#[test]
fn lines_outside_of_the_text_tell_the_day() {
    let aside = "<h1>Rye</h1><aside><dl><dt>Datum</dt><dd>12.01.2017</dd></dl></aside>";
    assert_eq!(day("", aside).as_deref(), Some("2017-01-12"));
    let footer = "<h1>Rye</h1><footer>Last changed: 31 March 2023. Published: 1 April 2023</footer>";
    assert_eq!(day("", footer).as_deref(), Some("2023-04-01"));
}

#[test]
fn a_day_that_something_lasts_is_none_of_publication() {
    assert_eq!(day("", "<h1>Rye</h1><p class=date>27-29 October 2011</p>"), None);
}

#[test]
fn a_day_in_greenwich_yields_to_the_address() {
    let stamp = "<meta property=article:published_time content=2023-11-09T01:09:55Z>";
    let address = "<link rel=canonical href=https://example.org/2023/11/08/rye/>";
    assert_eq!(day(stamp, "").as_deref(), Some("2023-11-09"));
    assert_eq!(day(&format!("{stamp}{address}"), "").as_deref(), Some("2023-11-08"));
}

#[test]
fn a_time_ahead_of_greenwich_tells_the_publishers_day() {
    let stamp = "<meta property=article:published_time content=2023-11-08T23:09:55Z>";
    let local = "<meta name=pubdate content=2023-11-09T01:09:55+02:00>";
    assert_eq!(day(&format!("{stamp}{local}"), "").as_deref(), Some("2023-11-09"));
}

#[test]
fn keys_are_known_by_their_words() {
    let head = |key: &str| day(&format!("<meta name={key} content=2023-11-09>"), "");
    assert!(
        ["bt:pubdate", "vendor.first_published", "date", "dc.issued"].iter().all(|key| head(key).is_some())
    );
    assert!(
        ["article:expiration_time", "event-date", "last-published"].iter().all(|key| head(key).is_none())
    );
}

#[test]
fn lines_in_rows_are_of_other_pages() {
    let row = |day: u8| format!("<ul><li><span class=date>{day} May 2020</span></li></ul>");
    let rows: String = [3, 5, 7].map(row).concat();
    let body = format!("{rows}<h1>Rye</h1><p>9 May 2020</p>");
    assert_eq!(day("", &body).as_deref(), Some("2020-05-09"));
}

#[test]
fn code_tells_no_day() {
    assert_eq!(day("", "<h1>Rye</h1><pre><span>Date: 3 May 2020</span></pre>"), None);
}

#[test]
fn a_change_is_better_than_no_day() {
    assert_eq!(day("", "<h1>Rye</h1><p>Updated 5 May 2020</p>").as_deref(), Some("2020-05-05"));
    let both = "<h1>Rye</h1><p>Updated 5 May 2020, published 4 May 2020</p>";
    assert_eq!(day("", both).as_deref(), Some("2020-05-04"));
}

#[test]
fn titles_go_without_the_site() {
    let head = "<title>Rye and ovens | News | Valley Bakers</title>";
    assert_eq!(title(head, "").as_deref(), Some("Rye and ovens"));
    assert_eq!(title(head, "<h1>Valley Bakers</h1>").as_deref(), Some("Rye and ovens"));
    let named = "<meta property=og:site_name content='Valley Bakers'><title>Valley Bakers: Rye</title>";
    assert_eq!(title(named, "").as_deref(), Some("Rye"));
}

#[test]
fn a_slogan_is_no_title() {
    let head = "<title>Ovens for every village</title>";
    assert_eq!(title(head, "<h1>Warm since 1880</h1>").as_deref(), Some("Ovens for every village"));
    let named = "<h1 class=entry-title>Every village has ovens now</h1>";
    assert_eq!(title(head, named).as_deref(), Some("Every village has ovens now"));
}

#[test]
fn bylines_are_cut_down_to_names() {
    let by = |line: &str| authors("", &format!("<h1>Rye</h1><div class=byline>{line}</div>"));
    assert_eq!(by("By Ann Lee on 3 May 2020"), ["Ann Lee"]);
    assert_eq!(by("Written by: Ann Lee, Senior Editor"), ["Ann Lee"]);
    assert_eq!(by("Von Ann Lee und Bo Ek"), ["Ann Lee", "Bo Ek"]);
    assert!(by("Reviewed by Ann Lee").is_empty());
}

#[test]
fn links_to_authors_name_them() {
    let body = "<h1>Rye</h1><a href=/authors/ann-lee>Ann Lee</a>";
    assert_eq!(authors("", body), ["Ann Lee"]);
    assert_eq!(authors("<meta name=citation_author content='Ek, Bo'>", body), ["Bo Ek"]);
}

#[test]
fn a_person_outranks_an_organisation() {
    let json = r#"<script type="application/ld+json">{"@type": "Article", "author": {"@type": "Organization", "name": "Valley Bakers"}}</script>"#;
    assert_eq!(authors(json, ""), ["Valley Bakers"]);
    assert_eq!(authors(json, "<h1>Rye</h1><span class=author>Ann Lee</span>"), ["Ann Lee"]);
}

#[test]
fn a_heading_that_says_what_the_metadata_says_and_more_is_the_title() {
    let named = |claim: &str, heading: &str| {
        title(&format!("<title>{claim}</title>"), &format!("<h1>{heading}</h1>")).unwrap()
    };
    for heading in ["Mill Seminar, spring", "Winter lectures: Mill Seminar", "Mill Seminar 2024/25"] {
        assert_eq!(named("Mill Seminar", heading), heading);
    }
    assert_eq!(named("Keynotes", "Keynote speakers"), "Keynote speakers");
    for heading in ["What a Seminar at the Mill is for", "Mill Seminar - all our news and letters"] {
        assert_eq!(named("Mill Seminar", heading), "Mill Seminar");
    }
}
