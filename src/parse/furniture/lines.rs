//! Lines of text that every site prints, and beginnings of lines that point to other pages. They are data, in `lines.tsv`.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::lexicon;

/// Longest line, in bytes.
const LINE: usize = 60;
/// Longest beginning of a line, in bytes.
const LEAD: usize = 30;

fn class(line: &str) -> Option<&'static str> {
    static LINES: OnceLock<FxHashMap<&'static str, &'static str>> = OnceLock::new();
    let lines = LINES.get_or_init(|| {
        lexicon::entries(include_str!("lines.tsv")).map(|entry| (entry.phrase, entry.class)).collect()
    });
    lines.get(line.to_lowercase().as_str()).copied()
}

/// True for a whole line that every site prints: `Back to top`, `3 min read`.
pub(crate) fn is_line(line: &str) -> bool {
    line.len() < LINE && class(line.trim_matches(|c: char| !c.is_alphabetic())) == Some("line")
}

/// `Read more: …`, `[See also: …]`: the line points to another page.
pub(crate) fn is_pointer(line: &str) -> bool {
    let line = line.trim_start_matches(|c: char| !c.is_alphabetic());
    let end = line.find([':', '–', '—', '|', '»']).or_else(|| line.find(" - ")).filter(|end| *end < LEAD);
    end.is_some_and(|end| class(line[..end].trim()).is_some())
}
