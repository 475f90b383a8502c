//! [`Carried`] bytes are a page that was met in a stream and is read where it is loaded: what it takes to read it (the head of an answer, chunks,
//! encodings) is no work of the thread that reads the stream.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use crate::archive::{Unread, View, answer};
use crate::error::{Error, ErrorKind, Result};
use crate::source::load::{MAX_BYTES, PageRef, shown};
use crate::source::{Page, mhtml};

/// The bytes of a page as they stood in a stream.
#[derive(Clone, PartialEq, Eq)]
pub struct Carried {
    form: Form,
    bytes: Vec<u8>,
    /// The file, and where in it: a byte, a row.
    from: Arc<str>,
    at: String,
}

/// How the bytes of a page are to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// HTML as it came.
    Html,
    /// HTML that was text already.
    #[cfg(any(feature = "arrow", feature = "parquet"))]
    Utf8,
    /// A page saved as one file.
    Mhtml,
    /// Lines without markup.
    Text,
    /// A WARC record with the answer of a server, or a file.
    Answer,
    /// A WARC record with lines without markup.
    Lines,
    /// None: why there is no page.
    Nothing(&'static str, &'static str),
}

/// That a page has more bytes than are read.
pub(super) const TOO_LARGE: Form =
    Form::Nothing("is larger than 64 MiB", "announcements are small: check that this is the page you mean");

impl Carried {
    pub(super) fn new(form: Form, bytes: Vec<u8>, from: &Arc<str>, at: impl Into<String>) -> Self {
        Self { form, bytes, from: Arc::clone(from), at: at.into() }
    }

    /// How many bytes are carried.
    #[must_use]
    pub fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Whether there are none, as with a row in which there is no page.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// The page.
    pub(super) fn page(&self, page: &PageRef) -> Result<Page> {
        let bytes = &self.bytes[..];
        let read = |url: Option<String>, charset: Option<&str>, bytes: Vec<u8>| {
            let url = page.url.clone().or(url);
            Ok(Page { source: page.source.clone(), url, charset: charset.map(str::to_owned), bytes })
        };
        if bytes.len() as u64 > MAX_BYTES && !matches!(self.form, Form::Answer | Form::Lines) {
            return self.failed(TOO_LARGE);
        }
        match self.form {
            Form::Html => read(None, None, bytes.to_vec()),
            #[cfg(any(feature = "arrow", feature = "parquet"))]
            Form::Utf8 => read(None, Some("utf-8"), bytes.to_vec()),
            Form::Text => read(None, Some("utf-8"), marked_up(bytes)),
            Form::Lines => {
                let record = View::parse(bytes).ok_or_else(|| self.failure("holds no record"))?;
                read(None, Some("utf-8"), marked_up(record.block))
            }
            Form::Mhtml => match mhtml::page(bytes) {
                Some(saved) => read(saved.url, saved.charset.as_deref(), saved.bytes),
                None => self.failed(Form::Nothing(
                    "holds no HTML page",
                    "save the page again, as one file or as HTML",
                )),
            },
            Form::Answer => {
                let (head, body) = answer(bytes, MAX_BYTES).map_err(|error| match error {
                    Unread::Record(what) => self.failure(what),
                    Unread::Body(error) => {
                        self.failure("holds a body that cannot be unpacked").because(error)
                    }
                })?;
                read(None, head.charset().as_deref(), body)
            }
            Form::Nothing(..) => self.failed(self.form),
        }
    }

    fn failed<T>(&self, why: Form) -> Result<T> {
        let Form::Nothing(what, remedy) = why else { return Err(self.failure("holds no page")) };
        Err(self.failure(what).remedy(remedy))
    }

    fn failure(&self, what: &str) -> Error {
        let place = if self.at.is_empty() { String::new() } else { format!(" at {}", self.at) };
        Error::new(ErrorKind::Source, shown(&self.from), format!("{what}{place}"))
    }
}

impl fmt::Debug for Carried {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}, {} bytes, {} {}", self.form, self.bytes.len(), self.from, self.at)
    }
}

/// A page of lines: each is a paragraph, and the first is the title, as it is in the files of text that are made of crawls.
fn marked_up(text: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(text);
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty()).map(escaped).peekable();
    let title = lines.peek().cloned().unwrap_or_default();
    let mut page = format!("<!DOCTYPE html><meta charset=\"utf-8\"><title>{title}</title>\n");
    lines.for_each(|line| page.extend(["<p>", &line, "</p>\n"]));
    page.into_bytes()
}

fn escaped(line: &str) -> Cow<'_, str> {
    if line.contains(['<', '&']) {
        Cow::Owned(line.replace('&', "&amp;").replace('<', "&lt;"))
    } else {
        Cow::Borrowed(line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_become_paragraphs_and_no_markup() {
        let page = String::from_utf8(marked_up(b"A <b> & C\r\n\r\n  second\n")).unwrap();
        assert!(
            page.contains("<title>A &lt;b> &amp; C</title>\n<p>A &lt;b> &amp; C</p>\n<p>second</p>\n"),
            "{page}"
        );
    }

    #[test]
    fn a_row_without_a_page_says_where() {
        let form = Form::Nothing("there is no page", "leave out rows");
        let carried = Carried::new(form, Vec::new(), &Arc::from("a.parquet"), "row 7");
        let error = carried.page(&PageRef::unread("x")).unwrap_err();
        assert_eq!(error.to_string(), "a.parquet: there is no page at row 7 (leave out rows)");
    }
}
