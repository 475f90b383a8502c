//! Zones: the name that an abbreviation stands for, and what its use says against the day and the time beside it.

use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, TimeZone};

use crate::dates::doubt::Doubt;
use crate::dates::printed::{Phrase, Zone};
use crate::dates::{ClockTime, Expression, PartialDate};

/// German abbreviations and those that the time-zone database has for the same.
const GERMAN: [(&str, &str); 2] = [("MEZ", "CET"), ("MESZ", "CEST")];

/// The name of a zone: IANA name or offset, or the abbreviation as printed where that is ambiguous.
pub(super) fn name(text: &str, zone: Zone) -> String {
    match zone {
        Zone::Named("", span) => span.of(text).to_owned(),
        Zone::Named(name, _) => name.to_owned(),
        Zone::Offset(minutes) => {
            let sign = if minutes < 0 { '-' } else { '+' };
            format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
        }
    }
}

/// Adds what the zone of a phrase makes doubtful.
pub(super) fn check(text: &str, phrase: &Phrase, expression: &mut Expression) {
    let Some(Zone::Named(name, span)) = phrase.zone else { return };
    let (Some(date), Some(time)) = (expression.start, expression.start_time) else { return };
    let Some((zone, moment)) = TimeZone::get(name).ok().zip(moment(date, time)) else { return };
    let ambiguous = zone.to_ambiguous_timestamp(moment);
    if matches!(ambiguous.offset(), AmbiguousOffset::Gap { .. }) {
        expression.doubts.push(Doubt::Gap { time, date, zone: name.to_owned() });
    }
    let Ok(instant) = ambiguous.compatible() else { return };
    let real = zone.to_offset_info(instant).abbreviation().to_owned();
    let printed = span.of(text);
    if real != english(printed) && knows(&zone, date.year, english(printed)) {
        expression.doubts.push(Doubt::Season { printed: printed.to_owned(), real, date });
    }
}

fn moment(date: PartialDate, time: ClockTime) -> Option<DateTime> {
    Some(date.civil()?.at(time.hour.cast_signed(), time.minute.cast_signed(), time.second.cast_signed(), 0))
}

fn english(printed: &str) -> &str {
    GERMAN.iter().find(|(german, _)| *german == printed).map_or(printed, |(_, english)| english)
}

/// True where the zone uses the abbreviation in some part of the year.
fn knows(zone: &TimeZone, year: i16, abbreviation: &str) -> bool {
    [1, 7].into_iter().any(|month| {
        let noon = jiff::civil::date(year.clamp(1900, 2200), month, 1).at(12, 0, 0, 0);
        let instant = zone.to_ambiguous_timestamp(noon).compatible();
        instant.is_ok_and(|instant| zone.to_offset_info(instant).abbreviation() == abbreviation)
    })
}
