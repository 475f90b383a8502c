//! Places without a noun of rooms, right behind a day or an hour: `at 6.30 pm in the Old Bakery`, `às 15h00, no Solar das Acácias`.

use crate::annotate::cover::{Cover, Part};
use crate::annotate::mention::{Kind, Mention};
use crate::annotate::tokens::Tokens;
use crate::annotate::vocabulary::File;

/// Most tokens of such a name.
const LONGEST: usize = 6;

/// Finds what a word of place and an article lead to behind a date.
pub(crate) fn behind_days(tokens: &Tokens<'_>, cover: &Cover, mentions: &mut Vec<Mention>) {
    // Where every noun has a capital, none of them is a name for that.
    if tokens.vocabulary.language == "de" {
        return;
    }
    let dates = mentions.iter().filter(|mention| mention.date().is_some());
    let found: Vec<Mention> = dates.filter_map(|date| behind(tokens, cover, date.to)).collect();
    mentions.extend(found);
}

fn behind(tokens: &Tokens<'_>, cover: &Cover, date: usize) -> Option<Mention> {
    let sentence = tokens.sentences.get(tokens.sentence_of(date.checked_sub(1)?))?;
    let comma = tokens.get(date, sentence.to).is_some_and(|token| token.is(','));
    let at = date + usize::from(comma);
    let inside = |at: usize| at < sentence.to;
    if !inside(at) || !tokens.word_is(at, File::Institutions, "locative") {
        return None;
    }
    let article = |at: &usize| inside(*at) && tokens.word_is(*at, File::Institutions, "article");
    let from = at + 1 + (at + 1..at + 3).take_while(article).count();
    let fused =
        tokens.longest(at, File::Institutions, "locative").is_some_and(|(_, sense)| sense.value == "the");
    let definite = from > at + 1 || fused;
    let end = name(tokens, cover, from, sentence.to.min(from + LONGEST));
    (definite && end > from).then(|| Mention {
        span: tokens.span(from, end),
        from,
        to: end,
        kind: Kind::Venue,
        rule: "venue.behind_day",
        confidence: 0.6,
    })
}

/// One past the capitalised words from a token on, with the small ones between them; none where one of them is anything else.
fn name(tokens: &Tokens<'_>, cover: &Cover, from: usize, to: usize) -> usize {
    let capital = |at: usize| at < to && tokens.tokens[at].is_capitalised();
    let joins =
        |at: usize| at < to && (tokens.tokens[at].is('&') || tokens.word_is(at, File::Institutions, "link"));
    let mut end = from;
    while capital(end) || joins(end) && end > from && capital(end + 1) {
        end += 1;
    }
    let other = |at: usize| {
        cover.is(at, Part::Named)
            || cover.is(at, Part::Taken)
            || cover.is(at, Part::VenueNoun)
            || tokens.lists_any(at, &[File::Events, File::Places, File::Labels, File::Numbers])
    };
    // A line that wraps inside of a name tears it.
    let torn = tokens.get(end, tokens.tokens.len()).is_some_and(|next| next.is('\n'))
        && capital_or_noun(tokens, end + 1);
    let noun = end == from + 1 && tokens.lists(from, File::Institutions);
    if torn || noun || (from..end).any(other) { from } else { end }
}

fn capital_or_noun(tokens: &Tokens<'_>, at: usize) -> bool {
    let capital = tokens.tokens.get(at).is_some_and(|token| token.is_capitalised());
    capital || tokens.lists(at, File::Institutions)
}
