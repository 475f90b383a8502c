//! The [`Reader`] knows what a page says: from the cache where nothing has changed, else from the page.

use annals::archive::Archived;
use annals::pipeline::guarded;
use annals::project::Project;
use annals::records::PageRecord;
use annals::resolve::Erasure;
use annals::source::PageRef;
use annals::store::Slot;
use annals::{Result, pipeline};

use super::cache::Cache;
use super::{How, Mode};
use crate::cli::options::Reading;

/// Reads pages of a project.
pub(super) struct Reader {
    reading: Reading,
    cache: Option<Cache>,
    /// Those of whom nothing may be kept.
    erasure: Erasure,
}

impl Reader {
    pub(super) fn new(project: &Project, how: &How, mode: Mode) -> Result<Self> {
        let reading = how.extraction.open(Some(project))?;
        // A check must not believe what an earlier run wrote down.
        let cache = if mode == Mode::Check { None } else { Cache::of(&project.root) };
        Ok(Self { reading, cache, erasure: Erasure::of(&project.overrides) })
    }

    pub(super) fn erasure(&self) -> &Erasure {
        &self.erasure
    }

    pub(super) fn cache(&self) -> Option<&Cache> {
        self.cache.as_ref()
    }

    /// What a page says, and where the cache keeps it. A page that is known to be what it was is not even opened.
    pub(super) fn read(&self, page: &PageRef) -> Result<(Option<Slot>, PageRecord)> {
        let options = self.reading.of(page);
        let Some(cache) = &self.cache else {
            let loaded = page.load()?;
            return Ok((None, guarded(&page.source, || pipeline::extract(loaded, &options))?));
        };
        let stamp = page.archived.as_ref().and_then(Archived::stamp);
        let loaded = if stamp.is_some() { None } else { Some(page.load()?) };
        let key = cache.key(page, stamp, loaded.as_ref(), &options);
        if let Some((slot, record)) = cache.record(&page.source, &key) {
            return Ok((Some(slot), record));
        }
        let loaded = loaded.map_or_else(|| page.load(), Ok)?;
        let record = guarded(&page.source, || pipeline::extract(loaded, &options))?;
        let slot = if self.erasure.touches(&record) { None } else { cache.keep(&key, &record) };
        Ok((slot, record))
    }

    /// Forgets the pages that have none of these records, and every record that names somebody who is erased.
    pub(super) fn keep_only(self, live: &[Slot], erasure: Option<&Erasure>) {
        self.cache.into_iter().for_each(|cache| match erasure {
            Some(erasure) => cache.purge(live, erasure),
            None => cache.keep_only(live),
        });
    }
}
