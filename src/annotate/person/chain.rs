//! Chains: `A, B and C`. Where one is a person, the others are, if they may be names; a comma alone proves that only of a word known as a name,
//! for what stands after it may be where the person belongs.

use crate::annotate::mention::{Kind, Mention};
use crate::annotate::person::judge::{has_name, may_name};
use crate::annotate::person::promote;
use crate::annotate::tokens::Tokens;
use crate::annotate::vocabulary::File;

/// As many names between commas, or one before `and`, make a list of people.
const LIST: usize = 3;

/// What stands between two members.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Link {
    Comma,
    And,
}

/// Makes people of the unexplained names in chains with a person; the mentions are of one sentence, in text order.
pub(crate) fn complete(tokens: &Tokens<'_>, mentions: &mut [Mention]) {
    let mut from = 0;
    while from < mentions.len() {
        let mut links = Vec::new();
        while let Some(link) = mentions
            .get(from + links.len() + 1)
            .and_then(|next| link(tokens, &mentions[from + links.len()], next))
        {
            links.push(link);
        }
        let to = from + links.len() + 1;
        settle(tokens, &mut mentions[from..to], &links);
        from = to;
    }
}

fn settle(tokens: &Tokens<'_>, chain: &mut [Mention], links: &[Link]) {
    let person = |mention: &Mention| matches!(mention.kind, Kind::Person(_));
    if links.is_empty() || !chain.iter().any(person) {
        return;
    }
    let plausible = |mention: &Mention| person(mention) || may_name(tokens, mention.from, mention.to);
    let known = |mention: &Mention| person(mention) || has_name(tokens, mention.from, mention.to);
    let list = chain.len() >= LIST
        && chain.iter().all(plausible)
        && chain.iter().filter(|mention| known(mention)).count() * 2 >= chain.len();
    for at in 0..chain.len() {
        let joined =
            links.get(at).is_some_and(|link| *link == Link::And) || at > 0 && links[at - 1] == Link::And;
        if !person(&chain[at]) && (list || joined || known(&chain[at])) {
            promote(tokens, &mut chain[at], "person.chain");
        }
    }
}

/// A comma, `and`, `&`, or both, between two mentions.
fn link(tokens: &Tokens<'_>, one: &Mention, next: &Mention) -> Option<Link> {
    let from = aside(tokens, one.to, next.from);
    let between = (from..next.from).filter(|at| !tokens.tokens[*at].is('\n'));
    let and = |at: usize| tokens.tokens[at].is('&') || tokens.word_is(at, File::Institutions, "conjunction");
    let comma = |at: usize| [',', ';', '/', '、'].iter().any(|mark| tokens.tokens[at].is(*mark));
    let marks: Vec<bool> =
        between.map(|at| and(at).then_some(true).or(comma(at).then_some(false))).collect::<Option<_>>()?;
    match marks[..] {
        [true] | [false, true] => Some(Link::And),
        [false] => Some(Link::Comma),
        _ => None,
    }
}

/// One past `(chair)` behind a name, if such a remark stands there.
fn aside(tokens: &Tokens<'_>, from: usize, to: usize) -> usize {
    let opens = tokens.get(from, to).is_some_and(|mark| mark.is('('));
    let close =
        (from..to).find(|&at| tokens.tokens[at].is(')')).filter(|close| opens && close - from <= ASIDE);
    close.map_or(from, |close| close + 1)
}

/// Longest remark in parentheses, in tokens.
const ASIDE: usize = 8;
