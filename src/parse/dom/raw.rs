//! Where text that is no markup ends: comments, scripts with their escapes, and raw elements.

use memchr::{memchr, memchr2};

/// Behind the end of a comment, from behind its `<!--`: `-->`, `--!>`, or at once `>` or `->`.
pub(super) fn comment_end(bytes: &[u8], from: usize) -> Option<usize> {
    let rest = &bytes[from..];
    if rest.starts_with(b">") {
        return Some(from + 1);
    }
    if rest.starts_with(b"->") {
        return Some(from + 2);
    }
    let mut at = from;
    loop {
        at += memchr(b'-', &bytes[at..])?;
        let dashes = bytes[at..].iter().take_while(|byte| **byte == b'-').count();
        at += dashes;
        if dashes >= 2 && bytes.get(at) == Some(&b'>') {
            return Some(at + 1);
        }
        if dashes >= 2 && bytes[at..].starts_with(b"!>") {
            return Some(at + 2);
        }
    }
}

/// Where the end tag of `<script>` begins, from behind its start tag. Inside `<!-- <script>` an end tag only ends the inner one.
pub(super) fn script_end(bytes: &[u8], from: usize) -> Option<usize> {
    let (mut at, mut escaped, mut double) = (from, false, false);
    loop {
        at += memchr2(b'<', b'-', &bytes[at..])?;
        let rest = &bytes[at..];
        if rest[0] == b'-' {
            let dashes = rest.iter().take_while(|byte| **byte == b'-').count();
            if dashes >= 2 && rest.get(dashes) == Some(&b'>') {
                (escaped, double) = (false, false);
            }
            at += dashes;
        } else if is_tag(rest, b"</", b"script") {
            if !double {
                return Some(at);
            }
            double = false;
            at += 8;
        } else if !escaped && rest.starts_with(b"<!--") {
            // The two dashes can already be those of `-->`.
            escaped = true;
            at += 2;
        } else if escaped && !double && is_tag(rest, b"<", b"script") {
            double = true;
            at += 7;
        } else {
            at += 1;
        }
    }
}

/// Where the end tag of a raw element begins, from behind its start tag.
pub(super) fn text_end(bytes: &[u8], from: usize, name: &[u8]) -> Option<usize> {
    let mut at = from;
    loop {
        at += memchr(b'<', &bytes[at..])?;
        if is_tag(&bytes[at..], b"</", name) {
            return Some(at);
        }
        at += 1;
    }
}

/// `</script` and a character that ends a tag's name.
fn is_tag(rest: &[u8], lead: &[u8], name: &[u8]) -> bool {
    rest.starts_with(lead)
        && rest.get(lead.len()..lead.len() + name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name))
        && rest
            .get(lead.len() + name.len())
            .is_some_and(|byte| matches!(byte, b'\t' | b'\n' | b'\x0c' | b'\r' | b' ' | b'/' | b'>'))
}
