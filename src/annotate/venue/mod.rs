//! Venues: rooms and buildings as named in text. A noun of the lexicon (`Hall`, `room`, `salle`) with a name or a number of its own makes one,
//! and what `,`, `of` and parentheses lead to belongs to it: `Room 12, Foresight Hall`, `the Oak Room on the second floor of Mill House`.

mod behind;
mod chain;
mod code;

pub(crate) use behind::behind_days;

use crate::annotate::cover::{Cover, Part};
use crate::annotate::mention::{Kind, Mention};
use crate::annotate::token::{Shape, Token};
use crate::annotate::tokens::{Sentence, Tokens, Trait};
use crate::annotate::vocabulary::{File, Hit, Trigger};
use crate::dates::{Class, Words};

/// Longest name to one side of the noun, in tokens.
const REACH: usize = 6;

/// A room or building without what it is a part of.
#[derive(Clone, Copy)]
struct Piece {
    from: usize,
    to: usize,
    /// A noun that also names institutions (`Museum`), so that only `at` before it makes it a venue.
    wide: bool,
}

/// Finds the venues of a sentence; no word of a person, a post or a date belongs to one.
pub(crate) fn find(
    tokens: &Tokens<'_>,
    from: usize,
    to: usize,
    cover: &mut Cover,
    mentions: &mut Vec<Mention>,
) {
    let dates = Words::of(tokens.vocabulary.language);
    let mut nouns = false;
    for at in from..to {
        if noun(tokens, at, to).is_some() {
            cover.set(at, Part::VenueNoun);
            nouns = true;
        }
    }
    let scan = Scan { tokens, from, to, cover, dates, nouns };
    let (mut at, mut done) = (from, from);
    while at < to {
        let Some(first) = scan.piece(at, at) else {
            at += 1;
            continue;
        };
        // `NOTE THE ROOM: C1.03` labels one.
        if scan.is_label(first) {
            at = first.to;
            continue;
        }
        let first = Piece { from: scan.house(first).max(done), ..first };
        let located = scan.located(first.from);
        let (end, roomy) = scan.chain(first.to);
        if first.wide && !located && !roomy {
            at = first.to;
            continue;
        }
        let confidence = if located { 0.8 } else { 0.65 };
        mentions.push(Mention {
            span: tokens.span(first.from, end),
            from: first.from,
            to: end,
            kind: Kind::Venue,
            rule: "venue.noun",
            confidence,
        });
        (at, done) = (end, end);
    }
}

/// Whether a sentence may name a venue: it has a noun that may be one of venues, or a capitalised word before a number.
pub(crate) fn may_stand(tokens: &Tokens<'_>, sentence: &Sentence) -> bool {
    sentence.triggers(Trigger::Venue)
        || sentence.has(Trait::Capital) && (sentence.has(Trait::Digit) || tokens.has_compounds())
}

/// The noun of venues at a token: its end, and whether it also names institutions.
fn noun(tokens: &Tokens<'_>, at: usize, to: usize) -> Option<(usize, bool)> {
    let listed = tokens.triggers(at, Trigger::Venue).then(|| tokens.longest(at, File::Institutions, "venue"));
    let listed = listed.flatten().map(|(hit, sense)| (hit.to, sense));
    let tail = || tokens.compound_tail(at, File::Institutions, "venue").map(|sense| (at + 1, sense));
    // `Digital Library` is no house.
    let immaterial = |end: usize| {
        let before =
            at.checked_sub(1).and_then(|before| tokens.longest(before, File::Institutions, "immaterial"));
        before.is_some_and(|(hit, _)| hit.to == end)
    };
    let listed = listed.filter(|(end, _)| *end <= to && !immaterial(*end));
    let (end, sense) = if tokens.has_compounds() { listed.or_else(tail) } else { listed }?;
    Some((end, sense.value == "wide"))
}

