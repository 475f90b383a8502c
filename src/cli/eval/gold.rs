//! Gold files and the pages beside them, a [`GoldSet`] a folder.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use annals::source::{PAGE_EXTENSIONS, PageRef, Search};
use annals::{Error, ErrorKind, Result};
use serde_json::Value;

const SUFFIX: &str = ".gold.json";

/// The gold files of one folder.
#[derive(Debug)]
pub(super) struct GoldSet {
    /// The folder, as given.
    pub(super) name: String,
    /// By name.
    pub(super) cases: Vec<Case>,
}

/// One page with its gold.
#[derive(Debug)]
pub(super) struct Case {
    /// The name that both share.
    pub(super) name: String,
    /// The gold file.
    pub(super) gold: PathBuf,
    /// The page.
    pub(super) page: Option<PageRef>,
}

impl GoldSet {
    /// A failure for each gold file that has no page.
    pub(super) fn without_page(&self) -> impl Iterator<Item = Error> {
        self.cases.iter().filter(|case| case.page.is_none()).map(|case| {
            failure(&case.gold, "has no page beside it")
                .remedy(format!("save the page as {}.html", case.name))
        })
    }
}

/// The gold of all inputs: a set a folder, in the order given; single files join the set of their folder.
pub(super) fn find(inputs: &[PathBuf]) -> (Vec<GoldSet>, Vec<Error>) {
    let mut sets: Vec<(PathBuf, BTreeMap<String, PathBuf>)> = Vec::new();
    let mut failures = Vec::new();
    for input in inputs {
        match gold_files(input) {
            Ok((folder, files)) => match sets.iter_mut().find(|(known, _)| *known == folder) {
                Some((_, known)) => known.extend(files),
                None => sets.push((folder, files)),
            },
            Err(error) => failures.push(error),
        }
    }
    (sets.into_iter().map(|(folder, files)| gold_set(&folder, files)).collect(), failures)
}

/// The folder of an input and its gold files by name.
fn gold_files(input: &Path) -> Result<(PathBuf, BTreeMap<String, PathBuf>)> {
    let unreadable =
        |error: std::io::Error| failure(input, "cannot be read").because(error).remedy("check the path");
    if input.metadata().map_err(unreadable)?.is_file() {
        let name = gold_name(input).ok_or_else(|| {
            failure(input, "is no gold file").remedy("name a folder, or files like NAME.gold.json")
        })?;
        let folder = input.parent().unwrap_or(Path::new("")).to_path_buf();
        return Ok((folder, BTreeMap::from([(name, input.to_path_buf())])));
    }
    fs::read_dir(input).map_err(unreadable)?;
    let mut files = gold_in(input, 0);
    if files.is_empty() {
        files = gold_in(input, DEPTH);
    }
    if files.is_empty() {
        return Err(
            failure(input, "the folder holds no gold file").remedy("gold files are called NAME.gold.json")
        );
    }
    Ok((input.to_path_buf(), files))
}

/// How deep gold files are looked for in a folder that holds none itself.
const DEPTH: usize = 4;

/// The gold files of a folder and, down to a depth, of the folders in it, by name; the name of a nested one is its path.
fn gold_in(folder: &Path, depth: usize) -> BTreeMap<String, PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok).map(|entry| entry.path());
    let mut files = BTreeMap::new();
    for path in entries {
        if let Some(name) = gold_name(&path) {
            files.insert(name, path);
        } else if depth > 0 && path.is_dir() {
            let inner = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            files.extend(
                gold_in(&path, depth - 1).into_iter().map(|(name, path)| (format!("{inner}/{name}"), path)),
            );
        }
    }
    files
}

fn gold_name(path: &Path) -> Option<String> {
    path.file_name().and_then(OsStr::to_str)?.strip_suffix(SUFFIX).map(str::to_owned)
}

fn gold_set(folder: &Path, files: BTreeMap<String, PathBuf>) -> GoldSet {
    let search = Search::default();
    let page_of = |name: &str| {
        let candidates = PAGE_EXTENSIONS.iter().map(|extension| folder.join(format!("{name}.{extension}")));
        let path = candidates.into_iter().find(|path| path.is_file())?;
        search.find_one(path.as_os_str()).ok()?.pages.pop()
    };
    let cases = files.into_iter().map(|(name, gold)| Case { page: page_of(&name), name, gold }).collect();
    let name = if folder.as_os_str().is_empty() { ".".to_owned() } else { folder.display().to_string() };
    GoldSet { name, cases }
}

/// Reads a gold file.
pub(super) fn read(path: &Path) -> Result<Value> {
    let text = fs::read_to_string(path).map_err(|error| failure(path, "cannot be read").because(error))?;
    parse(&text, path, 0)
}

/// Reads documents, one a line, by the name of their page.
pub(super) fn predictions(path: &Path) -> Result<BTreeMap<String, Value>> {
    let text = fs::read_to_string(path).map_err(|error| {
        Error::new(ErrorKind::Config, path.display().to_string(), "cannot be read").because(error)
    })?;
    let mut documents = BTreeMap::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if !line.trim().is_empty() {
            let document = parse_at(&text, line, path, start)?;
            let source = document["page"]["source"].as_str().unwrap_or("");
            documents.insert(stem(source), document);
        }
        start += line.len();
    }
    Ok(documents)
}

fn parse(text: &str, path: &Path, start: usize) -> Result<Value> {
    parse_at(text, text, path, start)
}

/// Reads `part`, which starts at `start` in `text`.
fn parse_at(text: &str, part: &str, path: &Path, start: usize) -> Result<Value> {
    serde_json::from_str(part).map_err(|error| {
        let message = error.to_string();
        let message = format!("is no JSON: {}", message.split(" at line ").next().unwrap_or(""));
        Error::new(ErrorKind::Format, path.display().to_string(), message).at_json(text, start, &error)
    })
}

/// The name of a page: its file without the extension.
pub(super) fn stem(source: &str) -> String {
    let file = source.rsplit('/').next().unwrap_or(source);
    let endings = [".xhtml", ".html", ".xhtm", ".htm", ".mhtml"];
    endings.iter().find_map(|ending| file.strip_suffix(ending)).unwrap_or(file).to_owned()
}

fn failure(input: &Path, message: &str) -> Error {
    Error::new(ErrorKind::Source, input.display().to_string(), message)
}
