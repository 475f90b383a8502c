//! Lists of days in digits: `06/09 – Ann Lee`, `20/09 – Maria Lopez`. One line that begins so may begin with a fraction or the number of a
//! section; three lines that do, and that can all be days in one order, are a calendar.

use crate::dates::dotted::{add_free, is_free};
use crate::dates::{Context, Expression, MonthDay, PartialDate};
use crate::span::Span;

/// As many lines make a list.
const FEW: usize = 3;

/// The rule of such days.
const RULE: &str = "date.listed";

/// Adds the days of lists in digits.
pub(super) fn add(text: &str, context: &Context<'_>, expressions: &mut Vec<Expression>) {
    for separator in ['/', '.'] {
        let lines = lines(text, separator);
        let open = lines.iter().filter(|(span, ..)| is_free(expressions, *span)).count();
        let Some(day_first) = order(&lines, context, separator).filter(|_| open >= FEW) else { continue };
        let days = lines.into_iter().map(|(span, one, other)| {
            let (month, day) = if day_first { (other, one) } else { (one, other) };
            day_of(span, month, day, context)
        });
        add_free(expressions, days.collect());
    }
}

/// The lines that begin with two numbers of one or two digits, and these.
fn lines(text: &str, separator: char) -> Vec<(Span, i8, i8)> {
    let mut start = 0;
    let mut found = Vec::new();
    for line in text.split_inclusive('\n') {
        let blank = line.bytes().take_while(|byte| *byte == b' ').count();
        let counts = line.as_bytes().get(blank).is_some_and(u8::is_ascii_digit);
        if let Some((length, one, other)) = counts.then(|| numbers(&line[blank..], separator)).flatten() {
            found.push((Span::new(start + blank, start + blank + length), one, other));
        }
        start += line.len();
    }
    found
}

/// `06/09` before a space, a dash or a colon: its length in bytes and the numbers.
fn numbers(line: &str, separator: char) -> Option<(usize, i8, i8)> {
    let length = line.bytes().take_while(u8::is_ascii_digit).count();
    let (one, rest) = (&line[..length], line[length..].strip_prefix(separator)?);
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let short = |length: usize| (1..=2).contains(&length);
    let dot = usize::from(separator == '.' && rest[digits..].starts_with('.'));
    let next = rest[digits + dot..].chars().next().unwrap_or('\n');
    let ends = next.is_whitespace() || matches!(next, '–' | '—' | ':' | '-');
    // `2.1 Methods` counts sections.
    let dotted = separator != '.' || dot == 1;
    let fits = short(one.len()) && short(digits) && ends && dotted;
    fits.then(|| Some((one.len() + 1 + digits + dot, one.parse().ok()?, rest[..digits].parse().ok()?)))
        .flatten()
}

/// Whether the day stands first, where all lines can be days in one order.
fn order(lines: &[(Span, i8, i8)], context: &Context<'_>, separator: char) -> Option<bool> {
    let fits = |month: i8, day: i8| (1..=12).contains(&month) && (1..=31).contains(&day);
    let day_first = lines.iter().all(|(_, one, other)| fits(*other, *one));
    let month_first = lines.iter().all(|(_, one, other)| fits(*one, *other));
    match (day_first, month_first) {
        (false, false) => None,
        (true, true) => {
            Some(context.day_first.unwrap_or_else(|| context.usually_day_first(separator == '.', true)))
        }
        (day_first, _) => Some(day_first),
    }
}

fn day_of(span: Span, month: i8, day: i8, context: &Context<'_>) -> Expression {
    let start = context.year_of(month, day, None).and_then(|year| PartialDate::day(year, month, day));
    let any_year = if start.is_none() { Some((MonthDay { month, day }, None)) } else { None };
    Expression { parts: (Some(span), None), start, any_year, inferred: true, ..Expression::bare(span, RULE) }
}
