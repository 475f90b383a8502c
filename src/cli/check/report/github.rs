//! The report as GitHub Actions annotations: one error a difference, at the file it is about.

use std::io::{self, Write};

use super::{Checked, Difference};

pub(super) fn write(checked: &[Checked], out: &mut dyn Write) -> io::Result<()> {
    for item in checked {
        let Some(complaint) = item.complaint() else { continue };
        if item.differences().is_empty() {
            annotate(&item.file, "annals check", &complaint, out)?;
        }
        for difference in item.differences() {
            annotate(&item.file, &difference.path, &change(difference), out)?;
        }
    }
    Ok(())
}

fn annotate(file: &str, title: &str, message: &str, out: &mut dyn Write) -> io::Result<()> {
    let (file, title) = (property(file), property(title));
    writeln!(out, "::error file={file},line=1,title={title}::{}", data(message))
}

/// Expected and actual in one line each.
pub(super) fn change(difference: &Difference) -> String {
    let shown = |value: &Option<String>| value.clone().unwrap_or_else(|| "nothing".to_owned());
    format!("expected {}\nfound {}", shown(&difference.expected), shown(&difference.actual))
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
