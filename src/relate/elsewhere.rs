//! What a page tells of something else: past talks, other news, what else is coming. Nothing that stands there belongs to the announcement.

use crate::annotate::{Annotations, File, Sentence, Tokens};
use crate::parse::Document;

/// Sentences that tell of something else: their own first words say so, those of their block, or its heading.
#[derive(Debug, Default)]
pub(crate) struct Elsewhere(Vec<bool>);

impl Elsewhere {
    /// Reads the sentences of a page.
    pub(crate) fn of(document: &Document, annotations: &Annotations<'_>) -> Self {
        let tokens = &annotations.tokens;
        let says = |(from, to): (usize, usize)| {
            let first = (from..to).find(|&at| tokens.tokens[at].is_word());
            first.is_some_and(|at| tells_of_others(tokens, at))
        };
        let blocks: Vec<bool> = tokens.blocks.iter().map(|block| says(*block)).collect();
        let heading =
            |block: usize| document.blocks[block].heading.is_some_and(|heading| blocks[heading as usize]);
        let tells = |sentence: &Sentence| {
            blocks[sentence.block] || heading(sentence.block) || says((sentence.from, sentence.to))
        };
        Self(tokens.sentences.iter().map(tells).collect())
    }

    /// Sentences between two tokens belong to the announcement after all.
    pub(crate) fn readmit(&mut self, annotations: &Annotations<'_>, (from, to): (usize, usize)) {
        let tokens = &annotations.tokens;
        let sentences = tokens.sentence_of(from)..=tokens.sentence_of(to.saturating_sub(1).max(from));
        self.0.get_mut(sentences).into_iter().flatten().for_each(|told| *told = false);
    }

    /// A token stands in one of them.
    pub(crate) fn holds(&self, annotations: &Annotations<'_>, at: usize) -> bool {
        self.0.get(annotations.tokens.sentence_of(at)).copied().unwrap_or(false)
    }
}

/// `See also`; `Past talks`, `Earlier laureates`, `More news`: a phrase of its own, or what was, or else is, with a noun of several.
fn tells_of_others(tokens: &Tokens<'_>, at: usize) -> bool {
    let says = |at: usize, class: &str| tokens.cues(at).any(|known| known == class);
    let events = tokens.longest(at + 1, File::Events, "kinds").is_some() || says(at + 1, "news");
    // `Past lecturers: …`, and no `Former Speaker Ann Lee`.
    let people = tokens.longest(at + 1, File::Labels, "speaker").is_some_and(|(hit, _)| {
        tokens.tokens.get(hit.to).is_none_or(|next| next.is(':') || next.is('\n'))
            || ends_block(tokens, hit.to)
    });
    says(at, "elsewhere")
        || says(at, "former") && (events || people || says(at + 1, "edition"))
        || says(at, "other") && events
}

/// A token is the first of a block.
fn ends_block(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.blocks.binary_search_by_key(&at, |(from, _)| *from).is_ok()
}
