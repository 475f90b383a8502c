//! What tags say of text: which of them mark what is in them, and which begin no line of their own.

use crate::parse::dom::Element as Tag;

use crate::parse::document::MarkKind;

/// What an element says of the text in it.
pub(super) fn mark(tag: &Tag) -> Option<MarkKind> {
    Some(match tag.name() {
        "b" | "strong" => MarkKind::Strong,
        "i" | "em" | "cite" | "q" => MarkKind::Emphasis,
        "a" => MarkKind::Link,
        "s" | "del" | "strike" => MarkKind::Struck,
        "time" => MarkKind::Time,
        _ => return None,
    })
}

/// Elements that do not begin a line of their own.
pub(super) fn is_inline(tag: &str) -> bool {
    matches!(
        tag,
        "a" | "abbr"
            | "acronym"
            | "b"
            | "bdi"
            | "bdo"
            | "big"
            | "br"
            | "cite"
            | "code"
            | "data"
            | "del"
            | "dfn"
            | "em"
            | "font"
            | "i"
            | "img"
            | "ins"
            | "kbd"
            | "mark"
            | "nobr"
            | "q"
            | "rp"
            | "rt"
            | "ruby"
            | "s"
            | "samp"
            | "small"
            | "span"
            | "strike"
            | "strong"
            | "sub"
            | "sup"
            | "time"
            | "tt"
            | "u"
            | "var"
            | "wbr"
            | "picture"
            | "center-inline"
    )
}
