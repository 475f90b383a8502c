use std::io::Read as _;

use super::value::{LONGEST, Value, is_address};
use super::*;
use crate::dates::{ClockTime, PartialDate};
use crate::records::{Cell, Id, NameOrder, Person, Tables};

fn person(number: usize) -> Person {
    Person {
        person_id: Id::new(Table::People, &[&number.to_string()]),
        name: format!("=Person({number})"),
        given_name: None,
        family_name: None,
        name_order: NameOrder::Unknown,
        honorifics: Vec::new(),
        aliases: Vec::new(),
    }
}

fn written(folder: &Path, limit: u32) -> PathBuf {
    let mut book = Book::new(folder, &About::default()).unwrap();
    book.limit = limit;
    let tables = Tables { people: (0..5).map(person).collect(), ..Tables::default() };
    book.page(&Page { tables, ..Page::default() }).unwrap();
    book.finish().unwrap();
    folder.join("dataset.xlsx")
}

fn part(file: &Path, name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(file).unwrap()).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn the_same_rows_are_the_same_bytes() {
    let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let bytes = |folder: &Path| std::fs::read(written(folder, ROWS)).unwrap();
    assert!(bytes(one.path()) == bytes(other.path()));
}

#[test]
fn what_a_sheet_has_no_room_for_goes_on_in_the_next() {
    let folder = tempfile::tempdir().unwrap();
    let file = written(folder.path(), 3);
    let book = part(&file, "xl/workbook.xml");
    let names: Vec<&str> =
        book.split("<sheet name=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(names.len(), Table::ALL.len() + 2);
    assert_eq!(names[0], "who_spoke");
    let people = names.iter().position(|name| *name == "people").unwrap();
    assert_eq!(names[people..people + 4], ["people", "people_2", "people_3", "institutions"]);
    let last = part(&file, &format!("xl/worksheets/sheet{}.xml", people + 3));
    assert!(last.contains("=Person(4)") && !last.contains("<f>"), "{last}");
}

#[test]
fn values_keep_within_the_limits_of_excel() {
    let date = |text: &str| Cell::Date(text.parse::<PartialDate>().unwrap());
    for text in ["1900-02-28", "2024", "2024-05", "2024-21"] {
        assert_eq!(Value::of(&date(text)), Value::Text(text.into()));
    }
    assert!(matches!(Value::of(&date("1900-03-01")), Value::Day(_)));
    assert!(matches!(Value::of(&Cell::Time(ClockTime::new(9, 30).unwrap())), Value::Time(_)));
    for (text, is_cut) in [("a".repeat(LONGEST), false), ("𝄞".repeat(LONGEST), true)] {
        let cell = Cell::Text(text.into());
        let value = Value::of(&cell);
        let length = match &value {
            Value::Text(text) if !is_cut => text.encode_utf16().count(),
            Value::Cut(text) if is_cut => text.encode_utf16().count(),
            _ => panic!("{is_cut}"),
        };
        assert!(length <= LONGEST && length > LONGEST - 3, "{length}");
    }
}

#[test]
fn links_lead_to_the_web_alone() {
    let url = Table::Announcements.columns().iter().find(|column| column.name == "url").unwrap();
    assert!(is_address(url, "https://example.org/a?b=c#d"));
    for text in
        ["javascript:alert(1)", "file:///etc/passwd", "https://a b", &format!("https://{}", "a".repeat(2080))]
    {
        assert!(!is_address(url, text), "{text}");
    }
}
