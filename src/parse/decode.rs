//! Decoding as browsers do it: byte order mark, the charset of the header, `<meta>` in the first bytes, then a guess. A declaration that
//! the bytes contradict is not believed.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use crate::error::{Error, ErrorKind, Result};
use crate::source::Page;

/// How far a `<meta charset>` is looked for, in bytes. The HTML standard asks for 1024; pages with long scripts first are common.
const PRESCAN: usize = 4096;

/// Beginnings of files that are no pages.
const BINARY: [(&[u8], &str); 8] = [
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x1f\x8b", "gzip data"),
    (b"\x7fELF", "a program"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
];

/// The text of a page.
pub(crate) fn decode(page: &Page) -> Result<String> {
    let bytes = &page.bytes[..];
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(
            Error::new(ErrorKind::Source, &page.source, "the file is empty").remedy("save the page again")
        );
    }
    if let Some((_, what)) = BINARY.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(not_a_page(page, &format!("this is {what}, not an HTML page")));
    }
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return Ok(encoding.decode(bytes).0.into_owned());
    }
    if looks_binary(bytes) {
        return Err(not_a_page(page, "this is binary data, not an HTML page"));
    }
    let declared = page
        .charset
        .as_deref()
        .and_then(|label| Encoding::for_label(label.as_bytes()))
        .or_else(|| declared(bytes));
    Ok(choose(bytes, declared).decode_without_bom_handling(bytes).0.into_owned())
}

fn not_a_page(page: &Page, message: &str) -> Error {
    Error::new(ErrorKind::Source, &page.source, message)
        .remedy("give HTML files; save the page itself, not what it links to")
}

/// More than one control character in a hundred bytes of the beginning.
fn looks_binary(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(2048)];
    let odd = head
        .iter()
        .filter(|byte| **byte == 0 || **byte < 9 || (14..32).contains(*byte) && **byte != 27)
        .count();
    odd * 100 > head.len()
}

/// The encoding that the page declares, unless the bytes say otherwise.
fn choose(bytes: &[u8], declared: Option<&'static Encoding>) -> &'static Encoding {
    let utf8 = std::str::from_utf8(bytes).is_ok();
    match declared {
        _ if utf8 && !bytes.is_ascii() => UTF_8,
        Some(encoding) if encoding == UTF_8 && !utf8 => guess(bytes),
        Some(encoding) if encoding.decode_without_bom_handling_and_without_replacement(bytes).is_some() => {
            encoding
        }
        Some(encoding) if encoding != WINDOWS_1252 => encoding,
        _ if utf8 => UTF_8,
        _ => guess(bytes),
    }
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, chardetng::Utf8Detection::Allow)
}

/// The label after `charset` in the first bytes.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(PRESCAN)];
    let at = head.windows(7).position(|window| window.eq_ignore_ascii_case(b"charset"))?;
    let rest = &head[at + 7..];
    let start = rest.iter().position(|byte| !matches!(byte, b'=' | b'"' | b'\'' | b' '))?;
    let label = &rest[start..];
    let end = label
        .iter()
        .position(|byte| matches!(byte, b'"' | b'\'' | b' ' | b'>' | b';' | b'/'))
        .unwrap_or(label.len());
    Encoding::for_label(&label[..end])
}
