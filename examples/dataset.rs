//! A folder of pages becomes a dataset: `cargo run --example dataset -- pages/ dataset/`
//!
//! Pages are read on all processors; one that fails is named and passed over. The dataset replaces the one that was in the folder, as a whole.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a program for people at a terminal")]

use std::path::Path;

use annals::project::{About, Output, Overrides};
use annals::resolve::Resolution;
use annals::source::Search;
use annals::{Error, ErrorKind, Options, pipeline, write};

fn main() -> annals::Result<()> {
    let mut folders = std::env::args().skip(1);
    let (Some(pages), Some(dataset)) = (folders.next(), folders.next()) else {
        return Err(Error::new(ErrorKind::Config, "dataset", "takes two folders").remedy("pages/ dataset/"));
    };
    let (options, mut records) = (Options::default(), Vec::new());
    let found = Search::default().find([pages]);
    found.failures.iter().for_each(|failure| eprintln!("{failure}"));
    let read = |page: &_| pipeline::read(page, &options);
    for record in pipeline::Threads::new(None)?.map(&found.pages, read) {
        match record {
            Ok(record) => records.push(record),
            Err(failure) => eprintln!("{failure}"),
        }
    }
    let overrides = Overrides::default();
    let resolution = Resolution::of(&records, &overrides)?;
    let counts = write::replace(Path::new(&dataset), |folder| {
        write::write(&resolution, folder, &About::default(), &Output::default())
    })?;
    println!("{} people at {} events in {} files", counts.people, counts.events, counts.files);
    Ok(())
}
