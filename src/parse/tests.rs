//! What is read of small pages, each of one kind of layout.

use crate::parse::{BlockKind, Document, parse};
use crate::source::Page;

/// A paragraph that is plainly one.
const PROSE: &str = "The network met on Tuesday to hear what its members had learned in the first year of the programme, and \
                     several of them told in detail how the new courses were received by those for whom they were made.";

fn read(body: &str) -> Document {
    let html = format!("<!doctype html><html><head><title>Report</title></head><body>{body}</body></html>");
    parse(&Page { source: "page.html".into(), bytes: html.into_bytes(), ..Page::default() }).unwrap()
}

fn lines(document: &Document) -> Vec<&str> {
    document.blocks.iter().map(|block| document.slice(block.span)).collect()
}

fn body(html: &str) -> String {
    read(html).body()
}

#[test]
fn the_site_is_left_out() {
    let document = read(&format!(
        "<header><a href=/>Home</a></header><nav><a href=/a>News</a></nav><article><h1>Report</h1><p>{PROSE}</p></article>
         <aside>Other news</aside><div class=cookie-banner>We use cookies.</div><footer>Imprint</footer>"
    ));
    assert_eq!(lines(&document), ["Report", PROSE]);
}

#[test]
fn a_list_of_links_is_the_content_of_a_page_of_links() {
    let items: Vec<String> =
        (1..=12).map(|n| format!("<li><a href=/talk/{n}>Seminar number {n}</a></li>")).collect();
    let items = items.concat();
    let text = body(&format!("<div class=page><h1>All seminars</h1><ul>{items}</ul></div>"));
    assert!(text.contains("Seminar number 12"), "{text}");
    let beside = body(&format!(
        "<div class=page><p>{PROSE}</p><p>{PROSE} Again.</p><p>{PROSE} So.</p><ul>{items}</ul></div>"
    ));
    assert!(!beside.contains("Seminar number 12"), "{beside}");
}

#[test]
fn what_the_page_says_again_stands_beside_its_text() {
    let text = body(&format!(
        "<article><h1>Report</h1><p>{PROSE}</p><div class=print-version><p>{PROSE}</p></div></article>"
    ));
    assert_eq!(text, PROSE);
}

#[test]
fn pointers_to_other_pages_stand_beside_the_text() {
    let text = body(&format!(
        "<article><p>{PROSE}</p><p>Read more: <a href=/b>How the first year went</a></p>
         <p><a href=/c>The second report of the network</a></p><p>{PROSE} Thanks!</p></article>"
    ));
    assert_eq!(text, format!("{PROSE}\n\n{PROSE} Thanks!"));
}

#[test]
fn a_name_that_takes_away_much_of_the_page_says_nothing() {
    let widget =
        |n: u32| format!("<div class=widget><h2>Part {n}</h2><p>It begins at {n} in the hall.</p></div>");
    let page: Vec<String> = (1..9).map(widget).collect();
    assert!(body(&page.concat()).contains("It begins at 8"));
    let article = format!("<article><p>{PROSE}</p><p>{PROSE} So.</p>{}</article>", widget(3));
    assert!(!body(&article).contains("It begins at 3"));
}

#[test]
fn captions_are_blocks_of_their_own() {
    let document = read(&format!(
        "<article><p>{PROSE}</p><div class=photo><img src=a.jpg><span class=newsCaption>The members in the hall</span></div></article>"
    ));
    let caption = document.blocks.iter().find(|block| block.kind == BlockKind::Caption).unwrap();
    assert_eq!(document.slice(caption.span), "The members in the hall");
    assert_eq!(document.body(), PROSE);
}

#[test]
fn cells_know_their_place() {
    let document = read(
        "<table><tr><th>Time<th>Speaker<th>Title<tr><td rowspan=2>9:00<td>A. Lee<td>On water<tr><td>B. Roy<td>On soil</table>",
    );
    let place = |text: &str| {
        document.blocks.iter().find(|block| document.slice(block.span) == text).map(|block| block.kind)
    };
    let cell = |text| match place(text) {
        Some(BlockKind::Cell(cell)) => (cell.row, cell.column, cell.header),
        other => panic!("{text}: {other:?}"),
    };
    assert_eq!(cell("Speaker"), (0, 1, true));
    assert_eq!(cell("On soil"), (2, 2, false));
}

#[test]
fn text_that_only_style_sets_apart_does_not_glue() {
    let document = read(
        "<p><time>December 14, 2023</time><span>11:30&nbsp;AM</span> soft&shy;ly, zero&#8203;width</p><pre>a\n  b</pre>",
    );
    assert_eq!(lines(&document), ["December 14, 2023 11:30 AM softly, zerowidth", "a\n  b"]);
}

#[test]
fn a_page_that_waits_for_a_script_is_read_without_it() {
    let document = read("<div id=app></div><noscript><p>The lecture is on 9 May 2024.</p></noscript>");
    assert_eq!(lines(&document), ["The lecture is on 9 May 2024."]);
}

#[test]
fn the_place_of_a_block_selects_it() {
    let html = format!("<div><p>{PROSE}</p><p>Second</p></div>");
    let document = read(&html);
    let block = document.blocks.last().unwrap();
    assert_eq!(document.map.css_path(block.element), "html > body > div:nth-of-type(1) > p:nth-of-type(2)");
}
