//! What goes wrong around a run: whatever it is, the dataset is the old one or the new one, complete; the message says what and what to do; and the next
//! run gives what an undisturbed one gives. Full disks and clocks that jump need more than a process may: `tests/faults/run.sh` has them.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{Read as _, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::Instant;

use tempfile::TempDir;

const ANNALS: &str = env!("CARGO_BIN_EXE_annals");

/// Pages of a project.
const PAGES: usize = 12;

/// How often builds are killed; `ANNALS_TEST_KILLS` asks for more.
fn kills() -> usize {
    std::env::var("ANNALS_TEST_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(12)
}

/// All files of a dataset.
type Files = BTreeMap<String, Vec<u8>>;

/// A project with pages of some version, which is built in its own folder.
struct Made {
    folder: TempDir,
}

impl Made {
    /// With the pages of version 1, and their dataset.
    fn new() -> Self {
        let made =
            Self::unbuilt("[[source]]\npath = \"pages\"\n[output]\nformats = [\"csv\", \"json\", \"ics\"]\n");
        made.pages(1);
        assert_eq!(code(&made.run("build")), 0);
        made
    }

    fn unbuilt(config: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("pages")).unwrap();
        fs::write(folder.path().join("annals.toml"), config).unwrap();
        Self { folder }
    }

    /// Pages are read one after the other, and the first is a pipe: who opens it knows that a run waits for it.
    fn waiting() -> Self {
        let config = "[[source]]\npath = [\"a-pipe.html\", \"pages\"]\n";
        let made = Self::unbuilt(config);
        made.pages(1);
        fs::write(made.path("a-pipe.html"), page(99, 1)).unwrap();
        assert_eq!(code(&made.run("build")), 0, "{:?}", made.run("build"));
        fs::remove_file(made.path("a-pipe.html")).unwrap();
        assert!(Command::new("mkfifo").arg(made.path("a-pipe.html")).status().unwrap().success());
        made
    }

    fn path(&self, below: &str) -> PathBuf {
        self.folder.path().join(below)
    }

    fn pages(&self, version: usize) {
        (0..PAGES).for_each(|number| {
            fs::write(self.path(&format!("pages/{number:02}.html")), page(number, version)).unwrap();
        });
    }

    fn command(&self, command: &str) -> Command {
        let mut annals = if cfg!(target_os = "linux") {
            // Whoever runs the tests may ignore signals, which would stay ignored.
            let mut env = Command::new("env");
            env.args(["--default-signal=INT,TERM,HUP", ANNALS]);
            env
        } else {
            Command::new(ANNALS)
        };
        annals.args(command.split(' ')).current_dir(self.folder.path()).stdin(Stdio::null());
        annals
    }

    fn run(&self, command: &str) -> Output {
        self.command(command).output().unwrap()
    }

    /// Runs a command in a shell that has done something before.
    fn after(&self, before: &str, command: &str) -> Output {
        let script = format!("{before}; exec \"$0\" {command}");
        Command::new("sh").args(["-c", &script, ANNALS]).current_dir(self.folder.path()).output().unwrap()
    }

    /// Begins a build and waits until it waits for the pipe, which is given.
    fn begun(&self, command: &str) -> (Child, File) {
        let run = self.command(command).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        (run, OpenOptions::new().write(true).open(self.path("a-pipe.html")).unwrap())
    }

    fn files(&self) -> Files {
        files(&self.path("output"))
    }

    /// Nothing but the dataset, the project and its cache is there.
    fn is_tidy(&self) -> bool {
        let known = [".annals", "annals.toml", "output", "pages", "a-pipe.html", "report.html"];
        let mut entries = fs::read_dir(self.folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
        entries.all(|name| known.contains(&&*name.to_string_lossy()))
    }
}

fn page(number: usize, version: usize) -> String {
    let filler =
        "<p>The harbour was full of boats that evening, and people walked along the quay.</p>".repeat(8);
    format!(
        "<!doctype html><html lang=en><title>Lecture {number}</title><h1>Public lecture {number}</h1><p>Dr. Maria Lopez, Professor of \
         Law at Fenwick University, will give a talk on \"Law and Water {version}\" on {} May 2024.</p>{filler}",
        number % 28 + 1
    )
}

fn files(folder: &Path) -> Files {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let entries = entries.map(|entry| entry.unwrap());
    entries.map(|file| (file.file_name().into_string().unwrap(), fs::read(file.path()).unwrap())).collect()
}

/// The dataset of a version, made by a run that nothing disturbs.
fn calm(version: usize) -> Files {
    let made = Made::new();
    made.pages(version);
    assert_eq!(code(&made.run("build")), 0);
    made.files()
}

/// The exit code; 128 and its number where a signal ended it, as a shell says it.
fn code(output: &Output) -> i32 {
    use std::os::unix::process::ExitStatusExt as _;
    output.status.code().unwrap_or_else(|| 128 + output.status.signal().unwrap())
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Builds under limits that grow, until one is enough. Each run that fails keeps the old dataset and says why; gives what they said.
fn under_limits(limits: impl IntoIterator<Item = u32>, set: &str, failing: &[i32]) -> Vec<String> {
    let (old, new) = (calm(1), calm(2));
    let mut said = Vec::new();
    for limit in limits {
        let made = Made::new();
        made.pages(2);
        let run = made.after(&set.replace('N', &limit.to_string()), "build");
        if code(&run) == 0 {
            assert!(made.files() == new, "at {limit}: {}", told(&run));
            return said;
        }
        assert!(failing.contains(&code(&run)), "{limit}: {} {}", code(&run), told(&run));
        assert!(made.files() == old, "at {limit}: {}", told(&run));
        said.push(told(&run));
        assert_eq!(code(&made.run("build")), 0);
        assert!(made.files() == new && made.is_tidy(), "after {limit}");
    }
    panic!("no limit was enough: {said:?}");
}

/// Limits of file sizes, in blocks of 512 bytes (or 1024, as shells count).
const SIZES: [u32; 14] = [0, 1, 2, 3, 4, 6, 8, 12, 16, 24, 48, 96, 256, 4096];

#[test]
fn a_file_that_may_not_grow_leaves_the_old_dataset() {
    let said = under_limits(SIZES, "trap '' XFSZ; ulimit -f N", &[4]);
    assert!(said.len() > 3, "{said:?}");
    for said in &said {
        assert!(said.contains("cannot be") && said.contains("free space"), "{said}");
    }
    assert!(said.iter().any(|said| said.contains(".output.new/")), "the file is named: {said:?}");
}

#[test]
fn a_run_that_is_ended_for_a_file_that_may_not_grow_leaves_the_old_dataset() {
    let size = under_limits(SIZES, "ulimit -f N", &[128 + 25, 128 + 31]);
    assert!(size.len() > 3);
}

#[test]
fn too_few_open_files_leave_the_old_dataset() {
    let said = under_limits(3..64, "ulimit -n N", &[2, 3, 4, 127]);
    assert!(said.iter().any(|said| said.contains("Too many open files")), "{said:?}");
    assert!(said.iter().any(|said| said.contains("help: let more files be open")), "{said:?}");
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_standard_output_is_told() {
    let made = Made::new();
    for command in ["extract pages", "report -o -", "schema", "build", "explain pages", "dates 'May 2024'"] {
        let run = made.after("true", &format!("{command} > /dev/full"));
        assert_eq!(code(&run), 4, "{command}: {}", told(&run));
        assert!(told(&run).contains("standard output cannot be written: No space left"), "{}", told(&run));
    }
    assert!(made.files() == calm(1));
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let made = Made::new();
    let commands = [
        "extract pages --format json",
        "extract pages --format table",
        "extract pages --format csv --table evidence",
        "report -o -",
        "explain pages",
        "text pages/01.html",
        "schema",
        "completions bash",
        "check --format json",
        "build",
        "diff output output",
        "--help",
    ];
    for command in commands {
        let mut run = made.command(command).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(run.stdout.take());
        let run = run.wait_with_output().unwrap();
        assert!(code(&run) == 0 && run.stderr.is_empty(), "{command}: {} {}", code(&run), told(&run));
    }
    let first = made.after("true", "extract pages --format jsonl | head -n 1");
    assert_eq!((code(&first), told(&first)), (0, String::new()));
    assert_eq!(String::from_utf8_lossy(&first.stdout).lines().count(), 1);
    assert!(made.files() == calm(1));
}

#[test]
fn a_page_that_goes_while_others_are_read_keeps_what_it_said() {
    let made = Made::waiting();
    let old = made.files();
    made.pages(2);
    let (run, mut pipe) = made.begun("build --jobs 1");
    fs::remove_file(made.path(&format!("pages/{:02}.html", PAGES - 1))).unwrap();
    pipe.write_all(page(99, 1).as_bytes()).unwrap();
    drop(pipe);
    let run = run.wait_with_output().unwrap();
    let said = told(&run);
    assert_eq!(code(&run), 3, "{said}");
    assert!(said.contains("pages/11.html: cannot be read") && said.contains("help: "), "{said}");
    let new = made.files();
    assert_eq!(old.keys().collect::<Vec<_>>(), new.keys().collect::<Vec<_>>());
    let text = String::from_utf8_lossy(&new["talks.csv"]).into_owned();
    assert_eq!(text.matches("Law and Water 2").count(), PAGES - 1, "{text}");
    assert_eq!(
        text.matches("Law and Water 1").count(),
        2,
        "what was lost and the pipe say what they said: {text}"
    );
    fs::remove_file(made.path("a-pipe.html")).unwrap();
    fs::write(made.path("a-pipe.html"), page(99, 1)).unwrap();
    fs::write(made.path("pages/11.html"), page(11, 2)).unwrap();
    assert_eq!(code(&made.run("build")), 0);
    assert_eq!(String::from_utf8_lossy(&made.files()["talks.csv"]).matches("Law and Water 2").count(), PAGES);
}

#[test]
fn a_page_that_changes_while_it_is_read_is_one_or_the_other() {
    let made = Made::waiting();
    let (run, mut pipe) = made.begun("build --jobs 1");
    let (half, rest) = (page(99, 1), page(99, 7));
    // It is read up to here, then somebody writes something else behind it, and the last page becomes shorter than it was.
    pipe.write_all(&half.as_bytes()[..half.len() / 2]).unwrap();
    pipe.write_all(&rest.as_bytes()[half.len() / 2..]).unwrap();
    File::options().write(true).open(made.path("pages/11.html")).unwrap().set_len(180).unwrap();
    drop(pipe);
    let run = run.wait_with_output().unwrap();
    assert_eq!(code(&run), 0, "{}", told(&run));
    fs::remove_file(made.path("a-pipe.html")).unwrap();
    fs::write(made.path("a-pipe.html"), page(99, 1)).unwrap();
    fs::write(made.path("pages/11.html"), page(11, 1)).unwrap();
    assert_eq!(code(&made.run("build")), 0);
    let mended = made.files();
    fs::remove_dir_all(made.path(".annals")).unwrap();
    assert_eq!(code(&made.run("build --check")), 0, "the cache says what the pages say");
    assert!(made.files() == mended);
}

#[test]
fn who_is_asked_to_end_says_what_is_kept() {
    for (signal, ended) in [("INT", 130), ("TERM", 130), ("HUP", 130), ("KILL", 137)] {
        let made = Made::waiting();
        let old = made.files();
        made.pages(2);
        let (run, pipe) = made.begun("build --jobs 1");
        let kill = Command::new("kill").args(["-s", signal, &run.id().to_string()]).status().unwrap();
        assert!(kill.success());
        let run = run.wait_with_output().unwrap();
        drop(pipe);
        assert_eq!(code(&run), ended, "{signal}: {}", told(&run));
        if signal != "KILL" {
            assert!(told(&run).contains("interrupted: datasets are as they were"), "{}", told(&run));
        }
        assert!(made.files() == old, "{signal}");
        fs::remove_file(made.path("a-pipe.html")).unwrap();
        fs::write(made.path("a-pipe.html"), page(99, 2)).unwrap();
        assert_eq!(code(&made.run("build")), 0);
        assert!(made.files() != old && made.is_tidy());
        assert_eq!(code(&made.run("build --check")), 0);
    }
}

#[test]
fn a_second_run_in_a_project_says_so_and_changes_nothing() {
    let made = Made::waiting();
    let old = made.files();
    let (run, mut pipe) = made.begun("build --jobs 1");
    let second = made.run("build");
    let said = told(&second);
    assert_eq!(code(&second), 4, "{said}");
    assert!(said.contains("another run is at work in this project") && said.contains("wait until"), "{said}");
    assert!(made.files() == old);
    assert_eq!(code(&made.run("extract pages --format json")), 0, "who only reads need not wait");
    pipe.write_all(page(99, 1).as_bytes()).unwrap();
    drop(pipe);
    let run = run.wait_with_output().unwrap();
    assert_eq!(code(&run), 0, "{}", told(&run));
    assert!(made.files() == old);
}

/// Rights do not bind who may do everything: then somebody else runs the command, who owns the project.
struct Somebody {
    prefix: Vec<&'static str>,
}

impl Somebody {
    const NOBODY: u32 = 65534;

    /// Who is bound by rights. A machine on which nobody is cannot run these tests, and they fail.
    fn bound() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::set_permissions(folder.path(), Permissions::from_mode(0o500)).unwrap();
        if File::create(folder.path().join("file")).is_err() {
            return Self { prefix: Vec::new() };
        }
        let prefix = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"].to_vec();
        let test = Command::new(prefix[0]).args(&prefix[1..]).arg("true").status();
        assert!(
            test.is_ok_and(|status| status.success()),
            "rights do not bind this user: run the tests as another one, or install setpriv (util-linux)"
        );
        Self { prefix }
    }

    /// The binary where everybody may start it.
    fn binary(made: &Made) -> PathBuf {
        let folder = made.path("pages/.bin");
        fs::create_dir_all(&folder).unwrap();
        let binary = folder.join("annals");
        if !binary.exists() {
            fs::hard_link(ANNALS, &binary).or_else(|_| fs::copy(ANNALS, &binary).map(drop)).unwrap();
        }
        binary
    }

    /// Gives the project to whom is bound.
    fn own(&self, made: &Made) {
        Self::binary(made);
        if !self.prefix.is_empty() {
            own(made.folder.path());
        }
    }

    fn run(&self, made: &Made, command: &str) -> Output {
        let binary = Self::binary(made);
        let mut line: Vec<&str> = self.prefix.clone();
        let binary = binary.to_str().unwrap();
        line.push(binary);
        line.extend(command.split(' '));
        Command::new(line[0]).args(&line[1..]).current_dir(made.folder.path()).output().unwrap()
    }
}

fn own(path: &Path) {
    std::os::unix::fs::lchown(path, Some(Somebody::NOBODY), Some(Somebody::NOBODY)).unwrap();
    // The binary belongs to everybody who links to it.
    if path.is_dir() && !path.ends_with(".bin") {
        fs::read_dir(path).unwrap().for_each(|entry| own(&entry.unwrap().path()));
    }
}

fn rights(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
}

#[test]
fn a_page_that_may_not_be_read_keeps_what_it_said() {
    let (somebody, made) = (Somebody::bound(), Made::new());
    made.pages(2);
    somebody.own(&made);
    rights(&made.path("pages/03.html"), 0o000);
    let run = somebody.run(&made, "build");
    let said = told(&run);
    assert_eq!(code(&run), 3, "{said}");
    assert!(said.contains("pages/03.html: cannot be read: Permission denied"), "{said}");
    assert!(said.contains("give yourself the right to read it"), "{said}");
    let talks = String::from_utf8_lossy(&made.files()["talks.csv"]).into_owned();
    assert_eq!(talks.matches("Law and Water 2").count(), PAGES - 1);
    assert_eq!(talks.matches("Law and Water 1").count(), 1, "its old row is kept");
    rights(&made.path("pages/03.html"), 0o644);
    assert_eq!(code(&somebody.run(&made, "build")), 0);
    assert!(made.files() == calm(2));
}

#[test]
fn a_project_that_may_not_be_written_keeps_its_dataset() {
    let (somebody, made) = (Somebody::bound(), Made::new());
    let old = made.files();
    made.pages(2);
    somebody.own(&made);
    // The project, then only the dataset in it.
    for (folder, says) in [("", "Permission denied"), ("output", "is read-only")] {
        rights(&made.path(folder), 0o555);
        let run = somebody.run(&made, "build");
        let said = told(&run);
        assert_eq!(code(&run), 4, "{said}");
        assert!(said.contains(says) && said.contains("output") && said.contains("help: "), "{said}");
        assert!(made.files() == old && made.is_tidy(), "{said}");
        assert_eq!(code(&somebody.run(&made, "build --check")), 1, "who only reads may");
        assert_eq!(code(&somebody.run(&made, "extract pages --format json")), 0);
        rights(&made.path(folder), 0o755);
    }
    assert_eq!(code(&somebody.run(&made, "build")), 0);
    assert!(made.files() == calm(2));
}

#[test]
fn a_cache_that_may_not_be_written_is_done_without() {
    let (somebody, made) = (Somebody::bound(), Made::new());
    made.pages(2);
    somebody.own(&made);
    rights(&made.path(".annals/records"), 0o000);
    rights(&made.path(".annals/lock"), 0o000);
    let run = somebody.run(&made, "build");
    assert_eq!((code(&run), told(&run)), (0, String::new()));
    assert!(made.files() == calm(2));
}

#[test]
fn a_folder_for_passing_files_that_is_none_is_named() {
    let made = Made::new();
    let old = made.files();
    made.pages(2);
    let run = made.after("TMPDIR=/no/such/folder; export TMPDIR", "build");
    let said = told(&run);
    assert_eq!(code(&run), 4, "{said}");
    assert!(said.contains("/no/such/folder") && said.contains("TMPDIR"), "{said}");
    assert!(made.files() == old);
    assert_eq!(code(&made.run("build")), 0);
    assert!(made.files() == calm(2));
}

/// Builds are killed at moments that are spread over the time that one takes, the first of which are before anything is read. What is there then is the
/// dataset of one version or of the other; and every second time a build that nobody kills follows and must give the bytes of an undisturbed one.
#[test]
fn builds_that_are_killed_at_any_moment_leave_one_dataset_or_the_other() {
    let versions = [calm(1), calm(2)];
    let made = Made::new();
    let whole = |made: &Made| {
        made.pages(2);
        let begin = Instant::now();
        assert_eq!(code(&made.run("build")), 0);
        begin.elapsed()
    };
    let duration = whole(&made);
    made.pages(1);
    assert_eq!(code(&made.run("build")), 0);
    let mut random = fastrand::Rng::with_seed(10);
    let (mut alive, mut kept) = (0, [0; 2]);
    for round in 0.. {
        if alive == kills() {
            break;
        }
        assert!(round < kills() * 8, "{alive} of {round} builds were killed before they ended");
        let version = round % 2;
        made.pages(version + 1);
        if random.bool() {
            // Without the cache there is more to be done.
            let _ = fs::remove_dir_all(made.path(".annals"));
        }
        let wait = duration.mul_f64(random.f64() * 1.1);
        let mut run = made.command("build").stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(wait);
        alive += usize::from(run.try_wait().unwrap().is_none());
        run.kill().unwrap();
        run.wait().unwrap();
        let there = made.files();
        let which = versions.iter().position(|version| *version == there);
        kept[which.unwrap_or_else(|| panic!("killed after {wait:?}: neither dataset, in round {round}"))] +=
            1;
        if random.bool() {
            let run = made.run("build");
            assert_eq!(code(&run), 0, "{}", told(&run));
            assert!(made.files() == versions[version] && made.is_tidy(), "after round {round}");
        }
    }
    assert!(alive * 4 > kills(), "{alive} of {} were killed before they ended", kills());
    eprintln!(
        "{} builds, {alive} killed at work; then there were {kept:?} datasets of each version",
        kills()
    );
}

/// A report and the files that people keep are replaced in one step too.
#[test]
fn a_report_that_cannot_be_written_leaves_the_old_one() {
    let made = Made::new();
    assert_eq!(code(&made.run("report")), 0);
    let mut old = Vec::new();
    File::open(made.path("report.html")).unwrap().read_to_end(&mut old).unwrap();
    made.pages(2);
    let run = made.after("trap '' XFSZ; ulimit -f 16", "report");
    assert_eq!(code(&run), 4, "{}", told(&run));
    assert!(told(&run).contains("report.html: cannot be written: File too large"), "{}", told(&run));
    assert!(fs::read(made.path("report.html")).unwrap() == old && made.is_tidy());
    assert_eq!(code(&made.run("report")), 0);
    assert!(fs::read(made.path("report.html")).unwrap() != old && made.is_tidy());
}
