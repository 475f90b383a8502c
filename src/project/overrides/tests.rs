use serde_json::json;

use super::*;

fn error(text: &str) -> String {
    Overrides::parse(text, OVERRIDES).unwrap_err().to_string()
}

const PERSON: &str = "[[person]]\nmatch = { name = \"Ann Lee\" }\n";

#[test]
fn entries_are_read_in_the_order_of_the_file() {
    let text = format!(
        "# known better\n[[value]]\ntable = \"events\"\nmatch = {{ name = \"Webinar 2\" }}\nset = {{ starts_on = 2024-05-10, \
         ordinal = 2 }}\n\n{PERSON}join = [\"A. Lee\", {{ name = \"Lee\", institution = \"FP\" }}]\n"
    );
    let entries = Overrides::parse(&text, "data/overrides.toml").unwrap().entries;
    assert_eq!(entries[0].place, "overrides.toml:2");
    assert_eq!(entries[1].place, "overrides.toml:7");
    assert_eq!(entries[0].set[1].value, json!("2024-05-10"));
    assert_eq!(entries[0].set[1].quote, "2024-05-10");
    assert_eq!(entries[1].join[1].told(), "institution `FP`, name `Lee`");
}

#[test]
fn a_reference_is_set_by_name_and_an_empty_text_empties() {
    let text = "[[value]]\ntable = \"positions\"\nmatch.person = \"Ann Lee\"\nset = { institution = \"Fenwick College\", unit = \"\" }\n";
    let entry = Overrides::parse(text, OVERRIDES).unwrap().entries.remove(0);
    assert_eq!((entry.set[0].column, entry.set[0].refers_to), ("institution_id", Some(Table::Institutions)));
    assert_eq!(entry.set[1].value, json!(null));
}

#[test]
fn what_nobody_knows_is_an_error_with_a_place_and_a_remedy() {
    assert_eq!(
        error("[[person]]\nmach = { name = \"A\" }\n"),
        "overrides.toml:2:1: unknown key `mach` (did you mean `match`?)"
    );
    let key = error("[[person]]\nmatch = { nam = \"Ann\" }\ndrop = true\n");
    assert!(
        key.starts_with("overrides.toml:2:11: nam is nothing to match by (did you mean `name`?)"),
        "{key}"
    );
    let column = error(&format!("{PERSON}set = {{ familyname = \"Lee\" }}\n"));
    assert!(column.starts_with("overrides.toml:3:9: "), "{column}");
    assert!(column.contains("did you mean `family_name`?"), "{column}");
    let table = error("[[value]]\ntable = \"event\"\nmatch.name = \"A\"\nset.theme = \"B\"\n");
    assert!(table.contains("2:9: ") && table.contains("did you mean `events`?"), "{table}");
}

#[test]
fn values_that_cannot_stand_in_their_column_are_refused() {
    let day = error("[[value]]\ntable = \"events\"\nmatch.name = \"A\"\nset.starts_on = \"2023-02-30\"\n");
    assert!(day.starts_with("overrides.toml:4:17: ") && day.contains("is no starts_on"), "{day}");
    assert!(error(&format!("{PERSON}set.honorifics = \"Dr.\"\n")).contains("write a list"));
    assert!(error(&format!("{PERSON}set.name = \"\"\n")).contains("never empty"));
    assert!(error(&format!("{PERSON}set.person_id = \"per_1\"\n")).contains("no value that can be set"));
}

#[test]
fn an_entry_does_one_thing() {
    assert!(error(PERSON).contains("says nothing to do"));
    assert!(
        error(&format!("{PERSON}drop = true\nset.family_name = \"Lee\"\n")).contains("do not go together")
    );
    assert!(error("[[person]]\nmatch = {}\ndrop = true\n").contains("means every row"));
}
