//! Options of the formats that datasets are written in, shared by all commands that write them.

use annals::project::{CsvStyle, Dialect, Format, Output};
use clap::ValueEnum;
use clap::builder::{PossibleValuesParser, TypedValueParser};

/// Which files a dataset has.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Files {
    /// The formats of the dataset, in place of those that the project names (see docs/formats.md)
    #[arg(long, value_name = "NAMES", value_delimiter = ',', value_parser = format_parser())]
    format: Vec<Format>,
    #[command(flatten)]
    style: Style,
}

impl Files {
    /// What the command line says outranks what the project says.
    pub(crate) fn choose(&self, output: &mut Output) {
        if !self.format.is_empty() {
            output.formats.clone_from(&self.format);
        }
        output.csv = self.style.over(output.csv);
    }
}

/// How CSV is written.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(crate) struct Style {
    /// For whom CSV is written: excel has a byte order mark and lines that end with CRLF
    #[arg(long, value_enum)]
    dialect: Option<Name>,
    /// Leaves CSV cells as they are that a spreadsheet would run as a formula
    #[arg(long)]
    raw: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Name {
    Standard,
    Excel,
}

impl Style {
    /// The style that was asked for, where nothing is said that of `style`.
    pub(crate) fn over(self, style: CsvStyle) -> CsvStyle {
        let dialect = self.dialect.map(|name| match name {
            Name::Standard => Dialect::Standard,
            Name::Excel => Dialect::Excel,
        });
        CsvStyle { dialect: dialect.unwrap_or(style.dialect), raw: self.raw || style.raw }
    }

    /// Whether anything was asked for.
    pub(crate) fn is_said(self) -> bool {
        self.raw || self.dialect.is_some()
    }
}

fn format_parser() -> impl TypedValueParser<Value = Format> {
    PossibleValuesParser::new(Format::NAMES).try_map(|name| name.parse::<Format>())
}
