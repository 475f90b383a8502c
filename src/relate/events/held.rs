//! Where an event is held that names no room or building: the institution that the sentence of its day says it takes place at.

use crate::annotate::{File, Kind, Mention, Sentence};
use crate::relate::draft::Draft;
use crate::relate::events::venue::place_in;

/// The rule of such venues.
pub(crate) const HELD_AT: &str = "event.held_at";

/// `On 8 October a workshop took place at Fenwick College`: a cue of holding, then the institution behind a word of place.
pub(crate) fn at_institution(draft: &mut Draft<'_>, event: usize, sentence: Sentence) {
    let tokens = &draft.annotations.tokens;
    let held = (sentence.from..sentence.to).find(|&at| tokens.cues(at).any(|class| class == "held"));
    let Some(held) = held.filter(|_| draft.events.list[event].venue.is_none()) else { return };
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
    let found = draft
        .mentions_in(held, sentence.to)
        .map(|(_, mention)| mention)
        .find(|mention| named(mention) && located(mention))
        .map(|mention| (mention.from, mention.to));
    if let Some(range) = found {
        place_in(draft, event, range, HELD_AT, 0.65);
    }
}
