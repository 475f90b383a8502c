//! Runs that are killed at any moment and resumed end as one that nobody disturbed.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod web;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::Duration;

use annals::archive::Archive;
use annals::project::Project;
use tempfile::TempDir;
use web::{Hit, Reply, Site, announcement};

const HOSTS: u8 = 4;
const PAGES: usize = 60;

/// How often runs are killed; `ANNALS_TEST_KILLS` asks for more.
fn kills() -> usize {
    std::env::var("ANNALS_TEST_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(12)
}

fn answer(hit: &Hit) -> Reply {
    let wait = Duration::from_millis(30);
    let number = hit.path.trim_start_matches('/').parse::<usize>();
    match (hit.path.as_str(), number) {
        ("/sitemap.xml", _) => {
            let urls: Vec<String> = (0..PAGES).map(|page| format!("<url><loc>/{page}</loc></url>")).collect();
            let urls = urls.concat();
            Reply::new(200, "application/xml", format!("<urlset>{urls}</urlset>")).tagged(hit)
        }
        (_, Ok(page)) if page % 20 == 7 => Reply::status(404),
        (_, Ok(page)) if page % 20 == 11 => Reply::new(200, "image/png", "png"),
        (_, Ok(page)) if page % 20 == 13 => Reply::redirect(&format!("/{}", page + 1)).after(wait),
        (_, Ok(page)) if page % 20 == 5 => Reply::redirect(&hit.path),
        (_, Ok(page)) if page % 20 == 17 => Reply::page(announcement(page)).cut(),
        (_, Ok(page)) if page % 20 == 19 && hit.before == 0 => Reply::status(500),
        (_, Ok(page)) => Reply::page(announcement(page)).tagged(hit).after(wait),
        _ => Reply::status(404),
    }
}

fn project(site: &Site) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut text =
        "[fetch]\ncontact = \"web@example.org\"\nallow_private = true\nrate = 0\nretries = 1\n".to_owned();
    for host in 1..=HOSTS {
        writeln!(text, "[[source]]\nsitemap = \"{}\"", site.url(host, "/sitemap.xml")).unwrap();
    }
    std::fs::write(folder.path().join("annals.toml"), text).unwrap();
    folder
}

fn annals(folder: &Path, command: &str) -> Command {
    let mut annals = Command::new(env!("CARGO_BIN_EXE_annals"));
    annals.arg(command).arg("--project").arg(folder).stdout(Stdio::null()).stderr(Stdio::null());
    annals
}

fn finish(folder: &Path, command: &str) -> ExitStatus {
    annals(folder, command).status().unwrap()
}

/// What the archive has: each body by its address, as often as it is there.
fn bodies(folder: &Path) -> BTreeMap<String, Vec<String>> {
    let mut bodies: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let files = std::fs::read_dir(folder.join("archive")).unwrap().map(|file| file.unwrap().path());
    for file in files.filter(|file| file.extension().is_some_and(|end| end == "gz")) {
        let mut plain = Vec::new();
        let bytes = std::fs::read(file).unwrap();
        std::io::Read::read_to_end(&mut flate2::read::MultiGzDecoder::new(&*bytes), &mut plain).unwrap();
        let text = String::from_utf8(plain).unwrap();
        for record in text.split("WARC/1.1\r\n").filter(|record| record.starts_with("WARC-Type: response")) {
            let field =
                |name: &str| record.lines().find_map(|line| line.strip_prefix(name)).unwrap().to_owned();
            bodies.entry(field("WARC-Target-URI: ")).or_default().push(field("WARC-Payload-Digest: "));
        }
    }
    bodies
}

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = std::fs::read_dir(folder.join("output")).unwrap().map(|file| file.unwrap());
    files.map(|file| (file.file_name().into_string().unwrap(), std::fs::read(file.path()).unwrap())).collect()
}

#[test]
fn killed_runs_end_as_an_undisturbed_one() {
    let site = Site::serve(answer);
    let (calm, killed) = (project(&site), project(&site));
    assert_eq!(finish(calm.path(), "fetch").code(), Some(3), "some pages cannot be kept");
    assert_eq!(finish(calm.path(), "build").code(), Some(0));
    for _ in 0..kills() {
        let mut run = annals(killed.path(), "fetch").spawn().unwrap();
        std::thread::sleep(Duration::from_millis(fastrand::u64(5..120)));
        run.kill().unwrap();
        run.wait().unwrap();
        let archive = killed.path().join("archive");
        Archive::read(&archive).unwrap();
    }
    assert_eq!(finish(killed.path(), "fetch").code(), Some(3));
    assert_eq!(finish(killed.path(), "build").code(), Some(0));
    assert_eq!(bodies(killed.path()), bodies(calm.path()));
    assert!(bodies(killed.path()).values().all(|kept| kept.len() == 1), "each answer is kept once");
    assert!(files(killed.path()) == files(calm.path()), "the datasets are the same bytes");
}

