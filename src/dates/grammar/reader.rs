//! The [`Reader`]: lexemes of a text with what the vocabulary says of each, and the small questions that every rule asks.

use crate::dates::lexer::{Kind, Lexeme};
use crate::dates::words::{Class, Sense, Words};
use crate::span::Span;

/// Small words that a date may hold.
pub(super) const SMALL: u64 = Class::Filler.bit() | Class::On.bit();

/// What is read.
pub(in crate::dates) struct Reader<'t> {
    pub text: &'t str,
    pub lexemes: Vec<Lexeme>,
    pub words: &'static Words,
}

impl Reader<'_> {
    pub(super) fn get(&self, at: usize) -> Option<&Lexeme> {
        self.lexemes.get(at)
    }

    /// The bits of the classes of a lexeme.
    pub(super) fn classes(&self, at: usize) -> u64 {
        self.get(at).map_or(0, |lexeme| self.words.list[lexeme.word as usize].classes)
    }

    pub(super) fn any(&self, at: usize, set: u64) -> bool {
        self.classes(at) & set != 0
    }

    pub(super) fn has(&self, at: usize, class: Class) -> bool {
        self.any(at, class.bit())
    }

    pub(super) fn sense(&self, at: usize, class: Class) -> Option<&Sense> {
        let lexeme = self.get(at).filter(|_| self.has(at, class))?;
        self.words.list[lexeme.word as usize].senses.iter().find(|sense| sense.class == class)
    }

    pub(super) fn value(&self, at: usize, class: Class) -> Option<i32> {
        self.sense(at, class).map(|sense| sense.value)
    }

    /// The small value of a class: a month, a weekday.
    pub(super) fn small(&self, at: usize, class: Class) -> Option<i8> {
        self.value(at, class).map(|value| value as i8)
    }

    pub(super) fn is(&self, at: usize, mark: char) -> bool {
        self.get(at).is_some_and(|lexeme| lexeme.kind == Kind::Mark(mark))
    }

    pub(super) fn is_any(&self, at: usize, marks: &[char]) -> bool {
        matches!(self.get(at), Some(Lexeme { kind: Kind::Mark(mark), .. }) if marks.contains(mark))
    }

    pub(super) fn is_dash(&self, at: usize) -> bool {
        self.is_any(at, &['-', '–', '~'])
    }

    /// A number in digits or Han numerals.
    pub(super) fn number(&self, at: usize) -> Option<u32> {
        match self.get(at)?.kind {
            Kind::Number { value, .. } => Some(value),
            _ => None,
        }
    }

    /// How many digits a number has.
    pub(super) fn digits(&self, at: usize) -> u8 {
        match self.get(at).map(|lexeme| lexeme.kind) {
            Some(Kind::Number { digits, .. }) => digits,
            _ => 0,
        }
    }

    /// A number of one or two digits (or Han numerals) between two bounds.
    pub(super) fn short(&self, at: usize, least: u32, most: u32) -> Option<i8> {
        let number = self.number(at).filter(|number| (least..=most).contains(number))?;
        (self.digits(at) <= 2).then_some(number as i8)
    }

    /// No white space before it.
    pub(super) fn glued(&self, at: usize) -> bool {
        self.get(at).is_some_and(|lexeme| !lexeme.spaced)
    }

    /// The first lexeme from `at` on that is no small word of a date, over at most three.
    pub(super) fn skip_small(&self, at: usize) -> usize {
        (at..at + 3).find(|&at| !self.any(at, SMALL)).unwrap_or(at + 3)
    }

    /// The text ends, or a line, a bracket, a sentence.
    pub(super) fn ends(&self, at: usize) -> bool {
        self.get(at).is_none() || self.is_any(at, &['\n', ')', ']', ',', ';', '.', '|', '!', '?', '·', '•'])
    }

    /// The span from one lexeme to before another.
    pub(super) fn span(&self, from: usize, to: usize) -> Span {
        self.lexemes[from].span.to(self.lexemes[to.max(from + 1) - 1].span)
    }

    /// A number in words: `dos mil veinte`, `twenty twenty-four`, `seventeen hundred thirty three`.
    pub(super) fn number_in_words(&self, at: usize) -> Option<(u32, usize)> {
        let (mut total, mut current, mut to) = (0_u32, self.value(at, Class::Number)?.unsigned_abs(), at + 1);
        if current >= 100 {
            (total, current) = if current >= 1000 { (current, 0) } else { (0, current) };
        }
        for _ in 0..8 {
            let joint = usize::from(self.is(to, '-') || self.has(to, Class::And));
            let Some(value) = self.value(to + joint, Class::Number).map(i32::unsigned_abs) else { break };
            match value {
                1000 => (total, current) = (total + current.max(1) * 1000, 0),
                100 => current = current.max(1) * 100,
                _ if (current % 100 >= 20 || current == 0) && value < 20 || current % 100 == 0 => {
                    current += value;
                }
                // Pairs of digits: nineteen eighty.
                10.. if (10..100).contains(&current) && joint == 0 => current = current * 100 + value,
                _ => break,
            }
            to += joint + 1;
        }
        Some((total + current, to))
    }
}
