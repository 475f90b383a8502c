//! What is named after people and is none: buildings, streets, prizes, ships, told by the noun before the name, behind it, or in it.

use crate::annotate::token::{Shape, Token};
use crate::annotate::tokens::Tokens;
use crate::annotate::vocabulary::File;

/// `Maria Lopez Building`, `rue Maria Lopez`, `Lopez Street`, `Lopezstraat`: named for a person.
pub(super) fn is_namesake(tokens: &Tokens<'_>, begin: usize, end: usize, from: usize, to: usize) -> bool {
    let noun = |at: usize, class: &str| tokens.longest(at, File::Institutions, class).is_some();
    let after = |at: usize| noun(at, "venue") || noun(at, "head") || noun(at, "namesake");
    let another = |next: Token| next.is_capitalised() && next.spaced && !tokens.is_seam(end);
    let next = tokens.get(end, to).is_some_and(another) && after(end);
    let last = (begin..end).rev().find(|&at| tokens.tokens[at].is_capitalised()).filter(|last| *last > begin);
    let inside = last.is_some_and(|last| {
        noun(last, "namesake") || tokens.compound_tail(last, File::Institutions, "namesake").is_some()
    });
    let compound = |class| tokens.compound_tail(begin, File::Institutions, class).is_some();
    let first = noun(begin, "namesake_before") || compound("namesake") || compound("venue");
    let before = begin > from
        && (from..begin).rev().take(2).any(|at| {
            let phrase = tokens.longest(at, File::Institutions, "namesake_before");
            phrase.is_some_and(|(hit, _)| hit.to == begin)
        });
    next || inside || first || before || is_lab(tokens, end, to) || is_abbreviated(tokens, begin, end, to)
}

/// `Zero-Knowledge Proofs (ZKP)`: the capitals behind abbreviate a term. Those of a known given name may be somebody's initials.
fn is_abbreviated(tokens: &Tokens<'_>, begin: usize, end: usize, to: usize) -> bool {
    let short = tokens.get(end + 1, to).filter(|short| {
        let marks = |at: usize, mark| tokens.get(at, to).is_some_and(|token| token.is(mark));
        short.shape == Shape::Upper && marks(end, '(') && marks(end + 2, ')')
    });
    let words = tokens.span(begin, end).of(tokens.text);
    let initials = || words.split([' ', '-']).filter_map(|word| word.chars().next()).collect::<String>();
    short.is_some_and(|short| {
        tokens.word(begin, File::Given).is_none()
            && short.span.of(tokens.text).eq_ignore_ascii_case(&initials())
    })
}

/// `Maria Lopez lab`, `Maria Lopez's group`: where somebody works, and not who is spoken of.
pub(in crate::annotate) fn is_lab(tokens: &Tokens<'_>, end: usize, to: usize) -> bool {
    let owned = tokens.get(end, to).is_some_and(|next| next.shape == Shape::Possessive);
    let at = end + usize::from(owned);
    let small = tokens.get(at, to).is_some_and(|next| next.spaced && (owned || next.shape == Shape::Lower));
    let leads = || tokens.longest(at, File::Positions, "head").is_some();
    small && tokens.longest(at, File::Institutions, "unit").is_some() && !leads()
}

/// `Sir Edmund Hollis Memorial Lecture`, `Dr. Lee Prize`: named for one with a title; `Dr. Lee Lecture` may be hers.
pub(super) fn is_memorial(tokens: &Tokens<'_>, end: usize, to: usize) -> bool {
    let next = tokens.get(end, to).is_some_and(|next| next.is_capitalised() && next.spaced);
    next && !tokens.is_seam(end)
        && tokens.word(end, File::Events).is_none()
        && tokens.longest(end, File::Institutions, "namesake").is_some()
}
