//! The [`Ledger`] knows of each entry whether it still applies; one that does not is a finding.

use crate::project::{Match, Override};
use crate::records::{Finding, Id, Severity, Table};

/// What came of each entry.
#[derive(Clone)]
pub(super) struct Ledger<'o> {
    entries: &'o [Override],
    outcomes: Vec<Outcome>,
}

#[derive(Clone, Default)]
struct Outcome {
    changed: bool,
    row: Option<Id>,
    complaints: Vec<String>,
}

impl<'o> Ledger<'o> {
    pub(super) fn new(entries: &'o [Override]) -> Self {
        Self { entries, outcomes: vec![Outcome::default(); entries.len()] }
    }

    /// Says which rows an entry means; none is a complaint.
    pub(super) fn matched(&mut self, entry: usize, wanted: &Match, rows: &[Id]) {
        if let Some(row) = rows.first() {
            self.outcomes[entry].row.get_or_insert(*row);
        } else {
            let of = &self.entries[entry];
            // A finding would tell whom the entry erases.
            let missing = if of.erases() {
                "no row is the person that it erases, whose name is masked all the same".to_owned()
            } else {
                format!("no row of {} has {}", of.table, wanted.told())
            };
            self.complain(entry, missing);
        }
    }

    /// Says that an entry made a difference.
    pub(super) fn changed(&mut self, entry: usize) {
        self.outcomes[entry].changed = true;
    }

    /// Says that something an entry names is not there.
    pub(super) fn complain(&mut self, entry: usize, missing: String) {
        let complaints = &mut self.outcomes[entry].complaints;
        if !complaints.contains(&missing) {
            complaints.push(missing);
        }
    }

    /// A finding for each entry that does not apply, or not any more.
    pub(super) fn findings(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        for (entry, outcome) in self.entries.iter().zip(&self.outcomes) {
            let remedy = "correct the entry or take it out";
            for complaint in &outcome.complaints {
                let message = format!("{}: {complaint}; {remedy}", entry.place);
                findings.push(finding(entry, "override_unused", Severity::Warning, message, None));
            }
            if outcome.complaints.is_empty() && !outcome.changed {
                let message = format!(
                    "{}: {} without it ({}); take it out",
                    entry.place,
                    so_already(entry),
                    entry.rows.told()
                );
                findings.push(finding(entry, "override_redundant", Severity::Note, message, outcome.row));
            }
        }
        findings
    }
}

/// What holds without the entry.
fn so_already(entry: &Override) -> &'static str {
    if entry.split {
        "these rows are apart"
    } else if entry.set.is_empty() {
        "these rows are one"
    } else {
        "the values are so"
    }
}

fn finding(entry: &Override, code: &str, severity: Severity, message: String, row_id: Option<Id>) -> Finding {
    Finding {
        finding_id: Id::new(Table::Findings, &[code, &message]),
        announcement_id: None,
        severity,
        code: code.to_owned(),
        message,
        in_table: Some(entry.table),
        row_id,
        field: None,
        locator: None,
    }
}
