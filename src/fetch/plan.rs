//! What a run begins with: for each source on the web the addresses that it names. With the archive it tells what would be
//! asked, without asking.

use std::sync::Arc;

use url::Url;

use crate::archive::Archive;
use crate::error::Result;
use crate::fetch::frontier::Ask;
use crate::fetch::links::Selectors;
use crate::fetch::role::Role;
use crate::project::{Config, Entry, Web};

/// Levels of sitemaps below the one that is named: the protocol has one, some sites more.
const SITEMAPS: usize = 3;

/// A source on the web, ready to be asked.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    pub(super) web: Web,
    pub(super) selectors: Option<Selectors>,
    /// How many more of the pages that are found may be asked.
    pub(super) left: usize,
}

/// The sources of a project that are on the web, with their places in it.
pub(super) fn plans(config: &Config) -> Result<Vec<Plan>> {
    config.sources.iter().filter_map(|source| source.web.as_ref()).map(Plan::new).collect()
}

impl Plan {
    fn new(web: &Web) -> Result<Self> {
        let selectors = match &web.entry {
            Entry::List(list) => Some(Selectors::new(&list.item, list.next.as_deref())?),
            _ => None,
        };
        Ok(Self { web: web.clone(), selectors, left: web.limit.unwrap_or(usize::MAX) })
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
