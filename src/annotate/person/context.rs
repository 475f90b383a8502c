//! What stands beside a run of capitalised words and speaks for a name: a post, an institution, a label, a cue.

use crate::annotate::cover::{Cover, Part};
use crate::annotate::token::Shape;
use crate::annotate::tokens::Tokens;
use crate::annotate::vocabulary::{File, Sense};

/// What people do: verbs that follow a name.
const DOES: [&str; 9] =
    ["present", "quote", "represent", "appoint", "moderate", "host", "chair", "open", "close"];

/// What stands around a run and speaks for a name.
pub(super) fn context(
    tokens: &Tokens<'_>,
    begin: usize,
    end: usize,
    from: usize,
    to: usize,
    cover: &Cover,
) -> i32 {
    let mut points = 0;
    let next = tokens.get(end, to);
    let separated = next.is_some_and(|token| {
        matches!(token.shape, Shape::Mark(',' | '(' | '–' | '-' | '—' | ':' | '|' | '\n'))
    });
    let after = if separated { end + 1 } else { end };
    // `<b>Maria Lopez</b> <i>Fenwick University</i>`
    let separated = separated || after < to && tokens.is_seam(after);
    if after < to
        && (cover.is(after, Part::PostStart) || cover.is(after, Part::InstitutionStart))
        && separated
    {
        points += 3;
    }
    if separated && (after..to.min(after + 2)).any(|at| tokens.longest(at, File::Positions, "head").is_some())
    {
        points += 2;
    }
    if after < to && cue(tokens, after, &DOES) {
        points += 2;
    }
    let is = if separated && next.is_some_and(|token| token.is(',')) { end + 1 } else { end };
    if is < to
        && cue(tokens, is, &["is", "relative"])
        && (is + 1..to.min(is + 6)).any(|at| cover.is(at, Part::PostStart))
    {
        points += 3;
    }
    if begin > from && cover.is(begin - 1, Part::PostEnd) {
        points += 3;
    }
    let before = (from..begin)
        .rev()
        .find(|&at| !matches!(tokens.tokens[at].shape, Shape::Mark(':' | '：' | ',' | '\n')));
    if let Some(before) = before {
        let window = before.saturating_sub(3).max(from);
        let marked = begin - before > 1;
        let speaks = asks(tokens, window, before, marked);
        // `a cargo de`, `mediação de`: more than the small word that joins nouns as well.
        let ends = |end: usize, class: &str| {
            let hits = |at| tokens.hits(at).iter().filter(|hit| hit.to == end);
            (window..before).any(|at| hits(at).any(|hit| hit.sense(File::Cues, class).is_some()))
        };
        let phrase = ends(before + 1, "by") || !marked && ends(before, "moderate");
        // `sponsored by`: institutions give money, not people.
        let gives = (window..before).any(|at| {
            tokens
                .hits(at)
                .iter()
                .any(|hit| hit.to == before + 1 && hit.sense(File::Cues, "sponsor").is_some())
        });
        points += match () {
            () if gives => 0,
            () if speaks => 3,
            () if !cue(tokens, before, &["by"]) => 0,
            () if phrase || tokens.word(begin, File::Given).is_some() => 3,
            () => agent(tokens, before),
        };
    }
    points
}

/// `who`, `with`, `mit`: a word that has another use in sentences.
fn is_small(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.word_is(at, File::Common, "function")
        || tokens.word_is(at, File::Institutions, "link")
        || cue(tokens, at, &["relative", "by", "at"])
}

/// A cue or a label that ends at a token and asks for a name behind it.
fn asks(tokens: &Tokens<'_>, window: usize, last: usize, marked: bool) -> bool {
    // `the people who Read Them`: a small word is a label only with a mark behind it.
    let label = marked || !is_small(tokens, last);
    let sense = |sense: &Sense| match sense.file {
        File::Cues => CUES.contains(&sense.class),
        File::Labels => label && LABELS.contains(&sense.class),
        _ => false,
    };
    let ends = |at: usize| tokens.hits(at).iter().filter(|hit| hit.to == last + 1);
    (window..=last).any(|at| ends(at).any(|hit| hit.senses.iter().any(sense)))
}

/// Classes of cues that ask for a name.
const CUES: [&str; 11] = [
    "present",
    "speaker_noun",
    "host",
    "moderate",
    "chair",
    "keynote",
    "author",
    "contact",
    "appoint",
    "organize",
    "succeed",
];

/// Classes of labels that ask for a name.
const LABELS: [&str; 14] = [
    "speaker",
    "host",
    "moderator",
    "chair",
    "contact",
    "keynote",
    "panelist",
    "author",
    "organizer",
    "convener",
    "honoree",
    "appointee",
    "participants",
    "pictured",
];

/// `by` says that somebody did it; `from`, `de`, `van` join nouns as well.
fn agent(tokens: &Tokens<'_>, at: usize) -> i32 {
    let joins = tokens.word_is(at, File::Institutions, "link") || cue(tokens, at, &["at"]);
    if joins { 2 } else { 3 }
}

fn cue(tokens: &Tokens<'_>, at: usize, classes: &[&str]) -> bool {
    tokens
        .hits(at)
        .iter()
        .any(|hit| hit.senses.iter().any(|sense| sense.file == File::Cues && classes.contains(&sense.class)))
}
