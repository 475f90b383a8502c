//! Dates as announcements write them: every line of `tests/dates/<language>.tsv` is a text, a tab, and what is read from it.
//!
//! `-` is nothing, ` | ` stands between expressions, `\n` in a text is a line break. `# reference: 2024-03-15` or `# reference: none` above
//! tells the day of the page; other lines with `#` are for people.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;

use annals::Span;
use annals::dates::{Context, Expression, PartialDate, Recogniser};

/// The day of the page where a file says none.
const REFERENCE: &str = "2024-03-15";

/// `2023-11-07/2023-11-09 14:00-15:30 zone`; parts that are not there are left out.
fn shown(found: &Expression) -> String {
    let pair = |first: Option<String>, last: Option<String>, joint: &str| match (first, last) {
        (Some(first), Some(last)) => Some(format!("{first}{joint}{last}")),
        (first, _) => first,
    };
    let days = match found.any_year {
        Some((first, last)) => pair(Some(first.to_string()), last.map(|day| day.to_string()), "/"),
        None => pair(found.start.map(|day| day.to_string()), found.end.map(|day| day.to_string()), "/"),
    };
    let times =
        pair(found.start_time.map(|time| time.to_string()), found.end_time.map(|time| time.to_string()), "-");
    [days, times, found.timezone.clone()].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// What is read from a text.
fn read(language: &str, text: &str, reference: Option<PartialDate>) -> String {
    let context = Context { language, published: reference, ..Context::default() };
    let found = Recogniser::of(language).find(text, Span::new(0, text.len()), &context);
    if found.is_empty() { "-".to_owned() } else { found.iter().map(shown).collect::<Vec<_>>().join(" | ") }
}

/// The failures of a file, and how many lines it has.
fn failures(language: &str, file: &str) -> (Vec<String>, usize) {
    let (mut failures, mut count) = (Vec::new(), 0);
    let mut reference = REFERENCE.parse().ok();
    for line in file.lines().filter(|line| !line.is_empty()) {
        if let Some(comment) = line.strip_prefix('#') {
            if let Some(day) = comment.trim().strip_prefix("reference:") {
                reference = day.trim().parse().ok();
            }
            continue;
        }
        let (text, expected) = line.split_once('\t').unwrap();
        let said = read(language, &text.replace("\\n", "\n"), reference);
        count += 1;
        if said != expected {
            failures.push(format!("{language}: `{text}` is read as `{said}`, not `{expected}`"));
        }
    }
    (failures, count)
}

#[test]
fn texts_are_read_as_expected() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/dates");
    let mut all = Vec::new();
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let language = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let (found, lines) = failures(&language, &std::fs::read_to_string(&path).unwrap());
        all.extend(found);
        count += lines;
    }
    assert!(all.is_empty() && count > 1200, "{} of {count}:\n{}", all.len(), all.join("\n"));
}
