use std::fs;

use super::*;

fn error(text: &str) -> String {
    Config::parse(text, FILE).unwrap_err().to_string()
}

const SOURCE: &str = "[[source]]\npath = \"pages\"\n";

#[test]
fn the_smallest_project_names_one_source() {
    let config = Config::parse(SOURCE, FILE).unwrap();
    assert_eq!(config.sources[0].paths, ["pages"]);
    assert_eq!((config.about.name.as_str(), config.output.dir.as_path()), ("dataset", Path::new("output")));
    assert_eq!(config.output.formats, [Format::Csv, Format::Json]);
}

#[test]
fn every_key_is_read() {
    let config = Config::parse(
        "[project]\nname = \"talks\"\ntitle = \"Talks\"\ndescription = \"All\"\n\
         [[source]]\npath = [\"a\", \"b/*.html\"]\nurl_base = \"https://example.org\"\nlanguage = \"pt-BR\"\n\
         [output]\ndir = \"data/set\"\nformats = [\"json\", \"xlsx\"]\ndialect = \"excel\"\nraw = true\n[extract]\nmin_confidence = 0.5\n",
        FILE,
    )
    .unwrap();
    assert_eq!(config.sources[0].paths, ["a", "b/*.html"]);
    assert_eq!(config.sources[0].language.as_deref(), Some("pt-BR"));
    assert_eq!(config.output.formats, [Format::Json, Format::Xlsx]);
    assert_eq!(config.output.csv, CsvStyle { dialect: Dialect::Excel, raw: true });
    assert!((config.extract.min_confidence - 0.5).abs() < f32::EPSILON);
}

#[test]
fn errors_have_a_line_a_column_and_a_remedy() {
    let unknown = error("[project]\ntitel = \"x\"\n");
    assert_eq!(unknown, "annals.toml:2:1: unknown key `titel` (did you mean `title`?)");
    let format = error("[output]\nformats = [\"csv\", \"jsn\"]\n");
    assert_eq!(format, "annals.toml:2:19: unknown word `jsn` (did you mean `json`?)");
    assert!(error("[project\n").starts_with("annals.toml:1:9: "), "{}", error("[project\n"));
    assert!(error("[[source]]\nlanguage = \"en\"\n").contains("1:1: the source names no pages"));
    assert!(error("[fetch]\nrate = 1\nrat = 1").contains("did you mean `rate`"));
    assert!(error("[project]\n").contains("names no source"));
}

#[test]
fn a_format_that_was_not_compiled_in_says_how_to_get_it() {
    for format in Format::ALL {
        assert_eq!(format.name().parse(), Ok(*format));
        let checked = crate::write::check(&[*format]);
        assert_eq!(checked.is_err(), format.missing_feature().is_some(), "{format}");
        if let (Err(error), Some(feature)) = (checked, format.missing_feature()) {
            assert!(error.to_string().contains(&format!("--features {feature}")), "{error}");
        }
    }
    assert!(error(&format!("{SOURCE}[output]\nformats = []\n")).contains("4:11: [] names no format"));
    assert!(error(&format!("{SOURCE}[output]\ndialect = \"excell\"\n")).contains("did you mean `excel`"));
}

#[test]
fn values_that_cannot_be_meant_are_refused() {
    for (line, column) in [("url_base = \"example.org\"", 12), ("language = \"english please\"", 12)] {
        let error = error(&format!("{SOURCE}{line}\n"));
        assert!(error.starts_with(&format!("annals.toml:3:{column}: ")), "{error}");
    }
    assert!(
        error(&format!("{SOURCE}[extract]\nmin_confidence = 7.0")).contains("4:18: 7.0 is no confidence")
    );
    for dir in ["..", ".", "/tmp", "a/../..", ""] {
        assert!(error(&format!("{SOURCE}[output]\ndir = \"{dir}\"")).contains("is not below"), "{dir}");
    }
    assert!(error("[[source]]\npath = \"https://example.org/\"").contains("name it with `url`"));
}

#[test]
fn a_project_is_found_from_below_and_lists_each_page_once() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("p");
    fs::create_dir_all(root.join("pages/a")).unwrap();
    fs::write(root.join("pages/a/page.html"), "x").unwrap();
    fs::write(
        root.join(FILE),
        format!("{SOURCE}language = \"en\"\n[[source]]\npath = [\"pages/a\", \"gone\"]\n"),
    )
    .unwrap();
    assert_eq!(Project::root_above(&root.join("pages/a")), Some(root.clone()));
    let found = Project::load(&root).unwrap().pages();
    assert_eq!(found.pages.len(), 1);
    assert_eq!(
        (found.pages[0].source.as_str(), found.pages[0].language.as_deref()),
        ("pages/a/page.html", Some("en"))
    );
    assert_eq!(found.failures[0].input(), "gone");
}

