//! People: runs of capitalised words that titles, known names or their company make a name. A title proves one; without it two kinds of
//! evidence must agree, so that `Best Wishes` and `Open Access` stay words.

use crate::annotate::Flags;
use crate::annotate::mention::{Kind, Mention, PersonMention};
use crate::annotate::token::Shape;
use crate::annotate::tokens::Tokens;
use crate::annotate::vocabulary::File;
use crate::span::Span;

/// Longest name, in tokens.
const LONGEST: usize = 9;

/// What the tokens of a sentence are covered by already.
pub(crate) struct Cover {
    /// Inside an institution, a unit, a date or a quotation's marks.
    pub taken: Flags,
    /// First token of a post.
    pub post_starts: Flags,
    /// One past the last token of a post.
    pub post_ends: Flags,
    /// First token of an institution.
    pub institution_starts: Flags,
}

/// Finds the people of a sentence.
pub(crate) fn find(tokens: &Tokens<'_>, from: usize, to: usize, cover: &Cover, mentions: &mut Vec<Mention>) {
    let mut at = from;
    while at < to {
        let (titles, start) = titles(tokens, at, to);
        let Some(end) = run(tokens, start, to, cover, !titles.is_empty()) else {
            at = start.max(at + 1);
            continue;
        };
        at = if let Some((begin, name_end, rule, confidence)) =
            name(tokens, start, end, from, to, &titles, cover)
        {
            let (after, next) = letters(tokens, name_end, to);
            let first = titles.first().map_or(begin, |title| tokens.range_of(*title).0);
            mentions.push(Mention {
                span: tokens.span(first, next),
                from: first,
                to: next,
                kind: Kind::Person(PersonMention {
                    name: tokens.span(begin, name_end),
                    before: titles,
                    after,
                }),
                rule,
                confidence,
            });
            next
        } else {
            if titles.is_empty() && end - start <= 5 {
                propose(tokens, start, end, cover, mentions);
            }
            end
        };
    }
}

/// Capitalised words that nothing explains yet.
fn propose(tokens: &Tokens<'_>, from: usize, to: usize, cover: &Cover, mentions: &mut Vec<Mention>) {
    let mut from = from;
    while from < to && (tokens.word(from, File::Common).is_some() || tokens.word(from, File::Cues).is_some())
    {
        from += 1;
    }
    if from >= to || (from..to).any(|at| cover.taken[at]) {
        return;
    }
    let kind = Kind::Proper;
    mentions.push(Mention {
        span: tokens.span(from, to),
        from,
        to,
        kind,
        rule: "proper.capitals",
        confidence: 0.3,
    });
}

/// The stack of titles that begins at a token (`Assoc. Prof. Dr.`) and the token after it.
fn titles(tokens: &Tokens<'_>, from: usize, to: usize) -> (Vec<Span>, usize) {
    let mut spans = Vec::new();
    let mut at = from;
    while at < to
        && (tokens.tokens[at].is_capitalised()
            || tokens.vocabulary.language != "en" && tokens.tokens[at].shape == Shape::Lower)
    {
        let Some((hit, _)) = tokens.longest(at, File::Honorifics, "before") else { break };
        let mut end = hit.to;
        if tokens.get(end, to).is_some_and(|token| token.is('.') && !token.spaced) {
            end += 1;
        }
        let single = tokens.str(at).chars().count() == 1;
        if hit.to > to || single && !tokens.tokens[end - 1].is('.') {
            break;
        }
        spans.push(tokens.span(at, end));
        at = end;
    }
    (spans, at)
}

/// Letters after a name: `, PhD`, `OBE`, `S.H., M.Hum.`; gives them and the token after.
fn letters(tokens: &Tokens<'_>, from: usize, to: usize) -> (Vec<Span>, usize) {
    let mut spans = Vec::new();
    let mut end = from;
    loop {
        let at = if tokens.get(end, to).is_some_and(|token| token.is(',')) { end + 1 } else { end };
        let Some((hit, _)) = tokens.longest(at, File::Honorifics, "after").filter(|_| at < to) else { break };
        let word = tokens.tokens[at];
        let written = word.is_capitalised() || word.shape == Shape::Ideograph;
        if hit.to > to || !written {
            break;
        }
        let mut stop = hit.to;
        if tokens.get(stop, to).is_some_and(|token| token.is('.') && !token.spaced)
            && tokens.get(stop + 1, to).is_some_and(|next| !next.is_capitalised())
        {
            stop += 1;
        }
        spans.push(tokens.span(at, stop));
        end = stop;
    }
    (spans, end)
}

