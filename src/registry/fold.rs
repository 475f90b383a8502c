//! How a word is spelled once case, accents and plurals are off, and which letters and marks are one word.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::registry::key::hash;

/// `C.N.R.S.`, `M. D.`, `A&M`: two or more single letters with dots or `&` between them; gives their length.
pub(super) fn initials(text: &str) -> Option<usize> {
    let mut end = None;
    let mut letters = 0;
    let mut rest = text;
    loop {
        let mut chars = rest.chars();
        let Some(letter) = chars.next().filter(|c| c.is_alphabetic()) else { break };
        let after = chars.as_str();
        if after.starts_with(|c: char| c.is_alphanumeric()) || is_ideograph(letter) {
            break;
        }
        letters += 1;
        let position = text.len() - after.len();
        let next = after
            .strip_prefix(". ")
            .filter(|next| letter.is_uppercase() && next.starts_with(char::is_uppercase));
        let next = next.or_else(|| after.strip_prefix(['.', '&'])).or_else(|| after.strip_prefix(" & "));
        if letters > 1 {
            end = Some(position);
        }
        match next {
            Some(next) => rest = next,
            None => break,
        }
    }
    end
}

/// `#TAB#`: a control character that an export has spelled out.
pub(super) fn control(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('#')?;
    let length = inner.find(|c: char| !c.is_ascii_uppercase()).filter(|length| (1..=4).contains(length))?;
    inner[length..].starts_with('#').then_some(length + 2)
}

/// `l'`, `dell'`: an article that lost its vowel.
pub(super) fn elided(word: &str) -> bool {
    word.chars().count() == 1 || word.to_lowercase().ends_with("ll")
}

pub(super) fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

/// Lower case, accents and marks off, letters that do not decompose by their nearest.
pub(super) fn fold(raw: &str, folded: &mut String) {
    if raw.is_ascii() {
        folded.extend(
            raw.bytes()
                .filter(|byte| byte.is_ascii_alphanumeric() || *byte == b'&')
                .map(|byte| char::from(byte.to_ascii_lowercase())),
        );
        return;
    }
    for c in raw.chars().nfkd().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase) {
        match c {
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' | 'ð' => folded.push('d'),
            'þ' => folded.push_str("th"),
            'ı' => folded.push('i'),
            c if is_combining_mark(c) => {}
            c => folded.push(c),
        }
    }
}

/// The hash of a word without the `s` or `es` of English and Romance plurals.
pub(super) fn singular(folded: &str) -> u64 {
    if folded.len() > 4 && folded.is_ascii() {
        if let Some(stem) = folded.strip_suffix("ies") {
            return hash(&format!("{stem}y"));
        }
        if let Some(stem) = folded.strip_suffix('s').filter(|stem| !stem.ends_with(['s', 'u', 'i'])) {
            return hash(stem);
        }
    }
    hash(folded)
}
