//! The review of a project, as people and scripts do it: keys on standard input, options, and what lies in the files afterwards. And the diff of what git keeps.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

fn annals(folder: &Path, args: &[&str], keys: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_annals"));
    let mut child = command
        .current_dir(folder)
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(keys.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A project whose page says three things otherwise than expected: a venue, the titles of a person, and her post.
fn changed_project(root: &Path) -> PathBuf {
    assert!(annals(root, &["init", "demo"], "").status.success());
    let demo = root.join("demo");
    assert!(annals(&demo, &["build"], "").status.success());
    let page = demo.join("pages/sample/page.html");
    let said = fs::read_to_string(&page).unwrap();
    let now = said
        .replace("Room 204", "Room 210")
        .replace("Dr. Maria", "Prof. Maria")
        .replace("Professor of Hydrology", "Director of Studies");
    fs::write(&page, now).unwrap();
    demo
}

fn expected(demo: &Path) -> String {
    fs::read_to_string(demo.join("pages/sample/expected.json")).unwrap()
}

#[test]
fn keys_accept_reject_and_skip_single_values() {
    let folder = tempfile::tempdir().unwrap();
    let demo = changed_project(folder.path());
    let done = annals(&demo, &["review"], "x\n?\na\nr\ns\nq\n");
    let told = text(&done.stdout);
    assert_eq!(done.status.code(), Some(1), "{told}");
    assert!(
        told.contains("1 of 3") && told.contains("in «Room 210, Fenwick Hall»."),
        "old, new and the place: {told}"
    );
    assert!(told.contains("1 difference accepted, 2 left") && told.contains("output/: "), "{told}");
    let now = expected(&demo);
    assert!(
        now.contains("Room 210") && now.contains("Dr.") && now.contains("Professor of Hydrology"),
        "{now}"
    );
    let rest = annals(&demo, &["review"], "A\na\n");
    assert_eq!(rest.status.code(), Some(0), "{}", text(&rest.stdout));
    assert_eq!(annals(&demo, &["check"], "").status.code(), Some(0), "green again");
    assert_eq!(annals(&demo, &["accept"], "").stdout, b"", "nothing is left to accept");
}

#[test]
fn an_edit_goes_into_the_overrides_and_nothing_that_cannot_be_meant_does() {
    let folder = tempfile::tempdir().unwrap();
    let demo = changed_project(folder.path());
    fs::write(demo.join("overrides.toml"), "# Ours.\n").unwrap();
    let done = annals(&demo, &["review"], "e\nHall 2\ne\n\ne\nProf.; Dr.\na\na\n");
    assert_eq!(done.status.code(), Some(0), "{}{}", text(&done.stdout), text(&done.stderr));
    let overrides = fs::read_to_string(demo.join("overrides.toml")).unwrap();
    assert!(overrides.starts_with("# Ours.\n"), "{overrides}");
    assert!(overrides.contains("set = { venue = \"Hall 2\" }"), "{overrides}");
    assert!(overrides.contains("set = { honorifics = [\"Prof.\", \"Dr.\"] }"), "{overrides}");
    assert!(expected(&demo).contains("Room 210"), "what the page says is expected");
    let events = fs::read_to_string(demo.join("output/events.csv")).unwrap();
    assert!(events.contains("Hall 2") && !events.contains("Room 210"), "{events}");
    assert_eq!(annals(&demo, &["check"], "").status.code(), Some(0));
}

#[test]
fn the_end_of_input_leaves_everything_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let demo = changed_project(folder.path());
    let before = expected(&demo);
    assert_eq!(annals(&demo, &["review"], "").status.code(), Some(1));
    assert_eq!(annals(&demo, &["review"], "s\nr\ns\ns\n").status.code(), Some(1));
    assert_eq!(expected(&demo), before);
    assert!(!demo.join("overrides.toml").exists());
}

#[test]
fn every_step_is_an_option() {
    let folder = tempfile::tempdir().unwrap();
    let demo = changed_project(folder.path());
    let listed = annals(&demo, &["review", "--json"], "");
    let json: serde_json::Value = serde_json::from_slice(&listed.stdout).unwrap();
    let differences = json["cases"][0]["differences"].as_array().unwrap();
    assert_eq!(differences.len(), 3);
    assert_eq!(differences[0]["actual"], "Room 210, Fenwick Hall");
    assert_eq!(differences[0]["evidence"][0]["line"], 11);
    assert!(json["output"]["tables"].as_array().is_some_and(|tables| tables.len() > 2));
    let unknown = annals(&demo, &["review", "--accept", "pages/sample#people[\"Nobody\"]"], "");
    assert_eq!(unknown.status.code(), Some(2), "{}", text(&unknown.stderr));
    let one = annals(&demo, &["review", "--accept", "pages/sample#people", "--list"], "");
    assert_eq!(one.status.code(), Some(1));
    assert!(
        text(&one.stdout).contains("venue") && !text(&one.stdout).contains("honorifics\n"),
        "{}",
        text(&one.stdout)
    );
    let wrong = annals(
        &demo,
        &["review", "--edit", "pages/sample#events[\"Public lecture: Rivers and Data\"]", ""],
        "",
    );
    assert_eq!(wrong.status.code(), Some(2), "names no single value: {}", text(&wrong.stderr));
    let all = annals(&demo, &["review", "--accept", "pages/sample", "--accept", "output"], "");
    assert_eq!(all.status.code(), Some(0), "{}{}", text(&all.stdout), text(&all.stderr));
    assert_eq!(annals(&demo, &["check"], "").status.code(), Some(0));
}

#[test]
fn datasets_in_revisions_are_compared() {
    let folder = tempfile::tempdir().unwrap();
    let demo = changed_project(folder.path());
    let git = |args: &[&str]| {
        let identity = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"];
        Command::new("git")
            .current_dir(&demo)
            .args(identity)
            .args(args)
            .output()
            .is_ok_and(|done| done.status.success())
    };
    if !git(&["init", "-q"]) {
        return;
    }
    assert!(git(&["add", "."]) && git(&["commit", "-qm", "one"]));
    let exit = |args: &[&str]| annals(&demo, args, "").status.code();
    assert_eq!(exit(&["diff"]), Some(0));
    assert!(annals(&demo, &["build"], "").status.success());
    let found = annals(&demo, &["diff"], "");
    assert_eq!(found.status.code(), Some(1));
    assert!(
        text(&found.stdout).contains("venue: Room 204, Fenwick Hall → Room 210, Fenwick Hall"),
        "{}",
        text(&found.stdout)
    );
    assert!(git(&["commit", "-qam", "two"]));
    assert_eq!(exit(&["diff", "HEAD~1..HEAD"]), Some(1));
    assert_eq!(exit(&["diff", "HEAD~1...HEAD"]), Some(1));
    assert_eq!(exit(&["diff", "HEAD"]), Some(0));
    assert_eq!(exit(&["diff", "HEAD:output/dataset.json", "output"]), Some(0));
    for wrong in ["HEAD~7", "HEAD:nowhere", "nowhere"] {
        let failed = annals(&demo, &["diff", wrong], "");
        assert_eq!(failed.status.code(), Some(2), "{wrong}");
        assert!(text(&failed.stderr).contains("help: "), "{}", text(&failed.stderr));
    }
}
