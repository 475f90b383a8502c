//! A [`Search`] turns what people name (files, folders, patterns, `-`) into pages, sorted by name and each once.
//! What cannot be found is a failure beside the pages that were.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs::File;
use std::io::Read as _;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use globset::{GlobBuilder, GlobMatcher};
use jiff::civil::Date;
use walkdir::{DirEntry, FilterEntry, WalkDir};

use crate::archive::{Archive, KeptPage, pages_in};
use crate::error::{Error, ErrorKind, Result};
use crate::source::container::Columns;
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
                Ok(found) => pages.extend(found.into_iter().map(|page| (page.source.clone(), page))),
                Err(error) => failures.push(error),
            }
        }
        Found { pages: pages.into_values().collect(), failures }
    }

    /// The pages of one input.
    pub fn find_one(&self, input: &OsStr) -> Result<Vec<PageRef>> {
        let mut pages = Vec::new();
        for target in self.targets(input, |kind| kind.is_page() || kind == Kind::Warc)? {
            let Target { page, kind } = target?;
            match (kind, &page.path) {
                (Some(Kind::Warc), Some(path)) => pages.extend(kept(path)?),
                (Some(kind), Some(_)) if !kind.is_page() => return Err(only_streamed(&page.source)),
                _ => pages.push(page),
            }
        }
        Ok(pages)
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
            Ok(data) if data.is_dir() => Ok(Box::new(self.walk(path, &name, None, Kind::is_page))),
            Ok(_) => Ok(one(self.target(&path, file_name(&path)))),
            Err(_) if name.contains(['*', '?', '[', '{']) => Ok(Box::new(self.glob(&name, wanted)?)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                Err(failure(&name, "there is no such file or folder").remedy("check the path"))
            }
            Err(error) => {
                Err(failure(&name, "cannot be read").because(error).remedy("check the path and its rights"))
            }
        }
    }

    fn glob(&self, pattern: &str, wanted: fn(Kind) -> bool) -> Result<Files> {
        let (root, rest) = split_pattern(pattern);
        let matcher = GlobBuilder::new(&rest).literal_separator(true).build().map_err(|error| {
            failure(pattern, "is no pattern").because(error).remedy("patterns look like pages/**/*.html")
        })?;
        Ok(self.walk(self.from.join(root), pattern, Some(matcher.compile_matcher()), wanted))
    }

    fn walk(
        &self,
        root: PathBuf,
        name: &str,
        matcher: Option<GlobMatcher>,
        wanted: fn(Kind) -> bool,
    ) -> Files {
        let root = if root.as_os_str().is_empty() { PathBuf::from(".") } else { root };
        let entries = WalkDir::new(&root).follow_links(true).sort_by(by_path).into_iter();
        let entries = entries.filter_entry(is_visible as fn(&DirEntry) -> bool);
        Files {
            search: self.clone(),
            entries,
            root,
            name: name.to_owned(),
            matcher,
            wanted,
            found: 0,
            is_over: false,
        }
    }

    fn target(&self, path: &Path, below: String) -> Target {
        let kind = Kind::of_name(path);
        let day = if kind == Some(Kind::Mhtml) { saved_on(path) } else { None };
        Target { page: PageRef { below, day, ..PageRef::file(path, &self.base) }, kind }
    }
}

fn one(target: Target) -> Targets {
    Box::new(std::iter::once(Ok(target)))
}

/// The files in a folder, or of a pattern, in the order of their names.
struct Files {
    search: Search,
    entries: FilterEntry<walkdir::IntoIter, fn(&DirEntry) -> bool>,
    root: PathBuf,
    name: String,
    matcher: Option<GlobMatcher>,
    /// Who names a folder may mean a project, whose archive is read by another way: containers are found by patterns.
    wanted: fn(Kind) -> bool,
    found: usize,
    is_over: bool,
}

impl Files {
    fn target(&self, entry: &DirEntry) -> Option<Target> {
        let below = entry.path().strip_prefix(&self.root).unwrap_or(entry.path());
        let is_meant = self.matcher.as_ref().is_none_or(|matcher| matcher.is_match(below));
        let is_file = entry.file_type().is_file() && Kind::of_name(below).is_some_and(self.wanted);
        (is_meant && is_file).then(|| self.search.target(entry.path(), slashed(below)))
    }

    /// That nothing was found, once.
    fn end(&mut self) -> Option<Result<Target>> {
        let is_empty = self.found == 0 && !self.is_over;
        self.is_over = true;
        is_empty.then(|| Err(no_pages(&self.name, self.matcher.is_some())))
    }
}

impl Iterator for Files {
    type Item = Result<Target>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let target = match self.entries.next() {
                None => return self.end(),
                Some(Ok(entry)) => self.target(&entry).map(Ok),
                Some(Err(error)) => Some(Err(failure(&self.name, "cannot be searched")
                    .because(error)
                    .remedy("check the folder and its rights"))),
            };
            if let Some(target) = target {
                self.found += 1;
                return Some(target);
            }
        }
    }
}

/// The order of paths as text: what is in a folder stands where its name with a slash does.
fn by_path(one: &DirEntry, other: &DirEntry) -> Ordering {
    let key = |entry: &DirEntry| {
        let mut name = entry.file_name().as_encoded_bytes().to_vec();
        name.extend(entry.file_type().is_dir().then_some(b'/'));
        name
    };
    key(one).cmp(&key(other))
}

/// The pages in a WARC file; they are called by their addresses.
fn kept(file: &Path) -> Result<Vec<PageRef>> {
    let pages = pages_in(file)?.into_iter();
    let page = |(url, (archived, day)): (String, (_, _))| PageRef {
        day,
        ..PageRef::kept(KeptPage { url: &url, gone: false, archived })
    };
    Ok(pages.map(page).collect())
}

/// The day on which a page was saved as one file, which its head says. What cannot be read is told when the page is.
fn saved_on(path: &Path) -> Option<Date> {
    let mut head = Vec::new();
    File::open(path).ok()?.take(MAIL_HEAD).read_to_end(&mut head).ok()?;
    mhtml::saved_on(&head)
}

fn failure(input: &str, message: &str) -> Error {
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

fn no_pages(input: &str, pattern: bool) -> Error {
    let what = if pattern { "the pattern matches no page" } else { "the folder holds no page" };
    failure(input, what).remedy(
        "pages end in .html, .htm, .xhtml, .mhtml or .mht; a file of another name can be named outright",
    )
}

fn is_address(input: &str) -> bool {
    input.split_once("://").is_some_and(|(scheme, _)| {
        !scheme.is_empty() && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}

/// Hidden files and folders are not searched, the project's own `.annals` among them.
fn is_visible(entry: &DirEntry) -> bool {
    entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.')
}

/// The leading folders without wildcards, and the rest of the pattern.
fn split_pattern(pattern: &str) -> (PathBuf, String) {
    let mut parts = Path::new(pattern).components().peekable();
    let mut root = PathBuf::new();
    let is_plain = |part: &Component| !part.as_os_str().to_string_lossy().contains(['*', '?', '[', '{']);
    while let Some(part) = parts.next_if(is_plain) {
        root.push(part);
    }
    (root, slashed(&parts.collect::<PathBuf>()))
}

fn slashed(path: &Path) -> String {
    path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}
