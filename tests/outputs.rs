//! What strangers may choose (names of files, words of pages, ids) steers nobody who reads what is written: no forge, no terminal, no browser, no
//! reviewer of a change log, and no path.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// Names of files that begin something somewhere; not all are text.
const NAMES: [&[u8]; 11] = [
    b"a\n::error file=x::injected.html",
    b"b%0A::warning::injected.html",
    b"c\x1b[2J\x1b]0;title\x07.html",
    b"d\xe2\x80\xaelmt.html",
    b"e\xff\xfe.html",
    b"f|x](http:evil)[y.html",
    b"=HYPERLINK(g).html",
    b"<script>alert(1)<img src=x onerror=h>.html",
    b"i,title=x::y.html",
    b"j..\\..\\x.html",
    b"k\r::set-output name=x::y.html",
];

fn page(theme: &str) -> String {
    format!(
        "<html lang=en><title>Lecture</title><h1>Public lecture</h1><p>Dr. Maria Lopez, Professor of Law at Fenwick University, will give a talk on \"{theme}\" on 9 May 2024.</p>"
    )
}

fn project() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("pages")).unwrap();
    fs::write(folder.path().join("annals.toml"), "[[source]]\npath = \"pages\"\n").unwrap();
    folder
}

/// With pages of all the names. Where a file system knows no such name, there is one page less.
fn named() -> TempDir {
    let folder = project();
    let made = NAMES.iter().filter(|name| fs::write(path(folder.path(), name), page("Law")).is_ok()).count();
    assert!(made >= NAMES.len() - 1, "{made}");
    folder
}

fn path(folder: &Path, name: &[u8]) -> PathBuf {
    folder.join("pages").join(OsStr::from_bytes(name))
}

fn run(folder: &Path, command: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_annals")).args(command.split(' ')).current_dir(folder).output().unwrap()
}