/// Starts a run that waits for its site, with signals as `env` is told to set them, and sends it one.
#[cfg(target_os = "linux")]
fn signalled(folder: &Path, set: &str, signal: &str) -> Child {
    let fetch = annals(folder, "fetch");
    let mut run = Command::new("env");
    run.arg(set).arg(fetch.get_program()).args(fetch.get_args());
    let run = run.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    std::thread::sleep(Duration::from_millis(500));
    assert!(Command::new("kill").args([signal, &run.id().to_string()]).status().unwrap().success());
    run
}

#[test]
#[cfg(target_os = "linux")]
fn an_interrupted_run_says_what_is_kept() {
    let site = Site::serve(|_| Reply::status(503).after(Duration::from_secs(20)));
    let folder = project(&site);
    for signal in ["-INT", "-TERM"] {
        let ended =
            signalled(folder.path(), "--default-signal=INT,TERM,HUP", signal).wait_with_output().unwrap();
        assert_eq!(ended.status.code(), Some(130));
        let told = String::from_utf8(ended.stderr).unwrap();
        assert!(told.contains("interrupted: what was fetched is kept"), "{told}");
    }
    // As under `nohup`.
    let mut run = signalled(folder.path(), "--ignore-signal=HUP", "-HUP");
    std::thread::sleep(Duration::from_millis(200));
    assert!(run.try_wait().unwrap().is_none(), "an ignored signal stays ignored");
    run.kill().unwrap();
    run.wait().unwrap();
}

#[test]
fn a_second_run_changes_no_byte_and_a_page_that_goes_keeps_its_rows() {
    use std::sync::atomic::{AtomicBool, Ordering};
    static GONE: AtomicBool = AtomicBool::new(false);
    let site = Site::serve(|hit| match hit.path.as_str() {
        "/a" if GONE.load(Ordering::Relaxed) => Reply::status(410),
        "/a" => Reply::page(announcement(1)).tagged(hit),
        "/b" => Reply::page(announcement(2)).tagged(hit),
        _ => Reply::status(404),
    });
    let folder = tempfile::tempdir().unwrap();
    let text = format!(
        "[[source]]\nurls = [\"{}\", \"{}\"]\n[fetch]\ncontact = \"web@example.org\"\nallow_private = true\nrate = 0\n",
        site.url(1, "/a"),
        site.url(1, "/b"),
    );
    std::fs::write(folder.path().join("annals.toml"), text).unwrap();
    let refresh = || {
        let summary = folder.path().join("summary.md");
        let _ = std::fs::remove_file(&summary);
        let status = annals(folder.path(), "refresh").arg("--summary").arg(&summary).status().unwrap();
        assert_eq!(status.code(), Some(0));
        std::fs::read_to_string(summary).unwrap()
    };
    let first = refresh();
    assert!(
        first.contains("2 addresses asked: 2 new") && first.contains("| announcements | 2 | 0 | 0 |"),
        "{first}"
    );
    let before = files(folder.path());
    site.asked();
    let second = refresh();
    assert!(second.contains("2 unchanged") && second.contains("No row changed."), "{second}");
    assert!(site.asked().iter().all(|hit| hit.condition.is_some()));
    assert!(files(folder.path()) == before, "no byte changes");
    GONE.store(true, Ordering::Relaxed);
    let third = refresh();
    assert!(third.contains("1 gone") && third.contains("| announcements | 0 | 1 | 0 |"), "{third}");
    assert!(third.contains("### Pages gone") && third.contains("| gone | false | true |"), "{third}");
    let rows = String::from_utf8(files(folder.path())["announcements.csv"].clone()).unwrap();
    assert_eq!(rows.lines().filter(|row| row.ends_with(",true")).count(), 1);
    assert_eq!(rows.lines().count(), 3);
    assert_eq!(Project::load(folder.path()).unwrap().pages().pages.len(), 2);
}

/// What is told on a terminal before anything is asked, and without asking.
#[test]
fn a_dry_run_and_an_offline_run_ask_nothing() {
    let site = Site::serve(answer);
    let folder = project(&site);
    let told = |option: &str| {
        let output = annals(folder.path(), "fetch").arg(option).stdout(Stdio::piped()).output().unwrap();
        (output.status.code(), String::from_utf8(output.stdout).unwrap())
    };
    assert_eq!(
        told("--dry-run").1.lines().filter(|line| line.starts_with("new ")).count(),
        usize::from(HOSTS)
    );
    assert_eq!(told("--offline"), (Some(4), "0 pages kept, 0 gone from the web\n".to_owned()));
    assert!(site.asked().is_empty());
    finish(folder.path(), "fetch");
    site.asked();
    let (code, listed) = told("--dry-run");
    assert_eq!((code, listed.lines().next().unwrap().starts_with("again ")), (Some(0), true));
    assert_eq!(told("--offline").0, Some(0));
    let mut explain = Command::new(env!("CARGO_BIN_EXE_annals"));
    let explained =
        explain.current_dir(folder.path()).args(["explain", &site.url(1, "/1")]).output().unwrap();
    assert!(String::from_utf8_lossy(&explained.stdout).contains("Maria Lopez"), "{explained:?}");
    assert!(site.asked().is_empty());
}
