//! The report as SARIF 2.1.0 (OASIS), which code scanning reads: one result a difference, with a fingerprint that stays while the
//! difference stays.

use std::io::{self, Write};

use annals::source::percent_encoded;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::github::change;
use super::{Checked, Verdict};

/// What may be wrong: the id of the rule, its name and what it means.
const RULES: [(&str, &str); 4] = [
    ("differs", "A page, or a file of the dataset, says something else than is expected"),
    ("failed", "A page or an expectation cannot be read"),
    ("orphan", "Something is expected of a page that is not there"),
    ("drift", "The pages of a source give less than they gave"),
];

pub(super) fn write(checked: &[Checked], out: &mut dyn Write) -> io::Result<()> {
    let rules: Vec<Value> = RULES
        .iter()
        .map(|(id, meaning)| json!({ "id": id, "shortDescription": { "text": meaning } }))
        .collect();
    let results: Vec<Value> = checked.iter().flat_map(results).collect();
    let driver = json!({
        "name": "annals",
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "rules": rules,
    });
    let report = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{ "tool": { "driver": driver }, "columnKind": "unicodeCodePoints", "results": results }],
    });
    serde_json::to_writer_pretty(&mut *out, &report)?;
    writeln!(out)
}

fn results(item: &Checked) -> Vec<Value> {
    let Some(complaint) = item.complaint() else { return Vec::new() };
    let rule = match &item.verdict {
        Verdict::Failed(_) => "failed",
        Verdict::Orphan => "orphan",
        Verdict::Drifts(_) => "drift",
        Verdict::Same | Verdict::Differs(_) => "differs",
    };
    if item.differences().is_empty() {
        return vec![result(rule, &item.file, "", &complaint)];
    }
    let told = item.differences().iter();
    told.map(|difference| {
        let message = format!("{}: {}", difference.path, change(difference));
        result(rule, &item.file, &difference.path, &message)
    })
    .collect()
}

fn result(rule: &str, file: &str, path: &str, message: &str) -> Value {
    let index = RULES.iter().position(|(id, _)| *id == rule);
    let print = annals::normalize::hex(&Sha256::digest(format!("{rule}\u{1f}{file}\u{1f}{path}")));
    json!({
        "ruleId": rule,
        "ruleIndex": index,
        "level": "error",
        "message": { "text": message },
        "locations": [{ "physicalLocation": {
            "artifactLocation": { "uri": uri(file) },
            "region": { "startLine": 1 },
        }}],
        "partialFingerprints": { "annals/v1": print },
    })
}

/// The path as a reference: addresses stay as they are.
fn uri(file: &str) -> String {
    if file.contains("://") { file.to_owned() } else { percent_encoded(file) }
}
