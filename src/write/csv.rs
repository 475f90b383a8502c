//! CSV as RFC 4180 has it, in UTF-8 with LF and a header row. Cells that a spreadsheet would run as a formula are neutralised as OWASP
//! advises: a `'` before them. It can be undone: a cell that begins with `'` and one of those characters loses the `'`.

use std::borrow::Cow;

use crate::error::{Error, ErrorKind, Result};
use crate::records::Row;

/// Characters with which a formula begins.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// Neutralises a cell; one that looks neutralised already gets another `'`, so that [`unguard`] gives back every text.
#[must_use]
pub fn guard(cell: &str) -> Cow<'_, str> {
    if cell.trim_start_matches('\'').starts_with(FORMULA) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

/// The text that [`guard`] was given.
#[must_use]
pub fn unguard(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.trim_start_matches('\'').starts_with(FORMULA) => rest,
        _ => cell,
    }
}

/// A table as CSV.
pub(crate) fn table<R: Row>(rows: &[R]) -> Result<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
    let wrong = |error: csv::Error| {
        Error::new(ErrorKind::Output, R::TABLE.name(), "the table could not be written").because(error)
    };
    writer.write_record(R::COLUMNS.iter().map(|column| column.name)).map_err(wrong)?;
    for row in rows {
        for column in 0..R::COLUMNS.len() {
            let cell = row.cell(column);
            writer.write_field(guard(&cell.text()).as_bytes()).map_err(wrong)?;
        }
        writer.write_record(None::<&[u8]>).map_err(wrong)?;
    }
    writer.into_inner().map_err(|error| {
        Error::new(ErrorKind::Output, R::TABLE.name(), "the table could not be written")
            .because(error.to_string())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn formulas_are_neutralised() {
        assert_eq!(guard("=1+1"), "'=1+1");
        assert_eq!(guard("Ann"), "Ann");
        assert_eq!(guard("'Webinar'"), "'Webinar'");
    }

    proptest! {
        #[test]
        fn guarding_can_be_undone(text in "['=+@a-]{0,6}.{0,8}") {
            let guarded = guard(&text);
            prop_assert_eq!(unguard(&guarded), text.as_str());
        }

        #[test]
        fn no_guarded_cell_is_a_formula(text in "['=+@a\\t-]{0,6}") {
            let guarded = guard(&text);
            prop_assert!(!guarded.starts_with(FORMULA));
        }
    }
}
