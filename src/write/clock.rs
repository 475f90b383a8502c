//! The clock that a column `timezone` names: a zone of the time-zone database, a fixed distance from UTC, or none where an abbreviation may
//! mean several zones or nothing is known. A time without a clock stays local to whoever reads it.

use jiff::civil::{Date, DateTime};
use jiff::tz::{Offset, TimeZone};

use crate::dates::{ClockTime, PartialDate};
use crate::records::Event;

/// What clock a time is read from.
pub(super) enum Clock {
    /// That of whoever reads it.
    Floating,
    /// A fixed distance from UTC.
    Fixed(TimeZone),
    /// A zone, by its name in the time-zone database.
    Zone(String, TimeZone),
}

impl Clock {
    /// The clock of a column `timezone`.
    pub(super) fn of(zone: Option<&str>) -> Self {
        zone.and_then(known).unwrap_or(Self::Floating)
    }

    /// Whether it is that of whoever reads it.
    pub(super) fn is_floating(&self) -> bool {
        matches!(self, Self::Floating)
    }

    /// How far it is from UTC at a local time; `None` where that is not known.
    pub(super) fn offset(&self, at: DateTime) -> Option<Offset> {
        match self {
            Self::Floating => None,
            Self::Fixed(zone) | Self::Zone(_, zone) => Some(zone.to_offset(zone.to_timestamp(at).ok()?)),
        }
    }
}

fn known(zone: &str) -> Option<Clock> {
    if let Some(offset) = offset(zone) {
        return Some(Clock::Fixed(TimeZone::fixed(offset)));
    }
    let found = TimeZone::get(zone).ok()?;
    match found.iana_name().map(str::to_owned) {
        Some(name) if !is_utc(&name) => Some(Clock::Zone(name, found)),
        _ => Some(Clock::Fixed(TimeZone::UTC)),
    }
}

fn is_utc(name: &str) -> bool {
    let name = name.strip_prefix("Etc/").unwrap_or(name);
    matches!(name, "UTC" | "UCT" | "GMT" | "Zulu" | "Universal" | "Greenwich")
}

/// `+05:30`
fn offset(text: &str) -> Option<Offset> {
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let (hours, minutes) = text.strip_prefix(['+', '-'])?.split_once(':')?;
    let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
    Offset::from_seconds(sign * (hours * 3600 + minutes * 60)).ok()
}

/// A time of a day.
pub(super) fn moment(date: Date, time: ClockTime) -> DateTime {
    date.at(time.hour.cast_signed(), time.minute.cast_signed(), time.second.cast_signed(), 0)
}

/// The last whole day of an event: the first, where nothing later is known.
pub(super) fn last_day(event: &Event, first: Date) -> Date {
    event.ends_on.and_then(PartialDate::civil).filter(|last| *last > first).unwrap_or(first)
}

/// When an event ends, where that is known and behind its start.
pub(super) fn end(event: &Event, first: Date) -> Option<DateTime> {
    let start = moment(first, event.start_time?);
    event.end_time.map(|time| moment(last_day(event, first), time)).filter(|end| *end > start)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offset_at(zone: &str, month: i8) -> Option<i32> {
        let at = jiff::civil::date(2024, month, 9).at(12, 0, 0, 0);
        Clock::of(Some(zone)).offset(at).map(Offset::seconds)
    }

    #[test]
    fn zones_offsets_and_utc_are_clocks() {
        assert_eq!(offset_at("Europe/Berlin", 1), Some(3600));
        assert_eq!(offset_at("Europe/Berlin", 7), Some(7200));
        assert_eq!(offset_at("-03:30", 7), Some(-12600));
        assert_eq!(offset_at("UTC", 7), Some(0));
    }

    #[test]
    fn what_may_be_several_zones_is_no_clock() {
        for zone in ["IST", "BST", "AoE", "", "+5", "+99:00", "9:00"] {
            assert!(Clock::of(Some(zone)).is_floating(), "{zone}");
        }
    }
}
