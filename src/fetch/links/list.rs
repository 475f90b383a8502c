//! A page that lists announcements: what a CSS selector finds are its items, and another finds the way to its next page.

use scraper::{ElementRef, Html, Selector};
use url::Url;

use super::Links;
use crate::error::{Error, ErrorKind, Result};

/// The selectors of a list.
#[derive(Clone, Debug)]
pub(in crate::fetch) struct Selectors {
    item: Selector,
    next: Option<Selector>,
}

impl Selectors {
    pub(in crate::fetch) fn new(item: &str, next: Option<&str>) -> Result<Self> {
        Ok(Self { item: selector(item)?, next: next.map(selector).transpose()? })
    }
}

fn selector(text: &str) -> Result<Selector> {
    Selector::parse(text).map_err(|error| {
        Error::new(ErrorKind::Config, text, format!("is no CSS selector: {error}"))
            .remedy("selectors look like \"article h2 a\"")
    })
}

pub(super) fn links(base: &Url, body: &[u8], selectors: &Selectors) -> Links {
    let html = Html::parse_document(&String::from_utf8_lossy(body));
    let base = declared(&html).and_then(|declared| base.join(&declared).ok()).unwrap_or_else(|| base.clone());
    let mut links = Links::default();
    for item in html.select(&selectors.item) {
        links.page(link(item).and_then(|link| base.join(link).ok()), None);
    }
    let next = selectors.next.as_ref().and_then(|next| html.select(next).next());
    links.more.extend(next.and_then(link).and_then(|link| base.join(link).ok()));
    links
}

/// The address of an element, or of the first link in it.
fn link(element: ElementRef<'_>) -> Option<&str> {
    let inside = || element.descendent_elements().find_map(|inner| inner.attr("href"));
    element.attr("href").or_else(inside).map(str::trim).filter(|link| !link.is_empty())
}

/// What `<base>` says, on which all links stand.
fn declared(html: &Html) -> Option<String> {
    let selector = Selector::parse("base[href]").ok()?;
    Some(html.select(&selector).next()?.attr("href")?.to_owned())
}
