//! Time zones beside a time: `CET`, `(GMT+8)`, `UTC−5`, `+02:00`, `Z`, `hora de Bogotá`.

use crate::dates::grammar::Reader;
use crate::dates::printed::Zone;
use crate::dates::words::Class;

impl Reader<'_> {
    /// The zone behind a time, perhaps in brackets.
    pub(super) fn zone_behind(&self, at: usize) -> Option<(Zone, usize)> {
        let open = self.is(at, '(') || self.is(at, '[');
        let from = at + usize::from(open || self.is(at, ','));
        let from = if self.has(self.skip_small(from), Class::Zone) { self.skip_small(from) } else { from };
        let (zone, mut to) = self.zone(from).or_else(|| self.zulu(at))?;
        if open {
            while !self.is_any(to, &[')', ']', '\n']) && to < from + 8 && self.get(to).is_some() {
                to += 1;
            }
            to += usize::from(self.is_any(to, &[')', ']']));
        }
        Some((zone, to))
    }

    /// `北京时间15:00`: the zone before a time.
    pub(super) fn zone_before(&self, at: usize) -> Option<(Zone, usize)> {
        let (zone, to) = self.zone(at).filter(|_| self.has(at, Class::Zone))?;
        let to = self.skip_small(to + usize::from(self.is_any(to, &[':', ','])));
        Some((zone, to))
    }

    /// A zone by its name or its offset.
    fn zone(&self, at: usize) -> Option<(Zone, usize)> {
        let Some(sense) = self.sense(at, Class::Zone) else {
            let glued = self.glued(at) && (self.is(at, '+') || self.is_iso(at));
            return self.offset(at).filter(|_| glued).map(|(minutes, to)| (Zone::Offset(minutes), to));
        };
        let span = self.get(at)?.span;
        let printed = span.of(self.text);
        // `AoE` is written so; `West` is a word.
        let shouted = printed.chars().filter(|c| c.is_uppercase()).count() >= 2;
        if !(shouted || printed.contains([' ', '\'']) || self.is_han(at)) {
            return None;
        }
        if matches!(sense.text, "UTC" | "+00:00")
            && let Some((minutes, to)) = self.offset(at + 1)
        {
            return Some((Zone::Offset(minutes), to));
        }
        Some((Zone::Named(sense.text, span), at + 1))
    }

    /// `Z` glued to a time.
    fn zulu(&self, at: usize) -> Option<(Zone, usize)> {
        let z = self.get(at).filter(|lexeme| !lexeme.spaced)?;
        (z.span.of(self.text) == "Z").then_some((Zone::Named("UTC", z.span), at + 1))
    }

    /// The time that ends here stands behind the `T` of ISO 8601, where `-05:00` is an offset and no second time.
    fn is_iso(&self, at: usize) -> bool {
        let separator = |at: &usize| self.get(*at).is_some_and(|lexeme| lexeme.span.of(self.text) == "T");
        (at.saturating_sub(6)..at).rev().find(separator).is_some_and(|t| (t + 1..at).all(|at| self.glued(at)))
    }

    /// `+8`, `-05:30`, `+0530` in minutes.
    fn offset(&self, at: usize) -> Option<(i16, usize)> {
        let sign = match () {
            () if self.is(at, '+') => 1,
            () if self.is_any(at, &['-', '–']) => -1,
            () => return None,
        };
        let number = self.number(at + 1)?;
        if self.digits(at + 1) == 4 {
            let (hours, minutes) = (number / 100, number % 100);
            return (hours <= 14 && minutes < 60).then_some((sign * (hours * 60 + minutes) as i16, at + 2));
        }
        let hours = (number <= 14).then_some(number)?;
        let minutes = self.short(at + 3, 0, 59).filter(|_| self.is(at + 2, ':') && self.glued(at + 2));
        let to = if minutes.is_some() { at + 4 } else { at + 2 };
        let named = self.glued(at + 1) && (minutes.is_some() || self.has(at.wrapping_sub(1), Class::Zone));
        named.then(|| (sign * (hours as i16 * 60 + i16::from(minutes.unwrap_or(0))), to))
    }
}
