//! What is no date though it looks like one: numbers of rooms, pages and telephones, versions, prices, counts.

use crate::dates::grammar::Reader;
use crate::dates::grammar::reader::SMALL;
use crate::dates::lexer::Kind;
use crate::dates::printed::{Days, Times};
use crate::dates::words::Class;

impl Reader<'_> {
    /// Days in a form that other numbers have too, and nothing beside them that says they are days.
    pub(super) fn is_doubtful(&self, days: &Days, times: Option<&Times>) -> bool {
        let open = days.first.year.is_none() && days.first.weekday.is_none() && days.first.month.is_some();
        let numbered = days.from > 0
            && self.number(days.from).is_some()
            && self.is_code_word(self.before_small(days.from));
        let named = open && (self.is_counted(days.to) || numbered);
        named && times.is_none()
            || days.first.weak
                && times.is_none_or(|times| times.weak && !self.has(times.from, Class::At))
                && !self.is_told(days)
    }

    /// A small word before `5/12`, a second day behind it, or nothing else on the line.
    pub(super) fn is_told(&self, days: &Days) -> bool {
        let told = |at: usize| {
            self.any(at, Class::On.bit() | Class::Next.bit() | Class::This.bit() | Class::From.bit())
        };
        let before = days.from.checked_sub(1);
        if before.is_some_and(|before| self.is_code_word(before)) || self.is_counted(days.to) {
            return false;
        }
        let ranged = days.last.is_some_and(|last| last.day.is_some());
        let alone =
            before.is_none_or(|before| self.is(before, '\n')) && self.ends(days.to) && !self.is(days.to, ',');
        let labelled = before.is_some_and(|colon| {
            self.is(colon, ':') && colon.checked_sub(1).is_some_and(|at| self.has(at, Class::Label))
        });
        days.first.weekday.is_some()
            || ranged
            || alone
            || labelled
            || told(days.from)
            || before.is_some_and(|before| told(before) && !self.is_dash(before))
    }

    /// A word before the number, perhaps with a mark between, tells that it numbers something.
    pub(super) fn is_code(&self, at: usize) -> bool {
        let Some(mut before) = at.checked_sub(1) else { return false };
        for _ in 0..2 {
            if self.is_any(before, &['.', ':', '#', '(', '°', 'º']) && before > 0 {
                before -= 1;
            }
        }
        self.is_code_word(before)
    }

    fn is_code_word(&self, at: usize) -> bool {
        self.has(at, Class::Code)
            && !self.any(at, SMALL)
            && self.get(at).is_some_and(|lexeme| lexeme.kind == Kind::Word)
    }

    /// A word of the text that says nothing of days and times.
    pub(super) fn is_unknown(&self, at: usize) -> bool {
        self.get(at).is_some_and(|lexeme| lexeme.kind == Kind::Word && self.classes(at) == 0)
    }

    /// A word behind the number tells that it counts something.
    pub(super) fn is_counted(&self, at: usize) -> bool {
        self.has(at, Class::Counted) || self.is_any(at, &['%', '€', '$', '£', '°'])
    }

    /// A number that is a part of a longer thing: `1.2.3`, `$12`, `04-463 5283`, `W3C`.
    pub(super) fn is_part(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).and_then(|before| self.get(before)) else { return false };
        let glued = self.glued(at);
        match before.kind {
            Kind::Mark('$' | '€' | '£' | '¥' | '#' | '§' | '+' | '=' | '№') => true,
            Kind::Mark('.' | '/' | ':' | '-' | '–' | '_' | ',') if glued => {
                if self.is(at - 1, ',') && self.digits(at) != 3 {
                    return false;
                }
                let beyond = at.checked_sub(2).and_then(|beyond| self.get(beyond));
                let tight = self.glued(at - 1);
                tight && beyond.is_some_and(|beyond| matches!(beyond.kind, Kind::Number { .. }))
            }
            Kind::Word if glued => {
                before.word == 0 && self.is_latin(at - 1) && before.span.of(self.text) != "T"
            }
            _ => false,
        }
    }

    /// Whether a word ends in a letter of a script that writes spaces.
    fn is_latin(&self, at: usize) -> bool {
        let word = self.get(at).map_or("", |lexeme| lexeme.span.of(self.text));
        word.chars().next_back().is_some_and(|c| !crate::dates::words::is_unspaced(c))
    }
}
