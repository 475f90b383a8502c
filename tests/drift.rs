//! A source that changes under a project: what it gave is kept, the others are built, and people are told where to look.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

const PROFILE: &str = "urls = \"harbour/*\"\n[[events]]\neach = \"article\"\ntheme = \"h2\"\nstarts_on = \".when\"\nvenue = \".where\"\n";

fn harbour(number: u32, where_class: &str) -> String {
    format!(
        "<html lang=en><title>Harbour talk {number}</title><article><h2>Tides and towns {number}</h2><p class=when>{number} May 2024, 10:00</p>\
         <p class={where_class}>Room {number}</p><p>A public lecture by Dr. Maria Lopez, Director of Fenwick College, on all that the sea carries \
         to the towns beside it, with questions after it and tea for all who stay.</p></article></html>"
    )
}

fn meadow(number: u32) -> String {
    format!(
        "<html lang=en><h1>Meadow seminar {number}</h1><p>Dr. Ann Hollis, Keeper at Harrow Institute, will give a seminar on {number} June 2024.</p></html>"
    )
}

fn project() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write("annals.toml", "[[source]]\npath = \"harbour\"\n\n[[source]]\npath = \"meadow\"\n");
    write("profiles/harbour.toml", PROFILE);
    for number in 1..=6 {
        write(&format!("harbour/{number}.html"), &harbour(number, "where"));
        write(&format!("meadow/{number}.html"), &meadow(number));
    }
    folder
}

fn annals(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_annals")).current_dir(folder).args(args).output().unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn events(folder: &Path) -> String {
    fs::read_to_string(folder.join("output/events.csv")).unwrap()
}

#[test]
fn a_selector_that_stops_matching_keeps_its_source_and_builds_the_others() {
    let folder = project();
    let root = folder.path();
    assert_eq!(code(&annals(root, &["build", "--accept-baseline"])), 0);
    let baseline = fs::read_to_string(root.join("baseline.toml")).unwrap();
    assert!(
        baseline.contains("[\"profile harbour\"]")
            && baseline.contains("\"harbour: article >> .where\" = 1.0")
    );
    assert_eq!(code(&annals(root, &["build"])), 0, "nothing has changed");
    assert_eq!(code(&annals(root, &["check"])), 0);

    fs::write(root.join("harbour/2.html"), harbour(2, "location")).unwrap();
    fs::write(root.join("meadow/7.html"), meadow(7)).unwrap();
    for _ in 0..2 {
        let built = annals(root, &["build"]);
        assert_eq!(code(&built), 1, "drift, and again as long as it lasts");
        let told = stderr(&built);
        assert!(told.contains("profile harbour: drift: selector `harbour: article >> .where`"), "{told}");
        assert!(told.contains("harbour/2.html") && told.contains("annals profile test"), "{told}");
        assert!(events(root).contains("Room 2"), "the old data is kept");
        assert!(events(root).contains("2024-06-07"), "the other source is built");
        assert_eq!(fs::read_to_string(root.join("baseline.toml")).unwrap(), baseline);
    }

    fs::write(root.join("profiles/harbour.toml"), PROFILE.replace("\".where\"", "\".where, .location\""))
        .unwrap();
    let built = annals(root, &["build"]);
    assert_eq!(code(&built), 0, "{}", stderr(&built));
    assert!(events(root).contains("Room 2"));
}

/// As a machine of a forge finds it every night: what is committed is there, and no cache.
#[test]
fn old_rows_are_kept_in_a_fresh_clone_whatever_the_formats_are() {
    for formats in ["\"csv\"", "\"json\"", "\"json\", \"csv\""] {
        let folder = project();
        let root = folder.path();
        let config = fs::read_to_string(root.join("annals.toml")).unwrap();
        fs::write(root.join("annals.toml"), format!("{config}\n[output]\nformats = [{formats}]\n")).unwrap();
        assert_eq!(code(&annals(root, &["build", "--accept-baseline"])), 0);
        let before = output(root);
        fs::write(root.join("harbour/2.html"), harbour(2, "location")).unwrap();
        for number in 1..=6 {
            fs::write(root.join(format!("meadow/{number}.html")), "<title>Sign in</title><p>Sign in.")
                .unwrap();
        }
        for _ in 0..2 {
            fs::remove_dir_all(root.join(".annals")).unwrap();
            let built = annals(root, &["build"]);
            assert_eq!(code(&built), 1, "{}", stderr(&built));
            assert!(output(root) == before, "{formats}: what was said before is kept to the byte");
        }
        fs::remove_dir_all(root.join(".annals")).unwrap();
        fs::rename(root.join("meadow"), root.join("away")).unwrap();
        annals(root, &["build"]);
        assert!(output(root) == before, "{formats}: so it is where pages cannot be found");
    }
}