#[test]
fn saved_pages_are_of_days_where_their_files_tell() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let record = |path: &str, day: &str| {
        format!(
            "WARC/1.1\r\nWARC-Type: resource\r\nWARC-Target-URI: https://example.org/{path}\r\nWARC-Date: {day}T10:00:00Z\r\n\
            Content-Type: text/html\r\nContent-Length: 3\r\n\r\n<p>\r\n\r\n"
        )
    };
    fs::write(root.join("crawl.warc"), record("a", "2024-05-08") + &record("b", "2024-05-09")).unwrap();
    let mail = |day: &str| format!("Date: {day} 10:00:00 +0000\r\nContent-Type: text/html\r\n\r\n<p>x");
    fs::write(root.join("c.mhtml"), mail("Wed, 8 May 2024")).unwrap();
    fs::write(root.join("d.mhtml"), mail("Thu, 9 May 2024")).unwrap();
    fs::write(root.join("e.html"), "<p>x").unwrap();
    let source = "[[source]]\npath = [\"*.mhtml\", \"crawl.warc\", \"e.html\"]\n";
    let pages = |bound: &str| {
        fs::write(root.join(FILE), format!("{source}{bound}\n")).unwrap();
        let found = Project::load(root).unwrap().pages();
        assert!(found.failures.is_empty(), "{:?}", found.failures);
        found.pages.into_iter().map(|page| page.source).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(pages("since = \"2024-05-09\""), "d.mhtml e.html https://example.org/b");
    assert_eq!(pages("until = \"2024-05-08\""), "c.mhtml e.html https://example.org/a");
}

#[test]
fn sources_on_the_web_are_read_and_their_addresses_are_alike() {
    let config = Config::parse(
        "[[source]]\nurl = \"HTTPS://Example.org#top\"\n[[source]]\nurls = [\"https://example.org/a\"]\n\
         [[source]]\nfeed = \"https://example.org/feed\"\nlimit = 5\nsince = \"2024-05-09\"\n\
         [[source]]\nlist = { url = \"https://example.org/news\", item = \"h2 a\" }\n\
         [fetch]\ncontact = \"web@example.org\"\nrate = 0.5\nmax_bytes = 1000\nheaders_env = { \"example.org\" = \"KEY\" }\n",
        FILE,
    )
    .unwrap();
    let entry = |at: usize| &config.sources[at].web.as_ref().unwrap().entry;
    assert!(matches!(entry(0), Entry::Urls(urls) if urls[0].as_str() == "https://example.org/"));
    assert!(matches!(entry(1), Entry::Urls(urls) if urls.len() == 1));
    assert!(matches!(entry(2), Entry::Feed(_)));
    assert!(matches!(entry(3), Entry::List(List { pages: 10, next: None, .. })));
    assert_eq!((config.fetch.between().as_secs(), config.fetch.max_bytes), (2, 1000));
    assert!(config.fetch.robots && !config.fetch.allow_private);
}

#[test]
fn sources_on_the_web_that_cannot_be_meant_are_refused() {
    for (source, message) in [
        ("url = \"example.org\"", "2:7: \"example.org\" is no address"),
        ("feed = \"https://example.org/\"\npath = \"a\"", "1:1: the source names pages in several ways"),
        ("url = \"https://example.org/\"\nsince = \"2024-05-09\"", "3:9: \"2024-05-09\" bounds days"),
        ("feed = \"https://example.org/\"\nuntil = \"May\"", "3:9: \"May\" is no day"),
        ("path = \"a\"\nsince = \"90 days\"", "3:9: \"90 days\" moves from day to day"),
        (
            "path = \"a\"\nsince = \"2024-05-09\"\nuntil = \"2024-05-08\"",
            "4:9: \"2024-05-08\" is before `since`",
        ),
        ("list = { url = \"https://example.org/\", item = \"a\", date = \"[\" }", "is no CSS selector"),
        ("list = { url = \"https://example.org/\", item = \"a[\" }", "is no CSS selector"),
        ("url = \"https://example.org/\"\n[fetch]\nrate = -1.0", "4:8: -1.0 is no rate"),
        ("url = \"https://example.org/\"\n[fetch]\narchive = \"..\"", "is not below"),
        ("url = \"https://example.org/\"\n[fetch]\ncontact = \"a b\"", "is no contact"),
    ] {
        let error = error(&format!("[[source]]\n{source}\n"));
        assert!(error.contains(message), "{error}");
    }
    let secret = error("[[source]]\nurl = \"https://me:secret@example.org/\"\n");
    assert!(secret.contains("annals.toml:2: the address has") && !secret.contains("secret"), "{secret}");
}

#[test]
fn one_run_at_a_time_writes_into_a_project() {
    let root = tempfile::tempdir().unwrap();
    fs::write(root.path().join(FILE), SOURCE).unwrap();
    let project = Project::load(root.path()).unwrap();
    let lock = project.lock().unwrap().unwrap();
    let error = project.lock().unwrap_err();
    assert!(error.to_string().contains("another run is at work"), "{error}");
    drop(lock);
    assert!(project.lock().unwrap().is_some());
}
