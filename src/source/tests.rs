use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::*;

fn folder(files: &[&str]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for file in files {
        let path = folder.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, format!("<p>{file}")).unwrap();
    }
    folder
}

fn find(folder: &Path, inputs: &[&str]) -> (Vec<String>, Vec<String>) {
    let search = Search { from: folder.to_path_buf(), base: folder.to_path_buf(), ..Search::default() };
    let found = search.find(inputs);
    let names = found.pages.into_iter().map(|page| page.source).collect();
    (names, found.failures.iter().map(ToString::to_string).collect())
}

#[test]
fn folders_are_searched_for_pages_and_hidden_ones_are_not() {
    let folder =
        folder(&["b/page.html", "a.HTM", "b/notes.txt", ".annals/page.html", "b/.draft.html", "c/d/x.xhtml"]);
    let (names, failures) = find(folder.path(), &["."]);
    assert_eq!(names, ["a.HTM", "b/page.html", "c/d/x.xhtml"]);
    assert!(failures.is_empty());
}

#[test]
fn names_are_sorted_and_each_page_is_found_once() {
    let folder = folder(&["a.html", "b/c.html", "notes.txt"]);
    let (names, failures) =
        find(folder.path(), &["notes.txt", "b/c.html", "b/../a.html", "**/*.html", "./b"]);
    assert_eq!(names, ["a.html", "b/c.html", "notes.txt"]);
    assert!(failures.is_empty());
}

#[test]
fn a_star_stays_in_its_folder_and_a_double_star_does_not() {
    let folder = folder(&["a.html", "b/c.html", "b/d/e.html"]);
    assert_eq!(find(folder.path(), &["*.html"]).0, ["a.html"]);
    assert_eq!(find(folder.path(), &["b/**/*.html"]).0, ["b/c.html", "b/d/e.html"]);
    assert_eq!(find(folder.path(), &["{a,x}.html"]).0, ["a.html"]);
}

#[test]
fn what_fails_stands_beside_what_was_found() {
    let folder = folder(&["a.html", "b/notes.txt"]);
    let (names, failures) =
        find(folder.path(), &["gone.html", "a.html", "b", "https://example.org/a", "*.htm"]);
    assert_eq!(names, ["a.html"]);
    let starts = [
        "gone.html: there is no such",
        "b: the folder holds no page",
        "https://example.org/a: is an address",
        "*.htm: the pattern matches no page",
    ];
    for (failure, start) in failures.iter().zip(starts) {
        assert!(failure.starts_with(start), "{failure}");
    }
    assert_eq!(failures.len(), starts.len());
}

#[test]
fn names_start_from_the_base_and_are_never_absolute() {
    let folder = folder(&["project/pages/a.html", "b.html"]);
    let base = folder.path().join("project");
    let search = Search { from: base.join("pages"), base, ..Search::default() };
    let inputs = [folder.path().join("b.html"), Path::new("a.html").to_path_buf()];
    let names: Vec<_> = search.find(inputs).pages.into_iter().map(|page| page.source).collect();
    assert_eq!(names, ["../b.html", "pages/a.html"]);
}

#[test]
fn an_address_is_made_of_the_path_below_the_folder() {
    let folder = folder(&["pages/a b/é.html"]);
    let search =
        Search { from: folder.path().to_path_buf(), base: folder.path().to_path_buf(), ..Search::default() };
    let page = search.find(["pages"]).pages.remove(0).taken_from("https://example.org/news");
    assert_eq!(page.url.as_deref(), Some("https://example.org/news/a%20b/%C3%A9.html"));
    assert_eq!(page.load().unwrap().bytes, "<p>pages/a b/é.html".as_bytes());
}

