//! The report for programs.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::{Checked, Verdict};

pub(super) fn write(checked: &[Checked], out: &mut dyn Write) -> io::Result<()> {
    let wrong = checked.iter().filter(|item| item.complaint().is_some()).count();
    let items: Vec<Value> = checked.iter().map(item).collect();
    let report = json!({ "checked": checked.len(), "wrong": wrong, "files": items });
    serde_json::to_writer_pretty(&mut *out, &report)?;
    writeln!(out)
}

fn item(item: &Checked) -> Value {
    let status = match item.verdict {
        Verdict::Same => "same",
        Verdict::Differs(_) => "differs",
        Verdict::Failed(_) => "failed",
        Verdict::Orphan => "orphan",
        Verdict::Drifts(_) => "drifts",
    };
    let differences: Vec<Value> = item
        .differences()
        .iter()
        .map(|found| json!({ "path": found.path, "expected": found.expected, "actual": found.actual }))
        .collect();
    let message = item.complaint();
    json!({ "file": item.file, "status": status, "message": message, "differences": differences })
}
