//! Days of publication and change by metadata, structured data, address and lines: candidates, the strongest first. What another source
//! bears out is stronger.

use crate::dates::PartialDate;
use crate::fact::{Fact, Support};
use crate::parse::document::{Document, Item, MetaValue};
use crate::parse::head::keys::Key;
use crate::parse::head::lines;
use crate::parse::head::stamps::{Zone, day_in_url, day_of};
use crate::parse::head::words;
use crate::parse::map::ElementId;
use crate::records::Origin;

/// Readings that are weighed: each is compared with those that differ from it.
const READINGS: usize = 512;
/// What a reading gains by each other source that agrees.
const AGREEMENT: f32 = 0.05;
/// Days of publication below this confidence have to stand beside the day of the last change.
const DOUBTFUL: f32 = 0.55;

/// A reading of a day, and what is known of the place on earth whose day it is.
pub(super) struct Reading {
    pub fact: Fact<PartialDate>,
    pub zone: Zone,
}

impl Reading {
    /// The publisher's day where this one is Greenwich's: the one before or after, as another reading tells it.
    fn local_day(&self, others: &[Self]) -> Option<PartialDate> {
        let Zone::Utc(hour) = self.zone else { return None };
        let own = self.fact.value.civil()?;
        let beside = match hour {
            0..9 => own.yesterday(),
            9..11 => return None,
            _ => own.tomorrow(),
        };
        let beside = beside.ok()?;
        let mut local = others.iter().filter(|other| other.zone == Zone::Local).map(|other| other.fact.value);
        local.find(|day| day.civil() == Some(beside))
    }
}

/// Days as they are found.
#[derive(Default)]
pub(super) struct Days {
    pub published: Vec<Reading>,
    pub changed: Vec<Reading>,
}

/// Readings of the days of publication and of the last change, each the strongest first.
pub(super) fn days(document: &Document) -> (Vec<Fact<PartialDate>>, Vec<Fact<PartialDate>>) {
    let mut days = Days::default();
    document.metadata.values.iter().for_each(|value| days.key(value, document));
    document
        .metadata
        .items
        .iter()
        .filter(|item| is_article(&item.kind))
        .for_each(|item| days.item(item, document));
    days.published.extend(address_day(document));
    lines::read(document, &mut days);
    let (mut published, changed) = (settled(days.published), settled(days.changed));
    if published.iter().all(|fact| fact.confidence() < DOUBTFUL) {
        // What the page tells its readers is better than no day, and never firm.
        published.extend(changed.iter().filter(|fact| is_told(fact)).cloned().map(weakened));
    }
    (agreed(published), agreed(changed))
}

impl Days {
    fn key(&mut self, value: &MetaValue, document: &Document) {
        let Some(key) = Key::of(&value.key).filter(|_| !lines::is_line(&value.key)) else { return };
        let Some((day, zone)) = day_of(&value.value, document) else { return };
        let reading = |rule, confidence| Reading {
            fact: Fact::new(day, Support::metadata(value.element, &value.value, rule, confidence)),
            zone,
        };
        match key {
            Key::Published(rule, confidence) => self.published.push(reading(rule, confidence)),
            Key::Changed(rule, confidence) => self.changed.push(reading(rule, confidence)),
        }
    }

    fn item(&mut self, item: &Item, document: &Document) {
        let read = |property: &str, rule, confidence| {
            let text = item.text(property)?;
            let (day, zone) = day_of(text, document)?;
            let support = Support::metadata(item.element, text, rule, confidence);
            Some(Reading { fact: Fact::new(day, support), zone })
        };
        self.published.extend(read("datePublished", "item.published", 0.95));
        // A film or a draft is older than the page that shows it.
        self.published.extend(read("dateCreated", "item.created", 0.45));
        self.published.extend(read("uploadDate", "item.uploaded", 0.6));
        self.changed.extend(read("dateModified", "item.changed", 0.9));
    }
}

/// Readings in Greenwich's time become the publisher's where another reading tells the day there.
fn settled(readings: Vec<Reading>) -> Vec<Fact<PartialDate>> {
    let days: Vec<_> = readings.iter().map(|reading| reading.local_day(&readings)).collect();
    let facts = readings.into_iter().map(|reading| reading.fact);
    facts.zip(days).map(|(fact, day)| Fact { value: day.unwrap_or(fact.value), ..fact }).collect()
}

fn is_told(fact: &Fact<PartialDate>) -> bool {
    fact.support
        .iter()
        .any(|support| !support.rule.starts_with("meta.") && !support.rule.starts_with("item."))
}

fn weakened(mut fact: Fact<PartialDate>) -> Fact<PartialDate> {
    fact.support.truncate(1);
    fact.support.iter_mut().for_each(|support| support.confidence *= 0.6);
    fact
}

pub(crate) fn is_article(kind: &str) -> bool {
    kind.ends_with("Article")
        || kind.ends_with("BlogPosting")
        || kind.ends_with("WebPage")
        || matches!(kind, "Report" | "CreativeWork" | "Review" | "Recipe" | "VideoObject")
}

/// `/2023/11/13/` in the address.
fn address_day(document: &Document) -> Option<Reading> {
    let canonical = document.metadata.first("canonical");
    let own = document.url.as_deref().map(|url| (url, canonical.map(|value| value.element)));
    let stated = [canonical, document.metadata.first("og:url")].into_iter().flatten();
    let mut all = own.into_iter().chain(stated.map(|value| (&*value.value, Some(value.element))));
    let (url, element, day) = all.find_map(|(url, element)| Some((url, element, day_in_url(url)?)))?;
    // `/events/2026-09-16/` is the day of what takes place.
    if url.to_lowercase().split('/').any(|folder| words::of("path.event").contains(&folder)) {
        return None;
    }
    let support = Support::metadata(ElementId(0), url, "url.date", 0.8);
    let support = Support { origin: Origin::Url, element, ..support };
    Some(Reading { fact: Fact::new(day, support), zone: Zone::Local })
}

/// Facts of the same day become one with all their support; the one comes first whose best support, and other sources of support, are the
/// strongest.
pub(crate) fn agreed(mut facts: Vec<Fact<PartialDate>>) -> Vec<Fact<PartialDate>> {
    facts.sort_by(|a, b| b.confidence().total_cmp(&a.confidence()));
    facts.truncate(READINGS);
    let mut days: Vec<Fact<PartialDate>> = Vec::new();
    for fact in facts {
        match days.iter_mut().find(|known| known.value == fact.value) {
            Some(known) => known.support.extend(fact.support),
            None => days.push(fact),
        }
    }
    days.sort_by(|a, b| rank(b).total_cmp(&rank(a)));
    days
}

/// The best support, raised by each that comes from another source: the first part of a rule's name.
fn rank(fact: &Fact<PartialDate>) -> f32 {
    let source = |support: &Support| support.rule.split('.').next();
    let mut sources: Vec<_> = fact.support.iter().map(source).collect();
    sources.sort_unstable();
    sources.dedup();
    let best = fact.support.iter().map(|support| support.confidence).fold(0.0, f32::max);
    best + AGREEMENT * (sources.len() as f32 - 1.0)
}
