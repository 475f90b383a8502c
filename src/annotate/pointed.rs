//! Nouns that point to an institution named elsewhere: `the rector of the university`, `Direktorin des Stiftsmuseums`.

use crate::annotate::position::is_article;
use crate::annotate::token::{Token, key};
use crate::annotate::tokens::Tokens;
use crate::annotate::vocabulary::File;

/// `of the university`, `del Archivo`: a noun of institutions without a name, which points to one named elsewhere.
pub(crate) fn points_home(tokens: &Tokens<'_>, at: usize, to: usize) -> bool {
    pointed(tokens, at, to).is_some()
}

/// The tokens of such a noun.
pub(crate) fn pointed(tokens: &Tokens<'_>, at: usize, to: usize) -> Option<(usize, usize)> {
    let joined = |at: usize| {
        tokens.word_is(at, File::Institutions, "link") || tokens.word_is(at, File::Institutions, "article")
    };
    let noun = (at..to.min(at + 3)).find(|&at| !joined(at)).filter(|noun| *noun > at);
    // `Head of Archives`: without an article English names what the post is about.
    let told = |noun: &usize| tokens.vocabulary.language != "en" || is_article(tokens, noun - 1);
    let noun = noun.filter(told);
    let noun = noun.filter(|&noun| noun < to)?;
    let hit = NOUNS_OF_BODIES.iter().find_map(|class| tokens.longest(noun, File::Institutions, class));
    let end = hit.map(|(hit, _)| hit.to).or_else(|| is_compound(tokens, noun).then_some(noun + 1))?;
    let goes_on = tokens.get(end, to).is_some_and(|next| {
        next.is_capitalised() && next.spaced
            || joined(end) && tokens.get(end + 1, to).is_some_and(Token::is_word)
    });
    (!goes_on).then_some((noun, end))
}

/// Classes of nouns that institutions and their parts are called by.
const NOUNS_OF_BODIES: [&str; 3] = ["head", "unit", "department"];

/// `Stiftsmuseums`, `Instituts`: a German or Dutch noun that ends in one of institutions, also with the `s` of the genitive.
fn is_compound(tokens: &Tokens<'_>, at: usize) -> bool {
    if !tokens.has_compounds() || !tokens.tokens[at].is_word() {
        return false;
    }
    let word = tokens.str(at);
    let tail = |stem: &str| {
        stem.char_indices().filter(|(start, _)| *start != 1 && *start != 2 && stem.len() - start >= 4).any(
            |(start, _)| {
                let senses = tokens.vocabulary.word(key(&stem[start..]));
                senses
                    .iter()
                    .any(|sense| sense.file == File::Institutions && NOUNS_OF_BODIES.contains(&sense.class))
            },
        )
    };
    [Some(word), word.strip_suffix('s'), word.strip_suffix("es")].into_iter().flatten().any(tail)
}
