//! What is answered for one expression: `type` as TIMEX3 has them, values local and ISO 8601, EDTF where only a part is known.

use annals::dates::{ClockTime, Expression, MonthDay, PartialDate, Period};
use jiff::ToSpan;
use serde::Serialize;

/// An expression as it is printed.
#[derive(Debug, Serialize)]
pub(super) struct Answer {
    start_byte: u32,
    end_byte: u32,
    #[serde(rename = "type")]
    pub(super) kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) to: Option<String>,
    /// A range that the text names as one week or quarter: `to` is then the day after it.
    #[serde(skip_serializing_if = "Option::is_none")]
    period: Option<&'static str>,
    pub(super) timezone: Option<String>,
    origin: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    doubts: Vec<String>,
}

/// A day with or without a year.
#[derive(Clone, Copy)]
enum Day {
    Known(PartialDate),
    Any(MonthDay),
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Known(date) => date.fmt(f),
            Self::Any(date) => date.fmt(f),
        }
    }
}

impl Answer {
    pub(super) fn of(found: &Expression) -> Self {
        let (kind, value, from, to) = values(found);
        Self {
            start_byte: found.span.start,
            end_byte: found.span.end,
            kind,
            value,
            from,
            to,
            period: found.period.map(|period| match period {
                Period::Week => "week",
                Period::Quarter => "quarter",
            }),
            timezone: found.timezone.clone(),
            origin: if found.inferred { "inferred" } else { "text" },
            doubts: found.doubts.iter().map(ToString::to_string).collect(),
        }
    }

    /// The value, or both ends.
    pub(super) fn shown(&self) -> String {
        match (&self.value, &self.from, &self.to) {
            (Some(value), ..) => value.clone(),
            (None, Some(from), Some(to)) => format!("{from} – {to}"),
            _ => String::new(),
        }
    }
}

type Values = (&'static str, Option<String>, Option<String>, Option<String>);

fn values(found: &Expression) -> Values {
    let (start, end) = match found.any_year {
        Some((start, end)) => (Some(Day::Any(start)), end.map(Day::Any)),
        None => (found.start.map(Day::Known), last_day(found).map(Day::Known)),
    };
    let range = |kind, from: String, to: String| (kind, None, Some(from), Some(to));
    let one = |kind, value: String| (kind, Some(value), None, None);
    match (start, end, found.start_time, found.end_time) {
        (None, _, Some(start), None) => one("time", start.to_string()),
        (None, _, Some(start), Some(end)) => range("timerange", start.to_string(), end.to_string()),
        (Some(start), None, None, _) => one("date", start.to_string()),
        (Some(start), Some(end), None, _) => range("daterange", start.to_string(), end.to_string()),
        (Some(day), None, Some(time), None) => one("datetime", format!("{day}T{time}")),
        (Some(day), None, Some(start), Some(end)) => {
            let last = if end < start { tomorrow(day) } else { day };
            range("datetimerange", format!("{day}T{start}"), format!("{last}T{end}"))
        }
        (Some(first), Some(last), Some(start), end) => {
            let to = end.map_or_else(|| last.to_string(), |end: ClockTime| format!("{last}T{end}"));
            range("datetimerange", format!("{first}T{start}"), to)
        }
        (None, _, None, _) => ("date", None, None, None),
    }
}

/// The end of a range: the day after a named period, as TIMEX3 counts it.
fn last_day(found: &Expression) -> Option<PartialDate> {
    let after = |date: PartialDate| date.civil()?.checked_add(1.day()).ok().map(PartialDate::from);
    if found.period.is_some() { found.end.and_then(after) } else { found.end }
}

/// A time range that passes midnight ends on the next day.
fn tomorrow(day: Day) -> Day {
    match day {
        Day::Known(date) => {
            Day::Known(date.civil().and_then(|date| date.tomorrow().ok()).map_or(date, PartialDate::from))
        }
        any @ Day::Any(_) => any,
    }
}
