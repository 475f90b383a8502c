//! The numbers of rooms, with a name or alone: `MiH 5409`, `E1.07`, `8220`.

use crate::annotate::cover::Part;
use crate::annotate::token::{Shape, Token};
use crate::annotate::venue::{Piece, REACH, Scan, is_room};
use crate::annotate::vocabulary::File;

impl Scan<'_, '_> {
    /// `in MiH 5409`, `at Foresight 105-106`: a short name and a number after `in` or `at`, or on a line of their own.
    pub(super) fn code_only(&self, at: usize) -> Option<Piece> {
        if let Some(room) = self.room_code(at) {
            return Some(room);
        }
        let piece = self.named_code(at).or_else(|| self.code_named(at)).or_else(|| self.bare_number(at))?;
        let line = |at: usize| self.tokens.get(at, self.to).is_none_or(|token| token.is('\n'));
        let alone = line(piece.to) && (at == self.from || line(at - 1));
        let told = self.located(at)
            || self.before_time(piece)
            || self.beside_time(piece)
            || self.between_times(piece);
        (alone || told).then_some(piece)
    }

    /// `11/18 MiH B34 3:30 Ann Lee`: right between the day and the hour, as the columns of a schedule are.
    fn between_times(&self, piece: Piece) -> bool {
        let dated = |at: usize| at < self.to && self.cover.is(at, Part::Named);
        piece.from > self.from && dated(piece.from - 1) && dated(piece.to)
    }

    /// `MiH 5409 at 5 pm`, `MiH 5409 at the new time, 5 pm`.
    pub(super) fn before_time(&self, piece: Piece) -> bool {
        let dated = |at: usize| self.cover.is(at, Part::Named);
        self.locative(piece.to) && (piece.to + 1..self.to.min(piece.to + 1 + REACH)).any(dated)
    }

    /// `in MR7`, `in B14`: letters and digits in one, behind `in`, at the end of a clause.
    pub(super) fn room_code(&self, at: usize) -> Option<Piece> {
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
    pub(super) fn code_named(&self, at: usize) -> Option<Piece> {
        let digits = self.tokens.tokens[at].shape == Shape::Number && is_room(self.tokens.str(at));
        let name = digits && self.capitalised(at + 1) && self.tokens.tokens[at + 1].spaced;
        let ends = self.tokens.get(at + 2, self.to).is_none_or(|next| !next.is_capitalised());
        (name && ends).then_some(Piece { from: at, to: at + 2, wide: false })
    }

    /// `at 3:30 in 8220`: a number alone behind a time and `in`.
    pub(super) fn bare_number(&self, at: usize) -> Option<Piece> {
        let number = self.tokens.tokens[at].shape == Shape::Number && is_room(self.tokens.str(at));
        let timed = at >= self.from + 2 && self.locative(at - 1) && self.cover.is(at - 2, Part::Named);
        let ends = self.tokens.get(at + 1, self.to).is_none_or(|next| matches!(next.shape, Shape::Mark(_)));
        (number && timed && ends).then_some(Piece { from: at, to: at + 1, wide: false })
    }

    /// `3:30-5:00 MiH 5409`: all else on its line is a day or a time.
    pub(super) fn beside_time(&self, piece: Piece) -> bool {
        let (from, to) = self.tokens.line(piece.from, piece.to, (self.from, self.to));
        let mut rest = (from..piece.from).chain(piece.to..to);
        let dated = |at: usize| self.cover.is(at, Part::Named);
        let mark = |at: usize| matches!(self.tokens.tokens[at].shape, Shape::Mark(_));
        rest.clone().any(dated) && rest.all(|at| dated(at) || mark(at))
    }

    /// A short name and the number of a room; a year is none.
    pub(super) fn named_code(&self, at: usize) -> Option<Piece> {
        // `BH-129`
        let dash = usize::from(self.mark(at + 1, '-') && !self.tokens.tokens[at + 1].spaced);
        let known = || self.tokens.lists_any(at, &[File::Events, File::Cues, File::Common, File::Numbers]);
        let end = self.code_behind(at + 1 + dash).filter(|_| self.capitalised(at) && !known())?;
        let code = at + 1 + dash + usize::from(self.mark(at + 1, '\n'));
        is_room(self.tokens.str(code)).then_some(Piece { from: at, to: end, wide: false })
    }

    /// `12`, `237B`, `E1.07`, `105-106`, `4P56`: the number of a room; gives the token after it.
    pub(super) fn code(&self, at: usize) -> Option<usize> {
        let mut end = at;
        while let Some(token) = self.tokens.get(end, self.to) {
            let glued = end > at && !token.spaced;
            let part = match token.shape {
                Shape::Number => end == at || glued,
                Shape::Upper | Shape::Mixed => {
                    self.tokens.str(end).len() <= 4
                        && (glued
                            || end == at && is_lettered(self.tokens.str(end))
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
    pub(super) fn code_behind(&self, at: usize) -> Option<usize> {
        if !self.mark(at, '\n') {
            return self.code(at).filter(|&end| !self.is_street(at, end));
        }
        let end = self.code(at + 1).filter(|_| is_room(self.tokens.str(at + 1)))?;
        let ends = self.tokens.get(end, self.to).is_none_or(|next| matches!(next.shape, Shape::Mark(_)));
        ends.then_some(end)
    }

    /// `14 Ropewalk Lane`: the number of a house in its street.
    pub(super) fn is_street(&self, at: usize, end: usize) -> bool {
        let plain = end == at + 1 && self.tokens.str(at).len() <= 3;
        let word = |at: &usize| self.tokens.get(*at, self.to).is_some_and(Token::is_capitalised);
        let street = |at: usize| self.tokens.word_is(at, File::Institutions, "street");
        plain && (end..end + 4).take_while(word).any(street)
    }
}

/// `B34`, `A18C`: one or two letters with two digits or more between or behind them.
fn is_lettered(code: &str) -> bool {
    let digits = code.trim_matches(|c: char| c.is_ascii_uppercase());
    digits.len() >= 2 && digits.len() < code.len() && digits.bytes().all(|byte| byte.is_ascii_digit())
}
