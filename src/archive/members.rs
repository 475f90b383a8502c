//! The [`Members`] of a gzip file (RFC 1952), one behind the other, unpacked with one state: a new one for each costs as much as a short member does.

use std::io::{self, BufRead, Read as _};

use flate2::{Crc, Decompress, FlushDecompress, Status};

/// What a gzip member begins with.
pub(super) const GZIP: [u8; 3] = [0x1f, 0x8b, 8];

/// What a head may hold behind its first ten bytes.
const SUM: u8 = 2;
const EXTRA: u8 = 4;
const NAME: u8 = 8;
const COMMENT: u8 = 16;
const UNKNOWN: u8 = 0xe0;

/// A member that is unpacked.
pub(super) struct Members {
    inflate: Decompress,
    sum: Crc,
    /// Whether all bytes came out, and only the sum is to be checked.
    is_out: bool,
}

/// Whether bytes begin a gzip member.
pub(crate) fn is_gzip(bytes: &[u8]) -> bool {
    bytes.starts_with(&GZIP)
}

impl Members {
    pub(super) fn new() -> Self {
        Self { inflate: Decompress::new(false), sum: Crc::new(), is_out: false }
    }

    /// Begins a member: passes its head.
    pub(super) fn begin(&mut self, source: &mut impl BufRead) -> io::Result<()> {
        self.inflate.reset(false);
        self.sum.reset();
        self.is_out = false;
        let mut head = [0; 10];
        source.read_exact(&mut head)?;
        let flags = head[3];
        if !is_gzip(&head) || flags & UNKNOWN != 0 {
            return Err(io::ErrorKind::InvalidData.into());
        }
        if flags & EXTRA != 0 {
            let mut length = [0; 2];
            source.read_exact(&mut length)?;
            skip(source, u16::from_le_bytes(length).into())?;
        }
        for text in [NAME, COMMENT] {
            if flags & text != 0 {
                source.skip_until(0)?;
            }
        }
        if flags & SUM != 0 { skip(source, 2) } else { Ok(()) }
    }

    /// Bytes of the member; 0 at its end.
    pub(super) fn read(&mut self, source: &mut impl BufRead, out: &mut [u8]) -> io::Result<usize> {
        while !self.is_out {
            let packed = source.fill_buf()?;
            let (taken, made) = (self.inflate.total_in(), self.inflate.total_out());
            let status = self.inflate.decompress(packed, out, FlushDecompress::None)?;
            let (taken, made) = (self.inflate.total_in() - taken, self.inflate.total_out() - made);
            let is_stuck = packed.is_empty() || taken == 0;
            source.consume(taken as usize);
            self.sum.update(&out[..made as usize]);
            self.is_out = status == Status::StreamEnd;
            if made > 0 || out.is_empty() {
                return Ok(made as usize);
            }
            if is_stuck && !self.is_out {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        }
        self.check(source).map(|()| 0)
    }

    /// Reads the sum and the length behind a member.
    fn check(&self, source: &mut impl BufRead) -> io::Result<()> {
        let mut end = [0; 8];
        source.read_exact(&mut end)?;
        let stated = u64::from_le_bytes(end);
        let found = u64::from(self.sum.amount()) << 32 | u64::from(self.sum.sum());
        if stated == found { Ok(()) } else { Err(io::ErrorKind::InvalidData.into()) }
    }
}

fn skip(source: &mut impl BufRead, count: u64) -> io::Result<()> {
    io::copy(&mut source.take(count), &mut io::sink()).map(drop)
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::{Compression, GzBuilder};

    use super::*;

    fn unpacked(mut source: &[u8]) -> io::Result<Vec<Vec<u8>>> {
        let (mut members, mut all) = (Members::new(), Vec::new());
        while !source.is_empty() {
            members.begin(&mut source)?;
            let (mut bytes, mut out) = (Vec::new(), [0; 7]);
            loop {
                let read = members.read(&mut source, &mut out)?;
                if read == 0 {
                    break;
                }
                bytes.extend_from_slice(&out[..read]);
            }
            all.push(bytes);
        }
        Ok(all)
    }

    fn packed(builder: GzBuilder, text: &[u8]) -> Vec<u8> {
        let mut member = builder.write(Vec::new(), Compression::fast());
        member.write_all(text).unwrap();
        member.finish().unwrap()
    }

    #[test]
    fn members_with_all_that_heads_may_hold_are_unpacked() {
        let full = GzBuilder::new().filename("a.warc").comment("made").extra(vec![1, 2, 3]);
        let long = b"words ".repeat(9000);
        let file =
            [packed(full, &long), packed(GzBuilder::new(), b""), packed(GzBuilder::new(), b"end")].concat();
        assert_eq!(unpacked(&file).unwrap(), [&long[..], b"", b"end"]);
        for cut in 1..file.len() {
            let members = unpacked(&file[..cut]);
            assert!(members.is_err() || members.is_ok_and(|members| members.len() < 3), "{cut}");
        }
        let last = file.len() - 1;
        for at in [0, last, last - 5] {
            let mut flawed = file.clone();
            flawed[at] ^= 1;
            assert!(unpacked(&flawed).is_err());
        }
    }
}
