//! Batches hold the rows of the JSON, null for null and list for list.

use arrow_array::cast::AsArray as _;
use arrow_array::types::{Float64Type, Int64Type};
use arrow_array::{Array, RecordBatch};
use serde_json::{Map, Value, json};

use crate::arrow::{Documents, batches, schema};
use crate::error::{Error, ErrorKind};
use crate::pipeline::{Options, extract};
use crate::records::{PageRecord, Table};
use crate::resolve::resolve;
use crate::source::Page;

const PAGE: &str = "<html lang=en><h1>Webinar 2 of the series</h1><p>On 9 May 2024, 10:00, Dr. Maria Lopez, Professor of Law at Fenwick
    University, and Mr. Jonas Weber gave talks on \"Law and Water\". Submit abstracts by 1 April 2024.</p>";

fn record() -> PageRecord {
    extract(Page::new("a.html", PAGE), &Options::default()).unwrap()
}

/// The cell of an array as JSON has it.
fn cell(array: &dyn Array, at: usize) -> Value {
    use arrow_schema::DataType;
    if array.is_null(at) {
        return Value::Null;
    }
    match array.data_type() {
        DataType::Utf8 => json!(array.as_string::<i32>().value(at)),
        DataType::Int64 => json!(array.as_primitive::<Int64Type>().value(at)),
        DataType::Float64 => json!(array.as_primitive::<Float64Type>().value(at)),
        DataType::Boolean => json!(array.as_boolean().value(at)),
        DataType::List(_) => {
            let items = array.as_list::<i32>().value(at);
            (0..items.len()).map(|item| cell(&items, item)).collect()
        }
        DataType::Struct(fields) => {
            let columns = array.as_struct().columns();
            fields
                .iter()
                .zip(columns)
                .map(|(field, column)| (field.name().clone(), cell(column, at)))
                .collect()
        }
        other => panic!("no column is {other}"),
    }
}

fn rows(batch: &RecordBatch) -> Vec<Value> {
    let names = batch.schema();
    let row = |at| -> Map<String, Value> {
        let columns = names.fields().iter().zip(batch.columns());
        columns.map(|(field, column)| (field.name().clone(), cell(column, at))).collect()
    };
    (0..batch.num_rows()).map(|at| Value::Object(row(at))).collect()
}

/// JSON with whole numbers and shares as Arrow has them.
fn plain(value: &Value) -> Value {
    match value {
        Value::Number(number) if number.is_f64() => {
            json!((number.as_f64().unwrap() * 1000.0).round() / 1000.0)
        }
        Value::Array(items) => items.iter().map(plain).collect(),
        Value::Object(fields) => fields.iter().map(|(name, value)| (name.clone(), plain(value))).collect(),
        other => other.clone(),
    }
}

#[test]
fn a_table_holds_the_rows_of_the_dataset() {
    let dataset = resolve(vec![record()]);
    let json = plain(&serde_json::to_value(&dataset.tables).unwrap());
    for table in Table::ALL {
        let batches = batches(&dataset, table);
        assert!(batches.iter().all(|batch| batch.schema() == schema(table)), "{table}");
        let rows: Vec<Value> = batches.iter().flat_map(rows).collect();
        let expected = if table == Table::WhoSpoke {
            plain(&serde_json::to_value(dataset.who_spoke()).unwrap())
        } else {
            json[table.name()].clone()
        };
        assert_eq!(Value::Array(rows), expected, "{table}");
    }
    assert!(dataset.tables.people.len() == 2 && !dataset.tables.evidence.is_empty());
}

#[test]
fn a_document_holds_what_its_json_holds_and_a_failure_its_error_alone() {
    let failed = || Err(Error::new(ErrorKind::Source, "b.html", "is no page").remedy("save it again"));
    let (first, second) = (failed(), Ok(record()));
    let mut documents = Documents::default();
    [&first, &second, &failed()].into_iter().for_each(|document| documents.push(document));
    let rows = rows(&documents.finish());
    let mut expected = plain(&serde_json::to_value(record()).unwrap());
    expected.as_object_mut().unwrap().remove("schema_version");
    expected["error"] = Value::Null;
    assert_eq!(rows[1], expected);
    for row in [&rows[0], &rows[2]] {
        let said: Vec<_> = row.as_object().unwrap().iter().filter(|(_, value)| !value.is_null()).collect();
        assert_eq!(said, [(&"error".to_owned(), &json!("b.html: is no page (save it again)"))]);
    }
}

#[test]
fn nothing_is_no_batch_and_an_empty_batch_of_documents() {
    let empty = resolve(Vec::new());
    assert!(batches(&empty, Table::People).is_empty());
    let batch = Documents::default().finish();
    assert_eq!((batch.num_rows(), batch.schema()), (0, Documents::schema()));
}

#[test]
fn many_rows_are_cut_into_batches() {
    let mut dataset = resolve(vec![record()]);
    let person = dataset.tables.people[0].clone();
    dataset.tables.people = vec![person; super::ROWS + 3];
    let sizes: Vec<usize> = batches(&dataset, Table::People).iter().map(RecordBatch::num_rows).collect();
    assert_eq!(sizes, [super::ROWS, 3]);
}
