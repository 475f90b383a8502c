//! Dates with a unit behind each number: `2023年11月9日`, `民國112年11月9日`, `令和5年3月`, `11월 9일`.

use crate::dates::grammar::Reader;
use crate::dates::grammar::year::{YEARS, century, of_era};
use crate::dates::printed::Day;
use crate::dates::words::Class;

impl Reader<'_> {
    /// Such a date; what is smaller than a month may be missing.
    pub(super) fn han(&self, at: usize) -> Option<(Day, usize)> {
        let year = self.han_year(at);
        let next = year.map_or(at, |(_, to)| self.skip_small(to));
        let year = year.map(|(year, _)| year);
        if let Some(season) = self.small(next, Class::Season).filter(|_| year.is_some()) {
            return Some((Day { year, month: Some(season), ..Day::default() }, next + 1));
        }
        let named =
            self.small(next, Class::Month).filter(|_| !self.has(next, Class::MonthUnit) && self.is_han(next));
        let numbered = || self.short(next, 1, 12).filter(|_| self.has(next + 1, Class::MonthUnit));
        let (month, next) = named.map(|month| (month, next + 1)).or_else(|| Some((numbered()?, next + 2)))?;
        let day_at = self.skip_small(next);
        let Some(day) = self.short(day_at, 1, 31).filter(|_| !self.has(day_at + 1, Class::MonthUnit)) else {
            return year.map(|_| (Day { year, month: Some(month), ..Day::default() }, next));
        };
        let unit = usize::from(self.has(day_at + 1, Class::DayUnit));
        let date = Day { year, month: Some(month), day: Some(day), ..Day::default() };
        Some((date, day_at + 1 + unit))
    }

    /// `2023年`, `23年`, `令和5年`.
    pub(super) fn han_year(&self, at: usize) -> Option<(i16, usize)> {
        let era = self.value(at, Class::Era);
        let number = at + usize::from(era.is_some());
        let first = self.value(number, Class::Number).filter(|_| era.is_some()).map(i32::unsigned_abs);
        let year = self.number(number).or(first).filter(|_| self.has(number + 1, Class::Year))?;
        let year = match era {
            Some(offset) => of_era(year, offset)?,
            None if year < 100 => century(year),
            None => YEARS.contains(&year).then_some(year as i16)?,
        };
        Some((year, number + 2))
    }

    /// Written in a script without spaces.
    pub(super) fn is_han(&self, at: usize) -> bool {
        let word = self.get(at).map_or("", |lexeme| lexeme.span.of(self.text));
        word.starts_with(crate::dates::words::is_unspaced)
    }
}
