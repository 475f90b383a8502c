//! The pages of a WARC file: answers 200 of HTML, saved pages, and texts of WET files, called by their addresses.
//! A stretch that is broken is one failure, and what is behind it is read.

use std::sync::Arc;

use crate::archive::{self, Met, Passed, Step, Walk};
use crate::error::{Error, Result};
use crate::source::carried::{Carried, Form, TOO_LARGE};
use crate::source::container::{Input, Pages, failed, failure, unreadable};
use crate::source::load::{PageRef, shown};

struct Records {
    walk: Walk,
    name: Arc<str>,
    records: usize,
    /// Pages and failures.
    told: usize,
    is_over: bool,
}

/// The pages of a file.
pub(super) fn pages(input: Input) -> Pages {
    match Walk::new(input.source) {
        Ok(walk) => Box::new(Records { walk, name: input.name, records: 0, told: 0, is_over: false }),
        Err(error) => failed(unreadable(&input.name, error)),
    }
}

impl Records {
    /// The next page or failure; `None` at the end.
    fn step(&mut self) -> Option<Result<PageRef>> {
        loop {
            match self.walk.next() {
                Err(error) => {
                    self.is_over = true;
                    return Some(Err(unreadable(&self.name, error)));
                }
                Ok(None) => return None,
                Ok(Some(Step::Passed(passed))) if self.records > 0 || passed.to.is_some() => {
                    return Some(Err(unread(&self.name, &passed)));
                }
                Ok(Some(Step::Passed(_))) => {}
                Ok(Some(Step::Met(met))) => {
                    self.records += 1;
                    if let Some(page) = page(&met, &self.name) {
                        return Some(Ok(page));
                    }
                }
            }
        }
    }

    /// What is said of a file of which nothing else was.
    fn nothing(&self) -> Error {
        let name = shown(&self.name);
        if self.records == 0 { archive::no_record(name) } else { archive::no_page(name) }
    }
}

impl Iterator for Records {
    type Item = Result<PageRef>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_over {
            return None;
        }
        let step = self.step();
        self.is_over |= step.is_none();
        let step = step.or_else(|| (self.told == 0).then(|| Err(self.nothing())));
        self.told += 1;
        step
    }
}

/// The page that a record holds.
fn page(met: &Met<'_>, name: &Arc<str>) -> Option<PageRef> {
    let record = &met.record;
    let (form, url) = match archive::page(record) {
        Some(url) => (Form::Answer, url),
        None if is_text(met) => (Form::Lines, archive::address(record)?),
        None => return None,
    };
    let at = format!("byte {}", met.offset);
    let carried = if met.is_whole {
        Carried::new(form, met.bytes.to_vec(), name, at)
    } else {
        Carried::new(TOO_LARGE, Vec::new(), name, at)
    };
    let day = archive::day(record);
    Some(PageRef { url: Some(url.clone()), day, carried: Some(Box::new(carried)), ..PageRef::unread(&url) })
}

/// Whether a record is the text of a page (WET).
fn is_text(met: &Met<'_>) -> bool {
    let is = |field: &str, value: &str| {
        met.record
            .get(field)
            .is_some_and(|found| found.split(';').next().unwrap_or("").trim().eq_ignore_ascii_case(value))
    };
    is("WARC-Type", "conversion") && is("Content-Type", "text/plain")
}

fn unread(name: &str, passed: &Passed) -> Error {
    let Passed { from, to, why } = passed;
    let (to, goes_on) = match to {
        Some(to) => (format!("byte {to}"), "what is behind it was read"),
        None => ("the end".to_owned(), "what is before it was read"),
    };
    failure(name, format!("{why} at byte {from}, and was passed over up to {to}"))
        .remedy(format!("{goes_on}; fetch the file again if pages are missing"))
}
