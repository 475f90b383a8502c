//! An event becomes an entry. Only what the tables hold is said, so that nobody is invited and nothing repeats: `ORGANIZER` is left out because it
//! asks for an address of mail, which the tables do not have; who organises stands in the description.

use std::collections::HashMap;

use jiff::civil::Date;
use url::Url;

use crate::dates::PartialDate;
use crate::records::{Announcement, Appearance, Event, EventFormat, EventOrganizer, EventStatus, Id};
use crate::write::Page;
use crate::write::clock::{Clock, end, last_day, moment};
use crate::write::ics::line::Lines;
use crate::write::ics::zone::Zones;

/// The rows of a page by what they belong to.
pub(super) struct Announced<'p> {
    page: &'p Page,
    announcements: HashMap<Id, &'p Announcement>,
    appearances: HashMap<Id, Vec<&'p Appearance>>,
    organizers: HashMap<Id, Vec<&'p EventOrganizer>>,
    talks: HashMap<Id, &'p str>,
}

impl<'p> Announced<'p> {
    pub(super) fn new(page: &'p Page) -> Self {
        let tables = &page.tables;
        let mut appearances: HashMap<Id, Vec<&Appearance>> = HashMap::new();
        for row in &tables.appearances {
            row.event_id.into_iter().for_each(|event| appearances.entry(event).or_default().push(row));
        }
        let mut organizers: HashMap<Id, Vec<&EventOrganizer>> = HashMap::new();
        tables.event_organizers.iter().for_each(|row| organizers.entry(row.event_id).or_default().push(row));
        let talks = tables.talks.iter().map(|row| (row.talk_id, row.title.as_str()));
        let announcements = tables.announcements.iter().map(|row| (row.announcement_id, row));
        Self { page, announcements: announcements.collect(), appearances, organizers, talks: talks.collect() }
    }

    /// The entry of an event; `None` where no whole day is known.
    pub(super) fn entry(&self, event: &Event, zones: &mut Zones) -> Option<Lines> {
        let first = event.starts_on?.civil()?;
        let announcement = self.announcements.get(&event.announcement_id);
        let mut entry = Lines::default();
        entry.put("BEGIN", "VEVENT");
        entry.put("UID", &uid(event.event_id));
        entry.put("DTSTAMP", &format!("{}T000000Z", day(stamp(announcement.copied()))));
        times(event, first, &mut entry, zones);
        let heading = summary(event).or_else(|| announcement?.title.clone());
        entry.text("SUMMARY", heading.as_deref().unwrap_or("Event"));
        let texts = [("LOCATION", location(event)), ("DESCRIPTION", self.description(event).join("\n"))];
        texts.iter().filter(|(_, text)| !text.is_empty()).for_each(|(name, text)| entry.text(name, text));
        let address = event.url.as_ref().or_else(|| announcement?.url.as_ref());
        if let Some(address) = address.and_then(|address| Url::parse(address).ok()) {
            entry.put("URL", address.as_str());
        }
        event.kind.into_iter().for_each(|kind| entry.text("CATEGORIES", kind.as_str()));
        event.status.into_iter().for_each(|status| entry.put("STATUS", self::status(status)));
        if event.group_id != event.event_id {
            entry.put("RELATED-TO;RELTYPE=SIBLING", &uid(event.group_id));
        }
        entry.put("END", "VEVENT");
        Some(entry)
    }

    /// Lines on what else is known.
    fn description(&self, event: &Event) -> Vec<String> {
        let mut lines = Vec::new();
        lines.extend(event.series.as_ref().map(|series| format!("Series: {series}")));
        let mut appearances = self.appearances.get(&event.event_id).cloned().unwrap_or_default();
        appearances.sort_by_key(|row| row.sequence.unwrap_or(u32::MAX));
        for row in appearances {
            let Some(name) = self.page.names.get(&row.person_id) else { continue };
            let talk = row.talk_id.and_then(|talk| self.talks.get(&talk));
            let talk = talk.map_or_else(String::new, |title| format!(": {title}"));
            lines.push(format!("{}: {name}{talk}", label(row.role.as_str())));
        }
        for row in self.organizers.get(&event.event_id).into_iter().flatten() {
            let name = self.page.names.get(&row.institution_id);
            lines.extend(name.map(|name| format!("{}: {name}", label(row.role.as_str()))));
        }
        lines.extend(hours(event).map(|hours| format!("Hours as printed: {hours}")));
        lines
    }
}

