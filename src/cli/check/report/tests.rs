use super::*;

fn checked() -> Vec<Checked> {
    let difference = Difference {
        path: "people[0].name".to_owned(),
        expected: Some("\"Ana <Roe>\"".to_owned()),
        actual: None,
    };
    vec![
        Checked { file: "a/expected.json".to_owned(), verdict: Verdict::Same },
        Checked { file: "b/expected.json".to_owned(), verdict: Verdict::Differs(vec![difference]) },
        Checked { file: "c/expected.json".to_owned(), verdict: Verdict::Orphan },
    ]
}

fn written(write: impl Fn(&[Checked], &mut dyn Write) -> io::Result<()>) -> String {
    let mut out = Vec::new();
    write(&checked(), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn annotations_are_one_line_a_difference() {
    let text = written(github::write);
    assert_eq!(
        text,
        "::error file=b/expected.json,line=1,title=people[0].name::expected \"Ana <Roe>\"%0Afound nothing\n\
         ::error file=c/expected.json,line=1,title=annals check::expects something, but there is no page beside it\n"
    );
}

#[test]
fn xml_escapes_what_it_must_and_counts() {
    let text = written(junit::write);
    assert!(text.contains(r#"tests="3" failures="2" errors="0""#), "{text}");
    assert!(text.contains("expected &quot;Ana &lt;Roe&gt;&quot;"), "{text}");
    assert!(text.contains(r#"name="a/expected.json"/>"#), "{text}");
}

#[test]
fn json_says_which_and_why() {
    let report: serde_json::Value = serde_json::from_str(&written(json::write)).unwrap();
    assert_eq!((&report["checked"], &report["wrong"]), (&3.into(), &2.into()));
    assert_eq!(report["files"][1]["differences"][0]["actual"], serde_json::Value::Null);
    assert_eq!(report["files"][2]["status"], "orphan");
}
