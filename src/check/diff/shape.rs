//! What of a table's rows says which row it is: its names, and the row that it hangs on. This is all that recognising rows knows of
//! single tables.

use crate::records::Table;

/// The tables in the order in which their rows are recognised: what others refer to comes before them.
pub(super) const ORDER: [Table; 10] = [
    Table::Announcements,
    Table::Institutions,
    Table::People,
    Table::Events,
    Table::Talks,
    Table::Positions,
    Table::EventOrganizers,
    Table::Deadlines,
    Table::Appearances,
    Table::Findings,
];

/// How the rows of a table are recognised.
pub(super) struct Shape {
    /// Columns with what a row is called; any of them may be what the other dataset calls it.
    pub(super) names: &'static [&'static str],
    /// A row of somebody else is another row, however much the rest is alike.
    pub(super) anchor: Option<&'static str>,
    /// Least likeness of names, from 0 to 1: who is called otherwise is somebody else, but an event may get a new name.
    pub(super) least: f64,
}

/// The shape of a table.
pub(super) fn shape(table: Table) -> Shape {
    let (names, anchor, least): (&[&str], _, _) = match table {
        Table::Announcements => (&["title", "url", "source"], None, 0.0),
        Table::Institutions => (&["name", "abbreviation"], None, 0.5),
        Table::People => (&["name", "aliases"], None, 0.5),
        Table::Events => (&["name", "theme"], Some("announcement_id"), 0.0),
        Table::Talks => (&["title"], Some("announcement_id"), 0.0),
        Table::Positions | Table::Appearances => (&[], Some("person_id"), 0.0),
        Table::EventOrganizers => (&[], Some("institution_id"), 0.0),
        Table::Deadlines => (&[], Some("announcement_id"), 0.0),
        Table::Findings => (&["message"], Some("announcement_id"), 0.5),
        Table::WhoSpoke | Table::Evidence => (&[], None, 1.0),
    };
    Shape { names, anchor, least }
}

/// The columns that people call a row by, the best first; several where one would not do.
pub(super) fn called(table: Table) -> (&'static [&'static str], &'static [&'static str]) {
    match table {
        Table::Announcements => (&["title", "source"], &[]),
        Table::Events => (&["name", "theme", "series", "starts_on", "kind"], &[]),
        Table::People | Table::Institutions => (&["name"], &[]),
        Table::Talks => (&["title"], &[]),
        Table::Positions => (&[], &["person_id", "title", "institution_id"]),
        Table::Appearances => (&[], &["person_id", "role", "event_id"]),
        Table::EventOrganizers => (&[], &["institution_id", "role", "event_id"]),
        Table::Deadlines => (&[], &["kind", "due_on"]),
        Table::Findings => (&["code"], &[]),
        Table::WhoSpoke | Table::Evidence => (&[], &[]),
    }
}
