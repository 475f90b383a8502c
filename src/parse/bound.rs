//! How much text a page may have. Everything after parsing takes time and memory by the text, so that this bounds mentions, sentences and what they may mean too.

use crate::parse::{Document, Note};
use crate::records::Severity;

/// The most text that is read of a page: 8 MiB, as much as the longest books of proceedings have.
pub(super) const TEXT: usize = 8 << 20;

/// Cuts off what is too much, and says so.
pub(super) fn text(document: &mut Document) {
    if document.text.len() > TEXT {
        let end = document.text.floor_char_boundary(TEXT);
        cut(document, end);
    }
}

fn cut(document: &mut Document, end: usize) {
    let all = document.text.len();
    document.blocks.retain(|block| (block.span.start as usize) < end);
    document.marks.retain(|mark| (mark.span.start as usize) < end);
    let last = document.blocks.last_mut().map(|block| &mut block.span.end);
    last.into_iter().for_each(|to| *to = (*to).min(end as u32));
    document.marks.iter_mut().for_each(|mark| mark.span.end = mark.span.end.min(end as u32));
    document.text.truncate(end);
    let message = format!(
        "the page has {all} bytes of text, of which the first {end} are read; what follows is missing: split the page, or check that this is the page you mean"
    );
    document.notes.push(Note { severity: Severity::Warning, ..Note::new("text_cut", message) });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::parse;
    use crate::source::Page;

    #[test]
    fn what_is_behind_the_bound_is_missing_and_told() {
        let html = "<h1>Lecture</h1><p>Dr. <b>Ann Lee</b> will speak.</p><p>Zoë <i>Ray</i> too.</p>";
        let mut document = parse(Page::new("a.html", html)).unwrap();
        text(&mut document);
        assert!(document.notes.is_empty());
        let end = document.text.floor_char_boundary(document.text.find("oë").unwrap() + 2);
        cut(&mut document, end);
        assert!(document.text.ends_with("Zo"));
        assert!(document.blocks.iter().all(|block| block.span.end as usize <= end));
        assert_eq!(document.blocks.len(), 3);
        assert!(document.marks.iter().all(|mark| mark.span.end as usize <= end));
        assert_eq!(document.notes[0].code, "text_cut");
    }
}
