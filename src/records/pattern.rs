//! What the text of a column looks like, as a regular expression that JSON Schema and Table Schema both understand: whole days and what is
//! known in part alike, so that both say of a date what the contract says.

use std::borrow::Cow;

use crate::records::{Column, ColumnType, Table};

/// ISO 8601, or EDTF level 1 where month or day are not known; `21` to `24` are the seasons.
const DATE: &str = r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?|-2[1-4])?$";

/// A local time, to the second where one is written.
const TIME: &str = r"^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$";

/// SHA-256 as it is printed.
const HASH: &str = r"^[0-9a-f]{64}$";

impl Column {
    /// What every text of the column in this table matches; `None` where texts are free.
    #[must_use]
    pub fn pattern(&self, table: Table) -> Option<Cow<'static, str>> {
        match self.kind {
            ColumnType::Date => Some(DATE.into()),
            ColumnType::Time => Some(TIME.into()),
            ColumnType::Id => Some(id(self, table).into()),
            ColumnType::Text if self.name == "content_sha256" => Some(HASH.into()),
            _ => None,
        }
    }
}

/// An id of the table that is referred to, of the column's own, or of any.
fn id(column: &Column, table: Table) -> String {
    let own = || table.key().is_some_and(|key| key == column).then_some(table);
    let prefix = column.target().or_else(own).map_or("[a-z]{3}", Table::prefix);
    format!("^{prefix}_[0-9a-f]{{16}}$")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dates::PartialDate;

    #[test]
    fn ids_are_those_of_the_table_that_is_meant() {
        let column = |table: Table, name: &str| {
            let column = table.columns().iter().find(|column| column.name == name).unwrap();
            column.pattern(table).unwrap()
        };
        assert_eq!(column(Table::Deadlines, "deadline_id"), "^dln_[0-9a-f]{16}$");
        assert_eq!(column(Table::Institutions, "parent_id"), "^org_[0-9a-f]{16}$");
        assert_eq!(column(Table::Evidence, "row_id"), "^[a-z]{3}_[0-9a-f]{16}$");
    }

    #[test]
    fn dates_match_as_far_as_they_are_known() {
        let pattern = regex::Regex::new(DATE).unwrap();
        for text in ["2023", "2023-11", "2023-24", "2023-11-09"] {
            assert!(pattern.is_match(text) && text.parse::<PartialDate>().is_ok(), "{text}");
        }
        for text in ["202", "2023-13", "2023-25", "2023-21-01", "2023-11-32"] {
            assert!(!pattern.is_match(text) && text.parse::<PartialDate>().is_err(), "{text}");
        }
    }
}
