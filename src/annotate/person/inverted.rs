//! Inverted names: `Hollis, Mary; van den Berg, Jan` on a line of its own. The comma alone says little, so every entry of the line must be a surname
//! and a known given name.

use crate::annotate::mention::{Kind, Mention, PersonMention};
use crate::annotate::person::judge::is_given;
use crate::annotate::token::Shape;
use crate::annotate::tokens::Tokens;
use crate::annotate::vocabulary::File;

/// Most words of a surname, and of given names.
const WORDS: usize = 3;

/// As far into a line a label may reach.
const LABEL: usize = 5;

/// Reads a line of inverted names; says whether it is one.
pub(super) fn find(tokens: &Tokens<'_>, from: usize, to: usize, mentions: &mut Vec<Mention>) -> bool {
    let label =
        (from..to.min(from + LABEL)).find(|&at| tokens.tokens[at].is(':') || tokens.tokens[at].is('：'));
    let mut at = label.map_or(from, |colon| colon + 1);
    let first = mentions.len();
    while at < to {
        let Some((mention, next)) = entry(tokens, at, to) else {
            mentions.truncate(first);
            return false;
        };
        mentions.push(mention);
        at = next;
    }
    mentions.len() > first
}

/// A surname, a comma and given names up to `;` or the end of the line.
fn entry(tokens: &Tokens<'_>, from: usize, to: usize) -> Option<(Mention, usize)> {
    let comma = surname(tokens, from, to)?;
    let end = given(tokens, comma + 1, to)?;
    let stop = (end..to).find(|&at| !tokens.tokens[at].is('.')).unwrap_or(to);
    let next = match tokens.get(stop, to) {
        None => to,
        Some(mark) if mark.is(';') || mark.is('\n') => stop + 1,
        Some(_) => return None,
    };
    let kind = Kind::Person(PersonMention {
        name: tokens.span(from, end),
        surname: Some(tokens.span(from, comma)),
        ..PersonMention::default()
    });
    let span = tokens.span(from, end);
    Some((Mention { span, from, to: end, kind, rule: "person.inverted", confidence: 0.85 }, next))
}

/// The comma behind one to three words that may be a surname: no town, no given name alone, nothing of the vocabulary.
fn surname(tokens: &Tokens<'_>, from: usize, to: usize) -> Option<usize> {
    let comma = (from..to.min(from + WORDS + 1)).find(|&at| tokens.tokens[at].is(','))?;
    let files = [
        File::Cues,
        File::Labels,
        File::Events,
        File::Positions,
        File::Institutions,
        File::Places,
        File::Common,
    ];
    let fits = |at: usize| {
        let family = tokens.word(at, File::Family).is_some();
        let particle = tokens.word(at, File::Particles).is_some();
        let listed = files.iter().any(|file| tokens.word(at, *file).is_some());
        let given = is_given(tokens, at) && (!family || comma > from + 1);
        let loud = tokens.tokens[at].shape == Shape::Upper;
        particle || tokens.tokens[at].is_capitalised() && (loud || !given && (family || !listed))
    };
    let named =
        (from..comma).any(|at| tokens.tokens[at].is_capitalised() && tokens.str(at).chars().count() > 1);
    // `Ana López, Luis Gil` are two names in their usual order.
    let usual = comma > from + 1
        && tokens.word(from, File::Given).is_some()
        && tokens.word(from, File::Family).is_none()
        && tokens.tokens[from].shape != Shape::Upper;
    let place = tokens.hits(from).iter().any(|hit| hit.to == comma && hit.of(File::Places).is_some());
    (comma > from && named && !place && !usual && (from..comma).all(fits)).then_some(comma)
}

/// One past the given names: one that is known, then more of them, initials and particles of the surname.
fn given(tokens: &Tokens<'_>, from: usize, to: usize) -> Option<usize> {
    if !(from < to && is_given(tokens, from)) {
        return None;
    }
    let more = |at: &usize| {
        let token = tokens.tokens[*at];
        let initial_stop = token.is('.') && !token.spaced && tokens.str(*at - 1).chars().count() == 1;
        let particle = token.shape == Shape::Lower
            && tokens.word(*at, File::Particles).is_some()
            && !tokens.word_is(*at, File::Institutions, "conjunction");
        token.is_capitalised() || particle || initial_stop
    };
    let end = from + 1 + (from + 1..to).take_while(more).count();
    (end - from <= WORDS * 2).then_some(end)
}
