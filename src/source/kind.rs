//! The [`Kind`] of an input says how its pages are read. One table leads from the ends of names to kinds; first bytes tell where no name does.

use std::io::{Cursor, Read as _};
use std::path::Path;
use std::str::FromStr;

use crate::archive::{Unpacker, is_gzip, is_zstd};

/// What an input is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A page.
    Html,
    /// A page that a browser saved as one file.
    Mhtml,
    /// A page without markup.
    Text,
    /// WARC records.
    Warc,
    /// A tar archive of pages.
    Tar,
    /// A zip archive of pages.
    Zip,
    /// A Parquet table with a page a row.
    Parquet,
    /// Arrow record batches with a page a row: a file, or a stream.
    Arrow,
}

/// How names end. A text without markup has no end of its own, for a folder of pages may hold other texts too.
const ENDINGS: [(&str, Kind); 19] = [
    ("html", Kind::Html),
    ("htm", Kind::Html),
    ("xhtml", Kind::Html),
    ("mhtml", Kind::Mhtml),
    ("mht", Kind::Mhtml),
    ("warc", Kind::Warc),
    ("warc.gz", Kind::Warc),
    ("warc.zst", Kind::Warc),
    ("wet", Kind::Warc),
    ("wet.gz", Kind::Warc),
    ("tar", Kind::Tar),
    ("tar.gz", Kind::Tar),
    ("tgz", Kind::Tar),
    ("tar.zst", Kind::Tar),
    ("zip", Kind::Zip),
    ("parquet", Kind::Parquet),
    ("arrow", Kind::Arrow),
    ("arrows", Kind::Arrow),
    ("feather", Kind::Arrow),
];

/// Beginnings of files. A gzip or zstd file is looked into.
const BEGINNINGS: [(usize, &[u8], Kind); 6] = [
    (0, b"WARC/1.", Kind::Warc),
    (0, b"PK\x03\x04", Kind::Zip),
    (0, b"PAR1", Kind::Parquet),
    (0, b"ARROW1\0\0", Kind::Arrow),
    (0, b"\xff\xff\xff\xff", Kind::Arrow),
    (257, b"ustar", Kind::Tar),
];

/// Bytes that are looked at.
pub(super) const LOOKED_AT: usize = 64 << 10;

impl Kind {
    /// What may be asked for by name.
    pub const NAMES: [&'static str; 8] = ["html", "mhtml", "text", "warc", "tar", "zip", "parquet", "arrow"];

    /// What a name says by its end.
    #[must_use]
    pub fn of_name(path: &Path) -> Option<Self> {
        let name = path.file_name()?.as_encoded_bytes();
        let found = ENDINGS.iter().find(|(ending, _)| {
            let Some(stem) = name.len().checked_sub(ending.len() + 1).filter(|stem| *stem > 0) else {
                return false;
            };
            name[stem] == b'.' && name[stem + 1..].eq_ignore_ascii_case(ending.as_bytes())
        });
        found.map(|(_, kind)| *kind)
    }

    /// What the first bytes of an input say; nothing where it may be a page.
    pub(super) fn of_bytes(head: &[u8]) -> Option<Self> {
        let mut inside = vec![0; 512];
        let head = if is_gzip(head) || is_zstd(head) {
            let unpacked = Unpacker::new(Box::new(Cursor::new(head.to_vec())));
            let read = unpacked.and_then(|mut unpacked| unpacked.read(&mut inside)).unwrap_or(0);
            &inside[..read]
        } else {
            head
        };
        let found = BEGINNINGS
            .iter()
            .find(|(at, magic, _)| head.get(*at..).is_some_and(|from| from.starts_with(magic)));
        found.map(|(_, _, kind)| *kind)
    }

    /// Whether it is one page, and not a container of many.
    #[must_use]
    pub fn is_page(self) -> bool {
        matches!(self, Self::Html | Self::Mhtml | Self::Text)
    }
}

impl FromStr for Kind {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        Ok(match name {
            "html" => Self::Html,
            "mhtml" => Self::Mhtml,
            "text" => Self::Text,
            "warc" => Self::Warc,
            "tar" => Self::Tar,
            "zip" => Self::Zip,
            "parquet" => Self::Parquet,
            "arrow" => Self::Arrow,
            _ => return Err(format!("{name} is none of {}", Self::NAMES.join(", "))),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_by_their_whole_end() {
        let kind = |name: &str| Kind::of_name(Path::new(name));
        assert_eq!(kind("a/b.HTML"), Some(Kind::Html));
        assert_eq!(kind("x.warc.wet.gz"), Some(Kind::Warc));
        assert_eq!(kind("x.tar.gz"), Some(Kind::Tar));
        assert_eq!(kind("x.gz"), None);
        assert_eq!(kind(".html"), None);
        assert_eq!(kind("warc.gz"), None);
        assert_eq!(kind("pages"), None);
        assert!(Kind::NAMES.iter().all(|name| name.parse::<Kind>().is_ok()));
    }

    #[test]
    fn first_bytes_tell_packed_or_not() {
        use std::io::Write as _;
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(b"WARC/1.0\r\n").unwrap();
        assert_eq!(Kind::of_bytes(&packed.finish().unwrap()), Some(Kind::Warc));
        assert_eq!(Kind::of_bytes(b"WARC/1.1\r\n"), Some(Kind::Warc));
        assert_eq!(Kind::of_bytes(b"<html>"), None);
        assert_eq!(Kind::of_bytes(&[0x1f, 0x8b, 8, 0]), None);
        assert_eq!(Kind::of_bytes(b""), None);
    }
}
