//! WARC files of anybody: the pages in one that other tools wrote, packed record by record or not at all.

use std::collections::BTreeMap;
use std::path::Path;

use crate::archive::http::Head;
use crate::archive::place::{Archived, Place};
use crate::archive::record::Record;
use crate::archive::{scan, unreadable};
use crate::error::{Error, ErrorKind, Result};

/// The pages in a WARC file by address, each as it was seen last.
pub fn pages_in(file: &Path) -> Result<BTreeMap<String, Archived>> {
    let mut pages = BTreeMap::new();
    let end = scan::all(file, |scanned| {
        if let Some(url) = page(&scanned.record) {
            let place = Place { run: 0, offset: scanned.offset, length: scanned.length };
            pages.insert(url, Archived::in_file(file, place));
        }
    });
    let end = end.map_err(|error| unreadable(file, error))?;
    if end == 0 {
        return Err(failure(file, "holds no WARC record")
            .remedy("WARC files are plain, or gzip with a member for each record"));
    }
    if pages.is_empty() {
        Err(failure(file, "holds no page").remedy("pages are answers 200 of HTML"))
    } else {
        Ok(pages)
    }
}

/// The address of a record that is a page.
fn page(record: &Record) -> Option<String> {
    let head = head(record)?.0;
    let media = head.media_type().unwrap_or_default();
    let is_page = head.status == 200 && matches!(&*media, "text/html" | "application/xhtml+xml");
    let url = record.get("WARC-Target-URI")?.trim_matches(['<', '>']);
    is_page.then(|| url.to_owned())
}

/// The head of the answer that a record holds, and where its body begins; a resource was answered by no server.
pub(super) fn head(record: &Record) -> Option<(Head, usize)> {
    match record.get("WARC-Type")? {
        "response" => Head::parse(&record.block),
        "resource" => {
            let kind = record.get("Content-Type")?.as_bytes().to_vec();
            let headers = vec![("Content-Type".to_owned(), kind)];
            Some((Head { status: 200, reason: "OK".to_owned(), headers }, 0))
        }
        _ => None,
    }
}

fn failure(file: &Path, message: &str) -> Error {
    Error::new(ErrorKind::Source, file.display().to_string(), message)
}
