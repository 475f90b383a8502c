//! Somebody who is dropped by `overrides.toml` is nowhere afterwards: not in a dataset of any format, a report, a log, a quote, a finding, a difference to
//! the time before, nor in the cache of the project. Everything that is written is unpacked and searched for every part of the name.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use base64::Engine as _;
use tempfile::TempDir;

/// How pages call who is erased, part by part. No other word of the pages has one of these in it.
const PARTS: [&str; 2] = ["brandvold", "ottilie"];

const DROP: &str = "[[person]]\nmatch = { name = \"Ottilie Brandvold\" }\ndrop = true\n";

/// The files of the project.
const PAGES: [(&str, &str); 5] = [
    (
        "pages/ottilie-brandvold-lecture.html",
        r#"<!doctype html><html lang="en"><title>Lecture by Prof. Ottilie Brandvold</title>
<link rel="canonical" href="https://example.org/news/ottilie-brandvold-lecture"><meta name="author" content="Ottilie Brandvold">
<script type="application/ld+json">{"@context":"https://schema.org","@type":"Event","name":"Brandvold Lecture on Rivers","startDate":"2024-05-09",
"performer":{"@type":"Person","name":"Ottilie Brandvold"},"location":{"@type":"Place","name":"Fenwick University"}}</script>
<h1>Lecture by Prof. Ottilie Brandvold</h1>
<p id="ottilie-brandvold">Prof. Ottilie Brandvold, Professor of Hydrology at Fenwick University, will give a talk on "Brandvold on Slow Rivers" on 9 May 2024.</p>
<p>Dr. Peter Hollis, Director of the Ottilie Brandvold Laboratory at Ardent College, will moderate. "Brandvold's work changed the field," said Peter Hollis.</p>
</html>"#,
    ),
    (
        "pages/seminar.html",
        r#"<!doctype html><html lang="en"><title>Seminar on tides</title><h1>Seminar on tides</h1>
<p>The seminar takes place on 4 June 2024 at Fenwick University, O. Brandvold Hall.</p>
<table><tr><th>Time</th><th>Speaker</th><th>Title</th></tr>
<tr><td>10:00</td><td>Dr. Peter Hollis (Ardent College)</td><td>What O. Brandvold measured</td></tr>
<tr><td>11:00</td><td>BRANDVOLD, Ottilie (Fenwick University)</td><td>Tides and time</td></tr>
<tr><td>12:00</td><td>Prof. Mary Quill (Fenwick University)</td><td>A reply to Brandvold and Hollis</td></tr></table></html>"#,
    ),
    (
        "pages/appointment.html",
        r#"<!doctype html><html lang="en"><title>Mary Quill appointed Dean</title><h1>Mary Quill appointed Dean</h1>
<p>Fenwick University has appointed Prof. Mary Quill as Dean of Science from 1 July 2024. She succeeds Ottilie Brandvold, who retires. "I thank
Ottilie for everything," said Quill. Contact: obrandvold@example.org</p></html>"#,
    ),
    (
        "pages/prize.html",
        r#"<!doctype html><html lang="en"><title>Prize for Peter Hollis</title><h1>Prize for Peter Hollis</h1>
<p>Peter Hollis, Director at Ardent College, receives the Ottilie Brandvold Prize on Friday 3 March 2025. Six presentations were held.</p></html>"#,
    ),
    (
        "pages/other.html",
        r#"<!doctype html><html lang="en"><title>Workshop on maps</title><h1>Workshop on maps</h1>
<p>Prof. Mary Quill of Fenwick University will speak about "Old maps" on 2 September 2024.</p></html>"#,
    ),
];

struct Made(TempDir);

impl Made {
    fn new() -> Self {
        let made = Self(tempfile::tempdir().unwrap());
        fs::create_dir(made.path("pages")).unwrap();
        PAGES.iter().for_each(|(name, html)| fs::write(made.path(name), html).unwrap());
        let mut formats = vec!["csv", "json", "jsonl", "ics", "jsonld"];
        formats.extend(cfg!(feature = "xlsx").then_some("xlsx"));
        formats.extend(cfg!(feature = "sqlite").then_some("sqlite"));
        formats.extend(cfg!(feature = "parquet").then_some("parquet"));
        fs::write(
            made.path("annals.toml"),
            format!("[[source]]\npath = \"pages\"\n[output]\nformats = {formats:?}\n"),
        )
        .unwrap();
        made
    }

