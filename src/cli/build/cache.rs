//! The [`Cache`] under `.annals/` keeps the record of each page, so that unchanged pages are not extracted again and a page that
//! fails today keeps what it said before. It may be deleted at any time.

use std::collections::BTreeMap;
use std::path::Path;

use super::previous::is_below;
use annals::pipeline::Options;
use annals::project::workspace;
use annals::records::PageRecord;
use annals::resolve::Erasure;
use annals::source::{Page, PageRef};
use annals::store::{Key, Slot, Store};
use sha2::{Digest, Sha256};

/// Records by source, with the key they were made under.
#[derive(Debug)]
pub(super) struct Cache {
    store: Store,
    /// What stands for the rules: the version and the binary, which holds lexicon and code alike.
    rules: String,
}

impl Cache {
    /// The cache of the project at `root`; none where it cannot be written, or another run holds it.
    pub(super) fn of(root: &Path) -> Option<Self> {
        let store = workspace(root).and_then(|folder| Store::open(&folder.join("records")));
        let store = store.inspect_err(|error| tracing::info!("nothing is cached: {error}")).ok()?;
        Some(Self { store, rules: rules() })
    }

    pub(super) fn store(&self) -> &Store {
        &self.store
    }

    /// The record of the page and its place, where page, options and rules are those it was made with. One that cannot be read is none.
    pub(super) fn record(&self, source: &str, key: &Key) -> Option<(Slot, PageRecord)> {
        let slot = self.store.find(source, key)?;
        Some((slot, self.store.read(slot).ok()?))
    }

    /// Keeps a record, and says where. Where that fails the page is extracted again next time, and nothing is lost.
    pub(super) fn keep(&self, key: &Key, record: &PageRecord) -> Option<Slot> {
        let kept = self.store.add(key, record);
        kept.inspect_err(|error| tracing::info!("{} is not cached: {error}", record.page.source)).ok()
    }

    /// The sources whose records are kept at or below one of these paths, with what they said when they were last read.
    pub(super) fn below(&self, paths: &[String]) -> BTreeMap<String, Slot> {
        if paths.is_empty() {
            return BTreeMap::new();
        }
        let named = self.store.all().into_iter();
        let named = named.filter_map(|slot| Some((self.store.rows(slot).ok()?.page.source, slot)));
        named.filter(|(source, _)| paths.iter().any(|path| is_below(source, path))).collect()
    }

    /// Forgets the pages that have none of these records.
    pub(super) fn keep_only(self, live: &[Slot]) {
        if let Err(error) = self.store.keep_only(live) {
            tracing::info!("the cache is not tidied: {error}");
        }
    }

    /// As `keep_only`; records that name somebody who is erased go too, and nothing that the file held before stays in it.
    pub(super) fn purge(self, live: &[Slot], erasure: &Erasure) {
        let names = |slot: &&Slot| self.store.read(**slot).is_ok_and(|record| erasure.touches(&record));
        let stays: Vec<Slot> = live.iter().filter(|slot| !names(slot)).copied().collect();
        if let Err(error) = self.store.purge(&stays) {
            tracing::warn!("the cache may still name who is erased; delete .annals/records: {error}");
        }
    }

    /// What a record is made of. The archive tells by a `stamp` which answer a page is; of others the bytes that were loaded count.
    pub(super) fn key(
        &self,
        page: &PageRef,
        stamp: Option<&[u8; 16]>,
        loaded: Option<&Page>,
        options: &Options,
    ) -> Key {
        let url = loaded.map_or(&page.url, |loaded| &loaded.url).as_deref().unwrap_or("");
        let charset = loaded.and_then(|loaded| loaded.charset.as_deref()).unwrap_or("");
        let bytes = loaded.map_or(&[][..], |loaded| &loaded.bytes);
        let stamp = stamp.map_or(&[][..], |stamp| stamp);
        let language = options.language.as_deref().unwrap_or("");
        let confidence = options.choices.min_confidence.to_bits().to_string();
        let registry = options.registry.as_ref().map_or(String::new(), |index| index.stamp().to_string());
        let profiles = options.profiles.stamp();
        let profile = options.profile.as_ref().map_or("", |profile| profile.stamp());
        let known =
            [&*self.rules, &page.source, url, charset, language, &confidence, &registry, &profiles, profile];
        hash(known.iter().map(|part| part.as_bytes()).chain([stamp, bytes]))
    }
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

fn hash<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> Key {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    let mut key = Key::default();
    let length = key.len();
    key.copy_from_slice(&hasher.finalize()[..length]);
    key
}

#[cfg(test)]
mod tests {
    use std::fs;

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

    fn key(cache: &Cache, bytes: &str, options: &Options) -> Key {
        let mut found = annals::source::Search::default().find([annals::source::STDIN]).pages;
        let named = PageRef { source: "a/page.html".to_owned(), ..found.remove(0) };
        cache.key(&named, None, Some(&page(bytes)), options)
    }

    /// A cache with one record, opened again.
    fn with_one(root: &Path) -> (Cache, Slot) {
        let cache = Cache::of(root).unwrap();
        let key = key(&cache, "one", &Options::default());
        let slot = cache.keep(&key, &record("a/page.html")).unwrap();
        drop(cache);
        (Cache::of(root).unwrap(), slot)
    }

    #[test]
    fn a_record_is_found_again_until_page_or_options_change() {
        let root = tempfile::tempdir().unwrap();
        let (cache, slot) = with_one(root.path());
        let options = Options::default();
        let found =
            |bytes: &str, options: &Options| cache.record("a/page.html", &key(&cache, bytes, options));
        assert_eq!(found("one", &options), Some((slot, record("a/page.html"))));
        assert_eq!(found("two", &options), None);
        let french = Options { language: Some("fr".to_owned()), ..Options::default() };
        assert_eq!(found("one", &french), None);
        assert!(root.path().join(".annals/.gitignore").is_file());
    }

    #[test]
    fn pages_that_have_left_the_project_are_forgotten() {
        let root = tempfile::tempdir().unwrap();
        let (cache, slot) = with_one(root.path());
        let below =
            |cache: &Cache, path: &str| cache.below(&[path.to_owned()]).into_keys().collect::<Vec<_>>();
        assert_eq!(below(&cache, "a"), ["a/page.html"]);
        assert!(below(&cache, "a/pa").is_empty());
        cache.keep_only(&[slot]);
        let cache = Cache::of(root.path()).unwrap();
        assert_eq!(below(&cache, "a"), ["a/page.html"]);
        cache.keep_only(&[]);
        assert!(below(&Cache::of(root.path()).unwrap(), "a").is_empty());
    }

    #[test]
    fn a_torn_entry_is_no_entry() {
        let root = tempfile::tempdir().unwrap();
        let (cache, _) = with_one(root.path());
        drop(cache);
        let file = root.path().join(".annals/records");
        let bytes = fs::read(&file).unwrap();
        fs::write(&file, &bytes[..bytes.len() - 5]).unwrap();
        let cache = Cache::of(root.path()).unwrap();
        assert_eq!(cache.record("a/page.html", &key(&cache, "one", &Options::default())), None);
    }
}
