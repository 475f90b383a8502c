//! Titles before a name, letters behind it, and what tells a son from his father.

use crate::annotate::cover::{Cover, Part};
use crate::annotate::token::Shape;
use crate::annotate::tokens::Tokens;
use crate::annotate::vocabulary::{File, Hit};
use crate::span::Span;

/// The stack of titles that begins at a token (`Assoc. Prof. Dr.`) and the token after it.
pub(super) fn titles(tokens: &Tokens<'_>, from: usize, to: usize, cover: &Cover) -> (Vec<Span>, usize) {
    let mut spans = Vec::new();
    let mut at = from;
    while at < to
        && tokens.lists(at, File::Honorifics)
        && (tokens.tokens[at].is_capitalised()
            || tokens.vocabulary.language != "en" && tokens.tokens[at].shape == Shape::Lower)
    {
        let close =
            |end: usize, mark: char| tokens.get(end, to).is_some_and(|next| next.is(mark) && !next.spaced);
        let glued = |end: usize| close(end + usize::from(close(end, '.')), '-');
        // `Prof. Dr.` is a title; in `Prof. Dr.-Ing.` it is not.
        let title = |hit: &&Hit<'_>| hit.sense(File::Honorifics, "before").is_some() && !glued(hit.to);
        let Some(hit) = tokens.hits(at).iter().rev().find(title) else { break };
        // `Sri Lanka`, `Director General`: a longer name or post that the word is a part of.
        let place = tokens.hits(at).iter().any(|place| place.to > hit.to && place.of(File::Places).is_some());
        if place || cover.is(at, Part::PostInside) {
            break;
        }
        let mut end = hit.to;
        end += usize::from(close(end, '.'));
        let single = tokens.str(at).chars().count() == 1;
        if hit.to > to || single && !tokens.tokens[end - 1].is('.') {
            break;
        }
        spans.push(tokens.span(at, end));
        at = end;
    }
    (spans, at)
}

/// One past `Jr.`, `, Sr.`, `III` behind a name, of which it is a part.
pub(super) fn generation(tokens: &Tokens<'_>, end: usize, to: usize) -> usize {
    let at = if tokens.get(end, to).is_some_and(|token| token.is(',')) { end + 1 } else { end };
    let Some((hit, _)) = tokens.longest(at, File::Honorifics, "generation") else { return end };
    let written = tokens.get(at, to).is_some_and(|token| token.is_capitalised() && token.spaced);
    if !written || hit.to > to {
        return end;
    }
    let stop = tokens.get(hit.to, to).is_some_and(|token| token.is('.') && !token.spaced);
    hit.to + usize::from(stop)
}

/// Letters after a name: `, PhD`, `OBE`, `S.H., M.Hum.`; gives them and the token after.
pub(super) fn letters(tokens: &Tokens<'_>, from: usize, to: usize) -> (Vec<Span>, usize) {
    let mut spans = Vec::new();
    let mut end = from;
    loop {
        let at = if tokens.get(end, to).is_some_and(|token| token.is(',')) { end + 1 } else { end };
        let Some((hit, sense)) = tokens.longest(at, File::Honorifics, "after").filter(|_| at < to) else {
            break;
        };
        let word = tokens.tokens[at];
        let written = word.is_capitalised() || word.shape == Shape::Ideograph;
        // `PhD student` is a post; `Wei Li, Ma Jun` are two people.
        let post = tokens.longest(at, File::Positions, "head").is_some_and(|(post, _)| post.to > hit.to);
        let short = hit.to == at + 1 && word.span.len() == 2;
        let name = short && word.shape == Shape::Title && sense.value != "courtesy";
        if hit.to > to || !written || post || name {
            break;
        }
        let mut stop = hit.to;
        if tokens.get(stop, to).is_some_and(|token| token.is('.') && !token.spaced)
            && tokens.get(stop + 1, to).is_some_and(|next| !next.is_capitalised())
        {
            stop += 1;
        }
        spans.push(tokens.span(at, stop));
        end = stop;
    }
    (spans, end)
}