fn said(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Lines that a runner of GitHub Actions takes for commands.
fn commands(text: &str) -> Vec<&str> {
    text.split(['\n', '\r']).filter(|line| line.trim_start().starts_with("::")).collect()
}

#[test]
fn names_of_files_are_no_commands_of_a_forge() {
    let folder = named();
    // Each of them fails: it is no page any more.
    assert_eq!(run(folder.path(), "build -vv").status.code(), Some(0));
    NAMES.iter().for_each(|name| drop(fs::write(path(folder.path(), name), [0, 1, 2, 255])));
    for command in [
        "build -vv",
        "refresh -v",
        "refresh --offline --format github",
        "extract pages --format json",
        "check",
        "report",
        "explain pages",
    ] {
        let output = run(folder.path(), command);
        let told = said(&output.stderr);
        assert!(told.contains("error: ") && told.contains("injected.html"), "{command}: {told}");
        assert_eq!(commands(&told), [""; 0], "{command}");
        assert!(!told.contains(['\u{1b}', '\u{202e}', '\r']), "{command}: {told:?}");
        assert_eq!(commands(&said(&output.stdout)), [""; 0], "{command}");
    }
}

#[test]
fn annotations_hold_what_is_named_and_expected() {
    let folder = named();
    let case = path(folder.path(), b"case,x\n::error::case");
    fs::create_dir(&case).unwrap();
    fs::write(case.join("page.html"), page("Law")).unwrap();
    fs::write(case.join("expected.json"), "{\"announcement\": {\"title\": \"x\\n::error::bad%0A\"}}")
        .unwrap();
    assert_eq!(run(folder.path(), "build").status.code(), Some(0));
    let output = run(folder.path(), "check --format github");
    let told = said(&output.stdout);
    assert_eq!(output.status.code(), Some(1), "{told}");
    for command in commands(&told) {
        assert!(
            command.starts_with(
                "::error file=pages/case%2Cx%0A%3A%3Aerror%3A%3Acase/expected.json,line=1,title="
            ),
            "{command}"
        );
    }
    assert!(told.contains("expected x%0A::error::bad%250A%0Afound"), "{told}");
    let text = run(folder.path(), "check");
    assert_eq!(commands(&said(&text.stdout)), [""; 0]);
    for format in ["junit", "sarif", "json"] {
        let output = run(folder.path(), &format!("check --format {format}"));
        assert_eq!(output.status.code(), Some(1));
        assert_eq!(commands(&said(&output.stdout)), [""; 0], "{format}");
    }
}

#[test]
fn names_of_files_are_data_in_datasets_reports_and_change_logs() {
    let folder = named();
    assert_eq!(run(folder.path(), "build").status.code(), Some(0));
    let mut table = csv::Reader::from_path(folder.path().join("output/announcements.csv")).unwrap();
    let sources: Vec<String> = table.records().map(|row| row.unwrap()[1].to_owned()).collect();
    assert_eq!(sources.len(), fs::read_dir(folder.path().join("pages")).unwrap().count());
    assert!(sources.iter().all(|source| source.starts_with("pages/")), "{sources:?}");
    assert!(
        sources.iter().any(|source| source.contains("\n::error")),
        "as data it is what it is: {sources:?}"
    );
    assert_eq!(run(folder.path(), "report").status.code(), Some(0));
    let html = fs::read_to_string(folder.path().join("report.html")).unwrap();
    assert!(!html.contains("alert(1)") && !html.contains("onerror=h"));
    fs::rename(folder.path().join("output"), folder.path().join("before")).unwrap();
    NAMES.iter().for_each(|name| {
        drop(fs::write(path(folder.path(), name), page("# Water | [x](http://evil) `<b>`")));
    });
    assert_eq!(run(folder.path(), "build").status.code(), Some(0));
    let markdown = said(&run(folder.path(), "diff before output --format markdown --rows 100").stdout);
    assert_eq!(commands(&markdown), [""; 0]);
    assert!(
        !markdown.replace("\\]", "").contains("](http")
            && !markdown.contains("<script")
            && !markdown.contains("<b>"),
        "{markdown}"
    );
    assert!(!markdown.contains(['\u{1b}', '\r', '\u{202e}']), "{markdown:?}");
    let text = said(&run(folder.path(), "diff before output").stdout);
    assert_eq!(commands(&text), [""; 0]);
}

/// Ids are hashes and files are named after tables, whatever a page calls itself.
#[test]
fn nothing_is_written_outside_of_the_folder() {
    let folder = project();
    let html = "<html lang=en><link rel=canonical href=\"https://example.org/../../../../tmp/x\"><meta property=\"og:url\" content=\"file:///etc/passwd\">\
        <title>../../../escaped</title><h1 id=\"../../x\">../../../escaped</h1><p>Dr. Maria ../../Lopez of ../../../Fenwick University speaks on \"../../../x\" on 9 May 2024.</p>";
    fs::write(folder.path().join("pages/a.html"), html).unwrap();
    assert_eq!(run(folder.path(), "build --format csv,json,jsonl,ics,jsonld").status.code(), Some(0));
    assert_eq!(run(folder.path(), "report").status.code(), Some(0));
    let mut there: Vec<String> = fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| said(entry.unwrap().file_name().as_bytes()))
        .collect();
    there.sort();
    assert_eq!(there, [".annals", "annals.toml", "output", "pages", "report.html"]);
    for file in fs::read_dir(folder.path().join("output")).unwrap() {
        let name = said(file.unwrap().file_name().as_bytes());
        assert!(name.bytes().all(|byte| byte.is_ascii_lowercase() || b"._".contains(&byte)), "{name}");
    }
    let events = fs::read_to_string(folder.path().join("output/events.csv")).unwrap();
    let ids = events.lines().skip(1).flat_map(|row| row.split(',').take(3));
    ids.for_each(|id| assert!(id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_'), "{id}"));
}
