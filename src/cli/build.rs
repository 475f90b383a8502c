//! `annals build`: the sources of a project become the datasets under its output folder.

mod cache;
mod drift;
mod previous;

use std::collections::BTreeSet;
use std::io::Write;

use annals::check::drift::{Baseline, Drift, group};
use annals::project::Project;
use annals::records::{PageRecord, Severity, Tables};
use annals::source::{Found, PageRef};
use annals::{Error, Result, pipeline};

use crate::cli::console::Console;
use crate::cli::dataset::{self, Files};
use crate::cli::exit::{Exit, Sources, Stop};
use crate::cli::options::{Extraction, Jobs, ProjectFolder, Reading};
use crate::cli::work::{each_page, guarded, marked};
use cache::Cache;
use previous::Previous;

/// Builds the datasets of a project from its pages
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  annals build\n  annals build --check\n\nThe project is described by its annals.toml. \
    Pages that have not changed are not read again;\nwhat is known of them is kept under .annals/, which may be deleted."
)]
pub(crate) struct Args {
    #[command(flatten)]
    project: ProjectFolder,
    /// Writes nothing; exit code 1 where files would change
    #[arg(long)]
    check: bool,
    /// Takes what the pages give now as what they are to give from now on, and writes baseline.toml
    #[arg(long, conflicts_with = "check")]
    accept_baseline: bool,
    #[command(flatten)]
    how: How,
}

/// How pages are read.
#[derive(Debug, clap::Args)]
pub(crate) struct How {
    #[command(flatten)]
    pub(crate) extraction: Extraction,
    #[command(flatten)]
    pub(crate) jobs: Jobs,
}

pub(crate) fn run(args: &Args, console: &Console) -> Result<Exit, Stop> {
    let mode = match (args.check, args.accept_baseline) {
        (true, _) => Mode::Check,
        (_, true) => Mode::Accept,
        _ => Mode::Build,
    };
    Ok(build(&args.project.load()?, &args.how, mode, console)?.exit)
}

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Says whether files would change; writes nothing.
    Check,
    /// Writes the datasets.
    Build,
    /// As `Build`; sources that have no baseline yet get one.
    Refresh,
    /// Writes the datasets and the baseline.
    Accept,
}

/// What came of it.
pub(crate) struct Outcome {
    pub(crate) exit: Exit,
    /// What sources do not give any more.
    pub(crate) drifts: Vec<Drift>,
}

/// Builds the datasets of a project, or checks whether they would change.
pub(crate) fn build(project: &Project, how: &How, mode: Mode, console: &Console) -> Result<Outcome, Stop> {
    dataset::check_folder(&project.output())?;
    let found = project.pages();
    let reading = how.extraction.open(Some(project))?;
    let baseline = Baseline::of(&project.root)?.unwrap_or_default();
    let build = Build { project, how, mode, reading, console };
    let Built { records, sources, drifts } = build.records(&found, baseline)?;
    if sources.exit() == Exit::Nothing {
        return Ok(Outcome { exit: Exit::Nothing, drifts });
    }
    let pages = records.len();
    let dataset = dataset::resolve(records, &project.overrides);
    let files = dataset::files(&dataset, project)?;
    let changed =
        if mode == Mode::Check { check(&files, project, console)? } else { write(&files, project)? };
    summary(pages, sources, dataset::tables(&dataset), console)?;
    let drifted = if drifts.is_empty() { Exit::Done } else { Exit::Differences };
    Ok(Outcome { exit: changed.max(drifted).max(sources.exit()), drifts })
}

fn write(files: &Files, project: &Project) -> Result<Exit, Stop> {
    dataset::replace(&project.output(), files)?;
    Ok(Exit::Done)
}

/// Names the files that would change.
fn check(files: &Files, project: &Project, console: &Console) -> Result<Exit, Stop> {
    let changed = dataset::changed(&project.output(), files)?;
    let mut out = console.stdout();
    for file in &changed {
        writeln!(out, "would change: {}", project.config.output.dir.join(&file.name).display())?;
    }
    out.flush()?;
    Ok(if changed.is_empty() { Exit::Done } else { Exit::Differences })
}

