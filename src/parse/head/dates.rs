//! Days of publication and change by metadata, structured data, address and bylines: candidates, the strongest first.

use crate::dates::PartialDate;
use crate::fact::{Fact, Support};
use crate::parse::document::{Document, Item};
use crate::parse::head::lines;

/// A reading of a day, and what is known of the place on earth whose day it is.
pub(super) struct Reading {
    pub fact: Fact<PartialDate>,
    pub zone: Zone,
}

/// Whose day a reading tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Zone {
    /// Nobody knows.
    Unknown,
    /// The publisher's, since the address has it.
    Address,
    /// That of Greenwich, at this hour: the publisher's can be the one before or after.
    Utc(u8),
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

/// Keys of publication dates, the most trusted first.
const PUBLISHED: &[(&str, f32)] = &[
    ("article:published_time", 0.95),
    ("article:published", 0.93),
    ("og:article:published_time", 0.93),
    ("datepublished", 0.93),
    ("og:published_time", 0.92),
    ("parsely-pub-date", 0.92),
    ("rnews:datepublished", 0.92),
    ("sailthru.date", 0.9),
    ("article_date_original", 0.9),
    ("originalpublicationdate", 0.9),
    ("cxenseparse:recs:publishtime", 0.9),
    ("bt:pubdate", 0.9),
    ("dc.date.issued", 0.9),
    ("dcterms.issued", 0.9),
    ("article.published", 0.9),
    ("citation_publication_date", 0.85),
    ("citation_date", 0.85),
    ("citation_online_date", 0.85),
    ("pubdate", 0.85),
    ("publish_date", 0.85),
    ("publish-date", 0.85),
    ("publication_date", 0.85),
    ("published-date", 0.85),
    ("date", 0.72),
    ("dc.date", 0.8),
    ("dcterms.date", 0.8),
    ("dc.date.created", 0.8),
    ("dcterms.created", 0.75),
    ("created", 0.5),
    ("date_published", 0.9),
    ("publishdate", 0.9),
    ("publisheddate", 0.9),
    ("dc.date.published", 0.9),
    ("citation_year_month_day", 0.8),
    ("release_date", 0.7),
    ("datecreated", 0.2),
    ("dcterms.available", 0.7),
    ("displaydate", 0.8),
    ("analyticsattributes.articledate", 0.85),
    ("article.created", 0.6),
    ("article:post_date", 0.85),
    ("article:published_date", 0.85),
    ("article:publicationdate", 0.85),
    ("content_create_date", 0.6),
    ("date_created", 0.6),
    ("dateposted", 0.85),
    ("dc.created", 0.6),
    ("dc.date.publication", 0.85),
    ("dcsext.articlefirstpublished", 0.85),
    ("dc:created", 0.6),
    ("dc:date", 0.8),
    ("dc.issued", 0.85),
    ("doc_date", 0.6),
    ("firstpublished", 0.85),
    ("gentime", 0.6),
    ("mediator_published_time", 0.85),
    ("og:article:published", 0.85),
    ("og:datepublished", 0.85),
    ("og:pubdate", 0.85),
    ("og:publish_date", 0.85),
    ("og:regdate", 0.85),
    ("pdate", 0.85),
    ("ptime", 0.85),
    ("publish_time", 0.85),
    ("published_date", 0.85),
    ("published_time", 0.85),
    ("rbpubdate", 0.85),
    ("shareaholic:article_published_time", 0.85),
    ("timestamp", 0.6),
    ("twt-published-at", 0.85),
    ("video:release_date", 0.85),
    ("vr:published_time", 0.85),
    ("og:release_date", 0.85),
    ("published", 0.85),
    ("publication-date", 0.85),
    ("release-date", 0.85),
    ("article:published-time", 0.85),
    ("cxenseparse:publishtime", 0.85),
    ("dcterms.dateaccepted", 0.85),
    ("eprints.datestamp", 0.85),
    ("weibo:article:create_at", 0.6),
    ("pubtime", 0.85),
    ("apub:time", 0.85),
    ("publishtime", 0.85),
];

const MODIFIED: &[(&str, f32)] = &[
    ("article:modified_time", 0.95),
    ("datemodified", 0.9),
    ("og:updated_time", 0.85),
    ("dcterms.modified", 0.8),
    ("dc.date.modified", 0.8),
    ("last-modified", 0.7),
    ("revised", 0.6),
    ("article:modified", 0.9),
    ("article:modified-time", 0.9),
    ("og:article:modified_time", 0.9),
    ("og:modified_time", 0.9),
    ("bt:moddate", 0.85),
    ("dcterms.dateupdated", 0.8),
    ("dc.modified", 0.8),
    ("lastmodified", 0.7),
    ("lastmod", 0.7),
    ("last_updated", 0.8),
    ("modified", 0.8),
    ("modified_date", 0.8),
    ("modificationdate", 0.8),
    ("updated_time", 0.8),
    ("updated", 0.7),
    ("dateupdated", 0.8),
    ("utime", 0.7),
];

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

/// Years in which pages are published.
pub(super) const YEARS: std::ops::Range<i16> = 1994..2100;

/// `…T23:15:00Z`, `…T23:15:00+00:00`: the hour in Greenwich.
fn zone(text: &str) -> Zone {
    let utc =
        text.ends_with('Z') || text.ends_with("+00:00") || text.ends_with("+0000") || text.ends_with(" UTC");
    let hour = text.get(11..13).and_then(|hour| hour.parse().ok());
    hour.filter(|_| utc && text.as_bytes().get(13) == Some(&b':')).map_or(Zone::Unknown, Zone::Utc)
}

fn epoch(seconds: &str) -> Option<(PartialDate, Zone)> {
    let time = jiff::tz::TimeZone::UTC.to_datetime(jiff::Timestamp::from_second(seconds.parse().ok()?).ok()?);
    let date = PartialDate::day(time.year(), time.month(), time.day())?;
    YEARS.contains(&date.year).then_some((date, Zone::Utc(time.hour() as u8)))
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

fn day_in_url(url: &str) -> Option<PartialDate> {
    let parts: Vec<&str> = url.split(['/', '-', '_', '.']).collect();
    let number = |text: &str, longest: usize| {
        (text.len() == longest || longest == 2 && text.len() == 1).then(|| text.parse::<i16>().ok()).flatten()
    };
    let compact = |text: &str| {
        let digits = text.get(..8).filter(|_| text.len() == 8 && text.starts_with("20"))?;
        PartialDate::day(digits[..4].parse().ok()?, digits[4..6].parse().ok()?, digits[6..].parse().ok()?)
    };
    let apart = parts.windows(3).find_map(|window| {
        let (year, month, day) = (number(window[0], 4)?, number(window[1], 2)?, number(window[2], 2)?);
        PartialDate::day(year, month as i8, day as i8)
    });
    apart.or_else(|| parts.iter().find_map(|part| compact(part))).filter(|date| YEARS.contains(&date.year))
}

/// Facts of the same day become one with all their support; the one comes first whose best support, and other kinds of support, are the
/// strongest.
pub(crate) fn agreed(mut facts: Vec<Fact<PartialDate>>) -> Vec<Fact<PartialDate>> {
    facts.sort_by(|a, b| b.confidence().total_cmp(&a.confidence()));
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
