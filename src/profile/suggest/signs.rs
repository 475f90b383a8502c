//! What a site calls its own elements: words in classes (`field-talk`) and heads of columns (`Topic`), as the lexicon knows labels.
//! They speak where nobody could read what stands there.

use scraper::ElementRef;

use super::tree;
use crate::lexicon::{LANGUAGES, Language};
use crate::normalize::fold;

/// The labels of a column of people. `Title` alone may be that of a post.
const LABELS: [(&str, &[&str]); 3] = [
    ("positions.title", &["position"]),
    ("positions.institution", &["affiliation"]),
    ("talks.title", &["title", "theme"]),
];

/// A label that means too much.
const VAGUE: &str = "title";

/// The texts in a row that the site calls what the column is, folded.
pub(super) fn called(row: ElementRef<'_>, language: &str, column: &str) -> Vec<String> {
    let Some((_, classes)) = LABELS.iter().find(|(name, _)| *name == column) else { return Vec::new() };
    let is_meant = |phrase: &str| phrase != VAGUE && is_label(phrase, language, classes);
    let lines = tree::lines(row).into_iter();
    let meant = lines.filter(|(element, _)| {
        names(*element).any(|name| endings(&name).any(&is_meant))
            || head(*element).is_some_and(|head| is_meant(&fold(&head)))
    });
    meant.map(|(_, text)| fold(&text)).collect()
}

/// Whether a phrase is a label of one of these classes, on a page of a language.
fn is_label(phrase: &str, language: &str, classes: &[&str]) -> bool {
    let own = Language::of(language).filter(|own| own.code != LANGUAGES[0].code);
    let mut entries = LANGUAGES[..1].iter().chain(own).flat_map(|language| language.entries("labels"));
    entries.any(|entry| entry.phrase == phrase && classes.contains(&entry.class))
}

/// The names that an element has, as words.
fn names(element: ElementRef<'_>) -> impl Iterator<Item = String> + '_ {
    let value = element.value();
    let named =
        value.classes().chain(value.id()).chain(value.attr("itemprop")).chain(value.attr("data-field"));
    named.map(|name| name.to_ascii_lowercase().replace(['-', '_'], " "))
}

/// `field job title`, `job title`, `title`: the first that is a label says what the rest only specifies, so a longer one hides the shorter.
fn endings(name: &str) -> impl Iterator<Item = &str> {
    let starts = std::iter::once(0).chain(name.match_indices(' ').map(|(at, _)| at + 1));
    starts.map(|start| name[start..].trim())
}

/// What stands over a cell in the first row of its table.
fn head(cell: ElementRef<'_>) -> Option<String> {
    if !matches!(cell.value().name(), "td" | "th") {
        return None;
    }
    let at = cell.prev_siblings().filter_map(ElementRef::wrap).count();
    let row = ElementRef::wrap(cell.parent()?)?;
    let first = ElementRef::wrap(row.parent()?)?.child_elements().next()?;
    let over = first.child_elements().nth(at)?;
    (first.id() != row.id()).then(|| crate::profile::inline::text(over))
}
