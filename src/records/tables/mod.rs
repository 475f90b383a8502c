//! The row types of the contract. A column is one line: its name, its type and its meaning; every format follows.

mod events;
mod people;
mod row;
mod support;

pub use events::{Announcement, Deadline, Event, EventOrganizer};
pub use people::{Appearance, Institution, Person, Position, Talk};
pub use support::{Evidence, Finding, WhoSpoke};

use std::fmt;

use serde::{Deserialize, Serialize, Serializer};

use crate::records::cell::{Cell, CellValue, Column, ColumnType, Row};
use crate::records::id::Id;

/// A table of the contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Table {
    /// `announcements`
    Announcements,
    /// `events`
    Events,
    /// `event_organizers`
    EventOrganizers,
    /// `deadlines`
    Deadlines,
    /// `people`
    People,
    /// `institutions`
    Institutions,
    /// `positions`
    Positions,
    /// `talks`
    Talks,
    /// `appearances`
    Appearances,
    /// `who_spoke`
    WhoSpoke,
    /// `evidence`
    Evidence,
    /// `findings`
    Findings,
}

impl Table {
    /// All tables, `who_spoke` first: it is what most people open.
    pub const ALL: [Self; 12] = {
        let mut all = [Self::WhoSpoke; 12];
        let mut at = 0;
        while at < Self::STORED.len() {
            all[at + 1] = Self::STORED[at];
            at += 1;
        }
        all
    };

    /// The tables that are stored, in the order of documents; `who_spoke` is derived from them.
    pub const STORED: [Self; 11] = [
        Self::Announcements,
        Self::Events,
        Self::EventOrganizers,
        Self::Deadlines,
        Self::People,
        Self::Institutions,
        Self::Positions,
        Self::Talks,
        Self::Appearances,
        Self::Evidence,
        Self::Findings,
    ];

    /// The names of the stored tables.
    pub const NAMES: [&'static str; 11] = {
        let mut names = [""; 11];
        let mut at = 0;
        while at < names.len() {
            names[at] = Self::STORED[at].name();
            at += 1;
        }
        names
    };

    /// The name, as in file names and in `evidence.in_table`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Announcements => "announcements",
            Self::Events => "events",
            Self::EventOrganizers => "event_organizers",
            Self::Deadlines => "deadlines",
            Self::People => "people",
            Self::Institutions => "institutions",
            Self::Positions => "positions",
            Self::Talks => "talks",
            Self::Appearances => "appearances",
            Self::WhoSpoke => "who_spoke",
            Self::Evidence => "evidence",
            Self::Findings => "findings",
        }
    }

    /// The table of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|table| table.name() == name)
    }

    /// The columns, in their final order.
    #[must_use]
    pub fn columns(self) -> &'static [Column] {
        match self {
            Self::Announcements => Announcement::COLUMNS,
            Self::Events => Event::COLUMNS,
            Self::EventOrganizers => EventOrganizer::COLUMNS,
            Self::Deadlines => Deadline::COLUMNS,
            Self::People => Person::COLUMNS,
            Self::Institutions => Institution::COLUMNS,
            Self::Positions => Position::COLUMNS,
            Self::Talks => Talk::COLUMNS,
            Self::Appearances => Appearance::COLUMNS,
            Self::WhoSpoke => WhoSpoke::COLUMNS,
            Self::Evidence => Evidence::COLUMNS,
            Self::Findings => Finding::COLUMNS,
        }
    }

    /// What a row is, in one sentence.
    #[must_use]
    pub fn doc(self) -> &'static str {
        let doc = match self {
            Self::Announcements => Announcement::DOC,
            Self::Events => Event::DOC,
            Self::EventOrganizers => EventOrganizer::DOC,
            Self::Deadlines => Deadline::DOC,
            Self::People => Person::DOC,
            Self::Institutions => Institution::DOC,
            Self::Positions => Position::DOC,
            Self::Talks => Talk::DOC,
            Self::Appearances => Appearance::DOC,
            Self::WhoSpoke => WhoSpoke::DOC,
            Self::Evidence => Evidence::DOC,
            Self::Findings => Finding::DOC,
        };
        doc.trim()
    }

    /// The column of its ids; `None` for the tables without ids.
    #[must_use]
    pub fn key(self) -> Option<&'static Column> {
        if self.prefix().is_empty() { None } else { self.columns().first() }
    }

    /// The prefix of its ids (empty for the tables without ids).
    #[must_use]
    pub fn prefix(self) -> &'static str {
        match self {
            Self::Announcements => "ann",
            Self::Events => "evt",
            Self::EventOrganizers => "evo",
            Self::Deadlines => "dln",
            Self::People => "per",
            Self::Institutions => "org",
            Self::Positions => "pos",
            Self::Talks => "tlk",
            Self::Appearances => "app",
            Self::Findings => "fnd",
            Self::WhoSpoke | Self::Evidence => "",
        }
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Serialize for Table {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl CellValue for Table {
    const KIND: ColumnType = ColumnType::Words(&Self::NAMES);
    fn cell(&self) -> Cell<'_> {
        Cell::Text(self.name().into())
    }
}

