//! A [`Stream`] gives the pages of many inputs as it finds them: in the order of the inputs, and of each in the order in which they lie in it.
//! It holds one page at a time, or a batch of rows, and what cannot be read is a failure among the pages.

use std::collections::HashSet;
use std::ffi::{OsStr, OsString};
use std::io::{self, Read as _};
use std::path::Path;

use sha2::{Digest as _, Sha256};

use crate::error::Result;
use crate::source::Search;
use crate::source::carried::{Carried, Form};
use crate::source::container::{Input, Pages};
use crate::source::find::{Target, Targets};
use crate::source::kind::Kind;
use crate::source::load::{MAX_BYTES, PageRef, STDIN};
use crate::source::progress::{Finished, Progress};

/// The pages of many inputs.
pub struct Stream {
    search: Search,
    inputs: std::vec::IntoIter<OsString>,
    targets: Option<Targets>,
    pages: Option<Pages>,
    /// The files that were seen, where several inputs may name one; of each a part of its digest.
    seen: Option<HashSet<[u8; 16]>>,
    progress: Progress,
    finished: Finished,
    /// The size of the file that is read.
    size: u64,
}

impl Search {
    /// Gives the pages of all inputs as it finds them. A file that several inputs name is read once; two pages of one address in a container are two.
    pub fn stream<S: AsRef<OsStr>>(&self, inputs: impl IntoIterator<Item = S>) -> Stream {
        let inputs: Vec<OsString> = inputs.into_iter().map(|input| input.as_ref().to_owned()).collect();
        let seen = (inputs.len() > 1).then(HashSet::new);
        Stream {
            progress: Progress::of(self, &inputs),
            search: self.clone(),
            inputs: inputs.into_iter(),
            targets: None,
            pages: None,
            seen,
            finished: Finished::default(),
            size: 0,
        }
    }
}

impl Iterator for Stream {
    type Item = Result<PageRef>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(page) = self.pages.as_mut().and_then(Iterator::next) {
                return Some(page);
            }
            self.pages = None;
            self.finished.add(std::mem::take(&mut self.size), &self.progress);
            match self.targets.as_mut().and_then(Iterator::next) {
                Some(Ok(target)) => match self.open(target) {
                    Ok(pages) => self.pages = pages,
                    Err(error) => return Some(Err(error)),
                },
                Some(Err(error)) => return Some(Err(error)),
                None => match self.search.targets(&self.inputs.next()?, |_| true) {
                    Ok(targets) => self.targets = Some(targets),
                    Err(error) => {
                        self.targets = None;
                        return Some(Err(error));
                    }
                },
            }
        }
    }
}

impl Stream {
    /// How much was read, while it is.
    #[must_use]
    pub fn progress(&self) -> Progress {
        self.progress.clone()
    }

    /// Opens what was found; `None` where it was before.
    fn open(&mut self, target: Target) -> Result<Option<Pages>> {
        self.size = self.progress.size_of(target.page.path.as_deref());
        if !self.is_new(&target.page) {
            return Ok(None);
        }
        let Target { page, kind } = target;
        let kind = self.search.input.or(kind);
        let is_page = self.search.input.is_none() && matches!(kind, Some(Kind::Html | Kind::Mhtml));
        if page.archived.is_some() || page.path.is_some() && is_page {
            return Ok(Some(one(page)));
        }
        let input = match &page.path {
            Some(path) => Input::open(&page.source, path, kind)?,
            None => Input::new(STDIN, Box::new(io::stdin()), kind)?,
        };
        let input = Input { source: self.progress.count(input.source), ..input };
        match input.pages(&self.search.columns) {
            Ok(pages) => Ok(Some(pages)),
            // What was looked at of a pipe cannot be read again.
            Err(input) if input.kind.is_some() || !page.path.as_deref().is_some_and(Path::is_file) => {
                carry(page, input).map(one).map(Some)
            }
            Err(_) => Ok(Some(one(page))),
        }
    }

    fn is_new(&mut self, page: &PageRef) -> bool {
        let Some(seen) = &mut self.seen else { return true };
        let mut key = [0; 16];
        key.copy_from_slice(&Sha256::digest(&page.source)[..16]);
        seen.insert(key)
    }
}

fn one(page: PageRef) -> Pages {
    Box::new(std::iter::once(Ok(page)))
}

/// A page that is read here, for its input cannot be read again, or is to be read in another way than its name says.
fn carry(page: PageRef, input: Input) -> Result<PageRef> {
    let form = match input.kind {
        Some(Kind::Mhtml) => Form::Mhtml,
        Some(Kind::Text) => Form::Text,
        _ => Form::Html,
    };
    let mut bytes = Vec::new();
    let read = input.source.take(MAX_BYTES + 1).read_to_end(&mut bytes);
    read.map_err(|error| page.unreadable(error))?;
    Ok(PageRef { carried: Some(Box::new(Carried::new(form, bytes, &input.name, ""))), ..page })
}
