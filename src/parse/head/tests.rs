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
fn the_first_day_behind_the_title_outranks_those_of_other_pages() {
    let body = "<div class=date>3 May 2020</div><h1>Rye</h1><div class=date>5 May 2020</div><div class=date>7 May 2020</div>";
    assert_eq!(day("", body).as_deref(), Some("2020-05-05"));
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
