//! `annals check`: the saved pages are extracted again and compared with what is expected of them and with the datasets.

mod report;

use std::fs;
use std::io::Write;

use annals::check::drift::{BASELINE, Baseline, Common, Gist, Seen, Shares, group, judge, vanished};
use annals::project::Project;
use annals::records::PageRecord;
use annals::resolve::Erasure;
use annals::{Error, ErrorKind, Result, pipeline};

use crate::cli::cases::{self, Case};
use crate::cli::console::Console;
use crate::cli::dataset::{self, Shelf};
use crate::cli::exit::{Exit, Stop};
use crate::cli::options::{Extraction, Jobs, ProjectFolder};
use crate::cli::work::each_page;
pub(crate) use report::Difference;
use report::{Checked, Format, Verdict};

/// Compares the pages of a project with each expected.json and with its datasets
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  annals check\n  annals check --format github\n  annals check --format sarif > annals.sarif"
)]
pub(crate) struct Args {
    #[command(flatten)]
    project: ProjectFolder,
    /// How to tell
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    #[command(flatten)]
    extraction: Extraction,
    #[command(flatten)]
    jobs: Jobs,
}

pub(crate) fn run(args: &Args, console: &Console) -> Result<Exit, Stop> {
    let project = args.project.load()?;
    let found = project.pages();
    let cases = cases::of(&project, &found.pages);
    let mut checked: Vec<Checked> = found.failures.into_iter().map(failed).collect();
    let mut unreadable = checked.len();
    let (mut shelf, mut pages, mut common) = (Shelf::new(None)?, Vec::new(), Common::default());
    let reading = args.extraction.open(Some(&project))?;
    let work = |page: &_| pipeline::read(page, &reading.of(page));
    let erasure = Erasure::of(&project.overrides);
    let mut next = cases.iter();
    each_page(&found.pages, args.jobs, console, work, |page, record| {
        let case = next.next().filter(|case| case.is_expected());
        match record {
            Ok(record) => {
                checked.extend(case.map(|case| check(case, &record).without(&erasure)));
                pages.push((group(&record, &page.group), Gist::of(&record).with(&mut common)));
                shelf.put(&record)?;
            }
            Err(error) => {
                unreadable += 1;
                checked.push(failed(error));
            }
        }
        Ok(())
    })?;
    checked.extend(cases::orphans(&project, &cases).into_iter().map(orphan));
    let read = pages.len();
    checked.extend(drifts(&project, &pages)?);
    if unreadable > 0 {
        console.say("the datasets are not compared, because some pages cannot be read");
    } else {
        checked.extend(datasets(&project, &shelf)?);
    }
    tell(args.format, &checked, read, console)
}

/// Tells what was found, and turns it into an exit code.
fn tell(format: Format, checked: &[Checked], read: usize, console: &Console) -> Result<Exit, Stop> {
    let mut out = console.stdout();
    format.write(checked, console, &mut out)?;
    out.flush()?;
    let mut exit = Exit::Done;
    for item in checked {
        exit = exit.max(match &item.verdict {
            Verdict::Same => Exit::Done,
            Verdict::Differs(_) | Verdict::Drifts(_) | Verdict::Orphan => Exit::Differences,
            Verdict::Failed(error) => {
                console.failure(error);
                if error.kind() == ErrorKind::Format { Exit::Usage } else { Exit::Partial }
            }
        });
    }
    Ok(if exit == Exit::Partial && read == 0 { Exit::Nothing } else { exit })
}

impl Checked {
    /// Tells nothing of those who are erased; `expected.json` may still name them.
    fn without(mut self, erasure: &Erasure) -> Self {
        if let Verdict::Differs(differences) = &mut self.verdict {
            let hide = |text: &mut String| *text = erasure.mask(text, true).into_owned();
            for difference in differences {
                hide(&mut difference.path);
                [&mut difference.expected, &mut difference.actual].into_iter().flatten().for_each(hide);
            }
        }
        self
    }
}

fn failed(error: Error) -> Checked {
    Checked { file: error.input().to_owned(), verdict: Verdict::Failed(error) }
}

fn orphan(file: String) -> Checked {
    Checked { file, verdict: Verdict::Orphan }
}

fn check(case: &Case, record: &PageRecord) -> Checked {
    let compared = fs::read_to_string(&case.expected)
        .map_err(|error| {
            Error::new(ErrorKind::Format, &case.name, "cannot be read")
                .because(error)
                .remedy("check the file")
        })
        .and_then(|text| dataset::compare(&case.name, &text, record));
    let verdict = match compared {
        Ok(differences) if differences.is_empty() => Verdict::Same,
        Ok(differences) => Verdict::Differs(differences),
        Err(error) => Verdict::Failed(error),
    };
    Checked { file: case.name.clone(), verdict }
}

/// The sources that have a baseline, each with what all its pages together give less.
fn drifts(project: &Project, pages: &[(String, Gist)]) -> Result<Vec<Checked>> {
    let Some(baseline) = Baseline::of(&project.root)? else { return Ok(Vec::new()) };
    let check = |(group, shares): (&String, &Shares)| {
        let of_group = pages.iter().filter(|(of, _)| of == group);
        let seen: Vec<Seen<'_>> =
            of_group.map(|(_, page)| Seen { page, fresh: false, announced: false }).collect();
        let found = if seen.is_empty() { vec![vanished(group, shares)] } else { judge(group, shares, &seen) };
        let told = found.into_iter().map(|drift| Difference {
            path: format!("{group}: {}", drift.what),
            expected: None,
            actual: Some(drift.text()),
        });
        let told: Vec<Difference> = told.collect();
        let verdict = if told.is_empty() { Verdict::Same } else { Verdict::Drifts(told) };
        Checked { file: BASELINE.to_owned(), verdict }
    };
    Ok(baseline.groups.iter().map(check).collect())
}

/// Each file of the datasets, as it is and as it would be built.
fn datasets(project: &Project, shelf: &Shelf<'_>) -> Result<Vec<Checked>> {
    let resolved = dataset::resolve(shelf, &project.overrides)?;
    let (mut names, changed) =
        dataset::compared(&resolved, project).map(|(_, names, changed)| (names, changed))?;
    let verdict = |name: &String| match changed.iter().find(|file| file.name == *name) {
        Some(file) => Verdict::Differs(file.differences.clone()),
        None => Verdict::Same,
    };
    let surplus = changed.iter().map(|file| &file.name).filter(|name| !names.contains(name));
    let surplus: Vec<String> = surplus.cloned().collect();
    names.extend(surplus);
    let dir = project.config.output.dir.to_string_lossy().replace('\\', "/");
    Ok(names.iter().map(|name| Checked { file: format!("{dir}/{name}"), verdict: verdict(name) }).collect())
}
