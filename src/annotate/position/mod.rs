//! Posts: a head noun with what stands before it (`Acting Deputy`) and the subject after it (`of Computer Science`).
//! Where the words after `of` name a department or an institution they are left out: relating them is a later stage's work.

mod complement;

pub(super) use complement::is_article;

use crate::annotate::cover::{Cover, Part};
use crate::annotate::mention::{Kind, Mention, PositionMention};
use crate::annotate::token::Shape;
use crate::annotate::tokens::Tokens;
use crate::annotate::vocabulary::{File, Trigger};
use complement::complement;

/// Finds the posts of a sentence; `taken` says which tokens an institution or a unit covers.
pub(crate) fn find(tokens: &Tokens<'_>, from: usize, to: usize, cover: &Cover, mentions: &mut Vec<Mention>) {
    let mut at = from;
    let mut floor = from;
    while at < to {
        let free = !cover.is(at, Part::Institution) && !is_surname(tokens, at, (from, to));
        let found = if free { head(tokens, at, to) } else { None };
        let Some(head_end) = found else {
            at += 1;
            continue;
        };
        let start = modifiers(tokens, at, (from, floor), cover);
        let past = start.1;
        let end = complement(tokens, head_end, to, cover);
        mentions.push(Mention {
            span: tokens.span(start.0, end),
            from: start.0,
            to: end,
            kind: Kind::Position(PositionMention { head: tokens.span(at, head_end), past }),
            rule: "position.head",
            confidence: if tokens.tokens[at].is_capitalised() { 0.85 } else { 0.7 },
        });
        (at, floor) = (end, end);
    }
}

/// The end of the head noun that begins here; `Chair:` and other labels are no posts.
fn head(tokens: &Tokens<'_>, at: usize, to: usize) -> Option<usize> {
    if !tokens.triggers(at, Trigger::Post) {
        return None;
    }
    let (hit, _) = tokens.longest(at, File::Positions, "head")?;
    let end =
        whole(tokens, hit.to, to).filter(|_| tokens.word_is(at, File::Positions, "leads")).unwrap_or(hit.to);
    let label = tokens.get(end, to).is_some_and(|next| next.is(':'));
    (end <= to && !label).then_some(end)
}

/// `Per Bishop, Fenwick College`: a surname too, behind a given name that begins its line and before a comma or the end of it.
fn is_surname(tokens: &Tokens<'_>, at: usize, (from, to): (usize, usize)) -> bool {
    let given = at.checked_sub(1).filter(|given| *given >= from && tokens.tokens[at].shape == Shape::Title);
    let Some(given) = given.filter(|given| is_name(tokens, *given)) else { return false };
    let begins = given == from || matches!(tokens.tokens[given - 1].shape, Shape::Mark('\n' | '•' | ';'));
    let ends = tokens.get(at + 1, to).is_none_or(|next| matches!(next.shape, Shape::Mark(',' | '(' | '\n')));
    let known = |file| tokens.word(at, file).is_some();
    begins && ends && tokens.word(given, File::Given).is_some() && known(File::Family)
}

/// One past the noun of `chief resilience officer`, behind `chief`.
fn whole(tokens: &Tokens<'_>, from: usize, to: usize) -> Option<usize> {
    let small = tokens.tokens[from - 1].shape == Shape::Lower;
    let noun = |at: &usize| {
        let token = tokens.tokens[*at];
        token.is_word()
            && small == (token.shape == Shape::Lower)
            && !tokens.word_is(*at, File::Common, "function")
            && !tokens.is_connective(*at)
    };
    (from..to.min(from + NOUNS + 1))
        .take_while(noun)
        .find_map(|at| tokens.longest(at, File::Positions, "head").map(|(hit, _)| hit.to))
        .filter(|end| *end <= to)
}

/// The first token of `Acting Deputy …`, and whether a word says that the post is past; what the post before it took is not its own:
/// `Acting Vice-Chancellor Professor`.
fn modifiers(
    tokens: &Tokens<'_>,
    head: usize,
    (from, floor): (usize, usize),
    cover: &Cover,
) -> (usize, bool) {
    let mut start = head;
    let mut past = false;
    while start > floor {
        let before = start - 1;
        let token = tokens.tokens[before];
        if cover.is(before, Part::Institution) || !(token.is_word() || token.is('-') || token.is('&')) {
            break;
        }
        if tokens.word_is(before, File::Positions, "past") {
            past = true;
            break;
        }
        let modifier = is_modifier(tokens, before);
        let joined = (token.is('&') || token.is('-')) && start < head;
        let subject = token.is_capitalised()
            && tokens.tokens[head].is_capitalised()
            && tokens.word(before, File::Common).is_some_and(|sense| sense.class == "word")
            && tokens.word(before, File::Honorifics).is_none()
            && before > from;
        if !(modifier || joined || subject) {
            break;
        }
        start = before;
    }
    while start < head && matches!(tokens.tokens[start].shape, Shape::Mark(_)) {
        start += 1;
    }
    if !past && let Some(nouns) = nouns(tokens, start, floor, cover) {
        start = nouns;
    }
    (start, past)
}

