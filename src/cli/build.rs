//! `annals build`: the sources of a project become the datasets under its output folder.

mod cache;
mod drift;
mod previous;
mod reader;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::io::Write;

use annals::check::drift::{Baseline, Common, Drift, Gist, group};
use annals::project::Project;
use annals::records::PageRecord;
use annals::source::{Found, PageRef};
use annals::store::Slot;
use annals::{Error, Result};

use crate::cli::console::Console;
use crate::cli::dataset::{self, Counts, Place, Resolved, Shelf};
use crate::cli::exit::{Exit, Sources, Stop};
use crate::cli::formats::Files;
use crate::cli::options::{Extraction, Jobs, ProjectFolder};
use crate::cli::work::{alongside, each_page};
use cache::Cache;
use previous::Previous;
use reader::Reader;

/// Builds the datasets of a project from its pages
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  annals build\n  annals build --check\n  annals build --format csv,json,xlsx\n\nThe project is described by its annals.toml. \
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
    files: Files,
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
    let mut project = args.project.load()?;
    args.files.choose(&mut project.config.output);
    Ok(build(&project, &args.how, mode, console)?.exit)
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
    dataset::check_output(&project.output(), &project.config.output)?;
    let _lock = if mode == Mode::Check { None } else { project.lock()? };
    let found = project.pages();
    let reader = Reader::new(project, how, mode)?;
    let baseline = Baseline::of(&project.root)?.unwrap_or_default();
    let build = Build { project, how, mode, console, reader: &reader };
    let mut shelf = Shelf::new(reader.cache().map(Cache::store))?;
    let Built { live, sources, drifts } = build.records(&found, baseline, &mut shelf)?;
    drop(found);
    if sources.exit() == Exit::Nothing {
        return Ok(Outcome { exit: Exit::Nothing, drifts });
    }
    let resolved = dataset::resolve(&shelf, &project.overrides)?;
    let (counts, changed) = if mode == Mode::Check {
        check(&resolved, project, console)?
    } else {
        (write(&resolved, project)?, Exit::Done)
    };
    let erasure = resolved.erasure().cloned();
    drop(resolved);
    let pages = shelf.pages();
    drop(shelf);
    reader.keep_only(&live, erasure.as_ref());
    summary(pages, sources, counts, console)?;
    let drifted = if drifts.is_empty() { Exit::Done } else { Exit::Differences };
    Ok(Outcome { exit: changed.max(drifted).max(sources.exit()), drifts })
}

/// Reads pages, while `find` finds them, so that a build which follows has not to: fetching waits for the web, extracting for processors.
pub(crate) fn ahead<T>(
    project: &Project,
    how: &How,
    find: impl FnOnce(&mut dyn FnMut(PageRef)) -> T,
) -> Result<T, Error> {
    let reader = Reader::new(project, how, Mode::Refresh)?;
    // What fails is told by the build.
    alongside(how.jobs, |page| drop(reader.read(&page)), find)
}

fn write(resolved: &Resolved<'_>, project: &Project) -> Result<Counts> {
    let config = &project.config;
    dataset::replace(&project.output(), resolved, &config.about, &config.output)
}

/// Names the files that would change.
fn check(resolved: &Resolved<'_>, project: &Project, console: &Console) -> Result<(Counts, Exit), Stop> {
    let (counts, _, changed) = dataset::compared(resolved, project)?;
    let mut out = console.stdout();
    for file in &changed {
        writeln!(out, "would change: {}", project.config.output.dir.join(&file.name).display())?;
    }
    out.flush()?;
    Ok((counts, if changed.is_empty() { Exit::Done } else { Exit::Differences }))
}

/// Three lines on what was found.
fn summary(pages: usize, sources: Sources, counts: Counts, console: &Console) -> Result<(), Stop> {
    if console.is_quiet() {
        return Ok(());
    }
    let failed = if sources.failed == 0 { String::new() } else { format!(", {} failed", sources.failed) };
    let mut out = console.stdout();
    writeln!(out, "{}{failed}", count(pages, "page"))?;
    writeln!(
        out,
        "{}, {}, {}, {}",
        count(counts.announcements, "announcement"),
        count(counts.events, "event"),
        if counts.people == 1 { "1 person".to_owned() } else { format!("{} people", counts.people) },
        count(counts.institutions, "institution"),
    )?;
    writeln!(out, "{}, {} among them", count(counts.findings, "finding"), count(counts.warnings, "warning"))?;
    out.flush()?;
    Ok(())
}

pub(crate) fn count(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

/// The records of a project are on the shelf; how many of its sources gave them.
struct Built {
    /// What the cache keeps.
    live: Vec<Slot>,
    sources: Sources,
    drifts: Vec<Drift>,
}

struct Build<'a> {
    project: &'a Project,
    how: &'a How,
    mode: Mode,
    console: &'a Console,
    reader: &'a Reader,
}