/// The files of the dataset.
fn output(root: &Path) -> Vec<(String, String)> {
    let files = fs::read_dir(root.join("output")).unwrap().map(|file| file.unwrap().path());
    let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    let mut files: Vec<_> = files.map(|path| (name(&path), fs::read_to_string(&path).unwrap())).collect();
    files.sort();
    files
}

#[test]
fn a_login_wall_is_named_and_what_the_page_said_is_kept() {
    let folder = project();
    let root = folder.path();
    annals(root, &["build", "--accept-baseline"]);
    fs::write(root.join("meadow/3.html"), "<html><title>Sign in</title><p>Sign in.</p></html>").unwrap();
    let built = annals(root, &["build"]);
    assert_eq!(code(&built), 1);
    assert!(stderr(&built).contains("source meadow: drift: a page"), "{}", stderr(&built));
    assert!(stderr(&built).contains("meadow/3.html"));
    assert!(events(root).contains("2024-06-03"));
    assert_eq!(code(&annals(root, &["build", "--accept-baseline"])), 0);
    assert!(!events(root).contains("2024-06-03"), "accepted: it says nothing any more");
    assert_eq!(code(&annals(root, &["build"])), 0);
}

#[test]
fn a_check_tells_of_drift_too() {
    let folder = project();
    let root = folder.path();
    annals(root, &["build", "--accept-baseline"]);
    for number in 1..=6 {
        fs::write(root.join(format!("harbour/{number}.html")), harbour(number, "location")).unwrap();
    }
    let checked = annals(root, &["check", "--format", "github"]);
    assert_eq!(code(&checked), 1);
    let told = String::from_utf8_lossy(&checked.stdout).into_owned();
    assert!(told.contains("::error file=baseline.toml,line=1,title=profile harbour"), "{told}");
    assert!(told.lines().count() <= 10);
    let sarif = annals(root, &["check", "--format", "sarif"]);
    let report: serde_json::Value = serde_json::from_slice(&sarif.stdout).unwrap();
    let results = report["runs"][0]["results"].as_array().unwrap();
    assert!(results.iter().any(|result| result["ruleId"] == "drift"));
}

#[test]
fn a_source_that_names_no_profile_of_the_project_is_told_which_there_are() {
    let folder = project();
    let root = folder.path();
    fs::write(root.join("annals.toml"), "[[source]]\npath = \"harbour\"\nprofile = \"harbor\"\n").unwrap();
    let built = annals(root, &["build"]);
    assert_eq!(code(&built), 2);
    assert!(
        stderr(&built).contains("annals.toml:3:11") || stderr(&built).contains("did you mean `harbour`?"),
        "{}",
        stderr(&built)
    );
}

#[test]
fn a_profile_that_is_for_no_page_any_more_is_told() {
    let folder = project();
    let root = folder.path();
    annals(root, &["build", "--accept-baseline"]);
    fs::write(root.join("profiles/harbour.toml"), PROFILE.replace("harbour/*", "port/*")).unwrap();
    let built = annals(root, &["build"]);
    assert_eq!(code(&built), 1);
    let told = stderr(&built);
    assert!(told.contains("profile harbour: drift: none of its 6 pages is left"), "{told}");
    assert_eq!(code(&annals(root, &["check"])), 1);
    assert_eq!(code(&annals(root, &["build", "--accept-baseline"])), 0);
    assert!(!fs::read_to_string(root.join("baseline.toml")).unwrap().contains("profile harbour"));
    assert_eq!(code(&annals(root, &["build"])), 0);
}

#[test]
fn what_cannot_be_read_is_no_drift_and_loses_no_baseline() {
    let folder = project();
    let root = folder.path();
    annals(root, &["build", "--accept-baseline"]);
    fs::rename(root.join("harbour"), root.join("away")).unwrap();
    let built = annals(root, &["build", "--accept-baseline"]);
    assert_eq!(code(&built), 3);
    assert!(fs::read_to_string(root.join("baseline.toml")).unwrap().contains("profile harbour"));
    let built = annals(root, &["build"]);
    assert_eq!(code(&built), 3, "{}", stderr(&built));
    assert!(!stderr(&built).contains("drift"), "{}", stderr(&built));
    assert!(events(root).contains("Room 2"), "the old data is kept");
}
