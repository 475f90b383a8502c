//! The text of a block as it is kept: trimmed, without what nobody sees, in NFC; and where every offset has moved.

use std::borrow::Cow;

use memchr::memchr;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// How offsets moved when a block was cleaned: `(old, new)` at each change.
pub(super) struct Moved(Vec<(usize, usize)>, usize);

impl Moved {
    pub(super) fn to(&self, old: usize) -> usize {
        let at = self.0.partition_point(|(known, _)| *known <= old);
        let (from, to) = at.checked_sub(1).map_or((0, 0), |at| self.0[at]);
        // What was cut off between two changes has no length of its own.
        let next = self.0.get(at).map_or(self.1, |(_, next)| *next);
        (to + (old - from)).min(next).min(self.1)
    }
}

/// Trims a block, takes spaces off the ends of its lines, and brings it into NFC.
pub(super) fn clean(buffer: &str, pre: bool) -> (String, Moved) {
    let mut out = String::with_capacity(buffer.len());
    let mut moved = Vec::new();
    let mut at = 0;
    for line in buffer.split_inclusive('\n') {
        let body = line.trim_end_matches('\n');
        let kept = if pre { body.trim_end() } else { body.trim() };
        let lead = if pre { 0 } else { body.len() - body.trim_start().len() };
        moved.push((at, out.len()));
        moved.push((at + lead, out.len()));
        // What is below U+0300 is composed.
        if kept.bytes().all(|byte| byte < 0xcc) || is_nfc_quick(kept.chars()) == IsNormalized::Yes {
            out.push_str(kept);
        } else {
            out.extend(kept.nfc());
        }
        if line.ends_with('\n') && !out.is_empty() {
            moved.push((at + line.len() - 1, out.len()));
            out.push('\n');
        }
        at += line.len();
    }
    let trimmed = out.trim_end().len();
    out.truncate(trimmed);
    moved.sort_unstable();
    (out, Moved(moved, trimmed))
}

/// Bytes that begin or continue a character that is neither white space nor invisible, whatever follows.
const PLAIN: [bool; 256] = {
    let mut plain = [true; 256];
    let mut byte = 0;
    while byte <= b' ' as usize {
        plain[byte] = false;
        byte += 1;
    }
    // The first bytes of no-break space and soft hyphen, of other spaces and zero-width characters, and of the byte order mark.
    let leads = [0xc2, 0xe1, 0xe2, 0xe3, 0xef];
    let mut at = 0;
    while at < leads.len() {
        plain[leads[at]] = false;
        at += 1;
    }
    plain
};

/// Adds text to a line: white space becomes single spaces, and what nobody sees is left out.
pub(super) fn squeeze(text: &str, out: &mut String) {
    let bytes = text.as_bytes();
    let plain = |at: usize| bytes.get(at).is_some_and(|byte| PLAIN[*byte as usize]);
    let mut at = 0;
    while at < bytes.len() {
        let start = at;
        while plain(at) || at > start && bytes.get(at) == Some(&b' ') && plain(at + 1) {
            at += 1;
        }
        out.push_str(&text[start..at]);
        let Some(c) = text[at..].chars().next() else { return };
        at += c.len_utf8();
        if is_invisible(c) {
            continue;
        }
        if !c.is_whitespace() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with([' ', '\n']) {
            out.push(' ');
        }
    }
}

/// Makes one line feed of each end of a line, as the HTML standard does before it reads a page (section 13.2.3.5).
pub(super) fn line_feeds(text: Cow<'_, str>) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let Some(mut next) = memchr(b'\r', bytes) else { return text };
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    loop {
        out.push_str(&text[at..next]);
        out.push('\n');
        at = next + 1 + usize::from(bytes.get(next + 1) == Some(&b'\n'));
        let Some(found) = memchr(b'\r', &bytes[at..]) else { break };
        next = at + found;
    }
    out.push_str(&text[at..]);
    Cow::Owned(out)
}

/// Soft hyphens, zero-width characters and byte order marks.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\0')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn slowly(text: &str, out: &mut String) {
        for c in text.chars().filter(|c| !is_invisible(*c)) {
            if !c.is_whitespace() {
                out.push(c);
            } else if !out.ends_with([' ', '\n']) && !out.is_empty() {
                out.push(' ');
            }
        }
    }

    #[test]
    fn every_end_of_a_line_is_one_line_feed() {
        assert_eq!(line_feeds("a\r\nb\rc\n\rd\r\r\n".into()), "a\nb\nc\n\nd\n\n");
        assert!(matches!(line_feeds("a\nb".into()), Cow::Borrowed("a\nb")));
    }

    proptest! {
        #[test]
        fn runs_are_squeezed_as_their_characters_are(pieces in prop::collection::vec("[ \n\ta-cé\u{a0}\u{ad}\u{85}\u{1680}\u{200b}\u{2028}’\u{3000}の\u{feff}\u{0}😀]{0,12}", 0..4)) {
            let (mut fast, mut slow) = (String::new(), String::new());
            for piece in &pieces {
                squeeze(piece, &mut fast);
                slowly(piece, &mut slow);
            }
            prop_assert_eq!(fast, slow);
        }
    }
}
