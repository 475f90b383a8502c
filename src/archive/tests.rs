use std::fs;
use std::io::Write as _;

use jiff::Timestamp;
use tempfile::TempDir;

use super::*;

const PAGE: &str = "https://example.org/a";

fn head(status: u16, headers: &[(&str, &str)]) -> Head {
    let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), value.as_bytes().to_vec()));
    Head { status, reason: "Said".to_owned(), headers: headers.collect() }
}

fn capture(url: &str, status: u16, headers: &[(&str, &str)], body: &str) -> Capture {
    Capture::new(url, Timestamp::now(), head(status, headers), body.as_bytes().to_vec())
}

fn open(folder: &TempDir) -> Keeper {
    Keeper::open(folder.path(), "test/1").unwrap()
}

fn body(folder: &TempDir, url: &str) -> String {
    let archive = Archive::read(folder.path()).unwrap();
    let page = archive.page(url).unwrap();
    String::from_utf8(page.archived.load(1000).unwrap().1).unwrap()
}

#[test]
fn what_is_kept_is_read_back_with_its_headers() {
    let folder = tempfile::tempdir().unwrap();
    let mut keeper = open(&folder);
    let headers = [("Content-Type", "text/html; charset=\"Latin1\""), ("ETag", "\"1\""), ("X", "\u{e9}")];
    let kept = capture(PAGE, 200, &headers, "<p>one").found_at(Some("https://example.org/feed"));
    assert_eq!(keeper.keep(&kept).unwrap(), News::New);
    keeper.end().unwrap();
    let archive = Archive::read(folder.path()).unwrap();
    let (url, known) = archive.found_at("https://example.org/feed").next().unwrap();
    assert_eq!((url, known.etag.as_deref(), known.asked_in), (PAGE, Some("\"1\""), 1));
    let (head, body) = archive.page(PAGE).unwrap().archived.load(10).unwrap();
    assert_eq!((head.headers.clone(), body.as_slice()), (kept.head.headers.clone(), &b"<p>one"[..]));
    assert_eq!((head.charset().unwrap(), head.media_type().unwrap()), ("Latin1".into(), "text/html".into()));
    assert!(archive.page(PAGE).unwrap().archived.load(3).is_err(), "too long");
}

#[test]
fn the_same_body_is_kept_once_and_a_change_is_seen() {
    let folder = tempfile::tempdir().unwrap();
    let mut keeper = open(&folder);
    let said =
        |keeper: &mut Keeper, status, body: &str| keeper.keep(&capture(PAGE, status, &[], body)).unwrap();
    assert_eq!(said(&mut keeper, 200, "one"), News::New);
    assert_eq!(said(&mut keeper, 200, "one"), News::Same);
    assert_eq!(said(&mut keeper, 304, ""), News::Same);
    assert_eq!(said(&mut keeper, 200, "two"), News::Changed);
    assert_eq!(said(&mut keeper, 404, "not here"), News::Gone);
    assert_eq!(said(&mut keeper, 404, "not here"), News::Same);
    drop(keeper);
    let archive = Archive::read(folder.path()).unwrap();
    assert!(archive.page(PAGE).unwrap().gone);
    assert_eq!(body(&folder, PAGE), "two", "a page that has gone is kept as it was");
    let mut kinds = Vec::new();
    scan::records(&place::run_file(folder.path(), 1), 0, |found| {
        kinds.push(found.record.get("WARC-Type").unwrap().to_owned());
    })
    .unwrap();
    let expected = ["warcinfo", "response", "revisit", "revisit", "response", "response", "revisit"];
    assert_eq!(kinds, expected);
}

#[test]
fn redirects_lead_to_the_page_and_circles_end() {
    let folder = tempfile::tempdir().unwrap();
    let mut keeper = open(&folder);
    for (url, target) in [("x", "/y"), ("y", "a#top"), ("p", "/q"), ("q", "/p"), ("r", "/failed")] {
        let url = format!("https://example.org/{url}");
        assert_eq!(keeper.keep(&capture(&url, 301, &[("location", target)], "")).unwrap(), News::Moved);
    }
    keeper.keep(&capture(PAGE, 200, &[], "one")).unwrap();
    let archive = Archive::read(folder.path()).unwrap();
    assert_eq!(archive.page("https://example.org/x").unwrap().url, PAGE);
    assert!(archive.page("https://example.org/p").is_none());
    assert!(archive.page("https://example.org/r").is_none());
}

#[test]
fn a_killed_run_is_resumed_and_an_ended_one_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let mut keeper = open(&folder);
    keeper.keep(&capture(PAGE, 200, &[], "one")).unwrap();
    drop(keeper);
    let keeper = open(&folder);
    assert!(keeper.has_asked(PAGE));
    keeper.end().unwrap();
    let keeper = open(&folder);
    assert!(!keeper.has_asked(PAGE));
    let busy = Keeper::open(folder.path(), "test/1").unwrap_err();
    assert!(busy.to_string().contains("held by another run"), "{busy}");
}

