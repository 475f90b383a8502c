//! Institutions and their parts: a head noun (`University`, `Ministry`, `Department`) grown to both sides over the words of the
//! name, with the abbreviation in parentheses that follows it; capitals on their own are kept as acronyms.

use crate::annotate::mention::{InstitutionMention, Kind, Mention};
use crate::annotate::token::Shape;
use crate::annotate::tokens::Tokens;
use crate::annotate::vocabulary::{File, Sense};
use crate::records::InstitutionKind;

/// Longest name to one side of the head, in tokens.
const REACH: usize = 14;

/// Finds institutions, units and acronyms of a sentence.
pub(crate) fn find(tokens: &Tokens<'_>, from: usize, to: usize, mentions: &mut Vec<Mention>) {
    let first = mentions.len();
    let mut at = from;
    while at < to {
        at = match head_at(tokens, at, to) {
            Some(head) => grow(tokens, head, from, to, mentions).map_or(at + 1, |end| end.max(at + 1)),
            None => at + 1,
        };
    }
    for at in from..to {
        let covered = mentions[first..].iter().any(|mention| mention.from <= at && at < mention.to);
        if !covered && is_acronym(tokens, at) {
            mentions.push(plain(tokens, at, Kind::Acronym, "institution.capitals", 0.5));
        }
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
    let hit = tokens.hits(at).iter().rev().find(|hit| {
        hit.to <= to && (hit.sense(File::Institutions, "head").is_some() || unit_sense(hit.senses).is_some())
    });
    let (end, institution, unit) = match hit {
        Some(hit) => (hit.to, hit.sense(File::Institutions, "head"), unit_sense(hit.senses)),
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
        && tokens.get(end + 1, to).is_some_and(super::token::Token::is_capitalised);
    (!small || named).then_some(Head { from: at, to: end, institution, unit })
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
    let left = left(tokens, head.from, from);
    let right = right(tokens, head, left, to);
    if right - left == head.to - head.from && !is_compound(tokens, head) {
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
}

/// The first token of the name, going left from the head.
fn left(tokens: &Tokens<'_>, head: usize, from: usize) -> usize {
    let mut start = head;
    let mut at = head;
    while at > from && head - at < REACH {
        at -= 1;
        let token = tokens.tokens[at];
        if token.is_capitalised() {
            if stops_left(tokens, at, from) {
                break;
            }
            start = at;
        } else if token.shape == Shape::Ideograph && start == at + 1 {
            if ideographs_stop(tokens, at) {
                break;
            }
            start = at;
        } else if !(token.is('&') || token.is('-') && !tokens.tokens[at + 1].spaced) {
            break;
        }
    }
    start
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
    let title = tokens.longest(at, File::Honorifics, "before").is_some();
    let post =
        tokens.longest(at, File::Positions, "head").is_some() && tokens.word(at, File::Given).is_none();
    let cue = at == from && tokens.word(at, File::Cues).is_some();
    let label = tokens.get(at + 1, tokens.tokens.len()).is_some_and(|next| next.is(':'));
    function || title || post || cue || label
}

/// One past the last token of the name, going right from the head.
fn right(tokens: &Tokens<'_>, head: Head, left: usize, to: usize) -> usize {
    let mut end = head.to;
    let mut at = head.to;
    let mut linked = false;
    let proper_left = (left..head.from).any(|at| !is_generic(tokens, at));
    while at < to && at - head.to < REACH {
        let token = tokens.tokens[at];
        // `Inst. Naz. Ottica`: the stop of an abbreviation.
        let short = !token.spaced && token.is('.') && tokens.tokens[at - 1].span.len() <= 5;
        if short && tokens.get(at + 1, to).is_some_and(|next| next.is_capitalised() && next.spaced) {
            at += 1;
        } else if let Some(next) = enumeration(tokens, at, to).filter(|_| linked) {
            return next;
        } else if token.is_capitalised() && token.spaced {
            // `Centre for Vocational Training`: behind a link, a noun of events is what the institution is for.
            let for_training = linked && tokens.word(at, File::Events).is_some();
            if stops_right(tokens, at, to) && !for_training {
                break;
            }
            at += 1;
            end = at;
        } else if let Some(next) = link(tokens, at, to) {
            let inside =
                tokens.word_is(at, File::Institutions, "locative") && opens_another(tokens, next, to);
            let country = next == last_of_place(tokens, next, to).map_or(usize::MAX, |_| next);
            if country && proper_left && at == head.to
                || inside
                || conjunction_opens_another(tokens, at, next, to)
            {
                break;
            }
            at = next;
            linked = true;
        } else if let Some(next) = small_words(tokens, at, head.to, to) {
            return next;
        } else {
            break;
        }
    }
    end
}

/// Most words between two commas of an enumeration.
const PART: usize = 4;

/// One past `, Nutrition and Human Health` in `Institute of Food, Nutrition and Human Health`: subjects up to the last, which a conjunction leads
/// to; a place, a person or another institution ends the name before the comma.
fn enumeration(tokens: &Tokens<'_>, from: usize, to: usize) -> Option<usize> {
    let mut at = from;
    let mut last = false;
    while !last {
        let comma = tokens.get(at, to)?.is(',');
        let joint = at + usize::from(comma);
        last = tokens.word_is(joint, File::Institutions, "conjunction") || tokens.get(joint, to)?.is('&');
        if !(comma || last && at > from) {
            return None;
        }
        let start = joint + usize::from(last);
        let end = (start..to.min(start + PART)).take_while(|&at| subject(tokens, at)).last()? + 1;
        at = end;
    }
    Some(at)
}

/// A capitalised word that may be what an institution is for.
fn subject(tokens: &Tokens<'_>, at: usize) -> bool {
    let files = [File::Places, File::Given, File::Honorifics, File::Positions, File::Numbers];
    tokens.tokens[at].is_capitalised()
        && tokens.tokens[at].shape == Shape::Title
        && !files.iter().any(|file| tokens.word(at, *file).is_some())
        && tokens.longest(at, File::Institutions, "head").is_none()
        && !unit_begins(tokens, at)
}

/// Most small words that a Romance name goes on with.
const SMALL: usize = 5;

/// Romance names go on in small letters: `Institut des parlers régionaux`, `Consejo de Investigación`. One noun after the link belongs to the
/// name; more than one only where a mark ends them.
fn small_words(tokens: &Tokens<'_>, at: usize, head: usize, to: usize) -> Option<usize> {
    if at != head || !matches!(tokens.vocabulary.language, "fr" | "es" | "pt" | "it") {
        return None;
    }
    let small = |at: usize| {
        tokens.get(at, to).is_some_and(|token| token.shape == Shape::Lower)
            && tokens.word(at, File::Cues).is_none_or(|_| tokens.is_connective(at))
    };
    let end = (at..to.min(at + SMALL)).find(|&at| !small(at)).unwrap_or(to.min(at + SMALL));
    let closed = tokens.get(end, to).is_none_or(|next| matches!(next.shape, Shape::Mark(_)));
    // `Centre national des …`: an adjective may stand before the link.
    let adjective = small(at) && !tokens.is_connective(at);
    let link = at + usize::from(adjective);
    let mut noun = link;
    while noun < end && tokens.is_connective(noun) {
        noun += 1;
    }
    let linked = tokens.word_is(link, File::Institutions, "link");
    match () {
        () if closed && linked && end > noun => Some(end),
        () if closed && adjective && end == at + 1 => Some(end),
        () if linked && noun < end => Some(noun + 1),
        () => None,
    }
}

/// The capitalised word that `of`, `for the`, `&` lead to.
fn link(tokens: &Tokens<'_>, at: usize, to: usize) -> Option<usize> {
    let linked = tokens.tokens[at].is('&')
        || tokens.word_is(at, File::Institutions, "link")
        || tokens.tokens[at].is('-');
    if !linked {
        return None;
    }
    let mut next = at + 1;
    while next < to
        && next < at + 3
        && (tokens.word_is(next, File::Institutions, "article")
            || tokens.word_is(next, File::Institutions, "link") && tokens.tokens[next].shape == Shape::Lower)
    {
        next += 1;
    }
    let located = tokens.word_is(at, File::Institutions, "locative")
        && tokens.hits(next).iter().any(|hit| hit.of(File::Places).is_some());
    tokens
        .get(next, to)
        .filter(|token| !located && token.is_capitalised() && !stops_right(tokens, next, to))
        .map(|_| next)
}

fn last_of_place(tokens: &Tokens<'_>, at: usize, to: usize) -> Option<usize> {
    let (hit, _) = tokens.longest(at, File::Places, "country")?;
    tokens.get(hit.to, to).is_none_or(|next| !next.is_capitalised()).then_some(hit.to)
}

/// The capitalised words from here hold the head of another name.
fn opens_another(tokens: &Tokens<'_>, from: usize, to: usize) -> bool {
    (from..to.min(from + 6))
        .take_while(|&at| {
            tokens.tokens[at].is_capitalised() || tokens.word_is(at, File::Institutions, "link")
        })
        .any(|at| tokens.longest(at, File::Institutions, "head").is_some() || unit_begins(tokens, at))
}

fn conjunction_opens_another(tokens: &Tokens<'_>, at: usize, next: usize, to: usize) -> bool {
    let conjunction = tokens.word_is(at, File::Institutions, "conjunction");
    conjunction
        && (opens_another(tokens, next, to)
            || tokens.longest(next, File::Honorifics, "before").is_some()
            || tokens.longest(next, File::Positions, "head").is_some())
}

fn unit_begins(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.hits(at).iter().any(|hit| unit_sense(hit.senses).is_some())
}

fn stops_right(tokens: &Tokens<'_>, at: usize, to: usize) -> bool {
    let title = is_address(tokens, at) && tokens.tokens[at].shape != Shape::Upper;
    let post = tokens.longest(at, File::Positions, "head").is_some();
    let function = tokens.word_is(at, File::Common, "function");
    let label = tokens.get(at + 1, to).is_some_and(|next| next.is(':'));
    let event = tokens.hits(at).iter().any(|hit| hit.of(File::Events).is_some());
    title || post || function || label || event
}

/// `Dr.`, `Mrs.`: a form of address begins another name; `Tun` or `Sir` may be a part of this one.
fn is_address(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens
        .longest(at, File::Honorifics, "before")
        .is_some_and(|(_, sense)| matches!(sense.value, "courtesy" | "academic"))
}

/// `(FTC)` after the name; gives its span and the token after it.
fn abbreviation(tokens: &Tokens<'_>, at: usize, to: usize) -> (Option<crate::span::Span>, usize) {
    let open = tokens.get(at, to).is_some_and(|token| token.is('(') || token.is('（'));
    let Some(word) = tokens.get(at + 1, to).filter(|_| open) else { return (None, at) };
    let closed = tokens.get(at + 2, to).is_some_and(|token| token.is(')') || token.is('）'));
    let capitals = tokens.str(at + 1).chars().filter(|c| c.is_uppercase()).count();
    let country = tokens.word_is(at + 1, File::Places, "country_code");
    if closed && word.is_capitalised() && capitals >= 2 && !country {
        (Some(word.span), at + 3)
    } else {
        (None, at)
    }
}

/// Capitals that may abbreviate an institution: two to twelve letters, no title, no zone, no ordinary word.
fn is_acronym(tokens: &Tokens<'_>, at: usize) -> bool {
    let token = tokens.tokens[at];
    let word = tokens.str(at);
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    let shaped =
        token.shape == Shape::Upper || token.shape == Shape::Mixed && capitals >= 2 && word.len() <= 8;
    shaped
        && (2..=16).contains(&word.len())
        && tokens.word(at, File::Honorifics).is_none()
        && tokens.word(at, File::Common).is_none()
        && tokens.word(at, File::Places).is_none()
        && tokens.word(at, File::Cues).is_none()
}

fn plain(tokens: &Tokens<'_>, at: usize, kind: Kind, rule: &'static str, confidence: f32) -> Mention {
    Mention { span: tokens.span(at, at + 1), from: at, to: at + 1, kind, rule, confidence }
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
