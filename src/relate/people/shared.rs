//! Shared homes: `Ann Lee and Maria Lopez (Fenwick College)`. Who is joined to the person before a parenthesis belongs where that person does, and
//! where a semicolon parts as many institutions as there are people, each has one.

use crate::annotate::{File, Mention};
use crate::fact::{Fact, Support};
use crate::records::Change;
use crate::relate::draft::Draft;
use crate::relate::people::posts::Post;

/// Most people who share a home.
const MOST: usize = 4;

/// Gives the people of such chains their homes.
pub(crate) fn read(draft: &mut Draft<'_>) {
    for chain in chains(draft) {
        let homes = homes(draft, &chain);
        for (at, &person) in chain.people.iter().enumerate().take(chain.people.len() - 1) {
            let home =
                if chain.parted && homes.len() == chain.people.len() { homes.get(at) } else { homes.first() };
            if let Some((id, support)) = home.filter(|_| draft.people.list[person].posts.is_empty()) {
                draft.people.list[person].posts.push(affiliation(*id, support));
            }
        }
    }
}

fn affiliation(institution: usize, support: &Support) -> Post {
    let support = Support { rule: "home.shared", confidence: 0.7, ..support.clone() };
    Post {
        title: None,
        head: String::new(),
        unit: None,
        institution: Some(Fact::new(institution, support)),
        change: Change::Holds,
        effective: None,
        past: false,
    }
}

/// People in a row before a parenthesis.
struct Chain {
    people: Vec<usize>,
    /// The tokens of the parenthesis.
    inside: (usize, usize),
    /// A semicolon stands in it.
    parted: bool,
}

/// The chains of two people or more.
fn chains(draft: &Draft<'_>) -> Vec<Chain> {
    let tokens = &draft.annotations.tokens;
    let people: Vec<(usize, &Mention)> = draft
        .annotations
        .mentions
        .iter()
        .enumerate()
        .filter(|(_, mention)| mention.person().is_some())
        .collect();
    let mut chains = Vec::new();
    for (last, (index, mention)) in people.iter().enumerate() {
        if !tokens.tokens.get(mention.to).is_some_and(|mark| mark.is('(') || mark.is('（')) {
            continue;
        }
        let joined = |pair: &&[(usize, &Mention)]| joins(draft, pair[0].1.to, pair[1].1.from);
        let before = people[..=last].windows(2).rev().take(MOST - 1).take_while(joined).count();
        let close = (mention.to..tokens.tokens.len().min(mention.to + REACH))
            .find(|&at| tokens.tokens[at].is(')') || tokens.tokens[at].is('）'));
        let Some(close) = close.filter(|_| before > 0) else { continue };
        let ids = people[last - before..=last].iter().map(|(index, _)| draft.people.of(*index));
        let inside = (mention.to + 1, close);
        let parted = (inside.0..close).any(|at| tokens.tokens[at].is(';'));
        let same = draft.people.of(*index).is_some();
        if let Some(people) = ids.collect::<Option<Vec<usize>>>().filter(|_| same) {
            chains.push(Chain { people, inside, parted });
        }
    }
    chains
}

/// Longest parenthesis, in tokens.
const REACH: usize = 30;

/// Nothing but a comma, `&` and a conjunction stand between two names, the conjunction among them.
fn joins(draft: &Draft<'_>, from: usize, to: usize) -> bool {
    let tokens = &draft.annotations.tokens;
    let and = |at: usize| tokens.tokens[at].is('&') || tokens.word_is(at, File::Institutions, "conjunction");
    from < to
        && to - from <= 2
        && (from..to).all(|at| and(at) || tokens.tokens[at].is(','))
        && (from..to).any(and)
}

/// The institutions that the last person of a chain has from the parenthesis.
fn homes(draft: &Draft<'_>, chain: &Chain) -> Vec<(usize, Support)> {
    let inside = draft.annotations.tokens.span(chain.inside.0, chain.inside.1.max(chain.inside.0 + 1));
    let Some(last) = chain.people.last() else { return Vec::new() };
    let posts = draft.people.list[*last].posts.iter().filter_map(|post| post.institution.as_ref());
    let of_place = |home: &&Fact<usize>| {
        home.support.first().and_then(|support| support.span).is_some_and(|span| inside.contains(span))
    };
    posts.filter(of_place).map(|home| (home.value, home.support[0].clone())).collect()
}
