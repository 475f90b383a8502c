//! What a run begins with: for each source on the web the addresses that it names. With the archive it tells what would be
//! asked, without asking.

use std::collections::HashSet;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use url::Url;

use crate::archive::Archive;
use crate::error::Result;
use crate::fetch::frontier::Ask;
use crate::fetch::links::Selectors;
use crate::fetch::role::Role;
use crate::project::{Config, Days, Entry, Source, Web};

/// Levels of sitemaps below the one that is named: the protocol has one, some sites more.
const SITEMAPS: usize = 3;

/// A source on the web, ready to be asked.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    pub(super) web: Web,
    pub(super) selectors: Option<Selectors>,
    /// The days of what is asked.
    pub(super) days: Days,
    /// Pages that it names and that are of other days.
    pub(super) outside: HashSet<String>,
    /// How many more of the pages that are found may be asked.
    pub(super) left: usize,
}

/// The sources of a project that are on the web, with their places in it. The clock is asked here, for windows that move with it: it
/// decides what is asked, and nothing of it is kept.
pub(super) fn plans(config: &Config) -> Result<Vec<Plan>> {
    let today = TimeZone::UTC.to_datetime(Timestamp::now()).date();
    config.sources.iter().filter_map(|source| Plan::new(source, today).transpose()).collect()
}

impl Plan {
    fn new(source: &Source, today: Date) -> Result<Option<Self>> {
        let Some(web) = &source.web else { return Ok(None) };
        let selectors = match &web.entry {
            Entry::List(list) => Some(Selectors::new(list, source.language.as_deref(), today)?),
            _ => None,
        };
        let (days, left) = (web.window.on(today), web.limit.unwrap_or(usize::MAX));
        Ok(Some(Self { web: web.clone(), selectors, days, outside: HashSet::new(), left }))
    }

    /// The first addresses of the source, which is the one at `source`.
    pub(super) fn asks(&self, source: usize) -> Vec<Ask> {
        let ask = |url: &Url, role, further| {
            let (url, found_at, chain) = (url.clone(), None, Vec::new());
            Ask { url, role, source, found_at, chain, further }
        };
        match &self.web.entry {
            Entry::Urls(urls) => urls.iter().map(|url| ask(url, Role::Page, 0)).collect(),
            Entry::Feed(url) => vec![ask(url, Role::Feed, 0)],
            Entry::Sitemap(url) => vec![ask(url, Role::Sitemap, SITEMAPS)],
            Entry::List(list) => vec![ask(&list.url, Role::List, list.pages.saturating_sub(1))],
        }
    }

    /// The name under which pages remember where they were found.
    pub(super) fn found_at(&self) -> Option<Arc<str>> {
        self.web.found_at().map(|url| Arc::from(url.as_str()))
    }
}

/// An address that a run would ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// The address.
    pub url: String,
    /// What it is to its source.
    pub role: Role,
    /// Whether something is kept of it, so that it is asked for changes only.
    pub is_known: bool,
}

/// What a run would ask, as far as it is known beforehand: feeds, sitemaps and lists may name more.
pub fn plan(config: &Config, archive: &Archive) -> Result<Vec<Planned>> {
    let mut planned: Vec<Planned> = Vec::new();
    for (source, plan) in plans(config)?.iter().enumerate() {
        for ask in plan.asks(source) {
            let is_known = archive.known(ask.url.as_str()).is_some();
            planned.push(Planned { url: ask.url.into(), role: ask.role, is_known });
        }
        let entry = plan.web.found_at().map_or("", Url::as_str);
        let known = archive.found_at(entry).map(|(url, _)| url.to_owned());
        planned.extend(known.map(|url| Planned { url, role: Role::Page, is_known: true }));
    }
    let mut seen = std::collections::BTreeSet::new();
    planned.retain(|planned| seen.insert(planned.url.clone()));
    Ok(planned)
}
