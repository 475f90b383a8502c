//! Tokens: words, numbers and marks of the text with their shape and a hash of their lower-case form. The tokens of a document
//! are made in one pass, and everything after it compares hashes instead of strings.

use crate::span::Span;

/// The shape of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// `seminar`
    Lower,
    /// `Seminar`, `Ann-Marie`, `D'Angelo`
    Title,
    /// `SEMINAR`; also a single capital.
    Upper,
    /// `McAllen`, `W3C`, `iPhone`
    Mixed,
    /// One character of a script that writes no spaces (Han, kana, hangul).
    Ideograph,
    /// Digits.
    Number,
    /// `'s` after a word.
    Possessive,
    /// Any other character; a line break is `\n`.
    Mark(char),
}

/// A token.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// Its shape.
    pub shape: Shape,
    /// Hash of its lower-case form, see [`key`].
    pub key: u64,
    /// Whether white space stands before it (or the text begins).
    pub spaced: bool,
}

impl Token {
    /// True for words that begin with a capital.
    #[must_use]
    pub fn is_capitalised(self) -> bool {
        matches!(self.shape, Shape::Title | Shape::Upper | Shape::Mixed)
    }

    /// True for words of any shape.
    #[must_use]
    pub fn is_word(self) -> bool {
        self.is_capitalised() || matches!(self.shape, Shape::Lower | Shape::Ideograph)
    }

    /// True for this mark.
    #[must_use]
    pub fn is(self, mark: char) -> bool {
        self.shape == Shape::Mark(mark)
    }
}

/// FNV-1a over the lower-case form; apostrophe look-alikes count as `'`, hyphens as `-`, full-width marks as their narrow forms.
#[must_use]
pub fn key(word: &str) -> u64 {
    let mut hash = Fnv::default();
    for c in word.chars() {
        hash.push(c);
    }
    hash.0
}

struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Fnv {
    fn push(&mut self, c: char) {
        if let Some(narrow) = narrow(c) {
            self.byte(narrow);
        } else if c.is_ascii() {
            self.byte(c.to_ascii_lowercase() as u8);
        } else if is_apostrophe(c) {
            self.byte(b'\'');
        } else if is_hyphen(c) {
            self.byte(b'-');
        } else {
            for lower in c.to_lowercase() {
                let mut buffer = [0; 4];
                lower.encode_utf8(&mut buffer).bytes().for_each(|byte| self.byte(byte));
            }
        }
    }

    fn byte(&mut self, byte: u8) {
        self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
}

/// The ASCII mark that a full-width one stands for.
fn narrow(c: char) -> Option<u8> {
    Some(match c {
        '（' => b'(',
        '）' => b')',
        '，' | '、' => b',',
        '：' => b':',
        '；' => b';',
        _ => return None,
    })
}

/// Characters that people use for an apostrophe inside a word.
#[must_use]
pub fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | '`' | '´' | 'ʻ')
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑')
}

/// Scripts without spaces between words.
#[must_use]
pub fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '々')
}

fn is_letter(c: char) -> bool {
    c.is_alphabetic() && !is_ideograph(c) || matches!(c, '\u{0300}'..='\u{036f}')
}

/// The tokens of a stretch of text.
#[must_use]
pub fn tokenize(text: &str, within: Span) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(within.len() / 5 + 1);
    tokenize_into(text, within, &mut tokens);
    tokens
}

/// Adds the tokens of a stretch of text.
pub(crate) fn tokenize_into(text: &str, within: Span, tokens: &mut Vec<Token>) {
    let bytes = &text.as_bytes()[..within.end as usize];
    let (mut at, end) = (within.start as usize, bytes.len());
    let mut spaced = true;
    while at < end {
        let byte = bytes[at];
        let token = match CLASSES[byte as usize] {
            Class::Space => {
                at += 1;
                spaced = true;
                continue;
            }
            Class::Mark => Some(mark(byte, at, spaced)),
            Class::Digit => Some(number(bytes, at, spaced)),
            Class::Small | Class::Capital => plain_word(bytes, at, spaced),
            Class::Beyond => None,
        };
        if let Some(token) = token {
            at = token.span.end as usize;
            tokens.push(token);
            spaced = byte == b'\n';
        } else {
            (at, spaced) = other(text, Span::new(at, end), spaced, tokens);
        }
    }
}

/// What a byte of UTF-8 begins.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Space,
    /// Any other ASCII character; also the line break.
    Mark,
    Digit,
    Small,
    Capital,
    /// A character beyond ASCII.
    Beyond,
}

/// The class of each byte.
const CLASSES: [Class; 256] = {
    let mut classes = [Class::Beyond; 256];
    let mut byte = 0;
    while byte < 128 {
        classes[byte] = match byte as u8 {
            b' ' | b'\t' | b'\r' | 0x0b | 0x0c => Class::Space,
            b'0'..=b'9' => Class::Digit,
            b'a'..=b'z' => Class::Small,
            b'A'..=b'Z' => Class::Capital,
            _ => Class::Mark,
        };
        byte += 1;
    }
    classes
};

