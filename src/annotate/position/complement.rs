//! What follows the head noun of a post and belongs to it: a parenthesis, an adjective, the subject behind `of`. Where an institution or a
//! department stands there instead, the post ends before it.

use crate::annotate::cover::{Cover, Part};
use crate::annotate::person::is_lab;
use crate::annotate::pointed::points_home;
use crate::annotate::position::{NOUNS, is_modifier};
use crate::annotate::token::Shape;
use crate::annotate::tokens::Tokens;
use crate::annotate::vocabulary::File;

/// The end of `(Planning & Estates)` and of `of Computer Science`.
pub(super) fn complement(tokens: &Tokens<'_>, head_end: usize, to: usize, cover: &Cover) -> usize {
    let head_end = adjective(tokens, head_end, to, cover);
    let mut end = parenthesis(tokens, head_end, to, cover).unwrap_or(head_end);
    // `Professor and Maria Lopez`: what a conjunction leads to is another thing.
    let of = tokens.word_is(end, File::Institutions, "link")
        && !tokens.word_is(end, File::Institutions, "conjunction");
    if of && end < to {
        let mut at = end + 1;
        while at < to && is_article(tokens, at) {
            at += 1;
        }
        let body = || runs_body(tokens, head_end) && is_strange(tokens, at, to);
        if let Some(subject) =
            subject(tokens, at, to, cover).filter(|_| !points_home(tokens, end, to) && !body())
            && !(tokens.word_is(end, File::Institutions, "locative") && names_lab(tokens, subject, to))
        {
            end = subject;
        }
    }
    if end == head_end && matches!(tokens.vocabulary.language, "nl" | "id") {
        end = plain_subject(tokens, end, to, cover);
    }
    parenthesis(tokens, end, to, cover).unwrap_or(end)
}

/// `Fellow in Maria Lopez's lab`, `in the Fenwick Lab`: where somebody works, and no subject.
fn names_lab(tokens: &Tokens<'_>, subject: usize, to: usize) -> bool {
    is_lab(tokens, subject, to) || tokens.longest(subject - 1, File::Institutions, "unit").is_some()
}

/// `CEO`, `founder`: the post of somebody who has a company or founded a body, not of who is in charge of a subject.
fn runs_body(tokens: &Tokens<'_>, end: usize) -> bool {
    let begins =
        |at: &usize| tokens.longest(*at, File::Positions, "of_body").is_some_and(|(hit, _)| hit.to == end);
    (end.saturating_sub(NOUNS)..end).any(|at| begins(&at))
}

/// Capitals that no list knows as words: `of Harrow`, not `of Marketing`.
fn is_strange(tokens: &Tokens<'_>, at: usize, to: usize) -> bool {
    let known = [
        File::Common,
        File::Events,
        File::Institutions,
        File::Positions,
        File::Places,
        File::Cues,
        File::Labels,
    ];
    tokens.get(at, to).is_some_and(|token| token.is_capitalised() && !tokens.lists_any(at, &known))
}

/// `professeure ordinaire`, `investigadora titular`: Romance adjectives follow their noun.
fn adjective(tokens: &Tokens<'_>, at: usize, to: usize, cover: &Cover) -> usize {
    let romance = matches!(tokens.vocabulary.language, "fr" | "es" | "pt" | "it");
    let follows = tokens.get(at, to).is_some_and(|token| token.shape == Shape::Lower && token.spaced)
        && !cover.is(at, Part::Institution)
        && !tokens.is_connective(at)
        && !tokens.word_is(at, File::Common, "function")
        && tokens.word(at, File::Cues).is_none()
        && tokens.word(at, File::Positions).is_none();
    if romance && follows { at + 1 } else { at }
}

/// `hoogleraar Waterrecht`, `Dosen Pendidikan Bahasa`: Dutch and Indonesian put the subject right behind the noun.
fn plain_subject(tokens: &Tokens<'_>, at: usize, to: usize, cover: &Cover) -> usize {
    let word = |at: usize| {
        tokens.get(at, to).is_some_and(|token| token.shape == Shape::Title && token.spaced)
            && !cover.is(at, Part::Institution)
            && tokens.word(at, File::Given).is_none()
            && tokens.longest(at, File::Honorifics, "before").is_none()
            && tokens.longest(at, File::Institutions, "head").is_none()
    };
    // `Geotechniek en Bodemdaling`: a second noun behind a conjunction belongs to the first.
    let joined = |at: usize| tokens.word_is(at, File::Institutions, "conjunction") && word(at + 1);
    let most = if tokens.vocabulary.language == "id" { 3 } else { 1 };
    let end = at + (at..at + most).take_while(|&at| word(at)).count();
    if end > at && joined(end) { end + 2 } else { end }
}

pub(in crate::annotate) fn is_article(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.word_is(at, File::Institutions, "article")
}

