//! The index as a file: a line that names the format, what stands for the lexicon, length and checksum of what follows, and the index in postcard's
//! encoding.

use std::fs;
use std::io::Write;
use std::path::Path;

use crate::error::{Error, ErrorKind, Result};
use crate::lexicon::world;
use crate::registry::index::Index;

/// The first bytes. The number is raised whenever the index or its hashes change.
const FORMAT: &[u8] = b"annals registry 1\n";
/// The bytes that every version begins with.
const FAMILY: &[u8] = b"annals registry ";
/// Bytes of length and checksum.
const NUMBERS: usize = 12;

impl Index {
    /// Writes the index to a file, which is replaced as a whole; folders above it are made.
    pub fn write(&self, path: &Path) -> Result<()> {
        let failed = |error: &dyn std::fmt::Display| {
            Error::new(ErrorKind::Output, path.display().to_string(), "cannot be written")
                .because(error.to_string())
        };
        let content = postcard::to_stdvec(self).map_err(|error| failed(&error))?;
        let beside = path.with_extension(format!("{}.tmp", std::process::id()));
        let write = || {
            fs::create_dir_all(path.parent().unwrap_or(Path::new("")))?;
            let mut file = fs::File::create(&beside)?;
            file.write_all(FORMAT)?;
            file.write_all(&lexicon())?;
            file.write_all(&(content.len() as u64).to_le_bytes())?;
            file.write_all(&crc32fast::hash(&content).to_le_bytes())?;
            file.write_all(&content)?;
            file.sync_all()?;
            fs::rename(&beside, path)
        };
        write().map_err(|error| {
            // The old file stays; what could not be finished goes.
            let _ = fs::remove_file(&beside);
            failed(&error)
        })
    }

    /// Reads a file that [`Index::write`] wrote. Any other file is an error that says what to do.
    pub fn open(path: &Path) -> Result<Self> {
        let failed = |message: &str| Error::new(ErrorKind::Config, path.display().to_string(), message);
        let again = "build it again with `annals registry add DUMP`, or name another with --registry FILE";
        let bytes = fs::read(path).map_err(|error| {
            failed("is no registry index that can be read").because(error).remedy(
                "build one with `annals registry add DUMP` or `annals registry fetch`, or name another with --registry FILE",
            )
        })?;
        let Some(rest) = bytes.strip_prefix(FORMAT).and_then(|rest| rest.strip_prefix(&lexicon())) else {
            let other = if bytes.starts_with(FAMILY) {
                "is an index of another version of annals"
            } else {
                "is no registry index"
            };
            return Err(failed(other).remedy(again));
        };
        let content = checked(rest).ok_or_else(|| failed("is cut off or damaged").remedy(again))?;
        let mut index: Self = postcard::from_bytes(content)
            .map_err(|error| failed("is damaged").because(error).remedy(again))?;
        if !index.is_sound() {
            return Err(failed("is damaged").remedy(again));
        }
        index.stamp = crc32fast::hash(content);
        Ok(index.ready())
    }
}

/// What stands for the words that keys are made with: another lexicon would look for other keys.
fn lexicon() -> [u8; 4] {
    let mut sum = crc32fast::Hasher::new();
    sum.update(world::ORGANISATIONS.as_bytes());
    sum.update(world::PLACES.as_bytes());
    sum.finalize().to_le_bytes()
}

/// What follows the numbers, if it has their length and checksum.
fn checked(bytes: &[u8]) -> Option<&[u8]> {
    let (numbers, content) = bytes.split_at_checked(NUMBERS)?;
    let (length, sum) = numbers.split_at(8);
    let length = u64::from_le_bytes(length.try_into().ok()?);
    let sum = u32::from_le_bytes(sum.try_into().ok()?);
    (length == content.len() as u64 && sum == crc32fast::hash(content)).then_some(content)
}
