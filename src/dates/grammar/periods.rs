//! Stretches of time that have a name or a number: weeks, quarters, `next month`, and months that a dash joins.

use jiff::civil::{ISOWeekDate, Weekday};

use crate::dates::grammar::Reader;
use crate::dates::grammar::joins::Join;
use crate::dates::printed::{Day, Days, Period, Relative};
use crate::dates::words::Class;

/// The EDTF number of the first quarter of a year.
pub(in crate::dates) const QUARTER: i8 = 33;
/// Values of [`Class::Period`].
const WEEK: i32 = 1;
const MONTH: i32 = 2;

impl Reader<'_> {
    /// Such a stretch at a lexeme.
    pub(super) fn period(&self, at: usize) -> Option<Days> {
        let named = |at: &usize| self.any(*at, Class::WeekOf.bit() | Class::Period.bit());
        let small = self.skip_small(at);
        let from = (at..small).find(named).unwrap_or(small);
        let days = |first: Day, period, to| Days { first, last: None, period, from, to };
        if let Some((day, to)) = self.week_of(from) {
            return Some(days(day, Some(Period::Week), to));
        }
        if let Some((day, to)) = self.week_number(from) {
            return Some(days(day, Some(Period::Week), to));
        }
        if let Some((day, to)) = self.quarter(from) {
            return Some(days(day, Some(Period::Quarter), to));
        }
        self.relative_period(from)
            .map(|(day, period, to)| days(day, period, to))
            .or_else(|| self.months(from))
    }

    /// `week of 4 February`, `pekan 5 Februari`.
    fn week_of(&self, at: usize) -> Option<(Day, usize)> {
        let noun = self.value(at, Class::Period) == Some(WEEK) && self.words.language != "en";
        if !(self.has(at, Class::WeekOf) || noun) {
            return None;
        }
        let (day, _, to) =
            self.date(at + 1).filter(|(day, ..)| day.day.is_some() && day.relative.is_none())?;
        Some((day, to))
    }

    /// `Week 6, 2024`, `KW 6/2024`, `2024-W06`, `2024年第6周`: the Monday of a week (ISO 8601).
    fn week_number(&self, at: usize) -> Option<(Day, usize)> {
        let numbered = |at: usize| {
            let noun = self.value(at, Class::Period) == Some(WEEK);
            let letter = self.get(at).is_some_and(|word| word.span.of(self.text) == "W");
            let number = |at: usize| self.short(at, 1, 53).filter(|_| noun || letter);
            let before =
                |at: usize| self.short(at, 1, 53).filter(|_| self.value(at + 1, Class::Period) == Some(WEEK));
            number(at + 1).or_else(|| before(at).filter(|_| self.is_han(at + 1))).map(|week| (week, at + 2))
        };
        let (week, year, to) = if let Some((week, to)) = numbered(at) {
            let (year, to) = self.year_after(to, Some('/')).filter(|(_, to)| self.digits(to - 1) == 4)?;
            (week, year, to)
        } else {
            let (year, to) = self.year_first(at)?;
            let mark = self.is_any(to, &['-', '/', ',']) || self.is_ordinal_mark(to);
            let (week, to) = numbered(to + usize::from(mark))?;
            (week, year, to)
        };
        let monday = ISOWeekDate::new(year, week, Weekday::Monday).ok()?.date();
        let (month, day) = (Some(monday.month()), Some(monday.day()));
        Some((Day { year: Some(monday.year()), month, day, ..Day::default() }, to))
    }

    /// `第` before a number.
    fn is_ordinal_mark(&self, at: usize) -> bool {
        self.get(at).is_some_and(|lexeme| lexeme.span.of(self.text) == "第")
    }

    /// `Q1 2019`, `2019-Q1`, `1. Quartal 2023`, `first quarter of 2019`, `2023年第1四半期`.
    fn quarter(&self, at: usize) -> Option<(Day, usize)> {
        let dated = |quarter: i8, year: i16, to| {
            (Day { year: Some(year), month: Some(QUARTER - 1 + quarter), ..Day::default() }, to)
        };
        if let Some((quarter, to)) = self.quarter_number(at) {
            let slash = usize::from(self.is(to, '/'));
            let (year, to) = self.year_after(to + slash, Some('-'))?;
            return Some(dated(quarter, year, to));
        }
        let (year, to) = self.year_first(at)?;
        let to = to + usize::from(self.is_any(to, &['-', '/', ',']));
        let (quarter, to) = self.quarter_number(to + usize::from(self.is_ordinal_mark(to)))?;
        Some(dated(quarter, year, to))
    }

    /// The number of a quarter, on either side of its name.
    fn quarter_number(&self, at: usize) -> Option<(i8, usize)> {
        let number = |at: usize| {
            let digit =
                self.short(at, 1, 4).or_else(|| self.small(at, Class::Ordinal).filter(|number| *number <= 4));
            let roman = ["I", "II", "III", "IV"]
                .iter()
                .position(|roman| self.get(at).is_some_and(|word| word.span.of(self.text) == *roman));
            digit.or(roman.map(|index| index as i8 + 1))
        };
        if self.has(at, Class::Quarter) {
            return Some((number(at + 1)?, at + 2));
        }
        let quarter = number(at)?;
        let mark = usize::from(
            self.has(at + 1, Class::Suffix)
                || self.glued(at + 1) && self.is_any(at + 1, &['.', 'º', 'ª', '°']),
        );
        let next = at + 1 + mark;
        let next = next + usize::from(mark == 1 && self.is_any(next, &['º', 'ª']));
        self.has(next, Class::Quarter).then_some((quarter, next + 1))
    }

    /// `next week`, `le mois prochain`, `来週の木曜日`.
    fn relative_period(&self, at: usize) -> Option<(Day, Option<Period>, usize)> {
        let noun = |at: usize| {
            self.value(at, Class::Period).or_else(|| self.has(at, Class::MonthUnit).then_some(MONTH))
        };
        let (which, noun, to) = match self.which(at) {
            Some(which) => (which, noun(at + 1)?, at + 2),
            None => (self.which(at + 1)?, noun(at).filter(|_| !self.has(at, Class::MonthUnit))?, at + 2),
        };
        let next = self.skip_small(to);
        if self.number(next).is_some() && self.has(next + 1, Class::DayUnit) {
            return None;
        }
        let day = |relative| Day { relative: Some(relative), ..Day::default() };
        match noun {
            WEEK => match self.small(next, Class::Weekday) {
                Some(weekday) if self.is_han(at) => {
                    Some((Day { weekday: Some(weekday), ..day(Relative::Week(which)) }, None, next + 1))
                }
                _ => Some((day(Relative::Days(which * 7)), Some(Period::Week), to)),
            },
            MONTH => Some((day(Relative::WholeMonth(which)), None, to)),
            _ => None,
        }
    }

    /// `June–August 2024`, `junio a agosto de 2024`, `June and July 2024`.
    fn months(&self, at: usize) -> Option<Days> {
        let month = self.small(at, Class::Month)?;
        let stop = usize::from(self.is(at + 1, '.'));
        let (join, next) = self.join(at + 1 + stop)?;
        let (last, to) = self.month_year(self.skip_small(next))?;
        // `May and October` are two times, and no stretch.
        let follows = last.month == Some(month % 12 + 1);
        if join != Join::To && !(join == Join::And && follows) {
            return None;
        }
        let year = last.year.map(|year| year - i16::from(Some(month) > last.month));
        let first = Day { year, month: Some(month), ..Day::default() };
        Some(Days { first, last: Some(last), period: None, from: at, to })
    }

    /// `2024年2月5日の週`: a date and the word for week behind it.
    pub(super) fn week_behind(&self, days: &mut Days) {
        let at = self.skip_small(days.to);
        let at = at + usize::from(self.has(at, Class::This));
        if self.value(at, Class::Period) == Some(WEEK)
            && self.is_han(at)
            && days.first.day.is_some()
            && days.last.is_none()
        {
            (days.period, days.to) = (Some(Period::Week), at + 1);
        }
    }
}
