//! Several days with one month: `7–9 September`, `5, 12 and 19 May 2024`, `September 5, 12 and 19`, `26. und 27. 2. 2015`.

use crate::dates::grammar::Reader;
use crate::dates::grammar::reader::SMALL;
use crate::dates::printed::{Day, Days};
use crate::dates::words::Class;

/// Most days of one list.
const LONGEST: usize = 31;

/// What stands between two days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Join {
    To,
    And,
    Comma,
}

/// A day of a list.
#[derive(Clone, Copy, Debug)]
struct Item {
    day: i8,
    weekday: Option<i8>,
    /// What joins it to the one before.
    join: Option<Join>,
    from: usize,
    to: usize,
}

impl Reader<'_> {
    /// Days that share a month, which stands behind or before them.
    pub(super) fn listed(&self, at: usize, opened: bool) -> Option<Vec<Days>> {
        let lead = self.lead(at);
        let found = self
            .day_first(lead.to, opened, lead.weekday)
            .or_else(|| self.month_first(lead.to, opened))
            .or_else(|| {
                let ambiguous = lead.to > at && self.has(lead.to - 1, Class::Month);
                ambiguous.then(|| self.month_first(lead.to - 1, opened)).flatten()
            });
        let mut list = found?;
        let first = list.first_mut()?;
        first.first.weekday = first.first.weekday.or(lead.weekday);
        if lead.weekday.is_some() && first.from >= lead.to {
            first.from = lead.from;
        }
        let last = list.last_mut()?;
        let (weekday, to) = self.weekday_behind(last.to, lead.open);
        last.to = to;
        let end = last.last.as_mut().unwrap_or(&mut last.first);
        end.weekday = end.weekday.or(weekday);
        Some(list)
    }

    fn day_first(&self, at: usize, opened: bool, weekday: Option<i8>) -> Option<Vec<Days>> {
        let items = self.items(at, weekday)?;
        let after = items.last()?.to;
        if items.iter().skip(1).all(|item| item.join == Some(Join::Comma)) && items.len() == 2 {
            return None;
        }
        let mark = self.mark_between(after);
        let mut to = after + usize::from(mark.is_some());
        to = self.skip_small(to);
        // `29-30, July 2010`.
        to += usize::from(items.len() > 1 && self.is(to, ',') && self.has(to + 1, Class::Month));
        if let Some((month, year, to)) = self.month_in_digits(to).filter(|_| items.len() > 1) {
            return Some(spread(&items, month, Some(year), at, to, opened));
        }
        let month = self.small(to, Class::Month).or_else(|| {
            let ordinal = self.small(to, Class::Ordinal).filter(|month| *month <= 12);
            ordinal.filter(|_| items.len() == 1 && self.is(after - 1, '.'))
        })?;
        to += 1;
        to += usize::from(self.is(to, '.') && self.glued(to) && self.year_after(to, mark).is_some());
        let year = self.year_after(to, mark);
        let end = year.map_or(to, |(_, end)| end);
        Some(spread(&items, month, year.map(|(year, _)| year), at, end, opened))
    }

    fn month_first(&self, at: usize, opened: bool) -> Option<Vec<Days>> {
        let month = self.small(at, Class::Month)?;
        let mut next = at + 1;
        next += usize::from(self.is(next, '.'));
        let mark = self.mark_between(next);
        next += usize::from(mark.is_some());
        // `May, 4, 2010`.
        let dated = self.short(next + 1, 1, 31).is_some() && self.year_after(next + 2, None).is_some();
        next += usize::from(self.is(next, ',') && dated);
        if self.words.language == "en" {
            next = self.skip_small(next);
        }
        let mut items = self.items(next, None).filter(|items| !self.is_clock(items[0].to))?;
        if items.iter().skip(1).all(|item| item.join == Some(Join::Comma)) {
            items.truncate(1);
        }
        let after = items.last()?.to;
        let year = self.year_after(after, mark);
        let to = year.map_or(after, |(_, to)| to);
        // `Mars 2`: only English writes a month and a day so, without a year.
        let told = self.words.language == "en" || year.is_some() || items.len() > 1;
        let told =
            told || at > 0 && self.has(self.before_small(at), Class::Weekday) || self.is_badge(at, after);
        items[0].from = at;
        told.then(|| spread(&items, month, year.map(|(year, _)| year), at, to, opened))
    }

    /// `out 10 ter` is a line of its own, as the badges of calendars are.
    fn is_badge(&self, at: usize, after: usize) -> bool {
        let begins = at == 0 || self.is(at - 1, '\n');
        let (_, to) = self.weekday_behind(after, false);
        begins && (self.get(to).is_none() || self.is(to, '\n'))
    }

    /// `7, 8 and 9`; each later than the one before it, none an hour.
    fn items(&self, at: usize, weekday: Option<i8>) -> Option<Vec<Item>> {
        let (day, to) = self.day_number(at)?;
        let mut items = vec![Item { day, weekday: None, join: None, from: at, to }];
        while let Some((join, next)) = self.join(items[items.len() - 1].to) {
            let lead = self.lead(next);
            let last = items[items.len() - 1].day;
            let Some((day, to)) = self.day_number(lead.to).filter(|(day, to)| {
                let dated = weekday.is_some()
                    || items.len() > 1
                    || items[items.len() - 1].weekday.is_some()
                    || lead.weekday.is_none();
                let longer = *day > last && items.len() < LONGEST && (dated || join == Join::And);
                longer && !self.is_clock(*to) && !self.leads_away(items[0].from, *to)
            }) else {
                break;
            };
            items.push(Item { day, weekday: lead.weekday, join: Some(join), from: lead.from, to });
        }
        Some(items)
    }

    /// `May 5 – 7 June`: the second day has a month of its own.
    fn leads_away(&self, first: usize, to: usize) -> bool {
        let behind_month = first > 0 && self.has(self.before_small(first), Class::Month);
        behind_month && self.has(self.skip_small(to), Class::Month)
    }

    /// The last lexeme before `at` that is no small word.
    pub(super) fn before_small(&self, at: usize) -> usize {
        let mut before = at - 1;
        while before > 0
            && (self.any(before, SMALL) && !self.has(before, Class::Month) || self.is(before, '.'))
        {
            before -= 1;
        }
        before
    }

    /// A day of a month in digits: `1st`, `9.`, `1º`, `7`, or an ordinal word.
    pub(super) fn day_number(&self, at: usize) -> Option<(i8, usize)> {
        if let Some(day) = self.small(at, Class::Ordinal) {
            return Some((day, at + 1));
        }
        if self.has(at, Class::Number) && self.words.language != "en" {
            let (day, to) = self.number_in_words(at).filter(|(day, _)| (2..=31).contains(day))?;
            return self.has(self.skip_small(to), Class::Month).then_some((day as i8, to));
        }
        let day = self.short(at, 1, 31)?;
        let next = at + 1;
        let suffix = self.has(next, Class::Suffix) && (self.glued(next) || !self.any(next, SMALL))
            || self.glued(next) && self.is_any(next, &['º', '°', 'ª', '.']) && !self.is_decimal(next);
        let mut to = next + usize::from(suffix);
        to += usize::from(
            suffix && self.is(to, '.') && self.glued(to) && self.has(self.skip_small(to + 1), Class::Month),
        );
        to += usize::from(suffix && self.is(next, '.') && self.glued(to) && self.is_any(to, &['º', 'ª']));
        Some((day, to))
    }

    /// `.5` behind a number.
    fn is_decimal(&self, dot: usize) -> bool {
        self.is(dot, '.') && self.glued(dot + 1) && self.number(dot + 1).is_some()
    }

    /// What joins two days, and the lexeme after it.
    pub(super) fn join(&self, at: usize) -> Option<(Join, usize)> {
        if self.is(at, ',') {
            if self.has(at + 1, Class::Range) && !self.is_dash(at + 1) {
                return Some((Join::To, at + 2));
            }
            return Some(if self.has(at + 1, Class::And) {
                (Join::And, at + 2)
            } else {
                (Join::Comma, at + 1)
            });
        }
        if self.is_dash(at) || self.has(at, Class::Range) {
            let again = self.has(at + 1, Class::Range) && !self.is_dash(at + 1);
            return Some((Join::To, at + 1 + usize::from(again)));
        }
        (self.has(at, Class::And) || self.is_any(at, &['/', '&', '+'])).then_some((Join::And, at + 1))
    }

    /// A mark without spaces between a day and a month in letters.
    fn mark_between(&self, at: usize) -> Option<char> {
        ['-', '/', '.', '–']
            .into_iter()
            .find(|mark| self.is(at, *mark) && self.glued(at) && self.glued(at + 1))
    }

    /// `2. 2015` behind `26. und 27.`.
    fn month_in_digits(&self, at: usize) -> Option<(i8, i16, usize)> {
        let month = self.short(at, 1, 12).filter(|_| self.is(at + 1, '.'))?;
        let (year, to) = self.year(at + 2).filter(|_| self.digits(at + 2) == 4)?;
        Some((month, year, to))
    }

    /// Behind the number an hour goes on: `10:30`, `10 am`, `10h`.
    pub(super) fn is_clock(&self, at: usize) -> bool {
        const CLOCK: u64 = Class::Hour.bit() | Class::Am.bit() | Class::Pm.bit();
        self.is(at, ':') && self.number(at + 1).is_some() || self.any(at, CLOCK) && !self.any(at, SMALL)
    }
}

/// One [`Days`] a day or range of the list.
fn spread(items: &[Item], month: i8, year: Option<i16>, at: usize, to: usize, opened: bool) -> Vec<Days> {
    let between = opened && items.len() == 2;
    let mut list: Vec<Days> = Vec::with_capacity(items.len());
    for item in items {
        let day =
            Day { year, month: Some(month), day: Some(item.day), weekday: item.weekday, ..Day::default() };
        let ranged = item.join == Some(Join::To) || item.join == Some(Join::And) && between;
        match list.last_mut().filter(|days| ranged && days.last.is_none()) {
            Some(days) => (days.last, days.to) = (Some(day), item.to),
            None => list.push(Days { first: day, last: None, period: None, from: item.from, to: item.to }),
        }
    }
    if let Some(first) = list.first_mut() {
        first.from = first.from.min(at);
    }
    if let Some(last) = list.last_mut() {
        last.to = last.to.max(to);
    }
    list
}
