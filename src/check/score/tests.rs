use serde_json::json;

use super::*;

fn same(field: &str, gold: &str, predicted: &str) -> bool {
    let field = FIELDS.iter().find(|known| known.name == field).unwrap();
    field.same(&Answer::text(gold), &Answer::text(predicted))
}

#[test]
fn folding_drops_case_accents_quotes_and_outer_punctuation() {
    assert_eq!(fold("  « École  d’Été » — (Straße), "), "ecole d'ete \" - (strasse");
    assert_eq!(fold("ﬁn\u{a0}de\u{2003}siècle."), "fin de siecle");
    assert_eq!(fold(&fold("ΟΔΥΣΣΕΥΣ …")), fold("ΟΔΥΣΣΕΥΣ …"));
}

#[test]
fn names_match_in_any_order_of_words() {
    assert!(same("people", "NGUYEN Thi Mai", "Thi Mai Nguyen"));
    assert!(same("people", "J.R. Doe", "JR Doe"));
    assert!(!same("people", "Jane Doe", "Jane Roe"));
}

#[test]
fn long_texts_match_at_four_fifths_of_their_words() {
    assert!(same("title", "On the flow of water in pipes", "On the flow of water in pipe"));
    assert!(!same("title", "On the flow of water", "On the price of bread"));
    assert!(same("title", "数字化转型", "数字化转型。"));
}

#[test]
fn a_printed_time_means_both_halves_of_the_day() {
    assert!(same("seminar_stime", "3:30", "15:30"));
    assert!(same("seminar_stime", "3:30 PM", "15:30"));
    assert!(!same("seminar_stime", "3:30 PM", "03:30"));
    assert!(same("seminar_stime", "noon", "12:00"));
    assert!(same("seminar_speaker", "Dr. Ana Roe", "Ana Roe"));
}

#[test]
fn a_key_left_out_is_not_scored_and_null_says_there_is_none() {
    let mut score = Score::default();
    let document = json!({"announcements": [{"title": "A talk", "publisher": "X", "language": "en"}]});
    score.add("a", &json!({"announcement": {"title": "A talk", "language": null}}), Some(&document));
    assert_eq!(score.field("title"), Tally { hits: 1, missed: 0, spurious: 0 });
    assert_eq!(score.field("language"), Tally { hits: 0, missed: 0, spurious: 1 });
    assert_eq!(score.field("publisher"), Tally::default());
    assert_eq!(score.f1("macro"), Some(0.5));
    assert_eq!(score.f1("colour"), None);
}

#[test]
fn institutions_match_by_abbreviation_and_people_carry_them() {
    let gold = json!({
        "institutions": [{"name": "Institute of Tides", "abbreviation": "IT"}],
        "people": [{"name": "Ana Roe", "honorifics": ["Assoc.", "Prof."], "family_name": "Roe",
            "positions": [{"title": "Head", "institution": "institute of tides"}],
            "roles": ["speaker"], "talk_titles": ["Tides"]}]
    });
    let document = json!({
        "institutions": [{"institution_id": "o", "name": "IT"}],
        "people": [{"person_id": "p", "name": "Ana Roe", "honorifics": ["Assoc. Prof."], "family_name": "ROE"},
            {"person_id": "q", "name": "Bo Li", "family_name": "Li"}],
        "positions": [{"person_id": "p", "institution_id": "o", "title": "Head"},
            {"person_id": "p", "institution_id": "o"}],
        "talks": [{"talk_id": "t", "title": "Tides."}],
        "appearances": [{"person_id": "p", "role": "speaker", "talk_id": "t"}]
    });
    let mut score = Score::default();
    score.add("a", &gold, Some(&document));
    for field in [
        "institutions",
        "honorifics",
        "family_names",
        "person_title",
        "person_institution",
        "person_role",
        "person_talk",
    ] {
        assert_eq!(score.field(field), Tally { hits: 1, missed: 0, spurious: 0 }, "{field}");
    }
    assert_eq!(score.field("people"), Tally { hits: 1, missed: 0, spurious: 1 });
    assert_eq!(score.errors.len(), 1);
    assert_eq!(score.errors[0].answer.to_string(), "Bo Li");
}

#[test]
fn a_page_without_a_document_misses_everything() {
    let mut score = Score::default();
    score.add("a", &json!({"people": [{"name": "Ana Roe"}]}), None);
    assert_eq!((score.absent, score.field("people").missed), (1, 1));
    assert!(score.field("people").f1().abs() < f64::EPSILON);
}