    fn path(&self, below: &str) -> PathBuf {
        self.0.path().join(below)
    }

    /// Everything that a command says.
    fn said(&self, command: &str, code: i32) -> String {
        let mut annals = Command::new(env!("CARGO_BIN_EXE_annals"));
        let run = annals.args(command.split(' ')).current_dir(self.0.path()).output().unwrap();
        let said = [run.stdout, run.stderr].map(|said| String::from_utf8_lossy(&said).into_owned()).concat();
        assert_eq!(run.status.code(), Some(code), "{command}: {said}");
        said
    }
}

/// What a file says, unpacked.
fn text(path: &Path) -> String {
    let bytes = fs::read(path).unwrap();
    match path.extension().and_then(|end| end.to_str()) {
        Some("xlsx") => unzipped(&bytes),
        #[cfg(feature = "parquet")]
        Some("parquet") => rows(path),
        Some("html") => unpacked(&String::from_utf8(bytes).unwrap()),
        _ => String::from_utf8_lossy(&bytes).into_owned(),
    }
}

fn unzipped(bytes: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut all = String::new();
    for at in 0..archive.len() {
        archive.by_index(at).unwrap().read_to_string(&mut all).unwrap();
    }
    all
}

#[cfg(feature = "parquet")]
fn rows(path: &Path) -> String {
    use parquet::file::reader::{FileReader as _, SerializedFileReader};
    let reader = SerializedFileReader::new(fs::File::open(path).unwrap()).unwrap();
    let rows: Vec<String> = reader.get_row_iter(None).unwrap().map(|row| row.unwrap().to_string()).collect();
    rows.join("\n")
}

/// A report with its blocks of data.
fn unpacked(html: &str) -> String {
    let blocks = html.split("type=\"application/octet-stream\"").skip(1);
    let blocks = blocks.map(|block| {
        let packed = block.split_once('>').unwrap().1.split_once('<').unwrap().0;
        let packed = base64::engine::general_purpose::STANDARD.decode(packed).unwrap();
        String::from_utf8(miniz_oxide::inflate::decompress_to_vec(&packed).unwrap()).unwrap()
    });
    html.to_owned() + &blocks.collect::<String>()
}

/// Which parts of the name a text has.
fn parts(text: &str) -> Vec<&'static str> {
    let text = text.to_lowercase();
    PARTS.into_iter().filter(|part| text.contains(part)).collect()
}

/// All files of the project but the pages and what people write.
fn written(made: &Made) -> Vec<PathBuf> {
    let is_ours = |path: &Path| {
        let below = path.strip_prefix(made.0.path()).unwrap();
        !below.starts_with("pages")
            && !below.starts_with("before")
            && !matches!(below.to_str(), Some("annals.toml" | "overrides.toml"))
    };
    let entries = walkdir::WalkDir::new(made.0.path()).into_iter().map(|entry| entry.unwrap());
    entries
        .filter(|entry| entry.file_type().is_file())
        .map(walkdir::DirEntry::into_path)
        .filter(|path| is_ours(path))
        .collect()
}

