//! The terms of a page: what its title and its headings say of the year of the days under them.

use crate::dates::{Term, Terms};
use crate::parse::{BlockKind, Document};
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
        let BlockKind::Heading(level) = block.kind else { continue };
        let Some(term) = Term::of(document.slice(block.span)) else { continue };
        let rest = document.blocks[index + 1..].iter();
        let next = rest.clone().find(|next| matches!(next.kind, BlockKind::Heading(other) if other <= level));
        terms.push((Span { start: block.span.start, end: next.map_or(end, |next| next.span.start) }, term));
    }
    Terms(terms)
}
