//! What `annals check` found, and the shapes it is told in.

mod github;
mod json;
mod junit;
mod sarif;
mod text;

use std::io::{self, Write};

use annals::Error;
use clap::ValueEnum;

use crate::cli::console::Console;

/// One fact that is not as expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Difference {
    /// Where it stands: `people[2].honorifics`.
    pub(crate) path: String,
    /// As expected; `None` where nothing is.
    pub(crate) expected: Option<String>,
    /// As it is; `None` where nothing is.
    pub(crate) actual: Option<String>,
}

/// What came of one thing that was checked.
#[derive(Debug)]
pub(super) enum Verdict {
    /// As expected.
    Same,
    /// Not as expected.
    Differs(Vec<Difference>),
    /// Could not be checked.
    Failed(Error),
    /// It expects something of a page that is not there.
    Orphan,
    /// A source gives less than its baseline says.
    Drifts(Vec<Difference>),
}

/// One thing that was checked: a case, or a file of the dataset.
#[derive(Debug)]
pub(super) struct Checked {
    /// Its file, as seen from the project.
    pub(super) file: String,
    /// What came of it.
    pub(super) verdict: Verdict,
}

impl Checked {
    /// One line on what is wrong; `None` where nothing is.
    fn complaint(&self) -> Option<String> {
        match &self.verdict {
            Verdict::Same => None,
            Verdict::Differs(differences) if differences.len() == 1 => Some("1 difference".to_owned()),
            Verdict::Differs(differences) => Some(format!("{} differences", differences.len())),
            Verdict::Drifts(_) => Some("its pages give less than they gave".to_owned()),
            Verdict::Failed(error) => Some(error.to_string()),
            Verdict::Orphan => Some("expects something, but there is no page beside it".to_owned()),
        }
    }

    fn differences(&self) -> &[Difference] {
        match &self.verdict {
            Verdict::Differs(differences) | Verdict::Drifts(differences) => differences,
            _ => &[],
        }
    }
}

/// How to tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people
    #[default]
    Text,
    /// Annotations of GitHub Actions
    Github,
    /// `JUnit` XML, for most other CI systems
    Junit,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// For programs
    Json,
}

impl Format {
    /// Writes the report.
    pub(super) fn write(self, checked: &[Checked], console: &Console, out: &mut dyn Write) -> io::Result<()> {
        match self {
            Self::Text => text::write(checked, console, out),
            Self::Github => github::write(checked, out),
            Self::Junit => junit::write(checked, out),
            Self::Sarif => sarif::write(checked, out),
            Self::Json => json::write(checked, out),
        }
    }
}

#[cfg(test)]
mod tests;