/// `Acting`, `Deputy`; `IT` and `HR` in capitals alone.
fn is_modifier(tokens: &Tokens<'_>, at: usize) -> bool {
    let listed = tokens.longest(at, File::Positions, "modifier").filter(|(hit, _)| hit.to == at + 1);
    listed.is_some_and(|(_, sense)| sense.value != "capitals" || tokens.tokens[at].shape == Shape::Upper)
}

/// Most nouns before the head of a compound.
const NOUNS: usize = 3;

/// `Curriculum Developer`, `the conference secretary`: nouns before the head belong to it where an article or a mark stands before them,
/// or where the line begins and they are ordinary words.
fn nouns(tokens: &Tokens<'_>, head: usize, from: usize, cover: &Cover) -> Option<usize> {
    let small = tokens.tokens[head].shape == Shape::Lower;
    let noun = |at: usize| {
        let token = tokens.tokens[at];
        token.is_word()
            && token.spaced
            && !cover.is(at, Part::Institution)
            && (small == (token.shape == Shape::Lower)
                || token.shape == Shape::Upper && at + 1 == head
                || small && at == from && token.shape == Shape::Title)
            && !is_name(tokens, at)
            && !tokens.word_is(at, File::Common, "function")
            && !tokens.is_connective(at)
            && tokens.word(at, File::Honorifics).is_none()
            && tokens.word(at, File::Positions).is_none()
            && tokens.word(at, File::Places).is_none()
            && (!small || tokens.word(at, File::Cues).is_none())
    };
    // `NRC Director`: before an office, capitals are whose it is.
    let office =
        tokens.longest(head, File::Positions, "head").is_some_and(|(_, sense)| sense.value == "office");
    if office && head > from && tokens.tokens[head - 1].shape == Shape::Upper {
        return None;
    }
    let first = (from..head).rev().take(NOUNS).take_while(|&at| noun(at)).last()?;
    // `GIS Analyst` is a post; what more stands before capitals is the name of a group.
    if first + 1 < head && tokens.tokens[head - 1].shape == Shape::Upper {
        return None;
    }
    let ordinary = |at: usize| {
        tokens.word(at, File::Common).is_some()
            || tokens.word(at, File::Events).is_some()
            || tokens.word(at, File::Institutions).is_some()
            || tokens.tokens[at].shape == Shape::Upper
    };
    let bounded = match first.checked_sub(1).filter(|before| *before >= from) {
        // `Maria Lopez, marine archaeologist`: a name stands before the mark.
        Some(before) if small && follows_name(tokens, before) => true,
        Some(before) if small => {
            is_article(tokens, before) && !tokens.word_is(before, File::Institutions, "indefinite")
        }
        Some(before) => {
            let mark = [',', '(', '–', '—', '-', '\n'].iter().any(|mark| tokens.tokens[before].is(*mark));
            let said = tokens.cues(before).any(|class| matches!(class, "is" | "as"));
            // `seit dem Semester Professorin`: German writes compounds as one word, and Romance languages have none.
            let compounds = matches!(tokens.vocabulary.language, "en" | "nl" | "id");
            mark || said || compounds && is_article(tokens, before)
        }
        None => (!small || tokens.tokens[first].is_capitalised()) && (first..head).all(ordinary),
    };
    bounded.then_some(first)
}

/// A comma or a parenthesis behind a capitalised word, with another before it.
fn follows_name(tokens: &Tokens<'_>, mark: usize) -> bool {
    let compounds = matches!(tokens.vocabulary.language, "en" | "nl" | "id");
    let opens = tokens.tokens[mark].is(',') || tokens.tokens[mark].is('(');
    compounds && opens && mark > 1 && (mark - 2..mark).all(|at| tokens.tokens[at].is_capitalised())
}

/// A word that is known as a name and as nothing else.
fn is_name(tokens: &Tokens<'_>, at: usize) -> bool {
    let names = [tokens.word(at, File::Given), tokens.word(at, File::Family)];
    tokens.tokens[at].is_capitalised()
        && names.into_iter().flatten().any(|sense| sense.value.split(' ').all(|tag| tag != "word"))
}
