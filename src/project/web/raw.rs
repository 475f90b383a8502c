//! The keys of `annals.toml` that are about the web, as they stand there, and what they must be.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use serde::Deserialize;
use toml::Spanned;
use url::Url;

use crate::error::Result;
use crate::project::invalid::Checks;
use crate::project::output::is_below;
use crate::project::web::{Bound, Days, Entry, Fetch, List, Web, Window};

/// The keys of a `[[source]]` that are about the web.
#[derive(Default)]
pub(in crate::project) struct RawWeb {
    pub(in crate::project) urls: Vec<Spanned<String>>,
    pub(in crate::project) feed: Option<Spanned<String>>,
    pub(in crate::project) sitemap: Option<Spanned<String>>,
    pub(in crate::project) list: Option<RawList>,
    pub(in crate::project) limit: Option<usize>,
    pub(in crate::project) since: Option<Spanned<String>>,
    pub(in crate::project) until: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::project) struct RawList {
    url: Spanned<String>,
    item: Spanned<String>,
    next: Option<Spanned<String>>,
    date: Option<Spanned<String>>,
    pages: Option<usize>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::project) struct RawFetch {
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
    pub(in crate::project) fn checked(self, checks: &Checks) -> Result<Option<Web>> {
        let Some(entry) = entry(&self.urls, self.feed, self.sitemap, self.list, checks)? else {
            return Ok(None);
        };
        let window = window(self.since.as_ref(), self.until.as_ref(), checks)?;
        if let Some(bound) = self.since.or(self.until).filter(|_| matches!(entry, Entry::Urls(_))) {
            return Err(checks.value(
                bound.span(),
                "bounds days of pages that are named outright",
                "leave it away, or name the site's feed, sitemap or list",
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
        for selector in self.next.iter().chain(&self.date).chain([&self.item]) {
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
            date: self.date.map_or_else(|| "time".to_owned(), Spanned::into_inner),
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

/// The days of saved pages. What is read from files is the same on every day, so that no day moves with the clock here.
pub(in crate::project) fn saved_days(
    since: Option<&Spanned<String>>,
    until: Option<&Spanned<String>>,
    checks: &Checks,
) -> Result<Days> {
    let moves = |text: &&Spanned<String>| matches!(text.get_ref().parse(), Ok(Bound::Ago(..)));
    if let Some(moving) = since.iter().chain(&until).copied().find(moves) {
        let remedy = "datasets do not depend on the clock: write a day, like \"2024-05-09\"";
        return Err(checks.value(moving.span(), "moves from day to day", remedy));
    }
    Ok(window(since, until, checks)?.fixed().unwrap_or_default())
}

/// The days between two bounds.
fn window(
    since: Option<&Spanned<String>>,
    until: Option<&Spanned<String>>,
    checks: &Checks,
) -> Result<Window> {
    let window = Window { since: bound(since, checks)?, until: bound(until, checks)? };
    let Days { since: first, until: last } = window.fixed().unwrap_or_default();
    match until.filter(|_| first.zip(last).is_some_and(|(first, last)| last < first)) {
        Some(until) => Err(checks.value(until.span(), "is before `since`", "let it end after it begins")),
        None => Ok(window),
    }
}

fn bound(text: Option<&Spanned<String>>, checks: &Checks) -> Result<Option<Bound>> {
    let Some(text) = text else { return Ok(None) };
    let remedy = "days are written like \"2024-05-09\", or by their distance, like \"90 days\"";
    text.get_ref().parse().map(Some).map_err(|()| checks.value(text.span(), "is no day", remedy))
}

impl RawFetch {
    pub(in crate::project) fn checked(self, checks: &Checks) -> Result<Fetch> {
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
