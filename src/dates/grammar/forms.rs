//! One date: a weekday, then one of the forms in which languages write it.

use crate::dates::grammar::Reader;
use crate::dates::grammar::days::Read;
use crate::dates::grammar::joins::Join;
use crate::dates::grammar::lead::Lead;
use crate::dates::printed::{Day, Relative};
use crate::dates::words::Class;

/// Units of Han dates, which are weekdays too.
const UNITS: u64 = Class::DayUnit.bit() | Class::MonthUnit.bit();

impl Reader<'_> {
    /// The longest date at a lexeme.
    pub(super) fn date(&self, at: usize) -> Option<Read> {
        let lead = self.lead(at);
        self.form(&lead)
            .or_else(|| {
                let month = lead.to > at && self.has(lead.to - 1, Class::Month);
                month
                    .then(|| self.form(&Lead { from: lead.to - 1, to: lead.to - 1, ..Lead::default() }))
                    .flatten()
            })
            .or_else(|| {
                let (day, to) = self.day_in_words(&lead)?;
                Some((day, lead.from, to))
            })
    }

    fn form(&self, lead: &Lead) -> Option<Read> {
        let at = lead.to;
        let (mut day, to) = self
            .han(at)
            .or_else(|| self.numeric(at))
            .or_else(|| self.lettered(at))
            .or_else(|| self.day_month(at))
            .or_else(|| self.day_of_numbered_month(at))
            .or_else(|| self.month_year(at))
            .or_else(|| self.of_relative_month(if lead.which.is_some() { lead.from } else { at }))
            .or_else(|| self.beside_weekday(lead))?;
        day.weekday = day.weekday.or(lead.weekday);
        day.next = lead.which == Some(1) && day.weekday.is_none();
        let (weekday, to) =
            if day.weekday.is_some() && !lead.open { (None, to) } else { self.weekday_behind(to, lead.open) };
        day.weekday = day.weekday.or(weekday);
        let told = lead.weekday.is_some() || lead.which.is_some() || lead.today.is_some();
        Some((day, if told { lead.from } else { at }, to))
    }

    /// `(Tuesday)`, `, Tuesday`, `金曜日` behind a date, and what closes a bracket opened before it.
    pub(super) fn weekday_behind(&self, to: usize, open: bool) -> (Option<i8>, usize) {
        if open && self.is(to, ')') {
            return (None, to + 1);
        }
        let bracket = self.is(to, '(');
        let at = to + usize::from(bracket || self.is(to, ','));
        let named =
            self.small(at, Class::Weekday).filter(|_| bracket || !self.any(at, Class::Filler.bit() | UNITS));
        let Some(weekday) = named.or_else(|| self.short_weekday(at).filter(|_| bracket)) else {
            return (None, to);
        };
        let end = at + 1 + usize::from(self.is(at + 1, '.') && self.glued(at + 1));
        match (bracket, self.is(end, ')')) {
            (true, true) => (Some(weekday), end + 1),
            (true, false) => (None, to),
            (false, _)
                if self.day_number(self.skip_small(end)).is_some_and(|(_, after)| !self.is_clock(after)) =>
            {
                (None, to)
            }
            (false, _) => (Some(weekday), end),
        }
    }

    /// `（二）`, `（日）` as Taiwan writes weekdays.
    fn short_weekday(&self, at: usize) -> Option<i8> {
        let sunday = self.has(at, Class::DayUnit).then_some(7);
        let number = self.short(at, 1, 6).filter(|_| self.digits(at) == 0);
        sunday.or(number).filter(|_| self.is_han(at))
    }

    /// `28 June 2023`, `June 28, 2023`: one day of the forms that lists have.
    fn day_month(&self, at: usize) -> Option<(Day, usize)> {
        let list = self.listed(at, false)?;
        let [only] = list.as_slice() else { return None };
        only.last.is_none().then_some((only.first, only.to))
    }

    /// `2019/Aug/01`, `2020 September 23`, `23-2020-September`, `September-2020-23`.
    fn lettered(&self, at: usize) -> Option<(Day, usize)> {
        let next = |at: usize| at + usize::from(self.is_any(at, &['-', '/', '.']) && self.glued(at));
        let second = next(at + 1);
        let third = next(second + 1);
        let (year, month, day) =
            [(at, second, third), (at, third, second), (second, at, third), (second, third, at)]
                .into_iter()
                .find_map(|(year, month, day)| {
                    let (year, _) = self.year(year).filter(|_| self.digits(year) == 4)?;
                    Some((year, self.small(month, Class::Month)?, self.short(day, 1, 31)?))
                })?;
        let marked = second > at + 1 || self.number(at).is_some_and(|year| year > 31);
        let date = Day { year: Some(year), month: Some(month), day: Some(day), ..Day::default() };
        (marked && !self.is_clock(third + 1)).then_some((date, third + 1))
    }

    /// `9 de 8 de 1971`, `21 del 3`: a month in digits behind a small word.
    fn day_of_numbered_month(&self, at: usize) -> Option<(Day, usize)> {
        let (day, to) = self.day_number(at)?;
        let next = self.skip_small(to);
        let month = self
            .short(next, 1, 12)
            .filter(|_| next > to && matches!(self.words.language, "es" | "pt" | "it" | "ca"))?;
        let year = self.year_after(next + 1, None);
        let day = Day { day: Some(day), month: Some(month), weak: year.is_none(), ..Day::default() };
        Some(match year {
            Some((year, to)) if self.any(next + 1, Class::Filler.bit()) => {
                (Day { year: Some(year), ..day }, to)
            }
            _ => (Day { weak: true, ..day }, next + 1),
        })
    }

    /// `March 2023`, `spring 2024`, `2024 spring`.
    pub(super) fn month_year(&self, at: usize) -> Option<(Day, usize)> {
        let name = |at: usize| self.small(at, Class::Month).or_else(|| self.small(at, Class::Season));
        if let Some(month) = name(at) {
            let next = at + 1 + usize::from(self.is_any(at + 1, &['.', '/']) && self.glued(at + 1));
            let (year, to) = self
                .year_after(next, Some('-'))
                .filter(|(_, to)| self.digits(to - 1) != 2 || self.is(to - 2, '\''))?;
            return Some((Day { year: Some(year), month: Some(month), ..Day::default() }, to));
        }
        if let Some(found) = self.month_in_digits_and_year(at) {
            return Some(found);
        }
        let (year, to) = self.year(at).filter(|_| self.digits(at) == 4)?;
        let to = self.skip_small(to);
        let month = name(to)?;
        Some((Day { year: Some(year), month: Some(month), ..Day::default() }, to + 1))
    }

    /// `05/2024`, `2024-05`; `2023-24` is a year of a school, and `No. 3/2024` an issue.
    fn month_in_digits_and_year(&self, at: usize) -> Option<(Day, usize)> {
        let whole = self.glued(at + 1)
            && self.glued(at + 2)
            && !self.is_code(at)
            && !(self.is(at + 3, '-') && self.glued(at + 3));
        let (year, month) = match (self.digits(at), self.digits(at + 2)) {
            (2, 4) if self.is_any(at + 1, &['/', '.']) => (self.year(at + 2)?.0, self.short(at, 1, 12)?),
            (4, 2) if self.is(at + 1, '-') => (self.year(at)?.0, self.short(at + 2, 1, 12)?),
            _ => return None,
        };
        let school = self.digits(at) == 4 && year % 100 + 1 == i16::from(month);
        let day = Day { year: Some(year), month: Some(month), ..Day::default() };
        (whole && !school).then_some((day, at + 3))
    }

    /// `20th of next month`, `4-23 mois prochain`, `来月の4日`.
    fn of_relative_month(&self, at: usize) -> Option<(Day, usize)> {
        let month = |at: usize| self.value(at, Class::Period) == Some(2) || self.has(at, Class::MonthUnit);
        let relative = |which: i8| Some(Relative::Month(which));
        if let Some(which) = self.which(at).filter(|_| month(at + 1)) {
            let next = self.skip_small(at + 2);
            let day = self.short(next, 1, 31).filter(|_| self.has(next + 1, Class::DayUnit))?;
            return Some((Day { day: Some(day), relative: relative(which), ..Day::default() }, next + 2));
        }
        let (day, to) = self.day_number(at)?;
        let next = self.skip_small(to);
        let (which, to) = match self.which(next).filter(|_| month(next + 1)) {
            Some(which) => (which, next + 2),
            None => (self.which(next + 1).filter(|_| month(next))?, next + 2),
        };
        Some((Day { day: Some(day), relative: relative(which), ..Day::default() }, to))
    }

    /// `Friday the 26th`, `mardi 11`, `le 25 mardi`: a weekday and a day of a month that the text does not name.
    fn beside_weekday(&self, lead: &Lead) -> Option<(Day, usize)> {
        let (day, to) = self.day_number(lead.to)?;
        let behind = self
            .small(to, Class::Weekday)
            .filter(|_| !self.any(to, Class::Counted.bit() | Class::Period.bit() | UNITS));
        let (weekday, to) = match (lead.weekday, behind) {
            (Some(weekday), _) => (weekday, to),
            (None, Some(weekday)) if !self.has(to, Class::Filler) => (weekday, to + 1),
            _ => return None,
        };
        let open = self.ends(to)
            || self.any(to, Class::At.bit() | Class::Range.bit())
            || self.join(to).is_some_and(|(join, _)| join == Join::To);
        // `dienstags, 18.15`
        let clock =
            self.is_clock(to) || self.is(to, '.') && self.glued(to + 1) && self.number(to + 1).is_some();
        let counted = self.is_counted(to) || clock || self.glued(to) && !self.ends(to);
        let date = Day {
            day: Some(day),
            weekday: Some(weekday),
            relative: Some(Relative::Nearest),
            ..Day::default()
        };
        (open && !counted).then_some((date, to))
    }
}
