//! The order in which affiliations are matched: that of their printed form as nested tuples, quotes and escapes included.
//! Gold files have always been scored in this order, and greedy matching makes it count.

use std::fmt::Write as _;
use std::sync::LazyLock;

use regex::Regex;

/// `('person', ('institution', 'abbreviation'))`, with `None` for no abbreviation.
pub(super) fn affiliation(person: &str, institution: &str, abbreviation: Option<&str>) -> String {
    let abbreviation = abbreviation.map_or_else(|| "None".to_owned(), quoted);
    format!("({}, ({}, {abbreviation}))", quoted(person), quoted(institution))
}

/// The text in single quotes, or in double quotes where it holds single ones only; what has no glyph is escaped.
fn quoted(text: &str) -> String {
    let quote = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
    let mut printed = String::with_capacity(text.len() + 2);
    printed.push(quote);
    for c in text.chars() {
        match c {
            '\n' => printed.push_str("\\n"),
            '\r' => printed.push_str("\\r"),
            '\t' => printed.push_str("\\t"),
            c if c == quote || c == '\\' => printed.extend(['\\', c]),
            c if has_glyph(c) => printed.push(c),
            c => push_escaped(&mut printed, c as u32),
        }
    }
    printed.push(quote);
    printed
}

fn has_glyph(c: char) -> bool {
    static HIDDEN: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"^[\p{C}\p{Z}]$").expect("the pattern is a constant"));
    c.is_ascii_graphic() || c == ' ' || !HIDDEN.is_match(c.encode_utf8(&mut [0; 4]))
}

fn push_escaped(printed: &mut String, code: u32) {
    let written = match code {
        ..=0xff => write!(printed, "\\x{code:02x}"),
        0x100..=0xffff => write!(printed, "\\u{code:04x}"),
        _ => write!(printed, "\\U{code:08x}"),
    };
    written.expect("writing to a string never fails");
}
