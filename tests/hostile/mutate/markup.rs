//! Changes of tags and attributes: what people, editors and templates do to markup, and what the malicious do.

use fastrand::Rng;

use super::{Draft, Kind, one};

/// Elements of all kinds: blocks, inline, tables, lists, raw, foreign.
const NAMES: [&str; 40] = [
    "div",
    "p",
    "span",
    "b",
    "i",
    "a",
    "font",
    "table",
    "tr",
    "td",
    "th",
    "ul",
    "li",
    "dl",
    "dt",
    "dd",
    "h1",
    "h3",
    "article",
    "main",
    "nav",
    "aside",
    "footer",
    "header",
    "section",
    "form",
    "select",
    "option",
    "button",
    "template",
    "svg",
    "math",
    "pre",
    "time",
    "address",
    "figure",
    "figcaption",
    "blockquote",
    "center",
    "ruby",
];

pub(super) const KINDS: &[Kind] = &[
    ("tags repeated", |draft| {
        let tags = some_tags(draft, 300, |_| true);
        draft.replace(&tags, |rng, tag| tag.repeat(2 + rng.usize(..4)));
    }),
    ("end tags left out", |draft| {
        let tags = some_tags(draft, 150, is_end);
        draft.replace(&tags, |_, _| Vec::new());
    }),
    ("no end tags", |draft| {
        let tags = some_tags(draft, 1, is_end);
        draft.replace(&tags, |_, _| Vec::new());
    }),
    ("start tags left out", |draft| {
        let tags = some_tags(draft, 300, |tag| !is_end(tag));
        draft.replace(&tags, |_, _| Vec::new());
    }),
    ("other tags", |draft| {
        let tags = some_tags(draft, 200, |_| true);
        draft.replace(&tags, |rng, tag| {
            format!("<{}{}>", if is_end(tag) { "/" } else { "" }, one(rng, &NAMES)).into_bytes()
        });
    }),
    ("tags at any place", |draft| {
        let count = draft.some(200);
        let places = draft.behind(b' ', count);
        draft
            .insert(&places, |rng, _| format!("<{}{}>", one(rng, &["", "/"]), one(rng, &NAMES)).into_bytes());
    }),
    ("no tags", |draft| {
        let tags = some_tags(draft, 1, |_| true);
        draft.replace(&tags, |_, _| b" ".to_vec());
    }),
    ("in capital letters", |draft| {
        let tags = some_tags(draft, 1, |_| true);
        draft.replace(&tags, |_, tag| tag.to_ascii_uppercase());
    }),
    ("many attributes", |draft| {
        let tags = some_tags(draft, 2000, |tag| !is_end(tag));
        draft.replace(&tags, |rng, tag| {
            let more: Vec<String> =
                (0..rng.usize(10..100)).map(|n| format!(" a{n}=\"{n}\" class=c{n}")).collect();
            let more = more.concat();
            [&tag[..tag.len() - 1], more.as_bytes(), b">"].concat()
        });
    }),
    ("long attributes", |draft| {
        let tags = some_tags(draft, 4000, |tag| !is_end(tag));
        draft.replace(&tags, |rng, tag| {
            let name = one(
                rng,
                &["class", "id", "style", "title", "href", "content", "datetime", "itemprop", "rowspan"],
            );
            let value =
                one(rng, &["a ", "display ", "x", "&amp;", "2024-", "9", "../"]).repeat(rng.usize(..2000));
            [&tag[..tag.len() - 1], format!(" {name}=\"{value}\">").as_bytes()].concat()
        });
    }),
    ("quotes left out", |draft| {
        let quotes = draft.behind(b'"', usize::MAX);
        let count = draft.some(2000);
        let quotes: Vec<_> = draft.chosen(quotes, count).iter().map(|at| at - 1..*at).collect();
        draft.replace(&quotes, |_, _| Vec::new());
    }),
    ("tags without an end", |draft| {
        let ends = draft.behind(b'>', usize::MAX);
        let count = draft.some(1000);
        let ends: Vec<_> = draft.chosen(ends, count).iter().map(|at| at - 1..*at).collect();
        draft.replace(&ends, |_, _| Vec::new());
    }),
    ("raw elements without an end", |draft| {
        const RAW: [&str; 12] = [
            "<script>",
            "<style>",
            "<!--",
            "<textarea>",
            "<title>",
            "<noscript>",
            "<template>",
            "<xmp>",
            "<svg>",
            "<math>",
            "<select>",
            "<![CDATA[",
        ];
        let count = draft.some(8000);
        let places = draft.behind(b'>', count);
        draft.insert(&places, |rng, _| one(rng, &RAW).into());
    }),
    ("raw elements that end too early", |draft| {
        const ENDS: [&str; 8] =
            ["</script>", "</style>", "-->", "</title>", "</textarea>", "</body>", "</html>", "</head>"];
        let count = draft.some(1000);
        let places = draft.behind(b'>', count);
        draft.insert(&places, |rng, _| one(rng, &ENDS).into());
    }),
    ("frames and plain text", |draft| {
        let place = draft.behind(b'>', 1);
        draft.insert(&place, |rng, _| {
            one(rng, &["<frameset>", "<plaintext>", "<body hidden>", "<html>"]).into()
        });
    }),
    ("names of classes", |draft| {
        const CLASSES: [&str; 16] = [
            "nav",
            "sidebar",
            "footer",
            "byline author",
            "comments",
            "vevent summary",
            "h-card p-name",
            "hidden",
            "breadcrumb",
            "main",
            "article-body",
            "social",
            "cookie",
            "event-details",
            "date published",
            "related",
        ];
        let tags = some_tags(draft, 200, |tag| !is_end(tag));
        draft.replace(&tags, |rng, tag| {
            [&tag[..tag.len() - 1], b" class=\"", one(rng, &CLASSES).as_bytes(), b"\">"].concat()
        });
    }),
    ("structured data", |draft| {
        const SAYS: [&str; 10] = [
            " itemscope itemtype=\"https://schema.org/Event\"",
            " itemprop=name",
            " itemprop=startDate content=\"2024-05-12\"",
            " typeof=Event",
            " property=\"schema:name\"",
            " class=\"vcard fn\"",
            " itemref=a",
            " vocab=\"https://schema.org/\"",
            " itemprop=author itemscope",
            " rel=author",
        ];
        let tags = some_tags(draft, 200, |tag| !is_end(tag));
        draft.replace(&tags, |rng, tag| [&tag[..tag.len() - 1], one(rng, &SAYS).as_bytes(), b">"].concat());
    }),
    ("broken JSON-LD", |draft| {
        let places = draft.behind(b'>', 3);
        draft.insert(&places, |rng, _| {
            let data = json_ld(rng);
            let end = rng.usize(..=data.len());
            let ends = rng.bool();
            let data = if ends { &data[..end] } else { &data };
            format!("<script type=\"application/ld+json\">{data}</script>").into_bytes()
        });
    }),
];

fn is_end(tag: &[u8]) -> bool {
    tag.starts_with(b"</")
}

/// Some of the tags: one for so many bytes of the page.
fn some_tags(
    draft: &mut Draft<'_>,
    each: usize,
    wanted: impl Fn(&[u8]) -> bool,
) -> Vec<std::ops::Range<usize>> {
    let mut tags = draft.tags();
    tags.retain(|tag| wanted(&draft.bytes[tag.clone()]));
    let count = draft.some(each);
    draft.chosen(tags, count)
}

fn json_ld(rng: &mut Rng) -> String {
    let mut data = "{\"@context\":\"https://schema.org\",\"@type\":\"Event\",\"name\":\"A talk\"".to_owned();
    for _ in 0..rng.usize(..8) {
        data.push_str(one(
            rng,
            &[
                ",\"startDate\":\"2024-05-12T09:00\"",
                ",\"performer\":[{\"@type\":\"Person\",\"name\":\"Ann Hollis\"},",
                ",\"location\":{\"name\":",
                ",\"name\":\"\\ud800\"",
                ",\"offers\":1e999",
                ",\"description\":\"a\nb\"",
                ",\"organizer\":[[[[[[",
                ",}",
            ],
        ));
    }
    data + "}"
}
