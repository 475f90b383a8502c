//! Pages that nobody writes in good faith: every one gives a document within bounds, on a small stack, and says what was cut.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "hostile/inputs.rs"]
mod inputs;

use annals::parse::{Document, Item, PropValue, parse};
use annals::pipeline::{Options, extract};
use annals::source::Page;

/// The stack of a thread that nobody asked to be larger.
const STACK: usize = 2 << 20;

/// Runs on a thread with a small stack.
fn small<T: Send + 'static>(run: impl FnOnce() -> T + Send + 'static) -> T {
    std::thread::Builder::new().stack_size(STACK).spawn(run).unwrap().join().unwrap()
}

fn page(bytes: Vec<u8>) -> Page {
    Page { source: "hostile.html".to_owned(), bytes, ..Page::default() }
}

fn kind(name: &str, size: usize) -> Vec<u8> {
    let (_, make) = inputs::KINDS.iter().find(|(known, _)| *known == name).unwrap();
    make(size)
}

fn read(bytes: Vec<u8>) -> Document {
    small(move || parse(page(bytes)).unwrap())
}

fn codes(document: &Document) -> Vec<&'static str> {
    document.notes.iter().map(|note| note.code).collect()
}

fn items_in(item: &Item) -> usize {
    let nested = |(_, value): &(String, PropValue)| match value {
        PropValue::Item(item) => items_in(item),
        PropValue::Text(_) => 0,
    };
    1 + item.properties.iter().map(nested).sum::<usize>()
}

/// What no page may exceed, whatever its bytes are.
fn assert_bounded(name: &str, size: usize, document: &Document) {
    let text = document.text.len();
    // A byte of a wrong encoding can become three, and a character reference of six bytes a character of six.
    assert!(text <= 3 * size + 1024, "{name}: {text} bytes of text");
    assert!(document.blocks.len() <= size / 2 + 16, "{name}: {} blocks", document.blocks.len());
    assert!(document.metadata.values.len() <= 4096, "{name}: {} values", document.metadata.values.len());
    let items: usize = document.metadata.items.iter().map(items_in).sum();
    assert!(items <= 20_000, "{name}: {items} items");
    assert!(document.notes.len() <= 32, "{name}: {} notes", document.notes.len());
    for block in document.blocks.iter().step_by(997).chain(document.blocks.last()) {
        let path = document.map.css_path(block.element);
        assert!(path.len() < 32_768, "{name}: a path of {} bytes", path.len());
    }
}

#[test]
fn every_kind_of_page_is_read_within_bounds() {
    for (name, make) in inputs::KINDS {
        for size in [0, 1, 999, 150_000] {
            let bytes = make(size);
            let length = bytes.len();
            if let Ok(document) = small(move || parse(page(bytes))) {
                assert_bounded(name, length, &document);
            }
        }
    }
}

#[test]
fn every_kind_of_page_goes_through_the_pipeline() {
    for (name, make) in inputs::KINDS {
        let bytes = make(4000);
        let record = small(move || extract(page(bytes), &Options::default()));
        assert!(record.is_ok(), "{name}");
    }
}

#[test]
fn pages_cut_at_any_byte_are_read() {
    for (name, make) in inputs::KINDS {
        let whole = make(300);
        for end in (1..whole.len()).step_by(7) {
            let cut = whole[..end].to_vec();
            let length = cut.len();
            if let Ok(document) = parse(page(cut)) {
                assert_bounded(name, length, &document);
            }
        }
    }
}

#[test]
fn a_hundred_thousand_nested_elements_are_cut_and_said_to_be() {
    let document = read(b"<div>word ".repeat(100_000));
    assert_eq!(codes(&document), ["nested_too_deep"]);
    assert!(document.notes[0].message.contains("512"), "{}", document.notes[0].message);
    assert_eq!(document.text.matches("word").count(), 100_000, "no text is lost");
    for unclosed in ["<span></b>", "<i></x>", "<div></p></b>", "<a><b></i>", "<x-y></b>"] {
        let document = read(format!("{}<p>end", unclosed.repeat(30_000)).into_bytes());
        assert!(codes(&document).contains(&"nested_too_deep"), "{unclosed}: {:?}", document.notes);
        assert!(document.text.ends_with("end"), "{unclosed}");
    }
}

#[test]
fn what_follows_nested_elements_is_not_in_them() {
    let nested = ["<div>".repeat(3000), "</div>".repeat(3000)].concat();
    let document = read(format!("<p>a</p>{nested}<p>b</p>").into_bytes());
    let path = document.map.css_path(document.blocks[1].element);
    assert_eq!(path, "html > body > p:nth-of-type(2)");
}

#[test]
fn a_million_attributes_are_cut_and_said_to_be() {
    let attributes: String = (0..1_000_000).fold(String::new(), |all, n| all + " a" + &n.to_string());
    for tag in ["b", "p"] {
        let document = read(format!("<{tag}{attributes} class=x>word</{tag}>").into_bytes());
        assert_eq!(document.text, "word");
        // Attributes that mean nothing are never kept, and need no finding, but on elements that are compared by them.
        assert_eq!(codes(&document), if tag == "b" { vec!["too_many_attributes"] } else { vec![] });
    }
    let document = read(b"<p class=a id=b title=c lang=en>word</p>".repeat(250_000));
    assert_eq!(document.blocks.len(), 250_000);
    assert!(document.notes.is_empty());
}

