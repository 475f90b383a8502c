use super::*;
use crate::records::{Id, NameOrder, Person, Tables};

fn person(number: usize) -> Person {
    Person {
        person_id: Id::new(Table::People, &[&number.to_string()]),
        name: format!("=Person '{number}'; DROP TABLE people; --"),
        given_name: None,
        family_name: None,
        name_order: NameOrder::Unknown,
        honorifics: vec!["Dr.".to_owned(), "a; \"b\"".to_owned()],
        aliases: Vec::new(),
    }
}

fn written(folder: &Path, people: std::ops::Range<usize>) -> PathBuf {
    let mut database = Database::new(folder, &About::default()).unwrap();
    let tables = Tables { people: people.map(person).collect(), ..Tables::default() };
    database.page(&Page { tables, ..Page::default() }).unwrap();
    database.finish().unwrap();
    folder.join("dataset.sqlite")
}

#[test]
fn rows_are_read_as_they_were_and_every_view_answers() {
    let folder = tempfile::tempdir().unwrap();
    let connection = Connection::open(written(folder.path(), 0..3)).unwrap();
    let read = connection
        .query_row("SELECT name, honorifics, aliases FROM people WHERE rowid = 2", [], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?))
        })
        .unwrap();
    assert_eq!(read.0, person(1).name);
    assert_eq!((read.1.as_str(), read.2.as_str()), (r#"["Dr.","a; \"b\""]"#, "[]"));
    let mut views = connection.prepare("SELECT name FROM sqlite_schema WHERE type = 'view'").unwrap();
    let names: Vec<String> =
        views.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap();
    assert_eq!(names.len(), 5);
    for name in names {
        connection
            .query_row(&format!("SELECT count(*) FROM {name}"), [], |row| row.get::<_, i64>(0))
            .unwrap();
    }
}

#[test]
fn the_same_rows_are_the_same_bytes() {
    let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let bytes = |folder: &Path| std::fs::read(written(folder, 0..500)).unwrap();
    assert!(bytes(one.path()) == bytes(other.path()));
}

#[test]
fn two_rows_of_one_id_are_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let mut database = Database::new(folder.path(), &About::default()).unwrap();
    let tables = Tables { people: vec![person(1), person(1)], ..Tables::default() };
    let error = database.page(&Page { tables, ..Page::default() }).unwrap_err().to_string();
    assert!(error.contains("dataset.sqlite") && error.contains("UNIQUE"), "{error}");
}