/// The end of the run of words that may be parts of one name.
fn run(tokens: &Tokens<'_>, from: usize, to: usize, cover: &Cover, titled: bool) -> Option<usize> {
    if !(tokens.get(from, to)?.is_capitalised() || titled && particle(tokens, from)) {
        return None;
    }
    let mut at = from;
    let mut end = from;
    while at < to.min(from + LONGEST) && !cover.taken[at] && (at == from || !cover.post_starts[at]) {
        let token = tokens.tokens[at];
        if at > from && !token.spaced && !tokens.tokens[at - 1].is('.') && !token.is('.') {
            break;
        }
        if token.is_capitalised() {
            if at > from && breaks(tokens, at) {
                break;
            }
            at += 1;
            end = at;
            let initial = tokens.str(at - 1).chars().count() <= 2 && token.shape != Shape::Title
                || tokens.str(at - 1).chars().count() == 1;
            if initial && tokens.get(at, to).is_some_and(|dot| dot.is('.') && !dot.spaced) {
                at += 1;
                end = at;
            }
        } else if particle(tokens, at)
            && tokens.get(at + 1, to).is_some_and(|next| next.is_capitalised() || particle(tokens, at + 1))
        {
            at += 1;
        } else if let Some(next) = nickname(tokens, at, to).filter(|_| at > from) {
            at = next;
        } else {
            break;
        }
    }
    (end > from).then_some(end)
}

/// Words that cannot stand inside a name.
fn breaks(tokens: &Tokens<'_>, at: usize) -> bool {
    let title = tokens.longest(at, File::Honorifics, "before").is_some() && tokens.str(at).len() > 2;
    let letters =
        tokens.longest(at, File::Honorifics, "after").is_some() && tokens.tokens[at].shape != Shape::Title;
    title || letters
}

fn particle(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.tokens.get(at).is_some_and(|token| token.shape == Shape::Lower)
        && tokens.word(at, File::Particles).is_some()
}

/// `‘Sunny’` between given and family name.
fn nickname(tokens: &Tokens<'_>, at: usize, to: usize) -> Option<usize> {
    let open = tokens
        .get(at, to)
        .filter(|token| matches!(token.shape, Shape::Mark('‘' | '“' | '"' | '\'' | '’')))?;
    let close =
        tokens.get(at + 2, to).filter(|token| matches!(token.shape, Shape::Mark('’' | '”' | '"' | '\'')))?;
    let inner = tokens.get(at + 1, to).filter(|token| token.is_capitalised() && !token.spaced)?;
    let next = tokens.get(at + 3, to)?;
    (open.spaced && !close.spaced && inner.is_word() && next.is_capitalised() && next.spaced)
        .then_some(at + 3)
}

/// What speaks for and against one word as a part of a name.
#[derive(Clone, Copy, Default)]
struct Weight {
    points: i32,
    name: bool,
    foreign: bool,
}

fn weigh(tokens: &Tokens<'_>, at: usize) -> Weight {
    let token = tokens.tokens[at];
    let given = tokens.word(at, File::Given);
    let family = tokens.word(at, File::Family);
    let worded =
        [given, family].into_iter().flatten().any(|sense| sense.value.split(' ').any(|tag| tag == "word"));
    let common = tokens.word(at, File::Common).is_some();
    let other = [
        File::Positions,
        File::Institutions,
        File::Events,
        File::Places,
        File::Cues,
        File::Labels,
        File::Numbers,
        File::Honorifics,
    ]
    .into_iter()
    .any(|file| {
        tokens.word(at, file).is_some_and(|sense| !(file == File::Institutions && sense.class == "link"))
    });
    let known = given.is_some() || family.is_some();
    let points = match (given.is_some(), family.is_some(), worded || common || other) {
        (true, _, false) => 3,
        (false, true, false) => 2,
        (_, _, true) if known => 0,
        (false, false, true) => -4,
        _ if token.shape == Shape::Mixed => 2,
        _ if tokens.str(at).contains('-') => 1,
        _ => 1,
    };
    Weight { points, name: known, foreign: (common || other) && !known }
}

