//! Any text in any language on any day: the date recogniser stays inside the text and in its order. A day that is printed by another
//! library is read as that day.

use annals::Span;
use annals::dates::{Context, PartialDate, Recogniser, join_consecutive};
use arbitrary::{Arbitrary, Unstructured};

use super::laws;

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

const LANGUAGES: [&str; 16] =
    ["en", "en-GB", "fr", "es", "pt", "de", "it", "nl", "id", "zh", "ja", "ar", "ko", "ru", "tr", "pl"];

/// How days are printed that must be read back, in English.
const PRINTED: [&str; 6] =
    ["%-d %B %Y", "%B %-d, %Y", "%A, %-d %B %Y", "%Y-%m-%d", "%-d %b %Y", "%a %-d %B, %Y"];

/// The recogniser keeps its laws on what these bytes ask.
pub(crate) fn run(bytes: &[u8]) {
    let Ok(question) = Question::arbitrary_take_rest(Unstructured::new(bytes)) else { return };
    find(&question);
    read_back(&question);
}

fn find(question: &Question<'_>) {
    let language = LANGUAGES[usize::from(question.language) % LANGUAGES.len()];
    let context = Context {
        language,
        published: PartialDate::day(question.year, question.month, question.day),
        year: question.year_known,
        day_first: question.day_first,
        ..Context::default()
    };
    let (recogniser, text) = (Recogniser::of(language), question.text);
    let whole = Span::new(0, text.len());
    let found = recogniser.find(text, whole, &context);
    assert!(found == recogniser.find(text, whole, &context), "the second run says something else");
    let mut end = 0;
    for expression in &found {
        assert!(expression.span.start >= end && !expression.span.is_empty(), "{expression:?} behind {end}");
        laws::inside(text, expression.span);
        let (day, time) = expression.parts;
        day.iter().chain(&time).for_each(|part| laws::inside(text, *part));
        end = expression.span.end;
        expression.clone().split().iter().for_each(|part| laws::inside(text, part.span));
    }
    join_consecutive(found).iter().for_each(|joined| laws::inside(text, joined.span));
}

/// A day as jiff prints it, between two words of no meaning.
fn read_back(question: &Question<'_>) {
    let year = 1900 + question.year.rem_euclid(200);
    let Ok(day) =
        jiff::civil::Date::new(year, question.month.rem_euclid(12) + 1, question.day.rem_euclid(28) + 1)
    else {
        return;
    };
    for form in PRINTED {
        let text = format!("held on {} there", day.strftime(form));
        let context = Context { language: "en", ..Context::default() };
        let found = Recogniser::of("en").find(&text, Span::new(0, text.len()), &context);
        let read: Vec<_> = found.iter().filter_map(|date| date.start?.civil()).collect();
        assert_eq!(read, [day], "{text}");
    }
}
