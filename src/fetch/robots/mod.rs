//! `robots.txt` as RFC 9309 has it: which paths of a host we may ask, and how often. Rules for us outrank rules for all;
//! the longest pattern decides, and `allow` wins a tie.

mod groups;
mod pattern;

use std::time::Duration;

use groups::{Groups, Line};
use pattern::{Pattern, normalized};

/// What is read of a `robots.txt`: the 500 KiB that the standard asks for.
pub const LIMIT: usize = 500 << 10;

/// The longest wait between two requests that is respected; a host that asks for more is asked this often, and it is logged.
pub const LONGEST_DELAY: Duration = Duration::from_mins(1);

/// The rules of one host, for one visitor.
#[derive(Clone, Debug, Default)]
pub struct Robots {
    rules: Vec<Rule>,
    delay: Option<Duration>,
    /// The host could not say what it allows.
    closed: bool,
}

#[derive(Clone, Debug)]
struct Rule {
    pattern: Pattern,
    allows: bool,
}

impl Robots {
    /// Reads the rules that a `robots.txt` has for the visitor called `token`.
    #[must_use]
    pub fn parse(bytes: &[u8], token: &str) -> Self {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let whole = String::from_utf8_lossy(&bytes[..bytes.len().min(LIMIT)]);
        let mut robots = Self::default();
        for line in Groups::of(&whole).for_visitor(token) {
            match line {
                Line::Allow(path) => robots.rule(path, true),
                Line::Disallow(path) => robots.rule(path, false),
                Line::Delay(text) => robots.delay = delay(text).or(robots.delay),
            }
        }
        robots
    }

    /// The rules of a host that answered with this status instead of rules: a host without rules allows everything, one that
    /// is in trouble nothing.
    #[must_use]
    pub fn without_file(status: u16) -> Self {
        // Too many requests is trouble too, though its number is among those of pages that are not there.
        Self { closed: status == 429 || !(300..500).contains(&status), ..Self::default() }
    }

    /// The rules of a host that did not answer.
    #[must_use]
    pub fn unreachable() -> Self {
        Self { closed: true, ..Self::default() }
    }

    /// Whether a path, with its query, may be asked.
    #[must_use]
    pub fn allows(&self, path: &str) -> bool {
        let path = normalized(path.split('#').next().unwrap_or(""), false);
        if path == "/robots.txt" {
            return true;
        }
        let matching = self.rules.iter().filter(|rule| rule.pattern.matches(&path));
        let decisive = matching.max_by_key(|rule| (rule.pattern.len(), rule.allows));
        !self.closed && decisive.is_none_or(|rule| rule.allows)
    }

    /// How long to wait between two requests, where the host says so; at most [`LONGEST_DELAY`].
    #[must_use]
    pub fn delay(&self) -> Option<Duration> {
        self.delay.map(|delay| delay.min(LONGEST_DELAY))
    }

    /// Whether the host asks for more than is kept.
    #[must_use]
    pub fn asks_for_more(&self) -> bool {
        self.delay > self.delay()
    }

    fn rule(&mut self, path: &str, allows: bool) {
        // A rule without a path forbids nothing and allows nothing.
        if !path.is_empty() {
            self.rules.push(Rule { pattern: Pattern::new(path), allows });
        }
    }
}

/// Seconds, perhaps with a fraction.
fn delay(text: &str) -> Option<Duration> {
    Duration::try_from_secs_f64(text.parse().ok()?).ok()
}
