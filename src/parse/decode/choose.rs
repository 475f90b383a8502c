//! Which encoding a page is in: the declared one, unless the bytes contradict it; else a guess by the bytes.

use memchr::memchr;

use encoding_rs::{Encoding, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Characters beyond ASCII that a page must have to be told from a declaration that is wrong.
const ENOUGH: usize = 40;

/// The encoding of bytes that are UTF-8 or not, and declare an encoding or none.
pub(super) fn choose(bytes: &[u8], utf8: bool, declared: Option<&'static Encoding>) -> &'static Encoding {
    // What is in UTF-16 was found by its marks and NUL bytes, and what has no decoder declares nothing.
    let declared = declared.filter(|own| ![REPLACEMENT, UTF_16LE, UTF_16BE].contains(own));
    let own = Some(UTF_8) == declared;
    if own && utf8 {
        return UTF_8;
    }
    let ascii = utf8 && bytes.is_ascii();
    if ascii && memchr(b'\x1b', bytes).is_none() {
        return declared.unwrap_or(WINDOWS_1252);
    }
    if utf8 && !ascii || is_mostly_utf8(bytes, if own { 1 } else { 16 }) {
        return UTF_8;
    }
    match declared.filter(|_| !own) {
        Some(declared) if contradicts(bytes, declared) => {
            let guess = guess(bytes);
            // A guess that could have failed and did not is worth more than one that fits everything.
            if is_multi_byte(guess) && fits(bytes, guess) || !is_multi_byte(declared) {
                guess
            } else {
                declared
            }
        }
        Some(declared) => declared,
        None => guess(bytes),
    }
}

/// What is in UTF-16 without a byte order mark: a `<` with a NUL beside it.
pub(super) fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = bytes
        .chunks_exact(2)
        .find(|unit| ![[b' ', 0], [0, b' '], [b'\n', 0], [0, b'\n']].contains(&[unit[0], unit[1]]))?;
    match start {
        [b'<', 0] => Some(UTF_16LE),
        [0, b'<'] => Some(UTF_16BE),
        _ => None,
    }
}

/// The bytes are not in the encoding they declare: they break its rules, or letters that stand alone in its languages stand in rows.
fn contradicts(bytes: &[u8], declared: &'static Encoding) -> bool {
    if is_multi_byte(declared) || !fits(bytes, declared) {
        return !fits(bytes, declared);
    }
    if !is_western(declared) {
        return false;
    }
    let beyond = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    let in_rows = bytes.windows(2).filter(|pair| !pair[0].is_ascii() && !pair[1].is_ascii()).count();
    beyond >= ENOUGH && in_rows * 2 > beyond
}

fn fits(bytes: &[u8], encoding: &'static Encoding) -> bool {
    encoding.decode_without_bom_handling_and_without_replacement(bytes).is_some()
}

fn is_multi_byte(encoding: &'static Encoding) -> bool {
    !encoding.is_single_byte()
}

fn is_western(encoding: &'static Encoding) -> bool {
    matches!(
        encoding.name(),
        "windows-1252" | "windows-1254" | "ISO-8859-15" | "macintosh" | "ISO-8859-10" | "ISO-8859-14"
    )
}

/// UTF-8 with a few broken characters, one in `share` at most.
fn is_mostly_utf8(bytes: &[u8], share: usize) -> bool {
    let (mut sound, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        sound += chunk.valid().bytes().filter(|byte| *byte >= 0xc0).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    sound > 0 && sound >= broken * share
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    detector.guess(None, chardetng::Utf8Detection::Allow)
}
