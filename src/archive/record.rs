//! One record of a WARC/1.1 file: named fields and a block. Its name is made of what it holds, so that the same answer at
//! the same moment has the same name.

use std::borrow::Cow;
use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

use crate::normalize::hex;

const VERSION: &str = "WARC/1.1\r\n";

/// What every record begins with.
pub(super) const MAGIC: &[u8] = b"WARC/1.";

/// The field that says at which feed, sitemap or list an address was found. The standard lets programs add their own.
pub(super) const FOUND_AT: &str = "Annals-Found-At";

/// The field of the record with which a run ends, and its value.
pub(super) const RUN: &str = "Annals-Run";
pub(super) const ENDED: &str = "ended";

/// Fields and a block.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Record {
    pub(super) fields: Vec<(String, String)>,
    pub(super) block: Vec<u8>,
}

impl Record {
    /// A record of a kind, made at a moment.
    pub(super) fn new(kind: &str, date: &str, content_type: &str, block: Vec<u8>) -> Self {
        let mut record = Self { fields: Vec::new(), block };
        record.set("WARC-Type", kind);
        record.set("WARC-Date", date);
        record.set("Content-Type", content_type);
        record
    }

    /// Adds a field. A value is one line.
    pub(super) fn set(&mut self, name: &str, value: impl Into<String>) {
        let value: String = value.into();
        self.fields.push((name.to_owned(), value.replace(['\r', '\n'], " ")));
    }

    /// The value of a field.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let found = self.fields.iter().find(|(known, _)| known.eq_ignore_ascii_case(name))?;
        Some(found.1.as_str())
    }

    /// The record as a gzip member of its own.
    pub(super) fn member(&self) -> std::io::Result<Vec<u8>> {
        let mut encoder = GzEncoder::new(Vec::with_capacity(self.block.len() / 2), Compression::fast());
        encoder.write_all(self.head().as_bytes())?;
        encoder.write_all(&self.block)?;
        encoder.write_all(b"\r\n\r\n")?;
        encoder.finish()
    }

    fn head(&self) -> String {
        let digest = digest(&self.block);
        let mut head = VERSION.to_owned();
        for (name, value) in &self.fields {
            head.extend([name, ": ", value, "\r\n"]);
        }
        let name = self.name(&digest);
        head + &format!(
            "WARC-Record-ID: <urn:uuid:{name}>\r\nWARC-Block-Digest: {digest}\r\nContent-Length: {}\r\n\r\n",
            self.block.len()
        )
    }

    /// A UUID of version 8 (RFC 9562), whose bits are those of a digest.
    fn name(&self, digest: &str) -> String {
        let mut hasher = Sha256::new();
        for (name, value) in &self.fields {
            hasher.update(format!("{name}\0{value}\0"));
        }
        hasher.update(digest);
        let mut bytes: [u8; 16] = hasher.finalize()[..16].try_into().unwrap_or_default();
        bytes[6] = bytes[6] & 0x0f | 0x80;
        bytes[8] = bytes[8] & 0x3f | 0x80;
        let hex = hex(&bytes);
        format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
    }

    /// Reads a record that was unpacked; `None` where it is none, or not whole.
    pub(super) fn parse(bytes: &[u8]) -> Option<Self> {
        let view = View::parse(bytes)?;
        let text = |bytes: &[u8]| Some(std::str::from_utf8(bytes).ok()?.to_owned());
        let fields = view.fields().map(|(name, value)| Some((text(name)?, text(value)?)));
        Some(Self { fields: fields.collect::<Option<_>>()?, block: view.block.to_vec() })
    }
}

/// A record in bytes that somebody else holds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct View<'b> {
    head: &'b [u8],
    pub(crate) block: &'b [u8],
}

impl<'b> View<'b> {
    /// The record at the beginning of bytes; `None` where there is none, or not the whole of it.
    pub(crate) fn parse(bytes: &'b [u8]) -> Option<Self> {
        let (start, length) = Self::measure(bytes)?;
        Some(Self { head: &bytes[..start], block: bytes[start..].get(..usize::try_from(length).ok()?)? })
    }

    /// As much of the record as there is.
    pub(super) fn beginning(bytes: &'b [u8]) -> Option<Self> {
        let (head, block) = bytes.split_at(Self::measure(bytes)?.0);
        Some(Self { head, block })
    }

    /// Where the block of a record begins, and how long it claims to be.
    pub(super) fn measure(bytes: &'b [u8]) -> Option<(usize, u64)> {
        let end = memchr::memmem::find(bytes, b"\r\n\r\n").filter(|_| bytes.starts_with(MAGIC))?;
        let head = Self { head: &bytes[..end], block: &[] };
        Some((end + 4, head.get("Content-Length")?.parse().ok()?))
    }

    /// The value of a field.
    pub(crate) fn get(&self, name: &str) -> Option<Cow<'b, str>> {
        let found = self.fields().find(|(known, _)| known.eq_ignore_ascii_case(name.as_bytes()))?;
        Some(String::from_utf8_lossy(found.1))
    }

    fn fields(&self) -> impl Iterator<Item = (&'b [u8], &'b [u8])> + use<'b> {
        let mut rest = self.head;
        let lines = std::iter::from_fn(move || {
            let (line, behind) = rest.split_at(memchr::memchr(b'\n', rest).map_or(rest.len(), |at| at + 1));
            rest = behind;
            (!line.is_empty()).then_some(line)
        });
        lines.skip(1).filter_map(|line| {
            let colon = memchr::memchr(b':', line)?;
            Some((line[..colon].trim_ascii(), line[colon + 1..].trim_ascii()))
        })
    }
}

/// A digest as WARC fields have it.
pub(super) fn digest(bytes: &[u8]) -> String {
    format!("sha256:{}", hex(&Sha256::digest(bytes)))
}
