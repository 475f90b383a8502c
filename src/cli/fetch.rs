//! `annals fetch`: brings the pages of a project's sources on the web up to date, into the archive.

#[cfg(feature = "fetch")]
mod bars;
#[cfg(feature = "fetch")]
mod web;

use std::io::Write;

use annals::project::Project;
use annals::{Error, ErrorKind};

use crate::cli::build::count;
use crate::cli::console::Console;
use crate::cli::exit::{Exit, Sources, Stop};
use crate::cli::options::ProjectFolder;

#[cfg(feature = "fetch")]
pub(crate) use web::{Told, fetch};
#[cfg(not(feature = "fetch"))]
pub(crate) use without::{Told, fetch};

/// Brings a project's pages up to date from the web, politely
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  annals fetch --dry-run\n  annals fetch\n\nSources on the web are [[source]] tables with url, urls, feed, sitemap or list in annals.toml; [fetch] says who\n\
    fetches and how fast (see docs/fetch.md). A run that was stopped goes on where it was; pages that have not changed\n\
    are not sent again; what is kept is never lost."
)]
pub(crate) struct Args {
    #[command(flatten)]
    project: ProjectFolder,
    /// Lists what would be asked, and asks nothing
    #[arg(long)]
    dry_run: bool,
    /// Asks nothing; says what is kept, and what is missing
    #[arg(long, conflicts_with = "dry_run")]
    offline: bool,
}

pub(crate) fn run(args: &Args, console: &Console) -> Result<Exit, Stop> {
    let project = args.project.load()?;
    check(&project)?;
    if args.offline {
        return kept(&project, console);
    }
    if args.dry_run {
        return dry_run(&project, console);
    }
    Ok(fetch(&project, console, &mut |_| {})?.exit())
}

/// Without a source on the web there is nothing to fetch.
pub(crate) fn check(project: &Project) -> Result<(), Error> {
    if project.config.sources.iter().any(|source| source.web.is_some()) {
        return Ok(());
    }
    let file = project.root.join(annals::project::FILE).display().to_string();
    Err(Error::new(ErrorKind::Config, file, "names no source on the web")
        .remedy("add a [[source]] with url, urls, feed, sitemap or list"))
}

/// What the archive has of each source.
fn kept(project: &Project, console: &Console) -> Result<Exit, Stop> {
    let archive = project.archive()?;
    let mut sources = Sources::default();
    let mut pages = std::collections::BTreeSet::new();
    for web in project.config.sources.iter().filter_map(|source| source.web.as_ref()) {
        let found = web.pages(&archive);
        console.failures(&found.failures);
        sources.failed += found.failures.len();
        pages.extend(found.pages.into_iter().map(|page| (page.source, page.gone)));
    }
    sources.done = pages.len();
    let gone = pages.iter().filter(|(_, gone)| *gone).count();
    let mut out = console.stdout();
    writeln!(out, "{} kept, {gone} gone from the web", count(pages.len(), "page"))?;
    out.flush()?;
    Ok(sources.exit())
}

#[cfg(feature = "fetch")]
fn dry_run(project: &Project, console: &Console) -> Result<Exit, Stop> {
    let mut out = console.stdout();
    let planned = annals::fetch::plan(&project.config, &project.archive()?)?;
    for planned in &planned {
        writeln!(out, "{} {}", if planned.is_known { "again" } else { "new  " }, planned.url)?;
    }
    out.flush()?;
    if planned.iter().any(|planned| planned.role != annals::fetch::Role::Page) {
        console.say("feeds, sitemaps and lists may name more pages, or fewer of those that are known");
    }
    if project.config.fetch.contact.is_none() {
        console.say("a run needs `contact` in [fetch]: an address at which a site's owner can reach you");
    }
    Ok(Exit::Done)
}

#[cfg(not(feature = "fetch"))]
fn dry_run(project: &Project, console: &Console) -> Result<Exit, Stop> {
    Ok(fetch(project, console, &mut |_| {})?.exit())
}

#[cfg(not(feature = "fetch"))]
mod without {
    use super::{Console, Error, ErrorKind, Exit, Project, Stop};

    /// Nothing can be told.
    pub(crate) enum Told {}

    impl Told {
        pub(crate) fn exit(&self) -> Exit {
            match *self {}
        }

        pub(crate) fn markdown(&self) -> String {
            match *self {}
        }

        pub(crate) fn failures(&self) -> std::iter::Empty<&Error> {
            match *self {}
        }
    }

    pub(crate) fn fetch(
        project: &Project,
        _: &Console,
        _: &mut dyn FnMut(annals::source::PageRef),
    ) -> Result<Told, Stop> {
        let input = project.root.join(annals::project::FILE).display().to_string();
        let error = Error::new(
            ErrorKind::Config,
            input,
            "cannot be fetched: annals was built without the feature `fetch`",
        );
        Err(error.remedy("build it with `cargo build --release --features fetch`").into())
    }
}
