//! Pages that nobody writes in good faith, by the bytes they shall have. The test and the benchmark of hostile input share them.

use std::fmt::Write as _;

/// A kind of hostile page: its name and what makes one of about so many bytes.
pub(crate) type Kind = (&'static str, fn(usize) -> Vec<u8>);

/// Every kind.
pub(crate) const KINDS: &[Kind] = &[
    ("nested elements", |size| repeat(size, "<div>")),
    ("nested elements, wrong end tags", |size| repeat(size, "<span></b>")),
    ("nested elements, with text", |size| repeat(size, "<div>word ")),
    ("nested inline elements, closed", |size| around(size, "<span>", "x", "</span>")),
    ("nested formatting", |size| numbered(size, |n| format!("<b id={n}>"))),
    ("misnested formatting", |size| repeat(size, "<b><i><p>x</b></i>")),
    ("unclosed formatting in blocks", |size| numbered(size, |n| format!("<p><font id={n}>x</p>"))),
    ("unclosed links in tables", |size| repeat(size, "<a href=x><table><tr><td>x")),
    ("attributes on one tag", |size| within(size, "<p ", ">text", |n| format!("a{n}={n} "))),
    ("attributes on one formatting tag", |size| within(size, "<b ", ">text", |n| format!("a{n}={n} "))),
    ("attributes on many tags", |size| {
        numbered(size, |n| format!("<p id=a{n} class='b c' title=x data-a=y>"))
    }),
    ("text without a tag", |size| repeat(size, "A text that never ends, and has no tag. ")),
    ("text without a space", |size| repeat(size, "word")),
    ("text of digits", |size| numbered(size, |n| format!("{n} "))),
    ("combining marks", |size| around(size, "e\u{301}\u{316}", "x", "\u{301}")),
    ("one paragraph of links", |size| repeat(size, "<a href=x>link</a> ")),
    ("unclosed tag", |size| around(size, "", "<p>text</p><a href=\"", "word ")),
    ("unclosed comment", |size| around(size, "", "<p>text</p><!--", "<p>word--")),
    ("unclosed script", |size| around(size, "", "<p>text</p><script>", "<!--<script>")),
    ("unclosed drawings", |size| repeat(size, "<svg><g><path d='M1'/><path/><path/>")),
    ("unclosed title", |size| around(size, "", "<title>", "word ")),
    ("unclosed everything", |size| repeat(size, "<ul><li>one<dl><dt>two<dd>three<p>four<select><option>")),
    ("less-than signs", |size| repeat(size, "<")),
    ("ampersands", |size| repeat(size, "&")),
    ("character references", |size| repeat(size, "&amp;&#xD800;&notit;&#x110000;&NotEqualTilde;")),
    ("NUL bytes", |size| {
        around(size, "", &"A line of text. ".repeat(150), "text and \0 more \0\0 text <p\0 cl\0ass=a>")
    }),
    ("comments", |size| repeat(size, "<!-- a -->x")),
    ("one table, many cells in a row", |size| around(size, "", "<table><tr>", "<td>1")),
    ("one table, many rows", |size| around(size, "", "<table>", "<tr><td>1<td>2<td>3")),
    ("cells that reach down", |size| around(size, "", "<table><tr>", "<td rowspan=200 colspan=3>1")),
    ("cells that are wide", |size| around(size, "", "<table>", "<tr><td rowspan=200 colspan=200>1<td>2")),
    ("nested tables", |size| repeat(size, "<table><tr><td>x")),
    ("nested tables, then cells", |size| {
        let mut page = "<table><tr><td>x".repeat(120).into_bytes();
        page.extend(repeat(size, "<td>1"));
        page
    }),
    ("text in a table", |size| around(size, "", "<table>", "word <b>x</b>")),
    ("one sentence of people and places", |size| {
        let before = "<h1>Workshop on Tides</h1><p>9 May 2024</p><p>The workshop will be held ";
        around(size, "", before, "in Ann Lee in Lisbon, in Bob Ray, Singapore, ")
    }),
    ("nested JSON-LD", |size| json(&"[".repeat(size))),
    ("nested JSON-LD objects", |size| json(&"{\"@type\":\"Event\",\"subEvent\":".repeat(size / 29))),
    ("many JSON-LD blocks", |size| {
        numbered(size, |n| {
            format!("<script type=application/ld+json>{{\"@type\":\"Event\",\"name\":\"{n}\"}}</script>")
        })
    }),
    ("JSON-LD with many authors", |size| {
        let authors = numbered(size, |n| format!("{{\"@type\":\"Person\",\"name\":\"Ann Name{n}\"}},"));
        let authors = String::from_utf8(authors).unwrap_or_default();
        json(&format!("{{\"@type\":\"NewsArticle\",\"author\":[{authors}\"x\"]}}"))
    }),
    ("JSON-LD graph of references", |size| {
        let nodes = numbered(size, |n| {
            format!("{{\"@type\":\"Person\",\"@id\":\"#{n}\",\"knows\":{{\"@id\":\"#{}\"}}}},", n + 1)
        });
        json(&format!("{{\"@graph\":[{}{{}}]}}", String::from_utf8(nodes).unwrap_or_default()))
    }),
    ("broken JSON-LD", |size| json(&"{\"a\":\"\n\",},".repeat(size / 11))),
    ("microdata scopes", |size| repeat(size, "<p itemscope itemtype=Event><b itemprop=name>x</b></p>")),
    ("nested microdata", |size| repeat(size, "<div itemscope itemtype=Event itemprop=subEvent>x")),
    ("nested microdata properties", |size| {
        let mut page = b"<div itemscope itemtype=Event>".to_vec();
        page.extend("<div itemprop=name>".repeat(480).into_bytes());
        page.extend(repeat(size, "word <br>"));
        page
    }),
    ("microdata references", |size| {
        let mut page = b"<p id=a itemprop=name>x<p id=b itemprop=name>y".to_vec();
        page.extend(repeat(size, "<p itemscope itemtype=Event itemref='a b a b'>z"));
        page
    }),
    ("RDFa scopes", |size| repeat(size, "<p typeof=Event><b property=name>x</b></p>")),
    ("nested RDFa", |size| repeat(size, "<div typeof=Event property=subEvent>x")),
    ("microformats", |size| repeat(size, "<p class=vevent><b class=summary>x</b></p>")),
    ("nested microformats", |size| repeat(size, "<div class='vcard fn'>x")),
    ("nested times", |size| {
        let mut page = "<time><div>".repeat(250).into_bytes();
        page.extend(repeat(size, "word <br>"));
        page
    }),
    ("times", |size| numbered(size, |n| format!("<time>{n}</time>"))),
    ("days", |size| {
        numbered(size, |n| {
            format!("<p>{}-{:02}-{:02}</p>", 1990 + n / 372 % 100, n / 31 % 12 + 1, n % 31 + 1)
        })
    }),
    ("headings", |size| numbered(size, |n| format!("<h1>Heading {n}</h1>"))),
    ("nested headings", |size| repeat(size, "<h1>Heading<div>")),
    ("authors in metadata", |size| numbered(size, |n| format!("<meta name=author content='Ann Name{n}'>"))),
    ("authors in links", |size| numbered(size, |n| format!("<a rel=author href=x>Ann Name{n}</a> "))),
    ("nested bylines", |size| repeat(size, "<div class=byline>by Ann Name<br>")),
    ("copyright lines", |size| repeat(size, "<p>© 2020 Network</p>")),
    ("nested copyright lines", |size| repeat(size, "<div>©")),
    ("long title, headings", |size| {
        let mut page = format!("<title>{}</title>", "word ".repeat(size / 10)).into_bytes();
        page.extend(numbered(size / 2, |n| format!("<h1>word {n}</h1>")));
        page
    }),
    ("siblings in the head", |size| numbered(size, |n| format!("<meta name=k{n} content=x>"))),
    ("siblings of many names", |size| numbered(size, |n| format!("<x{n}>word</x{n}>"))),
    ("siblings with metadata", |size| repeat(size, "<p>x</p><time datetime=2020-01-01>y</time>")),
    ("list items", |size| around(size, "", "<ul>", "<li>item")),
    ("line breaks", |size| repeat(size, "<br>")),
    ("preformatted lines", |size| around(size, "", "<pre>", "a line\n")),
    ("html tags with attributes", |size| numbered(size, |n| format!("<html a{n}=b lang=en>"))),
    ("templates", |size| repeat(size, "<template><p>x")),
    ("selects", |size| repeat(size, "<select><option>x<optgroup>")),
    ("forms", |size| repeat(size, "<form><div></form>")),
    ("frames", |size| repeat(size, "<frameset><frame>")),
    ("foreign elements", |size| repeat(size, "<math><mi><svg><desc><p>")),
    ("UTF-16 with lone surrogates", |size| {
        let units =
            [0xfeff_u16].into_iter().chain((0..size / 2).map(|n| if n % 5 == 0 { 0xd800 } else { 0x61 }));
        units.flat_map(u16::to_le_bytes).collect()
    }),
    ("surrogates in UTF-8", |size| b"word \xed\xa0\x80 ".iter().copied().cycle().take(size).collect()),
    ("bytes of no encoding", |size| (0..size).map(|n| (n * 7919 % 224 + 32) as u8).collect()),
    ("escapes of ISO-2022-JP", |size| {
        let mut page = b"<meta charset=iso-2022-jp>".to_vec();
        page.extend(b"\x1b$B$\"\x1b(B a ".iter().copied().cycle().take(size));
        page
    }),
];

/// A piece, as often as it fits.
fn repeat(size: usize, piece: &str) -> Vec<u8> {
    piece.repeat(size / piece.len()).into_bytes()
}

/// `before` and `after` as often as they fit, around what is in the middle once.
fn around(size: usize, before: &str, middle: &str, after: &str) -> Vec<u8> {
    let times = size / (before.len() + after.len());
    [&*before.repeat(times), middle, &*after.repeat(times)].concat().into_bytes()
}

/// Pieces that are all different.
fn numbered(size: usize, piece: impl Fn(usize) -> String) -> Vec<u8> {
    within(size, "", "", piece)
}

fn within(size: usize, before: &str, after: &str, piece: impl Fn(usize) -> String) -> Vec<u8> {
    let mut page = before.to_owned();
    let mut number = 0;
    while page.len() < size {
        let _ = write!(page, "{}", piece(number));
        number += 1;
    }
    page.push_str(after);
    page.into_bytes()
}

fn json(text: &str) -> Vec<u8> {
    format!("<script type=application/ld+json>{text}</script><p>text</p>").into_bytes()
}
