//! Where an event is held that names no room or building: the institution that the sentence of its day says it takes place at.

use crate::annotate::{File, Kind, Mention, Sentence};
use crate::relate::draft::Draft;
use crate::relate::events::venue::place_in;

/// The rule of such venues.
pub(crate) const HELD_AT: &str = "event.held_at";

/// `On 8 October a workshop took place at Fenwick College`: gives an event the institution as its venue.
pub(crate) fn at_institution(draft: &mut Draft<'_>, event: usize, sentence: Sentence) {
    let found = held_at(draft, sentence).filter(|_| draft.events.list[event].venue.is_none());
    if let Some(mention) = found.map(|index| &draft.annotations.mentions[index]) {
        place_in(draft, event, (mention.from, mention.to), HELD_AT, 0.65);
    }
}

/// The institution of a sentence that says where something is held: a cue of holding, then the institution behind a word of place.
pub(crate) fn held_at(draft: &Draft<'_>, sentence: Sentence) -> Option<usize> {
    let tokens = &draft.annotations.tokens;
    let held = (sentence.from..sentence.to).find(|&at| tokens.cues(at).any(|class| class == "held"))?;
    let located = |mention: &Mention| {
        let before =
            (held..mention.from).rev().find(|&at| !tokens.word_is(at, File::Institutions, "article"));
        before.is_some_and(|at| tokens.word_is(at, File::Institutions, "locative"))
    };
    let place = |mention: &Mention| matches!(mention.kind, Kind::Place { .. });
    // Capitals alone are an institution where a town or a country follows: `held in NRIF, Norland`.
    let named = |mention: &Mention| match mention.kind {
        Kind::Institution(_) => true,
        Kind::Acronym => {
            draft.mentions_in(mention.to + 1, sentence.to.min(mention.to + 2)).any(|(_, next)| place(next))
        }
        _ => false,
    };
    let mut mentions = draft.mentions_in(held, sentence.to);
    mentions.find(|(_, mention)| named(mention) && located(mention)).map(|(index, _)| index)
}
