//! The [`Files`] of a folder or a pattern, in the order of their names; nothing is known of them but what their names say.

use std::cmp::Ordering;
use std::path::{Component, Path, PathBuf};

use globset::{GlobBuilder, GlobMatcher};
use walkdir::{DirEntry, FilterEntry, WalkDir};

use crate::error::{Error, Result};
use crate::source::Search;
use crate::source::find::{Target, failure};
use crate::source::kind::Kind;

/// The files in a folder, or of a pattern, in the order of their names.
pub(super) struct Files {
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
    /// The pages in a folder.
    pub(super) fn of_folder(search: &Search, root: PathBuf, name: &str) -> Self {
        Self::walk(search, root, name, None, Kind::is_page)
    }

    /// What a pattern matches, if it is of a kind that is wanted.
    pub(super) fn of_pattern(search: &Search, pattern: &str, wanted: fn(Kind) -> bool) -> Result<Self> {
        let (root, rest) = split_pattern(pattern);
        let matcher = GlobBuilder::new(&rest).literal_separator(true).build().map_err(|error| {
            failure(pattern, "is no pattern").because(error).remedy("patterns look like pages/**/*.html")
        })?;
        Ok(Self::walk(search, search.from.join(root), pattern, Some(matcher.compile_matcher()), wanted))
    }

    fn walk(
        search: &Search,
        root: PathBuf,
        name: &str,
        matcher: Option<GlobMatcher>,
        wanted: fn(Kind) -> bool,
    ) -> Self {
        let root = if root.as_os_str().is_empty() { PathBuf::from(".") } else { root };
        let entries = WalkDir::new(&root).follow_links(true).sort_by(by_path).into_iter();
        let entries = entries.filter_entry(is_visible as fn(&DirEntry) -> bool);
        Self {
            search: search.clone(),
            entries,
            root,
            name: name.to_owned(),
            matcher,
            wanted,
            found: 0,
            is_over: false,
        }
    }

    fn target(&self, entry: &DirEntry) -> Option<Target> {
        let below = entry.path().strip_prefix(&self.root).unwrap_or(entry.path());
        let is_meant = self.matcher.as_ref().is_none_or(|matcher| matcher.is_match(below));
        // Where it is said what inputs are, a pattern finds all that it matches.
        let is_said = self.search.input.is_some() && self.matcher.is_some();
        let is_wanted = is_said || Kind::of_name(below).is_some_and(self.wanted);
        (is_meant && is_wanted && entry.file_type().is_file())
            .then(|| self.search.target(entry.path(), slashed(below)))
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

fn no_pages(input: &str, pattern: bool) -> Error {
    let what = if pattern { "the pattern matches no page" } else { "the folder holds no page" };
    failure(input, what).remedy(
        "pages end in .html, .htm, .xhtml, .mhtml or .mht; a file of another name can be named outright",
    )
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
