//! The frames of a zstd file (RFC 8878), one behind the other; frames to be skipped are, but for one with a dictionary. What is in memory is a window,
//! not a frame; the last stretch of a frame that is torn does not come out.

use std::io::{self, BufRead, Read};

use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, Dictionary, FrameDecoder, StreamingDecoder};

/// The number with which a frame begins.
pub(super) const ZSTD: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];

/// The end of the numbers with which frames begin that are skipped; their first byte is `0x50` to `0x5f`.
const SKIPPED: [u8; 3] = [0x2a, 0x4d, 0x18];

/// The number of a frame that is skipped by who does not know that it holds a dictionary.
const DICTIONARY: u32 = 0x184d_2a5d;

/// The largest dictionary.
const LARGEST: u64 = 16 << 20;

/// Whether bytes begin a zstd frame, or one that is skipped.
pub(crate) fn is_zstd(bytes: &[u8]) -> bool {
    bytes.starts_with(&ZSTD) || matches!(bytes, [0x50..=0x5f, rest @ ..] if rest.starts_with(&SKIPPED))
}

/// Begins a frame, behind those that are skipped; `false` at the end of the file.
pub(super) fn begin(decoder: &mut FrameDecoder, source: &mut impl BufRead) -> io::Result<bool> {
    while !source.fill_buf()?.is_empty() {
        match decoder.reset(&mut *source) {
            Ok(()) => return Ok(true),
            Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                length,
                magic_number,
            })) => {
                let mut skipped = source.by_ref().take(length.into());
                if magic_number == DICTIONARY {
                    learn(decoder, &mut skipped)?;
                }
                io::copy(&mut skipped, &mut io::sink())?
            }
            Err(error) => return Err(io::Error::other(error)),
        };
    }
    Ok(false)
}

/// Learns the dictionary with which a WARC file may begin (as of the proposal for WARC with zstd), which may be packed itself.
fn learn(decoder: &mut FrameDecoder, from: &mut impl Read) -> io::Result<()> {
    let mut bytes = Vec::new();
    from.take(LARGEST).read_to_end(&mut bytes)?;
    if bytes.starts_with(&ZSTD) {
        let packed = std::mem::take(&mut bytes);
        let unpacked = StreamingDecoder::new(&packed[..]).map_err(io::Error::other)?;
        unpacked.take(LARGEST).read_to_end(&mut bytes)?;
    }
    let dictionary = Dictionary::decode_dict(&bytes).map_err(io::Error::other)?;
    decoder.add_dict(dictionary).map_err(io::Error::other)
}

/// Bytes of a frame; 0 at its end. The last stretch of one that is torn does not come out.
pub(super) fn read(
    decoder: &mut FrameDecoder,
    source: &mut impl BufRead,
    out: &mut [u8],
) -> io::Result<usize> {
    loop {
        let read = decoder.read(out)?;
        if read > 0 || out.is_empty() {
            return Ok(read);
        }
        if decoder.is_finished() {
            let stated = decoder.get_checksum_from_data();
            let is_whole = stated.is_none() || stated == decoder.get_calculated_checksum();
            return if is_whole { Ok(0) } else { Err(io::ErrorKind::InvalidData.into()) };
        }
        let some = BlockDecodingStrategy::UptoBytes(out.len());
        decoder.decode_blocks(&mut *source, some).map_err(io::Error::other)?;
    }
}

/// Whether bytes begin a frame of which the first block can be unpacked.
pub(super) fn is_frame(mut bytes: &[u8]) -> bool {
    let mut decoder = FrameDecoder::new();
    let first = BlockDecodingStrategy::UptoBlocks(1);
    match decoder.reset(&mut bytes) {
        Ok(()) => decoder.decode_blocks(&mut bytes, first).is_ok(),
        Err(error) => matches!(error, FrameDecoderError::DictNotProvided { .. }),
    }
}
