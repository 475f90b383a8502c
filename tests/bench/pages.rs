//! The pages that benchmarks read: `.html` and `.html.gz` files below a folder, by path.
#![allow(clippy::case_sensitive_file_extension_comparisons, reason = "files of corpora are named alike")]

use std::io::Read as _;
use std::path::{Path, PathBuf};

use annals::source::Page;

/// The folder that was asked for, of pages (the fixtures, where none was), and the numbers.
#[allow(dead_code, reason = "some benchmarks take other arguments")]
pub(crate) fn asked() -> (PathBuf, Vec<usize>) {
    let (mut folder, mut numbers) = (Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures"), Vec::new());
    for argument in std::env::args().skip(1).filter(|argument| !argument.starts_with("--")) {
        match argument.parse() {
            Ok(number) => numbers.push(number),
            Err(_) => folder = PathBuf::from(argument),
        }
    }
    (folder, numbers)
}

pub(crate) fn load(folder: &Path) -> Vec<Page> {
    let mut paths: Vec<PathBuf> =
        walkdir::WalkDir::new(folder).into_iter().flatten().map(walkdir::DirEntry::into_path).collect();
    paths.sort();
    paths.iter().filter_map(|path| read(path)).collect()
}

fn read(path: &Path) -> Option<Page> {
    let name = path.to_str()?;
    let raw = std::fs::read(path).ok().filter(|_| name.ends_with(".html") || name.ends_with(".html.gz"))?;
    let bytes = if name.ends_with(".gz") {
        let mut bytes = Vec::new();
        flate2::read::GzDecoder::new(&raw[..]).read_to_end(&mut bytes).ok()?;
        bytes
    } else {
        raw
    };
    Some(Page { source: name.to_owned(), bytes, ..Page::default() })
}
