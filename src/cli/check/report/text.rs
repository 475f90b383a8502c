//! The report for people: each difference as a line taken away and a line added.

use std::io::{self, Write};

use super::{Checked, Difference, Verdict};
use crate::cli::console::{Console, Style, printable};

pub(super) fn write(checked: &[Checked], console: &Console, out: &mut dyn Write) -> io::Result<()> {
    for item in checked {
        // Failures are told on stderr, with the line they are about.
        let Some(complaint) = item.complaint().filter(|_| !matches!(item.verdict, Verdict::Failed(_))) else {
            continue;
        };
        writeln!(out, "{}: {complaint}", console.paint(Style::Bold, &printable(&item.file)))?;
        for difference in item.differences() {
            write_difference(difference, console, out)?;
        }
    }
    let wrong = checked.iter().filter(|item| item.complaint().is_some()).count();
    writeln!(out, "{} checked, {wrong} not as expected", checked.len())
}

fn write_difference(difference: &Difference, console: &Console, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "  {}", printable(&difference.path))?;
    if let Some(expected) = &difference.expected {
        writeln!(out, "{}", console.paint(Style::Bad, &format!("    - {}", printable(expected))))?;
    }
    if let Some(actual) = &difference.actual {
        writeln!(out, "{}", console.paint(Style::Good, &format!("    + {}", printable(actual))))?;
    }
    Ok(())
}