#[test]
fn a_page_that_has_gone_says_so() {
    let folder = folder(&["a.html"]);
    let search =
        Search { from: folder.path().to_path_buf(), base: folder.path().to_path_buf(), ..Search::default() };
    let page = search.find(["a.html"]).pages.remove(0);
    fs::remove_file(folder.path().join("a.html")).unwrap();
    let error = page.load().unwrap_err();
    assert_eq!(error.kind(), crate::ErrorKind::Source);
    assert!(error.to_string().starts_with("a.html: cannot be read"));
}

/// A record of a WARC file, not packed.
pub(super) fn record(kind: &str, url: &str, content: &str, block: &str) -> String {
    format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nContent-Type: {content}\r\nContent-Length: {}\r\n\r\n{block}\r\n\r\n",
        block.len()
    )
}

fn crawl() -> Vec<String> {
    let http = "application/http; msgtype=response";
    let page = |head: &str, body: &str| {
        format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n{head}\r\n{body}")
    };
    vec![
        record("warcinfo", "", "application/warc-fields", "software: x\r\n"),
        record("response", "https://example.org/a", http, &page("", "<p>old")),
        record(
            "response",
            "https://example.org/a",
            http,
            &page("Transfer-Encoding: chunked\r\n", "6\r\n<p>new\r\n0\r\n\r\n"),
        ),
        record(
            "response",
            "https://example.org/b",
            http,
            "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>no",
        ),
        record(
            "response",
            "https://example.org/c",
            http,
            "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nPNG",
        ),
        record("resource", "<https://example.org/d>", "text/html", "<p>resource"),
    ]
}

pub(super) fn gzip(text: &str) -> Vec<u8> {
    use std::io::Write as _;
    let mut member = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    member.write_all(text.as_bytes()).unwrap();
    member.finish().unwrap()
}

pub(super) fn zstd(text: &str) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(text.as_bytes(), ruzstd::encoding::CompressionLevel::Fastest)
}

#[test]
fn a_warc_file_gives_its_pages_however_it_is_packed() {
    let folder = tempfile::tempdir().unwrap();
    let records = crawl();
    let each =
        |pack: fn(&str) -> Vec<u8>| records.iter().flat_map(|record| pack(record)).collect::<Vec<u8>>();
    let skipped = [&[0x5e, 0x2a, 0x4d, 0x18, 3, 0, 0, 0][..], b"any", &each(zstd)].concat();
    let files = [
        ("bare.warc", records.concat().into_bytes()),
        ("each.warc.gz", each(gzip)),
        ("one.warc.gz", gzip(&records.concat())),
        (
            "mixed.warc.gz",
            [gzip(&records[..3].concat()), gzip(&records[3]), gzip(&records[4..].concat())].concat(),
        ),
        ("each.warc.zst", each(zstd)),
        ("one.warc.zst", zstd(&records.concat())),
        ("skipped.warc.zst", skipped),
    ];
    for (name, bytes) in &files {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    let search =
        Search { from: folder.path().to_path_buf(), base: folder.path().to_path_buf(), ..Search::default() };
    for file in files.iter().map(|(name, _)| *name).chain(["*.warc", "one.warc.*"]) {
        let found = search.find([file]);
        assert!(found.failures.is_empty(), "{file}: {:?}", found.failures);
        let pages: Vec<_> = found.pages.iter().map(|page| page.load().unwrap()).collect();
        let told: Vec<_> =
            pages.iter().map(|page| (page.source.as_str(), String::from_utf8_lossy(&page.bytes))).collect();
        assert_eq!(
            told,
            [("https://example.org/a", "<p>new".into()), ("https://example.org/d", "<p>resource".into())],
            "{file}"
        );
        assert_eq!(pages[0].charset.as_deref(), Some("utf-8"));
    }
}

#[test]
fn a_file_that_is_no_warc_or_holds_no_page_is_named() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.warc"), "<html>").unwrap();
    fs::write(folder.path().join("b.warc.gz"), [0x1f, 0x8b, 0, 0]).unwrap();
    fs::write(folder.path().join("c.warc"), crawl()[0].as_bytes()).unwrap();
    fs::write(folder.path().join("d.warc"), &crawl().concat()[..500]).unwrap();
    let mut pages = crawl().concat();
    pages.extend(
        (0..2000)
            .map(|number| record("resource", &format!("https://example.org/{number}"), "text/html", "<p>x")),
    );
    let torn = gzip(&pages);
    // What a torn frame holds may be all in its window, which comes out at its end.
    let frames = [zstd(&pages), zstd(&crawl().concat())].concat();
    fs::write(folder.path().join("e.warc.gz"), &torn[..torn.len() - 20]).unwrap();
    fs::write(folder.path().join("f.warc.zst"), &frames[..frames.len() - 20]).unwrap();
    let (_, failures) = find(folder.path(), &["a.warc", "b.warc.gz", "c.warc"]);
    assert!(failures[0].contains("a.warc: holds no WARC record"), "{failures:?}");
    assert!(failures[1].contains("b.warc.gz: holds no WARC record"), "{failures:?}");
    assert!(failures[2].contains("c.warc: holds no page"), "{failures:?}");
    assert_eq!(find(folder.path(), &["d.warc"]).0, ["https://example.org/a"], "what is whole is read");
    for torn in ["e.warc.gz", "f.warc.zst"] {
        let pages = find(folder.path(), &[torn]).0;
        assert!(pages.len() > 2 && pages[0].starts_with("https://example.org/"), "{torn}: {}", pages.len());
    }
}

