//! The title: the heading that the page's own metadata repeats, else the metadata without the site's name behind it.

use crate::fact::{Fact, Support};
use crate::normalize::{collapse, fold};
use crate::parse::document::{BlockKind, Document, MetaValue};

/// The title: the heading that the page's own metadata repeats, else the metadata without the site's suffix.
pub(crate) fn title(document: &Document) -> Option<Fact<String>> {
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
    // The main heading can stand outside of the content, in a banner.
    let longest = claims.first().map_or(0, |claim| without_site(document, &claim.value).len());
    let outside = document.metadata.all("h1").find(|value| {
        let folded = fold(&value.value);
        folded.len() > 3
            && folded.len() * 2 >= longest
            && claims.iter().any(|claim| fold(&claim.value).contains(&folded))
    });
    if let (Some(value), true) = (outside, best.as_ref().is_none_or(|(score, _)| *score < 2.0)) {
        let support = Support::metadata(value.element, &value.value, "title.heading", 0.9);
        return Some(Fact::new(value.value.clone(), support));
    }
    let claimed = claims.first().map(|claim| (without_site(document, &claim.value), *claim));
    match (best, claimed) {
        (Some((score, fact)), _) if score > 2.0 => Some(fact),
        (Some((_, fact)), Some((claim, _))) if fold(&fact.value) == fold(&claim) => Some(fact),
        (_, Some((claim, value))) if !claim.is_empty() && !generic(&claim) => Some(Fact::new(
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
fn generic(title: &str) -> bool {
    matches!(fold(title).as_str(), "home" | "news" | "untitled" | "untitled document" | "index")
}

pub(crate) const SEPARATORS: [&str; 8] = [" | ", " – ", " — ", " - ", " :: ", " » ", " • ", " · "];

/// The title without ` – Site name` behind it.
fn without_site(document: &Document, title: &str) -> String {
    let site = site_names(document);
    let mut head = title.trim();
    while let Some((at, separator)) = SEPARATORS
        .iter()
        .filter_map(|separator| head.rfind(separator).map(|at| (at, *separator)))
        .max_by_key(|(at, _)| *at)
    {
        let (before, tail) = (head[..at].trim(), head[at + separator.len()..].trim());
        let known = site.iter().any(|name| fold(name) == fold(tail));
        let words = tail.split(' ').count();
        // A bar only ever stands before a site's name; a dash also stands inside of titles.
        let bar = !separator.contains(['-', '–', '—']) && words <= 6;
        let short = words <= 5 && before.chars().count() >= tail.chars().count();
        if before.is_empty() || !(known || bar || short) || !known && before.split(' ').count() < 2 && !bar {
            break;
        }
        head = before;
    }
    head.to_owned()
}

fn site_names(document: &Document) -> Vec<&str> {
    document
        .metadata
        .all("og:site_name")
        .chain(document.metadata.all("site"))
        .map(|value| value.value.as_str())
        .collect()
}
