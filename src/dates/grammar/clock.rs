//! Times of day and ranges of them: `14:00`, `3.30 p.m. to 5`, `9h30`, `14–16 Uhr`, `noon`, `下午3点`, with their zones.

use crate::dates::ClockTime;
use crate::dates::grammar::Reader;
use crate::dates::grammar::hour::{Proof, Written};
use crate::dates::grammar::reader::SMALL;
use crate::dates::printed::Times;
use crate::dates::words::Class;

/// The value of a phrase that names hours, as `alle ore` does; one that leads to nothing but hours, as `a las` does, has 1.
const OF_HOURS: i32 = 2;

impl Reader<'_> {
    /// Times or a range of times at a lexeme, with their zone.
    pub(super) fn times(&self, at: usize) -> Option<Times> {
        let before = self.zone_before(at);
        let start = before.map_or(at, |(_, to)| to);
        let opened = self.has(start, Class::From);
        let told = self.has(start, Class::At) && !self.has(start, Class::Filler);
        let from = self.skip_lead(start);
        let hours = (start..from).filter_map(|at| self.value(at, Class::At)).max().unwrap_or_default();
        let mut first = self.written(from)?;
        if hours == OF_HOURS {
            first.proof = first.proof.max(Proof::Form);
        }
        let (zone, to) = self.zone_behind(first.to).map_or((None, first.to), |(zone, to)| (Some(zone), to));
        let second = self.second_time(to, opened, &first);
        let proof = second.map_or(first.proof, |second| {
            let both = first.proof == Proof::Form && second.proof == Proof::Form;
            if both { Proof::Sure } else { first.proof.max(second.proof) }
        });
        let (start_time, end, to) = match second {
            Some(second) => {
                let (start, end) = pair(first, second)?;
                (start, Some(end), second.to)
            }
            None => (clock(first)?, None, to),
        };
        let behind = if second.is_some() { self.zone_behind(to) } else { None };
        let to = behind.as_ref().map_or(to, |(_, to)| *to);
        let zone = behind.map(|(zone, _)| zone).or(zone).or(before.map(|(zone, _)| zone));
        let proven = proof == Proof::Sure || proof == Proof::Form && (told || opened && second.is_some());
        let machine = first.second > 0 || from > 0 && self.is_iso_mark(from - 1);
        let from = if before.is_some() { at } else { from };
        Some(Times {
            start: start_time,
            end,
            zone,
            weak: !proven,
            bare: proof == Proof::None && hours == 0,
            machine,
            from,
            to: self.skip_equivalents(to),
        })
    }

    /// `at`, `from`, small words before a time.
    fn skip_lead(&self, at: usize) -> usize {
        const LEAD: u64 = Class::At.bit() | Class::From.bit() | SMALL;
        let stop = |at: usize| !self.any(at, LEAD) || self.any(at, Class::Noon.bit() | Class::Midnight.bit());
        (at..at + 4).find(|&at| stop(at) && !self.is_lead_mark(at)).unwrap_or(at + 4)
    }

    /// `:` behind a label.
    fn is_lead_mark(&self, at: usize) -> bool {
        self.is(at, ':') && at > 0 && self.has(at - 1, Class::At)
    }

    /// The other end of a range.
    fn second_time(&self, at: usize, opened: bool, first: &Written) -> Option<Written> {
        let noon = first.hour != 12 && self.any(at, Class::Noon.bit() | Class::Midnight.bit());
        let joined =
            noon || self.is_dash(at) || self.has(at, Class::Range) || opened && self.has(at, Class::And);
        let next = if noon { at } else { self.skip_lead(at + 1) };
        let second = self.written(next).filter(|_| joined)?;
        let month = self.has(self.skip_small(second.to), Class::Month) || self.is(second.to, '/');
        let plain = second.proof == Proof::None && first.proof > Proof::None;
        let bare = month
            || plain && (self.is_counted(second.to) || self.is(second.to, '.') && self.glued(second.to + 1));
        (!bare || second.proof == Proof::Sure).then_some(second)
    }

    /// `/ 5 PM WAT / 6 PM CET`: the same moment in other zones.
    fn skip_equivalents(&self, mut at: usize) -> usize {
        while self.is_any(at, &['/', '|', '=', '(', ',', ';']) {
            let open = self.is(at, '(');
            let from = self.skip_lead(at + 1);
            let clock = self.zone_before(from).map_or(from, |(_, to)| to);
            let Some(other) = self.written(clock).filter(|other| other.proof == Proof::Sure) else { break };
            let other = self.second_time(other.to, true, &other).unwrap_or(other);
            let before = self.zone_before(from).is_some();
            let Some(to) = self.zone_behind(other.to).map(|(_, to)| to).or(before.then_some(other.to)) else {
                break;
            };
            at = to + usize::from(open && self.is(to, ')'));
        }
        at
    }
}

/// The clock time of one written time.
fn clock(written: Written) -> Option<ClockTime> {
    let hour = match (written.half, written.hour) {
        (Some(false), 12) => 0,
        (_, 24) if written.proof == Proof::Sure && written.minute == 0 => 0,
        (Some(true), hour) if hour < 12 => hour + 12,
        (_, hour) => hour,
    };
    let [hour, minute, second] = [hour, written.minute, written.second].map(u8::try_from);
    Some(ClockTime { second: second.ok()?, ..ClockTime::new(hour.ok()?, minute.ok()?)? })
}

/// Both ends of a range: the half of the day of the second holds for the first unless it would begin after it ends; `10:30 to 3` ends in the
/// afternoon.
fn pair(first: Written, second: Written) -> Option<(ClockTime, ClockTime)> {
    let (start, end) = (clock(first)?, clock(second)?);
    Some(match (first.half, second.half) {
        (None, Some(half)) if first.hour <= 12 => {
            let same = clock(Written { half: Some(half), ..first })?;
            let other = clock(Written { half: Some(!half), ..first })?;
            (if same <= end { same } else { other }, end)
        }
        (_, None) if end < start && second.hour < 12 => {
            let later = clock(Written { half: Some(true), ..second })?;
            (start, if later > start { later } else { end })
        }
        _ => (start, end),
    })
}
