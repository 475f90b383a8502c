//! [`Tame`] stands before a terminal: what pages and names of files say reaches it as text and cannot steer it. Colours pass, for the command paints too;
//! cursor, title, clipboard, concealed text and the direction of writing do not (CWE-150).

use std::io::{self, Write};

use annals::normalize::turns_text;

const ESCAPE: u8 = 0x1b;

/// The longest sequence of colours that passes, in bytes.
const LONGEST: usize = 24;

/// What is written reaches `out` without what steers a terminal; where there is none, as it is.
pub(crate) struct Tame<W: Write> {
    out: W,
    is_on: bool,
    /// The beginning of a character or sequence whose end has not been written yet.
    held: Vec<u8>,
}

impl<W: Write> Tame<W> {
    pub(crate) fn new(out: W, is_terminal: bool) -> Self {
        Self { out, is_on: is_terminal, held: Vec::new() }
    }
}

impl<W: Write> Write for Tame<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !self.is_on {
            return self.out.write(bytes);
        }
        let mut text = std::mem::take(&mut self.held);
        text.extend_from_slice(bytes);
        let whole = text.len() - open_end(&text);
        self.held = text.split_off(whole);
        self.out.write_all(tamed(&String::from_utf8_lossy(&text)).as_bytes())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// How many bytes at the end may be the beginning of something longer.
fn open_end(text: &[u8]) -> usize {
    let tail = &text[text.len().saturating_sub(LONGEST)..];
    if let Some(at) = memchr::memrchr(ESCAPE, tail)
        && tail[at + 1..].iter().all(|byte| matches!(byte, b'[' | b';' | b'0'..=b'9'))
    {
        return tail.len() - at;
    }
    let end = &text[text.len().saturating_sub(4)..];
    let lead = end.iter().rposition(|byte| byte & 0xc0 != 0x80);
    lead.map_or(0, |at| {
        let needed = match end[at] {
            0xf0..=0xff => 4,
            0xe0..=0xef => 3,
            0xc0..=0xdf => 2,
            _ => 1,
        };
        if end.len() - at < needed { end.len() - at } else { 0 }
    })
}

/// The text with a space for each character that steers.
fn tamed(text: &str) -> String {
    let mut tame = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c.is_control() && !matches!(c, '\n' | '\t') || turns_text(c)) {
        tame.push_str(&rest[..at]);
        rest = &rest[at..];
        let length = colours(rest).unwrap_or(0);
        if length > 0 {
            tame.push_str(&rest[..length]);
        } else {
            tame.push(' ');
        }
        let next = rest.chars().next().map_or(0, char::len_utf8);
        rest = &rest[length.max(next)..];
    }
    tame.push_str(rest);
    tame
}

/// The length of a sequence of colours and weights that the text begins with (ECMA-48, SGR); one that conceals is none.
fn colours(text: &str) -> Option<usize> {
    let inside = text.strip_prefix("\u{1b}[")?;
    let end = inside.find(|c: char| c != ';' && !c.is_ascii_digit())?;
    let is_plain = inside[..end].split(';').all(|number| number.trim_start_matches('0') != "8");
    (inside[end..].starts_with('m') && is_plain && end < LONGEST).then_some(end + 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn through(pieces: &[&[u8]], is_terminal: bool) -> String {
        let mut out = Vec::new();
        let mut tame = Tame::new(&mut out, is_terminal);
        pieces.iter().for_each(|piece| tame.write_all(piece).unwrap());
        tame.flush().unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn colours_pass_and_what_steers_does_not() {
        let said =
            "\u{1b}[1mAnn\u{1b}[0m\t\u{1b}]0;title\u{7}\u{1b}[2J\u{1b}[8mhidden\u{9b}31m \u{202e}nnA\r\n";
        assert_eq!(
            through(&[said.as_bytes()], true),
            "\u{1b}[1mAnn\u{1b}[0m\t ]0;title  [2J [8mhidden 31m  nnA \n"
        );
        assert_eq!(through(&[said.as_bytes()], false), said);
    }

    #[test]
    fn what_is_written_in_pieces_is_read_as_a_whole() {
        let said = "Zoë 水\u{1b}[31;1mred\u{1b}[0m\u{1b}[2J\u{202e}é\n";
        let whole = through(&[said.as_bytes()], true);
        for cut in 1..said.len() {
            let (a, b) = said.as_bytes().split_at(cut);
            assert_eq!(through(&[a, b], true), whole, "cut at {cut}");
        }
    }
}
