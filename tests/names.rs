//! People as announcements print them: every line of `tests/names/<culture>.tsv` is a language, a tab, a text, a tab, and who is in it.
//!
//! How a line is written is told in `tests/names/README.md`. What is read must not fall below `tests/names/floors.tsv`, and
//! `NAMES_ERRORS=1` prints the lines that are read otherwise; `misread.txt` lists them, but for the third that nobody looks at.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test fails by panicking, and prints what it counts"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::ops::AddAssign;
use std::path::{Path, PathBuf};

use annals::pipeline::{Options, extract};
use annals::source::Page;

/// Every third line may be counted, but nobody reads where it fails.
const HELD_OUT: usize = 2;

/// A heading that announces something and names nobody, so that a page is of the language of its text.
const HEADINGS: [(&str, &str); 10] = [
    ("de", "Einladung zum Seminar"),
    ("es", "Invitación al seminario"),
    ("fr", "Invitation au séminaire"),
    ("id", "Undangan seminar"),
    ("it", "Invito al seminario"),
    ("ja", "セミナーのご案内"),
    ("ko", "세미나 안내"),
    ("nl", "Uitnodiging voor het seminar"),
    ("pt", "Convite para o seminário"),
    ("zh", "研讨会通知"),
];

/// A person as a line expects or a page gives one; what is `None` is not scored.
#[derive(Debug)]
struct Person {
    name: String,
    family: Option<String>,
    honorifics: Option<String>,
}

impl Person {
    /// `Amal Haddad [family=Haddad] {Dr. Prof.}`
    fn expected(text: &str) -> Self {
        let part = |open: &str, close: char| {
            let (_, rest) = text.split_once(open)?;
            rest.split_once(close).map(|(inside, _)| inside.to_owned())
        };
        let end = text.find(" [").or_else(|| text.find(" {")).unwrap_or(text.len());
        Self { name: text[..end].to_owned(), family: part("[family=", ']'), honorifics: part("{", '}') }
    }
}

impl std::fmt::Display for Person {
    fn fmt(&self, form: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        form.write_str(&self.name)?;
        self.family.iter().try_for_each(|family| write!(form, " [family={family}]"))?;
        self.honorifics.iter().try_for_each(|titles| write!(form, " {{{titles}}}"))
    }
}

/// How many of how many.
#[derive(Clone, Copy, Default)]
struct Share {
    right: usize,
    all: usize,
}

impl Share {
    fn count(&mut self, right: bool) {
        self.right += usize::from(right);
        self.all += 1;
    }

    /// Per cent; of nothing, all is right.
    fn rate(self) -> f64 {
        if self.all == 0 { 100.0 } else { 100.0 * self.right as f64 / self.all as f64 }
    }
}

impl AddAssign for Share {
    fn add_assign(&mut self, other: Self) {
        self.right += other.right;
        self.all += other.all;
    }
}

/// What the lines of a file come to, by the names of `floors.tsv`.
#[derive(Default)]
struct Score(BTreeMap<&'static str, Share>);

impl Score {
    fn class(&mut self, name: &'static str) -> &mut Share {
        self.0.entry(name).or_default()
    }

    fn add(&mut self, other: &Self) {
        other.0.iter().for_each(|(name, share)| *self.class(name) += *share);
    }

    /// Counts a line, and says whether all that is scored of it is right.
    fn line(&mut self, expected: &[Person], found: &[Person]) -> bool {
        let same = |people: &[Person], name: &str| people.iter().any(|person| person.name == name);
        let mut right = expected.len() == found.len();
        for person in found {
            self.class("precision").count(same(expected, &person.name));
        }
        if expected.is_empty() {
            self.class("negatives").count(found.is_empty());
        }
        for person in expected {
            let read = found.iter().find(|other| other.name == person.name);
            self.class("recall").count(read.is_some());
            right &= read.is_some_and(|read| self.parts(person, read));
        }
        right
    }

    /// Counts family name and honorifics of a person whose name is right.
    fn parts(&mut self, expected: &Person, read: &Person) -> bool {
        let mut right = true;
        for (class, wanted, got) in [
            ("family", &expected.family, &read.family),
            ("honorifics", &expected.honorifics, &read.honorifics),
        ] {
            let Some(wanted) = wanted else { continue };
            let same = wanted.to_lowercase() == got.as_deref().unwrap_or_default().to_lowercase();
            self.class(class).count(same);
            right &= same;
        }
        right
    }

    fn shown(&self) -> String {
        let shares = self
            .0
            .iter()
            .map(|(name, share)| format!("{name} {:.1} ({} of {})", share.rate(), share.right, share.all));
        shares.collect::<Vec<_>>().join(", ")
    }
}

/// The text below a heading and a day: of a page that announces nothing, nobody is read.
fn page(language: &str, text: &str) -> Page {
    let heading = HEADINGS
        .iter()
        .find(|(code, _)| *code == language)
        .map_or("Invitation to the seminar", |(_, words)| words);
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace("\\n", "<br>");
    let html = format!(
        "<html lang={language}><head><meta charset=utf-8><title>{heading}</title></head>\
         <body><main><h1>{heading}</h1><p>2024-03-14, 14:00</p><p>{text}</p></main></body></html>"
    );
    Page { source: "line.html".into(), bytes: html.into_bytes(), ..Page::default() }
}

fn read(language: &str, text: &str) -> Vec<Person> {
    let page = page(language, text);
    let record = extract(&page, &Options::default()).unwrap();
    let people = record.tables.people.into_iter().map(|row| Person {
        name: row.name,
        family: row.family_name,
        honorifics: Some(row.honorifics.join(" ")),
    });
    people.collect()
}

fn shown(people: &[Person]) -> String {
    if people.is_empty() {
        "-".to_owned()
    } else {
        people.iter().map(ToString::to_string).collect::<Vec<_>>().join(" | ")
    }
}

/// The lines that are no remarks.
fn lines(file: &str) -> impl Iterator<Item = &str> {
    file.lines().filter(|line| !line.starts_with('#'))
}

/// What a file comes to.
#[derive(Default)]
struct Outcome {
    score: Score,
    /// The score of the lines that nobody tunes by.
    held_out: Score,
    /// The other lines that are read otherwise: language and text, and what is wanted and read.
    errors: Vec<(String, String)>,
}

fn score(file: &str) -> Outcome {
    let mut outcome = Outcome::default();
    for (at, line) in lines(file).enumerate() {
        let [language, text, expected] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("three columns: {line}")
        };
        let expected: Vec<Person> =
            expected.split(" | ").filter(|person| *person != "-").map(Person::expected).collect();
        let found = read(language, text);
        let right = outcome.score.line(&expected, &found);
        if at % 3 == HELD_OUT {
            outcome.held_out.line(&expected, &found);
        } else if !right {
            let told = format!("wanted {}\n    read   {}", shown(&expected), shown(&found));
            outcome.errors.push((format!("{language}\t{text}"), told));
        }
    }
    outcome
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/names")
}