/// Three digits or more that are no year, or two and more beside a letter: `B34`, `A18C`.
fn is_room(code: &str) -> bool {
    let digits = code.trim_matches(|c: char| c.is_ascii_uppercase());
    let letters = code.len() - digits.len();
    let number = code.len() >= 3 && digits.len() >= 2 && letters <= 2;
    number && digits.parse::<u32>().is_ok_and(|n| letters > 0 || !(1900..2100).contains(&n))
}

struct Scan<'t, 'a> {
    tokens: &'t Tokens<'a>,
    from: usize,
    to: usize,
    cover: &'t Cover,
    dates: &'static Words,
    /// Whether the sentence has a noun of venues.
    nouns: bool,
}

impl Scan<'_, '_> {
    /// The piece whose first token is at `at` (its name, its number or its noun); nothing before `floor` belongs to it.
    fn piece(&self, at: usize, floor: usize) -> Option<Piece> {
        if at < floor || !self.may_begin(at) || self.cover.is(at, Part::Named) {
            return None;
        }
        self.noun_first(at).or_else(|| self.name_first(at)).or_else(|| self.code_only(at))
    }

    /// A capital, a number, or a noun of the lexicon; most words are none of these.
    fn may_begin(&self, at: usize) -> bool {
        let token = self.tokens.tokens[at];
        if !self.nouns {
            // Without a noun only a name and a number may name a venue.
            let number = |next: Token| matches!(next.shape, Shape::Number | Shape::Upper | Shape::Mixed);
            let room = token.is_capitalised() || token.shape == Shape::Number;
            let beside = |next: Token| number(next) || next.is('\n') || !token.is_capitalised();
            let coded = number(token) && self.tokens.str(at).bytes().any(|byte| byte.is_ascii_digit());
            return room && (coded || self.tokens.get(at + 1, self.to).is_none_or(beside));
        }
        token.is_capitalised()
            || matches!(token.shape, Shape::Number | Shape::Ideograph)
            || self.tokens.lists(at, File::Institutions)
    }

    /// `room 152`, `Hörsaal A`, `salle Marie Curie`, `aula magna`.
    fn noun_first(&self, at: usize) -> Option<Piece> {
        let (end, wide) = self.noun(at)?;
        let capital = self.tokens.tokens[at].is_capitalised();
        if let Some(code) = self.code_behind(end) {
            return Some(Piece { from: at, to: self.more_name(code), wide: false });
        }
        let romance = matches!(self.tokens.vocabulary.language, "fr" | "es" | "pt" | "it");
        let mut next = end;
        while romance && next < end + 2 && (self.link(next) || self.article(next)) {
            next += 1;
        }
        let named = self.capitalised(next) && (romance || capital && self.tokens.str(next).len() <= 2);
        if named {
            return Some(Piece { from: at, to: self.run(next), wide });
        }
        let alone = capital && (end > at + 1 || self.compound(at) || self.sole(at));
        alone.then_some(Piece { from: at, to: end, wide })
    }

    /// `Foresight Hall`, `2315 Mill Hall`, `the Oak conference room`.
    fn name_first(&self, at: usize) -> Option<Piece> {
        let number = self.ordinal(at).or_else(|| self.code(at)).filter(|&end| self.capitalised(end));
        let start = number.unwrap_or(at);
        if !(start + 1..=start + REACH).any(|at| self.cover.is(at, Part::VenueNoun))
            || !self.capitalised(start)
            || self.noun(start).is_some_and(|(end, _)| start == at && end > at + 1)
            || self.tokens.word_is(start, File::Labels, "date")
        {
            return None;
        }
        let mut next = start;
        while next < self.to.min(start + REACH) && (self.capitalised(next) || self.joint(next)) {
            if let Some((end, wide)) = self.noun(next).filter(|_| next > start) {
                let whole = self.nouns_after(end);
                let code = self.code_behind(whole).unwrap_or(whole);
                return Some(Piece { from: at, to: code, wide: wide && code == whole && start == at });
            }
            next += 1;
        }
        let lower = self.noun(next).filter(|_| next > start && next < self.to)?;
        let roomy = lower.0 > next + 1 || !lower.1;
        (roomy && !self.cover.is(start, Part::Named)).then(|| {
            let code = self.code_behind(lower.0).unwrap_or(lower.0);
            Piece { from: at, to: code, wide: false }
        })
    }

