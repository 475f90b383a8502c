//! A path with `*` for anything and `$` for the end, compared byte by byte after both sides are written alike.
//! Matching looks for each piece once, from left to right, so that no pattern can make it slow.

use std::fmt::Write as _;

/// A path pattern of a rule.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    /// What stands between the stars; the first piece stands at the beginning.
    pieces: Vec<String>,
    /// Whether the last piece stands at the end.
    ends: bool,
    length: usize,
}

impl Pattern {
    pub(super) fn new(path: &str) -> Self {
        let path = normalized(path, true);
        let (inner, ends) = path.strip_suffix('$').map_or((path.as_str(), false), |inner| (inner, true));
        Self { pieces: inner.split('*').map(str::to_owned).collect(), ends, length: path.len() }
    }

    /// How much it says, in bytes.
    pub(super) fn len(&self) -> usize {
        self.length
    }

    /// Whether the path, which was [`normalized`], is one of those meant.
    pub(super) fn matches(&self, path: &str) -> bool {
        let Some((first, rest)) = self.pieces.split_first() else { return false };
        let Some(mut left) = path.strip_prefix(first.as_str()) else { return false };
        let Some((last, between)) = rest.split_last() else { return !self.ends || left.is_empty() };
        for piece in between {
            let Some(at) = left.find(piece.as_str()) else { return false };
            left = &left[at + piece.len()..];
        }
        if self.ends { left.ends_with(last.as_str()) } else { left.contains(last.as_str()) }
    }
}

/// The path as both sides are compared: what needs no `%` has none, what does has one with capital digits. In a pattern
/// `*`, and `$` at its end, mean something; elsewhere they are characters.
pub(super) fn normalized(path: &str, is_pattern: bool) -> String {
    let bytes = path.as_bytes();
    let mut out = String::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let (byte, length, escaped) = match escape(&bytes[at..]) {
            Some(byte) => (byte, 3, true),
            None => (bytes[at], 1, false),
        };
        let is_sign = is_pattern && !escaped && (byte == b'*' || byte == b'$' && at + 1 == bytes.len());
        push(&mut out, byte, escaped, is_sign);
        at += length;
    }
    out
}

fn push(out: &mut String, byte: u8, escaped: bool, is_sign: bool) {
    let is_plain = byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~');
    let is_kept = byte.is_ascii_graphic() && !escaped && !matches!(byte, b'*' | b'$' | b'%');
    if is_plain || is_sign || is_kept {
        out.push(char::from(byte));
    } else {
        let _ = write!(out, "%{byte:02X}");
    }
}

/// The byte that an escape at the beginning stands for.
fn escape(bytes: &[u8]) -> Option<u8> {
    let &[b'%', high, low, ..] = bytes else { return None };
    let digit = |byte: u8| char::from(byte).to_digit(16);
    Some((digit(high)? * 16 + digit(low)?) as u8)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The standard's words without any thought of speed.
    fn plainly(pattern: &[u8], path: &[u8]) -> bool {
        match pattern {
            [] => true,
            b"$" => path.is_empty(),
            [b'*', rest @ ..] => (0..=path.len()).any(|at| plainly(rest, &path[at..])),
            [first, rest @ ..] => path.first() == Some(first) && plainly(rest, &path[1..]),
        }
    }

    proptest! {
        #[test]
        fn patterns_match_as_the_standard_has_them(pattern in "/[ab*]{0,8}[$]?", path in "/[ab]{0,8}") {
            prop_assert_eq!(Pattern::new(&pattern).matches(&path), plainly(pattern.as_bytes(), path.as_bytes()));
        }

        #[test]
        fn writing_a_path_alike_twice_changes_nothing(path in "/\\PC{0,20}") {
            let once = normalized(&path, false);
            prop_assert_eq!(normalized(&once, false), once);
        }
    }
}
