//! `annals review`: the differences that `annals check` finds, one by one: accepted, rejected, skipped, or corrected for good.

mod correction;
mod dialogue;
mod input;
mod items;
mod named;
mod outdated;
mod show;
mod talk;

use std::fs;
use std::io::Write;

use annals::check::snapshot::{Difference, accept};
use annals::project::{OVERRIDES, Overrides, Project};
use annals::write::replace_file;
use annals::{Error, ErrorKind};

use crate::cli::build::{self, Mode, build};
use crate::cli::console::Console;
use crate::cli::exit::{Exit, Stop};
use crate::cli::options::ProjectFolder;
use correction::Correction;
use items::{Items, Reviewed};
use named::Named;
use outdated::outdated;

/// Steps through what check finds: shows old, new and the place on the page, and accepts, rejects, skips or corrects
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  annals review\n  annals review --list\n  annals review --accept 'pages/sample#people[\"Maria Lopez\"].honorifics'\n  \
    annals review --edit 'pages/sample#events[\"Webinar 2\"].city' Fenwick\n\nWithout a terminal the keys are read from standard input, one a line. \
    What is accepted is written at once.\nExit code 1 while something differs."
)]
pub(crate) struct Args {
    /// Pages, or folders with pages; all of the project where nothing is said
    #[arg(value_name = "CASE")]
    cases: Vec<std::path::PathBuf>,
    /// Only lists the differences
    #[arg(long)]
    list: bool,
    /// Only lists the differences, with their evidence, as JSON
    #[arg(long, conflicts_with = "list")]
    json: bool,
    /// Accepts without asking: a case, the part of one that a path names, or the output folder, which is built
    #[arg(long, value_name = "CASE[#PATH]")]
    accept: Vec<String>,
    /// Accepts a value and writes a correction of it into overrides.toml; an empty one empties the value, or leaves a person or an institution out
    #[arg(long, num_args = 2, value_names = ["CASE#PATH", "VALUE"])]
    edit: Vec<String>,
    #[command(flatten)]
    project: ProjectFolder,
    #[command(flatten)]
    how: build::How,
}

pub(crate) fn run(args: &Args, console: &Console) -> Result<Exit, Stop> {
    let project = args.project.load()?;
    let items = Items::read(&project, &args.cases, &args.how, console)?;
    let mut review = Review { project: &project, items, args, console };
    review.scripted()?;
    let is_scripted = args.list || args.json || !args.accept.is_empty() || !args.edit.is_empty();
    if is_scripted { review.listed() } else { review.asked() }
}

/// A review on its way.
struct Review<'a> {
    project: &'a Project,
    items: Items,
    args: &'a Args,
    console: &'a Console,
}

impl Review<'_> {
    /// What options ask for.
    fn scripted(&mut self) -> Result<(), Stop> {
        let args = self.args;
        for pair in args.edit.chunks_exact(2) {
            let named = Named::read(&pair[0]);
            for at in self.items.named(&named, true)? {
                self.correct(at, &pair[1])?;
            }
        }
        for text in &args.accept {
            if self.is_output(text) {
                continue;
            }
            let named = Named::read(text);
            for at in self.items.named(&named, false)? {
                self.items.decide(at, Reviewed::Accepted);
            }
            self.write_all()?;
        }
        Ok(())
    }

    fn is_output(&self, text: &str) -> bool {
        let absolute = |path: &std::path::Path| std::path::absolute(path).ok();
        let folder = self.project.output();
        absolute(&folder) == absolute(text.trim_end_matches('/').as_ref())
            || self.project.config.output.dir == std::path::Path::new(text.trim_end_matches('/'))
    }

    /// Lists what is left, and builds where that is asked for.
    fn listed(mut self) -> Result<Exit, Stop> {
        let mut out = self.console.stdout();
        let builds = self.args.accept.iter().any(|text| self.is_output(text));
        let left: Vec<usize> = self.items.open().collect();
        if self.args.list {
            show::list(left.iter().map(|at| self.items.item(*at)), self.console, &mut out)?;
        }
        let cases = if self.args.json { show::cases(&self.items)? } else { Vec::new() };
        let outdated = if builds { None } else { self.outdated()? };
        if self.args.json {
            let output = outdated.as_ref().map(|found| &found.rows);
            let all = serde_json::json!({ "cases": cases, "output": output });
            serde_json::to_writer_pretty(&mut out, &all)?;
            writeln!(out)?;
        } else if !self.args.list && !self.console.is_quiet() {
            self.told(left.len(), &mut out)?;
        } else if self.args.list {
            outdated.iter().try_for_each(|found| show::outdated(found, self.console, &mut out))?;
        }
        out.flush()?;
        let exit = self.items.exit(left.len() + usize::from(outdated.is_some()));
        Ok(if builds { exit.max(self.build()?) } else { exit })
    }

    /// The datasets as they would be built now, where they are not that already.
    fn outdated(&mut self) -> Result<Option<outdated::Outdated>, Stop> {
        if self.items.is_partial() {
            self.console.say("the datasets are not compared, because not all pages were read");
            return Ok(None);
        }
        let overrides = Overrides::of(&self.project.root)?;
        Ok(outdated(self.project, std::mem::take(&mut self.items.records), &overrides)?)
    }

    /// Builds with what was corrected.
    fn build(&self) -> Result<Exit, Stop> {
        let project = Project::load(&self.project.root)?;
        Ok(build(&project, &self.args.how, Mode::Build, self.console)?.exit)
    }

    /// Writes the correction of a value, and accepts what is read.
    fn correct(&mut self, at: usize, value: &str) -> Result<(), Error> {
        let item = self.items.item(at);
        let correction = Correction::of(item, value)?;
        let path = self.project.root.join(OVERRIDES);
        let known = if path.exists() { fs::read_to_string(&path) } else { Ok(String::new()) };
        let known = known.map_err(|error| unwritable(OVERRIDES, &error))?;
        let text = correction.written(&known)?;
        replace_file(&path, text.as_bytes()).map_err(|error| unwritable(OVERRIDES, &error))?;
        self.items.decide(at, Reviewed::Corrected);
        self.write(self.items.item(at).case)
    }

    /// Writes what is accepted of all cases.
    fn write_all(&self) -> Result<(), Error> {
        (0..self.items.cases.len()).try_for_each(|case| self.write(case))
    }

    /// Writes what is accepted of a case; nothing where that is nothing.
    fn write(&self, case: usize) -> Result<(), Error> {
        let accepted = self.items.accepted(case);
        if !accepted.contains(&true) {
            return Ok(());
        }
        let open = &self.items.cases[case];
        let mut next = accepted.into_iter();
        let mut is_accepted = |_: Difference| next.next().unwrap_or(false);
        let text = accept(&open.case.name, &open.text, &open.record, &mut is_accepted)?;
        replace_file(&open.case.expected, text.as_bytes())
            .map_err(|error| unwritable(&open.case.name, &error))
    }
}

fn unwritable(name: &str, error: &std::io::Error) -> Error {
    Error::new(ErrorKind::Output, name, format!("cannot be read and written: {error}"))
        .remedy("check the file and your rights")
}
