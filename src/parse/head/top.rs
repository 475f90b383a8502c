//! Titles that the lines over the text tell: what a bread crumb ends in, and the name of an edition over a page whose `<title>` says which page of
//! its site it is.

use crate::dates::{Context, Recogniser};
use crate::fact::{Fact, Support};
use crate::normalize::{collapse, fold};
use crate::parse::document::{Block, BlockKind, Document};
use crate::parse::head::publisher::is_ordinal;
use crate::parse::head::words;
use crate::span::Span;

/// The rule of a heading that the bread crumb over it ends in.
pub(super) const CRUMB: &str = "title.crumb";
/// How many blocks open a page.
const FIRST: usize = 4;
/// How many blocks stand between a bread crumb and its heading.
const NEAR: usize = 6;
/// What stands between the parts of a path.
const MARKS: [char; 5] = ['/', '>', '»', '›', '→'];
/// Longest path, in bytes.
const PATH: usize = 400;
/// Fewest and most words of the name of an edition on a line of its own.
const EDITION: std::ops::RangeInclusive<usize> = 3..=20;

/// `Home / News / Tide gauges opened` over the heading `Tide gauges opened`: the page is the last part of its path.
pub(super) fn crumb(document: &Document) -> Option<Fact<String>> {
    let text = |block: &Block| collapse(document.slice(block.span));
    let headings = document.blocks.iter().enumerate().filter_map(|(index, block)| match block.kind {
        BlockKind::Heading(1..=3) => Some((index, block)),
        _ => None,
    });
    let mut found = headings.take(FIRST).filter(|(index, block)| {
        let heading = fold(&text(block));
        let before = &document.blocks[index.saturating_sub(NEAR)..*index];
        before.iter().any(|line| is_path(document.slice(line.span)) && ends_in(&fold(&text(line)), &heading))
    });
    let (_, heading) = found.next()?;
    Some(Fact::new(text(heading), Support::text(heading.span, CRUMB, 0.85)))
}

/// A line that is short enough for a path, and has its marks.
fn is_path(line: &str) -> bool {
    line.len() <= PATH && line.contains(MARKS)
}

/// A path, from the first page of a site on, whose last part is the heading.
fn ends_in(line: &str, heading: &str) -> bool {
    let Some(path) = line.strip_suffix(heading).map(str::trim_end) else { return false };
    let first = path.split(MARKS).next().unwrap_or_default().trim();
    !heading.is_empty() && path.ends_with(MARKS) && words::of("home").contains(&first)
}

/// `3rd Workshop on Tides` over the text of `TIDES 2019 Index`: the name of the edition, where the `<title>` has but a short one and says which of its pages
/// this is.
pub(super) fn edition(document: &Document, stated: &str) -> Option<Fact<String>> {
    let stated = fold(stated);
    if !stated.split(' ').skip(1).any(|word| words::of("page").contains(&word)) {
        return None;
    }
    let line = document.blocks.iter().take(FIRST).find(|block| {
        let text = collapse(document.slice(block.span));
        let words = text.split(' ').count();
        let first = text.split(' ').next().unwrap_or_default();
        EDITION.contains(&words)
            && is_ordinal(first)
            && !is_item(first)
            && !text.ends_with('.')
            && !is_dated(document, &text)
    });
    let line = line?;
    Some(Fact::new(collapse(document.slice(line.span)), Support::text(line.span, "title.edition", 0.7)))
}

/// `1.` numbers an item as well.
fn is_item(ordinal: &str) -> bool {
    ordinal.strip_suffix('.').is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// `1st of May`: a line that begins with a day.
fn is_dated(document: &Document, text: &str) -> bool {
    let language = document.language.as_deref().unwrap_or("en");
    let context = Context { language, ..Context::default() };
    let found = Recogniser::of(language).find(text, Span::new(0, text.len()), &context);
    found.iter().any(|date| date.span.start == 0)
}

/// `Mill Workshop` of `Mill Workshop CFP`: a name without the words that say which page of its site this is.
pub(super) fn without_page(claim: &str) -> &str {
    let mut rest = claim;
    loop {
        let cut = words::of("page").iter().find_map(|word| rest.strip_suffix(word)?.strip_suffix(' '));
        match cut.map(|cut| cut.trim_end_matches([' ', ':', '-', '–', ','])) {
            Some(cut) if cut.contains(' ') => rest = cut,
            _ => return rest,
        }
    }
}
