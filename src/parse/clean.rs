//! The text of a block as it is kept: trimmed, without what nobody sees, in NFC; and where every offset has moved.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// How offsets moved when a block was cleaned: `(old, new)` at each change.
pub(super) struct Moved(Vec<(usize, usize)>, usize);

impl Moved {
    pub(super) fn to(&self, old: usize) -> usize {
        let at = self.0.partition_point(|(known, _)| *known <= old);
        let (from, to) = at.checked_sub(1).map_or((0, 0), |at| self.0[at]);
        // What was cut off between two changes has no length of its own.
        let next = self.0.get(at).map_or(self.1, |(_, next)| *next);
        (to + (old - from)).min(next).min(self.1)
    }
}

/// Trims a block, takes spaces off the ends of its lines, and brings it into NFC.
pub(super) fn clean(buffer: &str, pre: bool) -> (String, Moved) {
    let mut out = String::with_capacity(buffer.len());
    let mut moved = Vec::new();
    let mut at = 0;
    for line in buffer.split_inclusive('\n') {
        let body = line.trim_end_matches('\n');
        let kept = if pre { body.trim_end() } else { body.trim() };
        let lead = if pre { 0 } else { body.len() - body.trim_start().len() };
        moved.push((at, out.len()));
        moved.push((at + lead, out.len()));
        if is_nfc_quick(kept.chars()) == IsNormalized::Yes {
            out.push_str(kept);
        } else {
            out.extend(kept.nfc());
        }
        if line.ends_with('\n') && !out.is_empty() {
            moved.push((at + line.len() - 1, out.len()));
            out.push('\n');
        }
        at += line.len();
    }
    let trimmed = out.trim_end().len();
    out.truncate(trimmed);
    moved.sort_unstable();
    (out, Moved(moved, trimmed))
}

/// Soft hyphens, zero-width characters and byte order marks.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\0')
}
