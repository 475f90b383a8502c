//! Signs of who wrote a page and when, wherever they stand: short lines with a date, and elements whose names say author. They are
//! metadata, since many of them stand in what is left out of the text.

use html5ever::local_name;
use memchr::memchr_iter;

use crate::parse::dom::{Element as Tag, NodeRef};
use crate::parse::furniture::Part;
use crate::parse::head::words;
use crate::parse::outline::Outline;
use crate::parse::tags::is_inline;

/// How many lines of either kind are kept.
const MOST: usize = 128;
/// Longest line with a date, in bytes.
const LINE: usize = 200;
/// Longest name of an author, in bytes.
const NAME: usize = 120;

/// What has been found so far.
pub(crate) struct Signs<'d> {
    outline: &'d Outline,
    /// The element of the last line.
    last: Option<crate::parse::dom::NodeId>,
    dated: usize,
    authored: usize,
}

/// A line: its key among the metadata, its text and its element.
pub(crate) type Sign<'d> = (&'static str, String, NodeRef<'d>);

impl<'d> Signs<'d> {
    pub(crate) fn new(outline: &'d Outline) -> Self {
        Self { outline, last: None, dated: 0, authored: 0 }
    }

    /// The line around a text that may hold a date: `dated.published` and `dated.named` where a name says so, else `dated`.
    pub(crate) fn dated(&mut self, node: NodeRef<'d>, text: &str) -> Option<Sign<'d>> {
        if self.dated >= MOST || text.len() > LINE * 2 || !may_date(text) {
            return None;
        }
        let inner = node.parent()?;
        let block = std::iter::successors(Some(inner), |node| node.parent()).find(|node| !is_part(*node))?;
        let (line, element) = match block.line(LINE) {
            Some(line) => (line, block),
            None => (inner.line(LINE)?, inner),
        };
        let silent = [element, block].into_iter().any(|node| node.element().is_none_or(is_silent));
        if self.last.replace(element.id) == Some(element.id) || silent {
            return None;
        }
        self.dated += 1;
        Some((self.dated_key(inner), line, element))
    }

    fn dated_key(&self, inner: NodeRef<'_>) -> &'static str {
        let near = || std::iter::once(inner).chain(inner.ancestors()).take(3).filter_map(NodeRef::element);
        let named = |class| near().any(|tag| names(tag).any(|name| words::holds(&name, class)));
        // A masthead has a date too, which is today's.
        let aside = || inner.ancestors().any(|node| self.outline.part(node) == Part::Furniture);
        match () {
            () if named("name.published") => "dated.published",
            () if named("name.date") && !aside() => "dated.named",
            () => "dated",
        }
    }

    /// The name that an element gives whose own name says author, or a link to a page of an author.
    pub(crate) fn authored(&mut self, node: NodeRef<'d>, tag: Tag<'d>) -> Option<Sign<'d>> {
        if self.authored >= MOST {
            return None;
        }
        let link = *tag.name == local_name!("a") && tag.attr(&local_name!("href")).is_some_and(is_author);
        if !link && !self.outline.nature(node).author || is_silent(tag) {
            return None;
        }
        let line = node.line(NAME).filter(|line| line.chars().any(char::is_alphabetic))?;
        let near = || node.ancestors().take(5).filter_map(NodeRef::element);
        if near().any(|tag| names(tag).any(|name| words::holds(&name, "name.not_author"))) {
            return None;
        }
        self.authored += 1;
        Some((if link { "author.link" } else { "author.named" }, line, node))
    }
}

/// An element that begins no line.
fn is_part(node: NodeRef<'_>) -> bool {
    node.element().is_some_and(|tag| is_inline(tag.name))
}

/// The key of a main heading: `h1.site` for the site's name, `h1.title` where its name says title.
pub(crate) fn heading_key(tag: Tag<'_>) -> &'static str {
    let named = |class| names(tag).any(|name| words::holds(&name, class));
    match () {
        () if named("name.site") => "h1.site",
        () if named("name.title") => "h1.title",
        () => "h1",
    }
}

/// The key of an element that holds a time: `datepublished` and `datemodified` where it says so, `time.other` where it is of something
/// else on the page, else `time`.
pub(crate) fn time_key(node: NodeRef<'_>, tag: Tag<'_>, outline: &Outline) -> &'static str {
    let property = tag.attr(&local_name!("itemprop")).unwrap_or("");
    let class = tag.attr(&local_name!("class")).unwrap_or("").to_ascii_lowercase();
    let aside = || node.ancestors().any(|node| outline.part(node) == Part::Furniture);
    match () {
        () if property.eq_ignore_ascii_case("dateModified") || words::holds(&class, "name.changed") => {
            "datemodified"
        }
        () if property.eq_ignore_ascii_case("datePublished") => "datepublished",
        () if tag.attr(&"pubdate".into()).is_some() || words::holds(&class, "name.published") => {
            "time.published"
        }
        () if aside() => "time.other",
        () => "time",
    }
}

/// `2018-06-05T08:00`, `Friday, 6 October 2017 at 04:00`: a title that holds a day.
pub(crate) fn is_stamp(title: &str) -> bool {
    title.len() < 60 && may_date(title)
}

/// Elements whose text is no line.
fn is_silent(tag: Tag<'_>) -> bool {
    matches!(
        tag.name(),
        "script"
            | "style"
            | "pre"
            | "code"
            | "title"
            | "option"
            | "textarea"
            | "noscript"
            | "head"
            | "html"
            | "body"
    )
}

/// `/author/…`, `/authors/…`, `/contributors/…`.
fn is_author(href: &str) -> bool {
    // What is before the first slash or behind the last is no folder.
    let slashes = || memchr_iter(b'/', href.as_bytes());
    let mut folders = slashes().zip(slashes().skip(1)).map(|(from, to)| &href[from + 1..to]);
    let author = |folder| {
        matches!(
            folder,
            "author" | "authors" | "contributor" | "contributors" | "autor" | "auteur" | "writers"
        )
    };
    let mut queries = memchr_iter(b'?', href.as_bytes()).map(|at| &href[at + 1..]);
    folders.any(author) || queries.any(|query| query.starts_with("author="))
}

/// The name of an element says author.
pub(crate) fn says_author(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.len() < 300 && words::holds(&name, "name.author") && !words::holds(&name, "name.not_author")
}

/// The names of an element, in lower case.
fn names(tag: Tag<'_>) -> impl Iterator<Item = String> {
    [local_name!("class"), local_name!("id"), local_name!("itemprop")]
        .into_iter()
        .filter_map(move |name| tag.attr(&name))
        .filter(|name| name.len() < 300)
        .map(str::to_ascii_lowercase)
}

/// A year, or three short numbers.
fn may_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    let (mut at, mut short) = (0, 0);
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let length = bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let year = length == 4 && matches!(&bytes[at..at + 2], b"19" | b"20");
        short += u32::from(length <= 2);
        if year || short == 3 {
            return true;
        }
        at += length;
    }
    false
}
