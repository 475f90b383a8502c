//! The pages of a WARC file: answers 200 of HTML, saved pages, and texts of WET files, called by their addresses.
//! A stretch that is broken is one failure, and what is behind it is read.

use std::io;
use std::sync::Arc;

use crate::archive::{self, Met, Step, Walk};
use crate::error::{Error, Result};
use crate::source::carried::{Carried, Form, TOO_LARGE};
use crate::source::container::{Input, Pages, failed, unreadable, until_failure};
use crate::source::load::{PageRef, shown};

struct Records {
    walk: Walk,
    name: Arc<str>,
    records: usize,
    /// Pages and failures.
    told: usize,
}

/// The pages of a file.
pub(super) fn pages(input: Input) -> Pages {
    let name = input.name;
    match Walk::new(input.source) {
        Ok(walk) => {
            let mut records = Records { walk, name: Arc::clone(&name), records: 0, told: 0 };
            Box::new(until_failure(name, move || records.next()).map(Result::flatten))
        }
        Err(error) => failed(unreadable(&name, error)),
    }
}

impl Records {
    /// The next page, or what is said where one may be missing; `None` at the end.
    fn next(&mut self) -> Result<Option<Result<PageRef>>> {
        let step = self.step().map_err(|error| unreadable(&self.name, error))?;
        let step = step.or_else(|| (self.told == 0).then(|| Err(self.nothing())));
        self.told += 1;
        Ok(step)
    }

    fn step(&mut self) -> io::Result<Option<Result<PageRef>>> {
        loop {
            match self.walk.next()? {
                None => return Ok(None),
                Some(Step::Passed(passed)) if self.records > 0 || passed.to.is_some() => {
                    return Ok(Some(Err(archive::passed_over(shown(&self.name), &passed))));
                }
                Some(Step::Passed(_)) => {}
                Some(Step::Met(met)) => {
                    self.records += 1;
                    if let Some(page) = page(&met, &self.name) {
                        return Ok(Some(Ok(page)));
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
