//! A [`Doubt`] is a contradiction inside one expression: both readings are said, neither is lost.

use std::fmt;

use jiff::civil::Weekday;

use crate::dates::{ClockTime, PartialDate};

/// What a careful reader would query in a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// The printed weekday is not the day's.
    Weekday {
        /// As printed.
        printed: Weekday,
        /// The day.
        date: PartialDate,
        /// Its weekday.
        real: Weekday,
    },
    /// The printed abbreviation is not in use on the day: `CET` in July.
    Season {
        /// As printed.
        printed: String,
        /// The one in use.
        real: String,
        /// The day.
        date: PartialDate,
    },
    /// Clocks skip this time on the day.
    Gap {
        /// The time.
        time: ClockTime,
        /// The day.
        date: PartialDate,
        /// IANA name of the zone.
        zone: String,
    },
}

impl Doubt {
    /// The code of its finding.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Weekday { .. } => "weekday_mismatch",
            Self::Season { .. } => "zone_out_of_season",
            Self::Gap { .. } => "time_skipped",
        }
    }
}

impl fmt::Display for Doubt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Weekday { printed, date, real } => {
                write!(f, "the page says {printed:?}, but {date} is a {real:?}")
            }
            Self::Season { printed, real, date } => {
                write!(f, "the page says {printed}, but on {date} {real} is in use")
            }
            Self::Gap { time, date, zone } => {
                write!(f, "clocks in {zone} are put forward over {time} on {date}")
            }
        }
    }
}