/// A page that was read.
struct Read {
    gist: Gist,
    /// The source that it counts to.
    group: String,
    said: Said,
}

/// Where what it said is.
enum Said {
    Cached(Place),
    Here(Box<PageRecord>),
}

impl Build<'_> {
    /// Extracts the pages that have changed, and puts all records on the shelf. What fails keeps what it said before.
    fn records(&self, found: &Found, baseline: Baseline, shelf: &mut Shelf<'_>) -> Result<Built, Stop> {
        let mut pages: Vec<(Gist, Place)> = Vec::new();
        let mut by_group: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let mut common = Common::default();
        let mut failed: Vec<String> = Vec::new();
        let mut fail = |error: &Error| {
            self.console.failure(error);
            failed.push(error.input().to_owned());
        };
        each_page(
            &found.pages,
            self.how.jobs,
            self.console,
            |page| self.read(page),
            |_, read| {
                match read {
                    Ok(Read { gist, group, said }) => {
                        by_group.entry(group).or_default().push(pages.len());
                        let place = match said {
                            Said::Cached(place) => place,
                            Said::Here(record) => shelf.keep(&record)?,
                        };
                        pages.push((gist.with(&mut common), place));
                    }
                    Err(error) => fail(&error),
                }
                Ok(())
            },
        )?;
        found.failures.iter().for_each(fail);
        let sources = Sources { done: pages.len(), failed: failed.len() };
        let previous = Previous::read(&self.project.output(), self.reader.erasure());
        let lost = self.lost(&failed, &pages, &previous);
        let slot = |place: &Place| match place {
            Place::Cached(slot, _) => Some(*slot),
            Place::Own(_) => None,
        };
        let live = pages.iter().filter_map(|(_, place)| slot(place)).chain(lost.values().copied().flatten());
        let live = live.collect();
        let drifts = self.drifted(&pages, &by_group, &previous, !failed.is_empty(), baseline, shelf)?;
        let (cached, gone): (Vec<_>, Vec<_>) = lost.into_iter().partition(|(_, slot)| slot.is_some());
        shelf.extend(cached.into_iter().filter_map(|(_, slot)| Some(Place::Cached(slot?, false))));
        let gone = gone.into_iter().map(|(source, _)| source).collect();
        previous.records(&gone).iter().try_for_each(|record| shelf.put(record))?;
        Ok(Built { live, sources, drifts })
    }

    /// Puts the pages on the shelf; those of a source that has drifted say what they said before.
    fn drifted(
        &self,
        pages: &[(Gist, Place)],
        by_group: &BTreeMap<String, Vec<usize>>,
        previous: &Previous,
        failed: bool,
        baseline: Baseline,
        shelf: &mut Shelf<'_>,
    ) -> Result<Vec<Drift>> {
        let Self { project, mode, console, .. } = *self;
        let watch = drift::Watch { project, mode, previous, console, failed };
        let groups = by_group.iter();
        let groups = groups.map(|(group, of)| (group, of.iter().map(|at| &pages[*at].0).collect())).collect();
        let drifts = watch.drifts(&groups, baseline)?;
        let mut stale: HashSet<usize> = HashSet::new();
        for drift in &drifts {
            let of = by_group.get(&drift.group).into_iter().flatten();
            stale.extend(of.copied().filter(|at| !watch.says_still(&pages[*at].0)));
        }
        let stays = pages.iter().enumerate().filter(|(at, _)| !stale.contains(at));
        shelf.extend(stays.map(|(_, (_, place))| *place));
        let before: BTreeSet<String> = stale.iter().map(|at| pages[*at].0.source.clone()).collect();
        previous.records(&before).iter().try_for_each(|record| shelf.put(record))?;
        Ok(drifts)
    }

    /// The pages that failed and said something before: where the cache has it, if it has.
    fn lost(
        &self,
        failed: &[String],
        pages: &[(Gist, Place)],
        previous: &Previous,
    ) -> BTreeMap<String, Option<Slot>> {
        let mut lost: BTreeMap<String, Option<Slot>> =
            previous.sources_below(failed).into_iter().map(|source| (source, None)).collect();
        let cached = self.reader.cache().into_iter().flat_map(|cache| cache.below(failed));
        lost.extend(cached.map(|(source, slot)| (source, Some(slot))));
        if !lost.is_empty() {
            let read: HashSet<_> = pages.iter().map(|(page, _)| previous.name(&page.source)).collect();
            lost.retain(|source, _| !read.contains(&previous.name(source)));
        }
        lost
    }

    fn read(&self, page: &PageRef) -> Result<Read> {
        let (slot, record) = self.reader.read(page)?;
        let record = record.marked(page.gone);
        let (gist, group) = (Gist::of(&record), group(&record, &page.group));
        let said = slot.map_or_else(
            || Said::Here(Box::new(record)),
            |slot| Said::Cached(Place::Cached(slot, page.gone)),
        );
        Ok(Read { gist, group, said })
    }
}
