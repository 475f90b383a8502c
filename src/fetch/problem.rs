//! What can go wrong between a question and its answer, and what to do about it. What may pass by itself is tried again.

use std::error::Error as _;
use std::time::Duration;

use crate::archive::Broken;
use crate::error::{Error, ErrorKind};
use crate::fetch::address::Refused;

/// Why an address gave no answer that can be kept.
#[derive(Debug, thiserror::Error)]
pub(super) enum Problem {
    #[error("{0}")]
    Refused(Refused),
    #[error("is forbidden by the host's robots.txt")]
    Forbidden,
    #[error("is not asked, because its host's robots.txt {0}")]
    Closed(String),
    #[error("answers {0}")]
    Status(u16),
    #[error("asks to come back in {} seconds", .0.as_secs())]
    Later(Duration),
    #[error("does not answer in time")]
    Slow,
    #[error("ends before it is whole: {0}")]
    Torn(String),
    #[error("is larger than {0} bytes")]
    TooLarge(u64),
    #[error("{0}")]
    Packed(Broken),
    #[error("answers with nothing")]
    Empty,
    #[error("is {0}, not {1}")]
    Type(String, &'static str),
    #[error("cannot be reached: {0}")]
    Unreachable(String),
    #[error("redirects in a circle")]
    Circle,
    #[error("redirects more than {0} times")]
    Hops(usize),
    #[error("redirects to nowhere")]
    Nowhere,
    #[error("{0}")]
    Unread(String),
    #[error("trips over a bug in annals")]
    Bug,
}

impl Problem {
    /// What the client ran into.
    pub(super) fn of(error: reqwest::Error) -> Self {
        let error = error.without_url();
        let mut cause = error.source();
        let mut deepest = error.to_string();
        while let Some(inner) = cause {
            if let Some(refused) = inner.downcast_ref::<Refused>() {
                return Self::Refused(refused.clone());
            }
            deepest = inner.to_string();
            cause = inner.source();
        }
        match () {
            () if error.is_timeout() => Self::Slow,
            () if error.is_body() || error.is_decode() => Self::Torn(deepest),
            () => Self::Unreachable(deepest),
        }
    }

    /// Whether asking again may help.
    pub(super) fn may_pass(&self) -> bool {
        match self {
            Self::Status(status) => matches!(status, 408 | 425 | 429 | 500 | 502..=504 | 506..=599),
            Self::Slow | Self::Torn(_) | Self::Unreachable(_) | Self::Empty => true,
            Self::Packed(broken) => matches!(broken, Broken::Torn(_)),
            _ => false,
        }
    }

    /// The failure of an address, with the feed, sitemap or list at which it was found.
    pub(super) fn at(self, url: &str, found_at: Option<&str>) -> Error {
        let place = found_at.map_or_else(String::new, |entry| format!(" (found at {entry})"));
        Error::new(ErrorKind::Source, url, format!("{self}{place}")).remedy(self.remedy())
    }

    fn remedy(&self) -> &'static str {
        match self {
            Self::Refused(Refused::Private) => {
                "set allow_private = true in [fetch] if it is your own network"
            }
            Self::Refused(Refused::Userinfo) => "take it out, and name a variable in [fetch.basic_env]",
            Self::Refused(Refused::Scheme) => "only http and https are fetched",
            Self::Forbidden => "ask the site's owner, or save the page and name its file",
            Self::Closed(_) | Self::Later(_) => "run again later; what is kept stays",
            Self::Status(401 | 403 | 407) => "if you may see it, name its headers in [fetch.headers_env]",
            Self::Status(_) | Self::Slow | Self::Torn(_) | Self::Unreachable(_) | Self::Empty => {
                "run again later; what is kept stays"
            }
            Self::TooLarge(_) | Self::Packed(Broken::TooLarge(_)) => {
                "raise max_bytes in [fetch] if it is meant"
            }
            Self::Packed(_) => "tell the site's owner; what is kept stays",
            Self::Type(..) | Self::Unread(_) => {
                "check that the source names what it is: a page, a feed, a sitemap or a list"
            }
            Self::Bug => "please report it, with the address and the message above",
            Self::Circle | Self::Hops(_) | Self::Nowhere => {
                "open it in a browser and name the address it ends at"
            }
        }
    }
}
