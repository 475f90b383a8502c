//! Posts: a head noun with what stands before it (`Acting Deputy`) and the subject after it (`of Computer Science`).
//! Where the words after `of` name a department or an institution they are left out: relating them is a later stage's work.

use crate::annotate::Flags;
use crate::annotate::mention::{Kind, Mention, PositionMention};
use crate::annotate::token::Shape;
use crate::annotate::tokens::Tokens;
use crate::annotate::vocabulary::File;

/// Finds the posts of a sentence; `taken` says which tokens an institution or a unit covers.
pub(crate) fn find(tokens: &Tokens<'_>, from: usize, to: usize, taken: &Flags, mentions: &mut Vec<Mention>) {
    let mut at = from;
    while at < to {
        let found = if taken[at] { None } else { head(tokens, at, to) };
        let Some(head_end) = found else {
            at += 1;
            continue;
        };
        let start = modifiers(tokens, at, from, taken);
        let past = start.1;
        let end = complement(tokens, head_end, to, taken);
        mentions.push(Mention {
            span: tokens.span(start.0, end),
            from: start.0,
            to: end,
            kind: Kind::Position(PositionMention { head: tokens.span(at, head_end), past }),
            rule: "position.head",
            confidence: if tokens.tokens[at].is_capitalised() { 0.85 } else { 0.7 },
        });
        at = end;
    }
}

/// The end of the head noun that begins here; `Chair:` and other labels are no posts.
fn head(tokens: &Tokens<'_>, at: usize, to: usize) -> Option<usize> {
    let (hit, _) = tokens.longest(at, File::Positions, "head")?;
    let end = hit.to;
    let label = tokens.get(end, to).is_some_and(|next| next.is(':'));
    (end <= to && !label).then_some(end)
}

/// The first token of `Acting Deputy …`, and whether a word says that the post is past.
fn modifiers(tokens: &Tokens<'_>, head: usize, from: usize, taken: &Flags) -> (usize, bool) {
    let mut start = head;
    let mut past = false;
    while start > from {
        let before = start - 1;
        let token = tokens.tokens[before];
        if taken[before] || !(token.is_word() || token.is('-') || token.is('&')) {
            break;
        }
        if tokens.word_is(before, File::Positions, "past") {
            past = true;
            break;
        }
        let modifier = tokens.word_is(before, File::Positions, "modifier");
        let joined = (token.is('&') || token.is('-')) && start < head;
        let subject = token.is_capitalised()
            && tokens.tokens[head].is_capitalised()
            && tokens.word(before, File::Common).is_some_and(|sense| sense.class == "word")
            && tokens.word(before, File::Honorifics).is_none()
            && before > from;
        if !(modifier || joined || subject) {
            break;
        }
        start = before;
    }
    while start < head && matches!(tokens.tokens[start].shape, Shape::Mark(_)) {
        start += 1;
    }
    (start, past)
}

/// The end of `(Planning & Estates)` and of `of Computer Science`.
fn complement(tokens: &Tokens<'_>, head_end: usize, to: usize, taken: &Flags) -> usize {
    let mut end = parenthesis(tokens, head_end, to, taken).unwrap_or(head_end);
    if tokens.word_is(end, File::Institutions, "link") && end < to {
        let mut at = end + 1;
        while at < to && is_article(tokens, at) {
            at += 1;
        }
        if let Some(subject) = subject(tokens, at, to, taken) {
            end = subject;
        }
    }
    if end == head_end && matches!(tokens.vocabulary.language, "nl") {
        end = plain_subject(tokens, end, to, taken);
    }
    parenthesis(tokens, end, to, taken).unwrap_or(end)
}

/// `hoogleraar Waterrecht`: Dutch puts the subject right behind the noun.
fn plain_subject(tokens: &Tokens<'_>, at: usize, to: usize, taken: &Flags) -> usize {
    let subject = tokens.get(at, to).is_some_and(|token| token.shape == Shape::Title && token.spaced)
        && !taken[at]
        && tokens.word(at, File::Given).is_none()
        && tokens.longest(at, File::Honorifics, "before").is_none();
    if subject { at + 1 } else { at }
}

fn is_article(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.word_is(at, File::Institutions, "article")
}

/// The end of the capitalised words of a subject; `None` where an institution, a place or a person's title stands there instead.
fn subject(tokens: &Tokens<'_>, from: usize, to: usize, taken: &Flags) -> Option<usize> {
    let mut at = from;
    let mut end = None;
    while at < to && !taken[at] {
        let token = tokens.tokens[at];
        if token.is_capitalised() && tokens.longest(at, File::Honorifics, "before").is_none() {
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
            && tokens.word(at, File::Common).is_some()
            && !is_article(tokens, at)
        {
            return lower_subject(tokens, at, to, taken);
        } else {
            break;
        }
    }
    // `of Commerce and` with the institution next: what hangs at the end is no part.
    end
}

/// `professor of computer science`: small words up to the next mark or preposition.
fn lower_subject(tokens: &Tokens<'_>, from: usize, to: usize, taken: &Flags) -> Option<usize> {
    let end = (from..to.min(from + 5))
        .take_while(|&at| {
            tokens.tokens[at].shape == Shape::Lower
                && !taken[at]
                && (at == from || !tokens.word_is(at, File::Common, "function"))
                && tokens.word(at, File::Cues).is_none()
        })
        .last()?
        + 1;
    Some(end)
}

fn joins(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.tokens[at].is('&') || tokens.word_is(at, File::Institutions, "link")
}

/// The end of a parenthesis of a few capitalised words right after the post.
fn parenthesis(tokens: &Tokens<'_>, at: usize, to: usize, taken: &Flags) -> Option<usize> {
    tokens.get(at, to).filter(|token| token.is('('))?;
    let close = (at + 1..to.min(at + 9)).find(|&at| tokens.tokens[at].is(')'))?;
    let words =
        (at + 1..close).all(|at| !taken[at] && (tokens.tokens[at].is_word() || tokens.tokens[at].is('&')));
    let acronym = close == at + 2 && tokens.tokens[at + 1].shape == Shape::Upper;
    (words && close > at + 1 && !acronym && tokens.tokens[at + 1].is_capitalised()).then_some(close + 1)
}
