//! The lexicon is data: sorted, unique, lower-case, and of known classes, so that a new word has one place to go.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The classes that each file may use; `None` where the file defines its own (dates) or is no vocabulary (relations).
fn classes(file: &str) -> Option<&'static [&'static str]> {
    Some(match file {
        "honorifics" => &["before", "after", "generation"],
        "positions" => &["ending", "head", "leads", "modifier", "of_body", "past"],
        "institutions" => &[
            "head",
            "unit",
            "department",
            "organ",
            "link",
            "article",
            "indefinite",
            "alternative",
            "conjunction",
            "locative",
            "venue",
            "immaterial",
            "floor",
            "street",
            "namesake",
            "namesake_before",
            "head_in_capitals",
            "short",
        ],
        "events" => &["kind", "kinds", "or_gathering", "tail", "tails"],
        "organisations" => &["small", "and", "legal", "head", "unit", "term", "word"],
        "numbers" => &["ordinal", "cardinal", "last", "next", "previous"],
        "common" => &["ending", "function", "word"],
        "places" => &["country", "country_code", "adjective", "city", "state", "state_code"],
        "known" => &["known", "home"],
        "given" => &["given"],
        "family" => &["family"],
        "particles" => &["particle", "patronymic"],
        "names" => &["drop", "soft", "byline", "caption", "site", "event", "body"],
        "lines" => &["line", "pointer"],
        "words" => &[
            "key.changed",
            "key.created",
            "key.date",
            "key.other",
            "key.published",
            "published",
            "changed",
            "by",
            "reviewer",
            "end",
            "role",
            "nobody",
            "generic",
            "page",
            "home",
            "path.event",
            "reserved",
            "name.published",
            "name.date",
            "name.changed",
            "name.title",
            "name.site",
            "name.author",
            "name.not_author",
        ],
        _ => return None,
    })
}

fn files() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lexicon");
    let mut files: Vec<PathBuf> = fs::read_dir(root)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .flat_map(|folder| fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "tsv"))
        .collect();
    for file in ["head/words.tsv", "furniture/names.tsv", "furniture/lines.tsv"] {
        files.push(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/parse").join(file));
    }
    files.sort();
    files
}

fn lines(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap();
    text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(str::to_owned).collect()
}

#[test]
fn every_language_has_every_file() {
    let missing: Vec<String> = annals::lexicon::LANGUAGES
        .iter()
        .flat_map(|language| annals::lexicon::FILES.iter().map(move |file| (language, file)))
        .filter(|(language, file)| **file != "relations" && language.entries(file).next().is_none())
        .map(|(language, file)| format!("{}/{file}.tsv", language.code))
        .collect();
    assert!(missing.is_empty(), "empty: {missing:?}");
}

#[test]
fn lines_are_sorted_unique_and_lower_case() {
    for path in files().iter().filter(|path| !path.ends_with("relations.tsv")) {
        let keys: Vec<(String, String)> = lines(path)
            .iter()
            .map(|line| {
                let mut columns = line.split('\t');
                (columns.next().unwrap().to_owned(), columns.next().unwrap_or("").to_owned())
            })
            .collect();
        for pair in keys.windows(2) {
            assert!(
                pair[0] < pair[1],
                "{}: `{}` must stand before `{}`",
                path.display(),
                pair[1].0,
                pair[0].0
            );
        }
        for (phrase, _) in &keys {
            assert_eq!(*phrase, phrase.to_lowercase(), "{}: `{phrase}` is not lower-case", path.display());
            assert_eq!(phrase.trim(), phrase, "{}: `{phrase}` has white space around it", path.display());
        }
    }
}

#[test]
fn classes_are_known() {
    for path in files() {
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let Some(known) = classes(&name) else { continue };
        let used: BTreeSet<String> =
            lines(&path).iter().map(|line| line.split('\t').nth(1).unwrap_or("").to_owned()).collect();
        let unknown: Vec<&String> = used.iter().filter(|class| !known.contains(&class.as_str())).collect();
        assert!(unknown.is_empty(), "{}: unknown classes {unknown:?}", path.display());
    }
}

#[test]
fn values_that_name_a_vocabulary_are_its_words() {
    for path in files() {
        let allowed: &[&str] = match path.file_stem().unwrap().to_str().unwrap() {
            "events" => annals::records::EventKind::WORDS,
            _ => continue,
        };
        for line in lines(&path) {
            let value = line.split('\t').nth(2).unwrap_or("");
            assert!(
                allowed.contains(&value),
                "{}: `{line}`: `{value}` is none of {allowed:?}",
                path.display()
            );
        }
    }
}
