//! The pages of a zip archive: files whose names end like pages, in the order of its directory, which stands at its end and is held as a whole.
//! Names are only names here: nothing is ever written where they lead.

use std::fs::File;
use std::io::{BufReader, Read as _};
use std::sync::Arc;

use zip::ZipArchive;
use zip::result::ZipError;

use crate::error::Result;
use crate::source::carried::{Carried, Form};
use crate::source::container::{
    Input, Pages, entry, failed, failure, named, no_page, page_kind, until_failure, whole_file,
};
use crate::source::kind::Kind;
use crate::source::load::{MAX_BYTES, PageRef};

struct Entries {
    archive: ZipArchive<BufReader<File>>,
    name: Arc<str>,
    next: usize,
    told: usize,
}

/// The pages of an archive.
pub(super) fn pages(input: &Input) -> Pages {
    let archive = whole_file(input).and_then(|file| {
        ZipArchive::new(BufReader::new(file)).map_err(|error| {
            failure(&input.name, "is no zip archive that is whole")
                .because(error)
                .remedy("fetch or pack the archive again")
        })
    });
    match archive {
        Ok(archive) => {
            let name = Arc::clone(&input.name);
            let mut entries = Entries { archive, name: Arc::clone(&name), next: 0, told: 0 };
            Box::new(until_failure(name, move || entries.next()))
        }
        Err(error) => failed(error),
    }
}

impl Entries {
    /// The next page; `None` at the end of an archive that holds some.
    fn next(&mut self) -> Result<Option<PageRef>> {
        while self.next < self.archive.len() {
            let at = self.next;
            self.next += 1;
            if let Some((name, kind)) = self.page_name(at) {
                self.told += 1;
                return Ok(Some(self.page(at, &name, kind)));
            }
        }
        if self.told == 0 { Err(no_page(&self.name)) } else { Ok(None) }
    }

    /// What the entry of a number is called, where it is a page.
    fn page_name(&mut self, at: usize) -> Option<(String, Kind)> {
        let name = match self.archive.name_for_index(at)? {
            Ok(name) => name.into_owned(),
            // A name in no known encoding is still that of a page, which must not be lost.
            Err(_) => String::from_utf8_lossy(self.archive.by_index_raw(at).ok()?.name_raw()).into_owned(),
        };
        let kind = page_kind(&name)?;
        Some((name, kind))
    }

    /// A page, or one that fails where it is loaded.
    fn page(&mut self, at: usize, name: &str, kind: Kind) -> PageRef {
        let mut bytes = Vec::new();
        let read = self
            .archive
            .by_index(at)
            .map_err(|error| if matches!(error, ZipError::UnsupportedArchive(_)) { LOCKED } else { TORN })
            .and_then(|file| file.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(|_| TORN));
        match read {
            Ok(_) => entry(&self.name, name, kind, bytes),
            Err(why) => {
                let carried = Carried::new(why, Vec::new(), &self.name, name);
                PageRef { carried: Some(Box::new(carried)), ..named(&self.name, name) }
            }
        }
    }
}

const LOCKED: Form = Form::Nothing(
    "has a page that is encrypted, or packed in a way that is not known,",
    "unpack the archive and name the folder",
);
const TORN: Form = Form::Nothing("has a page that is broken", "fetch or pack the archive again");
