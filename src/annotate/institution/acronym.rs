//! Capitals: what abbreviates a name behind it, `(FTC)`, and what stands on its own, `FTC`, of which nothing says yet what it is.

use crate::annotate::cover::{Cover, Part};
use crate::annotate::mention::{Kind, Mention};
use crate::annotate::token::Shape;
use crate::annotate::tokens::Tokens;
use crate::annotate::vocabulary::File;
use crate::span::Span;

/// Capitals outside of the names found.
pub(super) fn acronyms(
    tokens: &Tokens<'_>,
    (from, to): (usize, usize),
    cover: &Cover,
    mentions: &mut Vec<Mention>,
) {
    let free = |at: usize| at < to && !cover.is(at, Part::Institution) && is_acronym(tokens, at);
    let mut at = from;
    while at < to {
        let end = joint(tokens, at, from).filter(|end| free(end - 1)).unwrap_or(at + 1);
        if free(at) {
            let kind = Kind::Acronym;
            let span = tokens.span(at, end);
            mentions.push(Mention {
                span,
                from: at,
                to: end,
                kind,
                rule: "institution.capitals",
                confidence: 0.5,
            });
        }
        at = end;
    }
}

/// One past `UFH/IMK` where somebody belongs, behind a comma or a parenthesis: a part of a house, or two that are one home.
fn joint(tokens: &Tokens<'_>, at: usize, from: usize) -> Option<usize> {
    let behind = at
        .checked_sub(1)
        .is_some_and(|mark| at > from && matches!(tokens.tokens[mark].shape, Shape::Mark(',' | '(')));
    let glued = |at: usize| tokens.tokens.get(at).is_some_and(|token| !token.spaced);
    let slash = tokens.tokens.get(at + 1).is_some_and(|mark| mark.is('/'));
    (behind && slash && glued(at + 1) && glued(at + 2)).then_some(at + 3)
}

/// `(FTC)` after the name; gives its span and the token after it.
pub(super) fn abbreviation(tokens: &Tokens<'_>, at: usize, to: usize) -> (Option<Span>, usize) {
    let open = tokens.get(at, to).is_some_and(|token| token.is('(') || token.is('（'));
    let Some(word) = tokens.get(at + 1, to).filter(|_| open) else { return (None, at) };
    let closed = tokens.get(at + 2, to).is_some_and(|token| token.is(')') || token.is('）'));
    let capitals = tokens.str(at + 1).chars().filter(|c| c.is_uppercase()).count();
    let country = tokens.word_is(at + 1, File::Places, "country_code");
    if closed && word.is_capitalised() && capitals >= 2 && !country {
        (Some(word.span), at + 3)
    } else {
        (None, at)
    }
}

/// Capitals that may abbreviate an institution: two to twelve letters, no title, no zone, no ordinary word.
fn is_acronym(tokens: &Tokens<'_>, at: usize) -> bool {
    let token = tokens.tokens[at];
    if !matches!(token.shape, Shape::Upper | Shape::Mixed) {
        return false;
    }
    let word = tokens.str(at);
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    (token.shape == Shape::Upper || capitals >= 2 && word.len() <= 8)
        && (2..=16).contains(&word.len())
        && tokens.word(at, File::Honorifics).is_none()
        && tokens.word(at, File::Common).is_none()
        && tokens.word(at, File::Places).is_none()
        && tokens.word(at, File::Cues).is_none()
}
