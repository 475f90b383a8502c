//! What belongs to the site and not to the announcement: menus, sidebars, related posts, cookie banners; told by tag, role and names.

mod lines;
mod names;

use html5ever::local_name;

use crate::parse::dom::Element;

pub(crate) use lines::{is_line, is_pointer};
pub(crate) use names::part as named;

/// What an element is, by its names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// Nothing special.
    Content,
    /// The site's.
    Furniture,
    /// The site's, unless it holds prose: its name, of this row of the names, says little, or it is hidden until somebody clicks.
    Soft(u8),
    /// Says who published the page and when.
    Byline,
    /// Names the site.
    Site,
    /// Holds a picture's words.
    Caption,
    /// Says that it holds the running text.
    Body,
    /// Never shown as text.
    Skipped,
}

/// The row of what no name but its own attributes hide.
const HIDDEN: u8 = u8::MAX;

impl Part {
    /// Nothing below it is read.
    pub(crate) fn is_left_out(self) -> bool {
        matches!(self, Self::Furniture | Self::Skipped)
    }
}

/// Tags that never hold an announcement's text.
pub(crate) fn is_skipped(tag: Element<'_>) -> bool {
    if *tag.name == local_name!("template") {
        // A declared shadow tree is shown; any other template waits for a script.
        return tag.attr(&local_name!("shadowrootmode")).is_none();
    }
    if *tag.name == local_name!("button") {
        return !opens_text(tag);
    }
    matches!(
        *tag.name,
        local_name!("script")
            | local_name!("style")
            | local_name!("svg")
            | local_name!("math")
            | local_name!("iframe")
            | local_name!("noembed")
            | local_name!("noframes")
            | local_name!("object")
            | local_name!("embed")
            | local_name!("canvas")
            | local_name!("audio")
            | local_name!("video")
            | local_name!("map")
            | local_name!("select")
            | local_name!("input")
            | local_name!("textarea")
            | local_name!("label")
            | local_name!("option")
            | local_name!("datalist")
            | local_name!("dialog")
            | local_name!("head")
            | local_name!("title")
    )
}

/// The button of an accordion is the headline of the text that it opens (WAI-ARIA Authoring Practices, accordion pattern).
fn opens_text(button: Element<'_>) -> bool {
    button.attr(&local_name!("class")).is_some_and(|names| names.contains("accordion"))
}

/// What an element is, by tag, role and what its names say.
pub(crate) fn part(element: Element<'_>, named: Option<Part>) -> Part {
    if is_event_box(element) {
        return Part::Content;
    }
    if is_aside(element) {
        return Part::Furniture;
    }
    if element.attributes.is_empty() || is_whole(element) {
        return Part::Content;
    }
    if is_hidden(element) {
        return Part::Soft(HIDDEN);
    }
    if element.attr(&local_name!("itemprop")).is_some_and(|name| name.eq_ignore_ascii_case("articleBody")) {
        return Part::Body;
    }
    named.unwrap_or(Part::Content)
}

/// The header of the site, where it stands in no article, section or main element.
pub(crate) fn is_masthead(element: Element<'_>) -> bool {
    *element.name == local_name!("header") && !is_event_box(element)
}

/// By tag or role beside what the page is about; a footer too.
fn is_aside(element: Element<'_>) -> bool {
    let tag = element.name;
    matches!(*tag, local_name!("nav") | local_name!("aside") | local_name!("menu") | local_name!("footer"))
        || element.attr(&local_name!("role")).is_some_and(|role| {
            matches!(
                role,
                "navigation" | "complementary" | "search" | "contentinfo" | "dialog" | "alertdialog"
            )
        })
}

/// All of the page, or what it is about.
fn is_whole(element: Element<'_>) -> bool {
    matches!(
        *element.name,
        local_name!("body") | local_name!("html") | local_name!("main") | local_name!("article")
    )
}

/// `<aside id="dates">`: a box beside the text whose name says that it tells of the event.
pub(crate) fn is_event_box(element: Element<'_>) -> bool {
    if *element.name != local_name!("aside") && element.attr(&local_name!("role")) != Some("complementary") {
        return false;
    }
    let names = [local_name!("id"), local_name!("class")];
    names.into_iter().filter_map(|name| element.attr(&name)).any(names::is_event)
}

fn is_hidden(element: Element<'_>) -> bool {
    element.attr(&local_name!("hidden")).is_some()
        || element.attr(&local_name!("style")).is_some_and(|style| {
            ["display:none", "display: none", "visibility:hidden"].iter().any(|hides| style.contains(hides))
        })
}
