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

#[test]
fn annotations_show_every_file_before_the_second_difference_of_one() {
    let difference = |number: usize| Difference {
        path: format!("people[{number}]"),
        expected: None,
        actual: Some("1".to_owned()),
    };
    let many = (0..40).map(difference).collect();
    let failed = Error::new(annals::ErrorKind::Source, "z.html", "cannot be read");
    let checked = [
        Checked { file: "a".to_owned(), verdict: Verdict::Differs(many) },
        Checked { file: "b".to_owned(), verdict: Verdict::Orphan },
        Checked { file: "z.html".to_owned(), verdict: Verdict::Failed(failed) },
    ];
    let mut out = Vec::new();
    github::write(&checked, &mut out).unwrap();
    let text = String::from_utf8(out).unwrap();
    let files: Vec<&str> = text.lines().take(4).map(|line| line.split([' ', ',']).nth(1).unwrap()).collect();
    assert_eq!(files, ["file=z.html", "file=a", "file=b", "file=a"]);
    assert_eq!(text.lines().count(), 10);
}

#[test]
fn sarif_has_the_shape_that_the_standard_asks_for() {
    let schema: serde_json::Value = serde_json::from_str(SARIF).unwrap();
    let report: serde_json::Value = serde_json::from_str(&written(sarif::write)).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<String> = validator.iter_errors(&report).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:?}");
    let results = report["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.len(), 2);
    let rules = report["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"], "an index leads to its rule");
    }
    assert_ne!(results[0]["partialFingerprints"], results[1]["partialFingerprints"]);
}

/// What SARIF 2.1.0 asks of the parts that are written.
const SARIF: &str = r#"{
        "type": "object",
        "required": ["version", "runs"],
        "properties": {
            "version": {"const": "2.1.0"},
            "$schema": {"type": "string", "format": "uri"},
            "runs": {"type": "array", "minItems": 1, "items": {
                "type": "object",
                "required": ["tool", "results"],
                "properties": {
                    "tool": {"type": "object", "required": ["driver"], "properties": {"driver": {
                        "type": "object", "required": ["name", "rules"],
                        "properties": {"name": {"type": "string"}, "rules": {"type": "array", "uniqueItems": true, "items": {
                            "type": "object", "required": ["id", "shortDescription"],
                            "properties": {"shortDescription": {"type": "object", "required": ["text"]}}
                        }}}
                    }}},
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "results": {"type": "array", "items": {
                        "type": "object",
                        "required": ["message", "ruleId", "ruleIndex", "level", "locations", "partialFingerprints"],
                        "properties": {
                            "message": {"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}},
                            "ruleIndex": {"type": "integer", "minimum": 0},
                            "level": {"enum": ["none", "note", "warning", "error"]},
                            "locations": {"type": "array", "minItems": 1, "items": {"type": "object", "required": ["physicalLocation"],
                                "properties": {"physicalLocation": {"type": "object", "required": ["artifactLocation", "region"], "properties": {
                                    "artifactLocation": {"type": "object", "required": ["uri"], "properties": {"uri": {"type": "string", "pattern": "^[^\\s]+$"}}},
                                    "region": {"type": "object", "properties": {"startLine": {"type": "integer", "minimum": 1}}}
                                }}}}},
                            "partialFingerprints": {"type": "object", "additionalProperties": {"type": "string"}}
                        }
                    }}
                }
            }}
        }
    }"#;
