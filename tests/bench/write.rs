//! How fast rows are written, a million people by default, and that memory does not grow with them: `cargo bench --bench write -- [ROWS]`.
//! The rows go through the writers of datasets into a file; they are made before the time is taken. Peaks are what Linux says of the process.
#![allow(clippy::print_stdout, clippy::cast_precision_loss, reason = "a benchmark prints")]

use std::fs::File;
use std::io::Write;
use std::time::Instant;

use annals::project::CsvStyle;
use annals::records::{Id, NameOrder, Person, Table, Tables};
use annals::write::{JsonLines, Rows};

mod timing;

/// Pages that the people stand on, over and over.
const PAGES: usize = 1000;
/// People on a page.
const PEOPLE: usize = 10;

fn main() {
    let rows = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(1_000_000);
    let pages: Vec<Tables> = (0..PAGES).map(page).collect();
    println!("| format | rows | size | speed | peak memory |");
    println!("|---|---|---|---|---|");
    for rows in [rows / 10, rows] {
        measure("CSV", rows, |file| csv(&pages, rows, file));
        measure("JSON Lines", rows, |file| json_lines(&pages, rows, file));
    }
}

fn csv(pages: &[Tables], rows: usize, file: File) -> annals::Result<()> {
    let mut out = Rows::new(Table::People, CsvStyle::default(), file)?;
    pages.iter().cycle().take(rows / PEOPLE).try_for_each(|page| out.page(page))?;
    out.finish()
}

fn json_lines(pages: &[Tables], rows: usize, file: File) -> std::io::Result<()> {
    let mut out = JsonLines::new(file);
    let people = pages.iter().flat_map(|page| &page.people);
    people.cycle().take(rows).try_for_each(|person| out.line(person))?;
    out.finish()
}

fn measure<E: std::fmt::Debug>(name: &str, rows: usize, write: impl FnOnce(File) -> Result<(), E>) {
    let file = tempfile::NamedTempFile::new().expect("a temporary file");
    let handle = file.reopen().expect("a second handle");
    let start = Instant::now();
    write(handle).expect("the rows are written");
    let seconds = start.elapsed().as_secs_f64();
    let size = file.as_file().metadata().map_or(0.0, |file| file.len() as f64 / 1e6);
    let peak = timing::peak().map_or_else(|| "?".to_owned(), |peak| format!("{:.1} MB", peak as f64 / 1e6));
    println!("| {name} | {rows} | {size:.1} MB | {:.0} MB/s | {peak} |", size / seconds);
    std::io::stdout().flush().ok();
}

fn page(number: usize) -> Tables {
    let people = (0..PEOPLE).map(|at| person(number * PEOPLE + at)).collect();
    Tables { people, ..Tables::default() }
}

fn person(number: usize) -> Person {
    const GIVEN: [&str; 7] = ["Ann", "Szymon", "Marie-Angèle", "Oluwaseun", "Lúcia", "Henk", "美玲"];
    const FAMILY: [&str; 5] = ["Lee", "Gródecki", "Adebanjo-Clarke", "van der Meer", "O'Brien"];
    let (given, family) = (GIVEN[number % GIVEN.len()], FAMILY[number % FAMILY.len()]);
    Person {
        person_id: Id::new(Table::People, &[&number.to_string()]),
        name: format!("{given} {family}"),
        given_name: Some(given.to_owned()),
        family_name: (!number.is_multiple_of(3)).then(|| family.to_owned()),
        name_order: NameOrder::GivenFirst,
        honorifics: (0..number % 3).map(|at| ["Prof.", "Dr."][at].to_owned()).collect(),
        aliases: (0..number % 2).map(|_| format!("{family}, \"{number}\"")).collect(),
    }
}
