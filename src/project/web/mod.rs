//! What `annals.toml` says of the web: the keys of a `[[source]]` that names addresses, and `[fetch]`.

mod raw;
mod window;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use url::Url;

use crate::archive::Archive;
use crate::error::{Error, ErrorKind};
use crate::source::{Found, PageRef};

pub(super) use raw::{RawFetch, RawList, RawWeb, saved_days};
pub use window::{Bound, Days, Unit, Window};

/// Where the addresses of a source's pages come from. All addresses are normalised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// `url`, `urls`: they are named outright.
    Urls(Vec<Url>),
    /// `feed`: RSS, Atom or JSON Feed.
    Feed(Url),
    /// `sitemap`: a sitemap or an index of them.
    Sitemap(Url),
    /// `list`: a page that lists others.
    List(List),
}

/// `list`: a page that lists others, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// `url`: the first page of the list.
    pub url: Url,
    /// `item`: what CSS selector finds the items, which are links or hold one.
    pub item: String,
    /// `next`: what finds the link to the next page.
    pub next: Option<String>,
    /// `pages`: how many pages of the list are read; 10 where nothing is said.
    pub pages: usize,
    /// `date`: what finds an item's day in it; `time` where nothing is said.
    pub date: String,
}

/// A source on the web.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Web {
    /// Where its addresses come from.
    pub entry: Entry,
    /// `limit`: how many of them are asked in a run, from the first.
    pub limit: Option<usize>,
    /// `since`, `until`: the days of the pages that are asked.
    pub window: Window,
}

/// `[fetch]`: how pages are fetched.
#[derive(Clone, Debug)]
pub struct Fetch {
    /// `contact`: an address at which a site's owner can reach who fetches. Needed for fetching.
    pub contact: Option<String>,
    /// `rate`: requests a second to one host; 1 where nothing is said, as many as possible where it is 0.
    pub rate: f64,
    /// `concurrency`: requests at once to one host; 2 where nothing is said.
    pub concurrency: u16,
    /// `allow_private`: whether addresses of private networks are asked; `false` where nothing is said.
    pub allow_private: bool,
    /// `robots`: whether `robots.txt` is obeyed; `true` where nothing is said. Turn it off for hosts of your own only.
    pub robots: bool,
    /// `timeout`: seconds until an answer must be whole; 60 where nothing is said.
    pub timeout: Duration,
    /// `max_bytes`: the largest answer, packed or unpacked; 16 MiB where nothing is said.
    pub max_bytes: u64,
    /// `retries`: further tries where a failure may pass; 3 where nothing is said.
    pub retries: u16,
    /// `archive`: the folder of what was fetched; `archive` where nothing is said.
    pub archive: PathBuf,
    /// `headers_env`: by host, the variable that holds headers, one a line.
    pub headers_env: BTreeMap<String, String>,
    /// `basic_env`: by host, the variable that holds `user:password`.
    pub basic_env: BTreeMap<String, String>,
}

impl Default for Fetch {
    fn default() -> Self {
        Self {
            contact: None,
            rate: 1.0,
            concurrency: 2,
            allow_private: false,
            robots: true,
            timeout: Duration::from_mins(1),
            max_bytes: 16 << 20,
            retries: 3,
            archive: PathBuf::from("archive"),
            headers_env: BTreeMap::new(),
            basic_env: BTreeMap::new(),
        }
    }
}

impl Fetch {
    /// The time between two requests to one host.
    #[must_use]
    pub fn between(&self) -> Duration {
        if self.rate > 0.0 { Duration::from_secs_f64(1.0 / self.rate) } else { Duration::ZERO }
    }
}

impl Web {
    /// The first address that it names.
    #[must_use]
    pub fn first(&self) -> Option<&Url> {
        match &self.entry {
            Entry::Urls(urls) => urls.first(),
            _ => self.found_at(),
        }
    }

    /// The address of the feed, sitemap or list; pages that are named outright have none.
    #[must_use]
    pub fn found_at(&self) -> Option<&Url> {
        match &self.entry {
            Entry::Urls(_) => None,
            Entry::Feed(url) | Entry::Sitemap(url) | Entry::List(List { url, .. }) => Some(url),
        }
    }
}

impl Web {
    /// The pages of the source that are in the archive.
    #[must_use]
    pub fn pages(&self, archive: &Archive) -> Found {
        let mut found = Found::default();
        match &self.entry {
            Entry::Urls(urls) => {
                for url in urls {
                    match archive.page(url.as_str()) {
                        Some(page) => found.pages.push(PageRef::kept(page)),
                        None => found.failures.push(missing(url.as_str(), "is not fetched yet")),
                    }
                }
            }
            Entry::Feed(url) | Entry::Sitemap(url) | Entry::List(List { url, .. }) => {
                let pages = archive.found_at(url.as_str()).filter_map(|(url, _)| archive.page(url));
                found.pages.extend(pages.map(PageRef::kept));
                if found.pages.is_empty() {
                    found.failures.push(missing(url.as_str(), "has no page that is fetched"));
                }
            }
        }
        found
    }
}

fn missing(url: &str, what: &str) -> Error {
    Error::new(ErrorKind::Source, url, what).remedy("run `annals fetch`")
}
