//! Whether a run of capitalised words is a name: what each word is known as, and what stands around the run.

use crate::annotate::cover::{Cover, Part};
use crate::annotate::culture::{FAMILY_FIRST, has_culture};
use crate::annotate::person::context::context;
use crate::annotate::person::namesake::{is_memorial, is_namesake};
use crate::annotate::token::Shape;
use crate::annotate::tokens::Tokens;
use crate::annotate::vocabulary::File;
use crate::dates::{Class, Words};
use crate::span::Span;

/// What speaks for and against one word as a part of a name.
#[derive(Clone, Copy, Default)]
struct Weight {
    points: i32,
    name: bool,
    foreign: bool,
}

/// Where words are listed that are no names.
const OTHER: [File; 8] = [
    File::Positions,
    File::Institutions,
    File::Events,
    File::Places,
    File::Cues,
    File::Labels,
    File::Numbers,
    File::Honorifics,
];

fn weigh(tokens: &Tokens<'_>, at: usize) -> Weight {
    let token = tokens.tokens[at];
    let given = tokens.word(at, File::Given);
    let family = tokens.word(at, File::Family);
    let worded =
        [given, family].into_iter().flatten().any(|sense| sense.value.split(' ').any(|tag| tag == "word"));
    let common = tokens.word(at, File::Common).is_some();
    let other = tokens.lists_any(at, &OTHER)
        && OTHER.into_iter().any(|file| {
            tokens.word(at, file).is_some_and(|sense| !(file == File::Institutions && sense.class == "link"))
        });
    let known = given.is_some() || family.is_some();
    let other = other || !known && !common && (is_derived(tokens, at) || is_plural_post(tokens, at));
    let points = match (given.is_some(), family.is_some(), worded || common || other) {
        (true, _, false) => 3,
        (false, true, false) => 2,
        (_, _, true) if known => 0,
        (false, false, true) => -4,
        _ if token.shape == Shape::Mixed => 2,
        _ => 1,
    };
    Weight { points, name: known, foreign: (common || other) && !known }
}

/// `Effects Reconsidered`, `Ocean Circulation`: a word that is made as nouns and participles are, and no names.
fn is_derived(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.tail(at, |sense| sense.file == File::Common && sense.class == "ending").is_some()
}

/// `Harrow Bible Translators`: people of one trade are a society.
fn is_plural_post(tokens: &Tokens<'_>, at: usize) -> bool {
    let one = tokens.str(at).strip_suffix('s').filter(|one| one.len() >= TRADE);
    one.is_some_and(|one| {
        tokens.vocabulary.of_word(one, File::Positions).is_some_and(|sense| sense.class == "head")
    })
}

/// Fewest letters of a trade.
const TRADE: usize = 6;

/// Decides whether a run is a name: gives its first token, the one past its last, the rule and the confidence.
pub(super) fn name(
    tokens: &Tokens<'_>,
    start: usize,
    end: usize,
    from: usize,
    to: usize,
    titles: &[Span],
    cover: &Cover,
) -> Option<(usize, usize, &'static str, f32)> {
    let titled = !titles.is_empty();
    let (begin, end) = trim(tokens, start, end, titled, cover);
    let words: Vec<usize> = (begin..end).filter(|&at| tokens.tokens[at].is_capitalised()).collect();
    if words.is_empty() || words.len() < 2 && !titled {
        return None;
    }
    let weights: Vec<Weight> = words.iter().map(|&at| weigh(tokens, at)).collect();
    if titled && (is_memorial(tokens, end, to) || is_trail(tokens, begin, end)) {
        return None;
    }
    if titled && begin == start {
        let named = bears(tokens, titles, begin, &weights);
        return named.then_some((begin, end, "person.title", 0.95));
    }
    if is_place(tokens, begin, end)
        || is_namesake(tokens, begin, end, from, to)
        || is_thing(tokens, begin, end, from, to)
        || is_subject(tokens, begin, from, cover)
        || is_employer(tokens, begin, from)
    {
        return None;
    }
    let long_enough = words.iter().filter(|&&at| tokens.str(at).chars().count() > 1).count();
    let code = words.iter().any(|&at| tokens.str(at).contains(|c: char| c.is_ascii_digit()));
    let foreign =
        code || has_acronym(tokens, &words, &weights) || weights.iter().any(|weight| weight.foreign);
    if words.len() < 2 || words.len() > 6 || long_enough == 0 || foreign {
        return None;
    }
    let points = weights.iter().map(|weight| weight.points).sum::<i32>() + worded_surname(&weights)
        - misplaced(tokens, &words, &weights);
    let known = weights.iter().any(|weight| weight.name);
    let context = context(tokens, begin, end, from, to, cover);
    // German prints every noun with a capital, so a name begins with one that is known as such.
    let noun = tokens.vocabulary.language == "de" && !weights[0].name && !is_initial(tokens, words[0]);
    if noun && context < 3 {
        return None;
    }
    let capitals =
        words.iter().all(|&at| tokens.tokens[at].shape == Shape::Upper && tokens.str(at).len() > 2);
    let mixed =
        words.iter().any(|&at| tokens.tokens[at].shape == Shape::Upper && tokens.str(at).chars().count() > 2)
            && !capitals;
    let total = points + context + if mixed { 2 } else { 0 } - if capitals { 2 } else { 0 };
    let average = total as f32 / words.len() as f32;
    if has_initials(tokens, &words) && total >= 3 {
        Some((begin, end, "person.initials", (0.6 + 0.05 * total as f32).min(0.9)))
    } else if known && average >= 2.0 && total >= 4 {
        let rule = if context >= 3 { "person.cue" } else { "person.known" };
        Some((begin, end, rule, (0.6 + 0.05 * total as f32).min(0.9)))
    } else if context >= 3 && points >= 2 && (known || words.len() <= 3) {
        Some((begin, end, "person.context", (0.5 + 0.05 * total as f32).min(0.8)))
    } else {
        None
    }
}

