//! The registry's official dump in schema v2: a zip that holds one JSON file, the JSON alone, or the JSON gzipped. It is read record by record, so that
//! the whole of it (some 300 MB) is never in memory.

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek};
use std::path::Path;

use flate2::read::MultiGzDecoder;
use serde::Deserialize;
use serde::de::{Deserializer as _, SeqAccess, Visitor};
use zip::ZipArchive;

use crate::error::{Error, ErrorKind, Result};

/// A record, as far as it is used.
#[derive(Debug, Deserialize)]
pub(super) struct Entry {
    /// `https://ror.org/` and nine characters.
    pub(super) id: String,
    pub(super) status: Status,
    pub(super) names: Vec<Name>,
    #[serde(default)]
    pub(super) locations: Vec<Location>,
    #[serde(default)]
    pub(super) relationships: Vec<Relationship>,
    #[serde(default)]
    pub(super) types: Vec<String>,
    #[serde(default)]
    pub(super) admin: Admin,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Status {
    Active,
    Inactive,
    Withdrawn,
}

#[derive(Debug, Deserialize)]
pub(super) struct Name {
    pub(super) value: String,
    #[serde(default)]
    pub(super) types: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Location {
    pub(super) geonames_details: Place,
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct Place {
    pub(super) country_code: Option<String>,
    pub(super) country_name: Option<String>,
    pub(super) country_subdivision_name: Option<String>,
    pub(super) name: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Relationship {
    #[serde(rename = "type")]
    pub(super) kind: String,
    pub(super) id: String,
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct Admin {
    pub(super) last_modified: Option<Change>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Change {
    pub(super) date: String,
}

impl Entry {
    pub(super) fn places(&self) -> impl Iterator<Item = &Place> {
        self.locations.iter().map(|location| &location.geonames_details)
    }
}

impl Name {
    /// Whether the registry calls it `alias`, `label`, `acronym`, `ror_display`.
    pub(super) fn is(&self, kind: &str) -> bool {
        self.types.iter().any(|other| other == kind)
    }
}

/// Gives each record of the dump in `path` to `take`.
pub(super) fn read(path: &Path, take: impl FnMut(Entry)) -> Result<()> {
    let name = path.display().to_string();
    let unreadable = |error| source(&name, "cannot be read").because(error);
    let mut file = BufReader::with_capacity(1 << 16, File::open(path).map_err(unreadable)?);
    let head = file.fill_buf().map_err(unreadable)?;
    let records = if head.starts_with(b"PK") {
        unzip(&name, file, take)
    } else if head.starts_with(&[0x1f, 0x8b]) {
        records(MultiGzDecoder::new(file), take)
    } else {
        records(file, take)
    };
    records.map_err(|error| no_dump(&name).because(error))
}

/// The JSON file of the archive; releases that hold both schemas name the newer one.
fn unzip(name: &str, file: impl Read + Seek, take: impl FnMut(Entry)) -> Result<(), Failure> {
    let mut archive = ZipArchive::new(file)?;
    let names = archive.file_names().filter_map(Result::ok);
    let files =
        names.filter(|name| Path::new(&**name).extension().is_some_and(|extension| extension == "json"));
    let file = files.max_by_key(|name| (name.contains("schema_v2"), name.clone()));
    let Some(inside) = file.map(std::borrow::Cow::into_owned) else {
        return Err(format!("{name} holds no JSON file").into());
    };
    records(archive.by_name(&inside)?, take)
}

type Failure = Box<dyn std::error::Error + Send + Sync>;

fn records(json: impl Read, take: impl FnMut(Entry)) -> Result<(), Failure> {
    let mut json = serde_json::Deserializer::from_reader(BufReader::with_capacity(1 << 16, json));
    json.deserialize_seq(Each(take))?;
    Ok(json.end()?)
}

/// Takes the records of an array one by one.
struct Each<F>(F);

impl<'de, F: FnMut(Entry)> Visitor<'de> for Each<F> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an array of records in schema v2")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut records: A) -> Result<(), A::Error> {
        while let Some(record) = records.next_element()? {
            (self.0)(record);
        }
        Ok(())
    }
}

fn source(name: &str, message: &str) -> Error {
    Error::new(ErrorKind::Source, name, message)
}

fn no_dump(name: &str) -> Error {
    source(name, "is no dump of the Research Organization Registry in schema v2").remedy(
        "download the dump from https://doi.org/10.5281/zenodo.6347574, or let `annals registry fetch` do it",
    )
}
