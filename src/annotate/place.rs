//! Places: countries, adjectives, cities and states of the gazetteer, longest first, never inside a person's name.

use crate::annotate::mention::{Kind, Mention, PlaceClass};
use crate::annotate::token::Shape;
use crate::annotate::tokens::Tokens;
use crate::annotate::vocabulary::File;

/// Finds the places of a sentence.
pub(crate) fn find(tokens: &Tokens<'_>, from: usize, to: usize, mentions: &mut Vec<Mention>) {
    let mut at = from;
    while at < to {
        at = match place(tokens, at, to) {
            Some((end, country, class)) => {
                let span = tokens.span(at, end);
                let kind = Kind::Place { country, class };
                mentions.push(Mention {
                    span,
                    from: at,
                    to: end,
                    kind,
                    rule: "place.gazetteer",
                    confidence: 0.9,
                });
                end
            }
            None => at + 1,
        };
    }
}

fn place(tokens: &Tokens<'_>, at: usize, to: usize) -> Option<(usize, &'static str, PlaceClass)> {
    if !tokens.lists(at, File::Places) {
        return None;
    }
    let token = tokens.tokens[at];
    let before = at.checked_sub(1).map(|before| tokens.tokens[before]);
    let upper_code = token.shape == Shape::Upper && before.is_some_and(|mark| mark.is(','));
    let upper_country = upper_code
        || token.shape == Shape::Upper
            && before.is_some_and(|mark| mark.is('('))
            && tokens.get(at + 1, to).is_some_and(|mark| mark.is(')'));
    tokens.hits(at).iter().rev().filter(|hit| hit.to <= to).find_map(|hit| {
        let sense = hit.of(File::Places)?;
        let class = match sense.class {
            "country" => PlaceClass::Country,
            "country_code" if upper_country => PlaceClass::Country,
            "adjective" => PlaceClass::Adjective,
            "city" => PlaceClass::City,
            "state" => PlaceClass::State,
            "state_code" if upper_code => PlaceClass::State,
            _ => return None,
        };
        let written =
            token.is_capitalised() || token.shape == Shape::Ideograph || class == PlaceClass::Adjective;
        let short = hit.to == at + 1
            && token.span.len() <= 3
            && token.shape != Shape::Upper
            && token.shape != Shape::Ideograph;
        (written && !short).then_some((hit.to, sense.value, class))
    })
}
