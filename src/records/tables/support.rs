//! The flat sheet that is derived from all tables, and what supports and queries their values.

use serde::{Deserialize, Serialize};

use crate::dates::PartialDate;
use crate::records::cell::{Cell, CellValue, Column, Row};
use crate::records::id::Id;
use crate::records::tables::Table;
use crate::records::tables::row::{column_name, table};
use crate::records::vocabulary::{AppearanceRole, Origin, Severity};

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
impl WhoSpoke {
    /// What the sheet is sorted by: rows without a day stand last.
    #[must_use]
    pub fn day(&self) -> (bool, Option<PartialDate>) {
        (self.starts_on.is_none(), self.starts_on)
    }
}

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
        /// The share of such values that is right, from 0 to 1.
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
