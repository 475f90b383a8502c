//! A file of zstd frames (RFC 8878) as one stream of bytes; frames to be skipped are. What it holds in memory is a window, not a frame;
//! the window of a frame that is torn does not come out.

use std::io::{self, BufRead, Read};

use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

/// The number with which a frame begins.
const MAGIC: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];

/// The end of the numbers with which frames begin that are skipped; their first byte is `0x50` to `0x5f`.
const SKIPPED: [u8; 3] = [0x2a, 0x4d, 0x18];

/// Whether bytes begin a frame, or one that is skipped.
pub(super) fn is_zstd(bytes: &[u8]) -> bool {
    bytes.starts_with(&MAGIC) || matches!(bytes, [0x50..=0x5f, rest @ ..] if rest.starts_with(&SKIPPED))
}

/// Unpacks one frame after the other.
pub(super) struct Frames<'s, S> {
    source: &'s mut S,
    decoder: FrameDecoder,
    is_open: bool,
}

impl<'s, S: BufRead> Frames<'s, S> {
    pub(super) fn new(source: &'s mut S) -> Self {
        Self { source, decoder: FrameDecoder::new(), is_open: false }
    }

    /// Begins the next frame; `false` at the end.
    fn open(&mut self) -> io::Result<bool> {
        while !self.source.fill_buf()?.is_empty() {
            match self.decoder.reset(&mut *self.source) {
                Ok(()) => return Ok(true),
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                    length,
                    ..
                })) => io::copy(&mut self.source.by_ref().take(length.into()), &mut io::sink())?,
                Err(error) => return Err(io::Error::other(error)),
            };
        }
        Ok(false)
    }
}

impl<S: BufRead> Read for Frames<'_, S> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        loop {
            if !self.is_open && !self.open()? {
                return Ok(0);
            }
            self.is_open = true;
            let read = self.decoder.read(out)?;
            if read > 0 || out.is_empty() {
                return Ok(read);
            }
            if self.decoder.is_finished() {
                self.is_open = false;
                continue;
            }
            let some = BlockDecodingStrategy::UptoBytes(out.len());
            self.decoder.decode_blocks(&mut *self.source, some).map_err(io::Error::other)?;
        }
    }
}
