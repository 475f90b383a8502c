//! Which words of a printed name are the surname, as far as the print makes it certain: capitals, the order of a script or of a culture that
//! the name tells by itself, initials, particles and hyphens, a well-known given name or surname. What none of them tells stays unknown.

use crate::annotate::culture::{FAMILY_FIRST, GIVEN_FIRST, NO_FAMILY, has_culture};
use crate::annotate::token::Shape;
use crate::annotate::{File, Tokens};
use crate::records::NameOrder;

/// A surname within a name.
pub(super) struct Surname {
    /// First token, and one past the last.
    pub tokens: (usize, usize),
    /// Whether it opens the name.
    pub order: NameOrder,
    /// What tells it.
    pub rule: &'static str,
    /// How surely.
    pub confidence: f32,
}

/// The surname in the tokens of a name.
pub(super) fn find(tokens: &Tokens<'_>, from: usize, to: usize) -> Option<Surname> {
    let to = without_generation(tokens, from, to);
    let words: Vec<usize> = (from..to).filter(|&at| tokens.tokens[at].is_capitalised()).collect();
    let first = |end: usize, rule, confidence| Surname {
        tokens: (from, end),
        order: NameOrder::FamilyFirst,
        rule,
        confidence,
    };
    let last = |start: usize, rule, confidence| Surname {
        tokens: (start, to),
        order: NameOrder::GivenFirst,
        rule,
        confidence,
    };
    if (from..to).any(|at| tokens.longest(at, File::Particles, "patronymic").is_some()) {
        return None;
    }
    capitals(tokens, &words, from, to)
        .or_else(|| Some(last(dotted(tokens, from, to)?, "name.dotted", 0.75)))
        .or_else(|| Some(first(han(tokens, from, to)?, "name.han", 0.9)))
        .or_else(|| Some(first(eastern(tokens, &words)?, "name.family_first", 0.8)))
        .or_else(|| Some(last(western(tokens, &words, from, to)?, "name.known_given", 0.8)))
        .or_else(|| Some(last(shaped(tokens, &words, from)?, "name.shape", 0.75)))
        .or_else(|| Some(last(known(tokens, &words, from)?, "name.known_family", 0.75)))
}

/// Before `Jr.`, `, Sr.`, `III`.
fn without_generation(tokens: &Tokens<'_>, from: usize, to: usize) -> usize {
    let generation = (from + 1..to).find(|&at| tokens.longest(at, File::Honorifics, "generation").is_some());
    let end = generation.unwrap_or(to);
    if tokens.tokens[end - 1].is(',') { end - 1 } else { end }
}

/// `Ann LEE`, `LEE Ann`: capitals at one end, and small letters in the rest.
fn capitals(tokens: &Tokens<'_>, words: &[usize], from: usize, to: usize) -> Option<Surname> {
    let stopped = |at: usize| tokens.tokens.get(at + 1).is_some_and(|dot| dot.is('.') && at + 1 < to);
    let loud = |at: &usize| {
        tokens.tokens[*at].shape == Shape::Upper && tokens.str(*at).chars().count() > 1 && !stopped(*at)
    };
    let list: Vec<usize> = words.iter().copied().filter(loud).collect();
    let (start, end) = (*list.first()?, *list.last()?);
    let within = words.iter().filter(|at| (start..=end).contains(*at)).count();
    let quiet = words
        .iter()
        .any(|at| tokens.tokens[*at].shape == Shape::Title && tokens.str(*at).chars().count() > 1);
    let opens = words.first() == Some(&start);
    if within != list.len() || !quiet || !(opens || words.last() == Some(&end)) {
        return None;
    }
    let (range, order) = if opens {
        ((start, end + 1), NameOrder::FamilyFirst)
    } else {
        ((with_particles(tokens, start, from, true), to), NameOrder::GivenFirst)
    };
    Some(Surname { tokens: range, order, rule: "name.capitals", confidence: 0.95 })
}

/// `苏曼·塔帕`: a foreign name in Han script or kana keeps its order, and a dot stands between its parts.
fn dotted(tokens: &Tokens<'_>, from: usize, to: usize) -> Option<usize> {
    let dot = |at: &usize| matches!(tokens.tokens[*at].shape, Shape::Mark('·' | '•' | '・'));
    (from..to).rev().find(dot).map(|at| at + 1).filter(|start| *start < to)
}

/// One past the surname of a name in Han script.
fn han(tokens: &Tokens<'_>, from: usize, to: usize) -> Option<usize> {
    let ideograph = tokens.tokens[from].shape == Shape::Ideograph;
    let hits = tokens.hits(from).iter().rev().filter(|_| ideograph);
    hits.into_iter().find(|hit| hit.to < to && hit.of(File::Family).is_some()).map(|hit| hit.to)
}

/// One past the surname where print or page tells a culture that puts it first: Vietnamese letters, a Korean pair of syllables, a
/// Hungarian page.
fn eastern(tokens: &Tokens<'_>, words: &[usize]) -> Option<usize> {
    let [first, rest @ ..] = words else { return None };
    let surname = |culture: &str| has_culture(tokens, *first, File::Family, &[culture]);
    let letters = |at: &usize| tokens.str(*at).chars().any(|c| VIETNAMESE.contains(c));
    let vietnamese = surname("vn") && words.iter().any(letters) && !rest.is_empty();
    let pair = |at: &usize| {
        let second = tokens.str(*at).split_once('-').map(|(_, second)| second);
        second.is_some_and(|second| second.chars().all(char::is_lowercase) && second.chars().count() <= 5)
    };
    let korean = surname("kr") && matches!(rest, [given] if pair(given));
    let hungarian = tokens.vocabulary.language == "hu" && rest.len() == 1;
    (vietnamese || korean || hungarian).then_some(first + 1)
}

