//! Names in Han script: a surname and one or two characters beside a title, a post, a label or a cue that only a person has.

use crate::annotate::Flags;
use crate::annotate::mention::{Kind, Mention, PersonMention};
use crate::annotate::token::Shape;
use crate::annotate::tokens::Tokens;
use crate::annotate::vocabulary::File;

/// Names in Han script: a surname and one or two characters beside a title, a post or a label.
pub(crate) fn find_han(
    tokens: &Tokens<'_>,
    from: usize,
    to: usize,
    taken: &Flags,
    mentions: &mut Vec<Mention>,
) {
    let mut at = from;
    while at < to {
        let found = if tokens.tokens[at].shape == Shape::Ideograph && !taken[at] {
            han_name(tokens, at, from, to, taken)
        } else {
            None
        };
        let Some((end, rule)) = found else {
            at += 1;
            continue;
        };
        let mut after = Vec::new();
        let mut stop = end;
        while let Some((hit, _)) =
            tokens.longest(stop, File::Honorifics, "after").filter(|(hit, _)| hit.to <= to)
        {
            after.push(tokens.span(stop, hit.to));
            stop = hit.to;
        }
        mentions.push(Mention {
            span: tokens.span(at, stop),
            from: at,
            to: stop,
            kind: Kind::Person(PersonMention { name: tokens.span(at, end), before: Vec::new(), after }),
            rule,
            confidence: if rule == "person.han.title" { 0.9 } else { 0.7 },
        });
        at = stop;
    }
}

/// A surname at `at`, then one or two characters, with something beside it that only a person has.
fn han_name(
    tokens: &Tokens<'_>,
    at: usize,
    from: usize,
    to: usize,
    taken: &Flags,
) -> Option<(usize, &'static str)> {
    let surname = tokens
        .hits(at)
        .iter()
        .rev()
        .find(|hit| {
            hit.of(File::Family).is_some_and(|sense| sense.value.contains("zh") || sense.value.contains("ja"))
        })?
        .to;
    let free = |end: usize| {
        end <= to && (at..end).all(|at| tokens.tokens[at].shape == Shape::Ideograph && !taken[at])
    };
    let titled = |end: usize| {
        end < to
            && (tokens.longest(end, File::Honorifics, "after").is_some()
                || tokens.longest(end, File::Positions, "head").is_some())
    };
    let begins = at == from || starts_name(tokens, at, from);
    for length in [2, 1, 3] {
        let end = surname + length;
        if free(end) && titled(end) && begins {
            return Some((end, "person.han.title"));
        }
    }
    let lone =
        |end: usize| tokens.get(end, to).is_none_or(|next| next.shape != Shape::Ideograph || next.spaced);
    let after_cue = preceded(tokens, at, from);
    [2, 1]
        .into_iter()
        .map(|length| surname + length)
        .find(|&end| free(end) && (lone(end) || ends_before_cue(tokens, end)) && after_cue)
        .map(|end| (end, "person.han.cue"))
}

/// Not in the middle of a word: a mark, a space, or the end of a phrase of the vocabulary stands before it.
fn starts_name(tokens: &Tokens<'_>, at: usize, from: usize) -> bool {
    tokens.tokens[at].spaced || tokens.tokens[at - 1].shape != Shape::Ideograph || preceded(tokens, at, from)
}

fn preceded(tokens: &Tokens<'_>, at: usize, from: usize) -> bool {
    let before = (from..at)
        .rev()
        .find(|&at| !matches!(tokens.tokens[at].shape, Shape::Mark(':' | '：' | '、' | '，' | '\n')));
    before.is_some_and(|before| {
        (before.saturating_sub(4).max(from)..=before).any(|start| {
            tokens.hits(start).iter().any(|hit| {
                hit.to == before + 1
                    && hit.senses.iter().any(|sense| {
                        matches!(sense.file, File::Cues | File::Labels | File::Positions | File::Institutions)
                            || sense.file == File::Common
                    })
            })
        })
    })
}

fn ends_before_cue(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens
        .hits(at)
        .iter()
        .any(|hit| hit.senses.iter().any(|sense| matches!(sense.file, File::Cues | File::Common)))
}
