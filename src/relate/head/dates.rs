//! Days of publication and change: metadata, address, bylines, labels and cues are candidates; the strongest wins, and those that
//! disagree are kept as rivals.

use crate::annotate::{File, Mention};
use crate::dates::PartialDate;
use crate::parse::{BlockKind, Document};
use crate::relate::draft::Draft;
use crate::relate::fact::{Fact, Support};

/// The day of publication by metadata and address alone: what dates in the text are read against.
pub(crate) fn published_by_metadata(document: &Document) -> Option<PartialDate> {
    let mut candidates =
        metadata_dates(document, &PUBLISHED, &["datePublished", "dateCreated", "uploadDate"]);
    candidates.sort_by(|a, b| b.confidence().total_cmp(&a.confidence()));
    candidates.first().map(|fact| fact.value)
}

/// Keys of publication dates, the most trusted first.
pub(crate) const PUBLISHED: [(&str, f32); 10] = [
    ("article:published_time", 0.95),
    ("article:published", 0.93),
    ("datepublished", 0.93),
    ("dc.date.issued", 0.9),
    ("citation_publication_date", 0.85),
    ("pubdate", 0.85),
    ("publish_date", 0.85),
    ("date", 0.8),
    ("dc.date", 0.8),
    ("dcterms.created", 0.75),
];

pub(crate) const MODIFIED: [(&str, f32); 4] = [
    ("article:modified_time", 0.95),
    ("og:updated_time", 0.85),
    ("last-modified", 0.7),
    ("dcterms.modified", 0.8),
];

pub(crate) fn metadata_dates(
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

/// The day of an ISO 8601 date or date-time.
pub(crate) fn day_of(text: &str) -> Option<PartialDate> {
    text.get(..10).and_then(|day| day.replace('/', "-").parse().ok())
}

/// `/2023/11/13/` in the address.
pub(crate) fn url_date(document: &Document) -> Option<Fact<PartialDate>> {
    let url = document.url.as_deref()?;
    let parts: Vec<&str> = url.split(['/', '-', '_', '.']).collect();
    let number =
        |text: &str, length: usize| (text.len() == length).then(|| text.parse::<i16>().ok()).flatten();
    parts.windows(3).find_map(|window| {
        let (year, month, day) = (number(window[0], 4)?, number(window[1], 2)?, number(window[2], 2)?);
        let date =
            (1990..2100).contains(&year).then(|| PartialDate::day(year, month as i8, day as i8)).flatten()?;
        let mut support = Support::metadata(crate::parse::ElementId(0), url, "url.date", 0.75);
        support.origin = crate::records::Origin::Url;
        support.element = document.metadata.first("canonical").map(|value| value.element);
        Some(Fact::new(date, support))
    })
}

/// Dates in bylines, under labels, and beside words that say `published`.
pub(crate) fn text_dates(draft: &Draft<'_>, class: &str, cues: &[&str]) -> Vec<Fact<PartialDate>> {
    let annotations = draft.annotations;
    let mut found = Vec::new();
    for mention in &annotations.mentions {
        let Some(date) = mention.date().and_then(|date| date.start).filter(|date| date.day.is_some()) else {
            continue;
        };
        if let Some((rule, confidence)) = published_here(draft, mention, class, cues) {
            found.push(Fact::new(date, Support::text(mention.span, rule, confidence)));
        }
    }
    found
}

fn published_here(
    draft: &Draft<'_>,
    mention: &Mention,
    class: &str,
    cues: &[&str],
) -> Option<(&'static str, f32)> {
    let tokens = &draft.annotations.tokens;
    let sentence = tokens.sentences.get(tokens.sentence_of(mention.from))?;
    let said = (sentence.from..mention.from).any(|at| {
        tokens.hits(at).iter().any(|hit| {
            hit.to + 3 >= mention.from
                && hit.senses.iter().any(|sense| sense.file == File::Cues && cues.contains(&sense.class))
        })
    });
    let labelled = draft
        .fields
        .iter()
        .any(|field| field.class == class && field.from <= mention.from && mention.to <= field.to);
    let block = &draft.document.blocks[sentence.block];
    let marked = |kinds: &[&str]| {
        let cue = |at: usize| {
            tokens.hits(at).iter().any(|hit| {
                hit.senses.iter().any(|sense| sense.file == File::Cues && kinds.contains(&sense.class))
            })
        };
        (sentence.from..sentence.to).any(cue)
    };
    if labelled {
        Some(("date.label", 0.9))
    } else if said {
        Some(("date.cue", 0.85))
    } else if class == "published" && block.kind == BlockKind::Byline && !marked(&["modified"]) {
        Some(("date.byline", 0.9))
    } else if class == "published" && dateline(draft, sentence.block, mention) {
        Some(("date.dateline", 0.6))
    } else {
        None
    }
}

/// A line with nothing but a date right below the title, while the text tells of another day.
fn dateline(draft: &Draft<'_>, block: usize, mention: &Mention) -> bool {
    let own = &draft.document.blocks[block];
    let first_line = draft.document.slice(own.span).lines().next().map_or(0, str::len);
    let alone = mention.span.len() * 10 >= first_line * 8
        && !matches!(
            own.kind,
            BlockKind::Heading(_) | BlockKind::Cell(_) | BlockKind::Definition | BlockKind::ListItem { .. }
        );
    let date = mention.date().and_then(|date| date.start);
    let others = draft
        .annotations
        .mentions
        .iter()
        .filter_map(Mention::date)
        .any(|other| other.start.is_some() && other.start > date);
    let labelled = draft.fields.iter().any(|field| field.block == block && field.class != "publisher");
    // News of a post that changes hands has no day of an event that the line could be.
    let news = draft
        .readings
        .iter()
        .flat_map(|reading| &reading.matches)
        .any(|found| draft.patterns.rules[found.rule].relation.starts_with("change:"));
    alone && block <= 4 && (others || news) && !labelled
}

/// The strongest fact with the others that agree as support; those that disagree are rivals.
pub(crate) fn strongest(
    mut facts: Vec<Fact<PartialDate>>,
) -> (Option<Fact<PartialDate>>, Vec<Fact<PartialDate>>) {
    facts.sort_by(|a, b| b.confidence().total_cmp(&a.confidence()));
    let mut facts = facts.into_iter();
    let Some(mut best) = facts.next() else { return (None, Vec::new()) };
    let mut rivals = Vec::new();
    for fact in facts {
        if fact.value == best.value {
            best.support.extend(fact.support);
        } else {
            rivals.push(fact);
        }
    }
    (Some(best), rivals)
}