/// The end of the capitalised words of a subject; `None` where an institution, a place or a person's title stands there instead.
fn subject(tokens: &Tokens<'_>, from: usize, to: usize, cover: &Cover) -> Option<usize> {
    let mut at = from;
    let mut end = None;
    // `Director of GIPS`: capitals that are no subject (`IT`, `HR`) are an institution's.
    let capitals = |at: usize| tokens.tokens[at].shape == Shape::Upper && tokens.tokens[at].span.len() > 2;
    if tokens.get(at, to).is_some() && capitals(at) && !is_modifier(tokens, at) {
        return None;
    }
    while at < to && !cover.is(at, Part::Institution) {
        let token = tokens.tokens[at];
        if token.is_capitalised() && tokens.longest(at, File::Honorifics, "before").is_none() {
            if at > from && begins_name(tokens, at, to) {
                break;
            }
            if tokens.word_is(at, File::Places, "country")
                || tokens.longest(at, File::Positions, "head").is_some()
            {
                break;
            }
            at += 1;
            end = Some(at);
        } else if end.is_some()
            && joins(tokens, at)
            && tokens.get(at + 1, to).is_some_and(|next| next.is_capitalised() || is_article(tokens, at + 1))
        {
            at += 1;
            while at < to && is_article(tokens, at) {
                at += 1;
            }
        } else if end.is_none()
            && token.shape == Shape::Lower
            && !tokens.word_is(at, File::Common, "function")
            && !tokens.is_connective(at)
            && tells_nothing(tokens, at)
        {
            return lower_subject(tokens, at, to, cover);
        } else {
            break;
        }
    }
    // `of Commerce and` with the institution next: what hangs at the end is no part.
    end
}

/// `schepen van Cultuur Maria Lopez`: behind the subject a given name, which is no other word, and one word more.
fn begins_name(tokens: &Tokens<'_>, at: usize, to: usize) -> bool {
    let given =
        tokens.word(at, File::Given).is_some_and(|sense| sense.value.split(' ').all(|tag| tag != "word"));
    given
        && tokens.tokens[at - 1].is_capitalised()
        && tokens.word(at, File::Common).is_none()
        && tokens.get(at + 1, to).is_some_and(|next| next.is_capitalised() && next.spaced)
}

/// No cue; `projet` is one only of a series.
fn tells_nothing(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.word(at, File::Cues).is_none_or(|sense| sense.class == "series_head")
}

/// `professor of computer science`: small words up to the next mark or preposition.
fn lower_subject(tokens: &Tokens<'_>, from: usize, to: usize, cover: &Cover) -> Option<usize> {
    let end = (from..to.min(from + 5))
        .take_while(|&at| {
            tokens.tokens[at].shape == Shape::Lower
                && !cover.is(at, Part::Institution)
                && (at == from || !tokens.word_is(at, File::Common, "function"))
                && tells_nothing(tokens, at)
        })
        .last()?
        + 1;
    Some(further(tokens, end, to.min(from + SUBJECT), cover))
}

/// Most tokens of a subject in small letters.
const SUBJECT: usize = 9;

/// `responsable de clubes de lectura`, `directora de producción y planeación`: Romance subjects go on behind their small words.
fn further(tokens: &Tokens<'_>, end: usize, to: usize, cover: &Cover) -> usize {
    let romance = matches!(tokens.vocabulary.language, "fr" | "es" | "pt" | "it");
    let small =
        |at: usize| ["link", "conjunction"].iter().any(|class| tokens.word_is(at, File::Institutions, class));
    let noun = |at: usize| {
        tokens.get(at, to).is_some_and(|token| token.shape == Shape::Lower)
            && !cover.is(at, Part::Institution)
            && !tokens.is_connective(at)
            && !tokens.word_is(at, File::Common, "function")
            && tokens.word(at, File::Cues).is_none()
            && tokens.longest(at, File::Positions, "head").is_none()
    };
    let mut end = end;
    while romance && end + 1 < to && small(end) && noun(end + 1) {
        end += 2;
        // `producción audiovisual`
        end += usize::from(end < to && noun(end) && !small(end));
    }
    end
}

fn joins(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.tokens[at].is('&') || tokens.word_is(at, File::Institutions, "link")
}

/// The end of a parenthesis of a few capitalised words right after the post.
fn parenthesis(tokens: &Tokens<'_>, at: usize, to: usize, cover: &Cover) -> Option<usize> {
    tokens.get(at, to).filter(|token| token.is('('))?;
    let close = (at + 1..to.min(at + 9)).find(|&at| tokens.tokens[at].is(')'))?;
    let words = (at + 1..close).all(|at| {
        !cover.is(at, Part::Institution) && (tokens.tokens[at].is_word() || tokens.tokens[at].is('&'))
    });
    let acronym = close == at + 2 && tokens.tokens[at + 1].shape == Shape::Upper;
    (words && close > at + 1 && !acronym && tokens.tokens[at + 1].is_capitalised()).then_some(close + 1)
}
