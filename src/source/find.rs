//! A [`Search`] turns what people name (files, folders, patterns, `-`) into pages, sorted by name and each once.
//! What cannot be found is a failure beside the pages that were.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs::File;
use std::io::Read as _;
use std::path::{Component, Path, PathBuf};

use globset::{GlobBuilder, GlobMatcher};
use jiff::civil::Date;
use walkdir::{DirEntry, WalkDir};

use crate::archive::{KeptPage, pages_in};
use crate::error::{Error, ErrorKind, Result};
use crate::source::load::{PageRef, STDIN, is_mhtml};
use crate::source::mhtml;

/// What is read of a saved page to learn its day.
const MAIL_HEAD: u64 = 8 << 10;

/// What folders and patterns are searched for. A file that is named outright may have any ending.
pub const PAGE_EXTENSIONS: [&str; 5] = ["html", "htm", "xhtml", "mhtml", "mht"];

/// Whether the path ends like a page.
#[must_use]
pub fn is_page_path(path: &Path) -> bool {
    let extension = path.extension().and_then(OsStr::to_str).unwrap_or("");
    PAGE_EXTENSIONS.iter().any(|known| extension.eq_ignore_ascii_case(known))
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
}

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
        let name = input.to_string_lossy();
        if name == STDIN {
            return Ok(vec![self.page(None, STDIN.to_owned())]);
        }
        if is_address(&name) {
            return Err(failure(&name, "is an address")
                .remedy("name it as a [[source]] with `url` and run `annals fetch`, or save the page and pass the file"));
        }
        let path = self.from.join(input);
        match path.metadata() {
            Ok(data) if data.is_dir() => self.walk(&path, &name, None),
            Ok(_) if is_warc(&path) => kept(&path),
            Ok(_) => Ok(vec![self.page(Some(&path), file_name(&path))]),
            Err(_) if name.contains(['*', '?', '[', '{']) => self.glob(&name),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                Err(failure(&name, "there is no such file or folder").remedy("check the path"))
            }
            Err(error) => {
                Err(failure(&name, "cannot be read").because(error).remedy("check the path and its rights"))
            }
        }
    }

    fn glob(&self, pattern: &str) -> Result<Vec<PageRef>> {
        let (root, rest) = split_pattern(pattern);
        let matcher = GlobBuilder::new(&rest).literal_separator(true).build().map_err(|error| {
            failure(pattern, "is no pattern").because(error).remedy("patterns look like pages/**/*.html")
        })?;
        self.walk(&self.from.join(root), pattern, Some(&matcher.compile_matcher()))
    }

    fn walk(&self, root: &Path, name: &str, matcher: Option<&GlobMatcher>) -> Result<Vec<PageRef>> {
        let mut pages = Vec::new();
        let root = if root.as_os_str().is_empty() { Path::new(".") } else { root };
        let entries = WalkDir::new(root).follow_links(true).sort_by_file_name().into_iter();
        for entry in entries.filter_entry(is_visible) {
            let entry = entry.map_err(|error| {
                failure(name, "cannot be searched").because(error).remedy("check the folder and its rights")
            })?;
            let below = entry.path().strip_prefix(root).unwrap_or(entry.path());
            let wanted = matcher.is_none_or(|matcher| matcher.is_match(below));
            // Who names a folder may mean a project, whose archive is read by another way.
            if matcher.is_some() && wanted && is_warc(below) {
                pages.extend(kept(entry.path())?);
            }
            if entry.file_type().is_file() && is_page_path(below) && wanted {
                pages.push(self.page(Some(entry.path()), slashed(below)));
            }
        }
        if pages.is_empty() { Err(no_pages(name, matcher.is_some())) } else { Ok(pages) }
    }

    fn page(&self, path: Option<&Path>, below: String) -> PageRef {
        let page = path.map_or_else(|| PageRef::unread(STDIN), |path| PageRef::file(path, &self.base));
        let day = path.filter(|path| is_mhtml(path)).and_then(saved_on);
        PageRef { below, day, ..page }
    }
}

/// Whether the path ends like a WARC file.
fn is_warc(path: &Path) -> bool {
    let ends =
        |path: &Path, ending: &str| path.extension().is_some_and(|found| found.eq_ignore_ascii_case(ending));
    ends(path, "warc")
        || (ends(path, "gz") || ends(path, "zst"))
            && path.file_stem().is_some_and(|stem| ends(Path::new(stem), "warc"))
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
