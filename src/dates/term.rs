//! Terms: the year or the two years of a season that a headline names (`Fall 1999`, `Séminaire 2019–2020`), which hold for the days without a
//! year that stand under it.

use crate::dates::PartialDate;
use crate::span::Span;

/// The month with which the second half of a season's first year has begun.
const AUTUMN: i8 = 8;

/// The year of a headline, or the first of two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// The year, or the one in which the season begins.
    pub first: i16,
    /// Whether it goes on in the next year.
    pub two: bool,
}

impl Term {
    /// The one term that a headline names; none where it names several years.
    #[must_use]
    pub fn of(headline: &str) -> Option<Self> {
        let mut found: Option<Self> = None;
        let bytes = headline.as_bytes();
        let mut at = 0;
        while at + 4 <= bytes.len() {
            let digits = bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
            let year =
                headline.get(at..at + digits).filter(|_| digits == 4).and_then(|year| year.parse().ok());
            if let Some(first) = year.filter(|year| (1900..2100).contains(year)) {
                let term = Self { first, two: goes_on(&headline[at + 4..], first) };
                if found.is_some_and(|known| known != term && !(known.two && known.first + 1 == first)) {
                    return None;
                }
                found = found.or(Some(term));
            }
            at += digits.max(1);
        }
        found
    }

    /// The year of a month.
    #[must_use]
    pub fn year(self, month: i8) -> i16 {
        if self.two && month < AUTUMN { self.first + 1 } else { self.first }
    }
}

/// `-2020`, `/20`, `–2020`: the year after.
fn goes_on(rest: &str, first: i16) -> bool {
    let rest = rest.trim_start();
    let Some(next) = rest.strip_prefix(['-', '–', '/', '—']).map(str::trim_start) else { return false };
    let digits = next.bytes().take_while(u8::is_ascii_digit).count();
    let year: Option<i16> = next[..digits].parse().ok();
    match digits {
        4 => year == Some(first + 1),
        2 => year == Some((first + 1) % 100),
        _ => false,
    }
}

/// The stretches of a text and the terms that hold in them; where two overlap, the later one holds.
#[derive(Clone, Debug, Default)]
pub struct Terms(pub Vec<(Span, Term)>);

impl Terms {
    /// The term of a place.
    pub(super) fn at(&self, place: u32) -> Option<Term> {
        let holds = |(span, _): &&(Span, Term)| span.start <= place && place < span.end;
        self.0.iter().rev().find(holds).map(|(_, term)| *term)
    }
}

/// The year of a term, if the day exists in it and falls on the weekday.
pub(super) fn year_in(term: Term, month: i8, day: i8, weekday: Option<i8>) -> Option<i16> {
    let year = term.year(month);
    let date = PartialDate::day(year, month, day)?;
    let agrees = weekday
        .is_none_or(|weekday| date.weekday().is_some_and(|real| real.to_monday_one_offset() == weekday));
    agrees.then_some(year)
}

#[cfg(test)]
mod tests {
    use super::Term;

    #[test]
    fn headlines_name_terms() {
        let term = |first, two| Some(Term { first, two });
        assert_eq!(Term::of("Colloquium Calendar, Fall 1999"), term(1999, false));
        assert_eq!(Term::of("Séminaire mensuel, 2019-2020"), term(2019, true));
        assert_eq!(Term::of("Seizoen 2016–17"), term(2016, true));
        assert_eq!(Term::of("From 1863 to 1999 and 2005"), None);
        assert_eq!(Term::of("Room 20145"), None);
        assert_eq!(Term { first: 2019, two: true }.year(2), 2020);
    }
}
