//! The [`Cache`] under `.annals/` keeps the record of each page, so that unchanged pages are not extracted again and a page that
//! fails today keeps what it said before. It may be deleted at any time.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::previous::is_below;
use annals::pipeline::Options;
use annals::records::PageRecord;
use annals::source::Page;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Records by source, with the key they were made under.
#[derive(Debug)]
pub(super) struct Cache {
    folder: PathBuf,
    /// What stands for the rules: the version and the binary, which holds lexicon and code alike.
    rules: String,
}

#[derive(Deserialize)]
struct Entry {
    key: String,
    record: PageRecord,
    #[serde(default)]
    text: u32,
}

#[derive(Serialize)]
struct EntryRef<'a> {
    key: &'a str,
    record: &'a PageRecord,
    text: u32,
}

impl Cache {
    /// The cache of the project at `root`.
    pub(super) fn of(root: &Path) -> Self {
        Self { folder: root.join(".annals").join("pages"), rules: rules() }
    }

    /// The record of the page, where page, options and rules are those it was made with.
    pub(super) fn record(&self, page: &Page, options: &Options) -> Option<PageRecord> {
        let entry = self.entry(&page.source)?;
        (entry.key == self.key(page, options)).then_some(entry.record)
    }

    /// What the page said when it was last read.
    pub(super) fn last(&self, source: &str) -> Option<PageRecord> {
        self.entry(source).map(|entry| entry.record)
    }

    /// The sources whose records are kept at or below a path, by name.
    pub(super) fn sources_below(&self, path: &str) -> BTreeSet<String> {
        let known = self.files().filter_map(|file| read(&file)).map(|entry| entry.record.page.source);
        known.filter(|source| is_below(source, path)).collect()
    }

    /// Keeps a record. Where that fails the page is extracted again next time, and nothing is lost.
    pub(super) fn keep(&self, page: &Page, options: &Options, record: &PageRecord) {
        let entry = EntryRef { key: &self.key(page, options), record, text: record.text_bytes };
        let kept = self.prepare().and_then(|()| {
            let mut file = tempfile_beside(&self.file(&page.source))?;
            file.1.write_all(&serde_json::to_vec(&entry)?)?;
            fs::rename(file.0, self.file(&page.source))
        });
        if let Err(error) = kept {
            tracing::info!("{} is not cached: {error}", page.source);
        }
    }

    /// Forgets the pages that have no record, but for those that failed.
    pub(super) fn forget_others(&self, records: &[PageRecord], failed: &[String]) {
        let mut wanted: BTreeSet<PathBuf> =
            records.iter().map(|record| self.file(&record.page.source)).collect();
        for source in failed.iter().flat_map(|path| self.sources_below(path)) {
            wanted.insert(self.file(&source));
        }
        for file in self.files().filter(|file| !wanted.contains(file)) {
            // What stays is found again next time.
            let _ = fs::remove_file(file);
        }
    }

    fn entry(&self, source: &str) -> Option<Entry> {
        read(&self.file(source))
    }

    fn files(&self) -> impl Iterator<Item = PathBuf> + use<> {
        fs::read_dir(&self.folder).into_iter().flatten().filter_map(Result::ok).map(|entry| entry.path())
    }

    fn file(&self, source: &str) -> PathBuf {
        self.folder.join(format!("{}.json", &hash([source.as_bytes()])[..32]))
    }

    fn key(&self, page: &Page, options: &Options) -> String {
        let url = page.url.as_deref().unwrap_or("");
        let charset = page.charset.as_deref().unwrap_or("");
        let language = options.language.as_deref().unwrap_or("");
        let confidence = options.choices.min_confidence.to_bits().to_string();
        let registry = options.registry.as_ref().map_or(String::new(), |index| index.stamp().to_string());
        let profiles = options.profiles.stamp();
        let profile = options.profile.as_ref().map_or("", |profile| profile.stamp());
        let known =
            [&*self.rules, &page.source, url, charset, language, &confidence, &registry, &profiles, profile];
        hash(known.iter().map(|part| part.as_bytes()).chain([page.bytes.as_slice()]))
    }