const SMALL: u8 = 1;
const CAPITAL: u8 = 2;
const DIGIT: u8 = 4;

/// What each ASCII letter and digit is; 0 for other bytes.
const LETTERS: [u8; 256] = {
    let mut letters = [0; 256];
    let mut byte = 0;
    while byte < 128 {
        letters[byte] = match byte as u8 {
            b'0'..=b'9' => DIGIT,
            b'a'..=b'z' => SMALL,
            b'A'..=b'Z' => CAPITAL,
            _ => 0,
        };
        byte += 1;
    }
    letters
};

/// An ASCII mark.
fn mark(byte: u8, at: usize, spaced: bool) -> Token {
    let mut hash = Fnv::default();
    hash.byte(byte);
    Token { span: Span::new(at, at + 1), shape: Shape::Mark(char::from(byte)), key: hash.0, spaced }
}

/// The digits that begin here.
fn number(bytes: &[u8], start: usize, spaced: bool) -> Token {
    let mut hash = Fnv::default();
    let mut at = start;
    while at < bytes.len() && CLASSES[bytes[at] as usize] == Class::Digit {
        hash.byte(bytes[at]);
        at += 1;
    }
    Token { span: Span::new(start, at), shape: Shape::Number, key: hash.0, spaced }
}

/// Any token that is not plain ASCII, or white space; gives where the next begins and whether white space stands before that.
fn other(text: &str, within: Span, spaced: bool, tokens: &mut Vec<Token>) -> (usize, bool) {
    let (start, rest) = (within.start as usize, within.of(text));
    let Some(c) = rest.chars().next() else { return (within.end as usize, spaced) };
    if c.is_whitespace() {
        return (start + c.len_utf8(), true);
    }
    let end = start + token_length(rest, c);
    push(tokens, text, Span::new(start, end), c, spaced);
    (end, false)
}

/// Length of a word from which on a capital inside it may begin another, in bytes.
const GLUED: usize = 6;

/// The word of ASCII letters and digits that begins here, read in one pass: most words are such. None where a character follows that may belong
/// to it, or where it may be two words.
#[inline]
fn plain_word(bytes: &[u8], start: usize, spaced: bool) -> Option<Token> {
    let first = LETTERS[bytes[start] as usize];
    let (mut hash, mut inner, mut at) = (Fnv::default(), 0, start + 1);
    // The small form of a letter; digits have this bit.
    hash.byte(bytes[start] | 0x20);
    while at < bytes.len() {
        let byte = bytes[at];
        let letter = LETTERS[byte as usize];
        if letter == 0 {
            break;
        }
        inner |= letter;
        hash.byte(byte | 0x20);
        at += 1;
        // What may be two words is not read to its end: it may be as long as the page.
        if inner & (CAPITAL | DIGIT) != 0 && at - start > GLUED {
            return None;
        }
    }
    if at < bytes.len() && (!bytes[at].is_ascii() || matches!(bytes[at], b'\'' | b'`' | b'-')) {
        return None;
    }
    let mixed = inner & (CAPITAL | DIGIT) != 0;
    let shape = match (first, inner) {
        (SMALL, _) if inner & CAPITAL == 0 => Shape::Lower,
        (CAPITAL, _) if inner & SMALL == 0 => Shape::Upper,
        (CAPITAL, _) if !mixed => Shape::Title,
        _ => Shape::Mixed,
    };
    Some(Token { span: Span::new(start, at), shape, key: hash.0, spaced })
}

/// Length in bytes of the token at the start of `rest`.
fn token_length(rest: &str, first: char) -> usize {
    if is_letter(first) {
        word_length(rest)
    } else if first.is_numeric() && !is_ideograph(first) {
        rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len()).max(first.len_utf8())
    } else {
        first.len_utf8()
    }
}

/// Letters and digits, with apostrophes and hyphens where letters stand on both sides.
fn word_length(rest: &str) -> usize {
    let mut chars = rest.char_indices().peekable();
    let mut length = 0;
    let mut previous = ' ';
    while let Some((at, c)) = chars.next() {
        let joins =
            (is_apostrophe(c) || is_hyphen(c)) && chars.peek().is_some_and(|&(_, next)| is_letter(next));
        if joins && is_elided(&rest[..at], chars.peek().map(|&(_, next)| next)) {
            return at + c.len_utf8();
        }
        let glued = c.is_uppercase() && previous.is_lowercase() && at >= GLUED && tail_is_word(&rest[at..]);
        if glued || !(is_letter(c) || c.is_ascii_digit() || joins) {
            break;
        }
        previous = c;
        length = at + c.len_utf8();
    }
    length
}

