//! Where the name of an institution ends on its right: links, subjects, enumerations and the small words of Romance names belong to it.

use super::{Head, REACH, is_generic, unit_sense};
use crate::annotate::token::Shape;
use crate::annotate::tokens::Tokens;
use crate::annotate::vocabulary::{File, Trigger};
use crate::dates::{Class, Words};

/// One past the last token of the name, going right from the head.
pub(super) fn right(tokens: &Tokens<'_>, head: Head, left: usize, to: usize) -> usize {
    let mut end = head.to;
    let mut at = head.to;
    let mut linked = false;
    let proper_left = (left..head.from).any(|at| !is_generic(tokens, at));
    while at < to && at - head.to < REACH {
        let token = tokens.tokens[at];
        // `Inst. Mar. Norland`: the stop of an abbreviation.
        let short = !token.spaced && token.is('.') && tokens.tokens[at - 1].span.len() <= 5;
        if let Some(campus) = campus(tokens, head, at, to) {
            return campus;
        }
        if short && tokens.get(at + 1, to).is_some_and(|next| next.is_capitalised() && next.spaced) {
            at += 1;
        } else if let Some(next) = enumeration(tokens, at, to).filter(|_| linked) {
            return next;
        } else if token.is_capitalised() && token.spaced {
            // What other markup holds is no part of a name that is whole: `<i>Harrow College</i> <span>Opening Day</span>`.
            if proper_left && tokens.is_seam(at) {
                return end;
            }
            // `Centre for Vocational Training`: behind a link, a noun of events is what the institution is for.
            let for_training = linked && tokens.word(at, File::Events).is_some();
            if stops_right(tokens, at, to) && !for_training {
                // `Fenwick Council Annual Open Meeting`: what stands before an event is how that is called.
                let called = tokens.lists(at, File::Events) && !linked;
                return if called { head.to } else { end };
            }
            at += 1;
            end = at;
        } else if let Some(next) = link(tokens, at, to) {
            let inside =
                tokens.word_is(at, File::Institutions, "locative") && opens_another(tokens, next, to);
            let country = next == last_of_place(tokens, next, to).map_or(usize::MAX, |_| next);
            // `Faculty of Law of the University of Fenwick`: whose unit it is.
            let owner = head.unit.is_some()
                && (linked || end > head.to)
                && !unit_begins(tokens, next)
                && opens_institution(tokens, next, to);
            if country && proper_left && at == head.to
                || inside
                || owner
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

/// One past the town of `University of Wisconsin, Madison`: behind the name of a state a comma or `at` leads to the campus, as `at` does behind
/// the proper name of a university: `Fenwick State University at Leeds`.
fn campus(tokens: &Tokens<'_>, head: Head, comma: usize, to: usize) -> Option<usize> {
    tokens
        .get(comma, to)
        .filter(|mark| mark.is(',') || tokens.word_is(comma, File::Institutions, "locative"))?;
    let state = (head.to + 1..comma)
        .find_map(|at| tokens.longest(at, File::Places, "state").filter(|(hit, _)| hit.to == comma));
    let university = head.institution.is_some_and(|sense| sense.value == "university");
    let (town, _) = tokens.longest(comma + 1, File::Places, "city")?;
    let written = tokens.tokens[comma + 1].is_capitalised() && town.to <= to;
    let named = comma == head.to
        && tokens.str(comma) == "at"
        && head.from > 0
        && tokens.tokens[head.from - 1].is_capitalised();
    (written && university && (state.is_some() || named)).then_some(town.to)
}

/// Most words between two commas of an enumeration.
const PART: usize = 4;

/// One past `, Tides and Coastal Life` in `Institute of Water, Tides and Coastal Life`: subjects up to the last, which a conjunction leads
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
    let capitals =
        (end..to).take_while(|&at| tokens.tokens[at].is_capitalised() || tokens.tokens[at].is('-')).count();
    match () {
        // `Centre hydrographique de la Lys-Maritime`
        () if adjective && linked && noun == end && capitals > 0 => Some(end + capitals),
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
    let located = tokens.word_is(at, File::Institutions, "locative") && tokens.lists(next, File::Places);
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

/// The capitalised words from here on hold the head of an institution that is no unit.
fn opens_institution(tokens: &Tokens<'_>, from: usize, to: usize) -> bool {
    (from..to.min(from + 6))
        .take_while(|&at| tokens.tokens[at].is_capitalised())
        .any(|at| tokens.longest(at, File::Institutions, "head").is_some() && !unit_begins(tokens, at))
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
    // `Fenwick College Host: …`, but `Ann Lee, University of Fenwick: Whales at Sea`.
    let label = tokens.get(at + 1, to).is_some_and(|next| next.is(':')) && tokens.lists(at, File::Labels);
    let event = tokens.lists(at, File::Events);
    title || post || function || label || event || is_calendar(tokens, at)
}

/// A month or a weekday: `Fenwick College on October 8`.
fn is_calendar(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.triggers(at, Trigger::Date)
        && Words::of(tokens.vocabulary.language).is(tokens.str(at), &[Class::Month, Class::Weekday])
}

/// `Dr.`, `Mrs.`: a form of address begins another name; `Tun` or `Sir` may be a part of this one.
fn is_address(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens
        .longest(at, File::Honorifics, "before")
        .is_some_and(|(_, sense)| matches!(sense.value, "courtesy" | "academic"))
}
