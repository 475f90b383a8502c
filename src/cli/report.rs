//! `annals report`: the dataset of a project, or of some pages, as one HTML file for a browser.

use std::ffi::OsString;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use annals::project::{About, Overrides, Project};
use annals::records::PageRecord;
use annals::report::{self, PageText, Start};
use annals::resolve::{Dataset, Resolution};
use annals::source::{Found, PageRef};
use annals::write::replace_file;
use annals::{Error, ErrorKind};

use crate::cli::console::Console;
use crate::cli::exit::{Exit, Sources, Stop};
use crate::cli::options::{Extraction, Jobs, Pages, ProjectFolder, Reading};
use crate::cli::work::{each_page, parsed};

/// Makes one HTML file of a project's dataset: tables, a timeline, and each page with its evidence
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  annals report\n  annals report pages/ -o pages.html\n\nThe file needs no server and asks nothing of the web. \
    Pages are read anew, as `annals build` reads them."
)]
pub(crate) struct Args {
    /// Pages in place of a project: files, folders, patterns, or - for standard input
    #[arg(value_name = "PAGE", conflicts_with = "project")]
    pages: Vec<OsString>,
    #[command(flatten)]
    project: ProjectFolder,
    /// The file to write; - for standard output
    #[arg(short, long, value_name = "FILE", default_value = "report.html")]
    output: PathBuf,
    #[command(flatten)]
    extraction: Extraction,
    #[command(flatten)]
    jobs: Jobs,
}

pub(crate) fn run(args: &Args, console: &Console) -> Result<Exit, Stop> {
    let project = if args.pages.is_empty() { Some(args.project.load()?) } else { None };
    let reading = args.extraction.open(project.as_ref())?;
    let pages = || Pages { pages: args.pages.clone() }.find();
    let found = project.as_ref().map_or_else(pages, Project::pages);
    let (about, overrides) = match project {
        Some(project) => (project.config.about, project.overrides),
        None => (no_project(), Overrides::default()),
    };
    let start = Start::Findings;
    Report { found, reading, about, overrides, start, output: &args.output }.write(args.jobs, console)
}

/// What a report of pages without a project is called.
pub(crate) fn no_project() -> About {
    About { title: Some("Announcements".to_owned()), ..About::default() }
}

/// What a report is made of, and where it goes.
pub(crate) struct Report<'a> {
    pub(crate) found: Found,
    pub(crate) reading: Reading,
    pub(crate) about: About,
    pub(crate) overrides: Overrides,
    pub(crate) start: Start,
    pub(crate) output: &'a Path,
}

impl Report<'_> {
    /// Reads the pages and writes the report.
    pub(crate) fn write(mut self, jobs: Jobs, console: &Console) -> Result<Exit, Stop> {
        // What an earlier run wrote is no page.
        self.found.pages.retain(|page| page.path.as_deref() != Some(self.output));
        console.failures(&self.found.failures);
        let (records, mut texts, sources) = self.read_all(jobs, console)?;
        if sources.exit() == Exit::Nothing {
            return Ok(Exit::Nothing);
        }
        let Ok(resolution) = Resolution::of(&records, &self.overrides);
        let Ok(tables) = resolution.tables();
        let dataset = Dataset { tables };
        if let Some(erasure) = resolution.erasure() {
            texts.iter_mut().for_each(|text| text.erase(erasure, &dataset));
        }
        let html = report::html(&dataset, &self.about, &texts, self.start)?;
        write(self.output, &html, console)?;
        Ok(sources.exit())
    }

    fn read_all(
        &self,
        jobs: Jobs,
        console: &Console,
    ) -> Result<(Vec<PageRecord>, Vec<PageText>, Sources), Stop> {
        let mut sources = Sources { done: 0, failed: self.found.failures.len() };
        let (mut records, mut texts) = (Vec::new(), Vec::new());
        each_page(
            &self.found.pages,
            jobs,
            console,
            |page| read(page, &self.reading),
            |_, result| {
                match result {
                    Ok((record, text)) => {
                        sources.done += 1;
                        records.push(record);
                        texts.push(text);
                    }
                    Err(error) => {
                        sources.failed += 1;
                        console.failure(&error);
                    }
                }
                Ok(())
            },
        )?;
        Ok((records, texts, sources))
    }
}

/// What a page says, and what is shown of it.
fn read(page: &PageRef, reading: &Reading) -> annals::Result<(PageRecord, PageText)> {
    let (document, record) = parsed(page, &reading.of(page))?;
    let text = PageText::new(document, &record);
    Ok((record, text))
}

/// Writes the file as a whole or not at all; `-` is standard output.
fn write(file: &Path, html: &[u8], console: &Console) -> Result<(), Stop> {
    if file == Path::new("-") {
        let mut out = console.stdout();
        out.write_all(html)?;
        return Ok(out.flush()?);
    }
    replace_file(file, html).map_err(|error| {
        Error::new(ErrorKind::Output, file.display().to_string(), "cannot be written")
            .because(error)
            .remedy("name another file with -o FILE")
    })?;
    console.say(&format!("{}: {} kB, open it in a browser", file.display(), html.len().div_ceil(1000)));
    Ok(())
}
