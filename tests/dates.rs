//! Dates as announcements write them: every line of `tests/dates/<language>.tsv` is a text, a tab, and what is read from it.
//!
//! `-` is nothing, ` | ` stands between expressions, `\n` in a text is a line break. `# reference: 2024-03-15` or `# reference: none` above
//! tells the day of the page; other lines with `#` are for people.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;

use annals::Span;
use annals::dates::{Context, Expression, PartialDate, Recogniser};
use proptest::prelude::*;

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

/// The languages that have a file.
fn languages() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/dates");
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    names.sort();
    names
}

/// Pieces of dates and what looks like them, to be put together at random.
const PIECES: [&str; 48] = [
    "5",
    "12",
    "31",
    "00",
    "1999",
    "2024",
    "20240512",
    "99999999999",
    "May",
    "mai",
    "März",
    "Sept",
    "Friday",
    "mar",
    "月",
    "日",
    "年",
    "令和",
    "下午",
    "半",
    "点",
    "à",
    "to",
    "and",
    "from",
    "at",
    "the",
    "of",
    "next",
    "week",
    "Q",
    "T",
    "Z",
    "am",
    "p.m.",
    "h",
    "Uhr",
    "CET",
    "noon",
    "half past",
    "\n",
    " ",
    ", ",
    "-",
    "–",
    ".",
    "/",
    ":",
];

fn assembled() -> impl Strategy<Value = String> {
    proptest::collection::vec((proptest::sample::select(&PIECES[..]), any::<bool>()), 0..24).prop_map(
        |pieces| {
            pieces.into_iter().flat_map(|(piece, spaced)| [piece, if spaced { " " } else { "" }]).collect()
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    /// Whatever the text: no panic, expressions in order inside it, the same answer twice.
    #[test]
    fn any_text_is_read(
        text in prop_oneof![any::<String>(), assembled()],
        language in proptest::sample::select(languages()),
        day in proptest::option::of((-9999_i16..=9999, 1_i8..=12, 1_i8..=28)),
        year in any::<Option<i16>>(),
    ) {
        let published = day.and_then(|(year, month, day)| PartialDate::day(year, month, day));
        let context = Context { language: &language, published, year, ..Context::default() };
        let recogniser = Recogniser::of(&language);
        let found = recogniser.find(&text, Span::new(0, text.len()), &context);
        let mut end = 0;
        for expression in &found {
            prop_assert!(expression.span.start >= end && !expression.span.is_empty());
            prop_assert!(text.get(expression.span.range()).is_some());
            end = expression.span.end;
        }
        prop_assert_eq!(&found, &recogniser.find(&text, Span::new(0, text.len()), &context));
    }

    /// What jiff prints is read back, in every form of [`FORMS`]: a moment, its day alone, and the day with a later one.
    #[test]
    fn printed_days_are_read_back(year in 1900_i16..2100, month in 1_i8..=12, day in 1_i8..=31, hour in 0_i8..24, minute in 0_i8..60, days in 1_i32..400) {
        let Ok(date) = jiff::civil::Date::new(year, month, day) else { return Ok(()) };
        let moment = date.at(hour, minute, 0, 0);
        let later = date.saturating_add(jiff::Span::new().days(days));
        for (language, on, at) in FORMS {
            let text = moment.strftime(&format!("{on}{at}")).to_string();
            prop_assert_eq!(read(language, &text, None), moment.strftime("%Y-%m-%d %H:%M").to_string(), "{}: {}", language, text);
            let text = date.strftime(on).to_string();
            prop_assert_eq!(read(language, &text, None), date.to_string(), "{}: {}", language, text);
            let text = format!("{text} – {}", later.strftime(on));
            prop_assert_eq!(read(language, &text, None), format!("{date}/{later}"), "{}: {}", language, text);
        }
    }

    /// Moments in a zone, as RFC 9557, RFC 3339 and RFC 2822 print them.
    #[test]
    fn printed_moments_are_read_back(second in -2_000_000_000_i64..4_000_000_000, zone in proptest::sample::select(&ZONES[..])) {
        let moment = jiff::Timestamp::from_second(second).unwrap().in_tz(zone).unwrap();
        let told = moment.strftime("%Y-%m-%d %H:%M").to_string();
        for text in [moment.to_string(), moment.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(), moment.strftime("%a, %d %b %Y %H:%M:%S %z").to_string()] {
            let found = read("en", &text, None);
            prop_assert!(found.starts_with(&told), "{} is read as {}", text, found);
        }
    }
}

/// Languages, and how jiff prints a day and a time of day in them.
const FORMS: [(&str, &str, &str); 24] = [
    ("en", "%A, %B %-d, %Y", " at %-I:%M %p"),
    ("en", "%a %-d %b %Y", ", %H:%M"),
    ("en", "%-d %B %Y", ", %H.%M"),
    ("en", "%Y-%m-%d", "T%H:%M:%S"),
    ("en", "%B %d, %Y", ", %-I:%M%P"),
    ("en", "%Y/%m/%d", " %H:%M"),
    ("en", "%d-%b-%Y", " %H:%M"),
    ("en", "%a, %d %b %Y", " %H:%M"),
    ("en", "%A %-d %B %Y", " from %H:%M"),
    ("en", "%b. %-d, %Y", ", %H:%M"),
    ("de", "%-d. %-m. %Y", ", %H.%M Uhr"),
    ("de", "%d.%m.%Y", " um %H:%M Uhr"),
    ("fr", "%d/%m/%Y", " à %-Hh%M"),
    ("es", "%d/%m/%Y", " a las %H:%M"),
    ("it", "%d/%m/%Y", ", ore %H.%M"),
    ("pt", "%d/%m/%Y", ", %Hh%M"),
    ("nl", "%d-%m-%Y", " %H:%M uur"),
    ("sv", "%Y-%m-%d", " kl. %H.%M"),
    ("fi", "%-d.%-m.%Y", " klo %H.%M"),
    ("ru", "%d.%m.%Y", " в %H:%M"),
    ("pl", "%d.%m.%Y", ", godz. %H:%M"),
    ("zh", "%Y年%-m月%-d日", " %H:%M"),
    ("ja", "%Y年%-m月%-d日", "%H時%M分"),
    ("ko", "%Y년 %-m월 %-d일", " %H시 %M분"),
];

/// Zones with offsets of all kinds.
const ZONES: [&str; 8] = [
    "UTC",
    "Europe/Paris",
    "America/New_York",
    "Asia/Kolkata",
    "Asia/Tokyo",
    "Pacific/Auckland",
    "America/St_Johns",
    "Africa/Lagos",
];

/// Sentences around a date change nothing of it.
#[test]
fn prose_around_a_date_changes_nothing() {
    let alone = read("en", "Thu 12 Oct 2023, 14:00–15:30 CET", None);
    let inside =
        read("en", "We were 40 people. The talk is on Thu 12 Oct 2023, 14:00–15:30 CET (room 3).", None);
    assert_eq!(alone, inside);
}
