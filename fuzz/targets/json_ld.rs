//! JSON-LD: a page whose script holds the bytes as they are, or an object that the bytes choose from the words of schema.org.

use annals::parse::{Item, PropValue, parse};
use annals::source::Page;
use arbitrary::{Result, Unstructured};
use serde_json::{Map, Value};

use super::{grammar, pipeline};

const KEYS: [&str; 40] = [
    "@type",
    "@id",
    "@graph",
    "@context",
    "@value",
    "@language",
    "name",
    "headline",
    "description",
    "startDate",
    "endDate",
    "doorTime",
    "datePublished",
    "dateModified",
    "location",
    "address",
    "addressCountry",
    "addressLocality",
    "organizer",
    "performer",
    "author",
    "publisher",
    "affiliation",
    "jobTitle",
    "worksFor",
    "givenName",
    "familyName",
    "honorificPrefix",
    "honorificSuffix",
    "subEvent",
    "superEvent",
    "eventStatus",
    "eventAttendanceMode",
    "url",
    "sameAs",
    "inLanguage",
    "isPartOf",
    "mainEntity",
    "about",
    "keywords",
];

const VALUES: [&str; 28] = [
    "Event",
    "Person",
    "Organization",
    "NewsArticle",
    "Article",
    "Place",
    "PostalAddress",
    "VirtualLocation",
    "WebPage",
    "EducationEvent",
    "https://schema.org/Event",
    "schema:Person",
    "#a",
    "#b",
    "2024-05-09",
    "2024-05-09T10:00",
    "2024-05-09T10:00:00+02:00",
    "10:00",
    "https://schema.org/EventCancelled",
    "https://schema.org/OnlineEventAttendanceMode",
    "en",
    "de",
    "GB",
    "Germany",
    "",
    " ",
    "Ann Lee",
    "https://example.org/a",
];

/// How deep the grammar goes; deeper ones are written as bytes.
const DEPTH: usize = 12;

/// The page with this JSON-LD keeps all laws, and its items are within bounds.
pub(crate) fn run(bytes: &[u8]) {
    let Some((first, rest)) = bytes.split_first() else { return };
    let json = if first & 1 == 0 {
        String::from_utf8_lossy(rest).into_owned()
    } else {
        value(&mut Unstructured::new(rest), 0).map(|value| value.to_string()).unwrap_or_default()
    };
    let html = format!(
        "<html lang=en><title>Law and Water</title><script type=application/ld+json>{json}</script><h1>Law and Water</h1>\
         <p>Ann Lee speaks on 9 May 2024 at Fenwick College."
    );
    let page = Page::new("fuzz.html", html);
    // Bytes that are no text make no page.
    let Ok(document) = parse(&page) else { return };
    let items: usize = document.metadata.items.iter().map(|item| count(item, 0)).sum();
    assert!(items <= 20_000, "{items} items");
    pipeline::page(&page);
}

/// How many items an item is, with those in it.
fn count(item: &Item, depth: usize) -> usize {
    assert!(depth < 64, "items are nested without end");
    let nested = item.properties.iter().map(|(_, value)| match value {
        PropValue::Item(item) => count(item, depth + 1),
        PropValue::Text(_) => 0,
    });
    1 + nested.sum::<usize>()
}

fn value(choices: &mut Unstructured<'_>, depth: usize) -> Result<Value> {
    let kind = if depth == 0 { 0 } else { choices.int_in_range(0..=9)? };
    Ok(match kind {
        0..=2 if depth < DEPTH => Value::Object(object(choices, depth)?),
        3 if depth < DEPTH => {
            let length = choices.int_in_range(0..=4)?;
            Value::Array((0..length).map(|_| value(choices, depth + 1)).collect::<Result<_>>()?)
        }
        4 => grammar::phrase(choices)?.into(),
        5 => choices.arbitrary::<i32>()?.into(),
        6 => choices.arbitrary::<Option<bool>>()?.into(),
        7 => choices.arbitrary::<String>()?.into(),
        _ => (*choices.choose(&VALUES)?).into(),
    })
}

fn object(choices: &mut Unstructured<'_>, depth: usize) -> Result<Map<String, Value>> {
    let mut object = Map::new();
    for _ in 0..choices.int_in_range(1..=8)? {
        object.insert((*choices.choose(&KEYS)?).to_owned(), value(choices, depth + 1)?);
    }
    // What has no type is no item.
    if choices.ratio(3, 4)? {
        object.insert("@type".to_owned(), (*choices.choose(&VALUES[..10])?).into());
    }
    Ok(object)
}
