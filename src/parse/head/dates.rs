//! Days of publication and change by metadata, structured data, address and bylines: candidates, the strongest first.

use crate::dates::PartialDate;
use crate::fact::{Fact, Support};
use crate::parse::document::Document;
use crate::parse::head::lines;

/// Readings of the day of publication, the strongest first.
pub(super) fn published(document: &Document) -> Vec<Fact<PartialDate>> {
    let mut found = metadata_dates(document, &PUBLISHED, &["datePublished", "dateCreated", "uploadDate"]);
    found.extend(url_date(document));
    lines::read(document, &mut found);
    if found.is_empty() {
        // Better than no day, and never firm.
        found.extend(modified(document).into_iter().map(weakened));
    }
    agreed(found)
}

fn weakened(mut fact: Fact<PartialDate>) -> Fact<PartialDate> {
    fact.support.truncate(1);
    fact.support.iter_mut().for_each(|support| support.confidence *= 0.5);
    fact
}

/// Readings of the day of the last change, the strongest first.
pub(super) fn modified(document: &Document) -> Vec<Fact<PartialDate>> {
    agreed(metadata_dates(document, &MODIFIED, &["dateModified"]))
}

/// Keys of publication dates, the most trusted first.
const PUBLISHED: [(&str, f32); 30] = [
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
    ("date", 0.8),
    ("dc.date", 0.8),
    ("dcterms.date", 0.8),
    ("dc.date.created", 0.8),
    ("dcterms.created", 0.75),
    ("created", 0.7),
    ("time", 0.62),
];

const MODIFIED: [(&str, f32); 7] = [
    ("article:modified_time", 0.95),
    ("datemodified", 0.9),
    ("og:updated_time", 0.85),
    ("dcterms.modified", 0.8),
    ("dc.date.modified", 0.8),
    ("last-modified", 0.7),
    ("revised", 0.6),
];

fn metadata_dates(
    document: &Document,
    keys: &[(&'static str, f32)],
    properties: &[&'static str],
) -> Vec<Fact<PartialDate>> {
    let mut found = Vec::new();
    for (key, confidence) in keys {
        for value in document.metadata.all(key) {
            if let Some(date) = day_of(&value.value) {
                found.push(Fact::new(date, Support::metadata(value.element, &value.value, key, *confidence)));
            }
        }
    }
    for item in document.metadata.items.iter().filter(|item| is_article(&item.kind)) {
        for property in properties {
            if let Some(text) = item.text(property)
                && let Some(date) = day_of(text)
            {
                found.push(Fact::new(date, Support::metadata(item.element, text, property, 0.93)));
            }
        }
    }
    found
}

pub(crate) fn is_article(kind: &str) -> bool {
    kind.ends_with("Article")
        || matches!(kind, "BlogPosting" | "WebPage" | "Report" | "CreativeWork" | "NewsArticle")
}

/// The day of an ISO 8601 date or date-time, of its compact form, or of a date in words.
fn day_of(text: &str) -> Option<PartialDate> {
    let text = text.trim();
    if let Some(date) = text.get(..10).and_then(|day| day.replace(['/', '.'], "-").parse().ok()) {
        return Some(date);
    }
    if let Some(digits) = text.get(..8).filter(|day| day.bytes().all(|byte| byte.is_ascii_digit())) {
        let number = |from: usize, to: usize| digits[from..to].parse::<i16>().ok();
        return PartialDate::day(number(0, 4)?, number(4, 6)? as i8, number(6, 8)? as i8);
    }
    lines::first_day(text, "en")
}

/// `/2023/11/13/` in the address.
fn url_date(document: &Document) -> Option<Fact<PartialDate>> {
    let url = document.url.as_deref()?;
    let parts: Vec<&str> = url.split(['/', '-', '_', '.']).collect();
    let number =
        |text: &str, length: usize| (text.len() == length).then(|| text.parse::<i16>().ok()).flatten();
    parts.windows(3).find_map(|window| {
        let (year, month, day) = (number(window[0], 4)?, number(window[1], 2)?, number(window[2], 2)?);
        let date =
            (1990..2100).contains(&year).then(|| PartialDate::day(year, month as i8, day as i8)).flatten()?;
        let mut support = Support::metadata(crate::parse::map::ElementId(0), url, "url.date", 0.75);
        support.origin = crate::records::Origin::Url;
        support.element = document.metadata.first("canonical").map(|value| value.element);
        Some(Fact::new(date, support))
    })
}

/// Facts of the same day become one with all their support; the strongest comes first.
pub(crate) fn agreed(mut facts: Vec<Fact<PartialDate>>) -> Vec<Fact<PartialDate>> {
    facts.sort_by(|a, b| b.confidence().total_cmp(&a.confidence()));
    let mut days: Vec<Fact<PartialDate>> = Vec::new();
    for fact in facts {
        match days.iter_mut().find(|known| known.value == fact.value) {
            Some(known) => known.support.extend(fact.support),
            None => days.push(fact),
        }
    }
    days
}
