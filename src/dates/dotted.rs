//! `11.20`: a day where dates are written so, and a time of day in a programme. What can be nothing but a time (`10.45`, `9.00`) tells for the
//! others of the text.

use crate::dates::{ClockTime, Expression};
use crate::span::Span;

/// As many hours with a stop that are no days settle what the others are.
const FEW: usize = 2;

/// Makes times of bare days without a year that are written like the hours of the text.
pub(super) fn settle(text: &str, expressions: &mut Vec<Expression>) {
    let lines = hours(text);
    let sure = |time: &ClockTime| time.minute > 31 || time.minute == 0 && time.hour > 6;
    if lines.iter().filter(|(_, time)| sure(time)).count() < FEW {
        return;
    }
    for expression in expressions.iter_mut().filter(|expression| expression.inferred) {
        let bare = expression.start_time.is_none() && expression.end.is_none();
        if let Some(time) = clock(expression.span.of(text)).filter(|_| bare) {
            (expression.start, expression.any_year, expression.inferred) = (None, None, false);
            expression.start_time = Some(time);
            expression.parts = (None, Some(expression.span));
            expression.doubts.clear();
            expression.rule = RULE;
        }
    }
    let found = lines.into_iter().map(|(span, time)| hour(span, time)).collect();
    add_free(expressions, found);
}

/// Adds what stands where no expression does.
pub(super) fn add_free(expressions: &mut Vec<Expression>, mut found: Vec<Expression>) {
    found.retain(|new| is_free(expressions, new.span));
    if !found.is_empty() {
        expressions.append(&mut found);
        expressions.sort_by_key(|expression| expression.span.start);
    }
}

/// Whether no expression, of those in text order, overlaps a span.
pub(super) fn is_free(expressions: &[Expression], span: Span) -> bool {
    let next = expressions.partition_point(|known| known.span.end <= span.start);
    expressions.get(next).is_none_or(|next| next.span.start >= span.end)
}

const RULE: &str = "date.time";

/// Longer lines are more than an hour, in bytes.
const SHORT: usize = 16;

fn hour(span: Span, time: ClockTime) -> Expression {
    Expression {
        span,
        parts: (None, Some(span)),
        start: None,
        end: None,
        any_year: None,
        period: None,
        start_time: Some(time),
        end_time: None,
        timezone: None,
        inferred: false,
        listed: false,
        doubts: Vec::new(),
        rule: RULE,
    }
}

/// `9.30` as a time of day.
fn clock(text: &str) -> Option<ClockTime> {
    let (hour, minute) = text.split_once('.')?;
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let written = (1..=2).contains(&hour.len()) && minute.len() == 2 && digits(hour) && digits(minute);
    let (hour, minute) = (hour.parse().ok()?, minute.parse().ok()?);
    (written && hour < 24 && minute < 60).then_some(ClockTime { hour, minute, second: 0 })
}

/// Lines and cells that are nothing but such an hour.
fn hours(text: &str) -> Vec<(Span, ClockTime)> {
    let mut start = 0;
    let mut found = Vec::new();
    for line in text.split_inclusive('\n') {
        let blank = line.bytes().take_while(|byte| *byte == b' ').count();
        // An hour has five characters, and the line its end.
        if line.as_bytes().get(blank).is_some_and(u8::is_ascii_digit) && line.len() - blank < SHORT {
            let span = Span::new(start, start + line.len()).trim(text);
            found.extend(clock(span.of(text)).map(|time| (span, time)));
        }
        start += line.len();
    }
    found
}
