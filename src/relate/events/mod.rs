//! The events of a page: a numbered series, a list of dated entries, or the one event that the page is about. The date of the event is
//! told from the day of publication, from deadlines and from past editions by what stands around it.

pub(crate) mod afternoon;
mod beside;
mod common;
pub(crate) mod contradiction;
mod day_line;
pub(crate) mod deadlines;
pub(crate) mod describe;
mod due;
pub(crate) mod entries;
mod entry_name;
mod format;
mod governed;
pub(crate) mod groups;
mod headline;
mod held;
pub(crate) use headline::called;
pub(crate) use held::{HELD_AT, held_at};
mod kind;
pub(crate) use kind::{events_in, title_span};
mod line_below;
mod list_name;
pub(crate) mod listed;
mod month;
mod name;
mod near;
pub(crate) mod numbered;
mod ordinal;
mod papers;
mod programme_days;
mod score;
pub(crate) use score::label_before;
mod series;
mod site_name;
pub(crate) mod superseded;
mod told;
mod town;
pub(crate) mod venue;
pub(crate) mod when;

use crate::annotate::EventMention;
use crate::dates::{ClockTime, Expression, PartialDate};
use crate::fact::{Fact, Support};
use crate::records::{EventFormat, EventKind, EventStatus, OrganizerRole};

/// An event of the page.
#[derive(Clone, Debug, Default)]
pub(crate) struct Event {
    /// What it is.
    pub kind: Option<Fact<EventKind>>,
    /// Its number in the series.
    pub ordinal: Option<Fact<u32>>,
    /// What the page calls it.
    pub name: Option<Fact<String>>,
    /// What it is about.
    pub theme: Option<Fact<String>>,
    /// The series.
    pub series: Option<Fact<String>>,
    /// First day.
    pub start: Option<Fact<PartialDate>>,
    /// Last day.
    pub end: Option<Fact<PartialDate>>,
    /// Time at which it starts.
    pub start_time: Option<Fact<ClockTime>>,
    /// Time at which it ends.
    pub end_time: Option<Fact<ClockTime>>,
    /// Zone of the times.
    pub timezone: Option<Fact<String>>,
    /// Online, in person or both.
    pub format: Option<Fact<EventFormat>>,
    /// Room, hall, building.
    pub venue: Option<Fact<String>>,
    /// City.
    pub city: Option<Fact<String>>,
    /// Country, ISO 3166-1 alpha-2.
    pub country: Option<Fact<String>>,
    /// Address to join or read more.
    pub url: Option<Fact<String>>,
    /// Cancelled, postponed, held.
    pub status: Option<Fact<EventStatus>>,
    /// Who organises it: institution and role.
    pub organizers: Vec<(usize, OrganizerRole, Support)>,
    /// Tokens of the row, item or section that tells of it, where it is one of several.
    pub entry: Option<(usize, usize)>,
    /// The block of the heading over it, where its entry has one.
    pub heading: Option<usize>,
}

/// The events of a page.
#[derive(Debug, Default)]
pub(crate) struct Events {
    /// In page order.
    pub list: Vec<Event>,
    /// Whether they are a numbered series.
    pub numbered: bool,
}

impl Events {
    /// The event with a number, made where it is new.
    pub(crate) fn numbered(&mut self, number: u32, mention: &EventMention, support: &Support) -> usize {
        let known = self
            .list
            .iter()
            .position(|event| event.ordinal.as_ref().is_some_and(|ordinal| ordinal.value == number));
        known.unwrap_or_else(|| {
            let event = Event {
                kind: Some(Fact::new(mention.kind, support.clone())),
                ordinal: Some(Fact::new(number, support.clone())),
                ..Event::default()
            };
            self.list.push(event);
            self.list.len() - 1
        })
    }

    /// The event whose entry holds a token; entries are in text order.
    pub(crate) fn at_token(&self, at: usize) -> Option<usize> {
        let begun = |event: &Event| event.entry.is_some_and(|(from, _)| from <= at);
        let last = self.list.partition_point(begun).checked_sub(1)?;
        self.list[last].entry.is_some_and(|(_, to)| at < to).then_some(last)
    }
}

impl Event {
    /// Takes days and times of an expression that says when it takes place.
    pub(crate) fn happens(&mut self, when: &Expression, rule: &'static str, confidence: f32) {
        let support = |confidence| {
            if when.inferred {
                Support::inferred(when.span, rule, confidence * 0.9)
            } else {
                Support::text(when.span, rule, confidence)
            }
        };
        if let Some(start) = when.start {
            set(&mut self.start, start, support(confidence));
            if self.start.as_ref().is_some_and(|known| known.value == start) {
                match when.end {
                    Some(end) => set(&mut self.end, end, support(confidence)),
                    None if start.day.is_some() => {
                        set(&mut self.end, start, Support::inferred(when.span, "event.one_day", confidence));
                    }
                    None => {}
                }
            }
        }
        self.times(when, rule, confidence);
    }

    /// Takes only the times.
    pub(crate) fn times(&mut self, when: &Expression, rule: &'static str, confidence: f32) {
        let support = || Support::text(when.span, rule, confidence);
        // Seconds are what machines print of themselves.
        let Some(start) = when.start_time.filter(|time| time.second == 0) else { return };
        let fresh = self.start_time.is_none();
        set(&mut self.start_time, start, support());
        let same = self.start_time.as_ref().is_some_and(|known| known.value == start);
        if let Some(end) = when.end_time.filter(|_| fresh || same && self.end_time.is_none()) {
            set(&mut self.end_time, end, support());
        }
        if let Some(zone) = when.timezone.as_ref().filter(|_| fresh) {
            set(&mut self.timezone, zone.clone(), support());
        }
    }
}

/// Sets a fact once; the same value again is further support, another value is left to the findings.
pub(crate) fn set<T: PartialEq>(fact: &mut Option<Fact<T>>, value: T, support: Support) {
    match fact {
        Some(known) if known.value == value => known.support.push(support),
        Some(_) => {}
        none => *none = Some(Fact::new(value, support)),
    }
}
