//! Nights of a project on the web: a site puts a wall before its pages, another publishes, a page goes, and the wall falls.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod web;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use web::{Reply, Site, announcement};

/// Pages of each site.
const PAGES: usize = 4;

fn refresh(folder: &Path) -> Output {
    let args = ["refresh", "--format", "github", "--summary", "summary.md"];
    Command::new(env!("CARGO_BIN_EXE_annals")).current_dir(folder).args(args).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn announcements(folder: &Path) -> String {
    fs::read_to_string(folder.join("output/announcements.csv")).unwrap()
}

#[test]
fn a_wall_before_one_site_changes_nothing_of_it_and_stops_no_other() {
    let night = Arc::new(AtomicUsize::new(0));
    let now = Arc::clone(&night);
    let site = Site::serve(move |hit| {
        let number: usize = hit.path.trim_start_matches("/p").parse().unwrap_or(0);
        let night = now.load(Ordering::SeqCst);
        match (hit.host.as_str(), night, number) {
            (_, _, 0) => Reply::status(404),
            ("127.0.0.2", 1, _) => {
                Reply::page("<html><title>Sign in</title><form>Please sign in.</form></html>")
            }
            ("127.0.0.3", 2, 1) => Reply::status(410),
            ("127.0.0.3", 1.., 2) => Reply::page(announcement(20)),
            _ => Reply::page(announcement(number)).tagged(hit),
        }
    });
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let source = |host: u8| {
        let urls: Vec<String> = (1..=PAGES).map(|number| site.url(host, &format!("/p{number}"))).collect();
        format!("[[source]]\nurls = {urls:?}\n\n")
    };
    let own = "[fetch]\ncontact = \"web@example.org\"\nallow_private = true\nrate = 0\nretries = 0\n";
    fs::write(root.join("annals.toml"), format!("{}{}{own}", source(2), source(3))).unwrap();

    let first = refresh(root);
    assert_eq!(first.status.code(), Some(0), "{}", text(&first.stderr));
    let baseline = fs::read_to_string(root.join("baseline.toml")).unwrap();
    assert_eq!(
        baseline.matches("pages = 4").count(),
        2,
        "each source has one from its first night on: {baseline}"
    );
    let before = announcements(root);

    night.store(1, Ordering::SeqCst);
    fs::remove_file(root.join("summary.md")).unwrap();
    let second = refresh(root);
    assert_eq!(second.status.code(), Some(1), "{}", text(&second.stderr));
    let told = text(&second.stderr);
    assert!(told.contains("drift: a page shows") && told.contains("127.0.0.2"), "{told}");
    let errors = text(&second.stdout).lines().filter(|line| line.starts_with("::error")).count();
    assert!((1..=10).contains(&errors), "{}", text(&second.stdout));
    let summary = fs::read_to_string(root.join("summary.md")).unwrap();
    assert!(summary.contains("### Drift") && summary.contains("/p1"), "{summary}");
    let walled = announcements(root);
    let of_host = |text: &str, host: &str| -> Vec<String> {
        text.lines().filter(|line| line.contains(host)).map(str::to_owned).collect()
    };
    assert_eq!(of_host(&walled, "127.0.0.2"), of_host(&before, "127.0.0.2"), "kept as it was");
    assert!(
        of_host(&walled, "127.0.0.3")
            .iter()
            .any(|line| line.contains("Lecture 20") || line.contains("lecture 20"))
    );

    night.store(2, Ordering::SeqCst);
    let third = refresh(root);
    assert_eq!(third.status.code(), Some(0), "the wall has fallen: {}", text(&third.stderr));
    let gone = announcements(root);
    assert_eq!(of_host(&gone, "127.0.0.2"), of_host(&before, "127.0.0.2"));
    let left = of_host(&gone, "127.0.0.3").into_iter().filter(|line| line.ends_with(",true")).count();
    assert_eq!(left, 1, "a page that is gone keeps its rows, and is no drift: {gone}");
    assert_eq!(fs::read_to_string(root.join("baseline.toml")).unwrap(), baseline, "nobody accepted anything");
}
