//! The report as GitHub Actions annotations: one error a difference, at the file it is about. What could not be checked comes first, then
//! the first difference of each file, then their second, so that no file hides another.

use std::io::{self, Write};

use super::{Checked, Difference, Verdict};
use crate::cli::annotations::{self, Annotation};

pub(super) fn write(checked: &[Checked], out: &mut dyn Write) -> io::Result<()> {
    let mut ranked: Vec<(usize, Annotation)> = Vec::new();
    for item in checked {
        let Some(complaint) = item.complaint() else { continue };
        if item.differences().is_empty() {
            let rank = usize::from(!matches!(item.verdict, Verdict::Failed(_)));
            ranked.push((rank, Annotation::error(&item.file, "annals check", complaint)));
        }
        for (at, difference) in item.differences().iter().enumerate() {
            ranked.push((at + 1, Annotation::error(&item.file, &difference.path, change(difference))));
        }
    }
    ranked.sort_by_key(|(rank, _)| *rank);
    let annotations: Vec<Annotation> = ranked.into_iter().map(|(_, annotation)| annotation).collect();
    annotations::write(&annotations, out)
}

/// Expected and actual in one line each.
pub(super) fn change(difference: &Difference) -> String {
    let shown = |value: &Option<String>| value.clone().unwrap_or_else(|| "nothing".to_owned());
    format!("expected {}\nfound {}", shown(&difference.expected), shown(&difference.actual))
}
