//! What a cell becomes in Excel: a number, a day, a time, or text, within the limits that Excel has.

use std::borrow::Cow;

use jiff::civil::Date;

use crate::dates::{ClockTime, PartialDate};
use crate::records::{Cell, Column};

/// Characters that a cell has, as UTF-16 counts them.
pub(super) const LONGEST: usize = 32_767;
/// Characters that a link has.
const LONGEST_LINK: usize = 2_079;
/// The first day that all programs number alike: Excel counts a 29 February 1900 that never was.
const FIRST_DAY: PartialDate = PartialDate { year: 1900, month: Some(3), day: Some(1) };
/// Columns of addresses.
const ADDRESSES: [&str; 3] = ["url", "source", "ror_id"];

/// A value as Excel has it.
#[derive(Debug, PartialEq)]
pub(super) enum Value<'a> {
    Nothing,
    Number(f64),
    Truth(bool),
    Day(Date),
    Time(ClockTime),
    Text(Cow<'a, str>),
    /// Text that was longer.
    Cut(String),
}

impl<'a> Value<'a> {
    pub(super) fn of(cell: &'a Cell<'_>) -> Self {
        let number = match cell {
            Cell::Empty => Some(Self::Nothing),
            Cell::Integer(number) => Some(Self::Number(*number as f64)),
            Cell::Real(number) => Some(Self::Number(*number)),
            Cell::Boolean(truth) => Some(Self::Truth(*truth)),
            Cell::Date(date) => day(*date).map(Self::Day),
            Cell::Time(time) => Some(Self::Time(*time)),
            Cell::Text(_) | Cell::Id(_) | Cell::List(_) => None,
        };
        number.unwrap_or_else(|| {
            let text = cell.text();
            match cut(&text) {
                Some(cut) => Self::Cut(cut),
                None => Self::Text(text),
            }
        })
    }

    /// How many characters are shown.
    pub(super) fn width(&self) -> usize {
        match self {
            Self::Nothing => 0,
            Self::Number(number) => number.to_string().len(),
            Self::Truth(_) => 5,
            Self::Day(_) => 11,
            Self::Time(_) => 8,
            Self::Text(text) => text.chars().take(100).map(columns).sum::<usize>() + 1,
            Self::Cut(_) => usize::MAX,
        }
    }
}

/// How wide a character is: those of East Asia take two places.
fn columns(char: char) -> usize {
    1 + usize::from(
        matches!(char, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ff60}'),
    )
}

/// A day that is known as a whole; what is known in part stays text.
fn day(date: PartialDate) -> Option<Date> {
    date.civil().filter(|_| date >= FIRST_DAY)
}

/// The beginning of a text that a cell has no room for.
fn cut(text: &str) -> Option<String> {
    if text.len() <= LONGEST || text.encode_utf16().count() <= LONGEST {
        return None;
    }
    let mut units = 0;
    let fits = |char: &char| {
        units += char.len_utf16();
        units < LONGEST
    };
    Some(text.chars().take_while(fits).chain(['…']).collect())
}

/// Whether the text is an address that a reader may follow; other schemes would do who knows what.
pub(super) fn is_address(column: &Column, text: &str) -> bool {
    ADDRESSES.contains(&column.name)
        && (text.starts_with("https://") || text.starts_with("http://"))
        && text.encode_utf16().count() <= LONGEST_LINK
        && !text.contains(|char: char| char.is_whitespace() || char.is_control() || char == '"')
}
