//! Relevance: who belongs to the announcement. A name that is surely one does, and so does anybody whom something relates to it; who is only
//! named under `Past talks` or `Related news` does not.

use crate::annotate::{Mention, Sentence};
use crate::relate::draft::Draft;
use crate::relate::people::neighbours::stands_alone;

/// A recogniser as sure as this needs nobody to confirm that a name is one.
const SURE: f32 = 0.79;

/// Says of every person whether the announcement is about the person.
pub(crate) fn judge(draft: &mut Draft<'_>) {
    let elsewhere = Elsewhere::of(draft);
    let relevant: Vec<bool> = draft
        .people
        .list
        .iter()
        .map(|person| {
            let mentions =
                || person.mentions.iter().map(|index| (*index, &draft.annotations.mentions[*index]));
            let related =
                !person.roles.is_empty() || !person.posts.is_empty() || !person.honorifics.is_empty();
            let named =
                mentions().any(|(index, mention)| mention.confidence >= SURE || stands_alone(draft, index));
            (related || named) && !mentions().all(|(_, mention)| elsewhere.holds(draft, mention))
        })
        .collect();
    for (person, relevant) in draft.people.list.iter_mut().zip(relevant) {
        person.relevant = relevant;
    }
}

/// Sentences that tell of something else: their own first words say so, those of their block, or its heading.
struct Elsewhere(Vec<bool>);

impl Elsewhere {
    fn of(draft: &Draft<'_>) -> Self {
        let tokens = &draft.annotations.tokens;
        let says = |(from, to): (usize, usize)| {
            let opens = (from..to).find(|&at| tokens.tokens[at].is_word());
            opens.is_some_and(|at| tokens.cues(at).any(|class| class == "elsewhere"))
        };
        let blocks: Vec<bool> = tokens.blocks.iter().map(|block| says(*block)).collect();
        let heading = |block: usize| {
            draft.document.blocks[block].heading.is_some_and(|heading| blocks[heading as usize])
        };
        let tells = |sentence: &Sentence| {
            blocks[sentence.block] || heading(sentence.block) || says((sentence.from, sentence.to))
        };
        Self(tokens.sentences.iter().map(tells).collect())
    }

    fn holds(&self, draft: &Draft<'_>, mention: &Mention) -> bool {
        let sentence = draft.annotations.tokens.sentence_of(mention.from);
        self.0.get(sentence).copied().unwrap_or(false)
    }
}
