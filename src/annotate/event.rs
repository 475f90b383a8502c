//! Events as named in text: a noun of the lexicon with its number (`Webinar 2`, `the third workshop`), how many (`four webinars`) and
//! whether it only points back (`this webinar`).

use crate::annotate::mention::{EventMention, Kind, Mention};
use crate::annotate::token::{Shape, Token};
use crate::annotate::tokens::Tokens;
use crate::annotate::vocabulary::{File, Sense};
use crate::records::EventKind;
use crate::span::Span;

/// Finds the events of a sentence.
pub(crate) fn find(tokens: &Tokens<'_>, from: usize, to: usize, mentions: &mut Vec<Mention>) {
    let mut at = from;
    while at < to {
        let Some((end, kind, plural)) =
            noun(tokens, at, to).filter(|(end, ..)| !names_a_room(tokens, *end, to))
        else {
            at += 1;
            continue;
        };
        let mut event = EventMention {
            kind,
            ordinal: None,
            last: false,
            anaphoric: false,
            plural,
            count: None,
            name: None,
        };
        let start = before(tokens, at, from, &mut event);
        event.ordinal = event.ordinal.or_else(|| counted(tokens, at, from));
        let stop = number_after(tokens, end, to, &mut event);
        event.name = proper_name(tokens, (at, end), from, to).filter(|_| !event.plural);
        mentions.push(Mention {
            span: tokens.span(start, stop),
            from: start,
            to: stop,
            kind: Kind::Event(event),
            rule: "event.noun",
            confidence: 0.7,
        });
        at = stop;
    }
}

/// `Conference Room`, `Lecture Hall`: a place, not an event.
fn names_a_room(tokens: &Tokens<'_>, end: usize, to: usize) -> bool {
    tokens.get(end, to).is_some() && tokens.longest(end, File::Institutions, "venue").is_some()
}

/// The longest event noun at a token: its end, its kind, whether it is a plural.
fn noun(tokens: &Tokens<'_>, at: usize, to: usize) -> Option<(usize, EventKind, bool)> {
    if !tokens.lists(at, File::Events) {
        return compound(tokens, at);
    }
    tokens.hits(at).iter().rev().filter(|hit| hit.to <= to).find_map(|hit| {
        let sense = hit.of(File::Events)?;
        Some((hit.to, sense.value.parse().ok()?, sense.class == "kinds"))
    })
}

/// `Vorbereitungstagung`, `studentencongres`: a noun of one word that ends in one that is listed as an end. German writes nouns with a capital.
fn compound(tokens: &Tokens<'_>, at: usize) -> Option<(usize, EventKind, bool)> {
    let noun = |token: &Token| token.is_capitalised() || tokens.vocabulary.language == "nl";
    tokens.tokens.get(at).filter(|token| tokens.has_compounds() && noun(token))?;
    let end = |sense: &Sense| sense.file == File::Events && matches!(sense.class, "tail" | "tails");
    let sense = tokens.tail(at, end)?;
    Some((at + 1, sense.value.parse().ok()?, sense.class == "tails"))
}

/// Reads `the third`, `four`, `this`, `final` before the noun; gives the first token that belongs to it.
fn before(tokens: &Tokens<'_>, noun: usize, from: usize, event: &mut EventMention) -> usize {
    let mut start = noun;
    let mut at = noun;
    let mut steps = 0;
    while at > from && steps < 4 {
        at -= 1;
        steps += 1;
        let numeral = tokens.word(at, File::Numbers);
        let word = tokens.tokens[at];
        if let Some(sense) = numeral {
            match sense.class {
                "ordinal" => event.ordinal = sense.value.parse().ok(),
                "last" => event.last = true,
                "cardinal" => event.count = sense.value.parse().ok(),
                _ => {}
            }
            start = at;
        } else if let Some(ordinal) = printed_ordinal(tokens, at, from) {
            event.ordinal = Some(ordinal);
            start = at.saturating_sub(1).max(from);
        } else if let Some(number) = roman(tokens.str(at)).filter(|_| word.shape == Shape::Upper) {
            event.ordinal = Some(number);
            start = at;
        } else if tokens.word_is(at, File::Cues, "this") {
            event.anaphoric = true;
            return at;
        } else if tokens.word_is(at, File::Institutions, "article") {
            event.anaphoric = start == noun && !event.plural;
            return start;
        } else if !word.is_word() || tokens.word_is(at, File::Common, "function") || !ordinary(word) {
            break;
        }
    }
    start
}