#[test]
fn a_page_saved_as_one_file_is_read_with_its_address() {
    let folder = tempfile::tempdir().unwrap();
    let file = "MIME-Version: 1.0\r\nContent-Type: text/html; charset=\"utf-8\"\r\nContent-Location: https://example.org/a\r\n\r\n<p>one file";
    fs::write(folder.path().join("a.mhtml"), file).unwrap();
    fs::write(folder.path().join("b.mht"), "Subject: x\r\n\r\nno page").unwrap();
    let found =
        Search { from: folder.path().to_path_buf(), base: folder.path().to_path_buf(), ..Search::default() }
            .find(["."]);
    let page = found.pages[0].load().unwrap();
    assert_eq!((page.source.as_str(), page.url.as_deref()), ("a.mhtml", Some("https://example.org/a")));
    assert_eq!(String::from_utf8_lossy(&page.bytes), "<p>one file");
    assert!(found.pages[1].load().unwrap_err().to_string().contains("holds no HTML page"));
}

/// What a stream gives: names and texts of pages, and failures.
pub(super) fn streamed(folder: &Path, inputs: &[&str]) -> Vec<Result<(String, String), String>> {
    let search = Search { from: folder.to_path_buf(), base: folder.to_path_buf(), ..Search::default() };
    let told = search.stream(inputs).map(|page| {
        let page = page.and_then(|page| page.load()).map_err(|error| error.to_string())?;
        Ok((page.source, String::from_utf8(page.bytes).unwrap()))
    });
    told.collect()
}

pub(super) fn text(page: &Result<(String, String), String>) -> &str {
    page.as_ref().map_or_else(String::as_str, |(_, text)| text)
}

#[test]
fn a_stream_gives_files_in_the_order_of_inputs_and_each_once() {
    let folder = folder(&["b/page.html", "b.html", "b/a/x.html", "a.html", "notes"]);
    let told = streamed(folder.path(), &["notes", "b/a/x.html", ".", "gone.html", "a.html"]);
    let names: Vec<_> = told.iter().map(|page| page.as_ref().map_or("", |(name, _)| name)).collect();
    assert_eq!(names, ["notes", "b/a/x.html", "a.html", "b.html", "b/page.html", ""]);
    assert!(text(&told[5]).starts_with("gone.html: there is no such"));
    let found = find(folder.path(), &["."]).0;
    let streamed: Vec<_> = streamed(folder.path(), &["."]).into_iter().map(|page| page.unwrap().0).collect();
    assert_eq!(streamed, found, "in one folder both are in one order");
}
