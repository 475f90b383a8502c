//! The selectors that find an element: by its own names, by those of the elements around it, by its place among its siblings.

use std::collections::BTreeSet;

use scraper::ElementRef;

/// How far up an element is described.
const UP: usize = 4;

/// Tags that say by themselves where on a page something is.
const PLACES: [&str; 12] = [
    "main", "article", "header", "footer", "aside", "section", "table", "dl", "ul", "ol", "figure", "address",
];

/// Attributes that name what an element holds.
const NAMES: [&str; 6] = ["itemprop", "property", "name", "role", "rel", "data-field"];

/// Attributes that say how old pages look; what has no name of its own is told by them.
const LOOKS: [&str; 6] = ["bgcolor", "border", "size", "align", "valign", "color"];

/// The selectors of an element, the plainest first; `scope` and what is above it are not named.
pub(super) fn of(element: ElementRef<'_>, scope: ElementRef<'_>) -> Vec<String> {
    let mut own = named(element);
    let tag = element.value().name().to_owned();
    let numbered = format!("{tag}:nth-of-type({})", number(element));
    let mut all: Vec<String> = own.clone();
    all.push(tag.clone());
    if is_below_head(element) {
        own.push(BELOW_HEAD.to_owned());
    }
    let above: Vec<ElementRef<'_>> = element
        .ancestors()
        .filter_map(ElementRef::wrap)
        .take_while(|above| above.id() != scope.id())
        .take(UP)
        .collect();
    // From the nearest that has a name down by places among siblings.
    let mut path = numbered.clone();
    for (steps, above) in above.iter().enumerate() {
        let around = described(*above);
        for around in &around {
            for own in own.iter().chain([&tag]) {
                let joint = if steps == 0 { " > " } else { " " };
                all.push(format!("{around}{joint}{own}"));
            }
            all.push(format!("{around} > {path}"));
            if steps > 0 {
                all.push(format!("{around} {numbered}"));
            }
        }
        // One of several lists of the same kind.
        if has_likes(*above) {
            let around = format!("{}:nth-of-type({})", above.value().name(), number(*above));
            let joint = if steps == 0 { " > " } else { " " };
            all.extend(own.iter().chain([&tag]).map(|own| format!("{around}{joint}{own}")));
        }
        if steps > 0 {
            all.push(path.clone());
        }
        if is_below_head(*above) {
            all.push(format!("{BELOW_HEAD} > {path}"));
        }
        path = format!("{}:nth-of-type({}) > {path}", above.value().name(), number(*above));
    }
    if above.len() < UP {
        all.push(numbered);
    }
    let mut seen = BTreeSet::new();
    all.retain(|css| seen.insert(css.clone()));
    all
}

/// The names of an element's own.
fn named(element: ElementRef<'_>) -> Vec<String> {
    let value = element.value();
    let tag = value.name();
    let mut all: Vec<String> =
        value.classes().filter(|class| is_plain(class)).map(|class| format!("{tag}.{class}")).collect();
    all.extend(value.id().filter(|id| is_plain(id)).map(|id| format!("#{id}")));
    let quoted = |text: &str| text.replace('\\', "\\\\").replace('"', "\\\"");
    let looks = if all.is_empty() { &LOOKS[..] } else { &[] };
    let attributes = NAMES.iter().chain(looks).filter_map(|name| Some((name, value.attr(name)?)));
    all.extend(
        attributes
            .filter(|(_, text)| (1..60).contains(&text.len()) && !text.contains('\n'))
            .map(|(name, text)| format!("{tag}[{name}=\"{}\"]", quoted(text))),
    );
    all
}

/// The names of an element, and its tag where that says something.
fn described(element: ElementRef<'_>) -> Vec<String> {
    let mut all = named(element);
    let tag = element.value().name();
    if PLACES.contains(&tag)
        || tag.starts_with('h') && tag.len() == 2
        || matches!(tag, "tr" | "li" | "dd" | "p")
    {
        all.push(tag.to_owned());
    }
    all
}

/// A name that needs no escape.
fn is_plain(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

/// A row that is not the first, which may hold heads of columns in plain cells.
const BELOW_HEAD: &str = "tr:nth-of-type(n+2)";

fn is_below_head(element: ElementRef<'_>) -> bool {
    element.value().name() == "tr" && number(element) > 1
}

/// Whether an element stands among others of its tag.
fn has_likes(element: ElementRef<'_>) -> bool {
    let tag = element.value().name();
    let mut others = element.prev_siblings().chain(element.next_siblings()).filter_map(ElementRef::wrap);
    others.any(|other| other.value().name() == tag)
}

/// Which of its tag an element is among its siblings, from 1.
fn number(element: ElementRef<'_>) -> usize {
    let tag = element.value().name();
    let before = element.prev_siblings().filter_map(ElementRef::wrap);
    before.filter(|sibling| sibling.value().name() == tag).count() + 1
}
