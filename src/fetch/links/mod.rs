//! What names pages: feeds, sitemaps and lists. Each gives [`Links`] to pages, with their days where it says so, and to
//! more of its own kind.

mod feed;
mod list;
mod sitemap;
#[cfg(test)]
mod tests;

pub(super) use list::Selectors;

use jiff::civil::Date;
use url::Url;

use crate::fetch::role::Role;
use crate::project::Days;

/// What was named, in the order in which it stands.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Links {
    pub(super) pages: Vec<Link>,
    /// Further sitemaps, or the next page of a list; nothing behind it is later than its day.
    pub(super) more: Vec<Link>,
}

/// A page that was named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Link {
    pub(super) url: Url,
    pub(super) day: Option<Date>,
}

impl Links {
    /// Reads what an address gave; `Err` says what it is instead, in words.
    pub(super) fn read(
        role: Role,
        base: &Url,
        body: &[u8],
        selectors: Option<&Selectors>,
    ) -> Result<Self, String> {
        match role {
            Role::Page => Ok(Self::default()),
            Role::Feed => feed::links(base, body),
            Role::Sitemap => sitemap::links(base, body),
            Role::List => {
                Ok(selectors.map(|selectors| list::links(base, body, selectors)).unwrap_or_default())
            }
        }
    }

    /// The day that nothing behind these pages is later than: where every page has a day and the latest stand first.
    fn falling(&self) -> Option<Date> {
        let days: Vec<Date> = self.pages.iter().map(|link| link.day).collect::<Option<_>>()?;
        let falls = days.windows(2).all(|pair| pair[0] >= pair[1]) && days.first() > days.last();
        days.last().copied().filter(|_| falls)
    }

    fn page(&mut self, url: Option<Url>, day: Option<Date>) {
        let Some(mut url) = url else { return };
        url.set_fragment(None);
        if matches!(url.scheme(), "http" | "https") {
            self.pages.push(Link { url, day });
        }
    }
}

impl Link {
    /// Whether it may be of these days. One whose day is not told may be of any.
    pub(super) fn is_of(&self, days: Days) -> bool {
        self.day.is_none_or(|day| days.holds(day))
    }

    /// Whether something of these days may be behind it.
    pub(super) fn leads_to(&self, days: Days) -> bool {
        self.is_of(Days { until: None, ..days })
    }
}

/// The day that a date and time in ISO 8601 begins with.
fn day(text: &str) -> Option<Date> {
    text.trim().get(..10)?.parse().ok()
}
