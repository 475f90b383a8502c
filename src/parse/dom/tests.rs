//! The tree is the one that html5ever makes with its own tokenizer, but for what is left out on purpose.

use std::fmt::Write as _;

use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::tree_builder::TreeBuilderOpts;
use html5ever::{ParseOpts, local_name};
use proptest::prelude::*;
use scraper::{Html, HtmlTreeSink};

use super::*;
use crate::parse::dom::tag::Attribute;

impl Dom {
    /// Parses a page with html5ever's own tokenizer, which passes nothing over; bounds do not hold. What no reader sees of raw elements is taken out
    /// of the tree afterwards, where it cannot change it any more.
    pub(crate) fn unstripped(html: &StrTendril, noscript: bool) -> Self {
        let options = ParseOpts {
            tree_builder: TreeBuilderOpts { scripting_enabled: !noscript, ..TreeBuilderOpts::default() },
            ..ParseOpts::default()
        };
        let sink = html5ever::parse_document(Sink::new(html), options).one(html.clone());
        let mut dom = sink.into_dom(Cuts::default());
        let unread = |node: &NodeRef<'_>| {
            node.text().is_some() && node.parent().is_some_and(|raw| is_unread(raw, noscript))
        };
        let texts: Vec<u32> = dom.root().descendants().filter(unread).map(|node| node.id.0).collect();
        texts.into_iter().for_each(|text| dom.detach(text));
        dom
    }
}

/// Raw elements of which no reader sees the text.
fn is_unread(raw: NodeRef<'_>, noscript: bool) -> bool {
    let Some(element) = raw.element() else { return false };
    let is_data = || {
        element.attr(&local_name!("type")).is_some_and(|kind| kind.to_ascii_lowercase().contains("ld+json"))
    };
    match element.name() {
        "style" | "iframe" | "noembed" | "noframes" | "textarea" => true,
        "noscript" => !noscript,
        "script" => !is_data(),
        _ => false,
    }
}

/// Elements whose content is left out.
pub(super) fn is_emptied(name: &str) -> bool {
    matches!(name, "script" | "style" | "iframe" | "noembed" | "noframes" | "noscript" | "textarea" | "svg")
}

pub(super) fn is_kept(name: &str, element: &str) -> bool {
    let formatting =
        ["b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];
    let value = b"display visibility";
    formatting.contains(&element) || name != "style" && Attribute::named(name.as_bytes(), value).is_telling()
}

/// One line a node. Text beside text is one text: where a comment stands between, so it stays.
pub(super) fn ours(html: &str) -> String {
    shown(&Dom::parse(&html.into(), false))
}

pub(super) fn shown(dom: &Dom) -> String {
    let mut out = String::new();
    let (mut depth, mut walk) = (0, dom.root().walk());
    while let Some(edge) = walk.next() {
        match edge {
            Edge::Open(node) => {
                depth += 1;
                let _ = match node.node() {
                    Node::Other => writeln!(out, "{depth} -"),
                    Node::Text(text) => writeln!(out, "{depth} {text:?}"),
                    Node::Element(element) => {
                        let mut attributes: Vec<String> = element
                            .attributes
                            .iter()
                            .filter(|attribute| is_kept(&attribute.name, element.name()))
                            .map(|attribute| format!("{}={:?}", &*attribute.name, &*attribute.value))
                            .collect();
                        attributes.sort();
                        writeln!(out, "{depth} <{} {}>", element.name(), attributes.join(" "))
                    }
                };
                if node.element().is_some_and(|element| is_emptied(element.name())) {
                    depth -= 1;
                    walk.skip_below(node);
                }
            }
            Edge::Close(_) => depth -= 1,
        }
    }
    out
}

/// The tree in scraper's sink; in our own where a formula holds HTML, for which scraper's does not ask.
pub(super) fn theirs(html: &str) -> String {
    if html.contains("annotation-xml") {
        return shown(&Dom::unstripped(&html.into(), false));
    }
    let options = ParseOpts {
        tree_builder: TreeBuilderOpts { scripting_enabled: true, ..TreeBuilderOpts::default() },
        ..ParseOpts::default()
    };
    let html = html5ever::parse_document(HtmlTreeSink::new(Html::new_document()), options).one(html);
    let mut out = String::new();
    let mut stack: Vec<_> = vec![(html.tree.root(), 1)];
    while let Some((node, depth)) = stack.pop() {
        let _ = match node.value() {
            scraper::Node::Doctype(_) => continue,
            scraper::Node::Text(text) => writeln!(out, "{depth} {:?}", &**text),
            scraper::Node::Element(element) => {
                let mut attributes: Vec<String> = element
                    .attrs
                    .iter()
                    .filter(|(name, _)| name.ns.is_empty() && is_kept(&name.local, element.name()))
                    .map(|(name, value)| format!("{}={:?}", &*name.local, &**value))
                    .collect();
                attributes.sort();
                writeln!(out, "{depth} <{} {}>", element.name(), attributes.join(" "))
            }
            _ => writeln!(out, "{depth} -"),
        };
        if node.value().as_element().is_none_or(|element| !is_emptied(element.name())) {
            let from = stack.len();
            stack.extend(node.children().map(|child| (child, depth + 1)));
            stack[from..].reverse();
        }
    }
    out
}

fn assert_same(html: &str) {
    let (ours, theirs) = (ours(html), theirs(html));
    assert!(ours == theirs, "{html:?}\nours:\n{ours}\nhtml5ever's:\n{theirs}");
}

/// Pieces of tag soup: what begins and ends raw text, foreign content, quotes, references.
const PIECES: [&str; 92] = [
    "<script>",
    "</script>",
    "<script type=application/ld+json>",
    "<script src='a>b'>",
    "<!--",
    "-->",
    "--!>",
    "<!-->",
    "<!--->",
    "--",
    ">",
    "<",
    "</",
    "<!",
    "<?",
    "<!DOCTYPE html>",
    "<!doctype html PUBLIC \"-//W3C//DTD HTML 4.0//EN\">",
    "<![CDATA[",
    "]]>",
    "<style>",
    "</style>",
    "<title>",
    "</title>",
    "<textarea>",
    "</textarea>",
    "<noscript>",
    "</noscript>",
    "<iframe>",
    "</iframe>",
    "<xmp>",
    "</xmp>",
    "<template>",
    "</template>",
    "<svg>",
    "</svg>",
    "<svg/>",
    "<path d='M1'/>",
    "<g>",
    "</g>",
    "<foreignObject>",
    "</foreignObject>",
    "<desc>",
    "</desc>",
    "<math>",
    "</math>",
    "<mi>",
    "<annotation-xml encoding=text/html>",
    "<p>",
    "</p>",
    "<div class=\"a\"id=b>",
    "</div>",
    "<table>",
    "</table>",
    "<tr>",
    "<td>",
    "</td>",
    "<col>",
    "<colgroup>",
    "<caption>",
    "<select>",
    "</select>",
    "<option>",
    "<b>",
    "</b>",
    "<i style=x>",
    "</i>",
    "<a href=\"x?a&amp;b&lt=c\">",
    "</a>",
    "<font color=red>",
    "<br/>",
    "</br>",
    "<img alt=\"<script>\">",
    "<li>",
    "<ul>",
    "</ul>",
    "<frameset>",
    "<plaintext>",
    "<body onload='<!--'>",
    "<html lang=en>",
    "<head>",
    "</head>",
    "text ",
    " ",
    "\n",
    "é",
    "\0",
    "&amp;",
    "&notit;",
    "&#x80;",
    "&#0",
    "&",
    "<span title='a' b=c/>",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 20000, ..ProptestConfig::default() })]

    #[test]
    fn tag_soup_gives_the_same_tree(pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..24)) {
        assert_same(&pieces.concat());
    }

    #[test]
    fn any_characters_give_the_same_tree(text in "[<>/!\\-a-cA-C=\"' &;#\n\u{0}é]{0,60}") {
        assert_same(&text);
    }
}

