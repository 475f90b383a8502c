//! `annals profile test`: what each selector of a profile finds on pages, and why not where it finds nothing.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

use annals::pipeline::{self, read_profile};
use annals::profile::{Count, Profile, Profiles, near};
use annals::project::Project;
use annals::source::{Found, Page, PageRef};
use annals::{Error, ErrorKind};

use crate::cli::console::{Console, Style};
use crate::cli::exit::{Exit, Sources, Stop};
use crate::cli::options::ProjectFolder;
use crate::cli::table;

/// Pages on which a selector finds nothing that are explained.
const SHOWN: usize = 3;

/// Shows what each selector of a profile finds on pages, and which part of it stopped matching
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  annals profile test\n  annals profile test pages/harbour --profile profiles/harbour.toml\n\nWithout pages, the project's pages are read, each with the profile that is for it. Exit code 1 where a selector\nthat is not optional finds nothing on a page."
)]
pub(crate) struct Args {
    /// Pages; those of the project where nothing is said
    #[arg(value_name = "PAGE")]
    pages: Vec<std::ffi::OsString>,
    /// The profile, by its file, or by its name in the project
    #[arg(long, value_name = "FILE|NAME")]
    profile: Option<String>,
    #[command(flatten)]
    project: ProjectFolder,
}

/// What the selectors of one profile found, page by page.
#[derive(Default)]
struct Tried {
    pages: Vec<(Page, Vec<Count>)>,
}

pub(super) fn run(args: &Args, console: &Console) -> Result<Exit, Stop> {
    let project = args.project.load().ok();
    let named = args.profile.as_deref().map(|name| named(name, project.as_ref())).transpose()?;
    let found = pages(args, project.as_ref())?;
    console.failures(&found.failures);
    let mut sources = Sources { done: 0, failed: found.failures.len() };
    let mut tried: BTreeMap<String, Tried> = BTreeMap::new();
    for page in &found.pages {
        match read(page, named.as_ref(), project.as_ref()) {
            Ok(Some((name, page, counts))) => {
                tried.entry(name).or_default().pages.push((page, counts));
                sources.done += 1;
            }
            Ok(None) => sources.done += 1,
            Err(error) => {
                sources.failed += 1;
                console.failure(&error);
            }
        }
    }
    let mut missed = false;
    let mut out = console.stdout();
    for (name, tried) in &tried {
        missed |= tried.print(name, console, &mut out)?;
    }
    if tried.is_empty() {
        writeln!(out, "no profile is for these pages: name one with --profile, or give it urls")?;
    }
    out.flush()?;
    let found = if missed { Exit::Differences } else { Exit::Done };
    Ok(found.max(sources.exit()))
}

/// A profile by its file, or by its name.
fn named(name: &str, project: Option<&Project>) -> Result<Arc<Profile>, Stop> {
    if let Some(profile) = project.and_then(|project| project.profiles.named(name)) {
        return Ok(Arc::clone(profile));
    }
    let path = PathBuf::from(name);
    if !path.exists() && !name.contains(['/', '.']) {
        let error = Error::new(ErrorKind::Config, name, "is no profile of the project");
        let close = project.and_then(|project| project.profiles.closest(name));
        let remedy =
            close.map_or_else(|| "name its file".to_owned(), |close| format!("did you mean `{close}`?"));
        return Err(error.remedy(remedy).into());
    }
    Ok(Profiles::file(&path)?)
}

fn pages(args: &Args, project: Option<&Project>) -> Result<Found, Stop> {
    match project {
        _ if !args.pages.is_empty() => Ok(crate::cli::options::Pages { pages: args.pages.clone() }.find()),
        Some(project) => Ok(project.pages()),
        None => Err(args.project.load().err().unwrap_or_else(|| {
            Error::new(ErrorKind::Config, "annals profile test", "names no page").remedy("name some").into()
        })),
    }
}

fn read(
    page: &PageRef,
    named: Option<&Arc<Profile>>,
    project: Option<&Project>,
) -> annals::Result<Option<(String, Page, Vec<Count>)>> {
    let profiles = project.map(|project| &project.profiles);
    let of_source = profiles.and_then(|profiles| profiles.named(page.profile.as_ref()?));
    let for_page = || profiles.and_then(|profiles| profiles.for_page(&page.source, page.url.as_deref()));
    let Some(profile) = named.or(of_source).or_else(for_page) else { return Ok(None) };
    let loaded = page.load()?;
    let options = pipeline::Options { language: page.language.clone(), ..pipeline::Options::default() };
    let counts = read_profile(&loaded, profile, &options)?.counts;
    Ok(Some((profile.name.clone(), loaded, counts)))
}

impl Tried {
    /// Prints one profile; says whether a selector missed.
    fn print(&self, name: &str, console: &Console, out: &mut impl Write) -> Result<bool, Stop> {
        writeln!(out, "{}", console.paint(Style::Bold, &format!("{name}: {} pages", self.pages.len())))?;
        let first = self.pages.first().map_or(&[][..], |(_, counts)| counts);
        let mut rows = Vec::new();
        let mut misses = Vec::new();
        for (at, count) in first.iter().enumerate() {
            let all = || self.pages.iter().filter_map(move |(page, counts)| Some((page, counts.get(at)?)));
            let with = all().filter(|(_, count)| count.values > 0).count();
            let sum = |of: fn(&Count) -> usize| all().map(|(_, count)| of(count)).sum::<usize>().to_string();
            rows.push(vec![
                count.field.clone(),
                count.css.clone(),
                format!("{with}/{}", self.pages.len()),
                sum(|count| count.elements),
                format!("{}/{}", sum(|count| count.values), sum(|count| count.rows)),
            ]);
            let missing = all().filter(|(_, count)| count.rows > 0 && count.values == 0 && !count.optional);
            misses.push(missing.collect::<Vec<_>>());
        }
        let heads = ["field", "selector", "pages", "matches", "rows"];
        table::print(&heads, &rows, console.width(), console, &mut *out)?;
        for missing in misses.iter().filter(|missing| !missing.is_empty()) {
            explain(missing, out)?;
        }
        Ok(misses.iter().any(|missing| !missing.is_empty()))
    }
}

/// Why a selector found nothing, on the first pages where it did not.
fn explain(missing: &[(&Page, &Count)], out: &mut impl Write) -> Result<(), Stop> {
    for (page, count) in missing.iter().take(SHOWN) {
        let why = near(page, &count.css)?.unwrap_or_else(|| {
            "matches, but gives no value: see attribute, label, pattern and the row around".to_owned()
        });
        writeln!(out, "{}: {}: {why}", page.source, count.field)?;
    }
    if missing.len() > SHOWN {
        writeln!(out, "and on {} more pages", missing.len() - SHOWN)?;
    }
    Ok(())
}
