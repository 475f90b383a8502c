//! Character references of text and attribute values, as the HTML standard reads them (section 13.2.5.72 and on).

use std::borrow::Cow;

use html5ever::data::{C1_REPLACEMENTS, NAMED_ENTITIES};
use memchr::memchr;

/// Longest name of a character, `CounterClockwiseContourIntegral;`.
const LONGEST: usize = 33;

/// Text with its character references replaced.
pub(super) fn decode(text: &str, attribute: bool) -> Cow<'_, str> {
    let Some(first) = memchr(b'&', text.as_bytes()) else { return Cow::Borrowed(text) };
    let mut out = String::with_capacity(text.len());
    out.push_str(&text[..first]);
    let mut at = first;
    loop {
        let rest = &text[at..];
        let length = reference(rest, attribute, &mut out);
        if length == 0 {
            out.push('&');
        }
        let from = at + length.max(1);
        let Some(next) = memchr(b'&', &text.as_bytes()[from..]) else {
            out.push_str(&text[from..]);
            return Cow::Owned(out);
        };
        out.push_str(&text[from..from + next]);
        at = from + next;
    }
}

/// Writes the characters of the reference that `rest` begins with, and gives its length; 0 where there is none.
fn reference(rest: &str, attribute: bool, out: &mut String) -> usize {
    let bytes = rest.as_bytes();
    match bytes.get(1) {
        Some(b'#') => numeric(bytes, out),
        Some(byte) if byte.is_ascii_alphanumeric() => named(rest, attribute, out),
        _ => 0,
    }
}

fn named(rest: &str, attribute: bool, out: &mut String) -> usize {
    let bytes = &rest.as_bytes()[1..];
    let length = bytes.iter().take(LONGEST).take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let closed = bytes.get(length) == Some(&b';');
    for end in (1..=length + usize::from(closed)).rev() {
        // The table also holds beginnings of names, which stand for nothing.
        let Some(&(first, second)) = NAMED_ENTITIES.get(&rest[1..=end]).filter(|found| found.0 != 0) else {
            continue;
        };
        let follows = bytes.get(end).is_some_and(|byte| *byte == b'=' || byte.is_ascii_alphanumeric());
        if attribute && bytes[end - 1] != b';' && follows {
            return 0;
        }
        out.extend(char::from_u32(first));
        out.extend(char::from_u32(second).filter(|_| second != 0));
        return end + 1;
    }
    0
}

fn numeric(bytes: &[u8], out: &mut String) -> usize {
    let hex = matches!(bytes.get(2), Some(b'x' | b'X'));
    let (from, base) = if hex { (3, 16) } else { (2, 10) };
    let digits = bytes[from..].iter().take_while(|byte| char::from(**byte).is_digit(base)).count();
    if digits == 0 {
        return 0;
    }
    let mut number = 0_u32;
    for digit in bytes[from..from + digits].iter().filter_map(|byte| char::from(*byte).to_digit(base)) {
        number = number.saturating_mul(base).saturating_add(digit);
    }
    out.push(character(number));
    from + digits + usize::from(bytes.get(from + digits) == Some(&b';'))
}

fn character(number: u32) -> char {
    match number {
        0 => '\u{fffd}',
        0x80..=0x9f => {
            C1_REPLACEMENTS[(number - 0x80) as usize].or(char::from_u32(number)).unwrap_or('\u{fffd}')
        }
        _ => char::from_u32(number).unwrap_or('\u{fffd}'),
    }
}
