//! Changes that make a page large: nesting, tables, lists, long lines.

use super::Kind;

pub(super) const KINDS: &[Kind] = &[
    ("nested elements", |draft| draft.fill("", |_, n| format!("<div class=c{}>", n % 7))),
    ("nested elements with text", |draft| draft.fill("", |_, n| format!("<div>word {n} "))),
    ("nested and closed", |draft| {
        let depth = draft.room / 22;
        let place = draft.behind(b'>', 1);
        draft.insert(&place, |_, _| {
            ["<section>".repeat(depth), "x".to_owned(), "</section>".repeat(depth)].concat().into()
        });
    }),
    ("formatting that is never closed", |draft| {
        let count = draft.some(2000);
        let places = draft.behind(b'>', count);
        draft.insert(&places, |rng, n| match rng.u8(..4) {
            0 => format!("<b id=b{n}>").into_bytes(),
            1 => format!("<font color=c{n}>").into_bytes(),
            2 => b"<a href=x>".to_vec(),
            _ => b"<i><p>".to_vec(),
        });
    }),
    ("nested tables", |draft| draft.fill("", |_, n| format!("<table><tr><td>cell {n}"))),
    ("a long table", |draft| {
        draft.fill("<table><tr><th>Day<th>Time<th>Speaker<th>Talk", |rng, n| {
            let (day, hour) = (rng.u8(1..=28), rng.u8(8..18));
            format!("<tr><td>{day} May 2024<td>{hour}:30<td>Dr. Ann Mel{n} (Fenwick University)<td>A talk of number {n}")
        });
    }),
    ("a wide table", |draft| draft.fill("<table><tr>", |_, n| format!("<td>cell {n}"))),
    ("cells that reach over others", |draft| {
        draft.fill("<table>", |rng, n| {
            let (rows, columns) = (rng.u32(..70_000), rng.u32(..2000));
            format!("<tr><td rowspan={rows} colspan={columns}>{n}<td rowspan=-1>x<td colspan=99999999999>y")
        });
    }),
    ("a long list", |draft| {
        draft.fill("<ul>", |rng, n| {
            let post = ["Professor of Law", "Director", "Minister of Health", "Head of Unit"][rng.usize(..4)];
            format!("<li>Ann Mel{n}, {post}, University of Mel{n}</li>")
        });
    }),
    ("nested lists", |draft| draft.fill("", |_, n| format!("<ul><li>item {n}"))),
    ("definitions", |draft| {
        draft.fill("<dl>", |_, n| format!("<dt>Speaker<dd>Ann Mel{n}<dt>Date<dd>{}.5.2024", n % 28 + 1));
    }),
    ("headings", |draft| {
        draft.fill("", |rng, n| format!("<h{0}>Webinar {n}: the harbour</h{0}>", rng.u8(1..=6)));
    }),
    ("links", |draft| draft.fill("<p>", |_, n| format!("<a href=\"/news/{n}\">News of number {n}</a> "))),
    ("a long word", |draft| draft.fill("", |rng, _| (0..50).map(|_| rng.lowercase()).collect())),
    ("a long line", |draft| draft.fill("<p>", |_, n| format!("word {n} of a line, "))),
    ("many lines", |draft| draft.fill("<pre>", |_, n| format!("Speaker: Ann Mel{n}\nTime: {}:00\n", n % 24))),
    ("line breaks", |draft| draft.fill("<p>", |_, n| format!("Ann Mel{n}, Fenwick University<br>"))),
    ("a long number", |draft| draft.fill("<p>on ", |rng, _| rng.digit(10).to_string().repeat(9))),
    ("scripts", |draft| draft.fill("", |_, n| format!("<script>var a{n} = '<p>' + \"<!--\";</script>"))),
    ("drawings", |draft| {
        draft.fill("", |_, n| format!("<svg><g><path d='M{n}'/><title>t{n}</title></g></svg>"));
    }),
    ("metadata", |draft| {
        draft.fill("", |_, n| format!("<meta property=\"article:author\" content=\"Ann Mel{n}\">"));
    }),
];
