//! Where keys come from: single ones from a terminal, lines from anything else, so that a dialogue can be scripted.

use std::io::{self, BufRead, IsTerminal};

use super::dialogue::Key;

/// A source of keys and texts; at its end it says nothing more.
pub(super) trait Input {
    fn key(&mut self) -> io::Result<Option<Key>>;
    /// A line; who typed it has ended the line on the screen, too.
    fn text(&mut self) -> io::Result<Option<String>>;
    /// Whether what is typed is seen.
    fn is_seen(&self) -> bool;
}

/// The terminal where a person sits, else standard input.
pub(super) fn input() -> Box<dyn Input> {
    let is_attended = io::stdin().is_terminal() && io::stdout().is_terminal();
    if is_attended {
        Box::new(Terminal(::console::Term::stdout()))
    } else {
        Box::new(Lines(io::stdin().lock()))
    }
}

struct Terminal(::console::Term);

impl Input for Terminal {
    fn key(&mut self) -> io::Result<Option<Key>> {
        loop {
            match self.0.read_key()? {
                ::console::Key::Char(letter) => return Ok(Some(Key::of(letter))),
                ::console::Key::Escape => return Ok(Some(Key::Quit)),
                // The end of input.
                ::console::Key::Unknown => return Ok(None),
                _ => {}
            }
        }
    }

    /// As the terminal edits a line: with backspace, and whatever keyboard or input method there is.
    fn text(&mut self) -> io::Result<Option<String>> {
        line(&mut io::stdin().lock())
    }

    fn is_seen(&self) -> bool {
        true
    }
}

struct Lines<R>(R);

impl<R: BufRead> Input for Lines<R> {
    fn key(&mut self) -> io::Result<Option<Key>> {
        let line = line(&mut self.0)?;
        Ok(line.map(|line| line.trim().chars().next().map_or(Key::Unknown, Key::of)))
    }

    fn text(&mut self) -> io::Result<Option<String>> {
        line(&mut self.0)
    }

    fn is_seen(&self) -> bool {
        false
    }
}

fn line(reader: &mut impl BufRead) -> io::Result<Option<String>> {
    let mut line = String::new();
    let length = reader.read_line(&mut line)?;
    Ok((length > 0).then(|| line.trim_end_matches(['\n', '\r']).to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_give_keys_and_texts() {
        let mut input = Lines("a\n\nedit\nDr.\r\n".as_bytes());
        assert_eq!(input.key().unwrap(), Some(Key::Accept));
        assert_eq!(input.key().unwrap(), Some(Key::Unknown));
        assert_eq!(input.key().unwrap(), Some(Key::Edit));
        assert_eq!(input.text().unwrap(), Some("Dr.".to_owned()));
        assert_eq!(input.key().unwrap(), None);
    }
}
