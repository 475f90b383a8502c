//! Dates in digits alone: ISO 8601, `12.10.2023`, `10/12/23`. Whether the day or the month comes first is told by which of them can be a
//! month, by the page, by the dots, and last by the language.

use crate::dates::PartialDate;
use crate::dates::grammar::Reader;

/// A date in digits at a token, and the token after it.
pub(crate) fn read(reader: &Reader<'_>, at: usize) -> Option<(PartialDate, usize)> {
    let first = reader.number(at)?;
    let mark = ['-', '/', '.', '‑'].into_iter().find(|mark| reader.is(at + 1, *mark))?;
    let close = |at: usize| reader.get(at).is_some_and(|token| !token.spaced || mark == '.');
    let second = reader.number(at + 2).filter(|_| close(at + 1) && close(at + 2))?;
    let third = reader.number(at + 4).filter(|_| reader.is(at + 3, mark) && close(at + 4))?;
    if at > 0
        && reader.get(at).is_some_and(|token| !token.spaced)
        && reader.get(at - 1).is_some_and(|before| {
            matches!(before.shape, crate::annotate::token::Shape::Mark('.' | '/' | '-' | ':'))
        })
    {
        return None;
    }
    let more = reader.is(at + 5, mark)
        && reader.get(at + 6).is_some_and(|next| !next.spaced && reader.number(at + 6).is_some());
    let lengths = [at, at + 2, at + 4].map(|at| reader.get(at).map_or(0, |token| token.span.len()));
    let date = match lengths {
        _ if more => return None,
        [4, 1..=2, 1..=2] => PartialDate::day(first as i16, second as i8, third as i8),
        [1..=2, 1..=2, 4] => ordered(reader, first, second, third as i16, mark),
        [1..=2, 1..=2, 2] if mark != '-' || lengths[0] == 2 => {
            ordered(reader, first, second, century(third), mark)
        }
        _ => None,
    }?;
    (1500..2200).contains(&date.year).then_some((date, at + 5))
}

/// `23` → 2023, `95` → 1995.
pub(crate) fn century(year: u32) -> i16 {
    if year < 70 { 2000 + year as i16 } else { 1900 + year as i16 }
}

fn ordered(reader: &Reader<'_>, first: u32, second: u32, year: i16, mark: char) -> Option<PartialDate> {
    let day_first = match (first, second) {
        (13.., _) => true,
        (_, 13..) => false,
        _ => reader.context.day_first.unwrap_or(mark == '.' || reader.words.language != "en"),
    };
    let (day, month) = if day_first { (first, second) } else { (second, first) };
    PartialDate::day(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?)
}
