//! What belongs to a room or a house: what `,`, `of`, parentheses and a new line lead to, and the house before a room.

use crate::annotate::cover::Part;
use crate::annotate::token::Shape;
use crate::annotate::venue::{Piece, REACH, Scan};
use crate::annotate::vocabulary::File;

impl Scan<'_, '_> {
    /// Goes on from the end of a piece over `,`, `(`, `of the`, to what it is a part of; and whether a room is among it.
    pub(super) fn chain(&self, end: usize) -> (usize, bool) {
        let mut end = end;
        let mut roomy = false;
        while let Some((next, room)) = self.step(end) {
            end = next;
            roomy |= room;
        }
        (end, roomy)
    }

    pub(super) fn step(&self, end: usize) -> Option<(usize, bool)> {
        let mark =
            self.tokens.get(end, self.to).filter(|token| matches!(token.shape, Shape::Mark(',' | '(')));
        let mut at = end + usize::from(mark.is_some());
        let broken = self.mark(at, '\n');
        at += usize::from(broken);
        let first = at;
        let small = |at: usize| self.link(at) || self.locative(at) || self.article(at);
        if mark.is_some() && self.situated(at) {
            at += 1;
        }
        while at < first + 4 && (small(at) || at > first && self.mark(at, '\n') && self.link(at - 1)) {
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

    /// `…, located in Mill House`.
    pub(super) fn situated(&self, at: usize) -> bool {
        at < self.to && self.tokens.cues(at).any(|class| class == "situated") && self.locative(at + 1)
    }

    /// `Student Union, Room 207`: the house that stands before a room, where it opens its line or is said to be the place.
    pub(super) fn house(&self, piece: Piece) -> usize {
        let comma = piece.from.checked_sub(1).filter(|&at| at > self.from && self.mark(at, ','));
        let digits =
            (piece.from..piece.to).any(|at| self.tokens.str(at).bytes().any(|byte| byte.is_ascii_digit()));
        let Some(comma) = comma.filter(|_| digits && !piece.wide) else { return piece.from };
        // `Student` is a post, `Student Center` a house.
        let head = ["venue", "head"]
            .iter()
            .any(|class| self.tokens.longest(comma - 1, File::Institutions, class).is_some());
        let upper = |at: usize| head && self.tokens.tokens[at].is_capitalised() || self.capitalised(at);
        let word = |at: &usize| upper(*at) || self.joint(*at);
        let first = (self.from..comma).rev().take_while(word).last();
        let Some(first) = first.filter(|&first| comma - first <= REACH && upper(first)) else {
            return piece.from;
        };
        let before = first.checked_sub(1).filter(|&at| at >= self.from);
        let opens = before.is_none_or(|at| {
            matches!(self.tokens.tokens[at].shape, Shape::Mark('\n' | ':' | '：' | '@' | '|' | '•' | '·'))
        });
        let plain = self.tokens.lists_any(first, &[File::Labels, File::Events]) || self.is_place(first);
        if (opens || self.located(first)) && !plain { first } else { piece.from }
    }

    /// A room or a building that is a line of its own, below another.
    pub(super) fn next_line(&self, at: usize) -> Option<(usize, bool)> {
        let piece = self.piece(at, at).filter(|piece| !piece.wide)?;
        let ends = self.tokens.get(piece.to, self.to).is_none_or(|next| next.is('\n') || next.is('.'));
        ends.then_some((piece.to, true))
    }

    /// `40th floor`, `2nd floor`, `1. Stock`.
    pub(super) fn floor(&self, at: usize) -> Option<usize> {
        (at..self.to.min(at + 3))
            .find(|&at| self.tokens.longest(at, File::Institutions, "floor").is_some())
            .map(|at| at + 1)
            .filter(|end| *end > at + 1)
    }
}