#[test]
fn text_without_a_tag_is_one_block() {
    let document = read(kind("text without a tag", 8_000_000));
    assert_eq!(document.blocks.len(), 1);
    assert!(document.text.len() > 7_999_000);
}

#[test]
fn nul_bytes_and_lone_surrogates_are_replaced() {
    let lead = "A line of text without any of them. ".repeat(60);
    let document =
        read(format!("<p>{lead}</p><p>a\0b</p><title>c\0d</title><p cl\0ass=x>&#xD800;&#0;e").into_bytes());
    assert!(
        document.text.contains("ab") && document.text.ends_with("\u{fffd}\u{fffd}e"),
        "{:?}",
        document.text
    );
    let surrogates = read([b"<p>word \xed\xa0\x80 word".as_slice(), lead.as_bytes()].concat());
    assert!(surrogates.text.starts_with("word"));
    let wide = read(kind("UTF-16 with lone surrogates", 100_000));
    assert!(wide.text.contains("\u{fffd}aaaa\u{fffd}"));
}

#[test]
fn an_endless_table_keeps_its_cells() {
    let rows = read(format!("<table>{}", "<tr><td>1<td>2".repeat(100_000)).into_bytes());
    assert_eq!(rows.blocks.len(), 200_000);
    let reaching = read(kind("cells that reach down", 2_500_000));
    assert!(reaching.blocks.len() > 70_000);
    let nested = read(b"<table><tr><td>x".repeat(50_000));
    assert!(codes(&nested).contains(&"nested_too_deep"));
    assert_eq!(nested.text.matches('x').count(), 50_000);
}

#[test]
fn nested_json_ld_is_a_finding() {
    for name in ["nested JSON-LD", "nested JSON-LD objects"] {
        let bytes = kind(name, 200_000);
        let record = small(move || extract(page(bytes), &Options::default())).unwrap();
        let finding = record.tables.findings.iter().find(|finding| finding.code == "broken_json_ld").unwrap();
        assert!(finding.message.contains("recursion limit"), "{}", finding.message);
        assert_eq!(finding.locator.as_deref(), Some("html > head > script:nth-of-type(1)"));
    }
    let blocks = "<script type=application/ld+json>{{</script>".repeat(10_000);
    let document = read(blocks.into_bytes());
    assert_eq!(document.notes.len(), 17, "the first are named, the others counted");
}

#[test]
fn misnested_formatting_ends_reading_and_warns() {
    let document =
        read((0..60_000).fold(String::new(), |page, n| page + &format!("<p><font id={n}>x</p>")).into());
    let note = document.notes.iter().find(|note| note.code == "reading_stopped").unwrap();
    assert!(note.message.contains("what follows is missing"), "{}", note.message);
    assert_eq!(note.severity, annals::records::Severity::Warning);
}

#[test]
fn a_hundred_thousand_scopes_are_cut_and_said_to_be() {
    for scope in [
        "<p itemscope itemtype=Event><b itemprop=name>x</b>",
        "<p typeof=Event><b property=name>x</b>",
        "<p class=h-card>x",
    ] {
        let document = read(scope.repeat(100_000).into_bytes());
        assert!(codes(&document).contains(&"too_many_values"), "{scope}");
        assert!(document.metadata.items.len() <= 4096);
    }
    let values = read(kind("times", 1_000_000));
    assert_eq!(codes(&values), ["too_many_values"]);
}

#[test]
fn elements_of_many_siblings_have_their_number() {
    let document = read(b"<p>x</p><time>1</time>".repeat(100_000));
    let last = document.metadata.all("time").last().unwrap();
    assert_eq!(document.map.css_path(last.element), "html > body > time:nth-of-type(256)");
    let block = document.blocks.last().unwrap();
    assert!(document.map.css_path(block.element).ends_with("nth-of-type(100000)"));
}

#[test]
fn text_without_end_is_cut_off_and_told() {
    let sentence = "<p>The harbour was full of boats that evening, and people walked along the quay until it was dark.</p>";
    let html = format!("<h1>Lecture</h1>{}", sentence.repeat((9 << 20) / (sentence.len() - 7)));
    let document = read(html.into_bytes());
    assert!(document.text.len() <= 8 << 20 && document.text.len() > 7 << 20, "{}", document.text.len());
    assert_eq!(codes(&document), ["text_cut"]);
    let last = document.blocks.last().unwrap();
    assert!(last.span.end as usize <= document.text.len());
}

#[test]
fn mentions_without_end_are_cut_off_and_told() {
    let record = small(|| {
        let names = "<li>Dr. Ann Lee, Fenwick University, 9 May 2024</li>".repeat(40_000);
        let html = format!(
            "<h1>Lecture by Dr. Zoe Ray on 9 May 2024</h1><ul>{names}</ul><p>Dr. Carl Unread was there.</p>"
        );
        extract(page(html.into_bytes()), &Options::default()).unwrap()
    });
    let tables = &record.tables;
    let cut = tables.findings.iter().find(|row| row.code == "mentions_cut").unwrap();
    assert!(cut.locator.is_some(), "{cut:?}");
    let named = |name: &str| tables.people.iter().any(|row| row.name == name);
    assert!(named("Zoe Ray") && !named("Carl Unread"));
    assert!(tables.appearances.len() + tables.positions.len() <= 2 * (1 << 16));
}
