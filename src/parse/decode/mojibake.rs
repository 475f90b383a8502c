//! Text that was decoded wrongly before it was saved: `â€“` for a dash, or the same several times over. What is UTF-8 again when it is taken
//! as the bytes of Windows-1252 is read so.

use std::borrow::Cow;

use encoding_rs::WINDOWS_1252;

/// The first characters of one, `Â`, `Ã` and `â`, in UTF-8: the bytes of what Latin and its typography need.
const LEADS: [[u8; 2]; 3] = [[0xc3, 0x82], [0xc3, 0x83], [0xc3, 0xa2]];

/// How many characters one is at least: `»` after an `É` would make one, too, but not a third with them.
const SHORTEST: usize = 3;

/// How often a page may have been decoded wrongly; each time doubles the characters.
const ROUNDS: usize = 12;

/// The text with such runs repaired.
pub(super) fn repair(text: Cow<'_, str>) -> Cow<'_, str> {
    if find(&text).is_none() {
        return text;
    }
    let mut repaired = String::with_capacity(text.len());
    let mut rest = &*text;
    while let Some(start) = find(rest) {
        let run = &rest[start..];
        let run = &run[..run.find(|c: char| c.is_ascii()).unwrap_or(run.len())];
        repaired.push_str(&rest[..start]);
        repaired.push_str(&innermost(run));
        rest = &rest[start + run.len()..];
    }
    repaired.push_str(rest);
    if repaired == *text { text } else { Cow::Owned(repaired) }
}

/// Where the next run begins. Its first byte begins no other character than those of two bytes from `À` to `ÿ`, and is rare.
fn find(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let begins = |at: &usize| LEADS.iter().any(|lead| bytes[*at..].starts_with(lead));
    memchr::memchr_iter(LEADS[0][0], bytes).find(begins)
}

/// What a run was before anything was decoded wrongly.
fn innermost(run: &str) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(run);
    for _ in 0..ROUNDS {
        let long = text.chars().nth(SHORTEST - 1).is_some();
        match once_less(&text).filter(|_| long) {
            Some(less) => text = Cow::Owned(less),
            None => break,
        }
    }
    text
}

/// The characters as the bytes that they were wrongly decoded from, decoded as UTF-8.
fn once_less(text: &str) -> Option<String> {
    let bytes: Option<Vec<u8>> = text.chars().map(byte).collect();
    String::from_utf8(bytes?).ok()
}

/// The byte of a character in Latin-1, else in Windows-1252: one text often mixes both.
fn byte(c: char) -> Option<u8> {
    u8::try_from(u32::from(c)).ok().or_else(|| {
        let mut own = [0; 4];
        let (bytes, _, unmappable) = WINDOWS_1252.encode(c.encode_utf8(&mut own));
        bytes.first().copied().filter(|_| !unmappable)
    })
}
