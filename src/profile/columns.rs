//! What a profile may give: the columns of the contract that pages print, and which table may stand in which.

use crate::records::{ColumnType, Table};

/// The tables at the top of a profile.
pub(super) const TOP: [Table; 5] =
    [Table::Announcements, Table::Events, Table::People, Table::Talks, Table::Deadlines];

/// Columns that no page prints: ids, what follows from others, and what is known from outside of the page.
const DERIVED: [&str; 8] =
    ["source", "url", "language", "profile", "content_sha256", "gone", "name_order", "sequence"];

/// The tables that may stand in one.
pub(super) fn below(table: Table) -> &'static [Table] {
    match table {
        Table::Events => &[Table::People, Table::Talks, Table::Deadlines],
        Table::Talks => &[Table::People],
        Table::People => &[Table::Positions, Table::Talks, Table::Appearances],
        _ => &[],
    }
}

/// The columns of a table that a profile may give, and what they hold. The institution of a post is named, not referred to.
pub(super) fn of(table: Table) -> Vec<(&'static str, ColumnType)> {
    let printed = table.columns().iter().filter(|column| {
        let address = column.name == "url" && table == Table::Events;
        column.kind != ColumnType::Id && (address || !DERIVED.contains(&column.name))
    });
    let mut columns: Vec<_> = printed.map(|column| (column.name, column.kind)).collect();
    if table == Table::Positions {
        columns.extend([("institution", ColumnType::Text), ("country", ColumnType::Text)]);
    }
    columns
}
