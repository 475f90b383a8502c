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
         [output]\ndir = \"data/set\"\nformats = [\"json\"]\n[extract]\nmin_confidence = 0.5\n",
        FILE,
    )
    .unwrap();
    assert_eq!(config.sources[0].paths, ["a", "b/*.html"]);
    assert_eq!(config.sources[0].language.as_deref(), Some("pt-BR"));
    assert_eq!(config.output.formats, [Format::Json]);
    assert!((config.extract.min_confidence - 0.5).abs() < f32::EPSILON);
}

#[test]
fn errors_have_a_line_a_column_and_a_remedy() {
    let unknown = error("[project]\ntitel = \"x\"\n");
    assert_eq!(unknown, "annals.toml:2:1: unknown key `titel` (did you mean `title`?)");
    let format = error("[output]\nformats = [\"csv\", \"jsn\"]\n");
    assert_eq!(format, "annals.toml:2:19: unknown word `jsn` (did you mean `json`?)");
    assert!(error("[project\n").starts_with("annals.toml:1:9: "), "{}", error("[project\n"));
    assert!(error("[[source]]\nlanguage = \"en\"\n").contains("there is no key `path`"));
    assert!(error("[project]\n").contains("names no source"));
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
    assert!(error("[[source]]\npath = \"https://example.org/\"").contains("not built in yet"));
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
