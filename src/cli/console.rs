//! The [`Console`] is what a command speaks through: data to stdout, words for people to stderr, colour only where wanted.

use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};

use annals::Error;
use annals::normalize::turns_text;
use clap::{ArgAction, ValueEnum};

use crate::cli::diagnostic;
use crate::cli::tame::Tame;

/// How the command speaks; every command takes these.
#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = "Output")]
pub(crate) struct Options {
    /// Says nothing but failures
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    quiet: bool,
    /// Says more; twice, says everything
    #[arg(short, long, global = true, action = ArgAction::Count)]
    verbose: u8,
    /// When to use colour
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value_t)]
    color: Colour,
}

/// When to use colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Colour {
    /// On a terminal, unless `NO_COLOR` is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl Colour {
    fn on(self, is_terminal: bool) -> bool {
        let unwanted = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        match self {
            Self::Auto => is_terminal && !unwanted,
            Self::Always => true,
            Self::Never => false,
        }
    }
}

/// How a piece of text is set off.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Style {
    /// A heading.
    Bold,
    /// What matters less.
    Dim,
    /// The word that matters.
    Mark,
    /// Something wrong.
    Bad,
    /// Something right.
    Good,
}

/// The two streams of a command.
#[derive(Debug)]
pub(crate) struct Console {
    quiet: bool,
    stdout_colour: bool,
    stderr_colour: bool,
}

impl Console {
    pub(crate) fn new(options: &Options) -> Self {
        trace(options);
        Self {
            quiet: options.quiet,
            stdout_colour: options.color.on(io::stdout().is_terminal()),
            stderr_colour: options.color.on(io::stderr().is_terminal()),
        }
    }

    /// Standard output, for data; a terminal gets it tamed.
    pub(crate) fn stdout(&self) -> BufWriter<Tame<StdoutLock<'static>>> {
        BufWriter::with_capacity(1 << 16, Tame::new(io::stdout().lock(), self.is_terminal()))
    }

    /// Whether a person reads standard output.
    #[expect(clippy::unused_self, reason = "who has the console may ask what it is")]
    pub(crate) fn is_terminal(&self) -> bool {
        io::stdout().is_terminal()
    }

    /// Whether nobody wants to hear of what went well.
    pub(crate) fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// The width of the terminal that a person reads on.
    pub(crate) fn width(&self) -> Option<usize> {
        let size = if self.is_terminal() { terminal_size::terminal_size() } else { None };
        size.map(|(width, _)| usize::from(width.0))
    }

    /// Whether a person watches the work: a terminal that can draw, and no machine of a forge, which may have one too.
    pub(crate) fn is_watched(&self) -> bool {
        let is_machine = std::env::var_os("CI").is_some_and(|value| !value.is_empty() && value != "false");
        let is_plain = std::env::var_os("TERM").is_some_and(|value| value == "dumb");
        !self.quiet && !is_machine && !is_plain && io::stderr().is_terminal()
    }

    /// The width of the terminal on which a person watches the work.
    #[cfg(feature = "fetch")]
    pub(crate) fn watched_width(&self) -> Option<usize> {
        let size = if self.is_watched() { terminal_size::terminal_size_of(io::stderr()) } else { None };
        size.map(|(width, _)| usize::from(width.0))
    }

    /// The text as it is set off on standard output.
    pub(crate) fn paint(&self, style: Style, text: &str) -> String {
        if self.stdout_colour { painted(style, text) } else { text.to_owned() }
    }

    /// Tells people something.
    pub(crate) fn say(&self, message: &str) {
        if !self.quiet {
            to_stderr(message);
        }
    }

    /// Tells people that something is wrong, even if they want quiet.
    pub(crate) fn warn(&self, message: &str) {
        let word = if self.stderr_colour { painted(Style::Bad, "error") } else { "error".to_owned() };
        to_stderr(&format!("{word}: {message}"));
    }

    /// Tells people of a failure: the input, the place with its line, and what to do.
    pub(crate) fn failure(&self, error: &Error) {
        match error.place() {
            Some(place) => to_stderr(&diagnostic::snippet(error, place, self.stderr_colour)),
            None => self.warn(&diagnostic::plain(error)),
        }
    }

    /// Tells people of several.
    pub(crate) fn failures<'a>(&self, errors: impl IntoIterator<Item = &'a Error>) {
        errors.into_iter().for_each(|error| self.failure(error));
    }
}

/// The text without control characters and those that turn its direction: what a page says cannot steer a terminal.
pub(crate) fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() || turns_text(c) { ' ' } else { c }).collect()
}

/// The log, in which an event is one line, whatever the names in it are.
struct Log;

impl Write for Log {
    fn write(&mut self, event: &[u8]) -> io::Result<usize> {
        to_stderr(&printable(String::from_utf8_lossy(event).trim_end()));
        Ok(event.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Nobody can be told where standard error is closed, so failing to write there is no failure.
pub(crate) fn to_stderr(message: &str) {
    let mut stderr = Tame::new(io::stderr().lock(), io::stderr().is_terminal());
    let _ = writeln!(stderr, "{}", message.trim_end());
}

fn painted(style: Style, text: &str) -> String {
    let code = match style {
        Style::Bold => "1",
        Style::Dim => "2",
        Style::Mark => "33",
        Style::Bad => "31",
        Style::Good => "32",
    };
    format!("\u{1b}[{code}m{text}\u{1b}[0m")
}

fn trace(options: &Options) {
    use tracing_subscriber::filter::LevelFilter;
    let level = match (options.quiet, options.verbose) {
        (true, _) => LevelFilter::ERROR,
        (_, 0) => LevelFilter::WARN,
        (_, 1) => LevelFilter::INFO,
        _ => LevelFilter::TRACE,
    };
    let subscriber = tracing_subscriber::fmt().with_max_level(level).with_writer(|| Log).without_time();
    // A second console in one process keeps the first one's log.
    let _ = subscriber.with_ansi(false).try_init();
}
