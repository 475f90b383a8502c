//! Many pages, among them one that trips over a bug, one that takes too long and one that is far too large: each is an error of its own, and all others
//! say what they say alone.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::fs::{self, File};
use std::io::{self, BufWriter, Write as _};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::time::Duration;

use annals::pipeline::{Filter, Threads, guarded, read, read_if};
use annals::records::PageRecord;
use annals::source::{PageRef, Search};
use annals::{Error, Options, Result};
use flate2::Compression;
use flate2::write::GzEncoder;

const PAGES: usize = 300;
const BUG: &str = "bug.html";
const SLOW: &str = "slow.html";
const LARGE: &str = "large.html";

fn page(number: usize) -> String {
    format!(
        "<title>Harbour Lecture {number}</title><h1>Harbour Lecture {number}</h1><p>Dr. Ann Hollis, Professor of Law at Fenwick University, will \
         speak on {} May 2024 at 10:00.</p>",
        number % 28 + 1
    )
}

/// A folder of pages, with three in their midst that are not like others.
fn crowd(folder: &Path) {
    for number in 0..PAGES {
        let initial = if number < PAGES / 2 { 'a' } else { 'z' };
        fs::write(folder.join(format!("{initial}{number:04}.html")), page(number)).unwrap();
    }
    fs::write(folder.join(BUG), page(0)).unwrap();
    let endless = "<tr><td>12 May<td>09:00<td>Dr. Ann Hollis, Fenwick University: A talk";
    fs::write(folder.join(SLOW), format!("<table>{}", endless.repeat(200_000))).unwrap();
    File::create(folder.join(LARGE)).unwrap().set_len(200 << 20).unwrap();
}

/// A WARC file with as many pages, and the same three in their midst.
fn crawl(folder: &Path, pages: usize) -> io::Result<PathBuf> {
    let path = folder.join("crawl.warc.gz");
    let mut file = BufWriter::new(File::create(&path)?);
    let endless = "<tr><td>12 May<td>09:00<td>Dr. Ann Hollis, Fenwick University: A talk".repeat(200_000);
    for number in 0..pages {
        match number * 4 / pages {
            1 if number * 4 < pages + 4 => add(&mut file, BUG, page(0).as_bytes())?,
            2 if number * 4 < pages * 2 + 4 => add(&mut file, SLOW, endless.as_bytes())?,
            3 if number * 4 < pages * 3 + 4 => add(&mut file, LARGE, &vec![b' '; 200 << 20])?,
            _ => {}
        }
        add(&mut file, &number.to_string(), page(number).as_bytes())?;
    }
    file.flush().map(|()| path)
}

fn add(file: &mut impl io::Write, name: &str, html: &[u8]) -> io::Result<()> {
    let answer = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n";
    let mut member = GzEncoder::new(file, Compression::fast());
    write!(
        member,
        "WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/{name}\r\nWARC-Date: 2024-05-02T10:00:00Z\r\n\
         WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000000>\r\nContent-Type: application/http; msgtype=response\r\n\
         Content-Length: {}\r\n\r\n{answer}",
        answer.len() + html.len()
    )?;
    member.write_all(html)?;
    member.write_all(b"\r\n\r\n")?;
    member.finish().map(drop)
}

/// Reads a page, with little time for the slow one, and a bug of ours in another.
fn read_one(page: &PageRef) -> Result<PageRecord> {
    let time = Duration::from_secs_f64(if page.source.ends_with(SLOW) { 0.05 } else { 3600.0 });
    let options = Options { time: Some(time), ..Options::default() };
    guarded(&page.source, || {
        assert!(!page.source.ends_with(BUG), "a bug");
        read(page, &options)
    })
}

fn read_all(pages: &[PageRef], jobs: usize) -> Vec<Result<PageRecord>> {
    let mut results = Vec::new();
    let Ok(()) = Threads::new(NonZeroUsize::new(jobs)).unwrap().each(pages, read_one, |result| {
        results.push(result);
        Ok::<(), std::convert::Infallible>(())
    });
    results
}

