//! A [`Search`] turns what people name (files, folders, patterns, `-`) into pages, sorted by name and each once.
//! What cannot be found is a failure beside the pages that were.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;

use crate::archive::{Archive, Holding, KeptPage, pages_in};
use crate::error::{Error, ErrorKind, Result};
use crate::source::container::Columns;
use crate::source::files::Files;
use crate::source::kind::Kind;
use crate::source::load::{PageRef, STDIN};
use crate::source::mhtml;

/// What is read of a saved page to learn its day.
const MAIL_HEAD: u64 = 8 << 10;

/// What folders and patterns are searched for. A file that is named outright may have any ending.
pub const PAGE_EXTENSIONS: [&str; 5] = ["html", "htm", "xhtml", "mhtml", "mht"];

/// Whether the path ends like a page.
#[must_use]
pub fn is_page_path(path: &Path) -> bool {
    Kind::of_name(path).is_some_and(Kind::is_page)
}

/// Pages, and the inputs that gave none.
#[derive(Debug, Default)]
pub struct Found {
    /// By name, each once.
    pub pages: Vec<PageRef>,
    /// One error for each input that failed, in the order given.
    pub failures: Vec<Error>,
}

impl Found {
    fn extend(&mut self, other: Self) {
        self.pages.extend(other.pages);
        self.failures.extend(other.failures);
    }
}

/// Where to search, and from where pages get their names.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// The folder that relative inputs start from; empty is the working directory.
    pub from: PathBuf,
    /// The folder that names start from: the project's, else the working directory (empty).
    pub base: PathBuf,
    /// What was fetched, of which pages may be named by their addresses.
    pub archive: Option<Arc<Archive>>,
    /// What all inputs of a [stream](Self::stream) are, whatever their names and first bytes say.
    pub input: Option<Kind>,
    /// Where pages stand in tables.
    pub columns: Columns,
}

/// A page or a container that was found.
pub(super) struct Target {
    /// The page, or what is known of a container.
    pub(super) page: PageRef,
    /// What its name says that it is.
    pub(super) kind: Option<Kind>,
}

/// What one input names.
pub(super) type Targets = Box<dyn Iterator<Item = Result<Target>> + Send>;

impl Search {
    /// Finds the pages of all inputs.
    pub fn find<S: AsRef<OsStr>>(&self, inputs: impl IntoIterator<Item = S>) -> Found {
        let mut pages = BTreeMap::new();
        let mut failures = Vec::new();
        for input in inputs {
            match self.find_one(input.as_ref()) {
                Ok(found) => {
                    pages.extend(found.pages.into_iter().map(|page| (page.source.clone(), page)));
                    failures.extend(found.failures);
                }
                Err(error) => failures.push(error),
            }
        }
        Found { pages: pages.into_values().collect(), failures }
    }

    /// The pages of one input, and what in it could not be read.
    pub fn find_one(&self, input: &OsStr) -> Result<Found> {
        let mut found = Found::default();
        for target in self.targets(input, |kind| kind.is_page() || kind == Kind::Warc)? {
            let Target { page, kind } = target?;
            match (kind, &page.path) {
                (Some(Kind::Warc), Some(path)) => found.extend(kept(path, &page.source)?),
                (Some(kind), Some(_)) if !kind.is_page() => return Err(only_streamed(&page.source)),
                _ => found.pages.push(page),
            }
        }
        Ok(found)
    }

    /// What one input names; of a pattern, what is of a kind that is `wanted`.
    pub(super) fn targets(&self, input: &OsStr, wanted: fn(Kind) -> bool) -> Result<Targets> {
        let name = input.to_string_lossy();
        if name == STDIN {
            return Ok(one(Target {
                page: PageRef { below: STDIN.to_owned(), ..PageRef::unread(STDIN) },
                kind: None,
            }));
        }
        if is_address(&name) {
            let kept = self.archive.as_deref().and_then(|archive| archive.page(&name)).map(PageRef::kept);
            return kept.map(|page| one(Target { page, kind: None })).ok_or_else(|| unfetched(&name));
        }
        let path = self.from.join(input);
        match path.metadata() {
            Ok(data) if data.is_dir() => Ok(Box::new(Files::of_folder(self, path, &name))),
            Ok(_) => Ok(one(self.target(&path, file_name(&path)))),
            Err(_) if name.contains(['*', '?', '[', '{']) => {
                Ok(Box::new(Files::of_pattern(self, &name, wanted)?))
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                Err(failure(&name, "there is no such file or folder").remedy("check the path"))
            }
            Err(error) => {
                Err(failure(&name, "cannot be read").because(error).remedy("check the path and its rights"))
            }
        }
    }

    pub(super) fn target(&self, path: &Path, below: String) -> Target {
        let kind = Kind::of_name(path);
        let day = if kind == Some(Kind::Mhtml) { saved_on(path) } else { None };
        Target { page: PageRef { below, day, ..PageRef::file(path, &self.base) }, kind }
    }
}

fn one(target: Target) -> Targets {
    Box::new(std::iter::once(Ok(target)))
}

/// The pages in a WARC file; they are called by their addresses.
fn kept(file: &Path, name: &str) -> Result<Found> {
    let Holding { pages, failures } = pages_in(file, name)?;
    let page = |(url, (archived, day)): (String, (_, _))| PageRef {
        day,
        ..PageRef::kept(KeptPage { url: &url, gone: false, archived })
    };
    Ok(Found { pages: pages.into_iter().map(page).collect(), failures })
}

/// The day on which a page was saved as one file, which its head says. What cannot be read is told when the page is.
fn saved_on(path: &Path) -> Option<Date> {
    let mut head = Vec::new();
    File::open(path).ok()?.take(MAIL_HEAD).read_to_end(&mut head).ok()?;
    mhtml::saved_on(&head)
}

pub(super) fn failure(input: &str, message: &str) -> Error {
    Error::new(ErrorKind::Source, input, message)
}

fn unfetched(address: &str) -> Error {
    failure(address, "is an address").remedy(
        "name it as a [[source]] with `url` and run `annals fetch`, or save the page and pass the file",
    )
}

fn only_streamed(input: &str) -> Error {
    failure(input, "holds many pages, which only `annals extract` reads")
        .remedy("unpack it, or read it with `annals extract`")
}

fn is_address(input: &str) -> bool {
    input.split_once("://").is_some_and(|(scheme, _)| {
        !scheme.is_empty() && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}

fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}
