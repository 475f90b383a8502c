//! `annals accept`: what the pages say now becomes what is expected of them.

use std::fs;
use std::io::Write;
use std::path::PathBuf;

use annals::records::PageRecord;
use annals::write::replace_file;
use annals::{Error, ErrorKind, Result, pipeline};

use crate::cli::cases::{self, Case};
use crate::cli::console::{Console, printable};
use crate::cli::dataset;
use crate::cli::exit::{Exit, Sources, Stop};
use crate::cli::options::{Extraction, Jobs, ProjectFolder};
use crate::cli::work::each_page;

/// Writes the expected.json of cases that differ, or that have none yet
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  annals accept fixtures/example.org/spring-lecture\n\nLook at the differences first: \
    annals check"
)]
pub(crate) struct Args {
    /// Pages, or folders with pages; all of the project where nothing is said
    #[arg(value_name = "CASE")]
    cases: Vec<PathBuf>,
    #[command(flatten)]
    project: ProjectFolder,
    #[command(flatten)]
    extraction: Extraction,
    #[command(flatten)]
    jobs: Jobs,
}

pub(crate) fn run(args: &Args, console: &Console) -> Result<Exit, Stop> {
    let project = args.project.load()?;
    let found = project.pages();
    let mut sources = Sources::default();
    let mut fail = |error: &Error| {
        sources.failed += 1;
        console.failure(error);
    };
    let all = cases::of(&project, &found.pages);
    if args.cases.is_empty() {
        found.failures.iter().for_each(&mut fail);
    }
    unknown(args, &all).iter().for_each(&mut fail);
    let wanted = |case: &&Case| args.cases.is_empty() || args.cases.iter().any(|path| case.is_named(path));
    let chosen: Vec<&Case> = all.iter().filter(wanted).collect();
    let pages: Vec<_> = chosen.iter().map(|case| case.page.clone()).collect();
    let reading = args.extraction.open(Some(&project))?;
    let work = |page: &_| pipeline::read(page, &reading.of(page));
    let mut next = chosen.iter();
    let mut out = console.stdout();
    each_page(&pages, args.jobs, console, work, |_, record| {
        let Some(case) = next.next() else { return Ok(()) };
        match record.and_then(|record| accept(case, &record)) {
            Ok(done) => {
                sources.done += 1;
                if let (Some(done), false) = (done, console.is_quiet()) {
                    writeln!(out, "{done}: {}", printable(&case.name))?;
                }
            }
            Err(error) => {
                sources.failed += 1;
                console.failure(&error);
            }
        }
        Ok(())
    })?;
    out.flush()?;
    Ok(sources.exit())
}

/// A failure for each name that is no case.
fn unknown(args: &Args, cases: &[Case]) -> Vec<Error> {
    let is_unknown = |path: &&PathBuf| !cases.iter().any(|case| case.is_named(path));
    args.cases.iter().filter(is_unknown).map(|path| cases::unknown(path)).collect()
}

/// Writes what is expected from now on, unless it is what is expected already; says what was done.
fn accept(case: &Case, record: &PageRecord) -> Result<Option<&'static str>> {
    let known = fs::read_to_string(&case.expected).ok();
    let same = |text: &String| dataset::compare(&case.name, text, record).is_ok_and(|found| found.is_empty());
    if known.as_ref().is_some_and(same) {
        return Ok(None);
    }
    replace_file(&case.expected, dataset::snapshot(record)?.as_bytes()).map_err(|error| {
        Error::new(ErrorKind::Output, &case.name, "cannot be written")
            .because(error)
            .remedy("check your rights")
    })?;
    Ok(Some(if known.is_some() { "accepted" } else { "new" }))
}
