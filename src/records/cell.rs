//! How a row shows itself to a writer: as columns with types and cells with values, so that a format is written once for all tables.

use std::borrow::Cow;
use std::fmt;
use std::io::Write as _;

use crate::dates::{ClockTime, PartialDate};
use crate::records::{Id, Table};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnType {
    /// Text, NFC.
    Text,
    /// An id of a row, here or in another table.
    Id,
    /// A whole number.
    Integer,
    /// A number from 0 to 1.
    Real,
    /// `true` or `false`.
    Boolean,
    /// ISO 8601 or EDTF.
    Date,
    /// Local `HH:MM`.
    Time,
    /// Texts; joined by `; ` in CSV, an array in JSON.
    List,
    /// One of these words.
    Words(&'static [&'static str]),
}

/// One column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its final name.
    pub name: &'static str,
    /// What it means, in one sentence.
    pub doc: &'static str,
    /// What it holds.
    pub kind: ColumnType,
    /// Whether it may be empty.
    pub nullable: bool,
}

impl Column {
    /// The table of the rows that it refers to by their ids; `None` where it holds values of its own.
    #[must_use]
    pub fn target(&self) -> Option<Table> {
        Some(match self.name {
            "announcement_id" => Table::Announcements,
            "event_id" | "group_id" => Table::Events,
            "institution_id" | "parent_id" => Table::Institutions,
            "person_id" => Table::People,
            "talk_id" => Table::Talks,
            "position_id" => Table::Positions,
            _ => return None,
        })
    }
}

/// The value of one cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell<'a> {
    /// Unknown.
    Empty,
    /// Text, a word.
    Text(Cow<'a, str>),
    /// An id.
    Id(Id),
    /// A date, perhaps known in part.
    Date(PartialDate),
    /// A time.
    Time(ClockTime),
    /// A whole number.
    Integer(i64),
    /// A real number.
    Real(f64),
    /// A truth value.
    Boolean(bool),
    /// Several texts.
    List(&'a [String]),
}

impl Cell<'_> {
    /// The value as text; the items of a list are joined by `; `.
    #[must_use]
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Empty => Cow::Borrowed(""),
            Self::Text(text) => Cow::Borrowed(text),
            Self::Id(id) => Cow::Owned(id.to_string()),
            Self::Date(date) => Cow::Owned(date.to_string()),
            Self::Time(time) => Cow::Owned(time.to_string()),
            Self::Integer(number) => Cow::Owned(number.to_string()),
            Self::Real(number) => Cow::Owned(number.to_string()),
            Self::Boolean(truth) => Cow::Borrowed(if *truth { "true" } else { "false" }),
            Self::List(items) => Cow::Owned(items.join("; ")),
        }
    }

    /// Puts the value as text behind what is in `out`, without a text of its own: of most rows most cells are written once and never seen.
    pub fn put(&self, out: &mut Vec<u8>) {
        // Writing into memory cannot fail.
        let mut shown = |value: &dyn fmt::Display| drop(write!(out, "{value}"));
        match self {
            Self::Empty => {}
            Self::Text(text) => out.extend_from_slice(text.as_bytes()),
            Self::Id(id) => out.extend_from_slice(id.ascii(&mut Default::default()).as_bytes()),
            Self::Date(date) => shown(date),
            Self::Time(time) => shown(time),
            Self::Integer(number) => shown(number),
            Self::Real(number) => shown(number),
            Self::Boolean(truth) => shown(truth),
            Self::List(items) => {
                for (at, item) in items.iter().enumerate() {
                    out.extend_from_slice(if at > 0 { b"; " } else { b"" });
                    out.extend_from_slice(item.as_bytes());
                }
            }
        }
    }
}

/// A row of a table.
pub trait Row {
    /// The table it belongs to.
    const TABLE: Table;
    /// What a row is, in one sentence.
    const DOC: &'static str;
    /// The columns, in their final order.
    const COLUMNS: &'static [Column];
    /// The value in a column.
    fn cell(&self, column: usize) -> Cell<'_>;
}

/// A type that can stand in a column.
pub trait CellValue {
    /// What the column holds.
    const KIND: ColumnType;
    /// Whether it may be empty.
    const NULLABLE: bool = false;
    /// The value.
    fn cell(&self) -> Cell<'_>;
}

impl<T: CellValue> CellValue for Option<T> {
    const KIND: ColumnType = T::KIND;
    const NULLABLE: bool = true;
    fn cell(&self) -> Cell<'_> {
        self.as_ref().map_or(Cell::Empty, CellValue::cell)
    }
}

impl CellValue for String {
    const KIND: ColumnType = ColumnType::Text;
    fn cell(&self) -> Cell<'_> {
        Cell::Text(Cow::Borrowed(self))
    }
}

impl CellValue for Vec<String> {
    const KIND: ColumnType = ColumnType::List;
    const NULLABLE: bool = true;
    fn cell(&self) -> Cell<'_> {
        if self.is_empty() { Cell::Empty } else { Cell::List(self) }
    }
}

impl CellValue for u32 {
    const KIND: ColumnType = ColumnType::Integer;
    fn cell(&self) -> Cell<'_> {
        Cell::Integer(i64::from(*self))
    }
}

impl CellValue for f32 {
    const KIND: ColumnType = ColumnType::Real;
    fn cell(&self) -> Cell<'_> {
        Cell::Real((f64::from(*self) * 1000.0).round() / 1000.0)
    }
}

impl CellValue for bool {
    const KIND: ColumnType = ColumnType::Boolean;
    fn cell(&self) -> Cell<'_> {
        Cell::Boolean(*self)
    }
}

impl CellValue for Id {
    const KIND: ColumnType = ColumnType::Id;
    fn cell(&self) -> Cell<'_> {
        Cell::Id(*self)
    }
}

impl CellValue for PartialDate {
    const KIND: ColumnType = ColumnType::Date;
    fn cell(&self) -> Cell<'_> {
        Cell::Date(*self)
    }
}

impl CellValue for ClockTime {
    const KIND: ColumnType = ColumnType::Time;
    fn cell(&self) -> Cell<'_> {
        Cell::Time(*self)
    }
}
