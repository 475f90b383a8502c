//! `[output]`: where datasets go, and in which formats. A format is one variant here and one file of `write/`.

use std::fmt;
use std::path::{Component, Path, PathBuf};
use std::str::FromStr;

use serde::Deserialize;
use toml::Spanned;

use crate::error::Result;
use crate::project::invalid;

/// `[output]`: where datasets go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// `dir`: a folder below the project's; `output` where nothing is said. It is replaced as a whole.
    pub dir: PathBuf,
    /// `formats`: names of formats; `csv` and `json` where nothing is said.
    pub formats: Vec<Format>,
    /// `dialect` and `raw`: how CSV is written.
    pub csv: CsvStyle,
}

/// How CSV is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CsvStyle {
    /// `dialect`: for whom.
    pub dialect: Dialect,
    /// `raw`: cells that a spreadsheet would run as a formula stay as they are.
    pub raw: bool,
}

/// For whom CSV is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Dialect {
    /// RFC 4180, in UTF-8, lines end with LF.
    #[default]
    Standard,
    /// As Excel takes it for UTF-8: behind a byte order mark, lines end with CRLF.
    Excel,
}

impl Default for Output {
    fn default() -> Self {
        Self {
            dir: PathBuf::from("output"),
            formats: vec![Format::Csv, Format::Json],
            csv: CsvStyle::default(),
        }
    }
}

macro_rules! formats {
    ($($(#[doc = $doc:literal])* $variant:ident = $name:literal),+ $(,)?) => {
        /// A format that datasets are written in.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
        pub enum Format { $($(#[doc = $doc])* #[serde(rename = $name)] $variant),+ }

        impl Format {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            /// Their names.
            pub const NAMES: &'static [&'static str] = &[$($name),+];

            /// The name, as in `annals.toml` and on the command line.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }
        }

        impl FromStr for Format {
            type Err = String;

            fn from_str(name: &str) -> Result<Self, String> {
                match name {
                    $($name => Ok(Self::$variant),)+
                    _ => Err(format!("`{name}` is none of {}", Self::NAMES.join(", "))),
                }
            }
        }
    };
}

formats!(
    /// A file a table.
    Csv = "csv",
    /// One document with all tables.
    Json = "json",
    /// One file, a line a page.
    Jsonl = "jsonl",
    /// A workbook with a sheet a table (feature `xlsx`).
    Xlsx = "xlsx",
    /// A database (feature `sqlite`).
    Sqlite = "sqlite",
    /// A typed, compressed file a table (feature `parquet`).
    Parquet = "parquet",
    /// A calendar with an entry an event.
    Ics = "ics",
    /// The vocabulary of schema.org.
    Jsonld = "jsonld",
);

impl Format {
    /// The Cargo feature that it needs, where that was not compiled in.
    #[must_use]
    pub fn missing_feature(self) -> Option<&'static str> {
        let there = match self {
            Self::Xlsx => cfg!(feature = "xlsx"),
            Self::Sqlite => cfg!(feature = "sqlite"),
            Self::Parquet => cfg!(feature = "parquet"),
            Self::Csv | Self::Json | Self::Jsonl | Self::Ics | Self::Jsonld => true,
        };
        (!there).then(|| self.name())
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawOutput {
    dir: Option<Spanned<PathBuf>>,
    formats: Option<Spanned<Vec<Format>>>,
    #[serde(default)]
    dialect: Dialect,
    #[serde(default)]
    raw: bool,
}

impl RawOutput {
    pub(super) fn checked(self, checks: &invalid::Checks) -> Result<Output> {
        let defaults = Output::default();
        // The folder is replaced as a whole: it must hold nothing but the dataset.
        if let Some(dir) = self.dir.as_ref().filter(|dir| !is_below(dir.get_ref())) {
            return Err(checks.value(
                dir.span(),
                "is not below the project's folder",
                "the folder is replaced as a whole: name one of its own, like \"output\"",
            ));
        }
        if let Some(none) = self.formats.as_ref().filter(|formats| formats.get_ref().is_empty()) {
            return Err(checks.value(none.span(), "names no format", "name at least one, like [\"csv\"]"));
        }
        Ok(Output {
            dir: self.dir.map_or(defaults.dir, Spanned::into_inner),
            formats: self.formats.map_or(defaults.formats, Spanned::into_inner),
            csv: CsvStyle { dialect: self.dialect, raw: self.raw },
        })
    }
}

pub(super) fn is_below(dir: &Path) -> bool {
    dir.components().all(|part| matches!(part, Component::Normal(_))) && dir.components().next().is_some()
}