/// `l'` in `l'université`, `dell'` in `dell'Ateneo`: small words of French, Italian, Catalan and Portuguese that lose their vowel. `D'Angelo` is
/// one word; `L'Atelier` is two.
fn is_elided(prefix: &str, next: Option<char>) -> bool {
    let small = [
        "l", "d", "qu", "n", "s", "c", "j", "m", "t", "dell", "all", "nell", "sull", "dall", "un", "quell",
        "quest", "lorsqu", "jusqu",
    ];
    let vowel = next.is_some_and(|next| {
        "aeiouyhàâéèêëîïôöùûüæœáíóúò".contains(next.to_lowercase().next().unwrap_or(next))
    });
    vowel && (small.contains(&prefix) || matches!(prefix, "L" | "Dell" | "All" | "Nell" | "Sull"))
}

/// `EconomicsDepartment`: a capital inside a word that is followed by five or more small letters begins a new word.
fn tail_is_word(tail: &str) -> bool {
    tail.chars().skip(1).take_while(|c| c.is_lowercase()).count() >= 5
}

fn push(tokens: &mut Vec<Token>, text: &str, span: Span, first: char, spaced: bool) {
    let word = span.of(text);
    if is_letter(first) {
        if let Some(stem) = possessive_stem(word) {
            let cut = span.start as usize + stem;
            tokens.push(word_token(text, Span::new(span.start as usize, cut), spaced));
            let tail = Span::new(cut, span.end as usize);
            tokens.push(Token {
                span: tail,
                shape: Shape::Possessive,
                key: key(tail.of(text)),
                spaced: false,
            });
        } else {
            tokens.push(word_token(text, span, spaced));
        }
        return;
    }
    let shape = match first {
        c if is_ideograph(c) => Shape::Ideograph,
        c if c.is_numeric() => Shape::Number,
        c => Shape::Mark(c),
    };
    tokens.push(Token { span, shape, key: key(word), spaced });
}

/// Where the stem of `Lee's` ends.
fn possessive_stem(word: &str) -> Option<usize> {
    let tail = word.strip_suffix(['s', 'S'])?;
    let stem = tail.strip_suffix(is_apostrophe)?;
    (stem.chars().count() > 1).then_some(stem.len())
}

fn word_token(text: &str, span: Span, spaced: bool) -> Token {
    let word = span.of(text);
    Token { span, shape: shape(word), key: key(word), spaced }
}

fn shape(word: &str) -> Shape {
    let mut upper = 0;
    let mut lower = 0;
    let mut inner_upper = false;
    let mut previous = ' ';
    for (index, c) in word.chars().enumerate() {
        if c.is_uppercase() {
            upper += 1;
            inner_upper |= index > 0 && previous.is_alphanumeric();
        } else if c.is_lowercase() {
            lower += 1;
        } else if c.is_ascii_digit() {
            inner_upper = true;
        }
        previous = c;
    }
    let first_upper = word.chars().next().is_some_and(char::is_uppercase);
    match (first_upper, upper, lower) {
        (_, 0, _) => Shape::Lower,
        (true, _, 0) => Shape::Upper,
        (true, _, _) if !inner_upper => Shape::Title,
        _ => Shape::Mixed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<(&str, Shape)> {
        tokenize(text, Span::new(0, text.len()))
            .into_iter()
            .map(|token| (token.span.of(text), token.shape))
            .collect()
    }

    #[test]
    fn words_keep_their_apostrophes_and_hyphens() {
        assert_eq!(
            words("O‘Hara Ann-Marie McAllen"),
            [("O‘Hara", Shape::Title), ("Ann-Marie", Shape::Title), ("McAllen", Shape::Mixed)]
        );
    }

    #[test]
    fn possessives_and_glued_words_are_cut() {
        assert_eq!(
            words("Lee's EconomicsDepartment"),
            [
                ("Lee", Shape::Title),
                ("'s", Shape::Possessive),
                ("Economics", Shape::Title),
                ("Department", Shape::Title)
            ]
        );
    }

    #[test]
    fn small_words_without_their_vowel_are_words() {
        let texts = |text| words(text).into_iter().map(|(word, _)| word).collect::<Vec<_>>();
        assert_eq!(texts("à l’Université d'Arles"), ["à", "l’", "Université", "d'", "Arles"]);
        assert_eq!(texts("dell'Ateneo D'Angelo O'Hara"), ["dell'", "Ateneo", "D'Angelo", "O'Hara"]);
    }

    #[test]
    fn a_quote_that_ends_a_word_is_a_mark() {
        assert_eq!(
            words("'FTC.'"),
            [
                ("'", Shape::Mark('\'')),
                ("FTC", Shape::Upper),
                (".", Shape::Mark('.')),
                ("'", Shape::Mark('\''))
            ]
        );
    }

    #[test]
    fn ideographs_stand_alone() {
        assert_eq!(words("王伟2023年").len(), 4);
        assert_eq!(key("ÉCOLE"), key("école"));
    }
}
