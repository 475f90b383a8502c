//! The data contract: one row type a table, the vocabularies of its columns, stable ids. A [`PageRecord`] holds the rows of
//! one page, and is what `annals extract` prints as JSON; a dataset holds the same rows of many pages.

mod cell;
mod id;
mod pattern;
mod read;
mod schema;
mod tables;
mod vocabulary;

pub use cell::{Cell, CellValue, Column, ColumnType, Row};
pub use id::Id;
pub use schema::{dataset_schema, schema};
pub use tables::{
    Announcement, Appearance, Deadline, Event, EventOrganizer, Evidence, Finding, Institution, PageInfo,
    PageRecord, Person, Position, Table, TableVisitor, Tables, Talk, WhoSpoke,
};
pub use vocabulary::{
    AnnouncementKind, AppearanceRole, Change, DeadlineKind, EventFormat, EventKind, EventStatus,
    InstitutionKind, NameOrder, OrganizerRole, Origin, Severity, TalkKind,
};

/// Version of the contract that every document and dataset states.
pub const SCHEMA_VERSION: u32 = 1;
