//! Where an event is held that names no room or building: the institution that the sentence of its day says it takes place at.

use crate::annotate::{File, Kind, Mention, Sentence};
use crate::relate::draft::Draft;
use crate::relate::events::town;
use crate::relate::events::venue::place_in;

/// The rule of such venues.
pub(crate) const HELD_AT: &str = "event.held_at";

/// `On 8 October a workshop took place at Fenwick College`: gives an event the institution as its venue.
pub(crate) fn at_institution(draft: &mut Draft<'_>, event: usize, sentence: Sentence) {
    let found = held_at(draft, sentence).filter(|_| draft.events.list[event].venue.is_none());
    if let Some(mention) = found.map(|index| &draft.annotations.mentions[index]) {
        let end = draft.annotations.tokens.sentences[draft.annotations.tokens.sentence_of(mention.from)].to;
        place_in(draft, event, (mention.from, mention.to), HELD_AT, 0.65);
        if let Some(to) = town_behind(draft, mention, end).filter(|_| draft.events.list[event].city.is_none())
        {
            town::take(draft, event, (mention.to + 1, to), HELD_AT);
        }
    }
}

/// The institution of a sentence that says where something is held: a cue of holding, then the institution behind a word of place.
pub(crate) fn held_at(draft: &Draft<'_>, sentence: Sentence) -> Option<usize> {
    let tokens = &draft.annotations.tokens;
    let cue = (sentence.from..sentence.to).find(|&at| tokens.cues(at).any(|class| class == "held"));
    // `June 26, 2017 at Fenwick College`
    let held = cue.or_else(|| {
        let mut days = draft.mentions_in(sentence.from, sentence.to).filter(|(_, day)| {
            day.date().is_some_and(|date| date.start.is_some_and(|start| start.day.is_some()))
        });
        days.find(|(_, day)| tokens.word_is(day.to, File::Institutions, "locative")).map(|(_, day)| day.to)
    })?;
    let located = |mention: &Mention| {
        let before =
            (held..mention.from).rev().find(|&at| !tokens.word_is(at, File::Institutions, "article"));
        before.is_some_and(|at| tokens.word_is(at, File::Institutions, "locative"))
    };
    // Capitals alone are an institution where the town or the country it is in follows: `held in NRIF, Norland`.
    let named = |mention: &Mention| match mention.kind {
        Kind::Institution(_) => true,
        Kind::Acronym => town_behind(draft, mention, sentence.to).is_some(),
        _ => false,
    };
    let mut mentions = draft.mentions_in(held, sentence.to);
    mentions.find(|(_, mention)| named(mention) && located(mention)).map(|(index, _)| index)
}

/// One past the place behind an institution: `at NRIF in Fenwick, Norland`.
fn town_behind(draft: &Draft<'_>, mention: &Mention, end: usize) -> Option<usize> {
    let tokens = &draft.annotations.tokens;
    let mark = tokens.get(mention.to, end).is_some_and(|mark| mark.is(','))
        || tokens.word_is(mention.to, File::Institutions, "locative");
    let place = |mention: &Mention| matches!(mention.kind, Kind::Place { .. });
    let country = || {
        let mut next = draft.mentions_in(mention.to + 1, end.min(mention.to + 2));
        next.find(|(_, next)| place(next)).map(|(_, next)| next.to)
    };
    town::town_at(draft, mention.to + 1, end).or_else(country).filter(|_| mark)
}
