//! The report as `JUnit` XML: a test case for each thing that was checked.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::github::change;
use super::{Checked, Difference, Verdict};
use crate::cli::console::printable;

pub(super) fn write(checked: &[Checked], out: &mut dyn Write) -> io::Result<()> {
    let errors = checked.iter().filter(|item| matches!(item.verdict, Verdict::Failed(_))).count();
    let failures = checked.iter().filter(|item| item.complaint().is_some()).count() - errors;
    writeln!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
    let counts = format!(r#"tests="{}" failures="{failures}" errors="{errors}""#, checked.len());
    writeln!(out, r"<testsuites {counts}>")?;
    writeln!(out, r#"  <testsuite name="annals check" {counts}>"#)?;
    for item in checked {
        write_case(item, out)?;
    }
    writeln!(out, "  </testsuite>\n</testsuites>")
}

fn write_case(item: &Checked, out: &mut dyn Write) -> io::Result<()> {
    let open = format!(r#"    <testcase classname="annals" name="{}""#, attribute(&item.file));
    let Some(complaint) = item.complaint() else {
        return writeln!(out, "{open}/>");
    };
    let tag = if matches!(item.verdict, Verdict::Failed(_)) { "error" } else { "failure" };
    let mut details = String::new();
    for difference in item.differences() {
        let told = tame(difference);
        writeln!(details, "{}\n{}", told.path, change(&told)).map_err(io::Error::other)?;
    }
    writeln!(out, "{open}>")?;
    writeln!(out, r#"      <{tag} message="{}">{}</{tag}>"#, attribute(&complaint), escaped(&details))?;
    writeln!(out, "    </testcase>")
}

/// The same in lines of their own, none of which a value begins.
fn tame(difference: &Difference) -> Difference {
    let tame = |value: &Option<String>| value.as_deref().map(printable);
    let (expected, actual) = (tame(&difference.expected), tame(&difference.actual));
    Difference { path: printable(&difference.path), expected, actual }
}

/// The text as the value of an attribute, in which a line break is one only by its number.
fn attribute(text: &str) -> String {
    escaped(text).replace('\n', "&#10;").replace('\t', "&#9;")
}

/// The text as XML; control characters, which XML 1.0 cannot hold, become replacement characters.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' | '\t' => escaped.push(c),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => escaped.push('\u{fffd}'),
            c => escaped.push(c),
        }
    }
    escaped
}
