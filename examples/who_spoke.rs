//! Who spoke, as one page tells it: `cargo run --example who_spoke -- page.html`

#![expect(clippy::print_stdout, reason = "a program for people at a terminal")]

use annals::{Options, Page, extract, resolve};

fn main() -> annals::Result<()> {
    for file in std::env::args().skip(1) {
        let record = extract(Page::read(&file)?, &Options::default())?;
        for row in resolve(vec![record]).who_spoke() {
            let day = row.starts_on.map_or_else(|| "no day".to_owned(), |day| day.to_string());
            let place = row.institution.unwrap_or_default();
            let talk = row.talk.or(row.event).unwrap_or_default();
            println!("{day:10}  {:10}  {}  {place}  {talk}", row.role, row.person);
        }
    }
    Ok(())
}
