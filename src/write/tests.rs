//! What stands in a calendar, a graph and a data package. Other programs read them in `tests/formats/`.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::pipeline::{Options, extract};
use crate::project::{About, Format, Output, Overrides};
use crate::resolve::Resolution;
use crate::source::Page;

const PAGE: &str = "<!doctype html><html lang=en><head><title>Rivers</title>\
    <meta property=\"article:published_time\" content=\"2024-02-29\"></head><body><h1>Public lecture: Rivers, and Data</h1>\
    <p>Dr. Ann Lee, Professor of Law at Fenwick University, gives a public lecture on 9 May 2024, 17:30–19:00 CET, in Room 204, Fenwick Hall.</p></body></html>";

/// The files of a dataset of one page.
fn written(formats: &[Format]) -> tempfile::TempDir {
    let page = Page { source: "a.html".to_owned(), bytes: PAGE.into(), ..Page::default() };
    let records = vec![extract(page, &Options::default()).unwrap()];
    let overrides = Overrides::default();
    let Ok(resolution) = Resolution::of(&records, &overrides);
    let folder = tempfile::tempdir().unwrap();
    let about = About { licenses: vec!["CC-BY-4.0".to_owned()], ..About::default() };
    let output = Output { formats: formats.to_vec(), ..Output::default() };
    super::write(&resolution, folder.path(), &about, &output).unwrap();
    folder
}

fn read(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).unwrap()
}

#[test]
fn a_calendar_has_entries_with_zones() {
    let calendar = read(written(&[Format::Ics]).path(), "events.ics");
    for line in [
        "DTSTART;TZID=Europe/Paris:20240509T173000",
        "DTEND;TZID=Europe/Paris:20240509T190000",
        "DTSTAMP:20240229T000000Z",
        "TZOFFSETTO:+0200",
        "LOCATION:Room 204\\, Fenwick Hall",
    ] {
        assert!(calendar.contains(&format!("\r\n{line}\r\n")), "{line} is not in\n{calendar}");
    }
    assert!(calendar.contains("@annals\r\n") && calendar.contains("Speaker: Ann Lee"), "{calendar}");
}

#[test]
fn a_graph_says_who_is_from_where() {
    let graph: Value =
        serde_json::from_str(&read(written(&[Format::Jsonld]).path(), "dataset.jsonld")).unwrap();
    let nodes = graph["@graph"].as_array().unwrap();
    let of = |kind: &str| nodes.iter().find(|node| node["@type"] == kind).unwrap();
    assert_eq!(of("Event")["startDate"], "2024-05-09T17:30:00+02:00");
    assert_eq!(of("Event")["performer"][0]["@id"], of("Person")["@id"]);
    assert_eq!(of("Person")["honorificPrefix"], "Dr.");
    assert_eq!(of("Person")["affiliation"]["@id"], of("Organization")["@id"]);
}

#[test]
fn a_data_package_names_keys_and_references() {
    let package: Value =
        serde_json::from_str(&read(written(&[Format::Csv]).path(), "datapackage.json")).unwrap();
    assert_eq!(package["licenses"], json!([{"name": "CC-BY-4.0"}]));
    let resources = package["resources"].as_array().unwrap();
    let schema = |name: &str| &resources.iter().find(|one| one["name"] == name).unwrap()["schema"];
    assert_eq!(schema("people")["primaryKey"], json!(["person_id"]));
    let itself = json!({"fields": ["parent_id"], "reference": {"fields": ["institution_id"]}});
    assert_eq!(schema("institutions")["foreignKeys"], json!([itself]));
    assert_eq!(schema("who_spoke").get("primaryKey"), None);
}
