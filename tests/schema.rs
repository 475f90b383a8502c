//! What is written is what the JSON Schemas say, the schemas refuse what is not, and those that are published are those that the code makes.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::path::PathBuf;

use annals::pipeline::{Options, extract};
use annals::records::{PageRecord, dataset_schema, schema};
use annals::resolve::resolve;
use annals::source::Page;
use jsonschema::Validator;
use serde_json::{Value, json};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn records() -> Vec<PageRecord> {
    let entries = walkdir::WalkDir::new(root().join("fixtures")).sort_by_file_name().into_iter().flatten();
    let paths = entries.map(walkdir::DirEntry::into_path);
    let pages = paths.filter(|path| path.extension().is_some_and(|extension| extension == "html"));
    let records: Vec<PageRecord> = pages
        .map(|path| {
            let page = Page {
                source: path.display().to_string(),
                bytes: std::fs::read(&path).unwrap(),
                ..Page::default()
            };
            extract(page, &Options::default()).unwrap()
        })
        .collect();
    assert!(records.len() >= 30, "the fixtures are missing");
    records
}

fn errors(validator: &Validator, document: &Value) -> Vec<String> {
    let errors = validator.iter_errors(document);
    errors.map(|error| format!("{error} at {}", error.instance_path())).collect()
}

#[test]
fn documents_and_datasets_are_what_the_schemas_say() {
    let (of_document, of_dataset) = (schema(), dataset_schema());
    let validator = jsonschema::validator_for(&of_document).unwrap();
    let records = records();
    for record in &records {
        let errors = errors(&validator, &serde_json::to_value(record).unwrap());
        assert!(errors.is_empty(), "{}: {errors:?}", record.page.source);
    }
    let mut dataset = serde_json::to_value(resolve(records).tables).unwrap();
    let validator = jsonschema::validator_for(&of_dataset).unwrap();
    assert!(!validator.is_valid(&dataset), "a dataset states its version and name");
    dataset["schema_version"] = json!(1);
    dataset["name"] = json!("fixtures");
    assert_eq!(errors(&validator, &dataset), [""; 0]);
    let written: Value =
        serde_json::from_slice(&std::fs::read(root().join("output/dataset.json")).unwrap()).unwrap();
    assert_eq!(errors(&validator, &written), [""; 0]);
}

/// A change to one value of a valid document.
type Damage = fn(&mut Value);

#[test]
fn the_schema_refuses_what_is_no_document() {
    let validator = jsonschema::validator_for(&schema()).unwrap();
    let records = records();
    let whole = records.iter().find(|record| {
        let tables = &record.tables;
        !tables.events.is_empty() && !tables.people.is_empty() && !tables.deadlines.is_empty()
    });
    let whole = serde_json::to_value(whole.unwrap()).unwrap();
    assert!(validator.is_valid(&whole));
    let damages: [(&str, Damage); 10] = [
        ("version", |document| document["schema_version"] = json!(2)),
        ("surplus table", |document| document["persons"] = json!([])),
        ("surplus column", |document| document["people"][0]["nickname"] = json!("Bob")),
        ("missing column", |document| drop(document["people"][0].as_object_mut().unwrap().remove("aliases"))),
        ("date", |document| document["events"][0]["starts_on"] = json!("9 May 2024")),
        ("no such month", |document| document["events"][0]["starts_on"] = json!("2024-13")),
        ("time", |document| document["events"][0]["start_time"] = json!("24:00")),
        ("word", |document| document["deadlines"][0]["kind"] = json!("someday")),
        ("id of another table", |document| {
            document["people"][0]["person_id"] = json!("org_00f1a2b3c4d5e6f7");
        }),
        ("confidence", |document| document["evidence"][0]["confidence"] = json!(1.5)),
    ];
    for (name, damage) in damages {
        let mut document = whole.clone();
        damage(&mut document);
        assert!(!validator.is_valid(&document), "{name}");
    }
}

#[test]
fn every_value_is_described_and_every_schema_is_one() {
    for schema in [schema(), dataset_schema()] {
        jsonschema::meta::validate(&schema).unwrap();
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
        for (name, table) in schema["properties"].as_object().unwrap() {
            assert!(table["description"].is_string(), "{name}");
            let columns = table["items"]["properties"].as_object().into_iter().flatten();
            columns.for_each(|(column, cell)| assert!(cell["description"].is_string(), "{name}.{column}"));
        }
    }
}

#[test]
fn the_published_schemas_are_up_to_date() {
    for (name, schema) in [("document", schema()), ("dataset", dataset_schema())] {
        let file = format!("docs/schema/{name}.schema.json");
        let published = std::fs::read_to_string(root().join(&file)).unwrap_or_default().replace("\r\n", "\n");
        assert!(published == format!("{schema:#}\n"), "run: annals schema {name} > {file}");
    }
}
