//! Pages in WARC files beside the same pages in memory: how much of the speed is left. `cargo bench --bench warc -- FOLDER MEGABYTES` writes files of
//! so many megabytes (unpacked) of mixed records, of which each hundredth is broken, with copies of the pages below the folder (of the fixtures, where none is named).
#![allow(
    clippy::print_stdout,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "a benchmark prints"
)]

mod copies;
mod pages;
mod timing;

use std::fs::File;
use std::hint::black_box;
use std::io::{BufWriter, Write};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::time::Instant;

use annals::Options;
use annals::pipeline::{self, Threads, extract, guarded};
use annals::source::{Page, Search};
use flate2::Compression;
use flate2::write::GzEncoder;

use copies::Copies;

const MEGABYTES: usize = 200;

fn main() {
    let (folder, sizes) = pages::asked();
    let bytes = sizes.first().unwrap_or(&MEGABYTES) * 1_000_000;
    let place = tempfile::tempdir().expect("a folder for the files");
    let files = ["crawl.warc", "crawl.warc.gz"].map(|name| place.path().join(name));
    let pages = write(&Copies::of(&pages::load(&folder)), bytes, &files);
    measure(&pages, &files);
}

/// Writes the files, and gives the pages that can be read in them.
fn write(copies: &Copies, bytes: usize, files: &[PathBuf; 2]) -> Vec<Page> {
    let create = |file: &PathBuf| BufWriter::new(File::create(file).expect("a file can be written"));
    let [mut plain, mut packed] = files.each_ref().map(create);
    let (mut pages, mut written, mut number) = (Vec::new(), 0, 0);
    while written < bytes {
        for (kind, record) in records(copies, number) {
            written += record.len();
            let mut member = GzEncoder::new(Vec::new(), Compression::fast());
            let made = member.write_all(&record).and_then(|()| member.finish());
            let mut member = made.expect("memory takes everything");
            let mut record = &record[..];
            if kind == Kind::Broken {
                member.truncate(member.len() - 40);
                record = &record[..record.len() - 40];
            }
            plain.write_all(record).and_then(|()| packed.write_all(&member)).expect("the disk has room");
            if kind == Kind::Page {
                pages.push(copies.page(number));
            }
        }
        number += 1;
    }
    plain.flush().and_then(|()| packed.flush()).expect("the disk has room");
    pages
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Page,
    Broken,
    Other,
}

/// What a crawler writes for a page: what it asked, the answer, and now and then a picture or an answer without a page.
fn records(copies: &Copies, number: usize) -> Vec<(Kind, Vec<u8>)> {
    let page = copies.page(number);
    let url = page.url.as_deref().unwrap_or_default();
    let http = "application/http; msgtype=";
    let request = format!(
        "GET / HTTP/1.1\r\nHost: www.example.org\r\nUser-Agent: bench\r\nAccept: text/html\r\nX-Page: {url}\r\n\r\n"
    );
    let answer =
        [b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nServer: bench\r\n\r\n", &page.bytes[..]].concat();
    let kind = if number % 100 == 99 { Kind::Broken } else { Kind::Page };
    let mut all = vec![
        (Kind::Other, record("request", url, &format!("{http}request"), request.as_bytes())),
        (kind, record("response", url, &format!("{http}response"), &answer)),
        (Kind::Other, record("metadata", url, "application/warc-fields", b"fetchTimeMs: 100\r\n")),
    ];
    if number.is_multiple_of(4) {
        let noise: Vec<u8> = std::iter::repeat_with(|| fastrand::u8(..)).take(20_000).collect();
        let answer = [b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n", &noise[..]].concat();
        all.push((Kind::Other, record("response", url, &format!("{http}response"), &answer)));
        let answer = b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>Not here.";
        all.push((Kind::Other, record("response", url, &format!("{http}response"), answer)));
    }
    all
}

fn record(kind: &str, url: &str, content: &str, block: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Date: 2024-05-09T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000000>\r\n\
         WARC-Target-URI: {url}\r\nContent-Type: {content}\r\nContent-Length: {}\r\n\r\n",
        block.len()
    );
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

fn measure(pages: &[Page], files: &[PathBuf; 2]) {
    let total: usize = pages.iter().map(|page| page.bytes.len()).sum();
    println!("{} pages of {:.0} MB\n", pages.len(), total as f64 / 1e6);
    println!(
        "| what | threads | seconds | MB/s of pages | of the speed from memory |\n|---|---|---|---|---|"
    );
    for file in files {
        let start = Instant::now();
        let read = Search::default().stream([file]).filter(|page| black_box(page).is_ok()).count();
        told(&format!("{}, reading alone", name(file)), 1, total, start, None);
        assert_eq!(read, pages.len(), "every page that is whole is read");
    }
    for threads in [1, 2] {
        let start = Instant::now();
        let options = Options::default();
        extracted(threads, pages.iter(), |page: &Page| {
            guarded(&page.source, || extract(page, &options)).is_ok()
        });
        let memory = told("from memory", threads, total, start, None);
        for file in files {
            let start = Instant::now();
            let pages = Search::default().stream([file]);
            extracted(threads, pages, |page| page.and_then(|page| pipeline::read(&page, &options)).is_ok());
            told(&name(file), threads, total, start, Some(memory));
        }
    }
}

fn extracted<I: Send>(
    threads: usize,
    pages: impl Iterator<Item = I> + Send,
    work: impl Fn(I) -> bool + Sync,
) {
    let threads = Threads::new(NonZeroUsize::new(threads)).expect("threads start");
    let mut done = 0;
    let take = |is_read: bool| {
        done += usize::from(is_read);
        Ok::<(), annals::Error>(())
    };
    threads.each(pages, work, take).expect("counting never fails");
    assert!(done > 0, "pages are read");
}

fn told(what: &str, threads: usize, bytes: usize, start: Instant, memory: Option<f64>) -> f64 {
    let seconds = start.elapsed().as_secs_f64();
    let share = memory.map_or_else(String::new, |memory| format!("{:.1} %", memory / seconds * 100.0));
    println!("| {what} | {threads} | {seconds:.2} | {:.1} | {share} |", bytes as f64 / 1e6 / seconds);
    seconds
}

fn name(file: &Path) -> String {
    file.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