/// `Major Hollis Trail Land Use`: behind a title and a name stands, inside of the run, what is named after its bearer.
fn is_trail(tokens: &Tokens<'_>, begin: usize, end: usize) -> bool {
    let noun = |at: usize| tokens.longest(at, File::Institutions, "namesake").is_some();
    (begin + 1..end).any(|at| tokens.tokens[at].is_capitalised() && noun(at) && !weigh(tokens, at).name)
}

/// `the Maria Lopez corridor`, `Lopez Practice Exchange (LPE)`: no person bears an article in English, or is known by the initials of the name.
fn is_thing(tokens: &Tokens<'_>, begin: usize, end: usize, from: usize, to: usize) -> bool {
    let article = begin > from && tokens.vocabulary.language == "en" && {
        let before = begin - 1;
        tokens.word_is(before, File::Institutions, "article") && tokens.tokens[before].shape == Shape::Lower
    };
    let initials = || {
        let words = (begin..end).filter(|&at| tokens.tokens[at].is_capitalised());
        words.filter_map(|at| tokens.str(at).chars().next()).collect::<String>()
    };
    let open = tokens.get(end, to).is_some_and(|mark| mark.is('('));
    let close = tokens.get(end + 2, to).is_some_and(|mark| mark.is(')'));
    article || open && close && tokens.str(end + 1).chars().count() > 2 && tokens.str(end + 1) == initials()
}

/// `catedrática de Química Analítica`: what a post is about begins with no known given name.
fn is_subject(tokens: &Tokens<'_>, begin: usize, from: usize, cover: &Cover) -> bool {
    let linked = begin > from && tokens.word_is(begin - 1, File::Institutions, "link");
    let plain = begin > from && cover.is(begin - 1, Part::PostStart);
    cover.is(begin, Part::PostInside) && (linked || plain) && tokens.word(begin, File::Given).is_none()
}

/// `engineer at Harrow Bing`: `at` leads to a house, unless a given name stands there.
fn is_employer(tokens: &Tokens<'_>, begin: usize, from: usize) -> bool {
    begin > from
        && tokens.str(begin - 1) == "at"
        && tokens.word_is(begin - 1, File::Institutions, "locative")
        && tokens.word(begin, File::Given).is_none()
}

/// What stands behind titles is a name, whatever its words, but for ordinary words, one word behind an office or a rank that is known as no name, and
/// what a post is about: `profesor de Química`.
fn bears(tokens: &Tokens<'_>, titles: &[Span], begin: usize, weights: &[Weight]) -> bool {
    let last = titles.last().map_or(begin, |title| tokens.range_of(*title).0);
    let known = weights.iter().any(|weight| weight.name);
    let ordinary = weights.iter().all(|weight| weight.foreign);
    let title = tokens.longest(last, File::Honorifics, "before");
    let office =
        title.is_some_and(|(_, sense)| matches!(sense.value, "office" | "rank")) && weights.len() == 1;
    let post = tokens.longest(last, File::Positions, "head").is_some();
    let subject = post && tokens.tokens[begin].shape == Shape::Lower;
    !ordinary && (known || !office && !subject) && weights.len() <= 6
}

