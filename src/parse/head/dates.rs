//! Days of publication and change by metadata, structured data, address and bylines: candidates, the strongest first.

use crate::dates::PartialDate;
use crate::fact::{Fact, Support};
use crate::parse::document::{Document, Item};
use crate::parse::head::keys::{MODIFIED, PUBLISHED};
use crate::parse::head::lines;
use crate::parse::head::stamps::{Zone, day_in_url, day_of};

/// Readings that are weighed: each is compared with those that differ from it.
const READINGS: usize = 512;

/// A reading of a day, and what is known of the place on earth whose day it is.
pub(super) struct Reading {
    pub fact: Fact<PartialDate>,
    pub zone: Zone,
}

impl Reading {
    pub(super) fn of(fact: Fact<PartialDate>) -> Self {
        Self { fact, zone: Zone::Unknown }
    }

    /// True where both tell of one moment.
    fn is_moment_of(&self, local: &Self) -> bool {
        let (Zone::Utc(hour), Zone::Address) = (self.zone, local.zone) else { return false };
        let (Some(own), Some(other)) = (self.fact.value.civil(), local.fact.value.civil()) else {
            return false;
        };
        let day = if hour < 12 { own.yesterday() } else { own.tomorrow() };
        day.is_ok_and(|day| day == other)
    }
}

/// Readings of the days of publication and of the last change, each the strongest first.
pub(super) fn days(
    document: &Document,
    title: Option<&str>,
) -> (Vec<Fact<PartialDate>>, Vec<Fact<PartialDate>>) {
    let mut published = metadata_dates(document, PUBLISHED, &["datePublished", "dateCreated", "uploadDate"]);
    let mut changed = metadata_dates(document, MODIFIED, &["dateModified"]);
    published.extend(url_date(document, &["canonical", "og:url"], 0.8, "url.date"));
    lines::read(document, title, &mut published, &mut changed);
    let changed = agreed(settled(changed));
    if published.is_empty() {
        published.extend(url_date(document, &["og:image", "twitter:image"], 0.3, "image.date"));
    }
    let mut published = settled(published);
    if published.iter().all(|fact| fact.confidence() < DOUBTFUL) {
        // Better than no day, and never firm.
        published.extend(changed.iter().cloned().map(weakened));
    }
    (agreed(published), changed)
}

/// Readings in Greenwich's time become the publisher's where the address tells the day there, unless the lines of the page say otherwise.
fn settled(readings: Vec<Reading>) -> Vec<Fact<PartialDate>> {
    let days: Vec<PartialDate> = readings.iter().map(|reading| own_day(reading, &readings)).collect();
    let facts = readings.into_iter().map(|reading| reading.fact);
    facts.zip(days).map(|(fact, value)| Fact { value, ..fact }).collect()
}

fn own_day(reading: &Reading, all: &[Reading]) -> PartialDate {
    let own = reading.fact.value;
    let Some(local) = all.iter().find(|other| reading.is_moment_of(other)) else { return own };
    let said = |day: PartialDate| {
        let known = all.iter().filter(|other| other.zone == Zone::Unknown && other.fact.value == day);
        known.map(|other| other.fact.confidence()).fold(0.0, f32::max)
    };
    if said(own) > said(local.fact.value) { own } else { local.fact.value }
}

fn weakened(mut fact: Fact<PartialDate>) -> Fact<PartialDate> {
    fact.support.truncate(1);
    fact.support.iter_mut().for_each(|support| support.confidence *= 0.6);
    fact
}

/// What a reading gains by each other kind of evidence that agrees.
const AGREEMENT: f32 = 0.05;
/// Days of publication below this confidence have to stand beside the day of the last change.
const DOUBTFUL: f32 = 0.55;

fn metadata_dates(
    document: &Document,
    keys: &'static [(&'static str, f32)],
    properties: &[&'static str],
) -> Vec<Reading> {
    let mut found = Vec::new();
    for value in &document.metadata.values {
        if let Some((key, confidence)) = keys.iter().find(|(key, _)| *key == value.key)
            && let Some((date, zone)) = day_of(&value.value, document)
        {
            let support = Support::metadata(value.element, &value.value, key, *confidence);
            found.push(Reading { fact: Fact::new(date, support), zone });
        }
    }
    for item in document.metadata.items.iter().filter(|item| is_article(&item.kind)) {
        for property in properties {
            if let Some(text) = item.text(property)
                && let Some((date, zone)) = day_of(text, document)
            {
                let confidence = trust(item, property, text);
                let support = Support::metadata(item.element, text, property, confidence);
                found.push(Reading { fact: Fact::new(date, support), zone });
            }
        }
    }
    found
}

/// How far a day of structured data is to be trusted: less where the page is said to be published after its last change, which is then the
/// day on which the site was made anew.
fn trust(item: &Item, property: &str, text: &str) -> f32 {
    match item.text("dateModified") {
        _ if property == "dateCreated" => 0.45,
        _ if property != "datePublished" => 0.9,
        Some(changed) if text.len() == changed.len() && text > changed && text.len() > 10 => 0.68,
        Some(changed) if text == changed => 0.88,
        _ if item.kind == "WebPage" => 0.88,
        _ => 0.93,
    }
}

pub(crate) fn is_article(kind: &str) -> bool {
    kind.ends_with("Article")
        || kind.ends_with("BlogPosting")
        || kind.ends_with("WebPage")
        || matches!(kind, "Report" | "CreativeWork" | "Review" | "Recipe" | "VideoObject")
}

/// `/2023/11/13/` in the address.
fn url_date(document: &Document, keys: &[&str], confidence: f32, rule: &'static str) -> Option<Reading> {
    let stated = keys.iter().filter_map(|key| document.metadata.first(key));
    let own = document.url.as_deref().filter(|_| rule == "url.date").map(|url| (url, None));
    own.into_iter().chain(stated.map(|value| (&*value.value, Some(value.element)))).find_map(
        |(url, element)| {
            let date = day_in_url(url)?;
            let mut support = Support::metadata(crate::parse::map::ElementId(0), url, rule, confidence);
            support.origin = crate::records::Origin::Url;
            support.element =
                element.or_else(|| document.metadata.first("canonical").map(|value| value.element));
            Some(Reading { fact: Fact::new(date, support), zone: Zone::Address })
        },
    )
}

/// Facts of the same day become one with all their support; the one comes first whose best support, and other kinds of support, are the
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

/// The best support, raised by each that another rule gives.
fn rank(fact: &Fact<PartialDate>) -> f32 {
    let mut rules: Vec<&str> = fact.support.iter().map(|support| support.rule).collect();
    rules.sort_unstable();
    rules.dedup();
    let best = fact.support.iter().map(|support| support.confidence).fold(0.0, f32::max);
    best + AGREEMENT * (rules.len().min(6) as f32 - 1.0)
}