    fn prepare(&self) -> std::io::Result<()> {
        if self.folder.is_dir() {
            return Ok(());
        }
        fs::create_dir_all(&self.folder)?;
        fs::write(self.folder.with_file_name(".gitignore"), "*\n")
    }
}

fn read(file: &Path) -> Option<Entry> {
    let mut entry: Entry = serde_json::from_slice(&fs::read(file).ok()?).ok()?;
    entry.record.text_bytes = entry.text;
    Some(entry)
}

/// A file of its own for each writer, so that two runs at once cannot mix theirs.
fn tempfile_beside(file: &Path) -> std::io::Result<(PathBuf, fs::File)> {
    let path = file.with_extension(format!("{}.tmp", std::process::id()));
    Ok((path.clone(), fs::File::create(path)?))
}

/// The version, and size and time of the binary: a rebuilt one has other rules, perhaps.
fn rules() -> String {
    let binary = std::env::current_exe().and_then(|path| path.metadata());
    let stamp = binary.ok().and_then(|data| {
        let time = data.modified().ok()?.duration_since(std::time::UNIX_EPOCH).ok()?;
        Some(format!("{} {}", data.len(), time.as_nanos()))
    });
    format!("{} {}", env!("CARGO_PKG_VERSION"), stamp.unwrap_or_default())
}

fn hash<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    annals::normalize::hex(&hasher.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(bytes: &str) -> Page {
        Page { source: "a/page.html".to_owned(), bytes: bytes.as_bytes().to_vec(), ..Page::default() }
    }

    fn record(source: &str) -> PageRecord {
        let mut record = annals::pipeline::extract(page("<p>Nothing here</p>"), &Options::default()).unwrap();
        record.page.source = source.to_owned();
        record.rivals.clear();
        record
    }

    #[test]
    fn a_record_is_found_again_until_page_or_options_change() {
        let root = tempfile::tempdir().unwrap();
        let cache = Cache::of(root.path());
        let (options, kept) = (Options::default(), record("a/page.html"));
        cache.keep(&page("one"), &options, &kept);
        assert_eq!(cache.record(&page("one"), &options), Some(kept.clone()));
        assert_eq!(cache.record(&page("two"), &options), None);
        let french = Options { language: Some("fr".to_owned()), ..Options::default() };
        assert_eq!(cache.record(&page("one"), &french), None);
        assert_eq!(cache.last("a/page.html"), Some(kept));
        assert!(root.path().join(".annals/.gitignore").is_file());
    }

    #[test]
    fn pages_that_have_left_the_project_are_forgotten() {
        let root = tempfile::tempdir().unwrap();
        let cache = Cache::of(root.path());
        cache.keep(&page("one"), &Options::default(), &record("a/page.html"));
        assert_eq!(cache.sources_below("a"), BTreeSet::from(["a/page.html".to_owned()]));
        assert!(cache.sources_below("a/pa").is_empty());
        cache.forget_others(&[record("b.html")], &["a".to_owned()]);
        assert!(cache.last("a/page.html").is_some());
        cache.forget_others(&[record("b.html")], &[]);
        assert_eq!(cache.last("a/page.html"), None);
    }

    #[test]
    fn a_torn_entry_is_no_entry() {
        let root = tempfile::tempdir().unwrap();
        let cache = Cache::of(root.path());
        cache.keep(&page("one"), &Options::default(), &record("a/page.html"));
        let file = cache.file("a/page.html");
        let text = fs::read_to_string(&file).unwrap();
        fs::write(&file, &text[..text.len() / 2]).unwrap();
        assert_eq!(cache.record(&page("one"), &Options::default()), None);
    }
}