/// Decides whether a run is a name: gives its first token, the one past its last, the rule and the confidence.
fn name(
    tokens: &Tokens<'_>,
    start: usize,
    end: usize,
    from: usize,
    to: usize,
    titles: &[Span],
    cover: &Cover,
) -> Option<(usize, usize, &'static str, f32)> {
    let titled = !titles.is_empty();
    let (begin, end) = trim(tokens, start, end, titled);
    let words: Vec<usize> = (begin..end).filter(|&at| tokens.tokens[at].is_capitalised()).collect();
    if words.is_empty() || begin >= end {
        return None;
    }
    let weights: Vec<Weight> = words.iter().map(|&at| weigh(tokens, at)).collect();
    if titled && begin == start {
        let foreign = weights.iter().all(|weight| weight.foreign);
        let last = titles.last().map_or(start, |title| tokens.range_of(*title).0);
        let office = tokens
            .longest(last, File::Honorifics, "before")
            .is_some_and(|(_, sense)| sense.value == "office");
        let foreign = foreign || office && words.len() == 1 && !weights[0].name;
        return (!foreign && words.len() <= 6).then_some((begin, end, "person.title", 0.95));
    }
    let long_enough = words.iter().filter(|&&at| tokens.str(at).chars().count() > 1).count();
    if words.len() < 2 || words.len() > 6 || long_enough == 0 || weights.iter().any(|weight| weight.foreign) {
        return None;
    }
    let points: i32 = weights.iter().map(|weight| weight.points).sum();
    let known = weights.iter().any(|weight| weight.name);
    let context = context(tokens, begin, end, from, to, cover);
    let capitals =
        words.iter().all(|&at| tokens.tokens[at].shape == Shape::Upper && tokens.str(at).len() > 2);
    let mixed =
        words.iter().any(|&at| tokens.tokens[at].shape == Shape::Upper && tokens.str(at).chars().count() > 2)
            && !capitals;
    let total = points + context + if mixed { 2 } else { 0 } - if capitals { 2 } else { 0 };
    let average = total as f32 / words.len() as f32;
    if known && average >= 2.0 && total >= 4 {
        Some((begin, end, "person.known", (0.6 + 0.05 * total as f32).min(0.9)))
    } else if context >= 3 && points >= 2 {
        Some((begin, end, "person.context", (0.5 + 0.05 * total as f32).min(0.8)))
    } else {
        None
    }
}

/// Leaves out words at the ends of a run that are plainly no names (`Hosted Maria Lopez`, `Maria Lopez Abstract`).
fn trim(tokens: &Tokens<'_>, start: usize, end: usize, titled: bool) -> (usize, usize) {
    let mut begin = start;
    let mut stop = end;
    while !titled && begin < stop && tokens.tokens[begin].is_capitalised() && weigh(tokens, begin).foreign {
        begin += 1;
    }
    while begin < stop && (!tokens.tokens[begin].is_capitalised() && !titled) {
        begin += 1;
    }
    while stop > begin + 1 {
        let at = stop - 1;
        let token = tokens.tokens[at];
        let dangling = !(token.is_capitalised() || token.is('.') && tokens.str(at - 1).len() <= 2);
        if !(dangling || token.is_capitalised() && weigh(tokens, at).foreign) {
            break;
        }
        stop = at;
    }
    (begin, stop)
}

