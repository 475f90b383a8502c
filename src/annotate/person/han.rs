//! Names in Han script: a surname and one or two characters beside a title, a post, a label or a cue that only a person has.

use crate::annotate::cover::{Cover, Part};
use crate::annotate::mention::{Kind, Mention, PersonMention};
use crate::annotate::token::Shape;
use crate::annotate::tokens::Tokens;
use crate::annotate::vocabulary::File;
use crate::span::Span;

/// Names in Han script: a surname and one or two characters beside a title, a post or a label.
pub(crate) fn find_han(
    tokens: &Tokens<'_>,
    from: usize,
    to: usize,
    cover: &Cover,
    mentions: &mut Vec<Mention>,
) {
    let mut at = from;
    while at < to {
        if is_word(tokens, at) {
            at += 1;
            continue;
        }
        if let Some((begin, end)) = dotted(tokens, at, from, to, cover) {
            let (after, stop) = titles_after(tokens, end, to);
            push(tokens, (begin, end, stop), after, "person.han.dotted", mentions);
            at = stop;
            continue;
        }
        let found = if tokens.tokens[at].shape == Shape::Ideograph && !cover.is(at, Part::Taken) {
            han_name(tokens, at, from, to, cover)
                .or_else(|| set_apart(tokens, at, to, cover).map(|end| (end, "person.han.apart")))
        } else {
            None
        };
        let Some((end, rule)) = found else {
            at += 1;
            continue;
        };
        let (after, stop) = titles_after(tokens, end, to);
        push(tokens, (at, end, stop), after, rule, mentions);
        at = siblings(tokens, stop, to, cover, mentions);
    }
}

/// `梁思敏、傅国强、戴雨欣`: the names that follow one in a list; gives the token to go on from.
fn siblings(
    tokens: &Tokens<'_>,
    from: usize,
    to: usize,
    cover: &Cover,
    mentions: &mut Vec<Mention>,
) -> usize {
    let mut at = from;
    while tokens.get(at, to).is_some_and(|mark| mark.is('、')) {
        let Some(surname) = han_surname(tokens, at + 1) else { break };
        let ends = |end: usize| tokens.get(end, to).is_none_or(|next| next.shape != Shape::Ideograph);
        let free = |end: &usize| {
            *end <= to
                && (at + 1..*end)
                    .all(|at| tokens.tokens[at].shape == Shape::Ideograph && !cover.is(at, Part::Taken))
        };
        let end = [surname + 2, surname + 1]
            .into_iter()
            .find(|end| free(end) && (ends(*end) || ends_name(tokens, *end)));
        let Some(end) = end else { break };
        let (after, stop) = titles_after(tokens, end, to);
        push(tokens, (at + 1, end, stop), after, "person.han.chain", mentions);
        at = stop;
    }
    at
}

/// One past the surname that begins at a token.
fn han_surname(tokens: &Tokens<'_>, at: usize) -> Option<usize> {
    let chinese = |value: &str| value.contains("zh") || value.contains("ja");
    let mut hits = tokens.hits(at).iter().rev();
    hits.find(|hit| hit.of(File::Family).is_some_and(|sense| chinese(sense.value))).map(|hit| hit.to)
}

/// `时间`, `简介`: a listed word of two characters or more begins here, which is no name.
fn is_word(tokens: &Tokens<'_>, at: usize) -> bool {
    let files = [File::Labels, File::Cues, File::Common, File::Events, File::Institutions, File::Numbers];
    let listed =
        tokens.hits(at).iter().any(|hit| hit.to > at + 1 && files.iter().any(|file| hit.of(*file).is_some()));
    listed || tokens.str(at) == "的"
}

/// The titles that stand right after a name, and the token after them.
fn titles_after(tokens: &Tokens<'_>, end: usize, to: usize) -> (Vec<Span>, usize) {
    let mut after = Vec::new();
    let mut stop = end;
    while let Some((hit, _)) = tokens.longest(stop, File::Honorifics, "after").filter(|(hit, _)| hit.to <= to)
    {
        after.push(tokens.span(stop, hit.to));
        stop = hit.to;
    }
    (after, stop)
}

