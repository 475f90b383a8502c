//! Years: four digits, two behind an apostrophe or a mark, in words, or counted in another era.

use crate::dates::grammar::Reader;
use crate::dates::grammar::reader::SMALL;
use crate::dates::words::Class;

/// Years that announcements write.
pub(super) const YEARS: std::ops::Range<u32> = 1500..2200;
/// Years that are no hour of the day but one of the last half-hour before midnight.
const RECENT: std::ops::Range<i16> = 1990..2060;
/// Two digits below this are of this century.
const PIVOT: u32 = 40;

/// `23` → 2023, `95` → 1995.
pub(super) fn century(year: u32) -> i16 {
    if year < PIVOT { 2000 + year as i16 } else { 1900 + year as i16 }
}

/// The year of an era in the common count: 令和5 is 2023.
pub(super) fn of_era(year: u32, offset: i32) -> Option<i16> {
    let year = u32::try_from(i64::from(year) + i64::from(offset)).ok()?;
    YEARS.contains(&year).then_some(year as i16)
}

impl Reader<'_> {
    /// The year behind a day and month; `mark` is the one between those two.
    pub(super) fn year_after(&self, at: usize, mark: Option<char>) -> Option<(i16, usize)> {
        let mut next = at;
        let (mut small, mut glued) = (false, false);
        for _ in 0..3 {
            let same = mark.is_some_and(|mark| self.is(next, mark) && self.glued(next));
            let word = self.any(next, SMALL | Class::Year.bit());
            if !(word || same || self.is_any(next, &[',', '.'])) {
                break;
            }
            small |= word;
            glued |= same;
            next += 1;
        }
        if self.is(next, '\'') && self.digits(next + 1) == 2 {
            return Some((century(self.number(next + 1)?), next + 2));
        }
        if let Some(year) = self.year_behind_bar(next) {
            return Some(year);
        }
        self.year(next).or_else(|| self.short_year(at, next, small, glued))
    }

    /// `Sunday, 8 December | 2025`: what else stands behind a bar may be an hour in four digits.
    fn year_behind_bar(&self, at: usize) -> Option<(i16, usize)> {
        let (year, to) = self.is(at, '|').then(|| self.year(at + 1)).flatten()?;
        (RECENT.contains(&year) && self.digits(at + 1) == 4 && self.ends(to)).then_some((year, to))
    }

    /// A year of four digits, of an era, or in words.
    pub(super) fn year(&self, at: usize) -> Option<(i16, usize)> {
        if let Some(offset) = self.value(at, Class::Era) {
            return Some((of_era(self.number(at + 1)?, offset)?, at + 2));
        }
        if self.has(at, Class::Number) {
            let (year, to) = self.number_in_words(at)?;
            return YEARS.contains(&year).then_some((year as i16, to));
        }
        let number = self.number(at).filter(|_| matches!(self.digits(at), 0 | 4))?;
        if let Some(offset) = self.value(at + 1, Class::Era) {
            return Some((of_era(number, offset)?, at + 2));
        }
        let open = self.glued(at + 1)
            && (self.is_any(at + 1, &[':', '%']) && self.glued(at + 2)
                || self.any(at + 1, Class::Hour.bit()) && !self.has(at + 1, Class::Year));
        (YEARS.contains(&number) && !open).then_some((number as i16, at + 1))
    }

    /// A year that stands before what it is the year of: four digits, or with its unit.
    pub(super) fn year_first(&self, at: usize) -> Option<(i16, usize)> {
        self.han_year(at).or_else(|| self.year(at).filter(|_| self.digits(at) == 4))
    }

    /// `3-May-95`, `15 April of 87`, `23 novembro 82`, `12 Oct 23, 14:00`.
    fn short_year(&self, at: usize, next: usize, small: bool, glued: bool) -> Option<(i16, usize)> {
        let year = self.number(next).filter(|_| self.digits(next) == 2)?;
        let after = next + 1;
        let clock =
            self.is(after, ':') || self.any(after, Class::Hour.bit() | Class::Am.bit() | Class::Pm.bit());
        let alone = self.ends(after) && !self.is(after, '.') || self.get(after).is_none();
        let plain = next == at
            && !clock
            && (year > 31 && !self.is_counted(after) || (20..PIVOT).contains(&year) && alone);
        (glued || small && year > 31 && !clock || plain).then_some((century(year), after))
    }
}
