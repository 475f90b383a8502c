//! `robots.txt`: any bytes are read, twice alike, and files of a grammar that both know as another reader reads them.

use annals::fetch::robots::{LONGEST_DELAY, Robots};
use arbitrary::{Result, Unstructured};
use texting_robots::Robot;

const VISITOR: &str = "annals";
const PATHS: [&str; 12] = [
    "/",
    "/a",
    "/a/b",
    "/ab?c=d",
    "/a/b.html",
    "/A",
    "/a%2Fb",
    "/a*b",
    "/a$",
    "",
    "/robots.txt",
    "/%E3%83%84/ツ#a",
];

/// The rules of these bytes are read, and those that they choose as another reader reads them.
pub(crate) fn run(bytes: &[u8]) {
    read(bytes);
    // What ends before its time has nothing more to compare.
    let _ = compare(&mut Unstructured::new(bytes));
}

fn read(bytes: &[u8]) {
    let (robots, again) = (Robots::parse(bytes, VISITOR), Robots::parse(bytes, VISITOR));
    assert!(robots.allows("/robots.txt"));
    assert!(robots.delay().is_none_or(|delay| delay <= LONGEST_DELAY));
    let own = String::from_utf8_lossy(bytes);
    let own = own.lines().filter_map(|line| Some(line.split_once(':')?.1.trim())).take(8);
    for path in PATHS.into_iter().chain(own) {
        assert_eq!(robots.allows(path), again.allows(path), "{path}");
    }
}

fn compare(choices: &mut Unstructured<'_>) -> Result<()> {
    let file = file(choices)?;
    let ours = Robots::parse(file.as_bytes(), VISITOR);
    let Ok(theirs) = Robot::new(VISITOR, file.as_bytes()) else { return Ok(()) };
    for _ in 0..8 {
        let path = path(choices, b"/ab-/")?;
        let address = format!("https://example.org{path}");
        assert_eq!(ours.allows(&path), theirs.allowed(&address), "{path} in\n{file}");
    }
    Ok(())
}

/// A file without what the two read differently (`tests/robots.rs` names that): rules of nobody, versions behind names, escapes.
/// Paths have no dots, for the other reader asks addresses, of which `.` and `..` are not left.
fn file(choices: &mut Unstructured<'_>) -> Result<String> {
    let mut file = String::new();
    for _ in 0..choices.int_in_range(1..=4)? {
        for _ in 0..choices.int_in_range(1..=2)? {
            let name = choices.choose(&["annals", "*", "other", "Annals", "annals-news", "ann"])?;
            file.extend(["User-agent: ", name, "\n"]);
        }
        for _ in 0..choices.int_in_range(1..=5)? {
            let rule = choices.choose(&["Disallow", "Allow", "disallow", "ALLOW"])?;
            let end = choices.choose(&["", "$", "", " # why"])?;
            file.extend([rule, ": ", path(choices, b"/ab-*")?.as_str(), end, "\n"]);
        }
        file += choices.choose(&["", "\n", "# a comment\n", "Sitemap: https://example.org/s.xml\n"])?;
    }
    Ok(file)
}

fn path(choices: &mut Unstructured<'_>, letters: &[u8]) -> Result<String> {
    let length = choices.int_in_range(0..=8)?;
    let mut path = String::from("/");
    for _ in 0..length {
        path.push(char::from(*choices.choose(letters)?));
    }
    Ok(path)
}
