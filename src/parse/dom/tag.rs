//! A tag as the tokenizer sees it: name, attributes, end.

use std::ops::Range;

use memchr::{memchr, memmem};

/// The name of a tag.
#[derive(Clone, Copy, Debug)]
pub(super) struct Name<'h> {
    pub text: &'h [u8],
    pub end: usize,
}

/// A tag.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tag<'h> {
    pub name: Name<'h>,
    /// Behind its `>`.
    pub end: usize,
    pub self_closing: bool,
}

/// An attribute.
#[derive(Debug)]
pub(super) struct Attribute<'h> {
    /// Behind it.
    pub to: usize,
    pub name: &'h [u8],
    value: &'h [u8],
}

impl<'h> Tag<'h> {
    /// Reads a tag from its name on; `None` where the source ends inside it.
    pub(super) fn read(bytes: &'h [u8], from: usize) -> Option<Self> {
        Name::read(bytes, from)?.tag(bytes, |_| {})
    }

    pub(super) fn is(&self, name: &str) -> bool {
        self.name.text.eq_ignore_ascii_case(name.as_bytes())
    }
}

impl<'h> Name<'h> {
    /// Reads the name of a tag; `None` where the source ends inside it.
    pub(super) fn read(bytes: &'h [u8], from: usize) -> Option<Self> {
        let ends = |byte: &u8| matches!(byte, b'\t' | b'\n' | b'\x0c' | b'\r' | b' ' | b'/' | b'>');
        let length = bytes[from..].iter().position(ends)?;
        Some(Self { text: &bytes[from..from + length], end: from + length })
    }

    /// The tag that it begins, and each of its attributes in order; `None` where the source ends inside it.
    pub(super) fn tag(self, bytes: &'h [u8], mut each: impl FnMut(Attribute<'h>)) -> Option<Tag<'h>> {
        let mut at = self.end;
        loop {
            let start = Attribute::start(bytes, at);
            if *bytes.get(start)? == b'>' {
                let self_closing = start > at && bytes[start - 1] == b'/';
                return Some(Tag { name: self, end: start + 1, self_closing });
            }
            let attribute = Attribute::read(bytes, start)?;
            at = attribute.to;
            each(attribute);
        }
    }
}

impl<'h> Attribute<'h> {
    /// Where the next attribute, or the end of the tag, begins.
    fn start(bytes: &[u8], from: usize) -> usize {
        let between = |byte: &&u8| matches!(byte, b'\t' | b'\n' | b'\x0c' | b'\r' | b' ' | b'/');
        from + bytes[from..].iter().take_while(between).count()
    }

    /// The attribute that starts here; `None` where the source ends inside it.
    fn read(bytes: &'h [u8], start: usize) -> Option<Self> {
        let space = |byte: &u8| matches!(byte, b'\t' | b'\n' | b'\x0c' | b'\r' | b' ');
        let skip = |at: usize| at + bytes[at..].iter().take_while(|byte| space(byte)).count();
        // A `=` that comes first belongs to the name.
        let name_end = |byte: &u8| space(byte) || matches!(byte, b'/' | b'>' | b'=');
        let length = 1 + bytes[start + 1..].iter().position(name_end)?;
        let name = &bytes[start..start + length];
        let after = skip(start + length);
        if bytes.get(after) != Some(&b'=') {
            return Some(Self { to: start + length, name, value: b"" });
        }
        let value = Self::value_range(bytes, skip(after + 1))?;
        Some(Self { to: value.end, name, value: &bytes[value.start..value.end] })
    }

    /// The value with its quotes.
    fn value_range(bytes: &[u8], at: usize) -> Option<Range<usize>> {
        let end = match *bytes.get(at)? {
            quote @ (b'"' | b'\'') => at + 1 + memchr(quote, &bytes[at + 1..])? + 1,
            b'>' => at,
            _ => {
                let ends = |byte: &u8| matches!(byte, b'\t' | b'\n' | b'\x0c' | b'\r' | b' ' | b'>');
                at + bytes[at..].iter().position(ends)?
            }
        };
        Some(at..end)
    }

    /// Where its value is in the source, without quotes.
    pub(super) fn value(&self) -> Range<usize> {
        let whole = self.to - self.value.len()..self.to;
        match self.value {
            [quote @ (b'"' | b'\''), .., last] if quote == last => whole.start + 1..whole.end - 1,
            _ => whole,
        }
    }

    /// An attribute for tests.
    #[cfg(test)]
    pub(super) fn named(name: &'h [u8], value: &'h [u8]) -> Self {
        Self { to: 0, name, value }
    }

    /// Attributes that say something of the text.
    pub(super) fn is_telling(&self) -> bool {
        let mut lower = [0; 14];
        let Some(name) = lower.get_mut(..self.name.len()) else { return false };
        name.copy_from_slice(self.name);
        name.make_ascii_lowercase();
        match &*name {
            b"class" | b"id" | b"href" | b"rel" | b"itemprop" | b"itemscope" | b"itemtype" | b"itemid"
            | b"itemref" | b"property" | b"typeof" | b"vocab" | b"prefix" | b"resource" | b"about"
            | b"content" | b"name" | b"http-equiv" | b"charset" | b"lang" | b"xml:lang" | b"hreflang"
            | b"datetime" | b"pubdate" | b"role" | b"hidden" | b"type" | b"colspan" | b"rowspan"
            | b"scope" | b"value" | b"title" | b"shadowrootmode" | b"encoding" | b"aria-hidden" => true,
            b"style" => {
                let value = self.value.to_ascii_lowercase();
                memmem::find(&value, b"display").is_some() || memmem::find(&value, b"visibility").is_some()
            }
            _ => false,
        }
    }
}
