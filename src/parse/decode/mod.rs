//! Decoding as browsers do it: byte order mark, the charset of the header, `<meta>` in the first bytes, then a guess. A declaration that
//! the bytes contradict is not believed.

mod choose;
mod mojibake;
mod prescan;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8};

use crate::error::{Error, ErrorKind, Result};
use crate::source::Page;

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
pub(crate) fn decode(page: &Page) -> Result<Cow<'_, str>> {
    let bytes = &page.bytes[..];
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(
            Error::new(ErrorKind::Source, &page.source, "the file is empty").remedy("save the page again")
        );
    }
    if let Some((_, what)) = BINARY.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(not_a_page(page, &format!("this is {what}, not an HTML page")));
    }
    let utf8 = std::str::from_utf8(bytes).ok();
    let encoding = encoding(page, utf8.is_some());
    if encoding.is_ascii_compatible() && looks_binary(bytes) {
        return Err(not_a_page(page, "this is binary data, not an HTML page"));
    }
    if let Some(text) = utf8.filter(|text| encoding == UTF_8 && !text.starts_with('\u{feff}')) {
        return Ok(mojibake::repair(Cow::Borrowed(text)));
    }
    let bytes = Encoding::for_bom(bytes).map_or(bytes, |(_, length)| &bytes[length..]);
    Ok(mojibake::repair(encoding.decode_without_bom_handling(bytes).0))
}

/// The encoding of a page: by its byte order mark, the charset that came with it, its `<meta>`, or its bytes.
#[must_use]
pub fn encoding_of(page: &Page) -> &'static Encoding {
    encoding(page, std::str::from_utf8(&page.bytes).is_ok())
}

/// The same, where it is known whether the bytes are UTF-8.
fn encoding(page: &Page, utf8: bool) -> &'static Encoding {
    let bytes = &page.bytes[..];
    let marked = Encoding::for_bom(bytes).map(|(encoding, _)| encoding).or_else(|| choose::wide(bytes));
    let given = || page.charset.as_deref().and_then(|label| Encoding::for_label(label.as_bytes()));
    marked.unwrap_or_else(|| choose::choose(bytes, utf8, given().or_else(|| prescan::prescan(bytes))))
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
