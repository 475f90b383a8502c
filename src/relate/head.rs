//! What the announcement says of itself: title, days of publication and change, publisher, authors. Metadata, byline, address and labels are
//! candidates; the strongest wins and the others support it or are kept as rivals.

use crate::annotate::{Annotations, File, Mention};
use crate::dates::PartialDate;
use crate::normalize::{collapse, fold};
use crate::parse::{BlockKind, Document, Item, MetaValue};
use crate::relate::draft::{Draft, Head};
use crate::relate::fact::{Fact, Support};

/// The day of publication by metadata and address alone: what dates in the text are read against.
pub(crate) fn published_by_metadata(document: &Document) -> Option<PartialDate> {
    let mut candidates =
        metadata_dates(document, &PUBLISHED, &["datePublished", "dateCreated", "uploadDate"]);
    candidates.sort_by(|a, b| b.confidence().total_cmp(&a.confidence()));
    candidates.first().map(|fact| fact.value)
}

/// Reads the head of a page.
pub(crate) fn read(draft: &mut Draft<'_>) {
    let title = title(draft.document, draft.annotations);
    let mut dates =
        metadata_dates(draft.document, &PUBLISHED, &["datePublished", "dateCreated", "uploadDate"]);
    dates.extend(text_dates(draft, "published", &["published"]));
    dates.extend(url_date(draft.document));
    let (published, rival_dates) = strongest(dates);
    let mut changed = metadata_dates(draft.document, &MODIFIED, &["dateModified"]);
    changed.extend(text_dates(draft, "modified", &["modified"]));
    let (modified, _) = strongest(changed);
    let publisher = publisher(draft.document, title.as_ref());
    let authors = authors(draft.document);
    draft.head = Head { title, published, modified, publisher, authors, kind: None, rival_dates };
}

/// Keys of publication dates, the most trusted first.
const PUBLISHED: [(&str, f32); 10] = [
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

const MODIFIED: [(&str, f32); 4] = [
    ("article:modified_time", 0.95),
    ("og:updated_time", 0.85),
    ("last-modified", 0.7),
    ("dcterms.modified", 0.8),
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

fn is_article(kind: &str) -> bool {
    kind.ends_with("Article")
        || matches!(kind, "BlogPosting" | "WebPage" | "Report" | "CreativeWork" | "NewsArticle")
}

/// The day of an ISO 8601 date or date-time.
pub(crate) fn day_of(text: &str) -> Option<PartialDate> {
    text.get(..10).and_then(|day| day.replace('/', "-").parse().ok())
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
        let mut support = Support::metadata(crate::parse::ElementId(0), url, "url.date", 0.75);
        support.origin = crate::records::Origin::Url;
        support.element = document.metadata.first("canonical").map(|value| value.element);
        Some(Fact::new(date, support))
    })
}

/// Dates in bylines, under labels, and beside words that say `published`.
fn text_dates(draft: &Draft<'_>, class: &str, cues: &[&str]) -> Vec<Fact<PartialDate>> {
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
    let labelled = draft.fields.iter().any(|field| field.block == block);
    // News of a post that changes hands has no day of an event that the line could be.
    let news = draft
        .readings
        .iter()
        .flat_map(|reading| &reading.matches)
        .any(|found| draft.patterns.rules[found.rule].relation.starts_with("change:"));
    alone && block <= 4 && (others || news) && !labelled
}

/// The strongest fact with the others that agree as support; those that disagree are rivals.
fn strongest(mut facts: Vec<Fact<PartialDate>>) -> (Option<Fact<PartialDate>>, Vec<Fact<PartialDate>>) {
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

/// The title: the heading that the page's own metadata repeats, else the metadata without the site's suffix.
fn title(document: &Document, annotations: &Annotations<'_>) -> Option<Fact<String>> {
    let claims: Vec<&MetaValue> = ["og:title", "twitter:title", "citation_title", "dc.title", "title"]
        .iter()
        .filter_map(|key| document.metadata.first(key))
        .collect();
    let headings = document
        .blocks
        .iter()
        .filter(|block| matches!(block.kind, BlockKind::Heading(level) if level <= 3))
        .take(6);
    let mut best: Option<(f32, Fact<String>)> = None;
    for (index, block) in headings.enumerate() {
        let text = collapse(document.slice(block.span));
        let BlockKind::Heading(level) = block.kind else { continue };
        let folded = fold(&text);
        let words = folded.split(' ').count();
        let repeated = claims.iter().any(|claim| fold(&claim.value).contains(&folded))
            && (words > 1 || folded.len() > 5);
        let score = if repeated { 3.0 + words.min(20) as f32 * 0.1 } else { 1.0 }
            - f32::from(level) * 0.3
            - index as f32 * 0.2;
        let fact =
            Fact::new(text, Support::text(block.span, "title.heading", if repeated { 0.95 } else { 0.7 }));
        if best.as_ref().is_none_or(|(known, _)| score > *known) {
            best = Some((score, fact));
        }
    }
    let claimed = claims.first().map(|claim| (without_site(document, &claim.value), *claim));
    match (best, claimed) {
        (Some((score, fact)), _) if score > 2.0 => Some(fact),
        (Some((_, fact)), Some((claim, _))) if fold(&fact.value) == fold(&claim) => Some(fact),
        (_, Some((claim, value))) if !claim.is_empty() && !generic(annotations, &claim) => Some(Fact::new(
            claim,
            Support::metadata(value.element, &value.value, title_rule(&value.key), 0.8),
        )),
        (Some((_, fact)), _) => Some(fact),
        (None, Some((claim, value))) if !claim.is_empty() => Some(Fact::new(
            claim,
            Support::metadata(value.element, &value.value, title_rule(&value.key), 0.5),
        )),
        _ => None,
    }
}

fn title_rule(key: &str) -> &'static str {
    match key {
        "og:title" => "og:title",
        "title" => "title",
        _ => "meta.title",
    }
}