/// `MIT Sloan`, `Adopts AI`: a few capitals that are no known name, before words in small letters or behind them.
fn has_acronym(tokens: &Tokens<'_>, words: &[usize], weights: &[Weight]) -> bool {
    let shouted = |at: usize| tokens.tokens[at].shape == Shape::Upper && tokens.str(at).chars().count() > 1;
    let stopped = |at: usize| tokens.tokens.get(at + 1).is_some_and(|dot| dot.is('.') && !dot.spaced);
    // `Adopts AI`: what may be a surname is one beside a name.
    let alone = weights.iter().filter(|weight| weight.name).count() <= 1;
    let acronym = |(at, weight): (&usize, &Weight)| {
        shouted(*at) && (!weight.name || alone) && !stopped(*at) && tokens.str(*at).chars().count() <= ACRONYM
    };
    let ends = [words.first().zip(weights.first()), words.last().zip(weights.last())];
    !words.iter().all(|&at| shouted(at)) && ends.into_iter().flatten().any(acronym)
}

/// Most letters of capitals that are no surname unless they are known as one.
const ACRONYM: usize = 3;

/// `Bumped Jackson`: a given name behind a word that is none proves little, where surnames stand last.
fn misplaced(tokens: &Tokens<'_>, words: &[usize], weights: &[Weight]) -> i32 {
    let ([_, last], [first_weight, last_weight]) = (words, weights) else { return 0 };
    let eastern = has_culture(tokens, *last, File::Given, &FAMILY_FIRST);
    let surname = tokens.word(*last, File::Family).is_some();
    match () {
        () if first_weight.name || last_weight.points != 3 || eastern => 0,
        () if surname => 1,
        () => 2,
    }
}

/// `Robert Carpenter`: behind a well-known given name, a surname that is a word too.
fn worded_surname(weights: &[Weight]) -> i32 {
    match weights {
        [given, surname] if given.points == 3 && surname.name && surname.points == 0 => 1,
        _ => 0,
    }
}

/// `Mary K. Hollis`, `J. T. Hollis`: initials with their stops between a first word or another initial and a surname of small letters.
fn has_initials(tokens: &Tokens<'_>, words: &[usize]) -> bool {
    let initial = |at: usize| is_initial(tokens, at);
    let [first, middle @ .., last] = words else { return false };
    let surname = tokens.tokens[*last].shape != Shape::Upper && tokens.str(*last).chars().count() > 2;
    let full = !initial(*first) && tokens.tokens[*first].shape == Shape::Title;
    surname && middle.iter().any(|&at| initial(at)) && (full || middle.iter().all(|&at| initial(at)))
}

/// A given name that is no other word and no place.
pub(super) fn is_given(tokens: &Tokens<'_>, at: usize) -> bool {
    let weight = weigh(tokens, at);
    tokens.tokens[at].is_capitalised() && tokens.word(at, File::Given).is_some() && weight.points > 0
}

/// A word of the run is known as a name and as nothing else, or an initial.
pub(super) fn has_name(tokens: &Tokens<'_>, from: usize, to: usize) -> bool {
    (from..to).filter(|&at| tokens.tokens[at].is_capitalised()).any(|at| {
        let weight = weigh(tokens, at);
        weight.name && weight.points > 0 || at + 2 < to && is_initial(tokens, at)
    })
}

fn is_initial(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.str(at).chars().count() == 1 && tokens.tokens.get(at + 1).is_some_and(|dot| dot.is('.'))
}

/// A run that nothing speaks against: two to four words of a name, not all in capitals, up to a mark, `and` or the end of its line.
pub(super) fn may_name(tokens: &Tokens<'_>, from: usize, to: usize) -> bool {
    let shouted = |at: usize| tokens.tokens[at].shape == Shape::Upper && tokens.str(at).len() > 1;
    let mut words = (from..to).filter(|&at| tokens.tokens[at].is_capitalised());
    !words.all(shouted) && may_name_in_capitals(tokens, from, to)
}

/// The same, in capitals or not.
pub(super) fn may_name_in_capitals(tokens: &Tokens<'_>, from: usize, to: usize) -> bool {
    let words: Vec<usize> = (from..to).filter(|&at| tokens.tokens[at].is_capitalised()).collect();
    // `Ana Ramos and Maria Lopez`, but neither `Bloody Mary and Shirley Temple` nor `Earl Grey or Lady Lavender`.
    let joins = |class| tokens.word_is(to, File::Institutions, class);
    let and = || joins("conjunction") && !joins("alternative") && tokens.word(from, File::Given).is_some();
    let ends = tokens.tokens.get(to).is_none_or(|next| !next.is_word() || next.is_capitalised() || and());
    let long = words.iter().any(|&at| tokens.str(at).chars().count() > 2);
    (2..=4).contains(&words.len())
        && long
        && ends
        && !is_place(tokens, from, to)
        && !is_namesake(tokens, from, to, from.saturating_sub(2), tokens.tokens.len())
        && !words.iter().any(|&at| weigh(tokens, at).foreign)
}

