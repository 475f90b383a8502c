//! The row types of the contract. A column is one line here: its name, its type and its meaning; every format follows.

use std::fmt;

use serde::{Deserialize, Serialize, Serializer};

use crate::dates::{ClockTime, PartialDate};
use crate::records::cell::{Cell, CellValue, Column, Row};
use crate::records::id::Id;
use crate::records::vocabulary::{
    AnnouncementKind, AppearanceRole, Change, DeadlineKind, EventFormat, EventKind, EventStatus,
    InstitutionKind, NameOrder, OrganizerRole, Origin, Severity, TalkKind,
};

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
    pub const ALL: [Self; 12] = [
        Self::WhoSpoke,
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

    /// The name, as in file names and in `evidence.in_table`.
    #[must_use]
    pub fn name(self) -> &'static str {
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
    const KIND: crate::records::ColumnType = crate::records::ColumnType::Text;
    fn cell(&self) -> Cell<'_> {
        Cell::Text(self.name().into())
    }
}

/// The name of a column: that of the field, which may be a keyword of Rust.
const fn column_name(field: &'static str) -> &'static str {
    match field.as_bytes() {
        [b'r', b'#', ..] => field.split_at(2).1,
        _ => field,
    }
}

macro_rules! table {
    ($(#[doc = $doc:literal])* $name:ident in $table:ident { $($(#[doc = $fdoc:literal])+ $field:ident: $type:ty),+ $(,)? }) => {
        $(#[doc = $doc])*
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        pub struct $name { $($(#[doc = $fdoc])+ pub $field: $type),+ }

        impl Row for $name {
            const TABLE: Table = Table::$table;
            const COLUMNS: &'static [Column] = &[$(Column {
                name: column_name(stringify!($field)),
                doc: concat!($($fdoc),+),
                kind: <$type as CellValue>::KIND,
                nullable: <$type as CellValue>::NULLABLE,
            }),+];

            fn cell(&self, column: usize) -> Cell<'_> {
                let mut at = 0;
                $(
                    if column == at {
                        return self.$field.cell();
                    }
                    at += 1;
                )+
                let _ = at;
                Cell::Empty
            }
        }
    };
}

table!(
    /// One announcement; a page has none, one or several.
    Announcement in Announcements {
        /// Id of the announcement.
        announcement_id: Id,
        /// Path or address of the page, as given.
        source: String,
        /// Canonical address.
        url: Option<String>,
        /// Title, without the site's suffix.
        title: Option<String>,
        /// Day of publication.
        published_on: Option<PartialDate>,
        /// Day of the last change that the page states.
        modified_on: Option<PartialDate>,
        /// Language of the text, BCP 47.
        language: Option<String>,
        /// Who publishes the page.
        publisher: Option<String>,
        /// Who wrote it.
        authors: Vec<String>,
        /// What it is about.
        kind: Option<AnnouncementKind>,
        /// The site profile that was used.
        profile: Option<String>,
        /// SHA-256 of the page's bytes.
        content_sha256: String,
        /// Whether the page has left the web.
        gone: bool,
    }
);
table!(
    /// Something that takes place on a date.
    Event in Events {
        /// Id of the event.
        event_id: Id,
        /// The announcement that names it.
        announcement_id: Id,
        /// Equal for the same event announced on several pages.
        group_id: Id,
        /// What it is.
        kind: Option<EventKind>,
        /// The series it belongs to.
        series: Option<String>,
        /// Its number in the series.
        ordinal: Option<u32>,
        /// What the page calls it.
        name: Option<String>,
        /// What it is about.
        theme: Option<String>,
        /// First day.
        starts_on: Option<PartialDate>,
        /// Last day.
        ends_on: Option<PartialDate>,
        /// Local time at which it starts.
        start_time: Option<ClockTime>,
        /// Local time at which it ends.
        end_time: Option<ClockTime>,
        /// IANA name, fixed offset, or the abbreviation as printed.
        timezone: Option<String>,
        /// Online, in person or both.
        format: Option<EventFormat>,
        /// Room, hall, building or platform.
        venue: Option<String>,
        /// City.
        city: Option<String>,
        /// Country, ISO 3166-1 alpha-2.
        country: Option<String>,
        /// Address to join or read more.
        url: Option<String>,
        /// Cancelled, postponed or held, where the page says so.
        status: Option<EventStatus>,
    }
);
table!(
    /// An institution that does something for an event.
    EventOrganizer in EventOrganizers {
        /// Id of the row.
        event_organizer_id: Id,
        /// The announcement that says so.
        announcement_id: Id,
        /// The event.
        event_id: Id,
        /// The institution.
        institution_id: Id,
        /// What it does.
        role: OrganizerRole,
    }
);
table!(
    /// A day by which something is due.
    Deadline in Deadlines {
        /// Id of the deadline.
        deadline_id: Id,
        /// The announcement that states it.
        announcement_id: Id,
        /// The event it belongs to.
        event_id: Option<Id>,
        /// What is due.
        kind: DeadlineKind,
        /// The day.
        due_on: PartialDate,
        /// Local time.
        due_time: Option<ClockTime>,
        /// IANA name, fixed offset, or the abbreviation as printed.
        timezone: Option<String>,
    }
);
table!(
    /// A person, merged within and across pages.
    Person in People {
        /// Id of the person.
        person_id: Id,
        /// The fullest form printed, without honorifics.
        name: String,
        /// Given name, where certain.
        given_name: Option<String>,
        /// Family name, where certain.
        family_name: Option<String>,
        /// Order of the printed name.
        name_order: NameOrder,
        /// Titles before the name and letters after it, in page order.
        honorifics: Vec<String>,
        /// Other spellings found.
        aliases: Vec<String>,
    }
);
table!(
    /// An institution, merged within and across pages.
    Institution in Institutions {
        /// Id of the institution.
        institution_id: Id,
        /// Its name; the abbreviation where no name is ever given.
        name: String,
        /// Its abbreviation.
        abbreviation: Option<String>,
        /// What it is.
        kind: Option<InstitutionKind>,
        /// Country the page prints, ISO 3166-1 alpha-2.
        country: Option<String>,
        /// The institution it is a part of.
        parent_id: Option<Id>,
        /// Research Organization Registry id.
        ror_id: Option<String>,
        /// Name in the registry.
        registry_name: Option<String>,
        /// Country in the registry.
        registry_country: Option<String>,
    }
);
table!(
    /// A person holds, gains or leaves a post.
    Position in Positions {
        /// Id of the position.
        position_id: Id,
        /// The announcement that states it.
        announcement_id: Id,
        /// The person.
        person_id: Id,
        /// The post; empty where the page gives only the affiliation.
        title: Option<String>,
        /// Department, office, section.
        unit: Option<String>,
        /// The institution.
        institution_id: Option<Id>,
        /// What happens to the post.
        change: Change,
        /// From which day.
        effective_on: Option<PartialDate>,
    }
);
table!(
    /// Something presented at an event.
    Talk in Talks {
        /// Id of the talk.
        talk_id: Id,
        /// The announcement that names it.
        announcement_id: Id,
        /// The event.
        event_id: Option<Id>,
        /// Its place in the event, from 1.
        sequence: Option<u32>,
        /// Its title.
        title: String,
        /// What it is.
        kind: TalkKind,
        /// Its abstract.
        r#abstract: Option<String>,
    }
);
table!(
    /// A person does something at an event, or in the announcement itself.
    Appearance in Appearances {
        /// Id of the appearance.
        appearance_id: Id,
        /// The announcement.
        announcement_id: Id,
        /// The event; empty where the person appears in the announcement only.
        event_id: Option<Id>,
        /// The person.
        person_id: Id,
        /// What the person does.
        role: AppearanceRole,
        /// The talk given.
        talk_id: Option<Id>,
        /// The position in which the person appears.
        position_id: Option<Id>,
        /// The person's place in the event, from 1.
        sequence: Option<u32>,
    }
);
table!(
    /// The flat sheet: one row an appearance, names instead of ids.
    WhoSpoke in WhoSpoke {
        /// First day of the event.
        starts_on: Option<PartialDate>,
        /// The event's name or theme.
        event: Option<String>,
        /// The series.
        series: Option<String>,
        /// The person's name.
        person: String,
        /// Titles and letters.
        honorifics: Vec<String>,
        /// What the person did.
        role: AppearanceRole,
        /// Title of the talk.
        talk: Option<String>,
        /// The post.
        position: Option<String>,
        /// Department, office, section.
        unit: Option<String>,
        /// The institution.
        institution: Option<String>,
        /// Its abbreviation.
        abbreviation: Option<String>,
        /// Its country.
        country: Option<String>,
        /// Title of the announcement.
        announcement_title: Option<String>,
        /// Address of the announcement.
        url: Option<String>,
    }
);
table!(
    /// Why an extracted value is what it is.
    Evidence in Evidence {
        /// Table of the value.
        in_table: Table,
        /// Row of the value.
        row_id: Id,
        /// Column of the value.
        field: String,
        /// Position in a list, from 0.
        item: Option<u32>,
        /// The value.
        value: String,
        /// The announcement it was read in.
        announcement_id: Id,
        /// Where it comes from.
        origin: Origin,
        /// CSS path that selects exactly the element.
        locator: Option<String>,
        /// First byte of the quote in the page's text.
        start_byte: Option<u32>,
        /// One past its last byte.
        end_byte: Option<u32>,
        /// The exact slice, or the metadata's value.
        quote: String,
        /// Id of the selector, pattern or metadata key.
        rule: String,
        /// How sure it is, from 0 to 1.
        confidence: f32,
    }
);
table!(
    /// What a careful reader would query.
    Finding in Findings {
        /// Id of the finding.
        finding_id: Id,
        /// The announcement.
        announcement_id: Option<Id>,
        /// How much it matters.
        severity: Severity,
        /// Stable code, `snake_case`.
        code: String,
        /// What was found, and what to do about it.
        message: String,
        /// Table of the value it is about.
        in_table: Option<Table>,
        /// Row of the value.
        row_id: Option<Id>,
        /// Column of the value.
        field: Option<String>,
        /// CSS path of the place.
        locator: Option<String>,
    }
);

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
}
