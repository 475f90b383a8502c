//! Dates as announcements write them: every line of `tests/dates/<language>.tsv` is a text, a tab, and what is read from it; `-` is nothing.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;

use annals::Span;
use annals::dates::{Context, Expression, Recogniser};

/// `2023-11-07/2023-11-09 14:00-15:30 zone`; parts that are not there are left out.
fn shown(found: &Expression) -> String {
    let pair = |first: Option<String>, last: Option<String>, joint: &str| match (first, last) {
        (Some(first), Some(last)) => Some(format!("{first}{joint}{last}")),
        (first, _) => first,
    };
    let days = pair(found.start.map(|day| day.to_string()), found.end.map(|day| day.to_string()), "/");
    let times =
        pair(found.start_time.map(|time| time.to_string()), found.end_time.map(|time| time.to_string()), "-");
    [days, times, found.timezone.clone()].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

#[test]
fn texts_are_read_as_expected() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/dates");
    let mut failures = Vec::new();
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let language = path.file_stem().unwrap().to_str().unwrap().to_owned();
        for line in std::fs::read_to_string(&path)
            .unwrap()
            .lines()
            .filter(|line| !line.starts_with('#') && !line.is_empty())
        {
            let (text, expected) = line.split_once('\t').unwrap();
            let context = Context { language: &language, year: Some(2024), ..Context::default() };
            let found = Recogniser::of(&language).find(text, Span::new(0, text.len()), &context);
            let said = if found.is_empty() {
                "-".to_owned()
            } else {
                found.iter().map(shown).collect::<Vec<_>>().join(" | ")
            };
            count += 1;
            if said != expected {
                failures.push(format!("{language}: `{text}` is read as `{said}`, not `{expected}`"));
            }
        }
    }
    assert!(failures.is_empty() && count > 40, "{} of {count}:\n{}", failures.len(), failures.join("\n"));
}
