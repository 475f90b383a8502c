//! Documents as they come: one a line, in an array or not, so that any number of pages can be printed.

use std::io::Write;

use annals::records::PageRecord;

use crate::cli::exit::Stop;

/// A printer of documents.
pub(super) struct Documents<W> {
    array: bool,
    out: W,
    printed: usize,
}

impl<W: Write> Documents<W> {
    pub(super) fn new(array: bool, out: W) -> Self {
        Self { array, out, printed: 0 }
    }

    /// Prints one document.
    pub(super) fn print(&mut self, record: &PageRecord) -> Result<(), Stop> {
        if self.array {
            self.out.write_all(if self.printed == 0 { b"[\n" } else { b",\n" })?;
        }
        serde_json::to_writer(&mut self.out, record)?;
        if !self.array {
            self.out.write_all(b"\n")?;
        }
        self.printed += 1;
        Ok(())
    }

    /// Closes the array.
    pub(super) fn finish(mut self) -> Result<(), Stop> {
        if self.array {
            self.out.write_all(if self.printed == 0 { b"[]\n" } else { b"\n]\n" })?;
        }
        self.out.flush()?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use annals::pipeline::{Options, extract};
    use annals::source::Page;
    use serde_json::Value;

    use super::*;

    fn printed(array: bool, pages: usize) -> String {
        let page =
            Page { source: "a.html".to_owned(), bytes: b"<p>Nothing here</p>".to_vec(), ..Page::default() };
        let record = extract(&page, &Options::default()).unwrap();
        let mut out = Vec::new();
        let mut documents = Documents::new(array, &mut out);
        for _ in 0..pages {
            documents.print(&record).unwrap();
        }
        documents.finish().unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn an_array_is_json_however_many_pages_there_are() {
        for pages in 0..3 {
            let array: Value = serde_json::from_str(&printed(true, pages)).unwrap();
            assert_eq!(array.as_array().map(Vec::len), Some(pages));
        }
    }

    #[test]
    fn json_lines_hold_a_document_each() {
        let text = printed(false, 2);
        assert_eq!(text.lines().filter(|line| serde_json::from_str::<Value>(line).is_ok()).count(), 2);
        assert_eq!(printed(false, 0), "");
    }
}
