//! An [`Expression`] is what one phrase says of when: a day or a range of days, times, a zone; what belongs together is one expression.

use crate::dates::doubt::Doubt;
use crate::dates::printed::Period;
use crate::dates::{ClockTime, MonthDay, PartialDate};
use crate::span::Span;

/// A date, a time, or both.
#[derive(Clone, Debug, PartialEq)]
pub struct Expression {
    /// Where it stands.
    pub span: Span,
    /// Where its days stand, and where its times.
    pub parts: (Option<Span>, Option<Span>),
    /// First day; none for a time on its own.
    pub start: Option<PartialDate>,
    /// Last day, where a range is written; the range holds it.
    pub end: Option<PartialDate>,
    /// First and last day where nothing tells their year; `start` and `end` are empty then.
    pub any_year: Option<(MonthDay, Option<MonthDay>)>,
    /// The range is one week or quarter that the text names as such.
    pub period: Option<Period>,
    /// Time at which it begins.
    pub start_time: Option<ClockTime>,
    /// Time at which it ends.
    pub end_time: Option<ClockTime>,
    /// IANA name or offset, or the abbreviation as printed where it is ambiguous.
    pub timezone: Option<String>,
    /// The year was not written: it is from the context.
    pub inferred: bool,
    /// It continues the expression before it: `12` in `5, 12 and 19 May`.
    pub listed: bool,
    /// What a careful reader would query.
    pub doubts: Vec<Doubt>,
    /// The rule that read it.
    pub rule: &'static str,
}

impl Expression {
    /// A stretch of text that says nothing of when yet.
    pub(crate) fn bare(span: Span, rule: &'static str) -> Self {
        Self {
            span,
            parts: (None, None),
            start: None,
            end: None,
            any_year: None,
            period: None,
            start_time: None,
            end_time: None,
            timezone: None,
            inferred: false,
            listed: false,
            doubts: Vec::new(),
            rule,
        }
    }

    /// The day and the time as two expressions, where both are told: a label may stand between them.
    #[must_use]
    pub fn split(self) -> Vec<Self> {
        let (Some(day), Some(time)) = self.parts else { return vec![self] };
        let dated = Self {
            span: day,
            start_time: None,
            end_time: None,
            timezone: None,
            parts: (Some(day), None),
            ..self.clone()
        };
        let (start, end, any_year, period) = (None, None, None, None);
        let timed = Self {
            span: time,
            start,
            end,
            any_year,
            period,
            doubts: Vec::new(),
            parts: (None, Some(time)),
            rule: "date.time",
            ..self
        };
        if day.start < time.start { vec![dated, timed] } else { vec![timed, dated] }
    }
}

/// Makes one range of days that a list names one after the other: `26. und 27. Februar` lasts from the one to the other, `5 and 12 May` does not.
#[must_use]
pub fn join_consecutive(expressions: Vec<Expression>) -> Vec<Expression> {
    let mut joined: Vec<Expression> = Vec::with_capacity(expressions.len());
    for next in expressions {
        match joined.last_mut().filter(|last| next.listed && follows(last, &next)) {
            Some(last) => {
                last.end = next.end.or(next.start);
                last.span = last.span.to(next.span);
                last.doubts.extend(next.doubts);
            }
            None => joined.push(next),
        }
    }
    joined
}

fn follows(last: &Expression, next: &Expression) -> bool {
    let day = |date: Option<PartialDate>| date.and_then(PartialDate::civil);
    let (Some(last), Some(next)) = (day(last.end.or(last.start)), day(next.start)) else { return false };
    last.tomorrow().is_ok_and(|tomorrow| tomorrow == next)
}