/// Three lines on what was found.
fn summary(pages: usize, sources: Sources, tables: &Tables, console: &Console) -> Result<(), Stop> {
    if console.is_quiet() {
        return Ok(());
    }
    let failed = if sources.failed == 0 { String::new() } else { format!(", {} failed", sources.failed) };
    let warnings = tables.findings.iter().filter(|finding| finding.severity == Severity::Warning).count();
    let mut out = console.stdout();
    writeln!(out, "{}{failed}", count(pages, "page"))?;
    writeln!(
        out,
        "{}, {}, {}, {}",
        count(tables.announcements.len(), "announcement"),
        count(tables.events.len(), "event"),
        if tables.people.len() == 1 {
            "1 person".to_owned()
        } else {
            format!("{} people", tables.people.len())
        },
        count(tables.institutions.len(), "institution"),
    )?;
    writeln!(out, "{}, {} among them", count(tables.findings.len(), "finding"), count(warnings, "warning"))?;
    out.flush()?;
    Ok(())
}

pub(crate) fn count(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

/// The records of a project, and how many of its sources gave them.
struct Built {
    records: Vec<PageRecord>,
    sources: Sources,
    drifts: Vec<Drift>,
}

struct Build<'a> {
    project: &'a Project,
    how: &'a How,
    mode: Mode,
    reading: Reading,
    console: &'a Console,
}

impl Build<'_> {
    /// Extracts the pages that have changed. What fails keeps what it said before.
    fn records(&self, found: &Found, baseline: Baseline) -> Result<Built, Stop> {
        // A check must not believe what an earlier run wrote down.
        let cache = (self.mode != Mode::Check).then(|| Cache::of(&self.project.root));
        let mut records = Vec::new();
        let mut groups = Vec::new();
        let mut failed: Vec<String> = Vec::new();
        let mut fail = |error: &Error| {
            self.console.failure(error);
            failed.push(error.input().to_owned());
        };
        let work = |page: &_| self.record(page, cache.as_ref());
        each_page(&found.pages, self.how.jobs, self.console, work, |page, record| {
            match record {
                Ok(record) => {
                    groups.push(group(&record, &page.group));
                    records.push(record);
                }
                Err(error) => fail(&error),
            }
            Ok(())
        })?;
        found.failures.iter().for_each(fail);
        let sources = Sources { done: records.len(), failed: failed.len() };
        let previous = Previous::read(&self.project.output());
        if let Some(cache) = &cache {
            cache.forget_others(&records, &failed);
        }
        let watch = drift::Watch {
            project: self.project,
            mode: self.mode,
            previous: &previous,
            console: self.console,
            failed: !failed.is_empty(),
        };
        let drifts = watch.drifts(&mut records, &groups, baseline)?;
        let kept = kept(&failed, &records, &previous, cache.as_ref());
        records.extend(kept);
        Ok(Built { records, sources, drifts })
    }

    fn record(&self, page: &PageRef, cache: Option<&Cache>) -> Result<PageRecord> {
        Ok(marked(page, self.extracted(page, cache)?))
    }

    fn extracted(&self, page: &PageRef, cache: Option<&Cache>) -> Result<PageRecord> {
        let options = self.reading.of(page);
        let loaded = page.load()?;
        if let Some(record) = cache.and_then(|cache| cache.record(&loaded, &options)) {
            return Ok(record);
        }
        let record = guarded(page, || pipeline::extract(&loaded, &options))?;
        if let Some(cache) = cache {
            cache.keep(&loaded, &options, &record);
        }
        Ok(record)
    }
}

/// What the pages that failed said before: as the cache has it, else as the dataset has it.
fn kept(
    failed: &[String],
    records: &[PageRecord],
    previous: &Previous,
    cache: Option<&Cache>,
) -> Vec<PageRecord> {
    let mut lost = BTreeSet::new();
    for input in failed {
        lost.extend(previous.sources_below(input));
        lost.extend(cache.into_iter().flat_map(|cache| cache.sources_below(input)));
    }
    for record in records {
        lost.remove(&record.page.source);
    }
    let last =
        |source: &String| cache.and_then(|cache| cache.last(source)).or_else(|| previous.record(source));
    lost.iter().filter_map(last).collect()
}