fn push(
    tokens: &Tokens<'_>,
    range: (usize, usize, usize),
    after: Vec<Span>,
    rule: &'static str,
    mentions: &mut Vec<Mention>,
) {
    let (from, end, to) = range;
    mentions.push(Mention {
        span: tokens.span(from, to),
        from,
        to,
        kind: Kind::Person(PersonMention { name: tokens.span(from, end), after, ..PersonMention::default() }),
        rule,
        confidence: if rule == "person.han.cue" { 0.7 } else { 0.9 },
    });
}

/// Longest part of a foreign name written in Han characters.
const PART: usize = 6;

/// `苏曼·塔帕`: parts joined by a dot are the name of a foreigner; it begins where another phrase or `的` ends.
fn dotted(tokens: &Tokens<'_>, at: usize, from: usize, to: usize, cover: &Cover) -> Option<(usize, usize)> {
    let ideograph = |at: usize| {
        tokens.get(at, to).is_some_and(|token| token.shape == Shape::Ideograph) && !cover.is(at, Part::Taken)
    };
    let dot = |at: usize| {
        tokens.get(at, to).is_some_and(|token| matches!(token.shape, Shape::Mark('·' | '•' | '・')))
    };
    let begins = at == from
        || starts_name(tokens, at, from)
        || tokens.str(at - 1) == "的"
        || cover.is(at - 1, Part::Taken);
    if !begins || !ideograph(at) {
        return None;
    }
    let part = |at: usize| {
        (at..to.min(at + PART))
            .find(|&end| !ideograph(end) || end > at && ends_name(tokens, end))
            .unwrap_or(to.min(at + PART))
    };
    let mut end = part(at);
    let mut parts = 1;
    while dot(end) && ideograph(end + 1) {
        end = part(end + 1);
        parts += 1;
    }
    (parts > 1).then_some((at, end))
}

/// A title, a post or a cue begins here.
fn ends_name(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.longest(at, File::Honorifics, "after").is_some()
        || tokens.longest(at, File::Positions, "head").is_some()
        || ends_before_cue(tokens, at)
}

/// A surname at `at`, then one or two characters, with something beside it that only a person has.
fn han_name(
    tokens: &Tokens<'_>,
    at: usize,
    from: usize,
    to: usize,
    cover: &Cover,
) -> Option<(usize, &'static str)> {
    let surname = han_surname(tokens, at)?;
    let free = |end: usize| {
        end <= to
            && (at..end).all(|at| tokens.tokens[at].shape == Shape::Ideograph && !cover.is(at, Part::Taken))
    };
    let post = |end: usize| {
        tokens.longest(end, File::Honorifics, "after").is_some()
            || tokens.longest(end, File::Positions, "head").is_some()
    };
    let titled =
        |end: usize| end < to && (post(end) || end + 1 < to && leads_to_post(tokens, end) && post(end + 1));
    // `2011年获`: what counts stands right behind a number.
    let counted = at > from && tokens.tokens[at - 1].shape == Shape::Number && !tokens.tokens[at].spaced;
    let begins = at == from || starts_name(tokens, at, from) && !counted;
    for length in [2, 1, 3] {
        let end = surname + length;
        if free(end) && titled(end) && begins && !(length == 3 && leads_to_post(tokens, end - 1)) {
            return Some((end, "person.han.title"));
        }
    }
    // `来`, `会`: a surname that is a word as well proves nothing without a title.
    if tokens.hits(at).iter().any(|hit| {
        hit.to == surname
            && hit.of(File::Family).is_some_and(|sense| sense.value.split(' ').any(|tag| tag == "word"))
    }) {
        return None;
    }
    if let Some(end) = spaced_name(tokens, surname, at == from, to).filter(|end| free(*end)) {
        return Some((end, "person.han.spaced"));
    }
    let lone =
        |end: usize| tokens.get(end, to).is_none_or(|next| next.shape != Shape::Ideograph || next.spaced);
    let after_cue = preceded(tokens, at, from);
    [2, 1]
        .into_iter()
        .map(|length| surname + length)
        .find(|&end| {
            free(end)
                && !(at + 1..end).any(|at| is_word(tokens, at))
                && (lone(end) || ends_before_cue(tokens, end))
                && after_cue
        })
        .map(|end| (end, "person.han.cue"))
}

