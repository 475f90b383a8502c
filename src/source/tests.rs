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
    let search = Search { from: folder.to_path_buf(), base: folder.to_path_buf() };
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
    let search = Search { from: base.join("pages"), base };
    let inputs = [folder.path().join("b.html"), Path::new("a.html").to_path_buf()];
    let names: Vec<_> = search.find(inputs).pages.into_iter().map(|page| page.source).collect();
    assert_eq!(names, ["../b.html", "pages/a.html"]);
}

#[test]
fn an_address_is_made_of_the_path_below_the_folder() {
    let folder = folder(&["pages/a b/é.html"]);
    let search = Search { from: folder.path().to_path_buf(), base: folder.path().to_path_buf() };
    let page = search.find(["pages"]).pages.remove(0).taken_from("https://example.org/news");
    assert_eq!(page.url.as_deref(), Some("https://example.org/news/a%20b/%C3%A9.html"));
    assert_eq!(page.load().unwrap().bytes, "<p>pages/a b/é.html".as_bytes());
}

#[test]
fn a_page_that_has_gone_says_so() {
    let folder = folder(&["a.html"]);
    let search = Search { from: folder.path().to_path_buf(), base: folder.path().to_path_buf() };
    let page = search.find(["a.html"]).pages.remove(0);
    fs::remove_file(folder.path().join("a.html")).unwrap();
    let error = page.load().unwrap_err();
    assert_eq!(error.kind(), crate::ErrorKind::Source);
    assert!(error.to_string().starts_with("a.html: cannot be read"));
}