/// What stands around a run and speaks for a name.
fn context(tokens: &Tokens<'_>, begin: usize, end: usize, from: usize, to: usize, cover: &Cover) -> i32 {
    let mut points = 0;
    let next = tokens.get(end, to);
    let separated = next.is_some_and(|token| {
        matches!(token.shape, Shape::Mark(',' | '(' | '–' | '-' | '—' | ':' | '|' | '\n'))
    });
    let after = if separated { end + 1 } else { end };
    if after < to && (cover.post_starts[after] || cover.institution_starts[after]) && separated {
        points += 3;
    }
    if separated && (after..to.min(after + 2)).any(|at| tokens.longest(at, File::Positions, "head").is_some())
    {
        points += 2;
    }
    if after < to
        && cue(tokens, after, &["present", "quote", "represent", "appoint", "moderate", "open", "close"])
    {
        points += 2;
    }
    let is = if separated && next.is_some_and(|token| token.is(',')) { end + 1 } else { end };
    if is < to
        && cue(tokens, is, &["is", "relative"])
        && (is + 1..to.min(is + 6)).any(|at| cover.post_starts[at])
    {
        points += 3;
    }
    if begin > from && cover.post_ends[begin] {
        points += 3;
    }
    let before = (from..begin)
        .rev()
        .find(|&at| !matches!(tokens.tokens[at].shape, Shape::Mark(':' | '：' | ',' | '\n')));
    if let Some(before) = before {
        let window = before.saturating_sub(3).max(from);
        let speaks = (window..=before).any(|at| {
            tokens.hits(at).iter().any(|hit| {
                hit.to == before + 1
                    && hit.senses.iter().any(|sense| match sense.file {
                        File::Cues => matches!(
                            sense.class,
                            "present"
                                | "host"
                                | "moderate"
                                | "chair"
                                | "keynote"
                                | "author"
                                | "contact"
                                | "appoint"
                                | "organize"
                                | "succeed"
                                | "by"
                        ),
                        File::Labels => matches!(
                            sense.class,
                            "speaker"
                                | "host"
                                | "moderator"
                                | "chair"
                                | "contact"
                                | "keynote"
                                | "panelist"
                                | "author"
                                | "organizer"
                                | "honoree"
                                | "appointee"
                        ),
                        _ => false,
                    })
            })
        });
        points += if speaks { 3 } else { 0 };
    }
    points
}

fn cue(tokens: &Tokens<'_>, at: usize, classes: &[&str]) -> bool {
    tokens
        .hits(at)
        .iter()
        .any(|hit| hit.senses.iter().any(|sense| sense.file == File::Cues && classes.contains(&sense.class)))
}

/// Names in Han script: a surname and one or two characters beside a title, a post or a label.
pub(crate) fn find_han(
    tokens: &Tokens<'_>,
    from: usize,
    to: usize,
    taken: &Flags,
    mentions: &mut Vec<Mention>,
) {
    let mut at = from;
    while at < to {
        let found = if tokens.tokens[at].shape == Shape::Ideograph && !taken[at] {
            han_name(tokens, at, from, to, taken)
        } else {
            None
        };
        let Some((end, rule)) = found else {
            at += 1;
            continue;
        };
        let mut after = Vec::new();
        let mut stop = end;
        while let Some((hit, _)) =
            tokens.longest(stop, File::Honorifics, "after").filter(|(hit, _)| hit.to <= to)
        {
            after.push(tokens.span(stop, hit.to));
            stop = hit.to;
        }
        mentions.push(Mention {
            span: tokens.span(at, stop),
            from: at,
            to: stop,
            kind: Kind::Person(PersonMention { name: tokens.span(at, end), before: Vec::new(), after }),
            rule,
            confidence: if rule == "person.han.title" { 0.9 } else { 0.7 },
        });
        at = stop;
    }
}

/// A surname at `at`, then one or two characters, with something beside it that only a person has.
fn han_name(
    tokens: &Tokens<'_>,
    at: usize,
    from: usize,
    to: usize,
    taken: &Flags,
) -> Option<(usize, &'static str)> {
    let surname = tokens
        .hits(at)
        .iter()
        .rev()
        .find(|hit| {
            hit.of(File::Family).is_some_and(|sense| sense.value.contains("zh") || sense.value.contains("ja"))
        })?
        .to;
    let free = |end: usize| {
        end <= to && (at..end).all(|at| tokens.tokens[at].shape == Shape::Ideograph && !taken[at])
    };
    let titled = |end: usize| {
        end < to
            && (tokens.longest(end, File::Honorifics, "after").is_some()
                || tokens.longest(end, File::Positions, "head").is_some())
    };
    let begins = at == from || starts_name(tokens, at, from);
    for length in [2, 1, 3] {
        let end = surname + length;
        if free(end) && titled(end) && begins {
            return Some((end, "person.han.title"));
        }
    }
    let lone =
        |end: usize| tokens.get(end, to).is_none_or(|next| next.shape != Shape::Ideograph || next.spaced);
    let after_cue = preceded(tokens, at, from);
    [2, 1]
        .into_iter()
        .map(|length| surname + length)
        .find(|&end| free(end) && (lone(end) || ends_before_cue(tokens, end)) && after_cue)
        .map(|end| (end, "person.han.cue"))
}

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
                        matches!(sense.file, File::Cues | File::Labels | File::Positions | File::Institutions)
                            || sense.file == File::Common
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
