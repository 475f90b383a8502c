//! A new project builds, passes its check, and is written over by nobody; its workflow and the action have the shape that their readers ask for.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn annals(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_annals")).current_dir(folder).args(args).output().unwrap()
}

#[test]
fn a_new_project_is_green() {
    let folder = tempfile::tempdir().unwrap();
    let made = annals(folder.path(), &["init", "demo", "--install", "cargo install --path ../annals"]);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let demo = folder.path().join("demo");
    for step in [&["build"][..], &["check"], &["build", "--check"], &["refresh", "--offline"], &["refresh"]] {
        let done = annals(&demo, step);
        assert_eq!(done.status.code(), Some(0), "{step:?}: {}", String::from_utf8_lossy(&done.stderr));
    }
    let sheet = fs::read_to_string(demo.join("output/who_spoke.csv")).unwrap();
    assert!(sheet.contains("Maria Lopez"), "the sample says something: {sheet}");
    let workflow = fs::read_to_string(demo.join(".github/workflows/annals.yml")).unwrap();
    assert!(workflow.contains("- run: |\n          cargo install --path ../annals\n"), "{workflow}");
    assert!(fs::read_to_string(demo.join("annals.toml")).unwrap().contains("name = \"demo\""));
}

#[test]
fn who_does_not_say_how_to_install_is_told_and_the_workflow_fails_with_the_reason() {
    let folder = tempfile::tempdir().unwrap();
    let made = annals(folder.path(), &["init", "demo"]);
    assert_eq!(made.status.code(), Some(0));
    let told = String::from_utf8_lossy(&made.stderr).into_owned();
    let workflow = fs::read_to_string(folder.path().join("demo/.github/workflows/annals.yml")).unwrap();
    if env!("CARGO_PKG_REPOSITORY").is_empty() {
        assert!(told.contains("annals.yml does not know yet how to install annals"), "{told}");
        assert!(
            workflow.contains("::error::name here a command") && workflow.contains("exit 1"),
            "{workflow}"
        );
    } else {
        assert!(
            workflow.contains(concat!("cargo install --git ", env!("CARGO_PKG_REPOSITORY"))),
            "{workflow}"
        );
    }
    assert!(!workflow.contains("INSTALL"));
    let help = annals(folder.path(), &["init", "--help"]);
    let help = String::from_utf8_lossy(&help.stdout).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(help.contains("with the right to write to the repository"), "{help}");
}

#[test]
fn git_is_told_to_leave_bytes_alone_and_what_it_is_told_already_stays() {
    let folder = tempfile::tempdir().unwrap();
    assert!(annals(folder.path(), &["init", "new"]).status.success());
    assert!(fs::read_to_string(folder.path().join("new/.gitattributes")).unwrap().contains("* -text\n"));
    fs::write(folder.path().join(".gitattributes"), "mine\n").unwrap();
    assert!(annals(folder.path(), &["init"]).status.success());
    assert_eq!(fs::read_to_string(folder.path().join(".gitattributes")).unwrap(), "mine\n");
}

#[test]
fn nothing_that_is_there_is_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("annals.toml"), "mine\n").unwrap();
    let made = annals(folder.path(), &["init"]);
    assert_eq!(made.status.code(), Some(4));
    assert!(String::from_utf8_lossy(&made.stderr).contains("annals.toml: is there already"));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "all or nothing");
}

#[test]
fn the_action_runs_from_its_own_checkout() {
    let action = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("action.yml")).unwrap();
    for part in ["using: composite", "inputs:", "command:", "project:", "shell: bash", "github.action_path"] {
        assert!(action.contains(part), "{part}");
    }
    assert_eq!(
        action.matches("shell: bash").count(),
        action.matches("run: ").count(),
        "each step names its shell"
    );
}
