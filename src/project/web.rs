//! What `annals.toml` says of the web: the keys of a `[[source]]` that names addresses, and `[fetch]`.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use jiff::civil::Date;
use serde::Deserialize;
use toml::Spanned;
use url::Url;

use crate::archive::Archive;
use crate::error::{Error, ErrorKind, Result};
use crate::project::config::is_below;
use crate::project::invalid::Checks;
use crate::source::{Found, PageRef};

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

/// A stretch of days, with its ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Window {
    /// The first day.
    pub since: Option<Date>,
    /// The last day.
    pub until: Option<Date>,
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

impl Window {
    /// Whether a day is in it.
    #[must_use]
    pub fn holds(self, day: Date) -> bool {
        self.since.is_none_or(|since| since <= day) && self.until.is_none_or(|until| day <= until)
    }
}

/// The keys of a `[[source]]` that are about the web.
#[derive(Default)]
pub(super) struct RawWeb {
    pub(super) urls: Vec<Spanned<String>>,
    pub(super) feed: Option<Spanned<String>>,
    pub(super) sitemap: Option<Spanned<String>>,
    pub(super) list: Option<RawList>,
    pub(super) limit: Option<usize>,
    pub(super) since: Option<Spanned<String>>,
    pub(super) until: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawList {
    url: Spanned<String>,
    item: Spanned<String>,
    next: Option<Spanned<String>>,
    pages: Option<usize>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawFetch {
    contact: Option<Spanned<String>>,
    rate: Option<Spanned<f64>>,
    concurrency: Option<Spanned<u16>>,
    allow_private: Option<bool>,
    robots: Option<bool>,
    timeout: Option<Spanned<f64>>,
    max_bytes: Option<u64>,
    retries: Option<u16>,
    archive: Option<Spanned<PathBuf>>,
    #[serde(default)]
    headers_env: BTreeMap<String, String>,
    #[serde(default)]
    basic_env: BTreeMap<String, String>,
}

impl RawWeb {
    /// The source that the keys describe, where they describe one.
    pub(super) fn checked(self, checks: &Checks) -> Result<Option<Web>> {
        let Some(entry) = entry(&self.urls, self.feed, self.sitemap, self.list, checks)? else {
            return Ok(None);
        };
        let window =
            Window { since: day(self.since.as_ref(), checks)?, until: day(self.until.as_ref(), checks)? };
        let has_days = matches!(entry, Entry::Feed(_) | Entry::Sitemap(_));
        if let Some(bound) = self.since.or(self.until).filter(|_| !has_days) {
            return Err(checks.value(
                bound.span(),
                "bounds days that only feeds and sitemaps tell",
                "leave it away, or name the site's feed or sitemap",
            ));
        }
        Ok(Some(Web { entry, limit: self.limit, window }))
    }
}

fn entry(
    urls: &[Spanned<String>],
    feed: Option<Spanned<String>>,
    sitemap: Option<Spanned<String>>,
    list: Option<RawList>,
    checks: &Checks,
) -> Result<Option<Entry>> {
    if !urls.is_empty() {
        let urls = urls.iter().map(|url| address(url, checks));
        return Ok(Some(Entry::Urls(urls.collect::<Result<_>>()?)));
    }
    if let Some(feed) = feed {
        return Ok(Some(Entry::Feed(address(&feed, checks)?)));
    }
    if let Some(sitemap) = sitemap {
        return Ok(Some(Entry::Sitemap(address(&sitemap, checks)?)));
    }
    list.map(|list| Ok(Entry::List(list.checked(checks)?))).transpose()
}

impl RawList {
    fn checked(self, checks: &Checks) -> Result<List> {
        for selector in self.next.iter().chain([&self.item]) {
            if scraper::Selector::parse(selector.get_ref()).is_err() {
                let remedy = "selectors look like \"article h2 a\"";
                return Err(checks.value(selector.span(), "is no CSS selector", remedy));
            }
        }
        Ok(List {
            url: address(&self.url, checks)?,
            item: self.item.into_inner(),
            next: self.next.map(Spanned::into_inner),
            pages: self.pages.unwrap_or(10),
        })
    }
}

/// An address as it is asked and kept: without fragment, and without secrets.
fn address(text: &Spanned<String>, checks: &Checks) -> Result<Url> {
    let parsed = Url::parse(text.get_ref()).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
    let Some(mut url) = parsed else {
        return Err(checks.value(text.span(), "is no address", "an address starts with https:// or http://"));
    };
    if !url.username().is_empty() || url.password().is_some() {
        return Err(checks.hidden(
            text.span(),
            "the address has a user or password in it",
            "take it out, and name a variable in [fetch.basic_env]",
        ));
    }
    url.set_fragment(None);
    Ok(url)
}

fn day(text: Option<&Spanned<String>>, checks: &Checks) -> Result<Option<Date>> {
    let Some(text) = text else { return Ok(None) };
    let day = text.get_ref().parse();
    day.map(Some).map_err(|_| checks.value(text.span(), "is no day", "days are written like \"2024-05-09\""))
}

impl RawFetch {
    pub(super) fn checked(self, checks: &Checks) -> Result<Fetch> {
        let defaults = Fetch::default();
        self.check(checks)?;
        Ok(Fetch {
            contact: self.contact.map(Spanned::into_inner),
            rate: self.rate.map_or(defaults.rate, Spanned::into_inner),
            concurrency: self.concurrency.map_or(defaults.concurrency, Spanned::into_inner),
            allow_private: self.allow_private.unwrap_or(defaults.allow_private),
            robots: self.robots.unwrap_or(defaults.robots),
            timeout: self
                .timeout
                .map_or(defaults.timeout, |value| Duration::from_secs_f64(value.into_inner())),
            max_bytes: self.max_bytes.unwrap_or(defaults.max_bytes),
            retries: self.retries.unwrap_or(defaults.retries),
            archive: self.archive.map_or(defaults.archive, Spanned::into_inner),
            headers_env: self.headers_env,
            basic_env: self.basic_env,
        })
    }

    fn check(&self, checks: &Checks) -> Result<()> {
        let wrong = |at, message, remedy| Err(checks.value(at, message, remedy));
        if let Some(text) = self.contact.as_ref().filter(|text| !is_contact(text.get_ref())) {
            return wrong(text.span(), "is no contact", "name a mail address or a web address in ASCII");
        }
        if let Some(rate) = self.rate.as_ref().filter(|rate| !(0.0..=10_000.0).contains(rate.get_ref())) {
            return wrong(rate.span(), "is no rate", "rates are requests a second, from 0 to 10000");
        }
        if let Some(many) = self.concurrency.as_ref().filter(|many| !(1..=256).contains(many.get_ref())) {
            return wrong(many.span(), "cannot be done at once", "ask one host for 1 to 256 pages at once");
        }
        if let Some(time) = self.timeout.as_ref().filter(|time| !(0.1..=3600.0).contains(time.get_ref())) {
            return wrong(time.span(), "is no time to wait", "times are seconds, from 0.1 to 3600");
        }
        if let Some(dir) = self.archive.as_ref().filter(|dir| !is_below(dir.get_ref())) {
            let remedy = "name a folder of its own, like \"archive\"";
            return wrong(dir.span(), "is not below the project's folder", remedy);
        }
        Ok(())
    }
}

/// It goes into a header.
fn is_contact(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'(' | b')'))
}
