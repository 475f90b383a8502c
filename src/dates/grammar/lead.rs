//! What stands before a date: small words, a weekday, `this`, `next`, `tomorrow`.

use crate::dates::grammar::Reader;
use crate::dates::grammar::reader::SMALL;
use crate::dates::printed::{Day, Relative};
use crate::dates::words::Class;

/// What was read before a date.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Lead {
    pub weekday: Option<i8>,
    /// -1 last, 0 this, 1 next.
    pub which: Option<i8>,
    /// Days from today.
    pub today: Option<i8>,
    /// A bracket stands open.
    pub open: bool,
    /// The first lexeme that tells something.
    pub from: usize,
    pub to: usize,
}

impl Reader<'_> {
    /// The words before a date at a lexeme.
    pub(super) fn lead(&self, at: usize) -> Lead {
        let mut lead = Lead { from: at, to: at, ..Lead::default() };
        for _ in 0..7 {
            let next = lead.to;
            let told = lead.weekday.is_some() || lead.today.is_some();
            if let Some(weekday) = self.weekday(next).filter(|_| lead.weekday.is_none()) {
                lead.weekday = Some(weekday);
            } else if let Some(days) = self.small(next, Class::Day).filter(|_| !told) {
                lead.today = Some(days);
            } else if let Some(which) = self.which(next) {
                lead.which = Some(which);
            } else if told && self.is(next, '(') && !lead.open {
                lead.open = true;
            } else if !(self.any(next, SMALL) || told && self.is_any(next, &[',', '.'])) {
                break;
            } else if !told && lead.which.is_none() {
                lead.from = next + 1;
            }
            lead.to += 1;
        }
        lead
    }

    /// A weekday; `日` and `月` alone are units first.
    fn weekday(&self, at: usize) -> Option<i8> {
        self.small(at, Class::Weekday)
            .filter(|_| !self.any(at, Class::DayUnit.bit() | Class::MonthUnit.bit()))
    }

    /// `next`, `this`, `last`.
    pub(super) fn which(&self, at: usize) -> Option<i8> {
        match () {
            () if self.has(at, Class::Next) => Some(1),
            () if self.has(at, Class::This) => Some(0),
            () if self.has(at, Class::Last) => Some(-1),
            () => None,
        }
    }

    /// A day that only words tell: `tomorrow`, `next Thursday`, `jeudi prochain`.
    pub(super) fn day_in_words(&self, lead: &Lead) -> Option<(Day, usize)> {
        let mut to = lead.to;
        while to > lead.from && (self.any(to - 1, SMALL) || self.is_any(to - 1, &[',', '.', '('])) {
            to -= 1;
        }
        if let Some(days) = lead.today.filter(|_| lead.weekday.is_none()) {
            return Some((Day { relative: Some(Relative::Days(days)), ..Day::default() }, to));
        }
        let weekday = lead.weekday?;
        let relative = Some(Relative::Week(lead.which.or_else(|| self.which(to))?));
        let to = if lead.which.is_none() { to + 1 } else { to };
        Some((Day { weekday: Some(weekday), relative, ..Day::default() }, to))
    }
}
