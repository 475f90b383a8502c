//! Venues: rooms and buildings as named in text. A noun of the lexicon (`Hall`, `room`, `salle`) with a name or a number of its own makes one,
//! and what `,`, `of` and parentheses lead to belongs to it: `Room 12, Foresight Hall`, `the Oak Room on the second floor of Mill House`.

use crate::annotate::cover::{Cover, Part};
use crate::annotate::mention::{Kind, Mention};
use crate::annotate::token::{Shape, Token};
use crate::annotate::tokens::{Sentence, Tokens, Trait};
use crate::annotate::vocabulary::{File, Trigger};
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
    let mut at = from;
    while at < to {
        let Some(first) = scan.piece(at, at) else {
            at += 1;
            continue;
        };
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
        at = end;
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
    let listed = listed.filter(|(end, _)| *end <= to);
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
        let alone = capital && (end > at + 1 || self.compound(at));
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

    /// `in MiH 5409`, `at Foresight 105-106`: a short name and a number after `in` or `at`, or on a line of their own.
    fn code_only(&self, at: usize) -> Option<Piece> {
        if let Some(room) = self.room_code(at) {
            return Some(room);
        }
        let piece = self.named_code(at).or_else(|| self.code_named(at)).or_else(|| self.bare_number(at))?;
        let line = |at: usize| self.tokens.get(at, self.to).is_none_or(|token| token.is('\n'));
        let alone = line(piece.to) && (at == self.from || line(at - 1));
        (alone || self.located(at) || self.before_time(piece) || self.beside_time(piece)).then_some(piece)
    }

    /// `MiH 5409 at 5 pm`, `MiH 5409 at the new time, 5 pm`.
    fn before_time(&self, piece: Piece) -> bool {
        let dated = |at: usize| self.cover.is(at, Part::Named);
        self.locative(piece.to) && (piece.to + 1..self.to.min(piece.to + 1 + REACH)).any(dated)
    }

    /// `in MR7`, `in B14`: letters and digits in one, behind `in`, at the end of a clause.
    fn room_code(&self, at: usize) -> Option<Piece> {
        let code = self.tokens.str(at);
        let letters = code.bytes().take_while(u8::is_ascii_uppercase).count();
        let digits = code.bytes().skip(letters).filter(u8::is_ascii_digit).count();
        // `WWW2010` is a conference.
        let year = code[letters..].parse().is_ok_and(|year: u32| (1900..2100).contains(&year));
        let whole = !year
            && (1..=4).contains(&letters)
            && (1..=4).contains(&digits)
            && letters + digits == code.len();
        let ends = self
            .tokens
            .get(at + 1, self.to)
            .is_none_or(|next| matches!(next.shape, Shape::Mark(_)) || self.locative(at + 1));
        (whole && ends && self.located(at)).then_some(Piece { from: at, to: at + 1, wide: false })
    }

    /// `8220 MiH`: the number first, then the short name, to the end of the line.
    fn code_named(&self, at: usize) -> Option<Piece> {
        let digits = self.tokens.tokens[at].shape == Shape::Number && is_room(self.tokens.str(at));
        let name = digits && self.capitalised(at + 1) && self.tokens.tokens[at + 1].spaced;
        let ends = self.tokens.get(at + 2, self.to).is_none_or(|next| !next.is_capitalised());
        (name && ends).then_some(Piece { from: at, to: at + 2, wide: false })
    }

    /// `at 3:30 in 8220`: a number alone behind a time and `in`.
    fn bare_number(&self, at: usize) -> Option<Piece> {
        let number = self.tokens.tokens[at].shape == Shape::Number && is_room(self.tokens.str(at));
        let timed = at >= self.from + 2 && self.locative(at - 1) && self.cover.is(at - 2, Part::Named);
        let ends = self.tokens.get(at + 1, self.to).is_none_or(|next| matches!(next.shape, Shape::Mark(_)));
        (number && timed && ends).then_some(Piece { from: at, to: at + 1, wide: false })
    }

    /// `3:30-5:00 MiH 5409`: all else on its line is a day or a time.
    fn beside_time(&self, piece: Piece) -> bool {
        let (from, to) = self.tokens.line(piece.from, piece.to, (self.from, self.to));
        let mut rest = (from..piece.from).chain(piece.to..to);
        let dated = |at: usize| self.cover.is(at, Part::Named);
        let mark = |at: usize| matches!(self.tokens.tokens[at].shape, Shape::Mark(_));
        rest.clone().any(dated) && rest.all(|at| dated(at) || mark(at))
    }

    /// A short name and the number of a room; a year is none.
    fn named_code(&self, at: usize) -> Option<Piece> {
        let known = || self.tokens.lists_any(at, &[File::Events, File::Cues, File::Common, File::Numbers]);
        let end = self.code_behind(at + 1).filter(|_| self.capitalised(at) && !known())?;
        let code = at + 1 + usize::from(self.mark(at + 1, '\n'));
        is_room(self.tokens.str(code)).then_some(Piece { from: at, to: end, wide: false })
    }

    /// Goes on from the end of a piece over `,`, `(`, `of the`, to what it is a part of; and whether a room is among it.
    fn chain(&self, end: usize) -> (usize, bool) {
        let mut end = end;
        let mut roomy = false;
        while let Some((next, room)) = self.step(end) {
            end = next;
            roomy |= room;
        }
        (end, roomy)
    }

    fn step(&self, end: usize) -> Option<(usize, bool)> {
        let mark =
            self.tokens.get(end, self.to).filter(|token| matches!(token.shape, Shape::Mark(',' | '(')));
        let mut at = end + usize::from(mark.is_some());
        let broken = self.mark(at, '\n');
        at += usize::from(broken);
        let first = at;
        let small = |at: usize| self.link(at) || self.locative(at) || self.article(at);
        while at < first + 3 && small(at) {
            at += 1;
        }
        let linked = at > first;
        if broken && mark.is_none() && !linked {
            return self.next_line(at);
        }
        if !(linked || mark.is_some()) || at >= self.to || self.cover.is(at, Part::Named) {
            return None;
        }
        let close = |to: usize| if self.mark(to, ')') && self.mark(end, '(') { to + 1 } else { to };
        if let Some(floor) = self.floor(at) {
            return Some((close(floor), false));
        }
        if let Some(piece) = self.piece(at, at).or_else(|| self.named_code(at)) {
            return Some((close(piece.to), !piece.wide));
        }
        let institution = (at..self.to.min(at + REACH))
            .take_while(|&at| self.capitalised(at) || self.joint(at))
            .any(|at| self.tokens.longest(at, File::Institutions, "head").is_some());
        let of = mark.is_none() || self.link(first);
        let whole = linked && of && !broken && !self.is_place(at);
        (self.capitalised(at) && (institution || whole)).then(|| (close(self.run(at)), false))
    }

    /// A room or a building that is a line of its own, below another.
    fn next_line(&self, at: usize) -> Option<(usize, bool)> {
        let piece = self.piece(at, at).filter(|piece| !piece.wide)?;
        let ends = self.tokens.get(piece.to, self.to).is_none_or(|next| next.is('\n') || next.is('.'));
        ends.then_some((piece.to, true))
    }

    /// `40th floor`, `2nd floor`, `1. Stock`.
    fn floor(&self, at: usize) -> Option<usize> {
        (at..self.to.min(at + 3))
            .find(|&at| self.tokens.longest(at, File::Institutions, "floor").is_some())
            .map(|at| at + 1)
            .filter(|end| *end > at + 1)
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

    /// `12`, `237B`, `E1.07`, `105-106`, `4P56`: the number of a room; gives the token after it.
    fn code(&self, at: usize) -> Option<usize> {
        let mut end = at;
        while let Some(token) = self.tokens.get(end, self.to) {
            let glued = end > at && !token.spaced;
            let part = match token.shape {
                Shape::Number => end == at || glued,
                Shape::Upper | Shape::Mixed => {
                    self.tokens.str(end).len() <= 4
                        && (glued
                            || self
                                .tokens
                                .get(end + 1, self.to)
                                .is_some_and(|next| !next.spaced && next.shape == Shape::Number))
                }
                Shape::Mark('.' | '-' | '–' | '/') => {
                    glued
                        && self.tokens.get(end + 1, self.to).is_some_and(|next| {
                            !next.spaced && (next.shape == Shape::Number || next.shape == Shape::Upper)
                        })
                }
                _ => false,
            };
            if !part || self.cover.is(end, Part::Named) {
                break;
            }
            end += 1;
        }
        let digits = (at..end).any(|at| self.tokens.tokens[at].shape == Shape::Number);
        (digits || end == at + 1 && self.tokens.str(at).bytes().any(|byte| byte.is_ascii_digit()))
            .then_some(end)
    }

    /// The number behind a name, also where the line wraps between them: one of a room, with no day or time behind it.
    fn code_behind(&self, at: usize) -> Option<usize> {
        if !self.mark(at, '\n') {
            return self.code(at);
        }
        let end = self.code(at + 1).filter(|_| is_room(self.tokens.str(at + 1)))?;
        let ends = self.tokens.get(end, self.to).is_none_or(|next| matches!(next.shape, Shape::Mark(_)));
        ends.then_some(end)
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

    /// `in`, `at the` before a token.
    fn located(&self, at: usize) -> bool {
        let before = (self.from..at).rev().find(|&at| !self.article(at));
        before.is_some_and(|before| self.locative(before))
    }
}