/// Leaves out words at the ends of a run that are plainly no names (`Hosted Maria Lopez`, `Maria Lopez Abstract`).
fn trim(tokens: &Tokens<'_>, start: usize, end: usize, titled: bool, cover: &Cover) -> (usize, usize) {
    let mut begin = post_before(tokens, start, end, cover).unwrap_or(start);
    begin = if titled { begin } else { subject_before(begin, end, cover).unwrap_or(begin) };
    let mut stop = end;
    let date = |at: usize| at > 0 && tokens.tokens[at - 1].shape == Shape::Number && is_month(tokens, at);
    while !titled
        && begin < stop
        && tokens.tokens[begin].is_capitalised()
        && (date(begin) || weigh(tokens, begin).foreign)
    {
        begin += 1;
    }
    begin += usize::from(!titled && is_byline(tokens, begin, stop));
    while !titled && let Some(after) = office_before(tokens, begin, stop) {
        begin = after;
    }
    while begin < stop && (!tokens.tokens[begin].is_capitalised() && !titled) {
        begin += 1;
    }
    while stop > begin + 1 {
        let at = stop - 1;
        let token = tokens.tokens[at];
        let dangling = !(token.is_capitalised() || token.is('.') && tokens.str(at - 1).len() <= 2);
        let outside = token.is_capitalised()
            && (weigh(tokens, at).foreign && !(titled && is_only_surname(tokens, begin, at))
                || !titled && is_affiliation(tokens, begin, at));
        if !(dangling || outside) {
            break;
        }
        stop = at;
    }
    (begin, stop)
}

/// `Dra. Luzia Pamplona`: behind a title and a given name alone, the name of a town is the surname.
fn is_only_surname(tokens: &Tokens<'_>, begin: usize, last: usize) -> bool {
    let town = tokens.word_is(last, File::Places, "city");
    last == begin + 1 && town && tokens.tokens[last].spaced && is_given(tokens, begin)
}

/// `Par Jeanne Dupuis`: what says whose a text is begins no name of three words.
fn is_byline(tokens: &Tokens<'_>, begin: usize, stop: usize) -> bool {
    begin + 3 <= stop && tokens.word_is(begin, File::Cues, "by")
}

/// `Maria Lopez EUI`: a few capitals behind two words known as a name say where the person is from.
fn is_affiliation(tokens: &Tokens<'_>, begin: usize, last: usize) -> bool {
    let letters = tokens.str(last).chars().count();
    let shouted = tokens.tokens[last].shape == Shape::Upper && (2..=ACRONYM + 1).contains(&letters);
    let small = |at: usize| tokens.tokens[at].shape == Shape::Title;
    shouted
        && begin + 2 <= last
        && (begin..last).all(small)
        && !weigh(tokens, last).name
        && has_name(tokens, begin, last)
}

/// `12 Nov Maria Lopez`: a month behind a number is no name.
fn is_month(tokens: &Tokens<'_>, at: usize) -> bool {
    Words::of(tokens.vocabulary.language).is(tokens.str(at), &[Class::Month])
}

/// `GIS Analyst Maria Lopez`: a post of several words before two more words of a name.
fn post_before(tokens: &Tokens<'_>, start: usize, stop: usize, cover: &Cover) -> Option<usize> {
    let end = (start + 2..stop)
        .find(|&end| cover.is(end - 1, Part::PostEnd))
        .filter(|_| cover.is(start, Part::PostStart))?;
    let words = (end..stop).filter(|&at| tokens.tokens[at].is_capitalised()).count();
    (words >= 2).then_some(end)
}

/// `schepen van Cultuur Maria Lopez`: the end of what a post is about, before two more words of a name.
fn subject_before(begin: usize, stop: usize, cover: &Cover) -> Option<usize> {
    let end = (begin..stop)
        .find(|&at| cover.is(at, Part::PostEnd))
        .filter(|_| cover.is(begin, Part::PostInside))?
        + 1;
    (end + 2 <= stop).then_some(end)
}

/// `Chancellor Maria Lopez`: a post before two more words of a name is not a part of it.
fn office_before(tokens: &Tokens<'_>, begin: usize, stop: usize) -> Option<usize> {
    // `Cetologist Maria Lopez`: what nobody lists ends as its like do.
    let ends = || tokens.tail(begin, |sense| sense.file == File::Positions && sense.class == "ending");
    let head = tokens.longest(begin, File::Positions, "head").map(|(hit, _)| hit.to);
    let to = head.or_else(|| ends().map(|_| begin + 1))?;
    (to + 2 <= stop && tokens.tokens[to].is_capitalised()).then_some(to)
}

/// The run is the name of a place, whole: `Hong Kong`.
fn is_place(tokens: &Tokens<'_>, begin: usize, end: usize) -> bool {
    tokens.hits(begin).iter().any(|hit| hit.to == end && hit.of(File::Places).is_some())
}