/// What a document says of its page.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PageInfo {
    /// Path or address, as given.
    pub source: String,
    /// Canonical address.
    pub url: Option<String>,
    /// SHA-256 of the bytes.
    pub content_sha256: String,
    /// Language of the text.
    pub language: Option<String>,
    /// The site profile that was used.
    pub profile: Option<String>,
}

/// Who is shown the rows of a table, whatever its type.
pub trait TableVisitor {
    /// Why they cannot be taken.
    type Error;

    /// Takes rows, in their order.
    ///
    /// # Errors
    /// Where they cannot be taken.
    fn rows<R: Row + Serialize>(&mut self, rows: &[R]) -> Result<(), Self::Error>;
}

/// The rows of every stored table (`who_spoke` is derived from them).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "each field is the table of its name")]
pub struct Tables {
    pub announcements: Vec<Announcement>,
    pub events: Vec<Event>,
    pub event_organizers: Vec<EventOrganizer>,
    pub deadlines: Vec<Deadline>,
    pub people: Vec<Person>,
    pub institutions: Vec<Institution>,
    pub positions: Vec<Position>,
    pub talks: Vec<Talk>,
    pub appearances: Vec<Appearance>,
    pub evidence: Vec<Evidence>,
    pub findings: Vec<Finding>,
}

impl Tables {
    /// Shows the rows of a table; the flat sheet has none of its own.
    ///
    /// # Errors
    /// Where the visitor cannot take them.
    pub fn visit<V: TableVisitor>(&self, table: Table, visitor: &mut V) -> Result<(), V::Error> {
        match table {
            Table::WhoSpoke => Ok(()),
            Table::Announcements => visitor.rows(&self.announcements),
            Table::Events => visitor.rows(&self.events),
            Table::EventOrganizers => visitor.rows(&self.event_organizers),
            Table::Deadlines => visitor.rows(&self.deadlines),
            Table::People => visitor.rows(&self.people),
            Table::Institutions => visitor.rows(&self.institutions),
            Table::Positions => visitor.rows(&self.positions),
            Table::Talks => visitor.rows(&self.talks),
            Table::Appearances => visitor.rows(&self.appearances),
            Table::Evidence => visitor.rows(&self.evidence),
            Table::Findings => visitor.rows(&self.findings),
        }
    }

    /// Gives the rows of every table to a visitor, in the order of tables.
    ///
    /// # Errors
    /// Where the visitor cannot take them.
    pub fn visit_all<V: TableVisitor>(&self, visitor: &mut V) -> Result<(), V::Error> {
        Table::ALL.into_iter().try_for_each(|table| self.visit(table, visitor))
    }

    /// Why the value in a column of a row is what it is; one for each item of a list.
    pub fn evidence_of<'t>(&'t self, row: Id, field: &'t str) -> impl Iterator<Item = &'t Evidence> {
        self.evidence.iter().filter(move |evidence| evidence.row_id == row && evidence.field == field)
    }

    /// Adds the rows of another page.
    pub fn append(&mut self, mut more: Self) {
        self.announcements.append(&mut more.announcements);
        self.events.append(&mut more.events);
        self.event_organizers.append(&mut more.event_organizers);
        self.deadlines.append(&mut more.deadlines);
        self.people.append(&mut more.people);
        self.institutions.append(&mut more.institutions);
        self.positions.append(&mut more.positions);
        self.talks.append(&mut more.talks);
        self.appearances.append(&mut more.appearances);
        self.evidence.append(&mut more.evidence);
        self.findings.append(&mut more.findings);
    }
}

/// Everything that one page says: the document that `annals extract` prints.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PageRecord {
    /// Version of the contract.
    pub schema_version: u32,
    /// The page.
    pub page: PageInfo,
    /// The rows, in document order.
    #[serde(flatten)]
    pub tables: Tables,
    /// Readings that lost against the value that was taken; shown by `annals explain`, in no dataset.
    #[serde(skip)]
    pub rivals: Vec<Evidence>,
    /// How long the page's text is, in bytes; 0 where it is not known. A site that shows a wall in place of a page is told by it.
    #[serde(skip)]
    pub text_bytes: u32,
}

impl PageRecord {
    /// Says of the page's announcements what no page says of itself: whether it has left the web.
    #[must_use]
    pub fn marked(mut self, gone: bool) -> Self {
        self.tables.announcements.iter_mut().for_each(|row| row.gone = gone);
        self
    }
}
