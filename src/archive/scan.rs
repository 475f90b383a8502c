//! Walking the records of a file of ours: each is a gzip member of its own, and the last may be torn where a run was killed.

use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Read as _, Seek as _, SeekFrom};
use std::path::Path;

use flate2::bufread::GzDecoder;

use crate::archive::record::Record;

/// The largest record that is read back: above any page that is fetched.
const LARGEST: u64 = 256 << 20;

/// A record with its place in a file.
pub(super) struct Scanned {
    pub(super) offset: u64,
    pub(super) length: u64,
    pub(super) record: Record,
}

/// Gives the whole records from `start` on to `take`, and says where the last of them ends.
pub(super) fn records(path: &Path, start: u64, mut take: impl FnMut(Scanned)) -> io::Result<u64> {
    let mut reader = BufReader::with_capacity(1 << 16, File::open(path)?);
    reader.seek(SeekFrom::Start(start))?;
    let mut end = start;
    while !reader.fill_buf()?.is_empty() {
        let Some(record) = member(&mut reader).ok().and_then(|bytes| Record::parse(&bytes)) else { break };
        let offset = end;
        end = reader.stream_position()?;
        take(Scanned { offset, length: end - offset, record });
    }
    Ok(end)
}

/// The bytes of a record, packed or not.
pub(super) fn unpacked(bytes: Vec<u8>) -> io::Result<Vec<u8>> {
    if is_packed(&bytes) { plain(&bytes) } else { Ok(bytes) }
}

/// Whether bytes begin a gzip member.
pub(super) fn is_packed(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0x1f, 0x8b])
}

/// The bytes of one member.
pub(super) fn plain(bytes: &[u8]) -> io::Result<Vec<u8>> {
    member(&mut BufReader::new(bytes))
}

fn member(reader: &mut impl io::BufRead) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    GzDecoder::new(reader).take(LARGEST).read_to_end(&mut bytes)?;
    Ok(bytes)
}
