//! Days in the values of metadata and in addresses: ISO 8601 and its compact form, seconds since 1970, dates in words, `/2023/11/13/`.

use crate::dates::PartialDate;
use crate::parse::document::Document;
use crate::parse::head::lines;

/// Years in which pages are published.
pub(super) const YEARS: std::ops::Range<i16> = 1994..2100;

/// Whose day a reading tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Zone {
    /// Nobody knows.
    Unknown,
    /// The publisher's: an address has it, or a time that is said to be ahead of Greenwich or behind.
    Local,
    /// That of Greenwich, at this hour: the publisher's can be the one before or after.
    Utc(u8),
}

/// The day of an ISO 8601 date or date-time, of its compact form, of seconds since 1970, or of a date in words.
pub(super) fn day_of(text: &str, document: &Document) -> Option<(PartialDate, Zone)> {
    let text = text.trim();
    let zone = zone(text);
    let recent = |date: &PartialDate| YEARS.contains(&date.year);
    if let Some(date) =
        text.get(..10).and_then(|day| day.replace(['/', '.'], "-").parse().ok()).filter(recent)
    {
        return Some((date, zone));
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits == text.len() && matches!(digits, 10 | 13) {
        return epoch(text.get(..10)?);
    }
    if let Some(digits) = text.get(..8).filter(|_| digits >= 8) {
        let number = |from: usize, to: usize| digits[from..to].parse::<i16>().ok();
        let date = PartialDate::day(number(0, 4)?, number(4, 6)? as i8, number(6, 8)? as i8);
        return date.filter(recent).map(|date| (date, zone));
    }
    let language = document.language.as_deref().unwrap_or("en");
    (text.len() < 100).then(|| lines::first_day(text, language)).flatten().map(|date| (date, Zone::Unknown))
}

/// `…T23:15:00Z`, `…T23:15:00+00:00`: the hour in Greenwich. Midnight is nobody's hour, but a day without one.
fn zone(text: &str) -> Zone {
    let Some((hour, rest)) = text.get(11..13).zip(text.get(13..)) else { return Zone::Unknown };
    let (Ok(hour), true) = (hour.parse(), rest.starts_with(':')) else { return Zone::Unknown };
    let ahead =
        rest.rsplit_once(['+', '-']).map(|(_, zone)| zone.bytes().any(|byte| matches!(byte, b'1'..=b'9')));
    match ahead {
        _ if hour == 0 && rest.starts_with(":00:00") => Zone::Unknown,
        Some(true) => Zone::Local,
        Some(false) => Zone::Utc(hour),
        None if rest.ends_with('Z') || rest.ends_with("UTC") => Zone::Utc(hour),
        None => Zone::Unknown,
    }
}

fn epoch(seconds: &str) -> Option<(PartialDate, Zone)> {
    let time = jiff::tz::TimeZone::UTC.to_datetime(jiff::Timestamp::from_second(seconds.parse().ok()?).ok()?);
    let date = PartialDate::day(time.year(), time.month(), time.day())?;
    YEARS.contains(&date.year).then_some((date, Zone::Utc(time.hour().cast_unsigned())))
}

/// The first day in an address.
pub(super) fn day_in_url(url: &str) -> Option<PartialDate> {
    let parts: Vec<&str> = url.split(['/', '-', '_', '.']).collect();
    let number = |text: &str, longest: usize| {
        (text.len() == longest || longest == 2 && text.len() == 1).then(|| text.parse::<i16>().ok()).flatten()
    };
    let compact = |text: &str| {
        let digits = text.get(..8).filter(|_| text.len() == 8 && text.starts_with("20"))?;
        PartialDate::day(digits[..4].parse().ok()?, digits[4..6].parse().ok()?, digits[6..].parse().ok()?)
    };
    let day = |year: &str, month: &str, day: &str| {
        PartialDate::day(number(year, 4)?, number(month, 2)? as i8, number(day, 2)? as i8)
    };
    let apart = parts.windows(3).find_map(|part| {
        let (first, month, last) = (part[0], part[1], part[2]);
        day(first, month, last).or_else(|| day(last, month, first))
    });
    apart.or_else(|| parts.iter().find_map(|part| compact(part))).filter(|date| YEARS.contains(&date.year))
}
