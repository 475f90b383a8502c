//! Downloading the newest dump: a record of Zenodo names its files with their checksums; the dump is one of them.

use std::io::{Read, Write};
use std::path::Path;
use std::time::Duration;

use annals::{Error, ErrorKind, Result};
use md5::{Digest, Md5};
use reqwest::blocking::{Client, Response};
use serde::Deserialize;
use tempfile::NamedTempFile;

use crate::cli::console::Console;

/// What Zenodo says of a release.
#[derive(Debug, Deserialize)]
struct Release {
    files: Vec<File>,
}

#[derive(Debug, Deserialize)]
struct File {
    /// Its name.
    key: String,
    /// `md5:` and the digest.
    checksum: String,
    links: Links,
}

#[derive(Debug, Deserialize)]
struct Links {
    #[serde(rename = "self")]
    content: String,
}

/// Downloads the dump that the record at `url` names into a temporary file beside `path`.
pub(super) fn newest(url: &str, path: &Path, console: &Console) -> Result<NamedTempFile> {
    let client = Client::builder()
        .user_agent(concat!("annals/", env!("CARGO_PKG_VERSION")))
        .connect_timeout(Duration::from_secs(30))
        .timeout(None)
        .build()
        .map_err(|error| failed(url, "cannot be asked").because(error))?;
    let release: Release = serde_json::from_reader(get(&client, url)?)
        .map_err(|error| failed(url, "is no record of a release").because(error))?;
    let file = release.files.iter().find(|file| is_dump(&file.key));
    let file = file.ok_or_else(|| failed(url, "names no dump among its files"))?;
    console.say(&format!("downloading {}", file.key));
    download(get(&client, &file.links.content)?, file, path)
}

fn is_dump(name: &str) -> bool {
    [".zip", ".json", ".json.gz"].iter().any(|end| name.ends_with(end))
}

fn get(client: &Client, url: &str) -> Result<Response> {
    let response = client.get(url).send().and_then(Response::error_for_status);
    response.map_err(|error| failed(url, "cannot be downloaded").because(error.without_url()))
}

/// Writes what comes to a file; a digest that is not the promised one is a failure.
fn download(mut response: impl Read, file: &File, path: &Path) -> Result<NamedTempFile> {
    let broken = |error: std::io::Error| failed(&file.links.content, "cannot be downloaded").because(error);
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder).map_err(broken)?;
    let mut dump = NamedTempFile::new_in(folder).map_err(broken)?;
    let mut digest = Md5::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        let length = response.read(&mut buffer).map_err(broken)?;
        if length == 0 {
            break;
        }
        digest.update(&buffer[..length]);
        dump.write_all(&buffer[..length]).map_err(broken)?;
    }
    let promised = file.checksum.strip_prefix("md5:").unwrap_or(&file.checksum);
    if annals::normalize::hex(&digest.finalize()) != promised {
        return Err(failed(&file.links.content, "is not what its checksum promises"));
    }
    Ok(dump)
}

fn failed(url: &str, message: &str) -> Error {
    Error::new(ErrorKind::Source, url, message).remedy(
        "try again later, or download the dump from https://doi.org/10.5281/zenodo.6347574 and name it to `annals registry add`",
    )
}
