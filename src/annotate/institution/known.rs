//! Organisations that a list knows by their names, since no noun says what they are: `Greenpeace`, `Nestlé`. Some names mean something else as
//! often; these are an organisation only where an affiliation stands, between marks.

use crate::annotate::cover::{Cover, Part};
use crate::annotate::institution::acronym::abbreviation;
use crate::annotate::mention::{InstitutionMention, Kind, Mention};
use crate::annotate::token::Shape;
use crate::annotate::tokens::Tokens;
use crate::annotate::vocabulary::{File, Hit, Sense};
use crate::records::InstitutionKind;

/// The rule of such a mention.
pub(crate) const KNOWN: &str = "institution.known";

/// Finds the known names between two tokens that no other institution covers.
pub(super) fn find(
    tokens: &Tokens<'_>,
    (from, to): (usize, usize),
    cover: &Cover,
    mentions: &mut Vec<Mention>,
) {
    let mut at = from;
    while at < to {
        let Some((end, sense)) = known(tokens, at, (from, to)) else {
            at += 1;
            continue;
        };
        if !(at..end).any(|at| cover.is(at, Part::Institution)) {
            mentions.push(mention(tokens, at, end, sense));
        }
        at = end;
    }
}

/// The longest name of an organisation that begins at a token, and is written as one.
fn known(tokens: &Tokens<'_>, at: usize, (from, to): (usize, usize)) -> Option<(usize, Sense)> {
    if !tokens.lists(at, File::Known) {
        return None;
    }
    let written = |hit: &&Hit<'_>| hit.to <= to && is_written(tokens, hit);
    let mut hits = tokens.hits(at).iter().rev().filter(written);
    hits.find_map(|hit| {
        let sense = hit.of(File::Known)?;
        let sure = sense.class == "known" || is_home(tokens, hit, (from, to));
        (sure && !goes_on(tokens, at, hit.to, (from, to))).then_some((hit.to, sense))
    })
}

/// In capitals where the name is; else its first word and its last begin with one.
fn is_written(tokens: &Tokens<'_>, hit: &Hit<'_>) -> bool {
    let capitals = hit.of(File::Known).is_some_and(|sense| sense.value.ends_with("capitals"));
    let shape = |at: usize| tokens.tokens[at].shape;
    if capitals {
        return matches!(shape(hit.from), Shape::Upper | Shape::Mixed);
    }
    let begins = |at: usize| {
        matches!(shape(at), Shape::Title | Shape::Upper | Shape::Mixed | Shape::Ideograph | Shape::Number)
    };
    // A headline in capitals says nothing of a name that has others.
    let loud = (hit.from..hit.to).all(|at| shape(at) == Shape::Upper) && tokens.str(hit.from).len() > 4;
    begins(hit.from) && begins(hit.to - 1) && !loud
}

/// Fewest characters of a name in a script without spaces that no mark needs to end: `腾讯` also begins `腾讯会议`.
const LONG: usize = 4;

/// Another capitalised word right before or behind makes it a part of some longer name.
fn goes_on(tokens: &Tokens<'_>, at: usize, end: usize, (from, to): (usize, usize)) -> bool {
    let other = [File::Positions, File::Events, File::Cues, File::Labels, File::Honorifics];
    let name = |at: usize| {
        let token = tokens.tokens[at];
        matches!(token.shape, Shape::Title | Shape::Upper | Shape::Mixed) && !tokens.lists_any(at, &other)
    };
    let before = at > from + 1 && name(at - 1) && tokens.tokens[at].spaced;
    let behind = end < to && name(end) && tokens.tokens[end].spaced;
    let unspaced = |at: usize| tokens.tokens[at].shape == Shape::Ideograph;
    let inside = unspaced(at) && end - at < LONG && end < to && unspaced(end);
    before || behind || inside
}

/// Between marks, where an affiliation stands, and nothing but an organisation.
fn is_home(tokens: &Tokens<'_>, hit: &Hit<'_>, (from, to): (usize, usize)) -> bool {
    let mark = |at: usize, marks: &[char]| marks.iter().any(|mark| tokens.tokens[at].is(*mark));
    let opens = hit.from > from
        && (mark(hit.from - 1, &[',', '(', '/', '–', '—', '|', '·', '@', '（'])
            || tokens.cues(hit.from - 1).any(|class| class == "workplace"));
    let closes = hit.to >= to || mark(hit.to, &[',', ')', ';', '/', '|', '·', '&', '.', '\n', '）']);
    let else_known =
        [File::Places, File::Given, File::Family, File::Honorifics, File::Common, File::Positions];
    opens && closes && !tokens.lists_any(hit.from, &else_known)
}

fn mention(tokens: &Tokens<'_>, from: usize, to: usize, sense: Sense) -> Mention {
    let (abbreviation, end) = abbreviation(tokens, to, tokens.tokens.len());
    let kind = sense.value.split(' ').next().and_then(|kind| kind.parse().ok());
    let institution = InstitutionMention {
        name: tokens.span(from, to),
        abbreviation,
        kind: kind.unwrap_or(InstitutionKind::Other),
        part_like: false,
    };
    let kind = Kind::Institution(institution);
    Mention { span: tokens.span(from, end), from, to: end, kind, rule: KNOWN, confidence: 0.75 }
}
