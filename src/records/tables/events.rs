//! Rows of announcements, of the events they name, who organises these, and what is due.

use serde::{Deserialize, Serialize};

use crate::dates::{ClockTime, PartialDate};
use crate::records::cell::{Cell, CellValue, Column, Row};
use crate::records::id::Id;
use crate::records::tables::Table;
use crate::records::tables::row::{column_name, table};
use crate::records::vocabulary::{
    AnnouncementKind, DeadlineKind, EventFormat, EventKind, EventStatus, OrganizerRole,
};

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