/// Letters that of all Latin alphabets only the Vietnamese one has.
const VIETNAMESE: &str =
    "ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹĂĐƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ";

/// The first token of the surname where a well-known given name of a given-first culture opens the name.
fn western(tokens: &Tokens<'_>, words: &[usize], from: usize, to: usize) -> Option<usize> {
    let (first, last) = (*words.first()?, *words.last()?);
    let given = |cultures: &[&str]| has_culture(tokens, first, File::Given, cultures);
    if words.len() < 2
        || first != from
        || last + 1 != to
        || !given(&GIVEN_FIRST)
        || (given(&FAMILY_FIRST) || given(&NO_FAMILY)) && !is_western(tokens, first)
    {
        return None;
    }
    let before = words[words.len() - 2];
    let double = words.len() >= 3
        && given(&["es", "mx", "ar_", "co"])
        && tokens.word(before, File::Given).is_none()
        && tokens.str(before).chars().count() > 1;
    Some(with_particles(tokens, if double { before } else { last }, from, false))
}

/// `Julia`, `Simon`: given names that are borne elsewhere too, but in far more of the cultures that put them first, on a page of none of the others.
fn is_western(tokens: &Tokens<'_>, at: usize) -> bool {
    let Some(sense) = tokens.word(at, File::Given) else { return false };
    let count = |cultures: &[&str]| sense.value.split(' ').filter(|tag| cultures.contains(tag)).count();
    let others = count(&FAMILY_FIRST) + count(&NO_FAMILY);
    let language = tokens.vocabulary.language;
    let there = matches!(language, "hu" | "zh" | "ja" | "ko" | "vi" | "is" | "id" | "mn");
    !there && count(&GIVEN_FIRST) >= MORE * others
}

/// As many times more cultures put a name first that is theirs.
const MORE: usize = 4;

/// The surname that the print itself shows: behind two initials or a middle one, behind a particle, with a hyphen or an apostrophe in it.
fn shaped(tokens: &Tokens<'_>, words: &[usize], from: usize) -> Option<usize> {
    let [first, middle @ .., last] = words else { return None };
    let initial = |at: &usize| tokens.str(*at).chars().count() == 1;
    let initials =
        !initial(last) && (middle.iter().any(initial) && (initial(first) || middle.iter().all(initial)));
    let start = with_particles(tokens, *last, from, false);
    let compound =
        tokens.str(*last).split(['-', '\'', '’']).skip(1).any(|part| part.starts_with(char::is_uppercase));
    let nameless = has_culture(tokens, *first, File::Given, &NO_FAMILY);
    // `Salma Aït Ouahmane`: where there is a particle, there is a family.
    (initials || start < *last || !nameless && compound).then_some(start)
}

/// A surname of cultures that all put it last ends the name.
fn known(tokens: &Tokens<'_>, words: &[usize], from: usize) -> Option<usize> {
    let [first, .., last] = words else { return None };
    let family = |cultures: &[&str]| has_culture(tokens, *last, File::Family, cultures);
    let sure = family(&GIVEN_FIRST)
        && !family(&FAMILY_FIRST)
        && !family(&NO_FAMILY)
        && tokens.word(*last, File::Given).is_none();
    let eastern = has_culture(tokens, *first, File::Family, &FAMILY_FIRST)
        || has_culture(tokens, *first, File::Given, &NO_FAMILY);
    (sure && !eastern && words.len() == 2).then(|| with_particles(tokens, *last, from, false))
}

/// The particles before a surname belong to it: `van der`, `al-`, `Le`, but no initial and no first word.
fn with_particles(tokens: &Tokens<'_>, start: usize, from: usize, small: bool) -> usize {
    let particle = |at: usize| {
        let lower = tokens.tokens[at].shape == Shape::Lower;
        let opening = !small && tokens.tokens[at].is_capitalised() && tokens.tokens[at].span.len() > 1;
        (lower || opening)
            && tokens
                .hits(at)
                .iter()
                .any(|hit| hit.of(File::Particles).is_some_and(|sense| sense.class == "particle"))
    };
    let mark = |at: usize| matches!(tokens.tokens[at].shape, Shape::Mark('-' | '\'' | '’' | '‘'));
    let mut begin = start;
    let mut at = start;
    while at > from + 1 && (particle(at - 1) || mark(at - 1)) {
        at -= 1;
        begin = if particle(at) { at } else { begin };
    }
    if begin > from + 1 && ends_in_particle(tokens, begin - 1) { begin - 1 } else { begin }
}

/// `Jansen-de` before `Boer`: a hyphen joins two family names of which the second has a particle.
fn ends_in_particle(tokens: &Tokens<'_>, at: usize) -> bool {
    let end = tokens.str(at).rsplit_once('-').map(|(_, end)| crate::annotate::token::key(end));
    let listed = |key: u64| {
        let senses = tokens.vocabulary.word(key);
        senses.iter().any(|sense| sense.file == File::Particles && sense.class == "particle")
    };
    end.is_some_and(listed)
}