fn uid(event: Id) -> String {
    format!("{event}@annals")
}

/// When what the entry says was last said: the day of the announcement, never today.
fn stamp(announcement: Option<&Announcement>) -> Date {
    let days = announcement.map(|row| [row.modified_on, row.published_on]).into_iter().flatten();
    days.flatten().find_map(PartialDate::civil).unwrap_or(Date::constant(1970, 1, 1))
}

/// `DTSTART` and, where it is known and behind it, `DTEND`: whole days where no hour is known. The last day of a calendar's span is the one after.
fn times(event: &Event, first: Date, entry: &mut Lines, zones: &mut Zones) {
    let Some(start) = event.start_time.map(|time| moment(first, time)) else {
        entry.put("DTSTART;VALUE=DATE", &day(first));
        if let Ok(behind) = last_day(event, first).tomorrow() {
            entry.put("DTEND;VALUE=DATE", &day(behind));
        }
        return;
    };
    let clock = Clock::of(event.timezone.as_deref());
    zones.put("DTSTART", &clock, start, entry);
    if let Some(end) = end(event, first) {
        zones.put("DTEND", &clock, end, entry);
    }
}

fn status(status: EventStatus) -> &'static str {
    match status {
        EventStatus::Cancelled => "CANCELLED",
        EventStatus::Postponed => "TENTATIVE",
        EventStatus::Held => "CONFIRMED",
    }
}

fn day(date: Date) -> String {
    format!("{:04}{:02}{:02}", date.year(), date.month(), date.day())
}

/// `Webinar 4: Rivers and data`; one of the two where it says it all.
fn summary(event: &Event) -> Option<String> {
    match (&event.name, &event.theme) {
        (Some(name), Some(theme)) if !theme.contains(name.as_str()) && !name.contains(theme.as_str()) => {
            Some(format!("{name}: {theme}"))
        }
        (Some(name), Some(theme)) => Some(if name.len() > theme.len() { name } else { theme }.clone()),
        (name, theme) => name.as_ref().or(theme.as_ref()).or(event.series.as_ref()).cloned(),
    }
}

fn location(event: &Event) -> String {
    let mut place = event.venue.clone().unwrap_or_default();
    for part in [&event.city, &event.country].into_iter().flatten() {
        if !place.contains(part.as_str()) {
            place = if place.is_empty() { part.clone() } else { format!("{place}, {part}") };
        }
    }
    let is_online = place.is_empty() && event.format == Some(EventFormat::Online);
    if is_online { "Online".to_owned() } else { place }
}

/// The hours and their zone, where start and end do not tell all of it.
fn hours(event: &Event) -> Option<String> {
    let zone = event.timezone.as_deref().filter(|zone| Clock::of(Some(zone)).is_floating());
    let is_backwards = event.start_time.is_none() || event.start_time >= event.end_time;
    let end = event.end_time.filter(|_| is_backwards || zone.is_some());
    if zone.is_none() && end.is_none() {
        return None;
    }
    let start = event.start_time.map_or_else(String::new, |time| time.to_string());
    let end = end.map_or_else(String::new, |time| format!("–{time}"));
    let told = format!("{start}{end} {}", zone.unwrap_or_default());
    (!(start.is_empty() && end.is_empty())).then(|| told.trim().to_owned())
}

/// `co_organizer` → `Co organizer`
fn label(word: &str) -> String {
    let mut label = word.replace('_', " ");
    label[..1].make_ascii_uppercase();
    label
}
