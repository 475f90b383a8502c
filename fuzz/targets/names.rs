//! Names: a line of titles, names, posts and other words, and the same line as what a profile calls a person. Parts lie in their mention
//! and in order, and what is a part of a name in the rows is a part of what was printed.

use std::sync::{Arc, LazyLock};

use annals::annotate::{Mention, annotate};
use annals::parse::parse;
use annals::pipeline::{Options, extract, extract_document};
use annals::profile::Profile;
use annals::records::PageRecord;
use annals::source::Page;
use arbitrary::Unstructured;

use super::{grammar, laws};

const LANGUAGES: [&str; 12] = ["en", "de", "fr", "es", "pt", "it", "nl", "id", "zh", "ja", "ko", "tr"];

static PEOPLE: LazyLock<Options> = LazyLock::new(|| {
    let text = "urls = [\"**\"]\n[[people]]\neach = \"p\"\nname = \"b\"\n";
    let profile = Profile::parse("people", text, "people.toml").expect("the profile is one");
    Options { profile: Some(Arc::new(profile)), ..Options::default() }
});

/// The names of a line keep their laws.
pub(crate) fn run(bytes: &[u8]) {
    let Some((first, rest)) = bytes.split_first() else { return };
    let line = if first & 0x80 == 0 {
        String::from_utf8_lossy(rest).into_owned()
    } else {
        let Ok(line) = grammar::line(&mut Unstructured::new(rest)) else { return };
        line
    };
    check(LANGUAGES[usize::from(first & 0x7f) % LANGUAGES.len()], &escaped(&line));
}

fn check(language: &str, line: &str) {
    let html = format!("<html lang={language}><h1>Seminar</h1><p>Speaker: <b>{line}</b></p>");
    let page = Page::new("names.html", html);
    let Ok(mut document) = parse(&page) else { return };
    document.language = Some(language.to_owned());
    let annotations = annotate(&document, None);
    laws::mentions(&document.text, &annotations);
    annotations.mentions.iter().for_each(|mention| parts(&document.text, mention));
    let record = extract_document(&document, &Options::default());
    laws::record(&document.text, &record);
    rows(&record);
    let told = extract(&page, &PEOPLE).expect("a profile makes no page unreadable");
    laws::record(&document.text, &told);
    rows(&told);
}

fn parts(text: &str, mention: &Mention) {
    let Some(person) = mention.person() else { return };
    assert!(!person.name.of(text).trim().is_empty(), "{mention:?} has no name");
    assert!(mention.span.contains(person.name), "{mention:?} does not hold its name");
    let all = person.before.iter().chain([&person.name]).chain(&person.after);
    assert!(all.clone().is_sorted(), "{mention:?} has parts in another order");
    assert!(all.clone().all(|part| mention.span.contains(*part)), "{mention:?} does not hold its parts");
    assert!(person.surname.is_none_or(|surname| person.name.contains(surname)), "{mention:?}");
}

fn rows(record: &PageRecord) {
    for person in &record.tables.people {
        assert!(!person.name.trim().is_empty(), "{person:?}");
        assert_eq!(person.name.trim(), person.name, "{person:?}");
        for part in person.given_name.iter().chain(&person.family_name) {
            assert!(!part.trim().is_empty(), "{person:?}");
        }
    }
}

/// A text as HTML shows it.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}