/// Names and contents of the files with lines, sorted.
fn files() -> Vec<(String, String)> {
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|end| end == "tsv") && !path.ends_with("floors.tsv"));
    paths.sort();
    let content = |path: PathBuf| {
        (path.file_stem().unwrap().to_string_lossy().into_owned(), std::fs::read_to_string(&path).unwrap())
    };
    paths.into_iter().map(content).collect()
}

#[test]
fn names_are_read_as_well_as_ever() {
    let errors_too = std::env::var_os("NAMES_ERRORS").is_some();
    let (mut all, mut held_out) = (Score::default(), Score::default());
    for (name, content) in files() {
        let Outcome { score, held_out: held, errors } = score(&content);
        println!("{name}: {}", score.shown());
        if errors_too {
            errors.iter().for_each(|(line, told)| println!("  {line}\n    {told}"));
        }
        all.add(&score);
        held_out.add(&held);
    }
    println!("all: {}\nof these held out: {}", all.shown(), held_out.shown());
    let floors = std::fs::read_to_string(folder().join("floors.tsv")).unwrap();
    let below = floors.lines().filter_map(|line| {
        let (class, floor) = line.split_once('\t')?;
        let rate = all.0.get(class).map_or(0.0, |share| share.rate());
        (rate < floor.parse::<f64>().unwrap())
            .then(|| format!("{class} is {rate:.2}, below its floor of {floor}"))
    });
    let below: Vec<String> = below.collect();
    assert!(below.is_empty(), "{}\nNAMES_ERRORS=1 shows the lines", below.join("\n"));
}

/// Floors let one line pay for another; here each is looked at: what was read right is, and what is read right now is no exception any more.
#[test]
fn lines_are_misread_only_where_they_are_known_to_be() {
    let path = folder().join("misread.txt");
    let misread: BTreeMap<String, String> =
        files().iter().flat_map(|(_, content)| score(content).errors).collect();
    if std::env::var_os("NAMES_ACCEPT").is_some() {
        let lines: Vec<&str> = misread.keys().map(String::as_str).collect();
        std::fs::write(&path, lines.join("\n") + "\n").unwrap();
    }
    let known = std::fs::read_to_string(&path).unwrap();
    let known: BTreeSet<&str> = known.lines().collect();
    let new = misread.iter().filter(|(line, _)| !known.contains(line.as_str()));
    let new: Vec<String> = new.map(|(line, told)| format!("now misread: {line}\n    {told}")).collect();
    let gone = known.iter().filter(|line| !misread.contains_key(**line));
    let gone: Vec<String> = gone.map(|line| format!("read right now: {line}")).collect();
    let all = [new, gone].concat();
    assert!(
        all.is_empty(),
        "{}\nwhere this is better, NAMES_ACCEPT=1 writes misread.txt anew",
        all.join("\n")
    );
}

#[test]
fn the_corpus_is_as_large_as_promised() {
    let files = files();
    let all = files.iter().flat_map(|(_, content)| lines(content));
    let (nobody, people): (Vec<&str>, Vec<&str>) = all.partition(|line| line.ends_with("\t-"));
    assert!(nobody.len() >= 400 && people.len() >= 700, "{} and {} lines", people.len(), nobody.len());
}