/// `IV`, `XXI`: a Roman number of two letters and more, or one that is no initial.
pub(crate) fn roman(text: &str) -> Option<u32> {
    let value = |letter| match letter {
        'I' => Some(1),
        'V' => Some(5),
        'X' => Some(10),
        'L' => Some(50),
        _ => None,
    };
    let values: Vec<i32> = text.chars().map(value).collect::<Option<_>>()?;
    let sum = |at: usize, value: i32| {
        if values.get(at + 1).is_some_and(|next| *next > value) { -value } else { value }
    };
    let total: i32 = values.iter().enumerate().map(|(at, value)| sum(at, *value)).sum();
    let alone = values.len() > 1 || matches!(text, "V" | "X");
    u32::try_from(total).ok().filter(|total| alone && *total > 0)
}

fn ordinary(word: Token) -> bool {
    matches!(word.shape, Shape::Lower | Shape::Title)
}

/// `第48回`, `第三届` before a noun, with up to eight characters between them.
fn counted(tokens: &Tokens<'_>, noun: usize, from: usize) -> Option<u32> {
    let near = noun.saturating_sub(COUNTED).max(from);
    let at = (near..noun).rev().find(|&at| tokens.str(at) == "第")?;
    let number = tokens.tokens.get(at + 1)?;
    let value = match number.shape {
        Shape::Number => tokens.str(at + 1).parse().ok()?,
        _ => han_number(tokens, at + 1)?,
    };
    let counter = (at + 2..(at + 6).min(noun + 1))
        .find(|&at| matches!(tokens.str(at), "回" | "期" | "届" | "屆" | "讲" | "講" | "次" | "场" | "場"));
    let whole = (at..noun).all(|at| matches!(tokens.tokens[at].shape, Shape::Ideograph | Shape::Number));
    (counter.is_some() && whole).then_some(value)
}

/// Most characters from `第` to the noun.
const COUNTED: usize = 14;

/// `三`, `十二`, `二十一`.
fn han_number(tokens: &Tokens<'_>, at: usize) -> Option<u32> {
    const DIGITS: [&str; 9] = ["一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |at: usize| {
        let text = tokens.tokens.get(at).map(|_| tokens.str(at))?;
        DIGITS.iter().position(|digit| *digit == text).map(|at| at as u32 + 1)
    };
    let ten = |at: usize| tokens.tokens.get(at).is_some() && tokens.str(at) == "十";
    match (digit(at), ten(at), ten(at + 1)) {
        (Some(tens), _, true) => Some(tens * 10 + digit(at + 2).unwrap_or(0)),
        (Some(one), ..) => Some(one),
        (None, true, _) => Some(10 + digit(at + 1).unwrap_or(0)),
        _ => None,
    }
}

/// `5th`, `2.` before the noun: a number token and its suffix.
fn printed_ordinal(tokens: &Tokens<'_>, at: usize, from: usize) -> Option<u32> {
    let suffix = tokens.tokens[at];
    let number = at.checked_sub(1).filter(|&number| number >= from).map(|number| tokens.tokens[number])?;
    let word = tokens.str(at);
    let ordinal = !suffix.spaced
        && (matches!(word, "st" | "nd" | "rd" | "th" | "e" | "er" | "ª" | "º" | "." | "o" | "a"));
    (ordinal && number.shape == Shape::Number)
        .then(|| number.span.of(tokens.text).parse().ok())
        .flatten()
        .filter(|&n| n < 200)
}

/// Reads `2` in `Webinar 2`, `#2`, `No. 2`; gives the token after it.
fn number_after(tokens: &Tokens<'_>, end: usize, to: usize, event: &mut EventMention) -> usize {
    let mut at = behind_sign(tokens, end, to);
    let upper = tokens.get(at, to).filter(|token| token.shape == Shape::Upper);
    if let Some(number) =
        upper.and_then(|_| roman(tokens.str(at))).filter(|_| !event.plural && event.ordinal.is_none())
    {
        event.ordinal = Some(number);
        return at + 1;
    }
    while tokens.get(at, to).is_some_and(|token| token.is('#') || token.is('№')) {
        at += 1;
    }
    let Some(token) = tokens.get(at, to).filter(|token| token.shape == Shape::Number && !event.plural) else {
        return end;
    };
    let digits = token.span.of(tokens.text);
    let ends = tokens
        .get(at + 1, to)
        .is_none_or(|next| next.spaced || !next.is_word() && !next.is('/') && !next.is('-'));
    match digits.parse::<u32>() {
        Ok(number) if digits.len() <= 2 && ends && number > 0 => {
            event.ordinal = Some(number);
            event.anaphoric = false;
            at + 1
        }
        _ => end,
    }
}

