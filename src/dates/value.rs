//! The values: a [`PartialDate`] may know its year only, or year and month, or a season (EDTF level 1); a [`ClockTime`] is local.

use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date, Weekday};
use serde::{Serialize, Serializer};

/// A date of which the year is known, and perhaps more: `2023`, `2023-11`, `2023-11-09`, or the season `2024-21` (EDTF).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate {
    /// Year, -9999 to 9999.
    pub year: i16,
    /// Month 1–12, or an EDTF season 21–24 (spring, summer, autumn, winter).
    pub month: Option<i8>,
    /// Day 1–31, valid for the month.
    pub day: Option<i8>,
}

impl PartialDate {
    /// A whole day; `None` where the calendar has no such day.
    #[must_use]
    pub fn day(year: i16, month: i8, day: i8) -> Option<Self> {
        Date::new(year, month, day).ok()?;
        Some(Self { year, month: Some(month), day: Some(day) })
    }

    /// The civil date, where the day is known.
    #[must_use]
    pub fn civil(self) -> Option<Date> {
        Date::new(self.year, self.month?, self.day?).ok()
    }

    /// The weekday, where the day is known.
    #[must_use]
    pub fn weekday(self) -> Option<Weekday> {
        self.civil().map(Date::weekday)
    }
}

impl From<Date> for PartialDate {
    fn from(date: Date) -> Self {
        Self { year: date.year(), month: Some(date.month()), day: Some(date.day()) }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
            if let Some(day) = self.day {
                write!(f, "-{day:02}")?;
            }
        }
        Ok(())
    }
}

impl FromStr for PartialDate {
    type Err = String;

    /// Reads what `Display` prints.
    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("`{text}` is no date like 2023, 2023-11 or 2023-11-09");
        let mut parts = text.split('-');
        let year = parts
            .next()
            .filter(|part| part.len() == 4)
            .and_then(|part| part.parse().ok())
            .ok_or_else(wrong)?;
        let mut part = || -> Result<Option<i8>, String> {
            parts.next().map(|part| part.parse().map_err(|_| wrong())).transpose()
        };
        let (month, day) = (part()?, part()?);
        match (month, day) {
            (Some(month), Some(day)) => Self::day(year, month, day).ok_or_else(wrong),
            (Some(month), None) if !(1..=12).contains(&month) && !(21..=24).contains(&month) => Err(wrong()),
            _ => Ok(Self { year, month, day }),
        }
    }
}

impl Serialize for PartialDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A local time of day, to the second where one is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClockTime {
    /// Hour 0–23.
    pub hour: u8,
    /// Minute 0–59.
    pub minute: u8,
    /// Second 0–59.
    pub second: u8,
}

/// A day of any year, in EDTF level 1: `XXXX-05-29`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MonthDay {
    /// Month 1–12.
    pub month: i8,
    /// Day 1–31.
    pub day: i8,
}

impl fmt::Display for MonthDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "XXXX-{:02}-{:02}", self.month, self.day)
    }
}

impl ClockTime {
    /// `None` where no clock shows it.
    #[must_use]
    pub fn new(hour: u8, minute: u8) -> Option<Self> {
        (hour < 24 && minute < 60).then_some(Self { hour, minute, second: 0 })
    }
}

impl fmt::Display for ClockTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.hour, self.minute)?;
        if self.second > 0 { write!(f, ":{:02}", self.second) } else { Ok(()) }
    }
}

impl FromStr for ClockTime {
    type Err = String;

    /// Reads what `Display` prints.
    fn from_str(text: &str) -> Result<Self, String> {
        let parts: Option<Vec<u8>> = text.split(':').map(|part| part.parse().ok()).collect();
        let time = match parts.as_deref() {
            Some(&[hour, minute]) => Self::new(hour, minute),
            Some(&[hour, minute, second @ 0..60]) => {
                Self::new(hour, minute).map(|time| Self { second, ..time })
            }
            _ => None,
        };
        time.ok_or_else(|| format!("`{text}` is no time like 09:30"))
    }
}

impl Serialize for ClockTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
