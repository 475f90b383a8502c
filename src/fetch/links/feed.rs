//! RSS, Atom and JSON Feed, as `feed-rs` reads them: each entry's link to its page, and its day.

use feed_rs::model::Entry;
use url::Url;

use super::{Links, day};

pub(super) fn links(base: &Url, body: &[u8]) -> Result<Links, String> {
    let parser = feed_rs::parser::Builder::new().base_uri(Some(base.as_str())).build();
    let feed = parser.parse(body).map_err(|error| format!("is no feed: {error}"))?;
    let mut links = Links::default();
    for entry in &feed.entries {
        let published = entry.published.or(entry.updated);
        let url = address(entry).and_then(|address| base.join(address).ok());
        links.page(url, published.and_then(|moment| day(&moment.to_rfc3339())));
    }
    Ok(links)
}

/// The link to the page itself, not to its comments, its sound or its pictures.
fn address(entry: &Entry) -> Option<&str> {
    let is_page = |rel: Option<&str>| matches!(rel, None | Some("alternate" | ""));
    let page = entry.links.iter().find(|link| is_page(link.rel.as_deref()));
    page.map(|link| link.href.as_str())
}
