//! Drawings (`svg`) whose elements neither break out of them nor hold HTML: they can be passed over as a whole.

use memchr::memchr;

use crate::parse::dom::raw;
use crate::parse::dom::tag::Tag;

/// How deep the elements of a drawing may nest.
const DEPTH: usize = 64;

/// Elements of a drawing that neither break out of it nor hold HTML.
const DRAWING: [&str; 48] = [
    "animate",
    "animatemotion",
    "animatetransform",
    "circle",
    "clippath",
    "defs",
    "ellipse",
    "feblend",
    "fecolormatrix",
    "fecomponenttransfer",
    "fecomposite",
    "fedropshadow",
    "feflood",
    "fefunca",
    "fefuncb",
    "fefuncg",
    "fefuncr",
    "fegaussianblur",
    "feimage",
    "femerge",
    "femergenode",
    "femorphology",
    "feoffset",
    "feturbulence",
    "filter",
    "g",
    "image",
    "line",
    "lineargradient",
    "marker",
    "mask",
    "path",
    "pattern",
    "polygon",
    "polyline",
    "radialgradient",
    "rect",
    "set",
    "stop",
    "svg",
    "switch",
    "symbol",
    "text",
    "textpath",
    "tspan",
    "use",
    "view",
    "animatecolor",
];

/// Where the end tag of a drawing begins, where its elements are well nested and none of them can leave it; else how far that was looked at.
pub(super) fn plain_drawing(bytes: &[u8], from: usize) -> Result<usize, usize> {
    let mut at = from;
    end(bytes, &mut at).ok_or(at)
}

fn end(bytes: &[u8], at: &mut usize) -> Option<usize> {
    let mut open: Vec<&[u8]> = vec![b"svg"];
    loop {
        *at += memchr(b'<', &bytes[*at..])?;
        let rest = &bytes[*at..];
        match *rest.get(1)? {
            b'!' if rest.starts_with(b"<!--") => *at = raw::comment_end(bytes, *at + 4)?,
            b'/' if rest.get(2)?.is_ascii_alphabetic() => {
                let tag = Tag::read(bytes, *at + 2)?;
                open.pop_if(|name| name.eq_ignore_ascii_case(tag.name.text))?;
                if open.is_empty() {
                    return Some(*at);
                }
                *at = tag.end;
            }
            byte if byte.is_ascii_alphabetic() => {
                let tag = Tag::read(bytes, *at + 1)?;
                let named = tag.is("title") || tag.is("desc") || tag.is("style");
                if named && !tag.self_closing {
                    *at = labelled(bytes, &tag)?;
                    continue;
                }
                let known = DRAWING.iter().any(|name| tag.is(name)) || named;
                if !known || open.len() >= DEPTH {
                    return None;
                }
                if !tag.self_closing {
                    open.push(tag.name.text);
                }
                *at = tag.end;
            }
            _ => return None,
        }
    }
}

/// The end of `<title>Logo</title>` in a drawing: nothing but text.
fn labelled(bytes: &[u8], tag: &Tag<'_>) -> Option<usize> {
    let next = tag.end + memchr(b'<', &bytes[tag.end..])?;
    let end = (bytes.get(next + 1) == Some(&b'/')).then(|| Tag::read(bytes, next + 2)).flatten()?;
    end.name.text.eq_ignore_ascii_case(tag.name.text).then_some(end.end)
}
