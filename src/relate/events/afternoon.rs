//! Hours without `am` and `pm`: in English text `4:30 to 5:30` is in the afternoon, since nobody speaks before seven, and clocks of twenty-four hours write `04:30`.

use crate::dates::ClockTime;
use crate::fact::Fact;
use crate::relate::draft::Draft;

/// Hours that begin in the afternoon where nothing says which half of the day is meant.
const LATE: std::ops::RangeInclusive<u8> = 1..=6;

/// Moves what begins in the small hours by what is printed alone.
pub(crate) fn read(draft: &mut Draft<'_>) {
    if draft.document.language.as_deref().is_none_or(|language| !language.starts_with("en")) {
        return;
    }
    let text = draft.text();
    for event in &mut draft.events.list {
        let Some(start) = event.start_time.as_mut().filter(|time| LATE.contains(&time.value.hour)) else {
            continue;
        };
        if !start
            .support
            .iter()
            .filter_map(|support| support.span)
            .all(|span| is_open(span.of(text), start.value))
        {
            continue;
        }
        later(start);
        if let Some(end) =
            event.end_time.as_mut().filter(|end| end.value.hour + 12 < 24 && end.value <= start.value)
        {
            later(end);
        }
    }
}

fn later(time: &mut Fact<ClockTime>) {
    time.value.hour += 12;
    time.support.iter_mut().for_each(|support| support.confidence *= DOUBT);
}

/// What is inferred is less sure than what is printed.
const DOUBT: f32 = 0.9;

/// A time is printed with its minutes, without a zero before its hour and without a word behind it.
fn is_open(text: &str, time: ClockTime) -> bool {
    let printed = [':', '.'].map(|mark| format!("{}{mark}{:02}", time.hour, time.minute));
    let at = printed.iter().find_map(|printed| Some((text.find(printed.as_str())?, printed.len())));
    let Some((at, length)) = at else { return false };
    let (before, behind) = (&text[..at], &text[at + length..]);
    let word = behind.trim_start().chars().next().is_some_and(char::is_alphabetic);
    let says_half = behind.to_lowercase().contains('m') || word && !behind.trim_start().starts_with("to");
    !before.ends_with(|c: char| c.is_ascii_digit()) && !says_half
}
