//! Bodies in chunks (RFC 9112, 7.1), which other tools keep as they travelled.

use std::borrow::Cow;

/// The body without its chunks; what is no chunk stays as it is, because some tools undo them and keep the header.
pub(super) fn joined(bytes: &[u8]) -> Cow<'_, [u8]> {
    parts(bytes).map_or(Cow::Borrowed(bytes), Cow::Owned)
}

fn parts(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::with_capacity(rest.len());
    loop {
        let end = memchr::memmem::find(rest, b"\r\n")?;
        let line = std::str::from_utf8(&rest[..end]).ok()?;
        let size = usize::from_str_radix(line.split(';').next()?.trim(), 16).ok()?;
        rest = &rest[end + 2..];
        if size == 0 {
            return Some(body);
        }
        body.extend_from_slice(rest.get(..size)?);
        rest = rest.get(size..)?.strip_prefix(b"\r\n")?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_are_joined_and_what_has_none_stays() {
        assert_eq!(*joined(b"4\r\nWiki\r\n6;x=y\r\npedia \r\n0\r\n\r\n"), *b"Wikipedia ");
        assert_eq!(*joined(b"<html>"), *b"<html>");
        assert_eq!(*joined(b"4\r\nWi"), *b"4\r\nWi");
        assert_eq!(*joined(b"ffffffffffffffffff\r\nx"), *b"ffffffffffffffffff\r\nx");
        assert_eq!(*joined(b"ffffffffffffffff\r\nx"), *b"ffffffffffffffff\r\nx");
    }
}
