//! WARC files of anybody: the pages in one that other tools wrote, packed record by record, together, or not at all.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;

use jiff::civil::Date;

use crate::archive::http::Head;
use crate::archive::place::Archived;
use crate::archive::record::View;
use crate::archive::spool::Spool;
use crate::archive::unreadable;
use crate::archive::walk::{Met, Step, Walk};
use crate::error::{Error, ErrorKind, Result};

/// The pages in a WARC file by address, each as it was seen last, with the day. Where a file packs records together, its pages are packed apart
/// into a file without a name.
pub fn pages_in(file: &Path) -> Result<BTreeMap<String, (Archived, Option<Date>)>> {
    let mut pages = BTreeMap::new();
    let (mut count, mut spool) = (0_usize, None);
    let failed = |error| unreadable(file, error);
    let mut walk = Walk::new(Box::new(File::open(file).map_err(failed)?)).map_err(failed)?;
    while let Some(step) = walk.next().map_err(failed)? {
        let Step::Met(met) = step else { continue };
        count += 1;
        let Some(url) = page(&met.record).filter(|_| met.is_whole) else { continue };
        let page = archived(file, &met, &mut spool).map_err(|error| unpacked(file, error))?;
        pages.insert(url, (page, day(&met.record)));
    }
    match (count, pages.is_empty()) {
        (0, _) => Err(no_record(&file.display().to_string())),
        (_, true) => Err(no_page(&file.display().to_string())),
        _ => Ok(pages),
    }
}

/// That a file is no WARC file.
pub(crate) fn no_record(file: &str) -> Error {
    failure(file, "holds no WARC record").remedy("WARC files are plain, gzip or zstd")
}

/// That a WARC file holds other things.
pub(crate) fn no_page(file: &str) -> Error {
    failure(file, "holds no page").remedy("pages are answers 200 of HTML")
}

/// The day of a record.
pub(crate) fn day(record: &View<'_>) -> Option<Date> {
    record.get("WARC-Date")?.get(..10)?.parse().ok()
}

/// Where a page can be read again.
fn archived(file: &Path, met: &Met<'_>, spool: &mut Option<Spool>) -> std::io::Result<Archived> {
    if let Some(place) = met.place {
        return Ok(Archived::in_file(file, place));
    }
    let spool = match spool {
        Some(spool) => spool,
        None => spool.insert(Spool::new()?),
    };
    Ok(Archived::spooled(file, spool.keep(met.bytes)?, spool.clone()))
}

fn unpacked(file: &Path, error: std::io::Error) -> Error {
    failure(&file.display().to_string(), "packs its records together, and cannot be unpacked beside")
        .because(error)
        .remedy("make room in the folder for temporary files, or pack each record alone")
}

/// The address of a record that is a page.
pub(crate) fn page(record: &View<'_>) -> Option<String> {
    let head = head(record)?.0;
    let media = head.media_type().unwrap_or_default();
    let is_page = head.status == 200 && matches!(&*media, "text/html" | "application/xhtml+xml");
    is_page.then(|| address(record)).flatten()
}

/// The address of a record.
pub(crate) fn address(record: &View<'_>) -> Option<String> {
    Some(record.get("WARC-Target-URI")?.trim_matches(['<', '>']).to_owned())
}

/// The head of the answer that a record holds, and where its body begins; a resource was answered by no server.
pub(super) fn head(record: &View<'_>) -> Option<(Head, usize)> {
    match &*record.get("WARC-Type")? {
        "response" => Head::parse(record.block),
        "resource" => {
            let kind = record.get("Content-Type")?.as_bytes().to_vec();
            let headers = vec![("Content-Type".to_owned(), kind)];
            Some((Head { status: 200, reason: "OK".to_owned(), headers }, 0))
        }
        _ => None,
    }
}

fn failure(file: &str, message: &str) -> Error {
    Error::new(ErrorKind::Source, file, message)
}
