//! What belongs to the site and not to the announcement: menus, sidebars, related posts, cookie banners, told by tag, role and the words of
//! `class` and `id`, which are data in `furniture.tsv`.

use html5ever::local_name;
use std::collections::HashMap;
use std::sync::OnceLock;

use crate::parse::dom::Element;

use crate::lexicon;

/// What an element is, by its names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// Nothing special.
    Content,
    /// The site's.
    Furniture,
    /// The site's, unless it holds prose: its name says little, or it is hidden until somebody clicks.
    Soft,
    /// Says who published the page and when.
    Byline,
    /// Names the site.
    Site,
    /// Holds a picture's words.
    Caption,
    /// Never shown as text.
    Skipped,
}

impl Part {
    /// Nothing below it is read.
    pub(crate) fn is_left_out(self) -> bool {
        matches!(self, Self::Furniture | Self::Skipped)
    }
}

fn words() -> &'static HashMap<&'static str, &'static str> {
    static WORDS: OnceLock<HashMap<&'static str, &'static str>> = OnceLock::new();
    WORDS.get_or_init(|| {
        let mut words = HashMap::new();
        lexicon::entries(include_str!("furniture.tsv")).for_each(|entry| {
            words.entry(entry.phrase).or_insert(entry.class);
        });
        words
    })
}

/// Tags that never hold an announcement's text.
pub(crate) fn is_skipped(tag: &Element) -> bool {
    if tag.name.local == local_name!("template") {
        // A declared shadow tree is shown; any other template waits for a script.
        return tag.attr(&local_name!("shadowrootmode")).is_none();
    }
    matches!(
        tag.name(),
        "script"
            | "style"
            | "svg"
            | "math"
            | "iframe"
            | "object"
            | "embed"
            | "canvas"
            | "audio"
            | "video"
            | "map"
            | "button"
            | "select"
            | "input"
            | "textarea"
            | "label"
            | "option"
            | "datalist"
            | "dialog"
            | "head"
            | "title"
            | "noscript"
    )
}

/// What an element is, by tag, role and names; `inside` says that it is part of an article, a section or the main element.
pub(crate) fn part(element: &Element, inside: bool) -> Part {
    let tag = element.name();
    let role = element.attr(&local_name!("role")).unwrap_or("");
    if is_event_box(element) {
        return Part::Content;
    }
    // A footer, or the header of the site.
    if matches!(tag, "nav" | "aside" | "menu" | "footer")
        || tag == "header" && !inside
        || matches!(
            role,
            "navigation" | "complementary" | "search" | "contentinfo" | "dialog" | "alertdialog"
        )
    {
        return Part::Furniture;
    }
    if is_hidden(element) {
        return Part::Soft;
    }
    let class = element.attr(&local_name!("class")).unwrap_or("");
    let id = element.attr(&local_name!("id")).unwrap_or("");
    if matches!(tag, "body" | "html" | "main" | "article") {
        return Part::Content;
    }
    named(class).or_else(|| named(id)).unwrap_or(Part::Content)
}

/// `<aside id="dates">`: a box beside the text whose name says that it tells of the event.
pub(crate) fn is_event_box(element: &Element) -> bool {
    if element.name() != "aside" && element.attr(&local_name!("role")) != Some("complementary") {
        return false;
    }
    let known = |name: &str| words().get(name.to_ascii_lowercase().replace('_', "-").as_str()).copied();
    let names = [local_name!("id"), local_name!("class")].into_iter().filter_map(|name| element.attr(&name));
    names.flat_map(str::split_ascii_whitespace).any(|name| known(name) == Some("event"))
}

fn is_hidden(element: &Element) -> bool {
    let style = element.attr(&local_name!("style")).unwrap_or("");
    element.attr(&local_name!("hidden")).is_some()
        || style.contains("display:none")
        || style.contains("display: none")
        || style.contains("visibility:hidden")
}

/// The first word of a `class` or `id` that says what the element is: a whole name, or a part of one between `-` and `_`.
fn named(names: &str) -> Option<Part> {
    let known = words();
    let mut buffer = String::new();
    names.split_ascii_whitespace().take(12).find_map(|name| {
        buffer.clear();
        buffer.extend(name.chars().map(|c| if c == '_' { '-' } else { c.to_ascii_lowercase() }));
        let whole = known.get(buffer.as_str());
        let first = || {
            buffer
                .split('-')
                .next()
                .and_then(|part| known.get(part))
                .filter(|class| matches!(**class, "drop" | "soft") && buffer.len() < 24)
        };
        let last = || {
            buffer
                .rsplit('-')
                .next()
                .and_then(|part| known.get(part))
                .filter(|class| **class == "drop" && is_firm(&buffer))
        };
        match *whole.or_else(first).or_else(last)? {
            "drop" => Some(Part::Furniture),
            "soft" => Some(Part::Soft),
            "byline" => Some(Part::Byline),
            "caption" => Some(Part::Caption),
            "site" => Some(Part::Site),
            _ => None,
        }
    })
}

/// The last part of a name decides only where it is a plain name of furniture: `page-sidebar`, not `content-with-sidebar`.
fn is_firm(name: &str) -> bool {
    !name.starts_with("has-")
        && !name.starts_with("no-")
        && !name.contains("with")
        && !name.contains("content")
        && name.matches('-').count() <= 2
}

/// True for a whole line that every site prints: `Back to top`.
pub(crate) fn is_boilerplate(line: &str) -> bool {
    line.len() < 60
        && words().get(line.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase().as_str())
            == Some(&"line")
}
