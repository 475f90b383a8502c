//! The prescan: what encoding a page declares in its `<meta>`, as the HTML standard finds it before parsing (section 13.2.3.2, "prescan a
//! byte stream to determine its encoding").

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, X_USER_DEFINED};
use memchr::{memchr, memmem};

/// How far is looked, in bytes. The standard asks for 1024 and lets the parser find a later `<meta>`; pages that begin with long scripts
/// are common, so the prescan looks further instead.
const REACH: usize = 16_384;

/// The declared encoding; `None` where there is none or the bytes end inside it.
pub(super) fn prescan(bytes: &[u8]) -> Option<&'static Encoding> {
    let bytes = &bytes[..bytes.len().min(REACH)];
    let mut at = 0;
    loop {
        at += memchr(b'<', &bytes[at..])?;
        let rest = &bytes[at..];
        if rest.starts_with(b"<!--") {
            // The two dashes can be those that begin the comment.
            at += 2 + memmem::find(&rest[2..], b"-->")? + 3;
        } else if rest.get(..5).is_some_and(|tag| tag.eq_ignore_ascii_case(b"<meta"))
            && rest.get(5).is_some_and(|byte| is_space(*byte) || *byte == b'/')
        {
            let mut attributes = Attributes { bytes, at: at + 5 };
            if let Some(encoding) = meta(&mut attributes)? {
                return Some(encoding);
            }
            at = attributes.at;
        } else if is_tag(rest) {
            let name = rest.iter().position(|byte| is_space(*byte) || *byte == b'>')?;
            let mut attributes = Attributes { bytes, at: at + name };
            while attributes.next()?.is_some() {}
            at = attributes.at;
        } else if matches!(rest.get(1), Some(b'!' | b'/' | b'?')) {
            at += memchr(b'>', rest)?;
        } else {
            at += 1;
        }
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b'\t' | b'\n' | b'\x0c' | b'\r' | b' ')
}

/// `<a`, `</a`.
fn is_tag(rest: &[u8]) -> bool {
    let letter = if rest.get(1) == Some(&b'/') { 2 } else { 1 };
    rest.get(letter).is_some_and(u8::is_ascii_alphabetic)
}

/// What one `<meta>` declares; the outer `None` says that the bytes end inside it.
#[expect(clippy::option_option, reason = "the end of the bytes ends everything, `?` by `?`")]
fn meta(attributes: &mut Attributes<'_>) -> Option<Option<&'static Encoding>> {
    let mut seen: Vec<Vec<u8>> = Vec::new();
    let (mut pragma, mut needs_pragma, mut charset) = (false, None, None);
    while let Some((name, value)) = attributes.next()? {
        if seen.contains(&name) {
            continue;
        }
        match &name[..] {
            b"http-equiv" => pragma = value.eq_ignore_ascii_case(b"content-type"),
            b"content" if charset.is_none() => {
                charset = from_content(&value).and_then(Encoding::for_label);
                needs_pragma = charset.map(|_| true).or(needs_pragma);
            }
            b"charset" => {
                charset = Encoding::for_label(&value);
                needs_pragma = Some(false);
            }
            _ => {}
        }
        // Only so many names can matter.
        if seen.len() < 32 {
            seen.push(name);
        }
    }
    let holds = needs_pragma.is_some_and(|needs| !needs || pragma);
    Some(charset.filter(|_| holds).map(as_read))
}

/// Whoever could read the declaration does not read UTF-16.
fn as_read(encoding: &'static Encoding) -> &'static Encoding {
    match encoding {
        wide if wide == UTF_16LE || wide == UTF_16BE => UTF_8,
        own if own == X_USER_DEFINED => WINDOWS_1252,
        encoding => encoding,
    }
}

/// The label in `text/html; charset=label` ("extracting a character encoding from a meta element").
fn from_content(value: &[u8]) -> Option<&[u8]> {
    let lower = value.to_ascii_lowercase();
    let skip = |at: usize| at + value[at..].iter().take_while(|byte| is_space(**byte)).count();
    let mut at = 0;
    let start = loop {
        at += memmem::find(&lower[at..], b"charset")? + 7;
        let sign = skip(at);
        if value.get(sign) == Some(&b'=') {
            break skip(sign + 1);
        }
    };
    if let quote @ (b'"' | b'\'') = *value.get(start)? {
        let end = memchr(quote, &value[start + 1..])?;
        return Some(&value[start + 1..start + 1 + end]);
    }
    let rest = &value[start..];
    let end = rest.iter().position(|byte| is_space(*byte) || *byte == b';').unwrap_or(rest.len());
    Some(&rest[..end])
}

/// The attributes of a tag ("get an attribute").
struct Attributes<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl Attributes<'_> {
    /// The next attribute, its name in lower case; the inner `None` at the end of the tag, the outer one where the bytes end.
    #[expect(clippy::option_option, reason = "the end of the bytes ends everything, `?` by `?`")]
    fn next(&mut self) -> Option<Option<(Vec<u8>, Vec<u8>)>> {
        self.skip(|byte| is_space(byte) || byte == b'/');
        if *self.bytes.get(self.at)? == b'>' {
            return Some(None);
        }
        let start = self.at;
        self.at += 1;
        self.skip(|byte| !is_space(byte) && !matches!(byte, b'=' | b'/' | b'>'));
        let name = self.bytes[start..self.at].to_ascii_lowercase();
        self.skip(is_space);
        if *self.bytes.get(self.at)? != b'=' {
            return Some(Some((name, Vec::new())));
        }
        self.at += 1;
        self.skip(is_space);
        let (from, quote) = (self.at, *self.bytes.get(self.at)?);
        let value = if matches!(quote, b'"' | b'\'') {
            let end = from + 1 + memchr(quote, &self.bytes[from + 1..])?;
            self.at = end + 1;
            &self.bytes[from + 1..end]
        } else {
            self.skip(|byte| !is_space(byte) && byte != b'>');
            self.bytes.get(self.at)?;
            &self.bytes[from..self.at]
        };
        Some(Some((name, value.to_vec())))
    }

    fn skip(&mut self, is_skipped: impl Fn(u8) -> bool) {
        self.at += self.bytes[self.at..].iter().take_while(|byte| is_skipped(**byte)).count();
    }
}