/// An archive cut at any byte of its files is whole up to there, and goes on from there.
#[test]
fn any_cut_is_recovered() {
    let whole = tempfile::tempdir().unwrap();
    let mut keeper = open(&whole);
    let urls: Vec<String> = (0..4).map(|n| format!("https://example.org/{n}")).collect();
    for url in &urls {
        keeper.keep(&capture(url, 200, &[], url)).unwrap();
    }
    drop(keeper);
    let records = fs::read(place::run_file(whole.path(), 1)).unwrap();
    let lines = fs::read(index::file(whole.path())).unwrap();
    for cut in (0..records.len()).step_by(7) {
        // The index may be behind the records, and after a loss of power before them.
        for lines in [&lines[..], &lines[..cut.min(lines.len())], b"", b"no line\n{}\n"] {
            let folder = tempfile::tempdir().unwrap();
            fs::write(place::run_file(folder.path(), 1), &records[..cut]).unwrap();
            fs::write(index::file(folder.path()), lines).unwrap();
            let before = Archive::read(folder.path()).unwrap();
            let mut keeper = open(&folder);
            for url in &urls {
                assert_eq!(before.page(url).is_some(), keeper.has_asked(url));
                if !keeper.has_asked(url) {
                    assert_eq!(keeper.keep(&capture(url, 200, &[], url)).unwrap(), News::New);
                }
            }
            keeper.end().unwrap();
            urls.iter().for_each(|url| assert_eq!(&body(&folder, url), url));
            let mut count = 0;
            let end = scan::records(&place::run_file(folder.path(), 1), 0, |_| count += 1).unwrap();
            assert_eq!((count, end), (6, place::run_file(folder.path(), 1).metadata().unwrap().len()));
        }
    }
}

#[test]
fn an_index_that_was_deleted_is_made_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut keeper = open(&folder);
    keeper.keep(&capture(PAGE, 200, &[("etag", "e")], "one")).unwrap();
    keeper.end().unwrap();
    let before = Archive::read(folder.path()).unwrap().known(PAGE).cloned();
    fs::remove_file(index::file(folder.path())).unwrap();
    assert_eq!(Archive::read(folder.path()).unwrap().known(PAGE).cloned(), before);
    assert!(!open(&folder).has_asked(PAGE), "the run had ended, and its file says so");
    assert_eq!(Archive::read(folder.path()).unwrap().known(PAGE).cloned(), before);
    let lines = fs::read(index::file(folder.path())).unwrap();
    drop(open(&folder));
    assert_eq!(fs::read(index::file(folder.path())).unwrap(), lines, "nothing is learnt twice");
}

#[test]
fn a_broken_record_says_where_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let mut keeper = open(&folder);
    keeper.keep(&capture(PAGE, 200, &[], "one")).unwrap();
    let page = Archive::read(folder.path()).unwrap().page(PAGE).unwrap().archived;
    let mut file = fs::OpenOptions::new().write(true).open(place::run_file(folder.path(), 1)).unwrap();
    file.write_all(&[0; 400]).unwrap();
    let error = page.load(10).unwrap_err().to_string();
    assert!(error.contains("run-00001.warc.gz: holds no record at byte "), "{error}");
}

proptest::proptest! {
    #[test]
    fn any_bytes_are_a_record_or_none(bytes: Vec<u8>, length: usize) {
        let mut text = format!("WARC/1.1\r\nWARC-Type: response\r\nContent-Length: {length}\r\n\r\n").into_bytes();
        text.extend_from_slice(&bytes);
        for bytes in [&bytes, &text] {
            let record = record::Record::parse(bytes);
            record.and_then(|record| known::Answer::of(&record, Place { run: 1, offset: 0, length: 1 }));
        }
        let mut head = b"HTTP/1.1 301 Moved\r\nLocation: ".to_vec();
        head.extend_from_slice(&bytes);
        http::Head::parse(&head);
        index::Index::read(&bytes[..]).unwrap();
    }

    #[test]
    fn a_record_is_read_as_it_was_written(body: Vec<u8>, value in "[ -~]{0,40}", status in 100u16..600) {
        let head = head(status, &[("x-test", value.trim())]);
        let capture = Capture::new(PAGE, Timestamp::now(), head.clone(), body.clone());
        let member = capture.response().member().unwrap();
        let record = record::Record::parse(&scan::plain(&member).unwrap()).unwrap();
        let (read, start) = http::Head::parse(&record.block).unwrap();
        proptest::prop_assert_eq!((read, &record.block[start..]), (head, &body[..]));
    }
}
