//! What counts as a change, and what does not.

use super::*;
use crate::records::Tables;

const OLD: [(&str, &str); 5] = [
    (
        "announcements",
        "announcement_id,source,url,title\nann_1,a.html,http://x.org/a,Spring lecture\nann_2,b.html,http://x.org/b,Autumn lecture\n",
    ),
    ("people", "person_id,name,honorifics\nper_1,Maria Lopez,Dr.\nper_2,Cem Demir,\n"),
    (
        "events",
        "event_id,announcement_id,group_id,name,starts_on\nevt_1,ann_1,evt_1,Webinar 4,2024-05-09\nevt_2,ann_2,evt_2,Webinar 5,2024-09-01\n",
    ),
    (
        "appearances",
        "appearance_id,announcement_id,event_id,person_id,role\napp_1,ann_1,evt_1,per_1,speaker\napp_2,ann_2,evt_2,per_2,chair\n",
    ),
    ("positions", "position_id,announcement_id,person_id,title\npos_1,ann_1,per_1,Director\n"),
];

/// The old dataset with words replaced, everywhere.
fn dataset(words: &[(&str, &str)]) -> Data {
    let text = |file: &str| {
        let table = OLD.iter().find(|(table, _)| file == format!("{table}.csv"))?;
        let text = words.iter().fold(table.1.to_owned(), |text, (from, to)| text.replace(from, to));
        Some(text.into_bytes())
    };
    Data::open("dataset", |file| Ok(text(file))).unwrap()
}

fn found(words: &[(&str, &str)]) -> Diff {
    diff(&dataset(&[]), &dataset(words))
}

/// `people ~ name: Maria Lopez → María López`
fn told(diff: &Diff) -> Vec<String> {
    let mut told = Vec::new();
    for table in &diff.tables {
        for row in &table.changed {
            let fields = row
                .fields
                .iter()
                .map(|field| format!("{}: {} → {}", field.field, field.old_text(), field.new_text()));
            told.extend(fields.map(|field| format!("{} ~ {field}", table.table)));
        }
        told.extend(table.added.iter().map(|row| format!("{} + {}", table.table, row.label)));
        told.extend(table.removed.iter().map(|row| format!("{} - {}", table.table, row.label)));
    }
    told
}

#[test]
fn equal_datasets_do_not_differ() {
    let same = found(&[]);
    assert!(same.is_empty() && same.renamed.is_empty(), "{same:?}");
}

#[test]
fn a_person_whose_name_gained_an_accent_is_a_change() {
    let found =
        found(&[("per_1", "per_9"), ("Maria Lopez", "María López"), ("app_1", "app_9"), ("pos_1", "pos_9")]);
    assert_eq!(told(&found), ["people ~ name: Maria Lopez → María López"]);
    assert_eq!(found.tables[0].changed[0].old_id, "per_1");
    assert_eq!(found.renamed.len(), 2, "who refers to her says the same: {:?}", found.renamed);
}

#[test]
fn a_renamed_event_is_known_by_what_refers_to_it() {
    let found = found(&[("evt_1", "evt_9"), ("Webinar 4", "Rivers and Data"), ("app_1", "app_9")]);
    assert_eq!(told(&found), ["events ~ name: Webinar 4 → Rivers and Data"]);
}

#[test]
fn a_site_that_moved_is_a_change_of_its_announcements_alone() {
    let ids = [
        ("ann_1", "ann_8"),
        ("ann_2", "ann_9"),
        ("evt_1", "evt_8"),
        ("evt_2", "evt_9"),
        ("app_", "app_0"),
        ("pos_", "pos_0"),
        ("per_1", "per_8"),
    ];
    let found = found(&[&ids[..], &[("http://", "https://")]].concat());
    assert_eq!(
        told(&found),
        [
            "announcements ~ url: http://x.org/a → https://x.org/a",
            "announcements ~ url: http://x.org/b → https://x.org/b",
        ]
    );
    assert_eq!(found.renamed.len(), 6, "{:?}", found.renamed);
}

