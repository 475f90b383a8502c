//! Who holds which post, and why we think so: `cargo run --example evidence -- page.html`
//!
//! Rows refer to each other by ids; the evidence of a value is found by the id of its row and the name of its column.

#![expect(clippy::print_stdout, reason = "a program for people at a terminal")]

use std::collections::HashMap;

use annals::records::{Change, Institution};
use annals::{Options, Page, extract};

fn main() -> annals::Result<()> {
    for file in std::env::args().skip(1) {
        let tables = extract(Page::read(&file)?, &Options::default())?.tables;
        let people: HashMap<_, _> = tables.people.iter().map(|row| (row.person_id, row)).collect();
        let institutions: HashMap<_, _> =
            tables.institutions.iter().map(|row| (row.institution_id, row)).collect();
        for position in tables.positions.iter().filter(|row| row.change == Change::Holds) {
            let Some(title) = &position.title else { continue };
            let at: Option<&&Institution> = position.institution_id.and_then(|id| institutions.get(&id));
            println!("{}: {title}, {}", people[&position.person_id].name, at.map_or("?", |row| &row.name));
            for why in tables.evidence_of(position.position_id, "title") {
                let place = why.locator.as_deref().unwrap_or("the page's metadata");
                println!("  {:.0}% by {}: \"{}\" in {place}", why.confidence * 100.0, why.rule, why.quote);
            }
        }
    }
    Ok(())
}
