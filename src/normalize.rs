//! Normal forms: of text for comparison, of names for print. Each is idempotent: normalising twice is normalising once.

use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::annotate::token::is_apostrophe;

/// A text for comparison: accents off, case folded, quotes and dashes unified, white space collapsed, end punctuation off.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    if text.is_ascii() {
        // Nothing to take apart, no accents.
        for word in text.split_whitespace() {
            if !folded.is_empty() {
                folded.push(' ');
            }
            folded.extend(word.chars().map(|c| unify(c).to_ascii_lowercase()));
        }
        return folded.trim_matches(is_edge).to_owned();
    }
    for c in text.chars().map(unify).nfkd().filter(|c| !is_combining_mark(*c)).map(unify) {
        if !c.is_whitespace() {
            folded.extend(c.to_lowercase().filter(|c| !is_combining_mark(*c)));
        } else if !folded.is_empty() && !folded.ends_with(' ') {
            folded.push(' ');
        }
    }
    folded.trim_matches(is_edge).to_owned()
}

/// Marks that say nothing at the ends of a text.
fn is_edge(c: char) -> bool {
    c.is_whitespace() || matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '"' | '\'' | '(' | ')' | '[' | ']')
}

/// One apostrophe, one quotation mark, one dash.
fn unify(c: char) -> char {
    match c {
        c if is_apostrophe(c) => '\'',
        '“' | '”' | '„' | '«' | '»' => '"',
        '–' | '—' | '‑' | '‐' => '-',
        c => c,
    }
}

/// A name as it is written down: one line, apostrophe look-alikes as `'`.
#[must_use]
pub fn name_text(text: &str) -> String {
    let text: String = text.chars().map(|c| if is_apostrophe(c) { '\'' } else { c }).collect();
    collapse(&text)
}

/// White space collapsed to single spaces.
#[must_use]
pub fn collapse(text: &str) -> String {
    if is_plain_line(text) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Nothing but ASCII, and nothing to collapse, as in most texts that are short.
fn is_plain_line(text: &str) -> bool {
    let mut before = b' ';
    let fine = |byte: u8| {
        let spaced = byte == b' ' && before != b' ';
        before = byte;
        spaced || byte.is_ascii_graphic()
    };
    text.bytes().all(fine) && before != b' '
}

/// Whether a character turns the direction of the text after it (Unicode Standard Annex 9, explicit formatting).
#[must_use]
pub fn turns_text(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The text in NFC.
#[must_use]
pub fn nfc(text: &str) -> String {
    if text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        text.to_owned()
    } else {
        text.nfc().collect()
    }
}

/// Bytes as lower-case hexadecimal digits.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}
/// `2019`: four digits of this century or the last.
pub(crate) fn is_year(word: &str) -> bool {
    let century = word.starts_with("19") || word.starts_with("20");
    century && word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit())
}
