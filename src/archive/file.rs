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
use crate::archive::walk::{Met, Passed, Step, Walk};
use crate::error::{Error, ErrorKind, Result};
use crate::source::MAX_BYTES;

/// What a WARC file holds.
#[derive(Debug, Default)]
pub struct Holding {
    /// Pages by address, each as it was seen last, with the day.
    pub pages: BTreeMap<String, (Archived, Option<Date>)>,
    /// What could not be read, a failure each.
    pub failures: Vec<Error>,
}

/// Looks for the pages in a WARC file, which is called `name`. Where it packs records together, its pages are packed apart into a file without a name.
///
/// # Errors
/// Where the file cannot be read, or holds no page.
pub fn pages_in(file: &Path, name: &str) -> Result<Holding> {
    let mut found = Holding::default();
    let (mut count, mut spool) = (0_usize, None);
    let failed = |error| unreadable(file, error);
    let mut walk = Walk::new(Box::new(File::open(file).map_err(failed)?)).map_err(failed)?;
    while let Some(step) = walk.next().map_err(failed)? {
        let met = match step {
            Step::Met(met) => met,
            Step::Passed(passed) if count > 0 || passed.to.is_some() => {
                found.failures.push(passed_over(name, &passed));
                continue;
            }
            Step::Passed(_) => continue,
        };
        count += 1;
        let Some(url) = page(&met.record) else { continue };
        if met.is_whole {
            let page = archived(file, &met, &mut spool).map_err(|error| unpacked(file, error))?;
            found.pages.insert(url, (page, day(&met.record)));
        } else {
            found.failures.push(too_large(name, met.offset));
        }
    }
    match (count, found.pages.is_empty() && found.failures.is_empty()) {
        (0, _) => Err(no_record(name)),
        (_, true) => Err(no_page(name)),
        _ => Ok(found),
    }
}

/// That a stretch of a file could not be read.
pub(crate) fn passed_over(file: &str, passed: &Passed) -> Error {
    let Passed { from, to, why } = passed;
    let (to, goes_on) = match to {
        Some(to) => (format!("byte {to}"), "what is behind it was read"),
        None => ("the end".to_owned(), "what is before it was read"),
    };
    failure(file, &format!("{why} at byte {from}, and was passed over up to {to}"))
        .remedy(format!("{goes_on}; fetch the file again if pages are missing"))
}

fn too_large(file: &str, offset: u64) -> Error {
    failure(file, &format!("holds a page of more than {} MiB at byte {offset}", MAX_BYTES >> 20))
        .remedy("announcements are small: check that this is the page you mean")
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

/// The address of a record; one that is empty is none.
pub(crate) fn address(record: &View<'_>) -> Option<String> {
    let target = record.get("WARC-Target-URI")?;
    let url = target.trim_matches(['<', '>']);
    (!url.is_empty()).then(|| url.to_owned())
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
