//! Where dates may stand: the lines with a digit or a word that a date begins with. The others are not read for dates, which is most of prose.

use crate::annotate::tokens::Tokens;
use crate::annotate::vocabulary::Trigger;
use crate::dates;
use crate::parse::Document;
use crate::span::Span;

/// The stretches of a document that may hold dates: lines in a row, inside one block.
pub(super) fn spans(tokens: &Tokens<'_>, document: &Document, language: &str) -> Vec<Span> {
    let blocks = document.blocks.iter().map(|block| block.span);
    // The vocabulary knows what dates begin with in its own language alone.
    if !dates::reads_alike(language, tokens.vocabulary.language) {
        return blocks.collect();
    }
    let mut spans = Vec::new();
    for (block, &range) in blocks.zip(&tokens.blocks) {
        add_lines(tokens, block, range, &mut spans);
    }
    spans
}

/// Adds the lines of a block that may hold dates; those in a row are one stretch.
fn add_lines(tokens: &Tokens<'_>, block: Span, (from, to): (usize, usize), spans: &mut Vec<Span>) {
    let first = spans.len();
    let mut line = Span { end: block.start, ..block };
    let mut begins = false;
    for at in from..=to {
        let last = at == to;
        if !last {
            begins |= tokens.triggers(at, Trigger::Date);
        }
        if !(last || tokens.tokens[at].is('\n')) {
            continue;
        }
        line = Span { start: line.end, end: if last { block.end } else { tokens.tokens[at].span.end } };
        if begins || may_hold_numbers(line.of(tokens.text)) {
            match spans[first..].last_mut().filter(|before| before.end == line.start) {
                Some(before) => before.end = line.end,
                None => spans.push(line),
            }
        }
        begins = false;
    }
}

/// Whether a line has a digit, a numeral of another script, or a hyphen, which makes one token of two words.
fn may_hold_numbers(line: &str) -> bool {
    line.bytes().any(|byte| OPENS[byte as usize])
        || !line.is_ascii() && line.contains(['\u{2010}', '\u{2011}'])
}

/// The bytes that begin a digit, a hyphen or a character of another script; 0xe2 begins dashes and quotation marks.
const OPENS: [bool; 256] = {
    let mut opens = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        opens[byte] = matches!(byte as u8, b'0'..=b'9' | b'-' | 0xd0..=0xe1 | 0xe3..=0xff);
        byte += 1;
    }
    opens
};
