//! Sentences that lead to a list: `The workshop is organised by:`, `Our invited speakers are:`, `The members appointed by the mayor include:`.

use crate::annotate::token::Shape;
use crate::annotate::{Annotations, File, Mention};
use crate::relate::fields::names_somebody;

/// Most tokens of such a sentence.
const LONGEST: usize = 30;

/// What a sentence ends with that says what those in a list below it do, and the class of the label that says the same.
const ENDS: [(&str, &str); 3] = [("organize", "organizer"), ("chair", "chair"), ("moderate", "moderator")];

/// What is done to those in a list below.
const DONE: [&str; 2] = ["appoint", "elect"];

/// The class of the label that the last sentence of a stretch stands for, which a colon ends, and where it begins.
pub(super) fn lead_in(
    annotations: &Annotations<'_>,
    from: usize,
    to: usize,
) -> Option<(&'static str, usize)> {
    let tokens = &annotations.tokens;
    let colon = to
        .checked_sub(1)
        .filter(|&at| at > from && matches!(tokens.tokens[at].shape, Shape::Mark(':' | '：')))?;
    let start =
        tokens.sentences.get(tokens.sentence_of(colon)).map_or(from, |sentence| sentence.from.max(from));
    if colon - start > LONGEST {
        return None;
    }
    let ends = |(class, _): &&(&str, &str)| {
        (start..colon).any(|at| tokens.longest(at, File::Cues, class).is_some_and(|(hit, _)| hit.to == colon))
    };
    if let Some((_, label)) = ENDS.iter().find(ends) {
        return Some((label, start));
    }
    let done = |at: usize| DONE.iter().any(|class| tokens.longest(at, File::Cues, class).is_some());
    if (start..colon).any(done) {
        return Some(("appointee", start));
    }
    let person = |mention: &Mention| mention.person().is_some() && mention.to > start && mention.from < colon;
    let first = annotations.mentions.partition_point(|mention| mention.from < start);
    let named = annotations.mentions[first..].iter().take_while(|mention| mention.from < colon).any(person);
    let label = |at: usize| {
        let sense = tokens.hits(at).iter().rev().find_map(|hit| hit.of(File::Labels))?;
        names_somebody(sense.class).then_some(sense.class)
    };
    // `Speakers are asked to send:` tells of no speakers, but `our speakers are:` ends soon.
    let class = (start..colon).rev().take(NEAR).find_map(label).filter(|_| !named)?;
    Some((class, start))
}

/// As near to the colon stands who they are: `speakers have confirmed`.
const NEAR: usize = 4;