/// One past `No.`, `Nr.`, `n°`, `ke-`, where a number stands behind it.
fn behind_sign(tokens: &Tokens<'_>, end: usize, to: usize) -> usize {
    let word = tokens.get(end, to).map(|_| tokens.str(end).to_lowercase());
    if !word.is_some_and(|word| matches!(&*word, "no" | "nr" | "n" | "nº" | "núm" | "num" | "ke")) {
        return end;
    }
    let mark = |at: &usize| {
        tokens.get(*at, to).is_some_and(|token| matches!(token.shape, Shape::Mark('.' | '-' | '°' | 'º')))
    };
    let at = (end + 1..end + 3).find(|at| !mark(at)).unwrap_or(end);
    let number = tokens.get(at, to).is_some_and(|token| token.shape == Shape::Number);
    if number { at } else { end }
}

/// The capitalised words around a capitalised noun, with what `on` or `of` leads to: two words or more besides the noun, or one that is a name.
fn proper_name(tokens: &Tokens<'_>, noun: (usize, usize), from: usize, to: usize) -> Option<Span> {
    if !tokens.tokens[noun.0].is_capitalised() {
        return None;
    }
    let start = name_start(tokens, noun.0, from);
    let end = name_end(tokens, noun.1, to);
    let words = (start..end)
        .filter(|&at| tokens.tokens[at].is_word() || tokens.tokens[at].shape == Shape::Number)
        .count();
    (words >= 3 || words == 2 && start < noun.0).then(|| tokens.span(start, end))
}

fn name_start(tokens: &Tokens<'_>, noun: usize, from: usize) -> usize {
    let mut start = noun;
    let mut at = noun;
    while at > from {
        at -= 1;
        let token = tokens.tokens[at];
        let suffix = !token.spaced && at > from && tokens.tokens[at - 1].shape == Shape::Number;
        let inside = token.is_capitalised()
            && !tokens.word_is(at, File::Common, "function")
            && tokens.longest(at, File::Honorifics, "before").is_none();
        let joins = token.is('&')
            || token.is('-')
            || tokens.word_is(at, File::Institutions, "link")
                && at > from
                && tokens.tokens[at - 1].is_capitalised()
                && start == at + 1
                && start < noun
                && !opens_another(tokens, at);
        if inside || suffix || token.shape == Shape::Number {
            start = at;
        } else if !joins {
            break;
        }
    }
    start
}

/// `im Seminar die Tagung`: a German or Dutch article that is no `der` or `des` begins another noun.
fn opens_another(tokens: &Tokens<'_>, at: usize) -> bool {
    matches!(tokens.vocabulary.language, "de" | "nl")
        && tokens.word_is(at, File::Institutions, "article")
        && !matches!(tokens.str(at), "der" | "des")
}

fn name_end(tokens: &Tokens<'_>, noun: usize, to: usize) -> usize {
    let mut end = noun;
    let mut at = noun;
    while at < to {
        let token = tokens.tokens[at];
        let place = tokens.lists(at, File::Places);
        let located = at > noun && tokens.word_is(at - 1, File::Institutions, "locative") && place;
        if token.is_capitalised() && !located && !tokens.word_is(at, File::Common, "function") {
            at += 1;
            end = at;
        } else if token.shape == Shape::Number && token.span.len() == 4 && end == at {
            // `2024/25`, `2022–23`
            let glued = |at: usize| tokens.get(at, to).filter(|next| !next.spaced);
            let term = glued(at + 1).is_some_and(|mark| matches!(mark.shape, Shape::Mark('/' | '–' | '-')))
                && glued(at + 2).is_some_and(|next| next.shape == Shape::Number);
            return if term { at + 3 } else { at + 1 };
        } else if at == end
            && (token.is('&')
                || tokens.word_is(at, File::Institutions, "link")
                || tokens.word_is(at, File::Institutions, "conjunction"))
        {
            at += 1;
            while at < to && tokens.word_is(at, File::Institutions, "article") {
                at += 1;
            }
            if !tokens.get(at, to).is_some_and(super::token::Token::is_capitalised) {
                break;
            }
        } else {
            break;
        }
    }
    end
}
