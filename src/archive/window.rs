//! A [`Window`] onto a stream: what was read ahead, and what was read before as far as its user may want to go back.

use std::io::{self, BufRead, Read};

/// Bytes that are asked of the stream at once, at most.
const CHUNK: usize = 256 << 10;

/// Room that is given back once nothing needs it any more.
const WIDE: usize = 4 << 20;

/// Bytes of a stream, some of which are read.
pub(super) struct Window<R> {
    source: R,
    bytes: Vec<u8>,
    /// What is read and what is not, in `bytes`.
    at: usize,
    end: usize,
    /// Where `bytes` begin in the stream.
    origin: u64,
    /// How far its user may go back.
    kept: usize,
    failure: Option<io::Error>,
}

impl<R> Window<R> {
    pub(super) fn new(source: R, kept: usize) -> Self {
        Self { source, bytes: Vec::new(), at: 0, end: 0, origin: 0, kept, failure: None }
    }

    pub(super) fn source(&mut self) -> &mut R {
        &mut self.source
    }

    /// What of the stream is read.
    pub(super) fn position(&self) -> u64 {
        self.origin + self.at as u64
    }

    /// What was read ahead.
    pub(super) fn ahead(&self) -> &[u8] {
        &self.bytes[self.at..self.end]
    }

    pub(super) fn advance(&mut self, count: usize) {
        self.at = (self.at + count).min(self.end);
    }

    /// Goes back to a position, or as near to it as is kept.
    pub(super) fn go_back(&mut self, position: u64) {
        self.at = self.at.min(position.saturating_sub(self.origin) as usize);
    }

    /// Why the stream could not be read, where that is why nothing comes.
    pub(super) fn take_failure(&mut self) -> Option<io::Error> {
        self.failure.take()
    }

    /// Makes room behind what was read ahead.
    fn make_room(&mut self) {
        let from = self.at.saturating_sub(self.kept);
        if self.bytes.len() - self.end >= CHUNK {
            return;
        }
        self.bytes.copy_within(from..self.end, 0);
        (self.at, self.end, self.origin) = (self.at - from, self.end - from, self.origin + from as u64);
        let needed = self.end + CHUNK;
        if needed > self.bytes.len() {
            // Doubled, so that a long record is moved a few times only.
            self.bytes.resize((needed + self.end).max(4 * (self.kept + CHUNK)), 0);
        } else if self.bytes.len() > WIDE && needed < WIDE / 4 {
            self.bytes.truncate(WIDE);
            self.bytes.shrink_to_fit();
        }
    }
}

impl<R: Read> Window<R> {
    /// Reads some more; 0 at the end of the stream.
    pub(super) fn more(&mut self) -> io::Result<usize> {
        self.make_room();
        let to = (self.end + CHUNK).min(self.bytes.len());
        let read = read(&mut self.source, &mut self.bytes[self.end..to], &mut self.failure)?;
        self.end += read;
        Ok(read)
    }

    /// What was read ahead: so many bytes or more, and fewer only where the stream ends.
    pub(super) fn ensure(&mut self, count: usize) -> io::Result<&[u8]> {
        while self.end - self.at < count && self.more()? > 0 {}
        Ok(self.ahead())
    }
}

impl<R: Read> Read for Window<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.at == self.end && self.kept == 0 && out.len() >= CHUNK {
            let read = read(&mut self.source, out, &mut self.failure)?;
            self.origin += self.end as u64 + read as u64;
            (self.at, self.end) = (0, 0);
            return Ok(read);
        }
        let ahead = self.fill_buf()?;
        let read = ahead.len().min(out.len());
        out[..read].copy_from_slice(&ahead[..read]);
        self.consume(read);
        Ok(read)
    }
}

impl<R: Read> BufRead for Window<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.ensure(1)
    }

    fn consume(&mut self, count: usize) {
        self.advance(count);
    }
}

/// Reads some bytes of a stream, and keeps why it could not.
fn read(source: &mut impl Read, out: &mut [u8], failure: &mut Option<io::Error>) -> io::Result<usize> {
    loop {
        match source.read(out) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => {
                let kind = error.kind();
                *failure = Some(error);
                return Err(kind.into());
            }
            read => return read,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_can_be_read_again_and_what_is_not_cannot() {
        let bytes: Vec<u8> = (0..3 * WIDE).map(|at| (at / 7 % 251) as u8).collect();
        let mut window = Window::new(&bytes[..], 1000);
        let mut at = 0;
        while !window.ensure(5000).unwrap().is_empty() {
            assert_eq!(window.position(), at as u64);
            let ahead = window.ahead();
            assert_eq!(ahead, &bytes[at..at + ahead.len()]);
            let step = ahead.len().min(4999);
            window.advance(step);
            at += step;
            let back = window.position().saturating_sub(900);
            window.go_back(back);
            assert_eq!(window.position(), back);
            window.advance(at - back as usize);
        }
        assert_eq!(at, bytes.len());
        window.go_back(0);
        assert!(window.position() > 0, "only what is kept");
    }
}
