//! The lexer: text becomes runs of letters, runs of digits and marks, each known word with its number in the vocabulary. Everything else
//! in a row is one lexeme, so that prose costs almost nothing after this pass.

use unicode_normalization::char::decompose_canonical;

use crate::dates::words::{Words, is_unspaced};
use crate::span::Span;

/// What a lexeme is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Word,
    /// A number, and how many digits it is written with; 0 for Han numerals.
    Number {
        value: u32,
        digits: u8,
    },
    /// One mark in its narrow form; dashes longer than a hyphen are `–`, a line break is `\n`.
    Mark(char),
}

const FNV_BASIS: u64 = 0xcbf2_9ce4_8422_2325;
const FNV_PRIME: u64 = 0x0100_0000_01b3;
/// The bits that the key of a word may have; marks and numbers have another.
const WORD: u64 = !(7 << 60);

/// A piece of text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lexeme {
    pub kind: Kind,
    /// Its number in the vocabulary, 0 where it has none.
    pub word: u32,
    pub span: Span,
    /// White space stands before it, or nothing.
    pub spaced: bool,
}

/// The lexemes of a span of a text.
pub(super) fn lex(text: &str, within: Span, words: &Words) -> Vec<Lexeme> {
    let mut lexer = Lexer { text, at: within.start as usize, end: within.end as usize, spaced: true };
    let mut found: Vec<Lexeme> = Vec::with_capacity(within.len() / 16 + 8);
    let mut phrases = false;
    while let Some((kind, word, span, spaced)) = lexer.known(words) {
        if word == 0
            && kind == Kind::Word
            && let Some(last) = found.last_mut()
            && last.word == 0
            && last.kind == Kind::Word
        {
            last.span.end = span.end;
            continue;
        }
        phrases |= word != 0 && !words.list[word as usize].longer.is_empty();
        found.push(Lexeme { kind, word, span, spaced });
    }
    if phrases { joined(&found, words) } else { found }
}

/// Makes one word of the words of a phrase, the longest first.
fn joined(raw: &[Lexeme], words: &Words) -> Vec<Lexeme> {
    let mut found = Vec::with_capacity(raw.len());
    let mut at = 0;
    while let Some(&lexeme) = raw.get(at) {
        let longer = &words.list[lexeme.word as usize].longer;
        let next = raw.get(at + 1).map_or(0, |next| next.word);
        let phrase = longer.iter().find(|(parts, _)| {
            parts[0] == next
                && raw
                    .get(at + 2..at + 1 + parts.len())
                    .is_some_and(|more| more.iter().map(|lexeme| lexeme.word).eq(parts[1..].iter().copied()))
        });
        if let Some((parts, word)) = phrase {
            let last = raw[at + parts.len()].span;
            found.push(Lexeme { kind: Kind::Word, word: *word, span: lexeme.span.to(last), ..lexeme });
            at += parts.len() + 1;
        } else {
            found.push(lexeme);
            at += 1;
        }
    }
    found
}

/// The keys of the words, numbers and marks of a phrase in a script that writes spaces.
pub(super) fn keys(phrase: &str) -> Vec<u64> {
    let none = Words::default();
    let mut lexer = Lexer::of(phrase);
    std::iter::from_fn(|| lexer.key(&none)).collect()
}

/// The key of a text that is one word, number or mark.
pub(super) fn only_key(text: &str) -> Option<u64> {
    let none = Words::default();
    let mut lexer = Lexer::of(text);
    lexer.key(&none).filter(|_| lexer.at == text.len())
}

/// How a piece is looked up.
enum Key {
    Hash(u64),
    /// The number of a phrase of a script without spaces, or 0.
    Known(u32),
}

struct Lexer<'t> {
    text: &'t str,
    at: usize,
    end: usize,
    spaced: bool,
}

impl<'t> Lexer<'t> {
    fn of(text: &'t str) -> Self {
        Self { text, at: 0, end: text.len(), spaced: true }
    }

