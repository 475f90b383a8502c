//! How a command ends: the exit codes of the contract, and what stops a command early.

use std::io;

use annals::{Error, ErrorKind};

/// An exit code; where several apply, the highest counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(crate) enum Exit {
    /// Everything was done.
    Done = 0,
    /// Differences, or a floor not met.
    Differences = 1,
    /// Wrong usage or configuration.
    Usage = 2,
    /// Some sources failed; everything else is done.
    Partial = 3,
    /// Nothing could be done, nothing changed.
    Nothing = 4,
}

/// What stops a command.
#[derive(Debug)]
pub(crate) enum Stop {
    /// A failure to tell people about.
    Failed(Error),
    /// Standard output cannot be written.
    Stdout(io::Error),
}

impl Stop {
    /// The exit code of a command that stopped.
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::Failed(error) => match error.kind() {
                ErrorKind::Config | ErrorKind::Format => Exit::Usage,
                _ => Exit::Nothing,
            },
            Self::Stdout(error) if error.kind() == io::ErrorKind::BrokenPipe => Exit::Done,
            Self::Stdout(_) => Exit::Nothing,
        }
    }
}

impl From<Error> for Stop {
    /// A table that nobody reads any more is none of the failures that people are told.
    fn from(error: Error) -> Self {
        let cause = error.cause().and_then(|cause| cause.downcast_ref::<io::Error>());
        match cause.map(io::Error::kind) {
            Some(kind @ io::ErrorKind::BrokenPipe) => Self::Stdout(kind.into()),
            _ => Self::Failed(error),
        }
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Stdout(error)
    }
}

impl From<serde_json::Error> for Stop {
    fn from(error: serde_json::Error) -> Self {
        Self::Stdout(error.into())
    }
}

/// How many inputs were done and how many failed.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Sources {
    pub(crate) done: usize,
    pub(crate) failed: usize,
}

impl Sources {
    /// The exit code that the failures ask for.
    pub(crate) fn exit(self) -> Exit {
        match (self.done, self.failed) {
            (_, 0) => Exit::Done,
            (0, _) => Exit::Nothing,
            _ => Exit::Partial,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_highest_code_counts() {
        assert_eq!(Exit::Differences.max(Sources { done: 2, failed: 1 }.exit()), Exit::Partial);
        assert_eq!(Exit::Differences.max(Sources { done: 2, failed: 0 }.exit()), Exit::Differences);
        assert_eq!(Sources { done: 0, failed: 1 }.exit(), Exit::Nothing);
    }

    #[test]
    fn a_reader_that_has_gone_away_is_no_failure() {
        assert_eq!(Stop::from(io::Error::from(io::ErrorKind::BrokenPipe)).exit(), Exit::Done);
        let table =
            Error::new(ErrorKind::Output, "people", "y").because(io::Error::from(io::ErrorKind::BrokenPipe));
        assert_eq!(Stop::from(table).exit(), Exit::Done);
        assert_eq!(Stop::from(Error::new(ErrorKind::Config, "x", "y")).exit(), Exit::Usage);
    }
}
