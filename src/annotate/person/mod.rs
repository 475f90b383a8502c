//! People: runs of capitalised words that titles, known names or their company make a name. A title proves one; without it two kinds of
//! evidence must agree, so that `Best Wishes` and `Open Access` stay words.

mod han;
mod judge;

pub(crate) use han::find_han;

use crate::annotate::Flags;
use crate::annotate::mention::{Kind, Mention, PersonMention};
use crate::annotate::token::{Shape, is_apostrophe};
use crate::annotate::tokens::Tokens;
use crate::annotate::vocabulary::{File, Hit};
use crate::span::Span;
use judge::name;

/// Longest name, in tokens.
const LONGEST: usize = 9;

/// What the tokens of a sentence are covered by already.
pub(crate) struct Cover {
    /// Inside an institution, a unit, a date or a quotation's marks.
    pub taken: Flags,
    /// First token of a post.
    pub post_starts: Flags,
    /// One past the last token of a post.
    pub post_ends: Flags,
    /// First token of an institution.
    pub institution_starts: Flags,
}

/// Finds the people of a sentence.
pub(crate) fn find(tokens: &Tokens<'_>, from: usize, to: usize, cover: &Cover, mentions: &mut Vec<Mention>) {
    let mut at = from;
    while at < to {
        let (titles, start) = titles(tokens, at, to);
        let Some(end) = run(tokens, start, to, cover, !titles.is_empty()) else {
            at = start.max(at + 1);
            continue;
        };
        at = if let Some((begin, name_end, rule, confidence)) =
            name(tokens, start, end, from, to, &titles, cover)
        {
            let (after, next) = letters(tokens, name_end, to);
            let first = titles.first().map_or(begin, |title| tokens.range_of(*title).0);
            mentions.push(Mention {
                span: tokens.span(first, next),
                from: first,
                to: next,
                kind: Kind::Person(PersonMention {
                    name: tokens.span(begin, name_end),
                    before: titles,
                    after,
                }),
                rule,
                confidence,
            });
            next
        } else {
            if titles.is_empty() && end - start <= 5 {
                propose(tokens, start, end, cover, mentions);
            }
            end
        };
    }
}

/// Capitalised words that nothing explains yet.
fn propose(tokens: &Tokens<'_>, from: usize, to: usize, cover: &Cover, mentions: &mut Vec<Mention>) {
    let mut from = from;
    while from < to && (tokens.word(from, File::Common).is_some() || tokens.word(from, File::Cues).is_some())
    {
        from += 1;
    }
    if from >= to || (from..to).any(|at| cover.taken[at]) {
        return;
    }
    let kind = Kind::Proper;
    mentions.push(Mention {
        span: tokens.span(from, to),
        from,
        to,
        kind,
        rule: "proper.capitals",
        confidence: 0.3,
    });
}

/// The stack of titles that begins at a token (`Assoc. Prof. Dr.`) and the token after it.
fn titles(tokens: &Tokens<'_>, from: usize, to: usize) -> (Vec<Span>, usize) {
    let mut spans = Vec::new();
    let mut at = from;
    while at < to
        && (tokens.tokens[at].is_capitalised()
            || tokens.vocabulary.language != "en" && tokens.tokens[at].shape == Shape::Lower)
    {
        let close =
            |end: usize, mark: char| tokens.get(end, to).is_some_and(|next| next.is(mark) && !next.spaced);
        let glued = |end: usize| close(end + usize::from(close(end, '.')), '-');
        // `Prof. Dr.` is a title; in `Prof. Dr.-Ing.` it is not.
        let title = |hit: &&Hit<'_>| hit.sense(File::Honorifics, "before").is_some() && !glued(hit.to);
        let Some(hit) = tokens.hits(at).iter().rev().find(title) else { break };
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

/// Letters after a name: `, PhD`, `OBE`, `S.H., M.Hum.`; gives them and the token after.
fn letters(tokens: &Tokens<'_>, from: usize, to: usize) -> (Vec<Span>, usize) {
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

/// The end of the run of words that may be parts of one name.
fn run(tokens: &Tokens<'_>, from: usize, to: usize, cover: &Cover, titled: bool) -> Option<usize> {
    if !(tokens.get(from, to)?.is_capitalised() || titled && particle(tokens, from)) {
        return None;
    }
    let mut at = from;
    let mut end = from;
    while at < to.min(from + LONGEST) && !cover.taken[at] && (at == from || !cover.post_starts[at]) {
        let token = tokens.tokens[at];
        let elided = at > from && tokens.str(at - 1).ends_with(is_apostrophe);
        if at > from && !token.spaced && !elided && !tokens.tokens[at - 1].is('.') && !token.is('.') {
            break;
        }
        if token.is_capitalised() {
            if at > from && breaks(tokens, at) {
                break;
            }
            at += 1;
            end = at;
            let initial = tokens.str(at - 1).chars().count() <= 2 && token.shape != Shape::Title
                || tokens.str(at - 1).chars().count() == 1;
            if initial && tokens.get(at, to).is_some_and(|dot| dot.is('.') && !dot.spaced) {
                at += 1;
                end = at;
            }
        } else if let Some(next) = particles(tokens, at, to) {
            at = next;
        } else if let Some(next) = nickname(tokens, at, to).filter(|_| at > from) {
            at = next;
        } else {
            break;
        }
    }
    (end > from).then_some(end)
}

/// Words that cannot stand inside a name.
fn breaks(tokens: &Tokens<'_>, at: usize) -> bool {
    let title = tokens.longest(at, File::Honorifics, "before").is_some() && tokens.str(at).len() > 2;
    let letters =
        tokens.longest(at, File::Honorifics, "after").is_some() && tokens.tokens[at].shape != Shape::Title;
    title || letters
}

/// One past the particles that lead to another word of the name: `van der`, `van ’t`.
fn particles(tokens: &Tokens<'_>, at: usize, to: usize) -> Option<usize> {
    let small = tokens.get(at, to).is_some_and(|token| token.shape == Shape::Lower);
    let (hit, _) = tokens.longest(at, File::Particles, "particle").filter(|_| small)?;
    let next = tokens.get(hit.to, to)?;
    if next.is_capitalised() { Some(hit.to) } else { particles(tokens, hit.to, to) }
}

fn particle(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.tokens.get(at).is_some_and(|token| token.shape == Shape::Lower)
        && tokens.word(at, File::Particles).is_some()
}

/// `‘Sunny’` between given and family name.
fn nickname(tokens: &Tokens<'_>, at: usize, to: usize) -> Option<usize> {
    let open = tokens
        .get(at, to)
        .filter(|token| matches!(token.shape, Shape::Mark('‘' | '“' | '"' | '\'' | '’' | '(')))?;
    let close = tokens
        .get(at + 2, to)
        .filter(|token| matches!(token.shape, Shape::Mark('’' | '”' | '"' | '\'' | ')')))?;
    let inner = tokens.get(at + 1, to).filter(|token| token.is_capitalised() && !token.spaced)?;
    let next = tokens.get(at + 3, to)?;
    (open.spaced && !close.spaced && inner.is_word() && next.is_capitalised() && next.spaced)
        .then_some(at + 3)
}
