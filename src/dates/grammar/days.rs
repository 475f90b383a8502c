//! Days as a phrase writes them: one, a range, several with one month, a week, a quarter.

use crate::dates::grammar::Reader;
use crate::dates::grammar::joins::Join;
use crate::dates::printed::{Day, Days, Order, Relative};
use crate::dates::words::Class;

/// A day, the first lexeme that tells it, and the one after it.
pub(super) type Read = (Day, usize, usize);

impl Reader<'_> {
    /// The days that begin at a lexeme, in text order.
    pub(super) fn days(&self, at: usize) -> Option<Vec<Days>> {
        let opened = self.has(at, Class::From);
        let start = at + usize::from(opened && !self.has(at, Class::Filler));
        let mut list = self
            .period(start)
            .map(|days| vec![days])
            .or_else(|| self.listed(start, opened))
            .or_else(|| self.single(start))?;
        self.list_days(&mut list);
        let last = list.last_mut()?;
        self.week_behind(last);
        let moved = opened && at > 0 && self.has(at - 1, Class::Moved);
        if last.last.is_none() && !moved {
            self.join_second(last, opened);
        }
        let year = last.first.year;
        for days in &mut list {
            days.first.year = days.first.year.or(year);
        }
        Some(list)
    }

    fn single(&self, at: usize) -> Option<Vec<Days>> {
        let (first, from, to) = self.date(at)?;
        Some(vec![Days { first, last: None, period: None, from, to }])
    }

    /// `2024年5月5日、12日と19日`: more days of the same month, each with its unit.
    fn list_days(&self, list: &mut Vec<Days>) {
        while let Some(last) = list.last().filter(|last| last.last.is_none() && last.first.day.is_some()) {
            let Some((join, next)) = self.join(last.to).filter(|(join, _)| *join != Join::To) else { return };
            let more = self.second_day(&last.first, next).filter(|_| join != Join::To);
            let whole = || self.second_whole(&last.first, next).filter(|_| join == Join::And);
            let Some((day, from, to)) = more.or_else(whole) else { return };
            let told = !day.weak;
            list.iter_mut().for_each(|days| days.first.weak &= !told);
            list.push(Days { first: day, last: None, period: None, from, to });
        }
    }

    /// `7.6. und 8.6.2022`: what is whole tells what the one before it is.
    fn second_whole(&self, first: &Day, at: usize) -> Option<Read> {
        let at = self.skip_small(at);
        let (day, to) = self.numeric(at).filter(|(day, _)| day.year.is_some() && !day.weak)?;
        (first.weak && first.year.is_none()).then_some((day, at, to))
    }

    /// The other end of a range: `– 2 July 2024`, `bis zum 3. Mai`, `至9日`.
    fn join_second(&self, days: &mut Days, opened: bool) {
        let Some((join, after)) = self.join(days.to) else { return };
        let iso = self.is(days.to, '/') && self.digits(days.from) == 4 && self.digits(after) == 4;
        if !(join == Join::To || join == Join::And && opened || iso) {
            return;
        }
        let second =
            self.period(after).map(|days| (days.first, days.from, days.to)).or_else(|| self.date(after));
        let second = second.or_else(|| self.second_day(&days.first, after));
        let Some((mut last, _, to)) = second.filter(|(day, ..)| fits(&days.first, day)) else { return };
        let first = &mut days.first;
        if first.year.is_none()
            && let (Some(year), None) = (last.year, first.relative)
        {
            let later = first.order == Order::Told && (first.month, first.day) > (last.month, last.day);
            first.year = Some(year - i16::from(later));
        }
        if last.month.is_none() && last.relative == Some(Relative::Nearest) {
            (last.month, last.year, last.relative) = (first.month, first.year, first.relative);
        }
        if let (Order::Told, Some(_), Order::Open { .. }, None) =
            (first.order, first.year, last.order, last.year)
        {
            (last.month, last.day, last.order) = (last.day, last.month, Order::Told);
        }
        first.weak &= last.weak;
        days.last = Some(last);
        days.to = to;
    }

    /// The second day alone: `9日` behind `2023年11月7日至`.
    fn second_day(&self, first: &Day, at: usize) -> Option<Read> {
        let at = self.skip_small(at);
        if first.day.is_none() && self.has(at + 1, Class::MonthUnit) {
            let month = self.short(at, 1, 12)?;
            return Some((Day { month: Some(month), ..*first }, at, at + 2));
        }
        let told = first.day.is_some() && (first.month.is_some() || first.relative.is_some());
        // `10/24(土)〜25(日)`: the weekday in brackets stands for the unit.
        let (weekday, behind) = self.weekday_behind(at + 1, false);
        if let (Some(day), Some(_), true, true) = (self.short(at, 1, 31), weekday, self.is(at + 1, '('), told)
        {
            return Some((Day { day: Some(day), weekday, ..*first }, at, behind));
        }
        let day = self.short(at, 1, 31).filter(|_| self.has(at + 1, Class::DayUnit))?;
        let to = if self.has(at + 2, Class::Filler) { at + 3 } else { at + 2 };
        told.then_some((Day { day: Some(day), weekday: None, ..*first }, at, to))
    }
}

/// Both ends are as exact as each other.
fn fits(first: &Day, last: &Day) -> bool {
    let relative = first.relative.is_some() || last.relative.is_some();
    relative || first.day.is_some() == last.day.is_some() && first.month.is_some() == last.month.is_some()
}