    /// The noun at a token: its end, and whether it also names institutions.
    fn noun(&self, at: usize) -> Option<(usize, bool)> {
        if self.cover.is(at, Part::VenueNoun) { noun(self.tokens, at, self.to) } else { None }
    }

    /// `Lecture Hall`, `Conference Center`: nouns that follow each other.
    fn nouns_after(&self, end: usize) -> usize {
        let mut end = end;
        while let Some((next, _)) = self.noun(end).filter(|_| self.capitalised(end)) {
            end = next;
        }
        end
    }

    /// `3rd` in `3rd Floor Lounge`.
    fn ordinal(&self, at: usize) -> Option<usize> {
        let number = self.tokens.get(at, self.to).is_some_and(|token| token.shape == Shape::Number);
        let suffix =
            self.tokens.get(at + 1, self.to).filter(|token| !token.spaced && token.shape == Shape::Lower)?;
        (number && suffix.span.len() <= 3).then_some(at + 2)
    }

    /// `Room 2315 Foresight Hall`: the building right behind the number.
    fn more_name(&self, at: usize) -> usize {
        if !self.capitalised(at) {
            return at;
        }
        self.name_first(at).map_or(at, |piece| piece.to)
    }

    fn run(&self, at: usize) -> usize {
        let mut end = at;
        while end < self.to.min(at + REACH)
            && (self.capitalised(end) && !self.cover.is(end, Part::Named)
                || self.joint(end) && self.capitalised(end + 1))
        {
            end += 1;
        }
        end
    }

    /// `Rathaus`, `Hauptgebäude`: a noun that says which in itself.
    fn compound(&self, at: usize) -> bool {
        matches!(self.tokens.vocabulary.language, "de" | "nl") && self.tokens.str(at).chars().count() >= 7
    }

    /// `Aula`: a house has one.
    fn sole(&self, at: usize) -> bool {
        self.tokens.longest(at, File::Institutions, "venue").is_some_and(|(_, sense)| sense.value == "sole")
    }

    fn capitalised(&self, at: usize) -> bool {
        self.tokens.get(at, self.to).is_some_and(|token| {
            token.is_capitalised()
                && !self.cover.is(at, Part::Named)
                && !self.tokens.word_is(at, File::Common, "function")
                && self.tokens.longest(at, File::Honorifics, "before").is_none()
                && !self.dates.is(token.span.of(self.tokens.text), &[Class::Weekday, Class::Month])
        })
    }

    fn joint(&self, at: usize) -> bool {
        let possessive = self.tokens.get(at, self.to).is_some_and(|token| token.shape == Shape::Possessive);
        possessive || self.mark(at, '&') || self.mark(at, '-') || self.link(at)
    }

    fn mark(&self, at: usize, mark: char) -> bool {
        self.tokens.get(at, self.to).is_some_and(|token| token.is(mark))
    }

    fn link(&self, at: usize) -> bool {
        at < self.to && self.tokens.word_is(at, File::Institutions, "link")
    }

    fn article(&self, at: usize) -> bool {
        at < self.to && self.tokens.word_is(at, File::Institutions, "article")
    }

    fn locative(&self, at: usize) -> bool {
        at < self.to && self.tokens.word_is(at, File::Institutions, "locative")
    }

    fn is_place(&self, at: usize) -> bool {
        self.tokens.lists(at, File::Places)
    }

    /// A label of several words before its colon.
    fn is_label(&self, piece: Piece) -> bool {
        let whole = |hit: &Hit<'_>| hit.to == piece.to && hit.to > piece.from + 1;
        self.mark(piece.to, ':')
            && self.tokens.longest(piece.from, File::Labels, "venue").is_some_and(|(hit, _)| whole(&hit))
    }

    /// `in`, `at the` before a token.
    fn located(&self, at: usize) -> bool {
        let before = (self.from..at).rev().find(|&at| !self.article(at));
        before.is_some_and(|before| self.locative(before))
    }
}
