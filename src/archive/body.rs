//! Bodies as they were sent, unpacked: gzip, deflate, brotli and zstd, in the order that `Content-Encoding` names.
//! Unpacking is bounded, because a few kilobytes can stand for gigabytes.

use std::borrow::Cow;
use std::io::{self, Read};

use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

/// Encodings on top of each other that are undone; nobody honest uses more than one.
const LAYERS: usize = 3;

/// Why a body cannot be unpacked.
#[derive(Debug, thiserror::Error)]
pub enum Broken {
    /// More comes out than is allowed.
    #[error("unpacks to more than {0} bytes")]
    TooLarge(u64),
    /// The bytes are not what they claim, or end early.
    #[error("is broken: {0}")]
    Torn(io::Error),
    /// An encoding that nobody asked for.
    #[error("is packed in a way that is not known: {0}")]
    Unknown(String),
}

/// The body behind its encodings, at most `limit` bytes at every step.
pub fn decoded<'a>(encodings: &str, bytes: &'a [u8], limit: u64) -> Result<Cow<'a, [u8]>, Broken> {
    let mut body = Cow::Borrowed(bytes);
    let names: Vec<_> = encodings.split(',').map(str::trim).filter(|name| !name.is_empty()).collect();
    if names.len() > LAYERS {
        return Err(Broken::Unknown(encodings.to_owned()));
    }
    for name in names.iter().rev() {
        body = match layer(&name.to_ascii_lowercase(), &body, limit)? {
            Some(inner) => Cow::Owned(inner),
            None => body,
        };
    }
    if body.len() as u64 > limit { Err(Broken::TooLarge(limit)) } else { Ok(body) }
}

fn layer(name: &str, bytes: &[u8], limit: u64) -> Result<Option<Vec<u8>>, Broken> {
    if bytes.is_empty() {
        return Ok(None);
    }
    let inner = match name {
        "identity" => return Ok(None),
        "gzip" | "x-gzip" => bounded(MultiGzDecoder::new(bytes), limit),
        // The standard means zlib; some servers send it bare.
        "deflate" if bytes[0] & 0x0f == 8 => bounded(ZlibDecoder::new(bytes), limit),
        "deflate" => bounded(DeflateDecoder::new(bytes), limit),
        "br" => bounded(brotli_decompressor::Decompressor::new(bytes, 4096), limit),
        "zstd" => zstd(bytes, limit),
        _ => return Err(Broken::Unknown(name.to_owned())),
    };
    inner.map(Some)
}

fn zstd(bytes: &[u8], limit: u64) -> Result<Vec<u8>, Broken> {
    let decoder = ruzstd::decoding::StreamingDecoder::new(bytes);
    bounded(decoder.map_err(|error| Broken::Torn(io::Error::other(error)))?, limit)
}

fn bounded(from: impl Read, limit: u64) -> Result<Vec<u8>, Broken> {
    let mut inner = Vec::new();
    from.take(limit + 1).read_to_end(&mut inner).map_err(Broken::Torn)?;
    if inner.len() as u64 > limit { Err(Broken::TooLarge(limit)) } else { Ok(inner) }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn layers_are_undone_from_the_outside() {
        assert_eq!(*decoded("", b"plain", 10).unwrap(), *b"plain");
        assert_eq!(*decoded("GZIP", &gzip(b"text"), 10).unwrap(), *b"text");
        assert_eq!(*decoded("gzip, identity, gzip", &gzip(&gzip(b"text")), 100).unwrap(), *b"text");
        // "text" in brotli and zstd, as their own tools write it.
        let brotli = [0x8b, 0x01, 0x80, b't', b'e', b'x', b't', 0x03];
        assert_eq!(*decoded("br", &brotli, 10).unwrap(), *b"text");
        let zstd = [0x28, 0xb5, 0x2f, 0xfd, 0x20, 0x04, 0x21, 0, 0, b't', b'e', b'x', b't'];
        assert_eq!(*decoded("zstd", &zstd, 10).unwrap(), *b"text");
    }

    #[test]
    fn bombs_torn_bodies_and_unknown_names_are_told_apart() {
        let bomb = gzip(&vec![0; 1 << 20]);
        assert!(matches!(decoded("gzip", &bomb, 1 << 16), Err(Broken::TooLarge(_))));
        assert!(matches!(decoded("", b"plain", 4), Err(Broken::TooLarge(4))));
        let whole = gzip(b"a text of some length");
        assert!(matches!(decoded("gzip", &whole[..whole.len() - 5], 100), Err(Broken::Torn(_))));
        assert!(matches!(decoded("zip", b"x", 10), Err(Broken::Unknown(_))));
        assert!(matches!(decoded("gzip,gzip,gzip,gzip", b"x", 10), Err(Broken::Unknown(_))));
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_unpacked_within_bounds_or_refused(bytes: Vec<u8>, name in "gzip|deflate|br|zstd") {
            let inner = decoded(&name, &bytes, 1000);
            proptest::prop_assert!(inner.is_err() || inner.is_ok_and(|inner| inner.len() <= 1000));
        }

        #[test]
        fn packed_bytes_with_a_flaw_are_unpacked_or_refused(text: Vec<u8>, at: usize, flaw: u8) {
            let mut packed = gzip(&text);
            let at = at % packed.len();
            packed[at] ^= flaw;
            let _ = decoded("gzip", &packed, 1000);
        }
    }
}
