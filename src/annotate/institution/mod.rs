//! Institutions and their parts: a head noun (`University`, `Ministry`, `Department`) grown to both sides over the words of the
//! name, with the abbreviation in parentheses that follows it; capitals on their own are kept as acronyms.

mod acronym;
pub(crate) mod known;
mod right;

use acronym::{abbreviation, acronyms};
use right::right;

use crate::annotate::cover::Cover;
use crate::annotate::mention::{InstitutionMention, Kind, Mention};
use crate::annotate::token::Shape;
use crate::annotate::tokens::{Sentence, Tokens, Trait};
use crate::annotate::vocabulary::{File, Hit, Sense, Trigger};
use crate::records::InstitutionKind;

/// Longest name to one side of the head, in tokens.
const REACH: usize = 14;

/// Finds institutions, units and acronyms of a sentence, and says so of their tokens.
pub(crate) fn find(tokens: &Tokens<'_>, sentence: &Sentence, cover: &mut Cover, mentions: &mut Vec<Mention>) {
    let range = (sentence.from, sentence.to);
    let first = mentions.len();
    if sentence.triggers(Trigger::Head) || tokens.has_compounds() {
        heads(tokens, range.0, range.1, mentions);
        cover.add(&mentions[first..]);
    }
    let first = mentions.len();
    if sentence.lists(File::Known) {
        known::find(tokens, range, cover, mentions);
        cover.add(&mentions[first..]);
    }
    let first = mentions.len();
    if sentence.has(Trait::Acronym) {
        acronyms(tokens, range, cover, mentions);
        cover.add(&mentions[first..]);
    }
}

fn heads(tokens: &Tokens<'_>, from: usize, to: usize, mentions: &mut Vec<Mention>) {
    let mut at = from;
    while at < to {
        at = match head_at(tokens, at, to) {
            Some(head) => grow(tokens, head, from, to, mentions).map_or(at + 1, |end| end.max(at + 1)),
            None => at + 1,
        };
    }
}

#[derive(Clone, Copy)]
struct Head {
    from: usize,
    to: usize,
    institution: Option<Sense>,
    unit: Option<Sense>,
}

/// The head noun at a token: in capitals, or in small letters where the language writes it so (`l'université de …`).
fn head_at(tokens: &Tokens<'_>, at: usize, to: usize) -> Option<Head> {
    let token = tokens.tokens[at];
    let hits = if tokens.triggers(at, Trigger::Head) { tokens.hits(at) } else { &[] };
    let hit = hits.iter().rev().find(|hit| {
        hit.to <= to && (head_sense(tokens, hit, to).is_some() || unit_sense(hit.senses).is_some())
    });
    let (end, institution, unit) = match hit {
        Some(hit) => (hit.to, head_sense(tokens, hit, to), unit_sense(hit.senses)),
        None if !tokens.has_compounds() => return None,
        None => (at + 1, tokens.compound_tail(at, File::Institutions, "head"), None),
    };
    if institution.is_none() && unit.is_none() {
        return None;
    }
    let small = token.shape == Shape::Lower;
    let named = small
        && tokens.vocabulary.language != "en"
        && tokens.get(end, to).is_some_and(super::token::Token::is_word)
        && tokens.word_is(end, File::Institutions, "link")
        && (end + 1..to).find(|&at| !tokens.word_is(at, File::Institutions, "article")).is_some_and(|at| {
            // `conseil d'administration de la Fondation Clairmarais` is of the one whose name follows.
            let other = at > end + 1 && tokens.longest(at, File::Institutions, "head").is_some();
            at <= end + 2 && tokens.tokens[at].is_capitalised() && !other
        });
    (!small || named || unit.is_some() && is_of_somebody(tokens, at)).then_some(Head {
        from: at,
        to: end,
        institution,
        unit,
    })
}

/// `Maria Lopez lab`, `Maria Lopez's group`: a part in small letters that is called after who leads it.
fn is_of_somebody(tokens: &Tokens<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    let owned = tokens.tokens[before].shape == Shape::Possessive && before > 0;
    let last = before - usize::from(owned);
    let known = [File::Common, File::Institutions, File::Positions, File::Events, File::Cues, File::Labels];
    tokens.tokens[at].spaced
        && tokens.longest(at, File::Positions, "head").is_none()
        && tokens.tokens[last].is_capitalised()
        && !tokens.lists_any(last, &known)
}

