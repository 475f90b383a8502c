//! A [`Case`] is a page of the project with the file that says what is expected of it.
//! A new case is a new folder; a file that expects something of no page is a mistake that is told.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use annals::project::Project;
use annals::source::PageRef;
use annals::{Error, ErrorKind};
use walkdir::WalkDir;

/// What the file is called beside the only page of a folder; beside several it is `NAME.expected.json`.
const EXPECTED: &str = "expected.json";

/// A page and its expectation.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    /// The page.
    pub(crate) page: PageRef,
    /// Its `expected.json`, whether or not there is one.
    pub(crate) expected: PathBuf,
    /// The path of that file as seen from the project, with `/`.
    pub(crate) name: String,
}

impl Case {
    /// Whether something is expected.
    pub(crate) fn is_expected(&self) -> bool {
        self.expected.is_file()
    }

    /// Whether people mean this case when they name `path`: the page, its expectation or a folder above them.
    pub(crate) fn is_named(&self, path: &Path) -> bool {
        let Some(page) = &self.page.path else { return false };
        let same = |known: &Path| std::path::absolute(known).ok() == std::path::absolute(path).ok();
        same(page) || same(&self.expected) || page.ancestors().skip(1).any(same)
    }
}

/// A case for each page that is a file.
pub(crate) fn of(project: &Project, pages: &[PageRef]) -> Vec<Case> {
    let mut in_folder: BTreeMap<&Path, usize> = BTreeMap::new();
    for folder in pages.iter().filter_map(folder) {
        *in_folder.entry(folder).or_default() += 1;
    }
    let case = |page: &PageRef| {
        let path = page.path.as_ref()?;
        let alone = folder(page).is_none_or(|folder| in_folder[folder] == 1);
        let stem = path.file_stem()?.to_string_lossy();
        let own = path.with_file_name(format!("{stem}.{EXPECTED}"));
        let expected = if alone && !own.is_file() { path.with_file_name(EXPECTED) } else { own };
        let name = name(project, &expected);
        Some(Case { page: page.clone(), expected, name })
    };
    pages.iter().filter_map(case).collect()
}

/// The failure where people name what is no case.
pub(crate) fn unknown(path: &Path) -> Error {
    Error::new(ErrorKind::Source, path.display().to_string(), "is no case of the project")
        .remedy("a case is a page of the project's sources, or a folder with such pages")
}

fn folder(page: &PageRef) -> Option<&Path> {
    page.path.as_deref().and_then(Path::parent)
}

/// The expectations in the project's folders that belong to no case, by name.
pub(crate) fn orphans(project: &Project, cases: &[Case]) -> Vec<String> {
    let used: BTreeSet<&str> = cases.iter().map(|case| case.name.as_str()).collect();
    let paths = project.config.sources.iter().flat_map(|source| &source.paths);
    let folders: BTreeSet<PathBuf> = paths.map(|path| project.root.join(fixed_part(path))).collect();
    let files = folders.iter().flat_map(|folder| WalkDir::new(folder).follow_links(true).into_iter());
    let expected = files.filter_map(Result::ok).filter(|entry| {
        let name = entry.file_name().to_string_lossy();
        entry.file_type().is_file() && (name == EXPECTED || name.ends_with(&format!(".{EXPECTED}")))
    });
    let names: BTreeSet<String> = expected.map(|entry| name(project, entry.path())).collect();
    names.into_iter().filter(|name| !used.contains(name.as_str())).collect()
}

/// The folder of a source: itself, or what stands before the first wildcard.
fn fixed_part(path: &str) -> PathBuf {
    let plain = Path::new(path).components();
    let plain = plain.take_while(|part| !part.as_os_str().to_string_lossy().contains(['*', '?', '[', '{']));
    let fixed: PathBuf = plain.collect();
    if annals::source::is_page_path(&fixed) { fixed.parent().unwrap_or(&fixed).to_path_buf() } else { fixed }
}

fn name(project: &Project, file: &Path) -> String {
    let below = file.strip_prefix(&project.root).unwrap_or(file);
    below.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}