#[test]
fn who_is_dropped_is_nowhere() {
    let made = Made::new();
    made.said("build", 0);
    made.said("report", 0);
    // All this has the name before, or the search would prove nothing.
    let named = written(&made).into_iter().filter(|path| !parts(&text(path)).is_empty());
    let named: Vec<String> =
        named.map(|path| path.file_name().unwrap().to_string_lossy().into_owned()).collect();
    let mut formats = vec![
        "who_spoke.csv",
        "evidence.csv",
        "talks.csv",
        "announcements.csv",
        "dataset.json",
        "documents.jsonl",
    ];
    formats.extend(["events.ics", "dataset.jsonld", "report.html", "records"]);
    formats.extend(cfg!(feature = "xlsx").then_some("dataset.xlsx"));
    formats.extend(cfg!(feature = "sqlite").then_some("dataset.sqlite"));
    formats.extend(cfg!(feature = "parquet").then_some("evidence.parquet"));
    for format in formats {
        let stem = format.split('.').next().unwrap();
        assert!(named.iter().any(|name| name == format || name.starts_with(stem) && name.ends_with(&format[stem.len()..])), "{format}: {named:?}");
    }
    let people = fs::read_to_string(made.path("output/people.csv")).unwrap();
    let expected = "{\"announcement\": {\"title\": \"Ottilie Brandvold leaves\"}, \"people\": [{\"name\": \"Brandvold, Ottilie\"}]}";
    fs::create_dir(made.path("pages/case")).unwrap();
    fs::write(made.path("pages/case/page.html"), PAGES[3].1).unwrap();
    fs::write(made.path("pages/case/expected.json"), expected).unwrap();
    fs::rename(made.path("output"), made.path("before")).unwrap();
    fs::create_dir(made.path("output")).unwrap();
    fs::read_dir(made.path("before")).unwrap().for_each(|entry| {
        let entry = entry.unwrap();
        fs::copy(entry.path(), made.path("output").join(entry.file_name())).unwrap();
    });

    fs::write(made.path("overrides.toml"), DROP).unwrap();
    let commands = [
        ("check -vv", 1),
        ("check --format github", 1),
        ("check --format json", 1),
        ("build --check -vv", 1),
        ("refresh --offline --summary summary.md -vv", 0),
        ("build -vv", 0),
        ("build --check -vv", 0),
        ("report -vv", 0),
        ("diff before output", 1),
        ("diff before output --format markdown", 1),
        ("diff before output --json", 1),
        ("extract pages --overrides overrides.toml --format csv --table evidence", 0),
        ("extract pages --overrides overrides.toml --format table", 0),
        ("extract pages --overrides overrides.toml -o extracted", 0),
    ];
    for (command, code) in commands {
        let said = made.said(command, code);
        // Logs name the files that are read: whose name is somebody's is for people to change.
        let said = if command.contains("-vv") { said.replace("ottilie-brandvold-lecture", "") } else { said };
        assert_eq!(parts(&said), [""; 0], "{command}: {said}");
    }
    for path in written(&made) {
        let said = text(&path);
        let at = PARTS.iter().find_map(|part| said.to_lowercase().find(part)).unwrap_or(0);
        let around =
            said.get(said.floor_char_boundary(at.saturating_sub(120))..said.floor_char_boundary(at + 120));
        assert_eq!(parts(&said), [""; 0], "{}: {around:?}", path.display());
    }
    let left = fs::read_to_string(made.path("output/people.csv")).unwrap();
    for others in ["Peter Hollis", "Mary Quill"] {
        assert!(left.contains(others), "{left}");
    }
    let who = fs::read_to_string(made.path("output/who_spoke.csv")).unwrap();
    assert!(who.contains("A reply to ********* and Hollis"), "{who}");
    // Offsets still lead to the words that are quoted: in the report they are the slices of the masked text.
    assert!(text(&made.path("report.html")).contains("******* *********"));

    // The entry is what erases: without it pages say what they say.
    fs::remove_file(made.path("overrides.toml")).unwrap();
    fs::remove_dir_all(made.path("pages/case")).unwrap();
    made.said("build", 0);
    assert_eq!(fs::read_to_string(made.path("output/people.csv")).unwrap(), people);
}

/// What was read as a person and is none is dropped, and its words stay.
#[test]
fn words_stay_where_the_entry_says_so() {
    let made = Made::new();
    fs::write(made.path("overrides.toml"), format!("{DROP}erase = false\n")).unwrap();
    made.said("build", 0);
    let people = fs::read_to_string(made.path("output/people.csv")).unwrap();
    assert!(!people.contains("Brandvold"), "{people}");
    assert!(fs::read_to_string(made.path("output/talks.csv")).unwrap().contains("Brandvold"));
}

/// Whoever an entry means and no page names is a finding that does not tell the name.
#[test]
fn an_entry_that_means_nobody_is_told_without_the_name() {
    let made = Made::new();
    fs::write(made.path("overrides.toml"), DROP.replace("Ottilie Brandvold", "Ingrid Farrow")).unwrap();
    made.said("build", 0);
    let findings = fs::read_to_string(made.path("output/findings.csv")).unwrap();
    assert!(findings.contains("override_unused") && findings.contains("overrides.toml:1"), "{findings}");
    assert!(!findings.contains("Farrow"), "{findings}");
}