    /// The key of the next piece.
    fn key(&mut self, words: &Words) -> Option<u64> {
        let (_, key, ..) = self.step(words)?;
        Some(match key {
            Key::Hash(key) => key,
            Key::Known(word) => u64::from(word),
        })
    }

    /// The next piece with its number in the vocabulary.
    #[inline]
    fn known(&mut self, words: &Words) -> Option<(Kind, u32, Span, bool)> {
        self.skip_space();
        let start = self.at;
        if let Some(key) = self.plain_word() {
            let spaced = std::mem::replace(&mut self.spaced, false);
            return Some((Kind::Word, words.by_key(key), Span::new(start, self.at), spaced));
        }
        let (kind, key, span, spaced) = self.step(words)?;
        let word = match key {
            Key::Hash(key) => words.by_key(key),
            Key::Known(word) => word,
        };
        Some((kind, word, span, spaced))
    }

    /// The next piece.
    fn step(&mut self, words: &Words) -> Option<(Kind, Key, Span, bool)> {
        self.skip_space();
        let first = self.peek()?;
        let start = self.at;
        let (kind, key) = match first {
            'a'..='z' | 'A'..='Z' => (Kind::Word, Key::Hash(self.word())),
            '0'..='9' => self.number(),
            _ if first.is_ascii() => self.mark(first),
            _ if is_unspaced(first) => self.unspaced(words, first),
            _ if is_letter(first) => (Kind::Word, Key::Hash(self.word())),
            _ if digit(first).is_some() => self.number(),
            _ => self.mark(first),
        };
        let spaced = std::mem::replace(&mut self.spaced, first == '\n');
        Some((kind, key, Span::new(start, self.at), spaced))
    }

    fn mark(&mut self, c: char) -> (Kind, Key) {
        self.at += c.len_utf8();
        let mark = narrow(c);
        (Kind::Mark(mark), Key::Hash(u64::from(mark) | 1 << 61))
    }

    #[inline]
    fn peek(&self) -> Option<char> {
        if self.at >= self.end {
            return None;
        }
        let byte = self.text.as_bytes()[self.at];
        if byte.is_ascii() { Some(byte as char) } else { self.text[self.at..self.end].chars().next() }
    }

    #[inline]
    fn skip_space(&mut self) {
        let rest = &self.text.as_bytes()[self.at..self.end];
        let blanks = rest.iter().take_while(|byte| **byte == b' ').count();
        self.at += blanks;
        self.spaced |= blanks > 0;
        // No other ASCII character above the blank is white space.
        if rest.get(blanks).is_some_and(|byte| *byte < b' ' || !byte.is_ascii()) {
            self.skip_rare_space();
        }
    }

    #[cold]
    fn skip_rare_space(&mut self) {
        while let Some(c) = self.peek().filter(|c| *c != '\n' && (c.is_whitespace() || *c == '\u{200b}')) {
            self.at += c.len_utf8();
            self.spaced = true;
        }
    }

    /// The same as [`Lexer::word`] for a word of ASCII letters, which most are; none where another character follows that may belong to it.
    #[inline]
    fn plain_word(&mut self) -> Option<u64> {
        let rest = &self.text.as_bytes()[self.at..self.end];
        let mut hash = FNV_BASIS;
        let mut length = 0;
        for byte in rest.iter().take_while(|byte| byte.is_ascii_alphabetic()) {
            hash = (hash ^ u64::from(byte | 0x20)).wrapping_mul(FNV_PRIME);
            length += 1;
        }
        (length > 0 && rest.get(length).is_none_or(u8::is_ascii)).then(|| {
            self.at += length;
            hash & WORD
        })
    }

