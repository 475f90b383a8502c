//! The whole road from bytes to a record, without and with a profile, on any bytes: decode, parse, annotate, relate.

use std::sync::{Arc, LazyLock};

use annals::annotate::annotate;
use annals::parse::parse;
use annals::pipeline::{Options, extract, extract_document};
use annals::profile::Profile;
use annals::source::Page;

use super::laws;

/// Asks for every table and for every way in which a profile takes a value.
const PROFILE: &str = r#"
urls = ["**"]

[announcements]
title = "h1"
published_on = { css = "meta[name=date]", attr = "content", optional = true }
authors = ".author"

[[events]]
each = "li"
theme = "h2, b"
name = { css = "p", regex = '(\w+ \d+)' }
starts_on = { css = ".when", date = "%d.%m.%Y" }
start_time = ".when"
venue = { css = "dd, td", label = "Where" }
url = { css = "a", attr = "href" }

[[events.people]]
each = "p"
name = "b"
positions.title = "i"
positions.institution = "span"
talks.title = "q"
appearances.role = { css = "em", words = { "Main talk" = "keynote" }, optional = true }

[[deadlines]]
kind = { value = "registration" }
due_on = "time"
"#;

static WITH_PROFILE: LazyLock<Options> = LazyLock::new(|| {
    let profile = Profile::parse("fuzz", PROFILE, "fuzz.toml").expect("the profile is one");
    Options { profile: Some(Arc::new(profile)), ..Options::default() }
});

/// The page of these bytes keeps all laws.
pub(crate) fn run(bytes: &[u8]) {
    page(&Page::new("fuzz.html", bytes));
}

/// A page keeps all laws, and says the same when it is asked again.
pub(crate) fn page(page: &Page) {
    let options = Options::default();
    let Ok(document) = parse(page) else {
        assert!(extract(page, &options).is_err(), "what is no page has no record");
        return;
    };
    laws::document(&document);
    laws::mentions(&document.text, &annotate(&document, None));
    let record = extract_document(&document, &options);
    laws::record(&document.text, &record);
    assert!(extract(page, &options).is_ok_and(|again| again == record), "the second run says something else");
    let told = extract(page, &WITH_PROFILE).expect("a profile makes no page unreadable");
    laws::record(&document.text, &told);
}
