//! Zones of a calendar. A zone of the time-zone database stays what it is, and the calendar says when its clocks change, as far as its events need
//! it; a time at a fixed offset becomes UTC.

use std::collections::BTreeMap;

use jiff::civil::DateTime;
use jiff::tz::{Dst, Offset, TimeZone};
use jiff::{Timestamp, ToSpan as _};

use crate::write::clock::Clock;
use crate::write::ics::line::Lines;

/// The zones that events stand in, each from its first moment to its last.
#[derive(Default)]
pub(super) struct Zones {
    used: BTreeMap<String, (TimeZone, Timestamp, Timestamp)>,
}

impl Zones {
    /// Adds a property with a time, which its zone is to cover.
    pub(super) fn put(&mut self, name: &str, clock: &Clock, at: DateTime, lines: &mut Lines) {
        match clock {
            Clock::Floating => lines.put(name, &local(at)),
            Clock::Fixed(zone) => match zone.to_timestamp(at) {
                Ok(moment) => lines.put(name, &format!("{}Z", local(TimeZone::UTC.to_datetime(moment)))),
                Err(_) => lines.put(name, &local(at)),
            },
            Clock::Zone(id, zone) => {
                if let Ok(moment) = zone.to_timestamp(at) {
                    let span = self.used.entry(id.clone()).or_insert_with(|| (zone.clone(), moment, moment));
                    (span.1, span.2) = (span.1.min(moment), span.2.max(moment));
                }
                lines.put(&format!("{name};TZID={id}"), &local(at));
            }
        }
    }

    /// What the calendar says of its zones.
    pub(super) fn tell(&self, lines: &mut Lines) {
        for (id, (zone, first, last)) in &self.used {
            lines.put("BEGIN", "VTIMEZONE");
            lines.text("TZID", id);
            observances(zone, *first, *last, lines);
            lines.put("END", "VTIMEZONE");
        }
    }
}

/// From which moments a zone has which offset: the change before the first event, and those until behind the last.
fn observances(zone: &TimeZone, first: Timestamp, last: Timestamp, lines: &mut Lines) {
    let behind = last.checked_add(24.hours()).unwrap_or(last);
    let before = zone.preceding(first).next();
    if before.is_none() {
        let info = zone.to_offset_info(first);
        let onset = DateTime::constant(1900, 1, 1, 0, 0, 0, 0);
        observance(onset, info.offset(), (info.offset(), info.dst(), info.abbreviation()), lines);
    }
    let following = zone.following(first).take_while(|change| change.timestamp() <= behind);
    for change in before.into_iter().chain(following) {
        let just_before = change.timestamp().checked_sub(1.second()).unwrap_or(change.timestamp());
        let from = zone.to_offset(just_before);
        let onset = from.to_datetime(change.timestamp());
        observance(onset, from, (change.offset(), change.dst(), change.abbreviation()), lines);
    }
}

fn observance(onset: DateTime, from: Offset, (to, dst, name): (Offset, Dst, &str), lines: &mut Lines) {
    let kind = if dst.is_dst() { "DAYLIGHT" } else { "STANDARD" };
    lines.put("BEGIN", kind);
    lines.put("DTSTART", &local(onset));
    lines.put("TZOFFSETFROM", &printed(from));
    lines.put("TZOFFSETTO", &printed(to));
    lines.text("TZNAME", name);
    lines.put("END", kind);
}

/// `+0530`, with seconds where there are some.
fn printed(offset: Offset) -> String {
    let seconds = offset.seconds();
    let sign = if seconds < 0 { '-' } else { '+' };
    let (minutes, rest) = (seconds.abs() / 60, seconds.abs() % 60);
    let rest = if rest == 0 { String::new() } else { format!("{rest:02}") };
    format!("{sign}{:02}{:02}{rest}", minutes / 60, minutes % 60)
}

/// `20240509T093000`
fn local(at: DateTime) -> String {
    at.strftime("%Y%m%dT%H%M%S").to_string()
}
