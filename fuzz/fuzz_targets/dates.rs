//! Any text in any language on any day: the date recogniser neither panics nor leaves the text.
//! `cargo +nightly fuzz run dates`
#![no_main]

use annals::Span;
use annals::dates::{Context, PartialDate, Recogniser, join_consecutive};
use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;

/// What the recogniser is asked.
#[derive(Arbitrary, Debug)]
struct Question<'a> {
    language: u8,
    year: i16,
    month: i8,
    day: i8,
    year_known: Option<i16>,
    day_first: Option<bool>,
    text: &'a str,
}

const LANGUAGES: [&str; 12] = ["en", "en-GB", "fr", "es", "pt", "de", "it", "nl", "id", "zh", "ja", "ar"];

fuzz_target!(|question: Question<'_>| {
    let language = LANGUAGES[usize::from(question.language) % LANGUAGES.len()];
    let context = Context {
        language,
        published: PartialDate::day(question.year, question.month, question.day),
        year: question.year_known,
        day_first: question.day_first,
    };
    let recogniser = Recogniser::of(language);
    let text = question.text;
    let found = recogniser.find(text, Span::new(0, text.len()), &context);
    let mut end = 0;
    for expression in &found {
        assert!(expression.span.start >= end && text.get(expression.span.range()).is_some());
        end = expression.span.end;
    }
    join_consecutive(found);
});