#[test]
fn somebody_else_is_no_change_of_a_name() {
    let found =
        found(&[("per_1", "per_9"), ("Maria Lopez", "Anna Meier"), ("app_1", "app_9"), ("pos_1", "pos_9")]);
    assert_eq!(
        told(&found),
        [
            "people + Anna Meier",
            "people - Maria Lopez",
            "positions + Anna Meier, Director",
            "positions - Maria Lopez, Director",
            "appearances + Anna Meier, speaker, Webinar 4",
            "appearances - Maria Lopez, speaker, Webinar 4",
        ]
    );
}

#[test]
fn a_reference_to_another_row_is_told_by_its_name() {
    let found = found(&[("evt_1,per_1,speaker", "evt_1,per_2,speaker")]);
    assert_eq!(told(&found), ["appearances ~ person_id: Maria Lopez → Cem Demir"]);
}

#[test]
fn json_and_csv_are_read_alike() {
    let json = r#"{"schema_version": 1, "people": [
        {"person_id": "per_1", "name": "Maria Lopez", "honorifics": ["Dr."], "given_name": null},
        {"person_id": "per_2", "name": "Cem Demir", "honorifics": []}],
        "evidence": [{"in_table": "people"}]}"#;
    let json = Data::document("dataset.json", json.as_bytes()).unwrap();
    let csv = "\u{feff}person_id,name,honorifics\r\nper_1,Maria Lopez,Dr.\r\nper_2,Cem Demir,\r\n";
    let csv = Data::open("x", |file| Ok((file == "people.csv").then(|| csv.as_bytes().to_vec()))).unwrap();
    assert!(diff(&json, &csv).is_empty(), "given_name is compared only where both have it");
    assert!(Data::document("dataset.json", b"{\"rows\": []}").is_err());
    assert!(Data::open("x", |_| Ok(None)).is_err());
    assert!(Data::open("x", |_| Ok(Some(b"a,b\n1\n".to_vec()))).is_err());
}

#[test]
fn ids_that_lead_in_a_ring_are_followed_only_so_far() {
    let read = |role: &str| {
        let text = format!("appearance_id,person_id,event_id,role\na,a,b,{role}\nb,a,b,{role}\n");
        Data::open("x", |file| Ok((file == "appearances.csv").then(|| text.clone().into_bytes()))).unwrap()
    };
    let found = diff(&read("speaker"), &read("chair"));
    assert_eq!(found.tables[0].told(), "2 changed");
    assert!(found.tables[0].changed[0].label.contains("chair"), "{found:?}");
}

#[test]
fn a_page_cannot_write_into_a_pull_request() {
    let found = found(&[("Maria Lopez", "<img> @maria | #1 `x`")]);
    let text = markdown(&found, Limits::default());
    assert!(text.contains("&lt;img&gt; @\u{2060}maria \\| #\u{2060}1 \\`x\\`"), "{text}");
    let short =
        markdown(&super::diff(&Data::of(&Tables::default()), &dataset(&[])), Limits { rows: 1, cell: 5 });
    assert!(short.contains("and 1 more") && short.contains("| added | Sprin… |"), "{short}");
}

/// Ten thousand people whose ids all changed, and who all gained a second name.
#[test]
fn many_rows_are_recognised_one_by_one() {
    let people = |prefix: &str, second: &str| {
        let rows = (0..10_000).map(|n| format!("{prefix}{n},Ann{} {second}Le{n}\n", n % 97));
        let text = format!("person_id,name\n{}", rows.collect::<String>());
        Data::open("x", |file| Ok((file == "people.csv").then(|| text.clone().into_bytes()))).unwrap()
    };
    let found = diff(&people("per_a", ""), &people("per_b", "Marie "));
    assert_eq!(found.tables[0].told(), "10000 changed");
    let is_itself = |row: &Changed| row.id.strip_prefix("per_b") == row.old_id.strip_prefix("per_a");
    assert!(found.tables[0].changed.iter().all(is_itself));
}
