//! Items of each syntax on small pages.

use crate::parse::document::{Item, PropValue};
use crate::parse::{Document, parse};
use crate::source::Page;

fn read(html: &str) -> Document {
    parse(&Page { bytes: html.as_bytes().to_vec(), ..Page::default() }).expect("a page")
}

fn items(html: &str) -> Vec<Item> {
    read(html).metadata.items
}

fn json(text: &str) -> Document {
    read(&format!("<script type='application/ld+json'>{text}</script><p>text</p>"))
}

fn assert_texts(item: &Item, texts: &[(&str, &str)]) {
    for (name, value) in texts {
        assert_eq!(item.text(name), Some(*value), "{name}");
    }
}

#[test]
fn references_in_a_graph_are_the_nodes_they_name() {
    let document = json(
        r##"{"@graph": [{"@type": "NewsArticle", "author": {"@id": "#a"}, "publisher": [{"@id": "#p"}]},
        {"@type": "Person", "@id": "#a", "name": "Ann Lee", "worksFor": {"@id": "#p"}},
        {"@type": "Organization", "@id": "#p", "name": "Institute", "member": {"@id": "#a"}}]}"##,
    );
    let article = &document.metadata.items[0];
    assert_texts(article, &[("author", "Ann Lee"), ("publisher", "Institute")]);
    let author = article.items("author").next().expect("the node");
    assert_eq!(author.id.as_deref(), Some("#a"));
    assert_eq!(author.text("worksFor"), None, "references are followed one step");
    assert_eq!(document.metadata.items.len(), 3);
}

#[test]
fn nearly_json_is_put_right() {
    for text in [
        "{\"@type\": \"Event\", \"name\": \"Open\nday\",}",
        "<!-- {\"@type\": \"Event\", \"name\": \"Open day\"} -->",
        "//<![CDATA[\n{\"@type\": \"Event\", \"name\": \"Open\tday\"}\n//]]>",
        "/*<![CDATA[*/[{\"@type\": \"Event\", \"name\": \"Open day\"},,]/*]]>*/;",
        "{&quot;@type&quot;: &quot;Event&quot;, &quot;name&quot;: &quot;Open day&quot;}",
        "{\"@type\": \"Thing\"} {\"@type\": \"Event\", \"name\": \"Open day\"}",
    ] {
        let document = json(text);
        let event = document.metadata.items.iter().find(|item| item.kind == "Event");
        assert_eq!(event.and_then(|item| item.text("name")), Some("Open day"), "{text}");
        assert!(document.notes.is_empty(), "{text}");
    }
    let strange = json(r#"{"@type": "Event", "name": "Bob\'s \\ day \d, }"}"#);
    assert_eq!(strange.metadata.items[0].text("name"), Some(r"Bob's \ day \d, }"));
}

#[test]
fn what_nothing_puts_right_is_noted_with_its_place() {
    let document = json(r#"{"@type": "Event", "name" "Open day"}"#);
    assert!(document.metadata.items.is_empty());
    let note = &document.notes[0];
    assert_eq!(note.code, "broken_json_ld");
    let path = note.element.map(|element| document.map.css_path(element));
    assert_eq!(path.as_deref(), Some("html > head > script:nth-of-type(1)"));
}

#[test]
fn microdata_refers_to_elements_outside() {
    let found = items(
        "<div itemscope itemtype='https://schema.org/Event' itemid='urn:1' itemref='where who'>
         <b itemprop='name headline'>Open day</b></div>
         <p id=where>at <span itemprop=location>Hall 2</span></p>
         <p id=who itemprop=organizer itemscope itemtype=Person><b itemprop=name>Ann Lee</b></p>",
    );
    let event = &found[0];
    assert_eq!((event.kind.as_str(), event.id.as_deref()), ("Event", Some("urn:1")));
    assert_texts(
        event,
        &[("name", "Open day"), ("headline", "Open day"), ("location", "Hall 2"), ("organizer", "Ann Lee")],
    );
}

#[test]
fn elements_that_refer_to_each_other_end() {
    let found = items(
        "<div id=a itemscope itemtype=Event itemref=b><p itemprop=name>x</p></div>
         <div id=b itemprop=subEvent itemscope itemtype=Event itemref=a><p itemprop=name>y</p></div>
         <div id=c itemscope itemtype=Event itemref=c><p itemprop=name>z</p></div>",
    );
    assert_eq!(found.len(), 2);
}

#[test]
fn rdfa_lite_gives_the_same_items() {
    let found = items(
        "<div vocab='https://schema.org/' typeof=Event resource='#e'><h2 property=name>Open day</h2>
         <time property=startDate datetime=2024-05-02>2 May</time> <a property=url href=/day>more</a>
         <p property=location typeof=Place><span property=schema:name>Hall 2</span></p>
         <i property='dc:subject'>science</i></div>",
    );
    let event = &found[0];
    assert_eq!((found.len(), event.kind.as_str(), event.syntax), (1, "Event", "rdfa"));
    assert_eq!(event.id.as_deref(), Some("#e"));
    assert_texts(
        event,
        &[
            ("name", "Open day"),
            ("startDate", "2024-05-02"),
            ("url", "/day"),
            ("location", "Hall 2"),
            ("dc:subject", "science"),
        ],
    );
}

#[test]
fn cards_and_events_of_microformats_are_items() {
    let found = items(
        "<div class=vevent><b class=summary>Open day</b> <abbr class=dtstart title=2024-05-02>2 May</abbr>
         <span class=dtend><span class=value-title title=2024-05-03></span>3 May</span>
         <span class='location vcard'><span class='fn org'>City Hall</span></span></div>
         <p class=h-card><span class=p-name>Ann Lee</span>, <i class=p-job-title>Director</i>,
         <span class=p-org>Institute</span> <a class=u-email href='mailto:ann@example.org'>write</a></p>
         <a class=h-card href=/bo>Bo Li</a>",
    );
    assert_texts(
        &found[0],
        &[
            ("name", "Open day"),
            ("startDate", "2024-05-02"),
            ("endDate", "2024-05-03"),
            ("location", "City Hall"),
        ],
    );
    let place = found[0].items("location").next().expect("a card");
    assert_eq!(place.kind, "Organization");
    assert_eq!((found[1].kind.as_str(), found[1].syntax), ("Person", "microformats"));
    assert_texts(
        &found[1],
        &[
            ("name", "Ann Lee"),
            ("jobTitle", "Director"),
            ("worksFor", "Institute"),
            ("email", "ann@example.org"),
        ],
    );
    assert_eq!(found[2].text("name"), Some("Bo Li"));
    assert_eq!(found.len(), 3, "the location's card is part of the event");
}

#[test]
fn a_property_has_no_end_of_values() {
    let authors = "\"x\",".repeat(5000);
    let document = json(&format!("{{\"@type\": \"Event\", \"author\": [{authors}\"y\"]}}"));
    let properties = &document.metadata.items[0].properties;
    assert!(properties.len() < 2000 && matches!(properties[0].1, PropValue::Text(_)));
    assert_eq!(document.notes[0].code, "too_many_values");
}

#[test]
fn other_languages_and_addresses_are_metadata() {
    let document = read(
        "<link rel=alternate hreflang=DE href=/de><link rel='Canonical' href=https://example.org/a>
         <address>Hall 2</address>",
    );
    let first = |key| document.metadata.first(key).map(|value| value.value.as_str());
    assert_eq!(first("alternate:de"), Some("/de"));
    assert_eq!(first("canonical"), Some("https://example.org/a"));
    assert_eq!(first("address"), Some("Hall 2"));
}
