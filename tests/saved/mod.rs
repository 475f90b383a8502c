//! The saved pages of the fixtures, by path.

use std::path::{Path, PathBuf};

use annals::source::Page;

/// All of them; each is called by its path below the folder.
pub(crate) fn pages() -> Vec<Page> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut paths: Vec<PathBuf> =
        walkdir::WalkDir::new(&root).into_iter().flatten().map(walkdir::DirEntry::into_path).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "html"));
    paths.sort();
    assert!(paths.len() >= 30, "the fixtures are missing");
    let page = |path: &PathBuf| Page {
        source: path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/"),
        bytes: std::fs::read(path).unwrap(),
        ..Page::default()
    };
    paths.iter().map(page).collect()
}
