//! Relevance: who belongs to the announcement. A name that is surely one does, and so does anybody whom something relates to it; who is only
//! named under `Past talks` or `Related news` does not.

use crate::annotate::Mention;
use crate::relate::draft::Draft;
use crate::relate::people::neighbours::stands_alone;

/// A recogniser as sure as this needs nobody to confirm that a name is one.
const SURE: f32 = 0.79;

/// Says of every person whether the announcement is about the person.
pub(crate) fn judge(draft: &mut Draft<'_>) {
    let elsewhere = elsewhere(draft);
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
            (related || named) && !mentions().all(|(_, mention)| elsewhere[block(draft, mention)])
        })
        .collect();
    for (person, relevant) in draft.people.list.iter_mut().zip(relevant) {
        person.relevant = relevant;
    }
}

/// The block of a mention.
fn block(draft: &Draft<'_>, mention: &Mention) -> usize {
    let tokens = &draft.annotations.tokens;
    tokens.sentences.get(tokens.sentence_of(mention.from)).map_or(0, |sentence| sentence.block)
}

/// For each block, whether its heading, or its own first words, say that it tells of something else.
fn elsewhere(draft: &Draft<'_>) -> Vec<bool> {
    let tokens = &draft.annotations.tokens;
    let says = |block: usize| {
        let (from, to) = tokens.blocks[block];
        let opens = (from..to).find(|&at| tokens.tokens[at].is_word());
        opens.is_some_and(|at| tokens.cues(at).any(|class| class == "elsewhere"))
    };
    let blocks = draft.document.blocks.iter().enumerate();
    blocks
        .map(|(index, block)| says(index) || block.heading.is_some_and(|heading| says(heading as usize)))
        .collect()
}
