//! Stable ids: the prefix of a table and the first 64 bits of the SHA-256 of the row's key. The key of each table is in
//! the contract; it holds nothing that changes when newer pages are added or a value is corrected.

use std::borrow::Cow;
use std::fmt;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest, Sha256};

use crate::records::Table;

/// The id of a row, printed like `per_00f1a2b3c4d5e6f7`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id {
    /// The table of the row.
    pub table: Table,
    hash: u64,
}

impl Id {
    /// The id of the row of `table` with this key; an unknown part of a key is the empty string.
    #[must_use]
    pub fn new(table: Table, key: &[&str]) -> Self {
        let mut hasher = Sha256::new();
        for (index, part) in key.iter().enumerate() {
            if index > 0 {
                // A separator that no part holds, so that ("ab", "c") and ("a", "bc") differ.
                hasher.update([0x1f]);
            }
            hasher.update(part.as_bytes());
        }
        let digest = hasher.finalize();
        let mut first = [0; 8];
        first.copy_from_slice(&digest[..8]);
        Self { table, hash: u64::from_be_bytes(first) }
    }

    /// Stands for the id in a map of numbers.
    pub(crate) fn key(self) -> u64 {
        self.hash.wrapping_add((self.table as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    /// The id of a row of the same table that a number stands for.
    pub(crate) fn same_table(self, key: u64) -> Self {
        let hash = key.wrapping_sub((self.table as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        Self { hash, ..self }
    }

    /// What `Display` prints, in a buffer of the caller: ids are written by the million.
    pub(super) fn ascii(self, buffer: &mut [u8; LENGTH]) -> &str {
        let (prefix, hex) = buffer.split_at_mut(PREFIX);
        let name = self.table.prefix().as_bytes();
        let (unused, prefix) = prefix.split_at_mut(PREFIX - 1 - name.len());
        prefix[..name.len()].copy_from_slice(name);
        prefix[name.len()] = b'_';
        for (at, digit) in hex.iter_mut().enumerate() {
            *digit = b"0123456789abcdef"[(self.hash >> (60 - 4 * at) & 0xf) as usize];
        }
        let begin = unused.len();
        std::str::from_utf8(&buffer[begin..]).unwrap_or_default()
    }
}

/// The length of the longest prefix, and of what divides it from the number.
const PREFIX: usize = 4;
/// The length of the longest id.
const LENGTH: usize = PREFIX + 16;

impl std::str::FromStr for Id {
    type Err = String;

    /// Reads what `Display` prints.
    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("`{text}` is no id like per_00f1a2b3c4d5e6f7");
        let (prefix, hex) = text.split_once('_').ok_or_else(wrong)?;
        let table = Table::ALL.into_iter().find(|table| table.prefix() == prefix && !prefix.is_empty());
        let hash = if hex.len() == 16 { u64::from_str_radix(hex, 16).ok() } else { None };
        Ok(Self { table: table.ok_or_else(wrong)?, hash: hash.ok_or_else(wrong)? })
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.ascii(&mut [0; LENGTH]))
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.serialize_str(self.ascii(&mut [0; LENGTH]))
        } else {
            (self.table as u8, self.hash).serialize(serializer)
        }
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            return Cow::<str>::deserialize(deserializer)?.parse().map_err(D::Error::custom);
        }
        let (table, hash) = <(u8, u64)>::deserialize(deserializer)?;
        let found = Table::ALL.into_iter().find(|known| *known as u8 == table);
        found.map(|table| Self { table, hash }).ok_or_else(|| D::Error::custom("no table has this number"))
    }
}
