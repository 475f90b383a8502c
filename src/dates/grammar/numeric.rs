//! Dates in digits alone: ISO 8601, `12.10.2023`, `10/12/23`, `29/2`, `18 8 1978`. Which number is the day is settled later.

use crate::dates::grammar::Reader;
use crate::dates::grammar::year::{YEARS, century};
use crate::dates::printed::{Day, Order};
use crate::dates::words::Class;

impl Reader<'_> {
    /// A date in digits.
    pub(super) fn numeric(&self, at: usize) -> Option<(Day, usize)> {
        self.number(at).filter(|_| self.digits(at) > 0)?;
        if self.digits(at) == 8 && self.is_iso_mark(at + 1) {
            let number = self.number(at)?;
            return Some((whole((number / 10_000) as i16, number / 100 % 100, number % 100)?, at + 1));
        }
        let Some(mark) = ['-', '/', '.'].into_iter().find(|mark| self.is(at + 1, *mark)) else {
            return self.badge(at).or_else(|| self.spaced_numbers(at));
        };
        self.triple(at, mark).or_else(|| self.pair(at, mark))
    }

    fn triple(&self, at: usize, mark: char) -> Option<(Day, usize)> {
        let apostrophe = usize::from(self.is(at + 4, '\''));
        let places = [at, at + 2, at + 4 + apostrophe];
        let [first, second, third] = places.map(|at| self.number(at));
        let (first, second, third) = (first?, second?, third.filter(|_| self.is(at + 3, mark))?);
        let lengths = places.map(|at| self.digits(at));
        let tight = self.glued(at + 1) && self.glued(at + 2) && self.glued(at + 3) && self.glued(at + 4);
        let to = places[2] + 1;
        if !(tight || mark != '-' && lengths[2] == 4) || self.goes_on(to, mark) {
            return None;
        }
        let han = matches!(self.words.language, "zh" | "ja" | "ko");
        let day = match lengths {
            [4, 1..=2, 1..=2] if second > 12 => whole(first as i16, third, second),
            [4, 1..=2, 1..=2] => whole(first as i16, second, third),
            [1..=2, 1..=2, 4] => either(first, second, third as i16, mark),
            [2, 1..=2, 1..=2] if han && tight => whole(century(first), second, third),
            [1..=2, 1..=2, 2] => {
                let day = either(first, second, century(third), mark)?;
                let hyphened = mark == '-' && lengths[..2] != [2, 2] && apostrophe == 0;
                Some(Day { weak: hyphened || self.is_code(at), ..day })
            }
            _ => None,
        }?;
        day.year.is_some_and(|year| YEARS.contains(&u32::from(year.unsigned_abs()))).then_some((day, to))
    }

    /// The same mark and a number follow, and they begin no second date.
    fn goes_on(&self, at: usize, mark: char) -> bool {
        let more = self.is(at, mark) && self.glued(at) && self.glued(at + 1) && self.number(at + 1).is_some();
        more && !(self.is(at + 2, mark) && self.number(at + 3).is_some())
    }

    /// `29/2`, `22.04.`, `7-6`: a day and a month that need something beside them.
    fn pair(&self, at: usize, mark: char) -> Option<(Day, usize)> {
        let (first, second) = (self.short(at, 1, 31)?, self.short(at + 2, 1, 31)?);
        let tight = self.glued(at + 1) && self.glued(at + 2);
        let mut to = at + 3;
        let dotted = mark == '.' && self.is(to, '.') && self.glued(to);
        if !tight
            || self.is(to, mark) && self.glued(to + 1) && self.number(to + 1).is_some()
            || self.is_any(to, &[':', '%'])
        {
            return None;
        }
        to += usize::from(dotted && !(self.glued(to + 1) && self.number(to + 1).is_some()));
        let dotted = dotted
            && (self.digits(at) == 2 || self.digits(at + 2) == 2 || self.has(at.wrapping_sub(1), Class::On));
        if mark == '.' && !dotted && (self.is_dash(to) || self.has(to, Class::Range) || self.is_clock(to)) {
            return None;
        }
        // `7.30 for 8 p.m.`: when the doors open.
        let doors = self.get(to).is_some_and(|word| word.span.of(self.text) == "for")
            && self.short(to + 1, 1, 24).is_some();
        // `4-5pm`
        let hours = mark != '.' && self.half(to).is_some();
        if mark == '.' && doors || hours {
            return None;
        }
        let year = self.year_after(to, None).filter(|(_, end)| self.digits(end - 1) == 4);
        let day = either(first.unsigned_abs().into(), second.unsigned_abs().into(), 2000, '/')?;
        let day = Day { year: year.map(|(year, _)| year), weak: year.is_none(), ..day };
        Some((day, year.map_or(to, |(_, to)| to)))
    }

    /// `12` over `2024-09`, as the badges of calendars print a day.
    fn badge(&self, at: usize) -> Option<(Day, usize)> {
        let day = self.short(at, 1, 31)?;
        let mark = ['-', '/', '.'].into_iter().find(|mark| self.is(at + 2, *mark))?;
        let year = self.number(at + 1).filter(|year| self.digits(at + 1) == 4 && YEARS.contains(year))?;
        let month = self.short(at + 3, 1, 12).filter(|_| self.digits(at + 3) == 2)?;
        let tight = self.glued(at + 2) && self.glued(at + 3) && !self.glued(at + 1);
        (tight && !self.goes_on(at + 4, mark))
            .then(|| whole(year as i16, month.unsigned_abs().into(), day.unsigned_abs().into()))
            .flatten()
            .map(|day| (day, at + 4))
    }

    /// `18 8 1978`: numbers with spaces between, in languages that write them so.
    fn spaced_numbers(&self, at: usize) -> Option<(Day, usize)> {
        let (first, second) = (self.short(at, 1, 31)?, self.short(at + 1, 1, 12)?);
        let third = self.number(at + 2).filter(|year| (1900..2100).contains(year))?;
        let lonely = self.number(at + 3).is_none()
            && at.checked_sub(1).is_none_or(|before| self.number(before).is_none());
        let alone = lonely && self.words.language != "en" && self.digits(at + 2) == 4;
        let day = Day {
            order: Order::Told,
            ..whole(third as i16, second.unsigned_abs().into(), first.unsigned_abs().into())?
        };
        alone.then_some((day, at + 3))
    }
}

fn whole(year: i16, month: u32, day: u32) -> Option<Day> {
    let real = (1..=12).contains(&month) && (1..=31).contains(&day);
    real.then(|| Day { year: Some(year), month: Some(month as i8), day: Some(day as i8), ..Day::default() })
}

/// Two numbers of which either may be the day.
fn either(first: u32, second: u32, year: i16, mark: char) -> Option<Day> {
    match (whole(year, second, first), whole(year, first, second)) {
        (Some(day), Some(_)) if first != second => {
            Some(Day { order: Order::Open { dotted: mark == '.' }, ..day })
        }
        (Some(day), None) => Some(Day { order: Order::Proven(true), ..day }),
        (None, Some(day)) => Some(Day { order: Order::Proven(false), ..day }),
        (day, _) => day,
    }
}
