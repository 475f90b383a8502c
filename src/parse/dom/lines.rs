//! Lines by their place in the source: line ends are counted once for each stretch, and then only from the last stretch on. Most elements
//! are never asked for their line.

use memchr::memchr_iter;

/// Length of a stretch, in bytes.
const STRETCH: usize = 512;

/// The line ends before each stretch of a source.
#[derive(Debug)]
pub(super) struct Lines(Vec<u32>);

impl Lines {
    /// Counts the line ends of a source.
    pub(super) fn of(bytes: &[u8]) -> Self {
        let before = bytes.chunks(STRETCH).scan(0, |ends, stretch| {
            let before = *ends;
            *ends += count(stretch);
            Some(before)
        });
        Self(before.collect())
    }

    /// The line of an offset in the same source, from 1.
    pub(super) fn line(&self, bytes: &[u8], at: u32) -> u32 {
        let at = at as usize;
        let before = self.0.get(at / STRETCH).copied().unwrap_or(0);
        1 + before + count(&bytes[at - at % STRETCH..at])
    }
}

fn count(bytes: &[u8]) -> u32 {
    memchr_iter(b'\n', bytes).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_across_stretches() {
        let source = "ab\n".repeat(STRETCH);
        let lines = Lines::of(source.as_bytes());
        for at in [0, 2, 3, STRETCH - 1, STRETCH, 2 * STRETCH + 1, source.len() - 1] {
            assert_eq!(lines.line(source.as_bytes(), at as u32), 1 + at as u32 / 3);
        }
    }
}