/// `任命林书瑋为执行长`: one character between a name and a post says that the one holds the other.
fn leads_to_post(tokens: &Tokens<'_>, at: usize) -> bool {
    matches!(tokens.str(at), "为" | "為" | "任" | "是" | "系" | "係")
}

/// `神田 慧一（…`: Japanese sets the given name apart; a parenthesis or the end of the line ends it.
fn spaced_name(tokens: &Tokens<'_>, surname: usize, begins: bool, to: usize) -> Option<usize> {
    tokens.get(surname, to).filter(|given| given.spaced && given.shape == Shape::Ideograph)?;
    let more = |at: &usize| {
        tokens.get(*at, to).is_some_and(|token| !token.spaced && token.shape == Shape::Ideograph)
    };
    let end = surname + 1 + (surname + 1..surname + 4).take_while(more).count();
    let mark = tokens.get(end, to);
    let closed = mark.is_none_or(|mark| matches!(mark.shape, Shape::Mark('(' | '（' | '\n')));
    let listed = tokens.vocabulary.language == "ja" && begins && closed;
    (listed && end <= surname + 3).then_some(end)
}

/// Longest part of a Japanese name, in characters.
const SIDE: usize = 4;

/// `竹之内 晃（北嶺大学 教授）`: two short words at the beginning of a line or behind a label, and in the parenthesis behind them an institution.
/// No surname need be known.
fn set_apart(tokens: &Tokens<'_>, at: usize, to: usize, cover: &Cover) -> Option<usize> {
    let begins = at == 0
        || matches!(tokens.tokens[at - 1].shape, Shape::Mark('\n' | ':' | '：' | '、' | '○' | '◎' | '●'))
        || tokens.blocks.binary_search_by_key(&at, |(from, _)| *from).is_ok();
    if !begins || tokens.vocabulary.language != "ja" {
        return None;
    }
    let part = |from: usize| {
        let goes_on = |at: &usize| {
            let token = tokens.tokens[*at];
            token.shape == Shape::Ideograph && (*at == from || !token.spaced) && !cover.is(*at, Part::Taken)
        };
        from + (from..to.min(from + SIDE + 1)).take_while(goes_on).count()
    };
    let middle = part(at);
    let end = part(middle);
    let short = |from: usize, end: usize| (1..=SIDE).contains(&(end - from));
    let apart = tokens.get(middle, to).is_some_and(|given| given.spaced);
    let open = tokens.get(end, to).is_some_and(|mark| mark.is('(') || mark.is('（'));
    let home = (end + 1..to.min(end + HOME)).any(|at| cover.is(at, Part::Institution));
    (short(at, middle) && short(middle, end) && apart && open && home).then_some(end)
}

/// How far behind a name its institution stands, in tokens.
const HOME: usize = 14;

/// Not in the middle of a word: a mark, a space, or the end of a phrase of the vocabulary stands before it.
fn starts_name(tokens: &Tokens<'_>, at: usize, from: usize) -> bool {
    tokens.tokens[at].spaced || tokens.tokens[at - 1].shape != Shape::Ideograph || preceded(tokens, at, from)
}

fn preceded(tokens: &Tokens<'_>, at: usize, from: usize) -> bool {
    let before = (from..at)
        .rev()
        .find(|&at| !matches!(tokens.tokens[at].shape, Shape::Mark(':' | '：' | '、' | '，' | '\n')));
    before.is_some_and(|before| {
        (before.saturating_sub(4).max(from)..=before).any(|start| {
            tokens.hits(start).iter().any(|hit| {
                hit.to == before + 1
                    && hit.senses.iter().any(|sense| {
                        matches!(sense.file, File::Cues | File::Labels | File::Positions | File::Common)
                            || sense.file == File::Institutions && sense.class != "link"
                    })
            })
        })
    })
}

fn ends_before_cue(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens
        .hits(at)
        .iter()
        .any(|hit| hit.senses.iter().any(|sense| matches!(sense.file, File::Cues | File::Common)))
}
