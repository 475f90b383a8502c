//! The saved pages: each says what its `expected.json` says, and no expected result is left over.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::path::{Path, PathBuf};

use annals::check::snapshot::compare;
use annals::pipeline::{Options, extract};
use annals::source::Page;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

fn files(name: &str) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> =
        walkdir::WalkDir::new(root()).into_iter().flatten().map(walkdir::DirEntry::into_path).collect();
    paths.retain(|path| path.file_name().is_some_and(|file| file == name));
    paths.sort();
    paths
}

#[test]
fn pages_say_what_is_expected() {
    let mut failures = Vec::new();
    for path in files("page.html") {
        let expected_path = path.with_file_name("expected.json");
        let Ok(expected) = std::fs::read_to_string(&expected_path) else {
            failures.push(format!("{}: no expected.json; run `annals accept` and read it", path.display()));
            continue;
        };
        let relative =
            path.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap().to_string_lossy().replace('\\', "/");
        let page = Page { source: relative, bytes: std::fs::read(&path).unwrap(), ..Page::default() };
        let record = extract(&page, &Options::default()).unwrap();
        for found in compare("expected.json", &expected, &record).unwrap() {
            let (expected, actual) = (found.expected, found.actual);
            failures.push(format!("{}: {}: {expected:?} is now {actual:?}", path.display(), found.path));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn no_expected_result_is_left_over() {
    let stray: Vec<PathBuf> = files("expected.json")
        .into_iter()
        .filter(|path| !path.with_file_name("page.html").exists())
        .collect();
    assert!(stray.is_empty(), "without a page: {stray:?}");
}

/// Confidences and everything else of the datasets too, which stand in `output/`.
#[test]
fn datasets_are_those_of_the_pages() {
    let annals = std::process::Command::new(env!("CARGO_BIN_EXE_annals"))
        .args(["check", "--project", env!("CARGO_MANIFEST_DIR"), "--color", "never"])
        .output()
        .unwrap();
    assert!(annals.status.success(), "{}", String::from_utf8_lossy(&annals.stdout));
}
