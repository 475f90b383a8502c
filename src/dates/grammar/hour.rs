//! One time of day as written: its hour, minutes and half of the day, and how sure it is that it is one.

use crate::dates::grammar::Reader;
use crate::dates::grammar::reader::SMALL;
use crate::dates::words::Class;

/// How sure it is that a number is a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Proof {
    /// A number alone.
    None,
    /// `10.30`, `3 h`: other things are written so too.
    Form,
    /// `:`, a half of the day.
    Sure,
}

/// One time as written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Written {
    pub hour: i8,
    pub minute: i8,
    pub second: i8,
    /// True after noon.
    pub half: Option<bool>,
    pub proof: Proof,
    pub to: usize,
}

impl Reader<'_> {
    /// One time.
    pub(super) fn written(&self, at: usize) -> Option<Written> {
        if let Some(half) = self.half(at) {
            let to = self.skip_small(at + 1);
            let time = self.written(to).filter(|time| self.is_han(at) || time.proof == Proof::Sure)?;
            return Some(Written { half: time.half.or(Some(half)), proof: Proof::Sure, ..time });
        }
        if let Some(time) = self.noon(at).or_else(|| self.led(at)) {
            return Some(time);
        }
        let (hour, to, proof) = self.hour(at)?;
        let time = Written { hour, minute: 0, second: 0, half: None, proof, to };
        let time = self.minutes(time);
        Some(self.half_behind(time)).filter(|time| self.number(at).is_some() || time.proof > Proof::None)
    }

    fn noon(&self, at: usize) -> Option<Written> {
        let twelve = usize::from(self.number(at) == Some(12));
        let hour = match () {
            () if self.has(at + twelve, Class::Noon) => 12,
            () if self.has(at + twelve, Class::Midnight) => 0,
            () => return None,
        };
        let proof = if twelve == 1 { Proof::Sure } else { Proof::Form };
        Some(Written { hour, minute: 0, second: 0, half: None, proof, to: at + twelve + 1 })
    }

    /// `half past three`, `halb drei`, `15 para as 8`: minutes before the hour.
    fn led(&self, at: usize) -> Option<Written> {
        let (minutes, to, sure) = match self.value(at, Class::Lead) {
            Some(minutes) => (minutes, at + 1, false),
            None => {
                (-i32::from(self.short(at, 1, 30).filter(|_| self.has(at + 1, Class::Before))?), at + 2, true)
            }
        };
        let (hour, to, proof) = self.hour(self.skip_small(to))?;
        let total = (i32::from(hour) * 60 + minutes).rem_euclid(24 * 60);
        let proof = if sure { Proof::Sure } else { proof.max(Proof::Form) };
        let to = to + usize::from(self.has(to, Class::Hour));
        let time = Written {
            hour: (total / 60) as i8,
            minute: (total % 60) as i8,
            second: 0,
            half: None,
            proof,
            to,
        };
        Some(self.half_behind(time))
    }

    /// The number of the hour, in digits or words; `0900 hrs` has its minutes in it.
    fn hour(&self, at: usize) -> Option<(i8, usize, Proof)> {
        if self.has(at, Class::Number) {
            let (hour, to) = self.number_in_words(at).filter(|(hour, _)| *hour <= 24)?;
            return Some((hour as i8, to, Proof::None));
        }
        let joined = self.digits(at) == 4 && self.has(at + 1, Class::Hour)
            || matches!(self.digits(at), 3 | 4) && self.half(at + 1).is_some()
            || self.is_compact(at);
        if joined {
            return Some(((self.number(at)? / 100) as i8, at, Proof::Sure));
        }
        let hour = self.short(at, 0, 24)?;
        Some((hour, at + 1, Proof::None))
    }

    /// Adds what stands behind the hour: `:30:15`, `.30`, `h30`, ` Uhr 15`, `点半`.
    fn minutes(&self, mut time: Written) -> Written {
        let at = time.to;
        if let Some(number) = self.number(at).filter(|_| time.proof == Proof::Sure) {
            let (minute, second) =
                if self.digits(at) == 6 { (number / 100 % 100, number % 100) } else { (number % 100, 0) };
            let to = at + 1 + usize::from(self.has(at + 1, Class::Hour));
            let hour = if self.digits(at) == 6 { (number / 10000) as i8 } else { time.hour };
            return Written { hour, minute: minute as i8, second: second as i8, to, ..time };
        }
        let two = |at: usize| self.short(at, 0, 59).filter(|_| self.digits(at) == 2 && self.glued(at));
        let mark = [':', '.'].into_iter().find(|mark| self.is(at, *mark) && (self.glued(at) || *mark == ':'));
        let full = mark.and_then(|mark| Some((mark, two(at + 1)?)));
        if let Some((mark, minute)) = full.filter(|_| !self.is_longer(at + 2)) {
            time.minute = minute;
            time.to = at + 2;
            time.proof = if mark == ':' { Proof::Sure } else { Proof::Form };
            if let Some(second) = two(time.to + 1).filter(|_| self.is(time.to, ':')) {
                time.second = second;
                time.to += 2;
                time.proof = Proof::Sure;
            }
        }
        let unit = self.value(time.to, Class::Hour);
        if let Some(value) = unit.filter(|_| !self.has(time.to, Class::Year)) {
            let glued = self.glued(time.to);
            time.to += 1;
            let counted = self.digits(time.to - 1) == 0 && self.half(at).is_none() && time.minute == 0;
            let form = if value == 1 && !counted || time.minute > 0 || time.proof > Proof::None {
                Proof::Sure
            } else {
                Proof::Form
            };
            time.proof = time.proof.max(form);
            if time.minute == 0 {
                time = self.behind_unit(time, glued);
            }
        }
        if let Some(minutes) = self.value(time.to, Class::Minutes) {
            let total = (i32::from(time.hour) * 60 + minutes).rem_euclid(24 * 60);
            (time.hour, time.minute) = ((total / 60) as i8, (total % 60) as i8);
            time.to += 1;
            time.proof = time.proof.max(Proof::Form);
        }
        time
    }

    /// `T140000`, `T1400`: hours, minutes and seconds without marks.
    fn is_compact(&self, at: usize) -> bool {
        matches!(self.digits(at), 4 | 6) && self.glued(at) && at > 0 && self.is_iso_mark(at - 1)
    }

    /// A third number: `1.2.3`, or a decimal with a unit.
    fn is_longer(&self, at: usize) -> bool {
        self.is(at, '.') && self.glued(at) && self.glued(at + 1) && self.number(at + 1).is_some()
            || self.is(at, '%')
    }

    /// `h30`, `Uhr 15`, `点30分`, `時31秒`: what follows the unit of hours.
    fn behind_unit(&self, mut time: Written, glued: bool) -> Written {
        let at = time.to;
        let Some(number) = self.short(at, 0, 59) else { return time };
        if self.has(at + 1, Class::Second) && !self.has(at + 1, Class::Minute) {
            return Written { second: number, to: at + 2, proof: Proof::Sure, ..time };
        }
        let unit = self.has(at + 1, Class::Minute);
        let tight = glued && self.glued(at) && self.digits(at) == 2;
        let ends = self.ends(at + 1)
            || self.any(at + 1, Class::Range.bit() | Class::And.bit() | Class::From.bit() | SMALL);
        if unit || tight || self.digits(at) == 2 && (ends || self.is_dash(at + 1)) {
            time = Written { minute: number, to: at + 1 + usize::from(unit), proof: Proof::Sure, ..time };
            if let Some(second) =
                self.short(time.to, 0, 59).filter(|_| unit && self.has(time.to + 1, Class::Second))
            {
                return Written { second, to: time.to + 2, ..time };
            }
        }
        time
    }

    /// `pm`, `de la mañana`, `nachmittags` behind a time.
    fn half_behind(&self, time: Written) -> Written {
        if time.hour == 12 && self.has(time.to, Class::Noon) {
            return Written { half: Some(true), proof: Proof::Sure, to: time.to + 1, ..time };
        }
        let at = time.to + usize::from(self.is(time.to, ',') && self.half(time.to + 1).is_some());
        let Some(half) = self.half(at).filter(|_| !self.is_han(at) || self.glued(at)) else { return time };
        if self.has(at + 1, Class::Hour) {
            return Written { half: Some(half), proof: Proof::Sure, to: at + 2, ..time };
        }
        Written { half: Some(half), proof: Proof::Sure, to: at + 1, ..time }
    }

    /// True after noon.
    pub(super) fn half(&self, at: usize) -> Option<bool> {
        match () {
            () if self.has(at, Class::Pm) => Some(true),
            () if self.has(at, Class::Am) => Some(false),
            () => None,
        }
    }
}
