//! What tags say of text: which of them mark what is in them, and which begin no line of their own.

use html5ever::{LocalName, local_name};

use crate::parse::dom::Element as Tag;

use crate::parse::document::MarkKind;

/// What an element says of the text in it.
pub(super) fn mark(tag: Tag<'_>) -> Option<MarkKind> {
    Some(match *tag.name {
        local_name!("b") | local_name!("strong") => MarkKind::Strong,
        local_name!("i") | local_name!("em") | local_name!("cite") | local_name!("q") => MarkKind::Emphasis,
        local_name!("a") => MarkKind::Link,
        local_name!("s") | local_name!("del") | local_name!("strike") => MarkKind::Struck,
        local_name!("time") => MarkKind::Time,
        _ => return None,
    })
}

/// Elements that do not begin a line of their own.
pub(crate) fn is_inline(tag: &LocalName) -> bool {
    matches!(
        *tag,
        local_name!("a")
            | local_name!("abbr")
            | local_name!("acronym")
            | local_name!("b")
            | local_name!("bdi")
            | local_name!("bdo")
            | local_name!("big")
            | local_name!("br")
            | local_name!("cite")
            | local_name!("code")
            | local_name!("data")
            | local_name!("del")
            | local_name!("dfn")
            | local_name!("em")
            | local_name!("font")
            | local_name!("i")
            | local_name!("img")
            | local_name!("ins")
            | local_name!("kbd")
            | local_name!("mark")
            | local_name!("nobr")
            | local_name!("q")
            | local_name!("rp")
            | local_name!("rt")
            | local_name!("ruby")
            | local_name!("s")
            | local_name!("samp")
            | local_name!("small")
            | local_name!("span")
            | local_name!("strike")
            | local_name!("strong")
            | local_name!("sub")
            | local_name!("sup")
            | local_name!("time")
            | local_name!("tt")
            | local_name!("u")
            | local_name!("var")
            | local_name!("wbr")
            | local_name!("picture")
    )
}

/// An inline element that a common style sheet sets on a line of its own, so that its words are no part of those beside it: `<span class="d-block">` (Bootstrap), `block` (Tailwind), `is-block` (Bulma).
pub(super) fn is_own_line(tag: Tag<'_>) -> bool {
    let line = |class: &str| matches!(class, "d-block" | "block" | "is-block");
    *tag.name == local_name!("span")
        && tag.attr(&local_name!("class")).is_some_and(|classes| classes.split_ascii_whitespace().any(line))
}
