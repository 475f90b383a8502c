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
use crate::project::Window;

/// What was named, in the order in which it stands.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Links {
    pub(super) pages: Vec<Link>,
    /// Further sitemaps, or the next page of a list.
    pub(super) more: Vec<Url>,
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

    /// The pages of a window of days. A page whose day is not told may be of any.
    pub(super) fn within(&self, window: Window) -> impl Iterator<Item = &Url> {
        let pages = self.pages.iter();
        pages.filter(move |link| link.day.is_none_or(|day| window.holds(day))).map(|link| &link.url)
    }

    fn page(&mut self, url: Option<Url>, day: Option<Date>) {
        let Some(mut url) = url else { return };
        url.set_fragment(None);
        if matches!(url.scheme(), "http" | "https") {
            self.pages.push(Link { url, day });
        }
    }
}

/// The day that a date and time in ISO 8601 begins with.
fn day(text: &str) -> Option<Date> {
    text.trim().get(..10)?.parse().ok()
}
