//! What is still to be asked, by host: each host has so many requests under way at once, and hosts take turns, so that a
//! slow one holds up nobody else.

use std::collections::{BTreeMap, HashSet, VecDeque};
use std::sync::Arc;

use url::Url;

use crate::fetch::role::Role;

/// An address that is to be asked.
#[derive(Clone, Debug)]
pub(super) struct Ask {
    pub(super) url: Url,
    pub(super) role: Role,
    /// The source it is asked for, by its place in the project.
    pub(super) source: usize,
    /// The feed, sitemap or list at which it was found.
    pub(super) found_at: Option<Arc<str>>,
    /// The addresses that redirected here.
    pub(super) chain: Vec<String>,
    /// How many more pages of a list, or levels of sitemaps, are read.
    pub(super) further: usize,
}

/// Addresses by host, each once.
#[derive(Debug)]
pub(super) struct Frontier {
    hosts: BTreeMap<String, Queue>,
    /// Hosts that may be asked something, in their turn.
    ready: VecDeque<String>,
    seen: HashSet<String>,
    concurrency: usize,
}

#[derive(Debug, Default)]
struct Queue {
    asks: VecDeque<Ask>,
    running: usize,
    is_ready: bool,
}

impl Frontier {
    pub(super) fn new(concurrency: u16) -> Self {
        let (hosts, ready, seen) = Default::default();
        Self { hosts, ready, seen, concurrency: concurrency.into() }
    }

    /// Adds an address; one that was added before is not asked again, and the answer is `false`.
    pub(super) fn push(&mut self, ask: Ask) -> bool {
        if !self.seen.insert(ask.url.as_str().to_owned()) {
            return false;
        }
        let host = host(&ask.url);
        self.hosts.entry(host.clone()).or_default().asks.push_back(ask);
        self.make_ready(host);
        true
    }

    /// The next address that may be asked now.
    pub(super) fn next(&mut self) -> Option<Ask> {
        let host = self.ready.pop_front()?;
        let queue = self.hosts.get_mut(&host)?;
        queue.is_ready = false;
        let ask = queue.asks.pop_front()?;
        queue.running += 1;
        self.make_ready(host);
        Some(ask)
    }

    /// Says that an address has been asked.
    pub(super) fn done(&mut self, url: &Url) {
        let host = host(url);
        self.hosts.entry(host.clone()).and_modify(|queue| queue.running -= 1);
        self.make_ready(host);
    }

    fn make_ready(&mut self, host: String) {
        let Some(queue) = self.hosts.get_mut(&host) else { return };
        if !queue.is_ready && !queue.asks.is_empty() && queue.running < self.concurrency {
            queue.is_ready = true;
            self.ready.push_back(host);
        }
    }
}

fn host(url: &Url) -> String {
    url.origin().ascii_serialization()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(url: &str) -> Ask {
        let url = Url::parse(url).unwrap();
        Ask { url, role: Role::Page, source: 0, found_at: None, chain: Vec::new(), further: 0 }
    }

    #[test]
    fn hosts_take_turns_and_keep_their_bounds() {
        let mut frontier = Frontier::new(2);
        for url in ["http://a/1", "http://a/2", "http://a/3", "http://b/1"] {
            assert!(frontier.push(ask(url)));
        }
        assert!(!frontier.push(ask("http://a/1")), "it waits already");
        let mut taken = Vec::new();
        while let Some(ask) = frontier.next() {
            taken.push(ask.url.to_string());
        }
        assert_eq!(taken, ["http://a/1", "http://b/1", "http://a/2"], "a has two under way");
        frontier.done(&ask("http://a/1").url);
        assert_eq!(frontier.next().unwrap().url.as_str(), "http://a/3");
        frontier.done(&ask("http://a/2").url);
        assert!(frontier.next().is_none());
    }
}
