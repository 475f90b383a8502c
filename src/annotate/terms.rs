//! The terms of a page: what its title and its headings say of the year of the days under them.

use crate::dates::{Term, Terms};
use crate::parse::{Block, BlockKind, Document};
use crate::span::Span;

/// The terms that hold in a document: that of the title everywhere, that of a heading down to the next of its rank.
pub(super) fn terms(document: &Document) -> Terms {
    let end = document.text.len() as u32;
    let title = document.head.title.as_ref().map(|title| title.value.as_str());
    let stated = document.metadata.first("title").map(|title| title.value.as_str());
    let whole = Span { start: 0, end };
    let mut terms: Vec<(Span, Term)> = title
        .and_then(Term::of)
        .or_else(|| Term::of(stated?))
        .map(|term| (whole, term))
        .into_iter()
        .collect();
    for (index, block) in document.blocks.iter().enumerate() {
        let Some((level, term)) = rank(document, block) else { continue };
        let ends = |next: &&Block| rank_of(document, next).is_some_and(|other| other <= level);
        let next = document.blocks[index + 1..].iter().find(ends);
        terms.push((Span { start: block.span.start, end: next.map_or(end, |next| next.span.start) }, term));
    }
    Terms(terms)
}

/// Below all headings: a line that is nothing but a year.
const BARE: u8 = 7;

/// Longest line that is nothing but a year or a term: `Summer term 2019/20`, in bytes.
const SHORT: usize = 24;

/// The rank and the term of a block that says the year of what follows.
fn rank(document: &Document, block: &Block) -> Option<(u8, Term)> {
    let term = Term::of(document.slice(block.span))?;
    Some((rank_of(document, block)?, term))
}

/// The rank of a heading, or of a line that is nothing but a year.
fn rank_of(document: &Document, block: &Block) -> Option<u8> {
    match block.kind {
        BlockKind::Heading(level) => Some(level),
        BlockKind::Paragraph | BlockKind::Term => {
            let text = document.slice(block.span).trim();
            let bare = text.len() <= SHORT && !text.contains('\n') && is_bare(text);
            bare.then_some(BARE)
        }
        _ => None,
    }
}

/// A year, or two of a season, and up to two words that say which term of it; no day.
fn is_bare(text: &str) -> bool {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let (years, words): (Vec<&str>, Vec<&str>) =
        words.partition(|word| word.bytes().all(|byte| byte.is_ascii_digit()));
    let two = years.len() == 2 && years[0].len() == 4 && matches!(years[1].len(), 2 | 4);
    words.len() <= 2 && (two || years.len() == 1 && years[0].len() == 4)
}