/// The fixtures, and the pages of the folder that `ANNALS_PAGES` names.
#[test]
fn pages_give_the_same_tree() {
    let fixtures = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures").to_owned();
    let folders = [Some(fixtures), std::env::var("ANNALS_PAGES").ok()];
    let mut pages = 0;
    for entry in folders.into_iter().flatten().flat_map(walkdir::WalkDir::new).flatten() {
        let kind = entry.path().extension().and_then(|extension| extension.to_str());
        if matches!(kind, Some("html" | "dat")) {
            let bytes = std::fs::read(entry.path()).expect("a page");
            assert_same(&String::from_utf8_lossy(&bytes).replace('\r', ""));
            pages += 1;
        }
    }
    assert!(pages >= 38, "{pages}");
}

#[test]
fn the_text_of_a_drawing_forbids_frames() {
    assert_same("<svg>&#x80;\0</svg></td></head><frameset><table></style><math>");
    assert_same("<svg>x</svg><svg></svg><FRAMESET>");
    assert_same("<svg> </svg><frameset>");
}

#[test]
fn double_escaped_scripts_end_where_browsers_end_them() {
    assert_same("<script><!-- <script> </script> --> </script>x");
    assert_same("<script><!-- <script> </script> </script>x");
    assert_same("<a title='<script>'>x</a><!-- <script> -->y");
}

#[test]
fn elements_keep_their_lines() {
    let dom =
        Dom::parse(&"<p>\n<!-- a\nb -->\n<script>\n\n</script><svg>\n<g></g></svg><b\nid=x>".into(), false);
    let bold =
        dom.root().descendants().find(|node| node.element().is_some_and(|element| element.name() == "b"));
    assert_eq!(bold.and_then(NodeRef::element).map(|element| dom.line(element)), Some(7));
}

#[test]
fn json_ld_is_kept_and_other_scripts_are_not() {
    let dom = Dom::parse(&"<script type='application/ld+json'>{}</script><script>x()</script>".into(), false);
    let texts: Vec<&str> = dom.root().descendants().filter_map(NodeRef::text).collect();
    assert_eq!(texts, ["{}"]);
}

#[test]
fn elements_nest_no_deeper_than_the_bound() {
    let dom = Dom::parse(&"<div>".repeat(5000).into(), false);
    let deepest = dom.root().descendants().map(|node| node.ancestors().count()).max();
    assert!(deepest <= Some(usize::from(DEPTH) + 1), "{deepest:?}");
    assert!(dom.cuts.deep > 4000);
    let after =
        Dom::parse(&format!("{}{}<p class=x>", "<div>".repeat(5000), "</div>".repeat(5000)).into(), false);
    let last = after.root().descendants().last().expect("a paragraph");
    assert_eq!(last.element().and_then(|element| element.attr(&local_name!("class"))), Some("x"));
    assert_eq!(last.ancestors().count(), 2, "what follows the nested elements is not in them");
}