#[test]
fn what_goes_wrong_with_a_page_is_told_of_that_page_alone() {
    let folder = tempfile::tempdir().unwrap();
    crowd(folder.path());
    let found = Search::default().find([folder.path()]);
    assert!(found.failures.is_empty());
    let results = read_all(&found.pages, 3);
    let failures: Vec<&Error> = results.iter().filter_map(|result| result.as_ref().err()).collect();
    let told: Vec<String> = failures.iter().map(ToString::to_string).collect();
    assert_eq!(told.len(), 3, "{told:?}");
    for (error, (name, what)) in told.iter().zip([
        (BUG, "a bug in annals"),
        (LARGE, "larger than 64 MiB"),
        (SLOW, "takes longer than 0.05 s"),
    ]) {
        assert!(error.contains(name) && error.contains(what), "{error}");
    }
    assert!(failures[2].remedy_text().unwrap().contains("--page-seconds"));
    let records: Vec<&PageRecord> = results.iter().filter_map(|result| result.as_ref().ok()).collect();
    assert_eq!(records.len(), PAGES);
    for record in records {
        assert_eq!(record.tables.people[0].name, "Ann Hollis", "{}", record.page.source);
    }
}

#[test]
fn one_thread_and_many_give_the_same() {
    let folder = tempfile::tempdir().unwrap();
    (0..40)
        .for_each(|number| fs::write(folder.path().join(format!("{number:02}.html")), page(number)).unwrap());
    let pages = Search::default().find([folder.path()]).pages;
    let json = |jobs| {
        let records = read_all(&pages, jobs).into_iter().collect::<Result<Vec<_>>>().unwrap();
        serde_json::to_string(&records).unwrap()
    };
    assert_eq!(json(1), json(4));
}

#[test]
fn a_page_that_is_not_wanted_is_no_failure() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.html"), page(1)).unwrap();
    let found = Search::default().find([folder.path()]);
    let said = |words: &[&str]| {
        read_if(&found.pages[0], &Filter::new(&[], words).unwrap(), &Options::default()).unwrap()
    };
    assert!(said(&["webinar"]).is_none());
    assert!(said(&["LECTURE"]).is_some());
}

/// With `ANNALS_TEST_CROWD` pages; a million take some minutes.
#[test]
fn a_crawl_with_three_bad_pages_is_read_but_for_them() {
    let pages = std::env::var("ANNALS_TEST_CROWD").map_or(1_000, |pages| pages.parse().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let file = crawl(folder.path(), pages).unwrap();
    let (mut failures, mut number) = (Vec::new(), 0);
    let stream = Search::default().stream([&file]);
    let work = |page: Result<PageRef>| page.and_then(|page| read_one(&page));
    let Ok(()) = Threads::new(None).unwrap().each(stream, work, |result| {
        match result {
            Ok(record) => {
                assert_eq!(record.page.source, format!("https://example.org/{number}"));
                assert_eq!(record.tables.people[0].name, "Ann Hollis");
                let starts = record.tables.events[0].starts_on.unwrap().to_string();
                assert_eq!(starts, format!("2024-05-{:02}", number % 28 + 1));
                number += 1;
            }
            Err(error) => failures.push((number, error.to_string())),
        }
        Ok::<(), std::convert::Infallible>(())
    });
    assert_eq!(number, pages);
    let expected = [
        (pages.div_ceil(4), "a bug in annals"),
        (pages.div_ceil(2), "takes longer than 0.05 s"),
        ((pages * 3).div_ceil(4), "larger than 64 MiB"),
    ];
    assert_eq!(failures.len(), expected.len(), "{failures:?}");
    for ((at, error), (place, what)) in failures.iter().zip(expected) {
        assert!(*at == place && error.contains(what), "{at} {error}");
    }
}