    /// Letters without digits: FNV-1a of their small forms without diacritics.
    fn word(&mut self) -> u64 {
        let mut hash = FNV_BASIS;
        let mut push = |byte: u8| hash = (hash ^ u64::from(byte)).wrapping_mul(FNV_PRIME);
        let bytes = self.text.as_bytes();
        while self.at < self.end {
            let byte = bytes[self.at];
            if byte.is_ascii_alphabetic() {
                push(byte.to_ascii_lowercase());
                self.at += 1;
                continue;
            }
            let Some(c) = self.peek().filter(|c| !c.is_ascii() && is_letter(*c) && !is_unspaced(*c)) else {
                break;
            };
            base(c).into_iter().flat_map(char::to_lowercase).for_each(|c| {
                c.encode_utf8(&mut [0; 4]).bytes().for_each(&mut push);
            });
            self.at += c.len_utf8();
        }
        hash & WORD
    }

    /// Digits of any width, at most nine counted.
    fn number(&mut self) -> (Kind, Key) {
        let (mut value, mut digits) = (0_u32, 0_u8);
        while let Some((c, digit)) = self.peek().and_then(|c| Some((c, digit(c)?))) {
            value = value.saturating_mul(10).saturating_add(digit);
            digits = digits.saturating_add(1);
            self.at += c.len_utf8();
        }
        (Kind::Number { value, digits }, Key::Hash(u64::from(value) | 1 << 62))
    }

    /// A phrase of the vocabulary, Han numerals, or one character that says nothing.
    fn unspaced(&mut self, words: &Words, first: char) -> (Kind, Key) {
        let rest = &self.text[self.at..self.end];
        let phrase = words
            .unspaced
            .get(&first)
            .and_then(|phrases| phrases.iter().find(|(phrase, _)| rest.starts_with(phrase)));
        if let Some((phrase, word)) = phrase {
            self.at += phrase.len();
            return (Kind::Word, Key::Known(*word));
        }
        if let Some((value, length)) = han_number(rest) {
            self.at += length;
            return (Kind::Number { value, digits: 0 }, Key::Known(0));
        }
        self.at += first.len_utf8();
        (Kind::Word, Key::Known(0))
    }
}

/// `二〇二三`, `十二`, `三十一`: the number and its length in bytes.
fn han_number(text: &str) -> Option<(u32, usize)> {
    let (mut total, mut current, mut length, mut count) = (0_u32, None, 0, 0);
    for c in text.chars().take(6) {
        if let Some(digit) =
            "〇一二三四五六七八九".chars().position(|known| known == c || known == '〇' && c == '零')
        {
            // A digit behind a digit is written by place.
            current = Some(current.map_or(digit as u32, |before: u32| before * 10 + digit as u32));
        } else if let Some(power) = match c {
            '十' => Some(10),
            '百' => Some(100),
            _ => None,
        } {
            total += current.take().unwrap_or(1) * power;
        } else {
            break;
        }
        length += c.len_utf8();
        count += 1;
    }
    (count > 0).then_some((total + current.unwrap_or(0), length))
}

fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(c as u32 - '0' as u32),
        '０'..='９' => Some(c as u32 - '０' as u32),
        '٠'..='٩' => Some(c as u32 - '٠' as u32),
        _ => None,
    }
}

/// The mark that a look-alike stands for.
fn narrow(c: char) -> char {
    match c {
        '‐' | '‑' | '−' | '－' => '-',
        '—' | '―' => '–',
        '～' | '〜' => '~',
        '’' | '‘' | 'ʼ' | '´' | '`' => '\'',
        '（' => '(',
        '）' => ')',
        '，' => ',',
        '：' => ':',
        '／' => '/',
        '．' => '.',
        '；' => ';',
        '\r' => '\n',
        other => other,
    }
}

fn is_letter(c: char) -> bool {
    c.is_alphabetic() && !matches!(c, 'º' | 'ª' | 'ʼ') || is_mark(c)
}

/// A letter without its diacritics; none for a diacritic alone.
fn base(c: char) -> Option<char> {
    let mut base = c;
    decompose_canonical(c, |part| {
        if !is_mark(part) {
            base = part;
        }
    });
    (!is_mark(c)).then_some(base)
}

/// Combining diacritics.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036f}')
}
