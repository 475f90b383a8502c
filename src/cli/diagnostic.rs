//! How a failure looks: with the line it is about where there is one, as one plain line and a remedy where there is none.

use std::fmt;

use annals::Error;
use annals::error::Place;
use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, NamedSource, SourceCode};

use crate::cli::console::printable;

/// `input: message`, and the remedy on a line of its own. Names of files and what is said of them are one line, whatever is in them: a forge takes a line
/// that begins with `::` for a command.
pub(super) fn plain(error: &Error) -> String {
    let remedy =
        error.remedy_text().map_or_else(String::new, |remedy| format!("\n  help: {}", printable(remedy)));
    format!("{}: {}{remedy}", printable(error.input()), message(error))
}

fn message(error: &Error) -> String {
    let cause = error.cause().map_or_else(String::new, |cause| format!(": {cause}"));
    printable(&format!("{}{cause}", error.message()))
}

/// The message over the line it is about.
pub(super) fn snippet(error: &Error, place: &Place, colour: bool) -> String {
    let (line, column) = place.line_column();
    let located = Located {
        title: format!("{}:{line}:{column}: {}", printable(error.input()), message(error)),
        remedy: error.remedy_text(),
        source: NamedSource::new(printable(error.input()), place.text.clone()),
        label: LabeledSpan::at(within(place), "here"),
    };
    let theme = if colour { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    let mut rendered = String::new();
    let handler = GraphicalReportHandler::new_themed(theme).with_width(120).with_links(false);
    // What cannot be drawn is still said.
    if handler.render_report(&mut rendered, &located).is_err() { plain(error) } else { rendered }
}

/// The place, inside its text: an error at the end of a file points behind it.
fn within(place: &Place) -> std::ops::Range<usize> {
    let end = place.range.end.min(place.text.len());
    place.range.start.min(end)..end
}

#[derive(Debug)]
struct Located<'a> {
    title: String,
    remedy: Option<&'a str>,
    source: NamedSource<String>,
    label: LabeledSpan,
}

impl fmt::Display for Located<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.title)
    }
}

impl std::error::Error for Located<'_> {}

impl Diagnostic for Located<'_> {
    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.remedy.map(|remedy| Box::new(remedy) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.source)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(std::iter::once(self.label.clone())))
    }
}
