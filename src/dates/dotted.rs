//! `11.20`: a day where dates are written so, and a time of day in a programme. What can be nothing but a time (`10.45`, `9.00`) tells for the
//! others of the text.

use crate::dates::{ClockTime, Expression};
use crate::span::Span;

/// As many hours with a stop that are no days settle what the others are.
const FEW: usize = 2;

/// Makes times of bare days without a year that are written like the hours of the text.
pub(super) fn settle(text: &str, expressions: &mut Vec<Expression>) {
    let mut lines = hours(text);
    let sure = |time: &ClockTime| time.minute > 31 || time.minute == 0 && time.hour > 6;
    let alone = lines.iter().filter(|hour| hour.alone && sure(&hour.from)).count();
    if alone < FEW && !is_programme(&lines) {
        lines.retain(|hour| hour.alone);
        if alone < FEW {
            return;
        }
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
    let found = lines.iter().map(expression).collect();
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

/// An hour at the beginning of a line.
struct Hour {
    span: Span,
    from: ClockTime,
    /// `9.30–10.15`
    to: Option<ClockTime>,
    /// The line is nothing else.
    alone: bool,
}

/// As many lines that begin with an hour make a programme.
const MANY: usize = 4;

/// Lines begin with hours of five minutes which rise: a programme, where the hours of its days may begin anew. Prices and sections do not.
fn is_programme(lines: &[Hour]) -> bool {
    let round = lines.iter().filter(|hour| hour.from.minute % 5 == 0 && hour.from.hour > 6).count();
    let rises = lines.windows(2).filter(|pair| pair[0].from < pair[1].from).count();
    let many = lines.len() >= MANY;
    many && round * 5 >= lines.len() * 4 && rises * 3 >= (lines.len() - 1) * 2
}

fn expression(hour: &Hour) -> Expression {
    Expression {
        parts: (None, Some(hour.span)),
        start_time: Some(hour.from),
        end_time: hour.to,
        ..Expression::bare(hour.span, RULE)
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

/// The lines and cells that begin with such an hour.
fn hours(text: &str) -> Vec<Hour> {
    let mut start = 0;
    let mut found = Vec::new();
    for line in text.split_inclusive('\n') {
        let blank = line.bytes().take_while(|byte| *byte == b' ').count();
        if line.as_bytes().get(blank).is_some_and(u8::is_ascii_digit) {
            found.extend(hour(&line[blank..], start + blank));
        }
        start += line.len();
    }
    found
}

/// The hour, or the two with a dash between them, that a line begins with.
fn hour(line: &str, start: usize) -> Option<Hour> {
    let length = written(line);
    let from = clock(&line[..length])?;
    let dash = line[length..].trim_start().strip_prefix(['-', '–', '—']).map(str::trim_start);
    let second =
        dash.and_then(|rest| Some((clock(&rest[..written(rest)])?, line.len() - rest.len() + written(rest))));
    let to = second.map(|(to, _)| to).filter(|to| *to > from);
    let end = second.filter(|_| to.is_some()).map_or(length, |(_, end)| end);
    let rest = line[end..].trim_start();
    let parted = line[end..].starts_with([' ', '\u{a0}', '\n', '\t', ':', '|', '–', '—', ',', '-'])
        || line.len() == end;
    let counted =
        rest.starts_with(['€', '$', '£', '%', '¥']) || rest.starts_with("EUR") || rest.starts_with("CHF");
    let alone = rest.is_empty() && line.len() < SHORT;
    (parted && !counted).then_some(Hour { span: Span::new(start, start + end), from, to, alone })
}

/// How many bytes of a text are digits and stops.
fn written(text: &str) -> usize {
    text.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count()
}