/// The meaning of a head noun; `TU` and `IIT` are heads in capitals before a name, as in `TU Linz`.
fn head_sense(tokens: &Tokens<'_>, hit: &Hit<'_>, to: usize) -> Option<Sense> {
    let short = || {
        let next = tokens.get(hit.to, to).is_some_and(|next| next.shape == Shape::Title && next.spaced);
        let capitals = tokens.tokens[hit.from].shape == Shape::Upper;
        hit.sense(File::Institutions, "head_in_capitals").filter(|_| next && capitals)
    };
    hit.sense(File::Institutions, "head").or_else(short)
}

fn unit_sense(senses: &[Sense]) -> Option<Sense> {
    senses
        .iter()
        .copied()
        .find(|sense| sense.file == File::Institutions && matches!(sense.class, "unit" | "department"))
}

/// Grows a head to the whole name; gives the token to go on from.
fn grow(
    tokens: &Tokens<'_>,
    head: Head,
    from: usize,
    to: usize,
    mentions: &mut Vec<Mention>,
) -> Option<usize> {
    let left = left(tokens, head, from, to);
    let right = right(tokens, head, left, to);
    if right - left == head.to - head.from && !is_compound(tokens, head) && !is_whole_name(head) {
        return None;
    }
    let part_like = head.unit.is_some() || (left..right).all(|at| is_generic(tokens, at));
    let span = tokens.span(left, right);
    let (abbreviation, end) = abbreviation(tokens, right, to);
    let proper = |at: usize| {
        !(head.from..head.to).contains(&at) && tokens.tokens[at].is_capitalised() && !is_generic(tokens, at)
    };
    // `Laboratoire d'hydrologie` is a part; `Laboratoire Rivages`, or one with an abbreviation, is known by its own name.
    let own_name = head.institution.is_some() && (abbreviation.is_some() || (left..right).any(proper));
    let department = head.unit.is_some_and(|sense| sense.class == "department") && !own_name;
    let kind = match head.institution {
        Some(sense) if !department => Kind::Institution(InstitutionMention {
            name: span,
            abbreviation,
            kind: strongest_kind(tokens, left, right)
                .or(sense.value.parse().ok())
                .unwrap_or(InstitutionKind::Other),
            part_like,
        }),
        _ => Kind::Unit,
    };
    let cover = tokens.span(left, end);
    mentions.push(Mention {
        span: cover,
        from: left,
        to: end,
        kind,
        rule: "institution.head",
        confidence: 0.8,
    });
    Some(end)
}

/// `World Health Organization`: bodies between states of several words are listed by their names.
fn is_whole_name(head: Head) -> bool {
    head.to > head.from + 1 && head.institution.is_some_and(|sense| sense.value == "international")
}

/// One word that is a name by itself: `Forschungszentrum` is not, `Polytechnic` is not.
fn is_compound(tokens: &Tokens<'_>, head: Head) -> bool {
    head.unit.is_none()
        && tokens.word(head.from, File::Institutions).is_none()
        && head.to == head.from + 1
        && tokens.str(head.from).contains('-')
}

/// A university is a university whatever else its name holds.
fn strongest_kind(tokens: &Tokens<'_>, from: usize, to: usize) -> Option<InstitutionKind> {
    let mut kinds = (from..to)
        .filter_map(|at| tokens.longest(at, File::Institutions, "head"))
        .filter_map(|(_, sense)| sense.value.parse::<InstitutionKind>().ok());
    let last = kinds.clone().next_back();
    kinds.find(|kind| *kind == InstitutionKind::University).or(last)
}

/// True for words that are ordinary vocabulary, so that a name made of them alone names a part: `Press & Media Centre`.
fn is_generic(tokens: &Tokens<'_>, at: usize) -> bool {
    !tokens.tokens[at].is_word()
        || tokens.word(at, File::Common).is_some()
        || tokens.word(at, File::Institutions).is_some()
        || tokens.word(at, File::Events).is_some()
        || tokens.word(at, File::Cues).is_some()
}