/// `Home`, `Seminar announcement`: a title that names nothing.
fn generic(_annotations: &Annotations<'_>, title: &str) -> bool {
    matches!(fold(title).as_str(), "home" | "news" | "untitled" | "untitled document" | "index")
}

const SEPARATORS: [&str; 8] = [" | ", " – ", " — ", " - ", " :: ", " » ", " • ", " · "];

/// The title without ` – Site name` behind it.
fn without_site(document: &Document, title: &str) -> String {
    let site = site_names(document);
    let cut = SEPARATORS
        .iter()
        .filter_map(|separator| title.rfind(separator).map(|at| (at, separator.len())))
        .max();
    match cut {
        Some((at, length)) if at > 0 => {
            let (head, tail) = (title[..at].trim(), title[at + length..].trim());
            let known = site.iter().any(|name| fold(name) == fold(tail));
            if known || tail.split(' ').count() <= 5 && head.len() > tail.len() {
                head.to_owned()
            } else {
                title.trim().to_owned()
            }
        }
        _ => title.trim().to_owned(),
    }
}

fn site_names(document: &Document) -> Vec<&str> {
    document
        .metadata
        .all("og:site_name")
        .chain(document.metadata.all("site"))
        .map(|value| value.value.as_str())
        .collect()
}

/// The publisher: named by metadata, by structured data, by the title's suffix, by the masthead.
fn publisher(document: &Document, title: Option<&Fact<String>>) -> Option<Fact<String>> {
    let named = |key: &'static str, confidence: f32| {
        document.metadata.first(key).filter(|value| plausible(&value.value)).map(|value| {
            Fact::new(value.value.clone(), Support::metadata(value.element, &value.value, key, confidence))
        })
    };
    let structured = || {
        document.metadata.items.iter().find_map(|item: &Item| {
            let name = item.text("publisher").filter(|name| plausible(name) && !name.starts_with("http"))?;
            Some(Fact::new(name.to_owned(), Support::metadata(item.element, name, "publisher", 0.9)))
        })
    };
    structured()
        .or_else(|| named("og:site_name", 0.85))
        .or_else(|| named("dc.publisher", 0.8))
        .or_else(|| named("citation_publisher", 0.8))
        .or_else(|| suffix(document, title))
        .or_else(|| named("site", 0.6))
        .or_else(|| copyright(document))
}

fn plausible(name: &str) -> bool {
    (2..=90).contains(&name.len())
}

/// What the page's `<title>` has more than its heading.
fn suffix(document: &Document, title: Option<&Fact<String>>) -> Option<Fact<String>> {
    let value = document.metadata.first("title")?;
    let full = value.value.as_str();
    let at = SEPARATORS
        .iter()
        .filter_map(|separator| full.rfind(separator).map(|at| at + separator.len()))
        .max()?;
    let name = full[at..].trim();
    let own = title.is_some_and(|title| fold(&title.value).contains(&fold(name)));
    (plausible(name) && !own)
        .then(|| Fact::new(name.to_owned(), Support::metadata(value.element, full, "title.suffix", 0.6)))
}

/// `© 2024 Network News. All rights reserved.`
fn copyright(document: &Document) -> Option<Fact<String>> {
    let value = document.metadata.first("copyright")?;
    let line = value.value.split('©').nth(1)?;
    let name = line
        .split(['.', '|', '·'])
        .next()?
        .trim_matches(|c: char| c.is_numeric() || c.is_whitespace() || matches!(c, '-' | '–' | ','));
    plausible(name)
        .then(|| Fact::new(name.to_owned(), Support::metadata(value.element, &value.value, "copyright", 0.5)))
}

fn authors(document: &Document) -> Vec<Fact<String>> {
    let mut authors: Vec<Fact<String>> = Vec::new();
    let mut add = |name: &str, support: Support| {
        let known = authors.iter_mut().find(|author| fold(&author.value) == fold(name));
        match known {
            Some(author) => author.support.push(support),
            None if plausible(name) && !name.starts_with("http") => {
                authors.push(Fact::new(name.to_owned(), support));
            }
            None => {}
        }
    };
    for item in document.metadata.items.iter().filter(|item| is_article(&item.kind)) {
        if let Some(name) = item.text("author") {
            add(name, Support::metadata(item.element, name, "author", 0.9));
        }
        item.items("author")
            .skip(1)
            .filter_map(|author| Some((author.text("name")?, author.element)))
            .for_each(|(name, element)| {
                add(name, Support::metadata(element, name, "author", 0.9));
            });
    }
    for key in ["author", "article:author", "citation_author", "dc.creator"] {
        for value in document.metadata.all(key) {
            add(&value.value, Support::metadata(value.element, &value.value, "meta.author", 0.8));
        }
    }
    authors
}
