//! The site's name, and titles without it: `Title | Section | Site`, `Site: Title`, `Title « Site`.

use crate::normalize::fold;
use crate::parse::document::Document;

/// What stands between a title and the site's name.
pub(super) const SEPARATORS: [&str; 16] = [
    " | ", " – ", " — ", " - ", " :: ", " » ", " « ", " › ", " ‹ ", " • ", " · ", " ~ ", " ｜ ", "｜",
    " // ", " / ",
];

/// The names that the page gives its site.
pub(super) fn names(document: &Document) -> impl Iterator<Item = &str> {
    let stated = ["og:site_name", "application-name", "site"];
    let own = stated
        .into_iter()
        .flat_map(|key| document.metadata.all(key).take(3))
        .map(|value| value.value.as_str());
    let published = document.metadata.items.iter().filter_map(|item| match item.kind.as_str() {
        "WebSite" => item.text("name"),
        _ => item.text("publisher"),
    });
    own.chain(published.take(6))
}

/// The title without ` – Site name` behind it or `Site name: ` before it.
pub(crate) fn without_site(document: &Document, title: &str) -> String {
    let known: Vec<String> = names(document).map(fold).filter(|name| !name.is_empty()).collect();
    let address = address(document);
    let host = address.and_then(host);
    // The first page of a site says its name and what it is for.
    let first = address.is_some_and(|url| url.trim_end_matches('/').matches('/').count() == 2);
    let mut head = title.trim();
    if head.starts_with(['|', '-', '–', '—', '»', '·']) {
        return String::new();
    }
    while let Some((before, tail, separator)) = last_part(head) {
        let is_site = known.contains(&fold(tail)) || host.as_deref().is_some_and(|host| is_host(tail, host));
        let words = tail.split(' ').count();
        // A bar only ever stands before a site's name; a dash also stands inside of titles.
        let bar =
            !separator.contains(['-', '–', '—', '/']) && words <= if separator == " | " { 10 } else { 6 };
        let short = words <= 5 && before.chars().count() >= tail.chars().count() && !separator.contains('/');
        if before.is_empty()
            || !(is_site || !first && (bar || short))
            || !is_site && before.split(' ').count() < 2 && !bar
        {
            break;
        }
        head = before;
    }
    if first { head.to_owned() } else { without_prefix(head, &known).to_owned() }
}

/// The page's address, as given or as it states it.
fn address(document: &Document) -> Option<&str> {
    let stated = || {
        ["canonical", "og:url"].iter().find_map(|key| document.metadata.first(key)).map(|value| &*value.value)
    };
    document.url.as_deref().or_else(stated)
}

/// The letters of the page's domain, without `www` and what is behind its name.
fn host(url: &str) -> Option<String> {
    let host = url.split_once("://")?.1.split(['/', ':', '?']).next()?;
    let labels: Vec<&str> = host.split('.').collect();
    let name = labels.iter().rev().skip(1).max_by_key(|label| label.len())?;
    Some(name.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase())
}

/// `The Brass Kettle` of `thebrasskettle.example`.
fn is_host(name: &str, host: &str) -> bool {
    let letters: String = fold(name).chars().filter(|c| c.is_alphanumeric()).collect();
    host.len() >= 4 && letters.len() >= 4 && (host.contains(&letters) || letters.contains(host))
}

/// What stands before and behind the last separator of a title.
pub(super) fn last_part(title: &str) -> Option<(&str, &str, &'static str)> {
    let (at, separator) = SEPARATORS
        .iter()
        .filter_map(|separator| title.rfind(separator).map(|at| (at, *separator)))
        .max_by_key(|(at, _)| *at)?;
    Some((title[..at].trim(), title[at + separator.len()..].trim(), separator))
}

/// Only a name that the page states stands before a title.
fn without_prefix<'t>(title: &'t str, known: &[String]) -> &'t str {
    let separators = SEPARATORS.iter().copied().chain([": "]);
    separators
        .filter_map(|separator| title.split_once(separator))
        .find(|(before, after)| !after.trim().is_empty() && known.contains(&fold(before)))
        .map_or(title, |(_, after)| after.trim())
}
