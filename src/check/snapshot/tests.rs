use serde_json::{Value, json};

use super::walk::{Difference, Step, merge};

fn found(old: &Value, new: &Value) -> Vec<Difference> {
    let mut found = Vec::new();
    let mut keep = |difference| {
        found.push(difference);
        false
    };
    assert_eq!(merge(old, new, &mut keep), *old, "nothing is taken over");
    assert_eq!(merge(old, new, &mut |_| true), *new, "everything is");
    found
}

fn told(difference: &Difference) -> (&str, Option<&str>, Option<&str>) {
    (&difference.path, difference.expected.as_deref(), difference.actual.as_deref())
}

#[test]
fn one_more_person_is_one_difference() {
    let old = json!({"people": [{"name": "Ann"}, {"name": "Cem"}]});
    let new = json!({"people": [{"name": "Ann"}, {"name": "Bea"}, {"name": "Cem"}]});
    let found = found(&old, &new);
    assert_eq!(
        found.iter().map(told).collect::<Vec<_>>(),
        [("people[\"Bea\"]", None, Some("{\"name\":\"Bea\"}"))]
    );
    assert_eq!(found[0].at, [Step::Key("people".to_owned()), Step::Item(1)]);
}

#[test]
fn a_changed_value_is_named_by_its_path() {
    let old = json!({"people": [{"name": "Ann", "family_name": "Lee"}]});
    let new = json!({"people": [{"name": "Ann", "family_name": "Leigh"}]});
    let found = found(&old, &new);
    assert_eq!(
        found.iter().map(told).collect::<Vec<_>>(),
        [("people[\"Ann\"].family_name", Some("Lee"), Some("Leigh"))]
    );
}

#[test]
fn a_list_that_was_not_there_is_told_item_by_item_and_an_accent_is_a_change() {
    let old = json!({"people": [{"name": "Maria Lopez", "honorifics": ["Dr."]}]});
    let new = json!({"people": [{"name": "María López", "honorifics": ["Dr.", "Prof."]}], "events": [{"name": "A"}, {"name": "B"}]});
    let found = found(&old, &new);
    let paths: Vec<&str> = found.iter().map(|difference| difference.path.as_str()).collect();
    assert_eq!(
        paths,
        [
            "events[\"A\"]",
            "events[\"B\"]",
            "people[\"Maria Lopez\"].honorifics",
            "people[\"Maria Lopez\"].name",
        ]
    );
}

#[test]
fn differences_are_taken_over_one_by_one() {
    let old = json!({"people": [{"name": "Ann"}, {"name": "Old"}], "title": "x"});
    let new = json!({"people": [{"name": "First"}, {"name": "Ann", "family_name": "Lee"}, {"name": "Bea"}], "title": "y"});
    let take =
        |paths: &[&str]| merge(&old, &new, &mut |difference| paths.contains(&difference.path.as_str()));
    assert_eq!(
        take(&["people[\"Bea\"]"]),
        json!({"people": [{"name": "Ann"}, {"name": "Bea"}, {"name": "Old"}], "title": "x"})
    );
    assert_eq!(
        take(&["people[\"First\"]", "people[\"Old\"]"]),
        json!({"people": [{"name": "First"}, {"name": "Ann"}], "title": "x"})
    );
    assert_eq!(
        take(&["people[\"Ann\"].family_name", "title"]),
        json!({"people": [{"name": "Ann", "family_name": "Lee"}, {"name": "Old"}], "title": "y"})
    );
}
