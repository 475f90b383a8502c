//! A page that lists announcements: what a CSS selector finds are its items, and another finds the way to its next page.

use jiff::civil::Date;
use scraper::{ElementRef, Html, Selector};
use url::Url;

use super::{Link, Links, day};
use crate::dates::{Context, Recogniser};
use crate::error::{Error, ErrorKind, Result};
use crate::profile::inline::text;
use crate::project::List;
use crate::span::Span;

/// Attributes in which a day stands for programs.
const MACHINE: [&str; 2] = ["datetime", "content"];

/// Longest text that a day is looked for in, in bytes.
const LONGEST: usize = 2000;

/// How a list is read.
#[derive(Clone, Debug)]
pub(in crate::fetch) struct Selectors {
    item: Selector,
    next: Option<Selector>,
    date: Selector,
    /// Of the days that are printed.
    language: Option<String>,
    /// The day without whose year `9 May` is none. It decides what is asked and is kept nowhere.
    today: Date,
}

impl Selectors {
    pub(in crate::fetch) fn new(list: &List, language: Option<&str>, today: Date) -> Result<Self> {
        Ok(Self {
            item: selector(&list.item)?,
            next: list.next.as_deref().map(selector).transpose()?,
            date: selector(&list.date)?,
            language: language.map(str::to_owned),
            today,
        })
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
    let language = selectors.language.as_deref().or_else(|| html.root_element().attr("lang")).unwrap_or("en");
    let mut links = Links::default();
    for item in html.select(&selectors.item) {
        let day = item.select(&selectors.date).find_map(|date| written(date, language, selectors.today));
        links.page(link(item).and_then(|link| base.join(link).ok()), day);
    }
    let next = selectors.next.as_ref().and_then(|next| html.select(next).next());
    let next = next.and_then(link).and_then(|link| base.join(link).ok());
    let day = links.falling();
    links.more.extend(next.map(|url| Link { url, day }));
    links
}

/// The day that an element says: in an attribute for programs, else as people read it.
fn written(element: ElementRef<'_>, language: &str, today: Date) -> Option<Date> {
    if let Some(day) = MACHINE.iter().filter_map(|name| element.attr(name)).find_map(day) {
        return Some(day);
    }
    let text = text(element);
    let context = Context { language, published: Some(today.into()), ..Context::default() };
    let text = &text[..text.floor_char_boundary(LONGEST)];
    let found = Recogniser::of(language).find(text, Span::new(0, text.len()), &context);
    found.iter().find_map(|when| when.start?.civil())
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
