//! Annotations of GitHub Actions: a line each on standard output. GitHub shows ten of a kind and drops the rest, so that the most telling
//! come first and the last one says how many more there are.

use std::collections::BTreeMap;
use std::io::{self, Write};

/// As many of a kind as GitHub shows.
const SHOWN: usize = 10;

/// One annotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Annotation {
    kind: Kind,
    /// The file it stands at.
    file: Option<String>,
    title: String,
    message: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Error,
    Warning,
}

impl Annotation {
    /// What a run fails for, at a file.
    pub(crate) fn error(file: &str, title: &str, message: String) -> Self {
        Self { kind: Kind::Error, file: Some(file.to_owned()), title: title.to_owned(), message }
    }

    /// What people should know.
    pub(crate) fn warning(title: &str, message: String) -> Self {
        Self { kind: Kind::Warning, file: None, title: title.to_owned(), message }
    }
}

/// Writes annotations, the most telling of which come first.
pub(crate) fn write(annotations: &[Annotation], out: &mut dyn Write) -> io::Result<()> {
    let mut by_kind: BTreeMap<Kind, Vec<&Annotation>> = BTreeMap::new();
    for annotation in annotations {
        by_kind.entry(annotation.kind).or_default().push(annotation);
    }
    for (kind, all) in by_kind {
        let shown = if all.len() > SHOWN { SHOWN - 1 } else { all.len() };
        all[..shown].iter().try_for_each(|annotation| line(annotation, out))?;
        if shown < all.len() {
            let (title, message) = ("annals".to_owned(), format!("and {} more", all.len() - shown));
            line(&Annotation { kind, file: None, title, message }, out)?;
        }
    }
    Ok(())
}

fn line(annotation: &Annotation, out: &mut dyn Write) -> io::Result<()> {
    let word = match annotation.kind {
        Kind::Error => "error",
        Kind::Warning => "warning",
    };
    let file =
        annotation.file.as_ref().map(|file| format!("file={},line=1,", property(file))).unwrap_or_default();
    writeln!(out, "::{word} {file}title={}::{}", property(&annotation.title), data(&annotation.message))
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_of_a_kind_are_written_and_the_last_counts_the_rest() {
        let errors =
            (0..30).map(|number| Annotation::error("a,b", &format!("{number}"), "50 %\nlost".to_owned()));
        let mut all: Vec<Annotation> = errors.collect();
        all.push(Annotation::warning("https://example.org/", "timed out".to_owned()));
        let mut out = Vec::new();
        write(&all, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 11);
        assert_eq!(lines[0], "::error file=a%2Cb,line=1,title=0::50 %25%0Alost");
        assert_eq!(lines[9], "::error title=annals::and 21 more");
        assert_eq!(lines[10], "::warning title=https%3A//example.org/::timed out");
    }
}