/// The first token of the name, going left from the head.
fn left(tokens: &Tokens<'_>, Head { from: head, to: end, .. }: Head, from: usize, to: usize) -> usize {
    let goes_on = end > head + 1 || end < to && tokens.word_is(end, File::Institutions, "link");
    let mut start = head;
    let mut at = head;
    while at > from && head - at < REACH {
        at -= 1;
        let token = tokens.tokens[at];
        // What other markup holds is another name.
        if (start < head || goes_on) && tokens.is_seam(at + 1) {
            break;
        }
        if token.is_capitalised() {
            if stops_left(tokens, at, from) {
                break;
            }
            start = at;
        } else if token.shape == Shape::Ideograph && start == at + 1 {
            if tokens.tokens[start].spaced || ideographs_stop(tokens, at) {
                break;
            }
            start = at;
        } else if !(token.is('&')
            || token.is('-') && !tokens.tokens[at + 1].spaced
            || is_owned(tokens, at, head, from))
        {
            break;
        }
    }
    start
}

/// `King’s College`, `St. Brannoc’s College`: what a head right behind it belongs to, and the stop of `St.`
fn is_owned(tokens: &Tokens<'_>, at: usize, head: usize, from: usize) -> bool {
    let saint = tokens.tokens[at].is('.')
        && at > from
        && tokens.word_is(at - 1, File::Institutions, "short")
        && tokens.tokens[at - 1].is_capitalised();
    saint || tokens.tokens[at].shape == Shape::Possessive && at + 1 == head && at > from
}

/// In scripts without spaces a name ends on its left where another phrase of the vocabulary ends.
fn ideographs_stop(tokens: &Tokens<'_>, at: usize) -> bool {
    let files = [File::Cues, File::Common, File::Labels, File::Institutions, File::Positions, File::Numbers];
    (at.saturating_sub(4)..=at).any(|from| {
        tokens
            .hits(from)
            .iter()
            .any(|hit| hit.to == at + 1 && files.iter().any(|file| hit.of(*file).is_some()))
    })
}

/// Words that end a name on its left: titles, posts, the first word of a sentence where it is no name.
fn stops_left(tokens: &Tokens<'_>, at: usize, from: usize) -> bool {
    let function = tokens.word_is(at, File::Common, "function");
    // `Hoa Sen School`: a short title without its stop is a word of the name.
    let stopped = tokens.get(at + 1, tokens.tokens.len()).is_some_and(|next| next.is('.') && !next.spaced);
    let title = tokens.longest(at, File::Honorifics, "before").is_some()
        && (stopped || at == from || tokens.str(at).len() > 3);
    let post =
        tokens.longest(at, File::Positions, "head").is_some() && tokens.word(at, File::Given).is_none();
    let cue = at == from && tokens.word(at, File::Cues).is_some();
    let label = tokens.get(at + 1, tokens.tokens.len()).is_some_and(|next| next.is(':'));
    // `Ann Lee, PhD Fenwick College`, `Harrow College, UK Fenwick College`: letters and a country behind what is told before.
    let shouted = tokens.tokens[at].shape != Shape::Title;
    let letters = shouted && tokens.longest(at, File::Honorifics, "after").is_some();
    let comma = at > from && tokens.tokens[at - 1].is(',');
    let country = shouted && comma && tokens.lists(at, File::Places);
    function || letters || country || title || post || cue || label
}

#[cfg(test)]
mod tests {
    use crate::annotate::annotate;
    use crate::source::Page;

    /// The institutions of a text in a language.
    fn names(language: &str, text: &str) -> Vec<String> {
        let bytes = format!("<html lang={language}><body><p>{text}</p></body></html>").into_bytes();
        let mut document =
            crate::parse::parse(&Page { source: "example".into(), bytes, ..Page::default() }).unwrap();
        document.language = Some(language.into());
        let annotations = annotate(&document, None);
        let name = |mention: &super::Mention| {
            mention.institution().map(|found| found.name.of(&document.text).to_owned())
        };
        annotations.mentions.iter().filter_map(name).collect()
    }

    #[test]
    fn names_are_found_in_every_language() {
        assert_eq!(names("zh", "东岭大学教授马晓岚作了报告"), ["东岭大学"]);
        assert_eq!(
            names("fr", "professeure au Centre national des parlers régionaux, Arles"),
            ["Centre national des parlers régionaux"]
        );
        assert_eq!(
            names("es", "profesora de la Universidad del Altiplano en Lima"),
            ["Universidad del Altiplano"]
        );
        assert_eq!(names("de", "Leiterin an der Hochschule für Musik in Linz"), ["Hochschule für Musik"]);
    }
}
