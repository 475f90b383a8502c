//! [`Items`] are all differences between the pages of a project and what is expected of them, and what was decided of each.

use std::fs;
use std::path::PathBuf;

use annals::check::snapshot::{Difference, compare};
use annals::project::Project;
use annals::records::PageRecord;
use annals::{Error, ErrorKind, pipeline};

use super::named::Named;
use crate::cli::build::How;
use crate::cli::cases::{self, Case};
use crate::cli::console::Console;
use crate::cli::exit::{Exit, Sources, Stop};
use crate::cli::work::each_page;

/// What was decided of a difference.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Reviewed {
    /// Nothing yet, or it was skipped.
    #[default]
    Open,
    /// What is read now is expected from now on.
    Accepted,
    /// As `Accepted`, and `overrides.toml` says what is to stand in the datasets.
    Corrected,
    /// What was expected stays so.
    Rejected,
}

/// A case that differs.
#[derive(Debug)]
pub(super) struct Open {
    pub(super) case: Case,
    /// Its `expected.json` as it was read.
    pub(super) text: String,
    pub(super) record: PageRecord,
    pub(super) differences: Vec<Difference>,
}

/// A difference of a case.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item<'a> {
    /// The number of its case.
    pub(super) case: usize,
    pub(super) open: &'a Open,
    pub(super) difference: &'a Difference,
}

/// All differences, case by case.
#[derive(Debug, Default)]
pub(super) struct Items {
    pub(super) cases: Vec<Open>,
    /// The pages of the project, for the datasets.
    pub(super) records: Vec<PageRecord>,
    /// Case and number of each difference.
    places: Vec<(usize, usize)>,
    reviewed: Vec<Reviewed>,
    sources: Sources,
    is_narrowed: bool,
}

impl Items {
    /// Reads the pages of a project, or those that are named.
    pub(super) fn read(
        project: &Project,
        wanted: &[PathBuf],
        how: &How,
        console: &Console,
    ) -> Result<Self, Stop> {
        let mut items = Self { is_narrowed: !wanted.is_empty(), ..Self::default() };
        let found = project.pages();
        let all = cases::of(project, &found.pages);
        if let Some(unknown) = wanted.iter().find(|path| !all.iter().any(|case| case.is_named(path))) {
            return Err(cases::unknown(unknown).into());
        }
        let is_wanted = |case: &&Case| wanted.is_empty() || wanted.iter().any(|path| case.is_named(path));
        let mut chosen = all.iter().filter(is_wanted);
        let pages: Vec<_> = chosen.clone().map(|case| case.page.clone()).collect();
        let reading = how.extraction.open(Some(project))?;
        let work = |page: &_| pipeline::read(page, &reading.of(page));
        each_page(&pages, how.jobs, console, work, |_, record| {
            let case = chosen.next();
            match record.and_then(|record| items.take(case, record)) {
                Ok(()) => items.sources.done += 1,
                Err(error) => items.fail(&error, console),
            }
            Ok(())
        })?;
        if wanted.is_empty() {
            found.failures.iter().for_each(|error| items.fail(error, console));
        }
        Ok(items)
    }

    fn take(&mut self, case: Option<&Case>, record: PageRecord) -> annals::Result<()> {
        if let Some(case) = case.filter(|case| case.is_expected()) {
            let text = fs::read_to_string(&case.expected).map_err(|error| {
                Error::new(ErrorKind::Format, &case.name, "cannot be read")
                    .because(error)
                    .remedy("check the file")
            })?;
            let differences = compare(&case.name, &text, &record)?;
            if !differences.is_empty() {
                let number = self.cases.len();
                self.places.extend((0..differences.len()).map(|at| (number, at)));
                self.reviewed.resize(self.places.len(), Reviewed::Open);
                self.cases.push(Open { case: case.clone(), text, record: record.clone(), differences });
            }
        }
        self.records.push(record);
        Ok(())
    }

    fn fail(&mut self, error: &Error, console: &Console) {
        self.sources.failed += 1;
        console.failure(error);
    }

    /// Whether there are pages of which nothing is known.
    pub(super) fn is_partial(&self) -> bool {
        self.is_narrowed || self.sources.failed > 0
    }

    pub(super) fn len(&self) -> usize {
        self.places.len()
    }

    pub(super) fn item(&self, at: usize) -> Item<'_> {
        let (case, number) = self.places[at];
        let open = &self.cases[case];
        Item { case, open, difference: &open.differences[number] }
    }

    /// The differences of which nothing is decided.
    pub(super) fn open(&self) -> impl Iterator<Item = usize> {
        self.reviewed
            .iter()
            .enumerate()
            .filter(|(_, reviewed)| **reviewed == Reviewed::Open)
            .map(|(at, _)| at)
    }

    pub(super) fn decide(&mut self, at: usize, reviewed: Reviewed) {
        self.reviewed[at] = reviewed;
    }

    pub(super) fn count(&self, wanted: Reviewed) -> usize {
        self.reviewed.iter().filter(|reviewed| **reviewed == wanted).count()
    }

    /// Of each difference of a case whether it is accepted.
    pub(super) fn accepted(&self, case: usize) -> Vec<bool> {
        let of_case = self.places.iter().zip(&self.reviewed).filter(|((of, _), _)| *of == case);
        of_case.map(|(_, reviewed)| matches!(reviewed, Reviewed::Accepted | Reviewed::Corrected)).collect()
    }

    /// The differences that people name; at least one. With `exactly` those in a part that they name are not meant.
    pub(super) fn named(&self, named: &Named<'_>, exactly: bool) -> annals::Result<Vec<usize>> {
        let is_meant = |at: &usize| {
            let item = self.item(*at);
            if exactly { named.is(item) } else { named.means(item) }
        };
        let found: Vec<usize> = (0..self.len()).filter(is_meant).collect();
        if found.is_empty() { Err(named.nothing()) } else { Ok(found) }
    }

    /// How a review ends that leaves so many differences.
    pub(super) fn exit(&self, left: usize) -> Exit {
        let differ = if left > 0 { Exit::Differences } else { Exit::Done };
        differ.max(self.sources.exit())
    }
}
