//! Relevance: who belongs to the announcement. A name that is surely one does, and so does anybody whom something relates to it; who is only
//! named under `Past talks` or `Related news` does not.

use crate::annotate::{File, Mention, PersonMention};
use crate::relate::draft::Draft;
use crate::relate::people::Person;
use crate::relate::people::neighbours::stands_alone;
use crate::span::Span;

/// A recogniser as sure as this needs nobody to confirm that a name is one.
pub(crate) const SURE: f32 = 0.79;

/// Says of every person whether the announcement is about the person.
pub(crate) fn judge(draft: &mut Draft<'_>) {
    let people = draft.people.list.iter();
    let related: Vec<bool> = people.map(|person| is_related(draft, person)).collect();
    // Where nobody does anything, holds a post or is addressed, as in a list of plants, capitalised words are no names.
    let peopled = related.contains(&true);
    let relevant: Vec<bool> = draft
        .people
        .list
        .iter()
        .zip(related)
        .map(|(person, related)| {
            let mentions =
                || person.mentions.iter().map(|index| (*index, &draft.annotations.mentions[*index]));
            let sure = |(index, mention): (usize, &Mention)| {
                mention.confidence >= SURE || stands_alone(draft, index)
            };
            (related || peopled && mentions().any(sure))
                && !mentions().all(|(_, mention)| draft.elsewhere.holds(draft.annotations, mention.from))
        })
        .collect();
    for (person, relevant) in draft.people.list.iter_mut().zip(relevant) {
        person.relevant = relevant;
    }
}

/// Rules by which only people are named: a cue or a label beside the name, its initials, or a comma behind its surname.
const PROVEN: [&str; 4] = ["person.cue", "person.context", "person.initials", "person.inverted"];

/// The person does something, holds a post, is addressed by a title that people alone bear, or is listed as `Hollis, Mary`.
fn is_related(draft: &Draft<'_>, person: &Person) -> bool {
    let addressed = |index: &usize| {
        let mention = &draft.annotations.mentions[*index];
        PROVEN.contains(&mention.rule) || mention.person().is_some_and(|found| is_addressed(draft, found))
    };
    !person.roles.is_empty() || !person.posts.is_empty() || person.mentions.iter().any(addressed)
}

/// `Sir Lancelot`, `Lady Lavender`: one word behind a title that things are called by too.
pub(crate) fn is_mere_title(draft: &Draft<'_>, person: &Person) -> bool {
    let addressed = |index: &usize| {
        draft.annotations.mentions[*index].person().is_some_and(|found| is_addressed(draft, found))
    };
    !person.honorifics.is_empty() && !person.mentions.iter().any(addressed)
}

/// A doctor or a Mrs; an earl or a general only with a known name of two words, for tea and chicken are called after them.
fn is_addressed(draft: &Draft<'_>, person: &PersonMention) -> bool {
    let tokens = &draft.annotations.tokens;
    let (from, to) = tokens.range_of(person.name);
    let known = |at: usize| tokens.word(at, File::Given).is_some() || tokens.word(at, File::Family).is_some();
    let words: Vec<usize> = (from..to).filter(|&at| tokens.tokens[at].is_capitalised()).collect();
    let full = words.len() > 1 && words.iter().any(|at| known(*at));
    let civil = |title: &Span| {
        let title = tokens.longest(tokens.range_of(*title).0, File::Honorifics, "before");
        title.is_none_or(|(_, sense)| matches!(sense.value, "academic" | "courtesy"))
    };
    !person.after.is_empty() || person.before.iter().any(|title| full || civil(title))
}
