//! WARC files of anybody: the pages in one that other tools wrote, packed record by record, together, or not at all.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::Path;

use jiff::civil::Date;

use crate::archive::http::Head;
use crate::archive::place::Archived;
use crate::archive::record::Record;
use crate::archive::spool::Spool;
use crate::archive::unreadable;
use crate::archive::walk::{self, Met};
use crate::error::{Error, ErrorKind, Result};

/// The pages in a WARC file by address, each as it was seen last, with the day. Where a file packs records together, its pages are packed apart
/// into a file without a name.
pub fn pages_in(file: &Path) -> Result<BTreeMap<String, (Archived, Option<Date>)>> {
    let mut pages = BTreeMap::new();
    let (mut count, mut spool, mut failure) = (0_usize, None, None);
    let walked = walk::records(file, |met| {
        count += 1;
        let Some(url) = page(&met.record) else { return ControlFlow::Continue(()) };
        match archived(file, &met, &mut spool) {
            Ok(page) => drop(pages.insert(url, (page, day(&met.record)))),
            Err(error) => failure = Some(error),
        }
        if failure.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    walked.map_err(|error| unreadable(file, error))?;
    if let Some(error) = failure {
        return Err(unpacked(file, error));
    }
    if count == 0 {
        return Err(self::failure(file, "holds no WARC record")
            .remedy("WARC files are plain, gzip or zstd (without a dictionary)"));
    }
    if pages.is_empty() {
        Err(self::failure(file, "holds no page").remedy("pages are answers 200 of HTML"))
    } else {
        Ok(pages)
    }
}

/// The day of a record.
fn day(record: &Record) -> Option<Date> {
    record.get("WARC-Date")?.get(..10)?.parse().ok()
}

/// Where a page can be read again.
fn archived(file: &Path, met: &Met, spool: &mut Option<Spool>) -> std::io::Result<Archived> {
    if let Some(place) = met.place {
        return Ok(Archived::in_file(file, place));
    }
    let spool = match spool {
        Some(spool) => spool,
        None => spool.insert(Spool::new()?),
    };
    Ok(Archived::spooled(file, spool.keep(&met.bytes)?, spool.clone()))
}

fn unpacked(file: &Path, error: std::io::Error) -> Error {
    self::failure(file, "packs its records together, and cannot be unpacked beside")
        .because(error)
        .remedy("make room in the folder for temporary files, or pack each record alone")
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
